"""What the peers of an agency have reached, every series at once; three statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from luoshi.agencies.api import Agency
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Indicator
from luoshi.monitoring.models import Reading
from luoshi.monitoring.queries.places import levels_below
from luoshi.monitoring.queries.series import point_of
from luoshi.reporting.api import Series, adding

_NUMBERS: Final = ("value", "numerator", "denominator", "parts")


@dataclass(frozen=True, slots=True)
class Peers:
    """The agencies that are compared: those beside one, or those directly below the top."""

    agencies: Mapping[int, Agency]
    one: int | None

    @classmethod
    def of(cls, agency: Agency) -> Peers:
        """Return those of the same level below the same parent; for the top, those below it."""
        if agency.depth == 1:
            levels = levels_below(agency)
            rows = Agency.objects.filter(path__startswith=agency.path, level__in=levels)
            return cls({row.pk: row for row in rows.order_by("path")}, None)
        parent = agency.path[: -Agency.steplen]
        rows = Agency.objects.filter(
            path__startswith=parent, depth=agency.depth, level=agency.level
        )
        return cls({row.pk: row for row in rows.order_by("path")}, agency.pk)


@dataclass(frozen=True, slots=True)
class Reached:
    """What each peer has reached in a series: the year so far, and its growth."""

    series: Series
    totals: Mapping[int, Decimal]
    growths: Mapping[int, Decimal]


def reached(peers: Peers, period: Period) -> list[Reached]:
    """Return what the peers have reached up to a period, series by series."""
    year = period.end.year
    rows = Reading.objects.filter(
        agency__in=list(peers.agencies), end__year__in=(year, year - 1), parts__gt=0
    ).only("series", "agency", "start", "end", "period_code", *_NUMBERS)
    kept: dict[int, dict[int, dict[int, dict[str, Reading]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(dict))
    )
    for row in rows.order_by("end"):
        kept[row.series_id][row.agency_id][row.end.year][row.period_code] = row
    found = []
    series = Series.objects.select_related("indicator", "option").in_bulk(list(kept))
    for key, one in sorted(series.items(), key=lambda pair: str(pair[1])):
        totals = {
            agency: value
            for agency, years in kept[key].items()
            if (value := _total(one, years[year], period)) is not None
        }
        growths = {
            agency: growth
            for agency, value in totals.items()
            if (growth := _growth(one, kept[key][agency][year - 1], value, period)) is not None
        }
        if totals:
            found.append(Reached(one, totals, growths))
    return found


def _total(series: Series, readings: Mapping[str, Reading], period: Period) -> Decimal | None:
    """Return the year so far; nothing where the period itself says nothing."""
    if period.code not in readings:
        return None
    ordered = sorted(readings.values(), key=lambda row: (row.end, row.start))
    points = [point_of(row, series) for row in ordered if row.end <= period.end]
    indicator: Indicator = series.indicator
    return adding.cumulative(indicator.over_time, indicator.entered, points, series.unit)


def _growth(
    series: Series, before: Mapping[str, Reading], value: Decimal, period: Period
) -> Decimal | None:
    """Return the growth on last year; a ratio has a difference of points instead."""
    if series.indicator.over_places == Indicator.Adding.RATIO:
        return None
    return adding.yoy(value, _total(series, before, period.last_year()))
