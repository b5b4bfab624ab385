"""What the readings say of items for the agencies that answer for them; in bulk.

A department that split an item among cities is judged by the province's figure: its cities report
past it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Q

from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel.periods import MONTHS, Period
from luoshi.kernel.units import convert
from luoshi.ledger.api import Indicator, Item
from luoshi.monitoring.models import Reading
from luoshi.monitoring.queries.bases import last_total
from luoshi.monitoring.queries.series import Row, point_of
from luoshi.reporting.api import Base, Line, Series, adding

OPEN: Final = Q(returned_at=None, withdrawn_at=None)
_DEPARTMENTS: Final = (Agency.Level.DEPARTMENT, Agency.Level.OTHER)


@dataclass(frozen=True, slots=True)
class Held:
    """An item in the hands of an agency: what it has to bring, and until when."""

    item: Item
    target: Decimal | None
    unit: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """What the readings say of an item; `comparable` says on which basis it has grown."""

    done: Decimal | None = None
    growth: Decimal | None = None
    average: Decimal | None = None
    base: Decimal | None = None
    level: bool = False
    lower: bool = False
    comparable: bool = False


Rows = Mapping[str, Row]
_SAID: Final = ("series_id", "agency_id", "period_code", *Row._fields)


@dataclass(frozen=True, slots=True)
class _Last:
    """Last year's value, and whether it is as adjusted to the comparable basis (GOV-15)."""

    value: Decimal | None = None
    comparable: bool = False


class Figures:
    """The readings of some items for agencies, and for the top of the tree beside them."""

    def __init__(self, holders: Mapping[Agency, Iterable[int]], period: Period) -> None:
        """Read everything; six statements however many agencies and items."""
        self.period = period
        items = {item for held in holders.values() for item in held}
        self.tops = _tops(holders)
        self.series = _series(items)
        self.split = _split(holders, items)
        agencies = {agency.pk for agency in (*holders, *self.tops.values())}
        keys = {one.pk for one in self.series.values()}
        self._readings = _readings(keys, agencies, period)
        self._bases: dict[tuple[int, int], dict[str, Base]] = defaultdict(dict)
        for row in Base.objects.filter(
            series__in=keys, agency__in=agencies, enterprise=None, end__year=period.end.year - 1
        ):
            self._bases[row.series_id, row.agency_id][row.period_code] = row
        self._totals: dict[tuple[int, int], Decimal | None] = {}
        self._lasts: dict[tuple[int, int], _Last] = {}

    def of(self, agency: Agency, held: Held) -> Told:
        """Return what the readings say of an item, in the unit of its promise."""
        found = self._whose(agency, held)
        if found is None:
            return Told()
        series, whose = found
        total, base = self._total(series, whose), self._last(series, whose)
        growth, average = adding.yoy(total, base), None
        top = self.tops[agency]
        if whose.pk != top.pk:
            average = adding.yoy(self._total(series, top), self._last(series, top))
        indicator = series.indicator
        return Told(
            _in(total, series.unit, held.unit),
            growth,
            average,
            _in(base, series.unit, held.unit),
            indicator.over_time != Indicator.Adding.SUM,
            indicator.better == Indicator.Better.LOWER,
            self._lasts[series.pk, whose.pk].comparable,
        )

    def periods(self, agency: Agency, held: Held) -> list[Period]:
        """Return the periods of the year that have a reading, up to the one shown."""
        found = self._whose(agency, held)
        if found is None:
            return []
        rows = self._rows(*found, self.period.end.year)
        return sorted(
            Period.parse(code) for code, row in rows.items() if row.end <= self.period.end
        )

    def totals(self, agency: Agency, held: Held) -> list[tuple[date, Decimal]]:
        """Return the running totals of the year, in the unit of the promise."""
        return self._running(agency, held, self.periods(agency, held), self.period.end.year)

    def last_year(self, agency: Agency, held: Held) -> list[Decimal | None]:
        """Return last year's running totals by month; empty where the year is not whole."""
        found = self._whose(agency, held)
        if found is None:
            return []
        year = self.period.end.year - 1
        rows = self._rows(*found, year)
        told = dict(self._running(agency, held, sorted(map(Period.parse, rows)), year))
        by_month = {end.month: total for end, total in told.items()}
        february = by_month.get(2)
        if 1 not in by_month and february is not None:
            by_month[1] = february / 2  # the two months are reported as one
        return [by_month.get(month) for month in range(1, MONTHS + 1)]

    def _whose(self, agency: Agency, held: Held) -> tuple[Series, Agency] | None:
        """Return the series of an item, and the agency whose readings say it."""
        series = self.series.get(held.item.pk)
        if series is None:
            return None
        return series, self.tops[agency] if (agency.pk, held.item.pk) in self.split else agency

    def _rows(self, series: Series, agency: Agency, year: int) -> Rows:
        return self._readings.get((series.pk, agency.pk, year), {})

    def _running(
        self, agency: Agency, held: Held, periods: list[Period], year: int
    ) -> list[tuple[date, Decimal]]:
        found = self._whose(agency, held)
        if found is None:
            return []
        series, rows = found[0], self._rows(*found, year)
        told = [
            (one.end, _in(running(series, rows, one), series.unit, held.unit)) for one in periods
        ]
        return [(end, total) for end, total in told if total is not None]

    def _total(self, series: Series, agency: Agency) -> Decimal | None:
        key = series.pk, agency.pk
        if key not in self._totals:
            rows = self._rows(series, agency, self.period.end.year)
            self._totals[key] = running(series, rows, self.period)
        return self._totals[key]

    def _last(self, series: Series, agency: Agency) -> Decimal | None:
        """Return last year's value on the basis on which the indicator's growth is meant."""
        key = series.pk, agency.pk
        if key not in self._lasts:
            self._lasts[key] = self._last_read(series, agency)
        return self._lasts[key].value

    def _last_read(self, series: Series, agency: Agency) -> _Last:
        year = self.period.end.year
        before = self._rows(series, agency, year - 1)
        bases = self._bases.get((series.pk, agency.pk), {})
        if not before and not bases:
            return _Last()
        codes = self._rows(series, agency, year)
        periods = sorted(one for one in map(Period.parse, codes) if one <= self.period)
        if self.period.code not in codes:
            periods = [self.period]
        said = {code: point_of(row, series) for code, row in before.items()}
        if series.indicator.basis == Indicator.Basis.COMPARABLE:
            value = last_total(series, periods, said, bases, adjusted=True)
            if value is not None:
                return _Last(value, comparable=True)
        return _Last(last_total(series, periods, said, bases))


def running(series: Series, rows: Rows, period: Period) -> Decimal | None:
    """Return the year's running total at a period; nothing where the period says nothing."""
    if period.code not in rows:
        return None
    ordered = sorted(rows.values(), key=lambda row: (row.end, row.start))
    points = [point_of(row, series) for row in ordered if row.end <= period.end]
    indicator: Indicator = series.indicator
    return adding.cumulative(indicator.over_time, indicator.entered, points, series.unit)


def _in(value: Decimal | None, unit: str, into: str) -> Decimal | None:
    """Return a value in the unit of a promise; where units do not convert there is none."""
    if value is None or not into or unit == into:
        return value
    return convert(value, unit, into)


def _tops(agencies: Iterable[Agency]) -> dict[Agency, Agency]:
    """Return the top of the tree above each agency, itself where it is one."""
    below = {agency.path[: Agency.steplen] for agency in agencies if agency.depth > 1}
    found = {top.path: top for top in Agency.objects.filter(path__in=below)} if below else {}
    return {
        agency: agency if agency.depth == 1 else found[agency.path[: Agency.steplen]]
        for agency in agencies
    }


def _series(items: Iterable[int]) -> dict[int, Series]:
    """Return the series of each item's first line."""
    lines = Line.objects.filter(
        item__in=items, kind=Line.Kind.FIGURE, part_of=None, retired_at=None
    )
    return {
        line.item_id: line.series
        for line in lines.select_related("series__indicator").order_by("-position")
        if line.item_id and line.series
    }


def _readings(
    series: Iterable[int], agencies: Iterable[int], period: Period
) -> dict[tuple[int, int, int], dict[str, Row]]:
    """Return the readings of this year and of the one before."""
    year = period.end.year
    rows = Reading.objects.filter(
        series__in=series, agency__in=agencies, end__year__in=(year, year - 1), parts__gt=0
    ).order_by("end", "-start")
    found: dict[tuple[int, int, int], dict[str, Row]] = defaultdict(dict)
    for of, agency, code, *said in rows.values_list(*_SAID).iterator():
        row = Row(*said)
        found[of, agency, row.end.year][code] = row
    return found


def _split(holders: Iterable[Agency], items: Iterable[int]) -> set[tuple[int, int]]:
    """Return the (agency, item) that a department handed on, whose figures go past it."""
    departments = [agency.pk for agency in holders if agency.level in _DEPARTMENTS]
    if not departments:
        return set()
    parts = Assignment.objects.filter(OPEN, parent__agency__in=departments, item__in=items)
    return set(parts.order_by().values_list("parent__agency", "item").distinct())
