"""Last year's bases of one figure month by month, and where each comes from (GOV-15)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from luoshi.kernel.periods import Kind, Period, months_of
from luoshi.reporting.models import Base, Duty, Figure, Line
from luoshi.reporting.queries.bases import BaseRow
from luoshi.reporting.rules.adding import Point, value_of


@dataclass(frozen=True, slots=True)
class BaseOfPeriod:
    """A period of last year with its base; `duty` is this year's report beside it, once due."""

    period: Period
    base: BaseRow
    duty: int | None = None


def bases_of_year(duty: Duty, line: Line) -> list[BaseOfPeriod]:
    """Return last year's periods of a figure for a report's respondent; four statements.

    All twelve months of a monthly report, else the periods that are known of.
    """
    this = Period.parse(duty.cycle.period_code)
    then = this.last_year()
    whose = {"agency": duty.agency_id, "enterprise": duty.enterprise_id}
    kept = {
        row.period_code: row
        for row in Base.objects.filter(series=line.series, start__year=then.start.year, **whose)
    }
    reported = _reported(duty, line, then.start.year)
    beside = {
        Period.parse(code).last_year().code: pk
        for pk, code in Duty.objects.filter(
            cycle__form=duty.cycle.form_id, cycle__start__year=this.start.year, **whose
        ).values_list("pk", "cycle__period_code")
    }
    typed = dict(
        Figure.objects.filter(
            line=line,
            base__isnull=False,
            submission__duty__in=beside.values(),
            submission=F("submission__duty__current"),
        ).values_list("submission__duty", "base")
    )
    monthly = months_of(then.start.year) if then.kind == Kind.MONTH else ()
    codes = {one.code for one in monthly} | set(kept) | set(reported) | set(beside)
    return [
        BaseOfPeriod(
            period,
            BaseRow(
                line,
                kept.get(period.code),
                reported.get(period.code),
                typed.get(beside.get(period.code, 0)),
            ),
            beside.get(period.code),
        )
        for period in sorted(map(Period.parse, codes))
    ]


def _reported(duty: Duty, line: Line, year: int) -> dict[str, Decimal | None]:
    """Return what the respondent sent last year, by period."""
    assert line.series is not None
    how, unit = line.series.indicator.over_time, line.series.unit
    rows = Figure.objects.filter(
        submission__duty__agency=duty.agency_id,
        submission__duty__enterprise=duty.enterprise_id,
        series=line.series,
        submission=F("submission__duty__current"),
        submission__duty__cycle__start__year=year,
    ).values_list("submission__duty__cycle__period_code", "value", "numerator", "denominator")
    return {
        code: value_of(how, Point(value, top, bottom), unit) for code, value, top, bottom in rows
    }
