"""Last year's running total on a basis that compares: from readings, or from what was published.

A base of last year (`reporting.Base`) says what a reading says: the period's own figure, or the
running total where that is what is typed. So bases stand in for readings period by period, and
the total follows from them as it does from readings (GOV-15).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from luoshi.kernel.periods import Period
from luoshi.ledger.api import Indicator
from luoshi.reporting.api import Base, Series, adding

Points = Mapping[str, adding.Point]


def last_total(
    series: Series,
    periods: Sequence[Period],
    readings: Points,
    bases: Mapping[str, Base],
    *,
    adjusted: bool = False,
) -> Decimal | None:
    """Return last year's running total beside this year's `periods`, which are in order.

    `readings` and `bases` are last year's, by period. With a period missing that has to be added
    there is none: a part of last year would make this year look grown.
    """
    if series.indicator.over_time == Indicator.Adding.RATIO and (base := bases.get(_code(periods))):
        # A published rate has no parts to add: it stands only where it is the total itself.
        alone = len(periods) == 1 or series.indicator.entered == Indicator.Entered.CUMULATIVE
        rate = base.adjusted if adjusted else base.published
        return rate if alone else None
    if not periods or not (readings or bases):
        return None
    before = [_point(one.last_year().code, readings, bases, adjusted=adjusted) for one in periods]
    if before[-1].blank:
        return None
    indicator: Indicator = series.indicator
    how, entered = indicator.over_time, indicator.entered
    added = entered == Indicator.Entered.PERIOD and how != Indicator.Adding.LATEST
    if added and any(point.blank for point in before):
        return None
    return adding.cumulative(how, entered, before, series.unit)


def _code(periods: Sequence[Period]) -> str:
    """Return last year's period beside the last one."""
    return periods[-1].last_year().code if periods else ""


def _point(
    code: str, readings: Points, bases: Mapping[str, Base], *, adjusted: bool
) -> adding.Point:
    """Return what last year said of a period: as adjusted, as published, as accepted here."""
    base = bases.get(code)
    if adjusted:
        value = base.adjusted if base else None
        return adding.BLANK if value is None else adding.Point(value)
    if base is not None and base.published is not None:
        return adding.Point(base.published)
    return readings.get(code, adding.BLANK)
