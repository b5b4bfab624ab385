"""What is known of the items that agencies answer for, as the light rules want it; in bulk.

A fixed number of statements, whatever the number of agencies and of items.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import F, Min, Prefetch, Q, prefetch_related_objects

from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment, Milestone, due_of, total_of
from luoshi.kernel.periods import MONTHS, Period
from luoshi.ledger.api import Item
from luoshi.monitoring.models import Curve
from luoshi.monitoring.queries.figures import OPEN, Figures, Held, Told
from luoshi.monitoring.queries.finished import finished
from luoshi.monitoring.rules import pace
from luoshi.monitoring.rules.lights import LOWER_WORDS, Seen
from luoshi.reporting.api import Acceptance, Cycle, Figure, Progress, is_measured

#: How many agencies are looked at together: what is known of them is in memory at once.
TOGETHER: Final = 40
_ONE: Final = Decimal(1)

Pairs = dict[tuple[int, int], date]


@dataclass(frozen=True, slots=True)
class Known:
    """What is seen of an item, with the unit in which it is said."""

    held: Held
    seen: Seen
    curve: str = ""  # kind and version of the curve behind its pace


def groups(agencies: Sequence[Agency]) -> Iterator[Sequence[Agency]]:
    """Yield agencies as many at once as are looked at together."""
    for at in range(0, len(agencies), TOGETHER):
        yield agencies[at : at + TOGETHER]


def held_by(
    agencies: Iterable[Agency], items: Iterable[int] | None = None
) -> dict[Agency, dict[int, Held]]:
    """Return what agencies answer for; the top of the tree, for all that was handed down."""
    found: dict[Agency, dict[int, Held]] = {agency: {} for agency in agencies}
    by_key = {agency.pk: agency for agency in found}
    tops = [agency for agency in found if agency.depth == 1]
    wanted = Q(agency__in=[agency.pk for agency in found if agency.depth > 1])
    rows = Assignment.objects.filter(OPEN, wanted | Q(parent=None) if tops else wanted)
    rows = rows.exclude(item__state=Item.State.WITHDRAWN)
    if items is not None:
        rows = rows.filter(item__in=list(items))
    whole = Item.objects.select_related("target", "commitment", "plan").defer("plan__outline")
    fetched = list(rows.prefetch_related(Prefetch("item", whole)).order_by("-role", "pk"))
    shares = [row for row in fetched if row.share_pct is not None]
    prefetch_related_objects(
        shares, Prefetch("parent__item", whole), Prefetch("parent__parent__item", whole)
    )
    for row in fetched:
        if row.agency_id in by_key and (holder := by_key[row.agency_id]).depth > 1:
            found[holder][row.item_id] = _held(row)
        for top in tops if row.parent_id is None else ():
            found[top][row.item_id] = _held(Assignment(item=row.item))  # as the plan states it
    return found


def _held(row: Assignment) -> Held:
    target, unit = total_of(row)
    return Held(row.item, target, unit, due_of(row))


def known(agency: Agency, period: Period, items: Iterable[int] | None = None) -> list[Known]:
    """Return what is known of the items an agency answers for at the end of a period."""
    return known_of([agency], period, items)[agency]


def known_of(
    agencies: Sequence[Agency], period: Period, items: Iterable[int] | None = None
) -> dict[Agency, list[Known]]:
    """Return what is known of the items that agencies answer for at the end of a period."""
    holders = held_by(agencies, items)
    keys = {item for held in holders.values() for item in held}
    figures = Figures(holders, period)
    curves = _curves(agencies, keys)
    said = _said(agencies, period, keys)
    late = _late(agencies, period.end, keys)
    done = finished(agencies, period, keys)
    found: dict[Agency, list[Known]] = {}
    for agency, held in holders.items():
        drawn = {
            key: curves.get((agency.pk, key)) or curves.get((None, key)) or _STRAIGHT
            for key in held
        }
        found[agency] = [
            Known(
                one,
                _seen(
                    one,
                    figures.of(agency, one),
                    drawn[key].shares,
                    period.end,
                    _Noted(
                        (agency.pk, key) in said,
                        late.get((agency.pk, key)),
                        None if is_measured(one.item) else done.get((agency.pk, key)),
                    ),
                ),
                drawn[key].mark,
            )
            for key, one in held.items()
        ]
    return found


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The shares of a curve, none for an even one, and its kind and version."""

    shares: tuple[Decimal, ...] | None
    mark: str


_STRAIGHT: Final = _Drawn(None, "")


@dataclass(frozen=True, slots=True)
class _Noted:
    """Whether anything was said of an item, since when a milestone is late, when it was done."""

    said: bool
    late: date | None
    done: date | None


def _seen(
    one: Held,
    figure: Told,
    curve: tuple[Decimal, ...] | None,
    day: date,
    noted: _Noted,
) -> Seen:
    op = _promise(one.item, "op")
    return Seen(
        day=day,
        reported=noted.said or figure.done is not None,
        done=figure.done,
        target=one.target,
        pace=_pace(one, figure, curve, day),
        op=op,
        lower=figure.lower or op in LOWER_WORDS,
        level=figure.level,
        hedge=bool(one.item.kind == Item.Kind.TARGET and one.item.target.hedge),
        growth=figure.growth,
        comparable=figure.comparable,
        plan_growth=_growth_of(one.item),
        average=figure.average,
        due_on=one.due_on,
        finished_on=noted.done,
        late_since=noted.late,
    )


def _promise(item: Item, name: str) -> str:
    """Return a word of what the plan promises; tasks promise no figure."""
    if item.kind == Item.Kind.TARGET:
        return str(getattr(item.target, name))
    return str(getattr(item.commitment, name)) if item.kind == Item.Kind.COMMITMENT else ""


def _growth_of(item: Item) -> Decimal | None:
    return item.target.growth_pct if item.kind == Item.Kind.TARGET else None


def _said(agencies: Iterable[Agency], period: Period, items: Iterable[int]) -> set[tuple[int, int]]:
    """Return the (agency, item) of which something was said and accepted there, or said by it."""
    cycles = list(
        Cycle.objects.filter(end=period.end, period_code=period.code).values_list("pk", flat=True)
    )
    keys, wanted = [agency.pk for agency in agencies], list(items)
    own = Progress.objects.filter(
        submission__duty__agency__in=keys, submission__duty__cycle__in=cycles,
        submission=F("submission__duty__current"), item__in=wanted,
    )  # fmt: skip
    # Firms say nothing of items: theirs are left out before anything is joined.
    accepted = Acceptance.objects.filter(
        agency__in=keys, duty__cycle__in=cycles, duty__enterprise=None,
        submission__progress__item__in=wanted,
    )  # fmt: skip
    return {
        *own.order_by().values_list("submission__duty__agency", "item"),
        *accepted.order_by().values_list("agency", "submission__progress__item").distinct(),
    }


def _curves(
    agencies: Iterable[Agency], items: Iterable[int]
) -> Mapping[tuple[int | None, int], _Drawn]:
    """Return the latest curves of pace by agency and item; those of the items by None."""
    keys = [agency.pk for agency in agencies]
    rows = Curve.objects.filter(Q(agency__in=keys) | Q(agency=None), item__in=items)
    return {
        (row.agency_id, row.item_id): _Drawn(shares_of(row), f"{row.kind}:{row.version}")
        for row in rows.order_by("version")
        if row.kind == Curve.Kind.EVEN or len(row.shares) == MONTHS
    }


def shares_of(curve: Curve) -> tuple[Decimal, ...] | None:
    """Return the running shares of a curve; none for an even one."""
    return tuple(Decimal(str(share)) for share in curve.shares) or None


def _late(agencies: Iterable[Agency], day: date, items: Iterable[int]) -> Pairs:
    """Return since when the earliest milestone of each agency's item is late."""
    tops = [agency.pk for agency in agencies if agency.depth == 1]
    wanted = [agency.pk for agency in agencies]
    rows = Milestone.objects.filter(
        assignment__item__in=items, assignment__returned_at=None,
        assignment__withdrawn_at=None, done_on=None, due_on__lt=day,
    )  # fmt: skip
    if not tops:
        rows = rows.filter(assignment__agency__in=wanted)
    found: Pairs = {}
    of_item: dict[int, date] = defaultdict(lambda: day)
    pairs = rows.order_by().values_list("assignment__agency", "assignment__item")
    for agency, item, since in pairs.annotate(Min("due_on")):
        found[agency, item] = since
        of_item[item] = min(of_item[item], since)
    return found | {(top, item): since for top in tops for item, since in of_item.items()}


def _pace(held: Held, figure: Told, curve: tuple[Decimal, ...] | None, day: date) -> Decimal:
    """Return which share of the target is expected by a day."""
    year = year_of_item(held.item) or day.year
    end = held.due_on or date(year, 12, 31)
    expected = (
        pace.by_months(curve, day)
        if curve and day.year == year
        else pace.linear(date(year, 1, 1), end, day)
    )
    if not figure.level:
        return expected
    # A rate or a stock moves from where it stood to where it is to stand.
    if not held.target or figure.base is None:
        return _ONE
    return (figure.base + (held.target - figure.base) * expected) / held.target


def year_of_item(item: Item) -> int | None:
    """Return the year for which an item promises something; none where nothing says one."""
    if item.kind == Item.Kind.TARGET and item.target.year:
        return int(item.target.year)
    return item.plan.year


def items_of(submissions: list[int]) -> list[int]:
    """Return the items of which some submissions say something, in figures or in words."""
    figures = Figure.objects.filter(submission__in=submissions, line__item__isnull=False)
    words = Progress.objects.filter(submission__in=submissions)
    found = figures.order_by().values_list("line__item").union(words.order_by().values_list("item"))
    return sorted(item for (item,) in found)
