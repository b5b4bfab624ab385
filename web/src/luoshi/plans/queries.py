"""Reads of plans, facts and doubts."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from luoshi.plans.models import Doubt, Fact


def live_facts() -> QuerySet[Fact]:
    """Return the facts that count, of current versions, their decision and plan fetched."""
    gone = Q(reading=Fact.Reading.GONE, state=Fact.State.UNREVIEWED)
    return (
        Fact.objects.filter(state__in=Fact.LIVE, plan__version__current=True)
        .exclude(gone)
        .select_related("decision", "plan__version__document")
    )


def effective_fields(fact: Fact) -> dict[str, Any]:
    """Return the guide's fields as they stand: a person's where somebody changed them."""
    decision = fact.decision
    if decision is not None and decision.fields is not None:
        return dict(decision.fields)
    return dict(fact.fields)


def sentence_of(fact: Fact) -> str:
    """Return the sentence of the plan that holds the fact."""
    return fact.sentence


def link_to(fact: Fact) -> str:
    """Return the address that opens the fact's sentence in its document."""
    return reverse("plans:read", args=[fact.plan_id]) + f"#o={fact.start}-{fact.end}"


def is_live(fact: Fact) -> bool:
    """Whether the fact counts on the ledger (unreviewed ones do, marked 未审)."""
    return fact.live and fact.plan.version.current


def open_doubts() -> QuerySet[Doubt]:
    """Return the doubts nobody has settled."""
    return Doubt.objects.filter(settled_at=None, current=True)


def doubted() -> Exists:
    """Return the condition that an open doubt touches the fact."""
    return Exists(open_doubts().filter(facts=OuterRef("pk")))
