"""The parts of a series through a year: what each option of a breakdown comes to (row 12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from luoshi.agencies.api import Agency
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Dimension, Option
from luoshi.monitoring.models import Reading
from luoshi.monitoring.queries.series import point_of
from luoshi.reporting.api import Series, adding


@dataclass(frozen=True, slots=True)
class Part:
    """An option beside the periods of a year: its own figures, and what they come to."""

    option: Option | None  # none for the total
    series: Series
    currents: Sequence[Decimal | None]
    total: Decimal | None


def parts_of(
    series: Series, agency: Agency, periods: Sequence[Period]
) -> dict[Dimension, list[Part]]:
    """Return the parts of a total by dimension, each list closed by the total; two statements.

    `periods` are those shown, in order. Options of which nothing was said in them stand out.
    """
    if series.option_id or not periods:
        return {}
    rows = Series.objects.filter(
        indicator=series.indicator_id,
        breakdown=series.breakdown,
        said_by=series.said_by,
        option__isnull=False,
    ).select_related("indicator", "option__dimension")
    options = {row.pk: row for row in rows.order_by("option__dimension__number", "option__number")}
    if not options:
        return {}
    readings: dict[int, dict[str, Reading]] = defaultdict(dict)
    for row in Reading.objects.filter(
        series__in=[series.pk, *options],
        agency=agency,
        period_code__in=[period.code for period in periods],
        parts__gt=0,
    ):
        readings[row.series_id][row.period_code] = row
    found: dict[Dimension, list[Part]] = defaultdict(list)
    for pk, one in options.items():
        if one.option is not None and pk in readings:
            found[one.option.dimension].append(_part(one, readings[pk], periods))
    whole = _part(series, readings[series.pk], periods)
    return {dimension: [*parts, whole] for dimension, parts in found.items()}


def _part(series: Series, readings: dict[str, Reading], periods: Sequence[Period]) -> Part:
    """Return a series beside the periods shown, by the one way in which figures add up."""
    indicator = series.indicator
    how, entered, unit = indicator.over_time, indicator.entered, series.unit
    points = [point_of(readings.get(period.code), series) for period in periods]
    currents = [
        adding.value_of(how, adding.current(how, entered, points[: at + 1]), unit)
        for at in range(len(points))
    ]
    total = adding.cumulative(how, entered, points, unit)
    return Part(series.option, series, currents, total)
