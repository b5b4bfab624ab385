"""What was said in one line before, and who changed what when (USE-25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from luoshi.kernel.names import called
from luoshi.kernel.periods import Period
from luoshi.reporting.models import DraftCell, Duty, Figure, Finding, Line, Progress, Step
from luoshi.reporting.rules.adding import Point, value_of

_VALUES: Final = 12


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an earlier period, with the version that said it."""

    period: str
    value: Decimal | None
    number: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Detail:
    """All that the page tells about one line."""

    line: Line
    values: list[Value]
    versions: list[Value]
    drafts: list[DraftCell]
    findings: list[Finding]
    words: list[Progress]

    @property
    def points(self) -> str:
        """Return the small line's points in a box of 100 by 40, oldest first; none below two."""
        said = [value.value for value in reversed(self.values) if value.value is not None]
        if len(said) < 2:  # noqa: PLR2004 - two points make a line
            return ""
        low, high = min(said), max(said)
        span = (high - low) or Decimal(1)
        step = Decimal(96) / (len(said) - 1)
        return " ".join(
            f"{2 + step * at:.1f},{36 - (value - low) / span * 32:.1f}"
            for at, value in enumerate(said)
        )


def detail_of(duty: Duty, line: Line) -> Detail:
    """Return the last twelve values of a line, its versions, its draft, what was found."""
    return Detail(
        line=line,
        values=_values(duty, line),
        versions=_versions(duty, line),
        drafts=list(DraftCell.objects.filter(duty=duty, line=line).order_by("column")),
        findings=list(
            Finding.objects.filter(submission__duty=duty, line=line)
            .select_related("submission")
            .order_by("-submission__number", "pk")
        ),
        words=_words(duty, line),
    )


def _number(figure: Figure) -> Decimal | None:
    indicator = figure.series.indicator
    point = Point(figure.value, figure.numerator, figure.denominator)
    return value_of(indicator.over_time, point, figure.series.unit)


def _value(figure: Figure) -> Value:
    said = figure.submission
    period = Period.parse(said.duty.cycle.period_code).label
    return Value(period, _number(figure), said.number, said.by_name or said.by, said.at)


def _values(duty: Duty, line: Line) -> list[Value]:
    if line.series_id is None:
        return []
    rows = (
        Figure.objects.filter(
            series=line.series_id,
            submission__duty__agency=duty.agency_id,
            submission__duty__enterprise=duty.enterprise_id,
            submission__duty__current__isnull=False,
            submission__duty__cycle__end__lte=duty.cycle.end,
            submission__replaced_by=None,
        )
        .select_related("submission__duty__cycle", "series__indicator")
        .order_by("-submission__duty__cycle__end")[:_VALUES]
    )
    return [_value(row) for row in rows]


def _versions(duty: Duty, line: Line) -> list[Value]:
    rows = (
        Figure.objects.filter(submission__duty=duty, line=line)
        .select_related("submission__duty__cycle", "series__indicator")
        .order_by("-submission__number")
    )
    return [_value(row) for row in rows]


def _words(duty: Duty, line: Line) -> list[Progress]:
    rows = Progress.objects.filter(
        item=line.item_id,
        submission__duty__agency=duty.agency_id,
        submission__duty__enterprise=duty.enterprise_id,
        submission__replaced_by=None,
        submission__duty__cycle__end__lt=duty.cycle.start,
    ).select_related("submission__duty__cycle")
    return list(rows.order_by("-submission__duty__cycle__end")[:_VALUES])


def steps_of_duty(duty: Duty) -> list[Step]:
    """Return everything done with a duty's versions, the latest first, each with `who` did it."""
    rows = Step.objects.filter(submission__duty=duty).select_related("agency", "submission")
    steps = list(rows.order_by("-pk"))
    names = called((step.by, step.on_behalf) for step in steps)
    for step in steps:
        step.who = names[step.by, step.on_behalf]  # type: ignore[attr-defined]
    return steps
