"""The curve of pace of a target beside what was reached: its versions, last year's own shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.agencies.api import Agency
from luoshi.kernel.periods import MONTHS, Period
from luoshi.ledger.api import Item
from luoshi.monitoring.models import Curve
from luoshi.monitoring.queries.figures import Figures
from luoshi.monitoring.queries.seen import held_by, shares_of, year_of_item
from luoshi.monitoring.rules import pace


def versions_of(item: Item) -> list[Curve]:
    """Return the curves drawn for a target, the latest first."""
    return list(Curve.objects.filter(item=item, agency=None).order_by("-version"))


def curve_of(item: Item) -> Curve | None:
    """Return the curve that counts for a target; none where it runs evenly by default."""
    return Curve.objects.filter(item=item, agency=None).order_by("-version").first()


def last_profile(item: Item, agency: Agency) -> tuple[Decimal, ...] | None:
    """Return last year's own shape of what a target is measured by; none where a month lacks."""
    year = year_of_item(item)
    if year is None:
        return None
    held = held_by([agency], [item.pk])
    one = held[agency].get(item.pk)
    if one is None:
        return None
    figures = Figures(held, Period.month(year, MONTHS))
    return pace.profile(figures.last_year(agency, one))


@dataclass(frozen=True, slots=True)
class Paced:
    """By month of a year: which share is expected, and which was reached; both in per cent."""

    year: int
    expected: tuple[Decimal, ...]
    reached: tuple[Decimal | None, ...]


def paced(item: Item, agency: Agency, curve: Curve | None) -> Paced | None:
    """Return a target's year at an agency; none where it says no year."""
    year = year_of_item(item)
    if year is None:
        return None
    held = held_by([agency], [item.pk])
    one = held[agency].get(item.pk)
    end = one.due_on if one is not None and one.due_on else date(year, 12, 31)
    shares = shares_of(curve) if curve else None
    expected = tuple(share * 100 for share in pace.at_month_ends(year, shares, end))
    reached: dict[int, Decimal] = {}
    if one is not None and one.target:
        totals = Figures(held, Period.month(year, MONTHS)).totals(agency, one)
        reached = {day.month: total / one.target * 100 for day, total in totals}
    return Paced(year, expected, tuple(reached.get(month) for month in range(1, MONTHS + 1)))
