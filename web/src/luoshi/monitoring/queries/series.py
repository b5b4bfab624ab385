"""What a series says through a year: each period's own figure, the running total, the growth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.periods import Period
from luoshi.ledger.api import DerivedTerm, Indicator, Item, terms
from luoshi.monitoring.models import Counting, Forecast, Reading
from luoshi.monitoring.queries.bases import last_total
from luoshi.monitoring.queries.contributions import CHAIN, INDUSTRY
from luoshi.reporting.api import Acceptance, Base, Figure, Series, adding

Point = adding.Point


@dataclass(frozen=True, slots=True)
class Month:
    """A period of a series: what it was, what it comes to since January, and the year before.

    `nominal` compares with last year as published, `comparable` with it as adjusted (GOV-15).
    """

    period: Period
    current: Decimal | None = None
    total: Decimal | None = None
    last_current: Decimal | None = None
    last_total: Decimal | None = None
    adjusted: Decimal | None = None
    flash: bool = False

    @property
    def growth(self) -> Decimal | None:
        """Return the growth of the period's own figure."""
        return adding.yoy(self.current, self.last_current)

    @property
    def nominal(self) -> Decimal | None:
        """Return the growth of the running total on last year as published."""
        return adding.yoy(self.total, self.last_total)

    @property
    def comparable(self) -> Decimal | None:
        """Return the growth of the running total on last year as adjusted."""
        return adding.yoy(self.total, self.adjusted)


def series_of_item(item: Item) -> list[Series]:
    """Return what is reported of an item: the series of its lines, else of its indicator.

    The parts of a breakdown stand on the page of their total.
    """
    rows = Series.objects.filter(option=None).select_related("indicator")
    named = list(rows.filter(lines__item=item).distinct().order_by("pk"))
    if named:
        return named
    used = Q(indicator__uses__fact=item.fact_id) if item.fact_id else Q(pk__in=())
    return list(rows.filter(used, breakdown="").distinct().order_by("pk"))


def year_of(series: Series, agency: Agency, year: int, known: Iterable[Period]) -> list[Month]:
    """Return a year of a series for an agency, as far as it has come; three statements.

    `known` are periods in which something could have been said: what was not is a blank.
    """
    now = _readings(series, agency, year)
    before = _readings(series, agency, year - 1)
    bases = {
        row.period_code: row
        for row in Base.objects.filter(
            series=series, agency=agency, enterprise=None, end__year=year - 1
        )
    }
    last = max((Period.parse(code) for code in now), default=None)
    periods = {Period.parse(code) for code in now}
    if last is not None:
        periods |= {each for each in known if each.end.year == year and each <= last}
    ordered = _alike(sorted(periods), last)
    points = [point_of(now.get(each.code), series) for each in ordered]
    earlier = [point_of(before.get(each.last_year().code), series) for each in ordered]
    said = {code: point_of(row, series) for code, row in before.items()}
    return [
        _month(
            series, ordered[: at + 1], (points[: at + 1], earlier[: at + 1]), now.get(each.code),
            (
                last_total(series, ordered[: at + 1], said, bases),
                last_total(series, ordered[: at + 1], said, bases, adjusted=True),
            ),
        )
        for at, each in enumerate(ordered)
    ]  # fmt: skip


def _readings(series: Series, agency: Agency, year: int) -> dict[str, Reading]:
    rows = Reading.objects.filter(series=series, agency=agency, end__year=year, parts__gt=0)
    return {row.period_code: row for row in rows}


def _alike(periods: Sequence[Period], last: Period | None) -> list[Period]:
    """Return the periods that make up a year beside the last one: months beside months."""
    if last is None:
        return []
    months = {"month", "joint"}
    kinds = months if last.kind in months else {str(last.kind)}
    return [each for each in periods if each.kind in kinds]


class Row(NamedTuple):
    """A reading as far as totals need it: a month of the whole tree has tens of thousands."""

    start: date
    end: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    parts: int


def point_of(row: Reading | Row | None, series: Series) -> adding.Point:
    """Return a reading as what adds up over time; ratios keep their parts, the rest is a value."""
    if row is None or row.parts == 0:
        return adding.BLANK
    how = series.indicator.over_places
    if how == Indicator.Adding.NONE and row.parts > 1:
        return adding.BLANK
    point = Point(row.value, row.numerator, row.denominator, row.parts)
    if how == Indicator.Adding.RATIO:
        return point
    return Point(adding.value_of(how, point, series.unit))


def _month(
    series: Series,
    periods: Sequence[Period],
    points: tuple[Sequence[adding.Point], Sequence[adding.Point]],
    row: Reading | None,
    before: tuple[Decimal | None, Decimal | None],
) -> Month:
    """Return the last of some periods; `before` is last year's total, as published and adjusted."""
    indicator = series.indicator
    how, entered, unit = indicator.over_time, indicator.entered, series.unit
    current, last = (
        adding.value_of(how, adding.current(how, entered, each), unit) for each in points
    )
    said = not points[0][-1].blank
    return Month(
        periods[-1],
        current,
        adding.cumulative(how, entered, points[0], unit) if said else None,
        last,
        *before,
        flash=bool(row and row.flash),
    )


def forecast_of(item: Item, agency: Agency, period: Period | None) -> Forecast | None:
    """Return what the year end was expected to be as seen after a period."""
    if period is None:
        return None
    return Forecast.objects.filter(
        item=item, agency=agency, end=period.end, period_code=period.code
    ).first()


def terms_of(series: Series, period: Period | None) -> list[tuple[DerivedTerm, Series | None]]:
    """Return what a derived series follows from in a period, each term with its series if any."""
    if series.option_id:
        return []
    known = terms(period.end if period else clock.today())
    own = [one for one in known if one.indicator_id == series.indicator_id]
    found = {
        one.indicator_id: one
        for one in Series.objects.filter(
            indicator__in=[term.source_id for term in own],
            breakdown=series.breakdown,
            said_by=series.said_by,
            option=None,
        )
    }
    return [(term, found.get(term.source_id)) for term in own]


def sources(series: Series, agency: Agency, period: Period) -> QuerySet[Figure]:
    """Return the reported figures that make a reading, each with who sent it in which version.

    What the agency accepted, and of its own report what the first of its chain accepted; for an
    industry or a chain, what firms were counted there.
    """
    stands = Acceptance.objects.filter(
        duty__cycle__end=period.end, duty__cycle__period_code=period.code
    )
    counted = Counting.objects.filter(duty=OuterRef("duty"), agency=OuterRef("agency"))
    own = Q(Exists(counted.filter(own=True)), duty__agency=agency)
    here = stands.filter(Q(agency=agency) | own)
    whole, kept = _counted_in(series)
    if kept:
        here = here.filter(Exists(counted.filter(**kept)))
    return (
        Figure.objects.filter(series__in=whole, submission__in=here.values("submission"))
        .exclude(value=None, numerator=None)
        .select_related("submission__duty__agency", "submission__duty__enterprise")
    )


def _counted_in(series: Series) -> tuple[QuerySet[Series], dict[str, str]]:
    """Return the series whose figures make this one, and as what they were counted."""
    for prefix, column in ((INDUSTRY, "industry"), (CHAIN, "chain")):
        if series.breakdown.startswith(prefix):
            whole = Series.objects.filter(
                indicator=series.indicator_id,
                said_by=series.said_by,
                breakdown="",
                option=series.option_id,
            )
            return whole, {column: series.breakdown.removeprefix(prefix)}
    return Series.objects.filter(pk=series.pk), {}
