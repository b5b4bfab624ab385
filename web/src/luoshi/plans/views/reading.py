"""The reading page: a plan set as a document, its facts beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luoshi.accounts.api import May, require
from luoshi.kernel.http import Request
from luoshi.plans.models import Doubt, Fact, Plan, Type
from luoshi.plans.queries import doubts_of, facts_of, names_of, plan_to_read, with_progress
from luoshi.plans.rules.layout import Block, Heads, Place, blocks, lanes
from luoshi.plans.rules.words import LETTERS
from luoshi.plans.views.answers import last_act
from luoshi.plans.views.records import MOODS, doubt_record, fact_records, figures_in


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the outline with how many facts stand under it and how many wait."""

    level: int
    number: str
    title: str
    start: int
    end: int
    count: int
    waiting: int


@require_GET
def read(request: Request, plan_id: int) -> HttpResponse:
    """Show a plan's text, set like the official document, with its facts."""
    scope = require(request.user, May.PLAN_READ)
    plan = plan_to_read(plan_id)
    if plan is None:
        raise Http404
    facts = list(facts_of(plan, scope))
    proposals = May.PROPOSAL_READ in scope.may
    doubts = list(doubts_of(plan)) if proposals else []
    places = [
        Place(index, fact.type, fact.start, fact.end, MOODS[fact.state])
        for index, fact in enumerate(facts)
    ]
    names = names_of(doubt.settled_by for doubt in doubts)
    counted = [fact for fact in facts if fact.live or fact.state != Fact.State.UNREVIEWED]
    context = {
        "plan": plan,
        "document": plan.version.document,
        "siblings": with_progress(Plan.objects.filter(version=plan.version_id)),
        "blocks": _laid_out(plan, places, doubts),
        "sections": sections(plan, facts),
        "undo": last_act(request),
        "total": len(counted),
        "decided": sum(1 for fact in counted if fact.state != Fact.State.UNREVIEWED),
        "doubts": doubts,
        "open_doubts": sum(1 for doubt in doubts if doubt.open),
        "kinds": _kinds(facts),
        "proposals": proposals,
        "may_review": May.PLAN_REVIEW in scope.may,
        "data": {
            "plan": plan.pk,
            "facts": _with_lanes(fact_records(facts, figures_in(facts)), places),
            "doubts": [doubt_record(doubt, names) for doubt in doubts],
            "mayReview": May.PLAN_REVIEW in scope.may,
        },
    }
    return render(request, "plans/read.html", context)


def _with_lanes(records: list[dict[str, Any]], places: list[Place]) -> list[dict[str, Any]]:
    """Tell the script which underline is whose."""
    given = lanes(places)
    return [record | {"lane": given.get(index)} for index, record in enumerate(records)]


def _laid_out(plan: Plan, places: list[Place], doubts: list[Doubt]) -> list[Block]:
    laid = blocks(plan.version.text, (plan.start, plan.end), places, Heads.of(plan.outline))
    for index, doubt in enumerate(doubts):
        holder = next((block for block in laid if doubt.start < block.end), None)
        if holder is not None:
            holder.notes.append(index)
    return laid


def sections(plan: Plan, facts: list[Fact]) -> list[Section]:
    """Return the outline: every titled heading with the facts until the next of its rank."""
    heads = [head for head in plan.outline if head["level"] > 1 and head["title"]]
    found = []
    for at, head in enumerate(heads):
        following = (other for other in heads[at + 1 :] if other["level"] <= head["level"])
        end = next((other["start"] for other in following), plan.end)
        inside = [fact for fact in facts if head["start"] <= fact.start < end]
        waiting = sum(1 for fact in inside if fact.state == Fact.State.UNREVIEWED and fact.live)
        number = plan.version.text[head["start"] : head["end"]].partition(head["title"][:1])[0]
        found.append(
            Section(
                level=head["level"],
                number=number.strip(),
                title=head["title"],
                start=head["start"],
                end=end,
                count=len(inside),
                waiting=waiting,
            )
        )
    return found


def _kinds(facts: list[Fact]) -> list[dict[str, Any]]:
    counts = Counter(fact.type for fact in facts)
    return [
        {"key": kind.value, "word": kind.label, "letter": LETTERS[kind], "count": counts[kind]}
        for kind in Type
        if counts[kind]
    ]
