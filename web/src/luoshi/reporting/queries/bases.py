"""Where last year's value of each figure of a report comes from, and which are missing (GOV-15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from luoshi.accounts.api import ANYONE
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.reporting.models import Base, Cycle, Duty, Figure, Line
from luoshi.reporting.queries.filling import lines_by_agency, lines_of, visible
from luoshi.reporting.rules.adding import Point, value_of
from luoshi.reporting.rules.content import text_of


@dataclass(frozen=True, slots=True)
class BaseRow:
    """A figure of a report with last year's value, in the order in which sources count.

    `kept` was entered here, `reported` is what was sent last year, `typed` what this year's
    report says of it. `plan` is what the plan itself says of the year before.
    """

    line: Line
    kept: Base | None = None
    reported: Decimal | None = None
    typed: Decimal | None = None
    plan: str = ""

    @property
    def origin(self) -> str:
        """Return where it comes from, as a code of `wording`; `missing` for nowhere."""
        if self.kept is not None:
            return str(self.kept.origin)
        if self.reported is not None:
            return "reported"
        return "typed" if self.typed is not None else "missing"

    @property
    def published(self) -> Decimal | None:
        """Return the value as published."""
        if self.kept is not None:
            return self.kept.published
        return self.typed if self.reported is None else self.reported


@dataclass(frozen=True, slots=True)
class Counted:
    """How many bases of a respondent are there, and how many are missing."""

    duty: Duty
    lines: int
    missing: int


def bases_seen(duty: Duty) -> list[BaseRow]:
    """Return every figure of a report with its base, in the form's order; four statements."""
    rows = lines_of(duty).filter(series__isnull=False)
    lines = list(rows.select_related("item__target", "item__commitment"))
    return _of([duty], {duty.pk: lines}, duty.cycle)[duty.pk]


def counted(cycle: Cycle, by: ANYONE) -> list[Counted]:
    """Return the agencies of a round in sight with how many of their bases are missing.

    A fixed number of statements, however many agencies and lines.
    """
    due = Duty.objects.filter(visible(by), cycle=cycle, enterprise=None)
    duties = list(due.select_related("agency", "cycle").order_by("agency__path"))
    asked = lines_by_agency(cycle, [duty.agency_id for duty in duties])
    lines = {
        duty.pk: [line for line in asked[duty.agency_id] if line.series is not None]
        for duty in duties
    }
    rows = _of(duties, lines, cycle)
    return [
        Counted(duty, len(rows[duty.pk]), sum(row.origin == "missing" for row in rows[duty.pk]))
        for duty in duties
    ]


def _of(
    duties: Sequence[Duty], lines: dict[int, list[Line]], cycle: Cycle
) -> dict[int, list[BaseRow]]:
    """Return the figures of reports with their bases, by report; three statements."""
    period = Period.parse(cycle.period_code)
    series = {line.series_id for own in lines.values() for line in own}
    agencies = {duty.agency_id for duty in duties}
    kept = {
        (row.agency_id, row.enterprise_id, row.series_id): row
        for row in Base.objects.filter(
            series__in=series, agency__in=agencies, period_code=period.last_year().code
        )
    }
    reported = _reported(period, agencies, series)
    typed = {
        (duty, line): base
        for duty, line, base in Figure.objects.filter(
            submission__in=[duty.current_id for duty in duties], base__isnull=False
        ).values_list("submission__duty", "line", "base")
    }
    return {
        duty.pk: [
            BaseRow(
                line,
                kept.get((duty.agency_id, duty.enterprise_id, line.series_id or 0)),
                _number(line, reported[duty.agency_id, duty.enterprise_id].get(line.series_id)),
                typed.get((duty.pk, line.pk)),
                _of_plan(line),
            )
            for line in lines[duty.pk]
        ]
        for duty in duties
    }


def _reported(
    period: Period, agencies: Collection[int], series: Iterable[int | None]
) -> defaultdict[tuple[int, int | None], dict[int | None, Point]]:
    """Return what respondents sent in the same period of last year, ends compared by month."""
    then = period.last_year()
    figures = Figure.objects.filter(
        series__in=series,
        submission__duty__agency__in=agencies,
        submission=F("submission__duty__current"),
        submission__duty__cycle__start=then.start,
        submission__duty__cycle__end__year=then.end.year,
        submission__duty__cycle__end__month=then.end.month,
    )
    found: defaultdict[tuple[int, int | None], dict[int | None, Point]] = defaultdict(dict)
    columns = ("series_id", "value", "numerator", "denominator")
    whose = ("submission__duty__agency", "submission__duty__enterprise")
    for key, value, top, bottom, agency, firm in figures.values_list(*columns, *whose):
        found[agency, firm][key] = Point(value, top, bottom)
    return found


def _number(line: Line, point: Point | None) -> Decimal | None:
    if point is None or line.series is None:
        return None
    return value_of(line.series.indicator.over_time, point, line.series.unit)


def _of_plan(line: Line) -> str:
    """Return what the plan says of the year before, in its own unit."""
    item = line.item
    if item is None or line.part_of_id or item.kind != Item.Kind.TARGET:
        return ""
    target = item.target
    value = target.base_value
    return "" if value is None else f"{text_of(value)}{target.base_unit}"
