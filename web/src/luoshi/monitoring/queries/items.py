"""What stands behind the rows of the lit ledger: assignments, progress as accepted, proofs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import (
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Window,
)
from django.db.models.functions import Coalesce

from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item, Responsibility
from luoshi.monitoring.models import Light
from luoshi.monitoring.queries.board import Frame
from luoshi.reporting.api import Acceptance, Progress, Submission

_HIGHEST_FIRST: Final = ("submission__duty__agency__depth", "submission__duty__agency__path")


def for_list(lights: QuerySet[Light]) -> QuerySet[Light]:
    """Fetch what a row shows, in a constant number of statements."""
    units = Responsibility.objects.filter(group=None)
    return (
        lights.select_related("item__plan", "item__target", "item__commitment", "item__project")
        .defer("item__plan__outline")
        .prefetch_related(Prefetch("item__responsibilities", queryset=units, to_attr="units"))
    )


def progress_of(item: int, agency: Agency, period: Period) -> list[Progress]:
    """Return what was said of an item in a period and accepted by an agency, or said by itself.

    Those highest in the tree come first, as they speak for the others; one statement.
    """
    rows = _said([item], agency, period).select_related("submission__duty__agency", "reopening")
    return list(_with_proofs(rows).order_by(*_HIGHEST_FIRST))


def _said(items: Iterable[int], agency: Agency, period: Period) -> QuerySet[Progress]:
    accepted = Acceptance.objects.filter(agency=agency, submission=OuterRef("submission"))
    own = Q(submission__duty__agency=agency, submission=F("submission__duty__current"))
    return Progress.objects.filter(
        own | Exists(accepted),
        item__in=list(items),
        submission__duty__cycle__end=period.end,
        submission__duty__cycle__period_code=period.code,
    )


def _with_proofs(rows: QuerySet[Progress]) -> QuerySet[Any]:
    proofs = Count(
        "submission__evidence", filter=Q(submission__evidence__line=F("line")), distinct=True
    )
    return rows.annotate(proofs=proofs)


def _highest(items: Iterable[int], agency: Agency, period: Period) -> QuerySet[Any]:
    """Return what those say who speak for each item: the highest in the tree; one statement.

    A county's words are not read where its city has spoken.
    """
    depth = "submission__duty__agency__depth"
    through = Submission.evidence.through.objects.filter(
        submission=OuterRef("submission"), evidence__line=OuterRef("line")
    )
    counted = through.order_by().values("submission").annotate(n=Count("pk"))
    proofs = counted.values("n")  # type: ignore[misc]  # the stubs do not know annotations of it
    return (
        _said(items, agency, period)
        .annotate(
            highest=Window(Min(depth), partition_by=F("item")),
            proofs=Coalesce(Subquery(proofs), 0),
        )
        .filter(highest=F(depth))
        .order_by("submission__duty__agency__path")
    )


def held_by(items: Iterable[int], agency: Agency) -> dict[int, Assignment]:
    """Return what an agency was given of items; one statement."""
    rows = Assignment.objects.filter(
        agency=agency, item__in=list(items), returned_at=None, withdrawn_at=None
    )
    return {row.item_id: row for row in rows}


def with_what_was_said(lights: list[Any], frame: Frame) -> list[Any]:
    """Give lights `held`, `said` and `proofs`; two statements for all of them."""
    items = [light.item_id for light in lights]
    held = held_by(items, frame.agency)
    said: dict[int, list[Any]] = defaultdict(list)
    if frame.period:
        # Some thousand rows a page: the words alone, without making things of them.
        words = ("item_id", "done", "problems", "next_steps", "proofs")
        rows = _highest(items, frame.agency, frame.period)
        for row in rows.values_list(*words, named=True):
            said[row.item_id].append(row)
    for light in lights:
        light.held = held.get(light.item_id)
        light.said = said[light.item_id]
        light.proofs = sum(row.proofs for row in light.said)
    return lights


def whole(item_id: int) -> Item:
    """Return an item with all that its page shows fetched."""
    rows = Item.objects.select_related(
        "plan", "fact__plan", "target", "commitment", "project", "task"
    )
    found: Item = rows.defer("plan__outline").get(pk=item_id)
    return found
