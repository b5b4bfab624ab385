"""What stands behind the rows of the lit ledger: assignments, progress as accepted, proofs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel.periods import Period
from luoshi.ledger.api import PROMISED, Item, with_units
from luoshi.monitoring.models import Light
from luoshi.monitoring.queries.board import Frame
from luoshi.reporting.api import Acceptance, Progress, Submission

_HIGHEST_FIRST: Final = ("submission__duty__agency__depth", "submission__duty__agency__path")
_WORDS: Final = ("done", "problems", "next_steps")
#: SQLite names at most 32,766 values in a statement; an export asks for many rows at once.
_AT_ONCE: Final = 10_000
#: What a row of the lit ledger shows of a light, its item and its plan.
_SHOWN: Final = (
    "item", "agency", "colour", "numbers", "period_code", "lit_at",
    "item__number", "item__title", "item__due_on", "item__plan__title",
)  # fmt: skip


def for_list(lights: QuerySet[Light]) -> QuerySet[Light]:
    """Fetch what a row shows; what stands behind it comes `with_what_was_said`."""
    return lights.select_related(
        "item__plan", "item__target", "item__commitment", "item__project"
    ).only(*_SHOWN, *(f"item__{name}" for name in PROMISED))


def progress_of(item: int, agency: Agency, period: Period) -> list[Progress]:
    """Return what was said of an item in a period and accepted by an agency, or said by itself.

    Those highest in the tree come first, as they speak for the others; one statement.
    """
    rows = _said([item], agency, period).select_related("submission__duty__agency", "reopening")
    return list(_with_proofs(rows).order_by(*_HIGHEST_FIRST))


def _said(items: Iterable[int], agency: Agency, period: Period) -> QuerySet[Progress]:
    accepted = Acceptance.objects.filter(agency=agency, submission=OuterRef("submission"))
    own = Q(submission__duty__agency=agency, submission=F("submission__duty__current"))
    # Firms say nothing of items: their reports, ten times as many, are not even looked at.
    return Progress.objects.filter(
        own | Exists(accepted),
        item__in=list(items),
        submission__duty__enterprise=None,
        submission__duty__cycle__end=period.end,
        submission__duty__cycle__period_code=period.code,
    )


def _with_proofs(rows: QuerySet[Progress]) -> QuerySet[Any]:
    proofs = Count(
        "submission__evidence", filter=Q(submission__evidence__line=F("line")), distinct=True
    )
    return rows.annotate(proofs=proofs)


def _told(items: Iterable[int], agency: Agency, period: Period) -> dict[int, list[list[Any]]]:
    """Return what those say who speak for each item, and how many proofs; two statements a page.

    The highest in the tree speak: a county's words are not read where its city has spoken. So it
    is asked first who said something, some thousand rows a page, and then for the words of those.
    """
    speaking = _speaking(items, agency, period)
    through = Submission.evidence.through.objects.filter(
        submission=OuterRef("submission"), evidence__line=OuterRef("line")
    )
    counted = through.order_by().values("submission").annotate(n=Count("pk"))
    proofs = counted.values("n")  # type: ignore[misc]  # the stubs do not know annotations of it
    rows = Progress.objects.annotate(proofs=Coalesce(Subquery(proofs), 0))
    asked = rows.values_list("pk", "proofs", *_WORDS)
    keys = list(speaking)
    words = {
        pk: told
        for start in range(0, len(keys), _AT_ONCE)
        for pk, *told in asked.filter(pk__in=keys[start : start + _AT_ONCE])
    }
    found: dict[int, list[list[Any]]] = defaultdict(list)
    for pk, item in speaking.items():
        found[item].append(words[pk])
    return found


def _speaking(items: Iterable[int], agency: Agency, period: Period) -> dict[int, int]:
    """Return the item of each progress that speaks for it, in the order of the tree."""
    rows = _said(items, agency, period).order_by()
    told = sorted(rows.values_list(*_HIGHEST_FIRST, "item_id", "pk"))
    highest: dict[int, int] = {}
    return {pk: item for depth, _path, item, pk in told if highest.setdefault(item, depth) == depth}


class Held(NamedTuple):
    """What an agency was given of an item: until when, and who sees to it there."""

    due_on: date | None
    leader: str
    contact: str
    phone: str


def _held(items: Iterable[int], agency: Agency) -> dict[int, Held]:
    """Return what an agency was given of items; one statement."""
    rows = Assignment.objects.filter(
        agency=agency, item__in=items, returned_at=None, withdrawn_at=None
    )
    return {item: Held(*held) for item, *held in rows.values_list("item", *Held._fields)}


def with_what_was_said(lights: list[Any], frame: Frame) -> list[Any]:
    """Give lights `held`, `said` by field, `proofs`, and their items `units`; four statements."""
    with_units([light.item for light in lights])
    items = [light.item_id for light in lights]
    held = _held(items, frame.agency)
    told = _told(items, frame.agency, frame.period) if frame.period else {}
    for light in lights:
        proofs, *words = list(zip(*told.get(light.item_id, ()), strict=True)) or [()]
        light.held = held.get(light.item_id)
        light.proofs = sum(proofs)
        light.said = {
            name: "；".join(dict.fromkeys(filter(None, each)))
            for name, each in zip(_WORDS, words, strict=False)
        }
    return lights


def whole(item_id: int) -> Item:
    """Return an item with all that its page shows fetched."""
    rows = Item.objects.select_related(
        "plan", "fact__plan", "target", "commitment", "project", "task"
    )
    found: Item = rows.defer("plan__outline").get(pk=item_id)
    return found
