"""What the checks of a report may need to know, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.db.models import F

from luoshi.kernel.periods import MONTHS, Period
from luoshi.reporting.models import Duty, Figure, Line, Rule
from luoshi.reporting.queries.grid import bases_of
from luoshi.reporting.rules.adding import Point
from luoshi.reporting.rules.content import Content, FigureInput
from luoshi.reporting.rules.grid import How, Said, base_of
from luoshi.reporting.rules.known import Known
from luoshi.reporting.rules.noticing import MOST

_SPARE: Final = 1
_CYCLE: Final = tuple(f"submission__duty__cycle__{name}" for name in ("start", "end", "form"))


def known_of(duty: Duty, lines: Mapping[int, Line], content: Content) -> dict[int, Known]:
    """Return what is known of every figure line of a report, by line, in two statements.

    What was said before and after is what stands for this respondent now: corrections count at
    once, a later period too where an earlier one is corrected.
    """
    figures = {row.line_id: row for row in content.figures}
    asked = {line.pk: line for line in lines.values() if line.series is not None}
    series = [line.series_id for line in asked.values() if line.series_id is not None]
    if not series:
        return {}
    period = Period.parse(duty.cycle.period_code)
    said = _said(duty, series, period)
    bases = bases_of(duty, series, period)
    found = {}
    for pk, line in asked.items():
        how, own = how_of(line), said[line.series_id]
        before = [each for each in own if each.end < period.start]
        row = figures.get(pk)
        kept = bases.get(line.series_id or 0)
        base = kept.value if kept else base_of(before, period, how)
        if base is None and row is not None:
            base = row.base
        after = [each for each in own if each.start > period.end]
        found[pk] = Known(how, period, _point(row), before[-MOST:], after, base)
    return found


def how_of(line: Line) -> How:
    """Return how the indicator of a figure line adds up and is entered."""
    assert line.series is not None
    indicator = line.series.indicator
    return How(indicator.over_time, indicator.entered, line.series.unit)


def _point(row: FigureInput | None) -> Point:
    return Point() if row is None else Point(row.value, row.numerator, row.denominator)


def _said(duty: Duty, series: Iterable[int], period: Period) -> defaultdict[int | None, list[Said]]:
    """Return what a respondent said of series in other periods, in order of time.

    Where two forms ask for one series, what this form was told counts.
    """
    form = duty.cycle.form
    figures = Figure.objects.filter(
        series__in=list(series),
        submission__duty__agency=duty.agency_id,
        submission__duty__enterprise=duty.enterprise_id,
        submission=F("submission__duty__current"),
        submission__duty__cycle__form__frequency=form.frequency,
        submission__duty__cycle__end__gte=_earliest(period),
    )
    columns = ("series_id", "value", "numerator", "denominator", "base", *_CYCLE)
    told: defaultdict[int | None, dict[tuple[date, date], Said]] = defaultdict(dict)
    for row in figures.order_by(*_CYCLE[1::-1]).values_list(*columns):
        key, value, top, bottom, base, start, end, asked_by = row
        if asked_by == form.pk or (start, end) not in told[key]:
            told[key][start, end] = Said(start, end, Point(value, top, bottom), base)
    found: defaultdict[int | None, list[Said]] = defaultdict(list)
    found.update({key: list(said.values()) for key, said in told.items()})
    return found


def _earliest(period: Period) -> date:
    """Return the day from which `MOST` periods fit, and last year's is among them."""
    months = max(MOST * len(period.months()), 2 * MONTHS) + _SPARE
    first = period.start.year * MONTHS + period.start.month - 1 - months
    return date(first // MONTHS, first % MONTHS + 1, 1)


def rules_of(duty: Duty) -> list[Rule]:
    """Return the check rules in force of a report's form, in order of their codes."""
    rows = Rule.objects.filter(form=duty.cycle.form_id, retired_at=None)
    return list(rows.order_by("code"))
