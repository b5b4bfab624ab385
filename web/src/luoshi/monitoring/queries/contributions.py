"""What accepted figures add, to which series of which agency: asked by acceptance and by rebuild.

A series is first named by what it is of (indicator, breakdown, who says it), then found or made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db.models import Q

from luoshi.agencies.api import Agency
from luoshi.ledger import api as ledger
from luoshi.monitoring.models import Counting, Reading
from luoshi.monitoring.rules.amounts import Amount, contribution
from luoshi.monitoring.rules.derived import Terms
from luoshi.reporting.api import Duty, Figure, Series, Stage

INDUSTRY: Final = "行业："
CHAIN: Final = "产业链："


class Name(NamedTuple):
    """What a series is of."""

    indicator: int
    breakdown: str
    said_by: str
    option: int = 0  # nought: the total


class Spot(NamedTuple):
    """A series of an agency."""

    name: Name
    agency: int


def spot_of(row: Reading) -> Spot:
    """Return where a reading stands; its series must have been fetched."""
    return Spot(name_of(row.series), row.agency_id)


def name_of(series: Series) -> Name:
    """Return what a series is of."""
    return Name(series.indicator_id, series.breakdown, series.said_by, series.option_id or 0)


def spread(figure: Figure, counting: Counting, *, flash: bool) -> Iterator[tuple[Spot, Amount]]:
    """Yield what a figure adds, and where: its series, and those of the firm's industry and chain.

    `figure.series.indicator` must have been fetched, and `counting.duty`.
    """
    series = figure.series
    amount = contribution(figure, series.indicator.over_places, flash=flash)
    if not amount:
        return
    for name in _names(series, counting):
        yield Spot(name, counting.agency_id), amount
        if counting.own:
            yield Spot(name, counting.duty.agency_id), amount


def _names(series: Series, counting: Counting) -> Iterator[Name]:
    """Yield the series that a figure counts in."""
    whole = name_of(series)
    yield whole
    if series.breakdown or series.said_by != Series.Said.ENTERPRISE:
        return
    for prefix, value in ((INDUSTRY, counting.industry), (CHAIN, counting.chain)):
        if value:
            yield whole._replace(breakdown=f"{prefix}{value}")


def counting_of(duty: Duty, agency: Agency) -> Counting:
    """Return as what a duty counts today: as the respondent's own too, at its chain's first."""
    firm = duty.enterprise
    if firm is not None:
        return Counting(duty=duty, agency=agency, industry=firm.industry, chain=firm.chain)
    above = duty.agency.path[: -Agency.steplen]
    return Counting(duty=duty, agency=agency, own=agency.path == above)


def is_flash(stage: str) -> bool:
    """Whether a submission is a quick first word (快报)."""
    return stage == Stage.FLASH


def terms(end: date, *, known_at: datetime | None = None) -> Terms:
    """Return the terms of every derived indicator that count in a period, by its last day.

    With `known_at`, as they had been said by that moment.
    """
    rows = ledger.terms(end, known_at=known_at)
    return Terms.made_of(
        (one.indicator_id, one.source_id, one.factor) for one in rows if one.factor is not None
    )


def counts(spot: Spot, known: Terms) -> bool:
    """Whether figures add up at a spot; the total of what is derived follows from its terms."""
    return bool(spot.name.option) or not known.derives(spot.name.indicator)


def series_of(names: Iterable[Name]) -> dict[Name, Series]:
    """Return the series that exist of those named, each with its indicator."""
    wanted = set(names)
    rows = Series.objects.filter(
        Q(option=None) | Q(option__in={name.option for name in wanted}),
        indicator__in={name.indicator for name in wanted},
        breakdown__in={name.breakdown for name in wanted},
    ).select_related("indicator")
    found = {name_of(row): row for row in rows}
    return {name: row for name, row in found.items() if name in wanted}
