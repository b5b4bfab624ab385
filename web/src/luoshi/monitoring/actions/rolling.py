"""Rolling up: what an acceptance changes in the totals, in the transaction that accepts (REL-14).

The cost follows the lines of one report, never the size of the table: a fixed number of
statements touches just the rows that change, in one order, so that two acceptances at once wait
for each other instead of locking each other out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import transaction

from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.ledger.api import Indicator
from luoshi.monitoring.models import Counting, Reading
from luoshi.monitoring.queries.contributions import (
    Name,
    Spot,
    counting_of,
    counts,
    is_flash,
    series_of,
    spread,
    terms,
)
from luoshi.monitoring.queries.values import amount_of, shown
from luoshi.monitoring.rules.amounts import EMPTY, Amount
from luoshi.monitoring.rules.derived import Terms, derive
from luoshi.reporting.api import Cycle, Duty, Figure, Series, Submission

Changes = dict[Spot, Amount]
_WRITTEN = ("value", "numerator", "denominator", "parts", "flash", "updated_at")


@transaction.atomic
def roll_up(
    *, agency: Agency, duty: Duty, before: Submission | None, after: Submission | None
) -> None:
    """Let `agency` stand by `after` instead of `before`: fills the slot `reporting.accepted`."""
    changes = _changes(agency, duty, before, after)
    if changes:
        add(changes, duty.cycle)


def add(changes: Mapping[Spot, Amount], cycle: Cycle) -> None:
    """Add changes to the readings of a cycle's period, and bring derived indicators after them."""
    known = terms(cycle.end)
    changes = {spot: amount for spot, amount in changes.items() if counts(spot, known)}
    totals = {spot.name.indicator for spot in changes if not spot.name.option}
    following = known.following(totals)
    derived = _derived_spots(changes, following, known)
    series = found_or_made(spot.name for spot in (*changes, *derived))
    rows = _locked({*changes, *derived}, series, cycle)
    for spot, amount in changes.items():
        _put(rows[spot], amount_of(rows[spot]) + amount, spot.name, series)
    if derived:
        _derive(derived, known, rows, cycle)
    _write(rows.values())


def _changes(
    agency: Agency, duty: Duty, before: Submission | None, after: Submission | None
) -> Changes:
    """Return what leaves and what comes, taking back from where it was put."""
    standing = Counting.objects.filter(duty=duty, agency=agency).first()
    coming = counting_of(duty, agency)
    changes: Changes = defaultdict(lambda: EMPTY)
    versions = {one.pk: one for one in (before, after) if one is not None}
    figures = Figure.objects.filter(submission__in=versions).select_related("series__indicator")
    for figure in figures.order_by("pk"):
        leaving = before is not None and figure.submission_id == before.pk
        counting = (standing or coming) if leaving else coming
        counting.duty = duty
        flash = is_flash(versions[figure.submission_id].stage)
        for spot, amount in spread(figure, counting, flash=flash):
            changes[spot] += -amount if leaving else amount
    _count_as(standing, coming if after is not None else None)
    return {spot: amount for spot, amount in changes.items() if amount}


def _count_as(standing: Counting | None, coming: Counting | None) -> None:
    """Remember as what the figures are counted from now on."""
    if coming is None:
        if standing is not None:
            standing.delete()
    elif standing is None:
        coming.save(force_insert=True)
    else:
        coming.pk = standing.pk
        coming.save(force_update=True)


def _derived_spots(
    changes: Iterable[Spot], following: Iterable[int], known: Terms
) -> dict[Spot, tuple[Spot, ...]]:
    """Return the derived series to recompute, sources first, each with the spots of its terms.

    Indicators are broken down each in its own way: what is derived is derived of totals.
    """
    places = {(s.name.breakdown, s.name.said_by, s.agency) for s in changes if not s.name.option}

    def spot(indicator: int, breakdown: str, said_by: str, agency: int) -> Spot:
        return Spot(Name(indicator, breakdown, said_by), agency)

    return {
        spot(one, *place): tuple(spot(source, *place) for source, _ in known.of[one])
        for one in following
        for place in sorted(places)
    }


def found_or_made(names: Iterable[Name]) -> dict[Name, Series]:
    """Return the series of all names; those of derived indicators and of industries are made."""
    wanted = set(names)
    found = series_of(wanted)
    lacking = sorted(wanted - set(found))
    if lacking:
        units = dict(
            Indicator.objects.filter(pk__in={n.indicator for n in lacking}).values_list(
                "pk", "unit"
            )
        )
        Series.objects.bulk_create(
            [
                Series(
                    indicator_id=name.indicator,
                    breakdown=name.breakdown,
                    said_by=name.said_by,
                    option_id=name.option or None,
                    unit=_unit_beside(name, found) or units[name.indicator],
                )
                for name in lacking
            ],
            ignore_conflicts=True,
        )
        found |= series_of(lacking)
    return found


def _unit_beside(name: Name, found: Mapping[Name, Series]) -> str:
    """Return the unit of the series that a breakdown is of."""
    whole = found.get(name._replace(breakdown=""))
    return whole.unit if whole else ""


def _locked(
    spots: Iterable[Spot], series: Mapping[Name, Series], cycle: Cycle
) -> dict[Spot, Reading]:
    """Return the readings of all spots, made where missing, locked in one order."""
    wanted = sorted((series[spot.name].pk, spot.agency, spot) for spot in spots)
    Reading.objects.bulk_create(
        [_blank(pk, agency, cycle) for pk, agency, _spot in wanted], ignore_conflicts=True
    )
    rows = Reading.objects.select_for_update(no_key=True).filter(
        period_code=cycle.period_code,
        series__in={pk for pk, _agency, _spot in wanted},
        agency__in={agency for _pk, agency, _spot in wanted},
    )
    by_key = {(row.series_id, row.agency_id): row for row in rows.order_by("series", "agency")}
    return {spot: by_key[pk, agency] for pk, agency, spot in wanted}


def _put(row: Reading, amount: Amount, name: Name, series: Mapping[Name, Series]) -> None:
    """Set what a reading says; with no part left it says nothing."""
    ratio = series[name].indicator.over_places == Indicator.Adding.RATIO
    said = amount.parts > 0
    row.value = amount.value if said and not ratio else None
    row.numerator = amount.numerator if said and ratio else None
    row.denominator = amount.denominator if said and ratio else None
    row.parts, row.flash = amount.parts, amount.flash
    row.updated_at = clock.now()


def _derive(
    derived: Mapping[Spot, tuple[Spot, ...]],
    known: Terms,
    rows: dict[Spot, Reading],
    cycle: Cycle,
) -> None:
    """Recompute derived readings from those of their sources.

    Read after the derived rows are locked: whoever changes another source waits there.
    """
    names = {spot.name for sources in derived.values() for spot in sources}
    series = series_of(names) | series_of({spot.name for spot in derived})
    stored = {
        (row.series_id, row.agency_id): row
        for row in Reading.objects.filter(
            period_code=cycle.period_code,
            series__in={row.pk for row in series.values()},
            agency__in={spot.agency for spot in derived},
        )
    }

    def source(spot: Spot) -> Reading | None:
        one = series.get(spot.name)
        return rows.get(spot) or (stored.get((one.pk, spot.agency)) if one else None)

    for spot, sources in derived.items():
        factors = (factor for _source, factor in known.of[spot.name.indicator])
        parts = [
            (factor, shown(row, series[each.name]), amount_of(row))
            for factor, each in zip(factors, sources, strict=True)
            if (row := source(each)) is not None
        ]
        _put(rows[spot], derive(parts), spot.name, series)


def write(amounts: Mapping[Spot, Amount], series: Mapping[Name, Series], cycle: Cycle) -> None:
    """Set readings to what they must say; nobody else may write them meanwhile."""
    rows = []
    for spot, amount in amounts.items():
        row = _blank(series[spot.name].pk, spot.agency, cycle)
        _put(row, amount, spot.name, series)
        rows.append(row)
    _write(rows)


def _blank(series: int, agency: int, cycle: Cycle) -> Reading:
    return Reading(
        series_id=series,
        agency_id=agency,
        period_code=cycle.period_code,
        start=cycle.start,
        end=cycle.end,
        updated_at=clock.now(),
    )


def _write(rows: Iterable[Reading]) -> None:
    """Write readings that nobody else writes now, in as few statements as the database takes."""
    Reading.objects.bulk_create(
        sorted(rows, key=lambda row: (row.series_id, row.agency_id)),
        update_conflicts=True,
        unique_fields=["series", "agency", "period_code"],
        update_fields=list(_WRITTEN),
    )
