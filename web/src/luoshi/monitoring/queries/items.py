"""What stands behind the rows of the lit ledger: assignments, progress as accepted, proofs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import (
    Count,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel.periods import Period
from luoshi.ledger.api import PROMISED, Item, Responsibility, with_units
from luoshi.monitoring.models import Light
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.queries.figures import OPEN
from luoshi.reporting.api import Cycle, Progress, Submission

#: So many agencies' words stand on the page of an item.
_SHOWN_OF_ITEM: Final = 40
_SAID: Final = (
    "item", "done", "problems", "next_steps", "finished_on", "reopening__progress",
    *(f"submission__{name}" for name in ("number", "at", "by", "by_name")),
    *(f"submission__duty__agency__{name}" for name in ("name", "short_name")),
)  # fmt: skip
_PLACE: Final = ("pk", "depth", "path")
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


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of an item: by those shown, and how many others below them said something."""

    shown: list[Progress]
    more: int


def progress_of(item: int, agency: Agency, period: Period) -> Told:
    """Return what was said of an item in a period and accepted by an agency, or said by itself.

    Those highest in the tree come first, as they speak for the others; four statements.
    """
    said = sorted(_said([item], agency, _rounds(period), _places()))
    keys = [one.pk for one in said[:_SHOWN_OF_ITEM]]
    whole = Progress.objects.select_related("submission__duty__agency", "reopening")
    shown = whole.only(*_SAID).in_bulk(keys)
    return Told([shown[pk] for pk in keys], len(said) - len(keys))


def _told(items: Iterable[int], agency: Agency, period: Period) -> dict[int, list[list[Any]]]:
    """Return the words and number of proofs of those who speak for each item; six statements.

    The highest to whom the plan gives the lead speak. Where none of them said anything, the highest
    in the tree that did: a county is not heard where its city has spoken. So the leads are asked
    first, some dozen; of the items they are silent on, everybody; then for the words of those who
    speak.
    """
    wanted = set(items)
    leads, rounds, places = _leads(wanted), _rounds(period), _places()
    said = [
        one for one in _said(wanted, agency, rounds, places, set().union(*leads.values()))
        if one.who in leads[one.item]
    ]  # fmt: skip
    silent = wanted.difference(one.item for one in said)
    highest: dict[int, int] = {}
    keys: dict[int, list[int]] = defaultdict(list)
    for one in [*sorted(said), *sorted(_said(silent, agency, rounds, places))]:
        if highest.setdefault(one.item, one.depth) == one.depth:
            keys[one.item].append(one.pk)
    words = _words_of([pk for each in keys.values() for pk in each])
    return {item: [words[pk] for pk in each] for item, each in keys.items()}


def _leads(items: Iterable[int]) -> dict[int, set[int]]:
    """Return the highest agencies to whom the plan gives the lead of each item; one statement."""
    rows = Assignment.objects.filter(
        OPEN, item__in=items, role=Responsibility.Role.LEAD, parent=None
    )
    highest: dict[int, int] = {}
    found: dict[int, set[int]] = defaultdict(set)
    for item, who, depth in rows.order_by("agency__depth").values_list(
        "item", "agency", "agency__depth"
    ):
        if highest.setdefault(item, depth) == depth:
            found[item].add(who)
    return found


class _Said(NamedTuple):
    """That an agency said something of an item; sorted, the highest in the tree come first."""

    depth: int
    path: str
    who: int
    item: int
    pk: int


def _rounds(period: Period) -> list[int]:
    """Return the rounds of a period: a database that knows them looks up their reports alone."""
    found = Cycle.objects.filter(end=period.end, period_code=period.code)
    return list(found.values_list("pk", flat=True))


def _places() -> dict[int, tuple[int, str]]:
    """Return where every agency stands: who joins them has them read again for each row."""
    return {pk: (depth, path) for pk, depth, path in Agency.objects.values_list(*_PLACE)}


def _said(
    items: Collection[int], agency: Agency, rounds: Sequence[int],
    places: Mapping[int, tuple[int, str]], who: Collection[int] | None = None,
) -> list[_Said]:  # fmt: skip
    """Return who said something of items in rounds that an agency accepted, or said itself.

    Of `who` alone where given; one statement.
    """
    if not items or who == set():
        return []
    said = Progress.objects.filter(cycle__in=rounds, item__in=items)
    if who is not None:
        # By round, agency and no firm a report is found at once, and its words by the report.
        said = said.filter(
            submission__duty__cycle__in=rounds, submission__duty__agency__in=who,
            submission__duty__enterprise=None,
        )  # fmt: skip
    # Joined and not asked for by EXISTS: at the top PostgreSQL would read all it ever accepted.
    mine = Q(submission__duty__acceptances__agency=agency)
    accepted = FilteredRelation("submission__duty__acceptances", condition=mine)
    own = Q(submission__duty__agency=agency, submission=F("submission__duty__current"))
    rows = said.annotate(accepted=accepted).filter(own | Q(accepted__submission=F("submission")))
    told = rows.order_by().values_list("submission__duty__agency_id", "item_id", "pk")
    return [_Said(*places[who], who, item, pk) for who, item, pk in told]


def _words_of(keys: Sequence[int]) -> dict[int, list[Any]]:
    """Return the number of proofs and the words of each progress."""
    through = Submission.evidence.through.objects.filter(
        submission=OuterRef("submission"), evidence__line=OuterRef("line")
    )
    counted = through.order_by().values("submission").annotate(n=Count("pk"))
    proofs = counted.values("n")  # type: ignore[misc]  # the stubs do not know annotations of it
    rows = Progress.objects.annotate(proofs=Coalesce(Subquery(proofs), 0))
    asked = rows.values_list("pk", "proofs", *_WORDS)
    return {
        pk: told
        for start in range(0, len(keys), _AT_ONCE)
        for pk, *told in asked.filter(pk__in=keys[start : start + _AT_ONCE])
    }


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
    """Give lights `held`, `said` by field, `proofs`, and their items `units`."""
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
