"""What stands beside a figure on the form: its other column, last period, last year, the rate.

当月 and 累计 are never both typed: one is derived from the other and the year's earlier periods.
Pure; how figures add up is `rules.adding`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.kernel.periods import Period
from luoshi.kernel.rounding import share
from luoshi.reporting.rules import adding
from luoshi.reporting.rules.adding import BLANK, Point


@dataclass(frozen=True, slots=True)
class How:
    """How a line's indicator adds up over time, what is typed, and in which unit."""

    over_time: str
    entered: str
    unit: str = ""

    @property
    def ratio(self) -> bool:
        """Whether it is typed by its parts."""
        return self.over_time == adding.How.RATIO

    @property
    def adds(self) -> bool:
        """Whether it grows with the months of a year."""
        return self.over_time in (adding.How.SUM, adding.How.RATIO)

    @property
    def in_points(self) -> bool:
        """Whether its change is a difference of rates (百分点), and not a rate itself (GOV-16)."""
        return self.unit in {"%", "％"}


@dataclass(frozen=True, slots=True)
class Said:
    """A figure that a respondent reported earlier, with its period."""

    start: date
    end: date
    point: Point
    base: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown beside the typed figure; None where it cannot be known."""

    period: Decimal | None
    cumulative: Decimal | None
    last: Decimal | None
    base: Decimal | None
    yoy: Decimal | None
    rate: Decimal | None


def base_of(history: Sequence[Said], period: Period, how: How) -> Decimal | None:
    """Return last year's figure of the same period as it was typed.

    Ends are compared by month, so that February meets that of a leap year.
    """
    then = period.last_year()
    for said in history:
        same_end = (said.end.year, said.end.month) == (then.end.year, then.end.month)
        if same_end and said.start == then.start:
            return adding.value_of(how.over_time, said.point, how.unit)
    return None


def beside(
    now: Point,
    history: Sequence[Said],
    *,
    period: Period,
    how: How,
    base: Decimal | None,
    target: Decimal | None,
) -> Beside:
    """Return what stands beside a figure; `history` is in order of time, before the period."""
    arguments = (how.over_time, how.entered)

    def value(point: Point) -> Decimal | None:
        return adding.value_of(how.over_time, point, how.unit)

    this_year = [said for said in history if said.end.year == period.end.year]
    points = [*(said.point for said in this_year), now]
    latest = history[-1].end.year if history else 0
    earlier = [said for said in history if said.end.year == latest]
    starts = [said.start for said in this_year] + [period.start]
    cumulative = None if now.blank else value(adding.over_time(*arguments, points))
    return Beside(
        period=value(_own(how, points, starts[0])),
        cumulative=cumulative,
        last=value(_own(how, [said.point for said in earlier], earlier[0].start))
        if earlier
        else None,
        base=base,
        yoy=_change(value(now), base, how),
        rate=share(cumulative, target),
    )


def _own(how: How, points: Sequence[Point], first: date) -> Point:
    """Return the last period's own figure; a lone total that begins in January is known whole.

    A running total whose predecessor was never reported here says nothing about its own month.
    """
    alone = len(points) == 1 and how.entered == adding.Entered.CUMULATIVE
    if alone and how.adds and first.month != 1:
        return BLANK
    return adding.current(how.over_time, how.entered, points)


def _change(value: Decimal | None, base: Decimal | None, how: How) -> Decimal | None:
    """Return the change on the year before: a rate, of rates the difference."""
    if not how.in_points:
        return adding.yoy(value, base)
    return None if value is None or base is None else value - base


def point_of(texts: Mapping[str, Decimal | None], how: How) -> Point:
    """Return the typed cells of a line as one figure."""
    if how.ratio:
        return Point(None, texts.get("numerator"), texts.get("denominator"))
    value = texts.get("value")
    return BLANK if value is None else Point(value)
