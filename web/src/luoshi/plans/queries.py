"""Reads of plans, facts and doubts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from luoshi.plans.models import Doubt, Fact


@dataclass(frozen=True, slots=True)
class Selection:
    """Facts chosen by where they stand and what they are, for a count and for one click."""

    document_id: int | None = None
    plan_id: int | None = None
    type: str = ""
    start: int | None = None
    end: int | None = None
    without_doubt: bool = False


def _whole(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Fetch what is shown with a fact; never the whole text once a row."""
    return facts.select_related("decision", "plan__version__document").defer(
        "plan__version__text", "plan__outline"
    )


def live_facts() -> QuerySet[Fact]:
    """Return the facts that count, of current versions, their decision and plan fetched."""
    gone = Q(reading=Fact.Reading.GONE, state=Fact.State.UNREVIEWED)
    live = Fact.objects.filter(state__in=Fact.LIVE, plan__version__current=True)
    return _whole(live.exclude(gone))


def for_others(ids: Iterable[int]) -> QuerySet[Fact]:
    """Return facts as other contexts hear of them: decision, plan and document fetched."""
    return _whole(Fact.objects.filter(pk__in=list(ids))).order_by("plan_id", "start", "sequence")


def selected(selection: Selection) -> QuerySet[Fact]:
    """Return the facts of a selection, of current versions unless a plan is named."""
    facts = Fact.objects.exclude(reading=Fact.Reading.GONE)
    if selection.plan_id is not None:
        facts = facts.filter(plan=selection.plan_id)
    else:
        facts = facts.filter(plan__version__current=True)
    if selection.document_id is not None:
        facts = facts.filter(plan__version__document=selection.document_id)
    if selection.type:
        facts = facts.filter(type=selection.type)
    if selection.start is not None and selection.end is not None:
        facts = facts.filter(start__gte=selection.start, start__lt=selection.end)
    if selection.without_doubt:
        facts = facts.filter(~doubted())
    return facts


def unreviewed(selection: Selection) -> QuerySet[Fact]:
    """Return the facts of a selection that nobody has decided."""
    return selected(selection).filter(state=Fact.State.UNREVIEWED)


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
