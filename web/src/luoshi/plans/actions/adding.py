"""Facts that a person states: made at their words, stored with the decision that added them."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Max

from luoshi.plans.actions.deciding import Verdict, write
from luoshi.plans.models import Decision, Fact, Plan
from luoshi.plans.rules.reading import sentence_at


def new_fact(
    plan: Plan, kind: str, place: tuple[int, int], fields: dict[str, Any], key: str
) -> Fact:
    """Return a fact at words of a plan, as a person states it; not stored yet."""
    start, end = place
    text = plan.version.text
    return Fact(
        plan=plan,
        type=kind,
        start=start,
        end=end,
        quote=text[start:end],
        sentence=sentence_at(text, start, end),
        fields=fields,
        key=key,
        origin=Fact.Origin.PERSON,
        state=Fact.State.WITHDRAWN,
    )


def insert(
    facts: list[Fact], login: str, act: uuid.UUID, reason: str, *, like: Decision | None = None
) -> None:
    """Insert facts, each with the decision of a person that added it, or one `like` another."""
    last = Fact.objects.filter(plan=facts[0].plan).aggregate(last=Max("sequence"))["last"] or 0
    for number, fact in enumerate(facts, last + 1):
        fact.sequence = number
        fact.save()
        verb = Decision.Verb.ADDED if like is None else Decision.Verb(like.verb)
        fields = fact.fields if like is None else like.fields
        write([fact], Verdict(verb, login, act, fields=fields, reason=reason))
