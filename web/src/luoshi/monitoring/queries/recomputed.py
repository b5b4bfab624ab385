"""Totals from scratch: from who stands by what and the figures themselves, never from totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from luoshi.agencies.api import Agency
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Indicator
from luoshi.monitoring.models import Counting
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
from luoshi.monitoring.queries.values import number_of
from luoshi.monitoring.rules.amounts import EMPTY, Amount
from luoshi.monitoring.rules.derived import Terms, derive
from luoshi.reporting.api import (
    Acceptance,
    Duty,
    Figure,
    Series,
    Step,
    Submission,
    Taken,
    stands_by,
)

Totals = dict[Spot, Amount]
_AT_ONCE = 500


def totals(period_code: str, *, only: Collection[int] = ()) -> Totals:
    """Return what every reading of a period must say today, or those of some indicators only.

    Of what is derived its sources must be among them.
    """
    rows = Acceptance.objects.filter(duty__cycle__period_code=period_code)
    stands = rows.order_by("pk").values_list("duty_id", "agency_id", "submission_id")
    known = terms(Period.parse(period_code).end)
    versions = {(duty, agency): version for duty, agency, version in stands}
    return _added(versions, period_code, known, only)


def totals_as_of(period_code: str, moment: datetime) -> Totals:
    """Return what every reading of a period said at a moment, from the steps up to it.

    Firms count under the industry and chain of today: what was published by place is exact.
    """
    steps = Step.objects.filter(submission__duty__cycle__period_code=period_code, at__lte=moment)
    rows = steps.order_by("pk").values_list(
        "submission__duty", "submission__number", "submission", "act", "agency"
    )
    taken: dict[int, dict[int, list[Taken]]] = defaultdict(lambda: defaultdict(list))
    versions: dict[tuple[int, int], int] = {}
    for duty, number, version, act, agency in rows:
        taken[duty][number].append(Taken(act, agency))
        versions[duty, number] = version
    stands = {
        (duty, agency): versions[duty, number]
        for duty, said in taken.items()
        for agency, number in stands_by(said).items()
    }
    return _added(stands, period_code, terms(Period.parse(period_code).end, known_at=moment))


def _added(
    stands: Mapping[tuple[int, int], int],
    period_code: str,
    known: Terms,
    only: Collection[int] = (),
) -> Totals:
    """Add up the figures of the versions that agencies stand by."""
    added: Totals = defaultdict(lambda: EMPTY)
    countings = _countings(stands, period_code)
    by_version: dict[int, list[Counting]] = defaultdict(list)
    for key, version in stands.items():
        by_version[version].append(countings[key])
    for figure, flash in _figures(by_version, only):
        for counting in by_version[figure.submission_id]:
            for spot, amount in spread(figure, counting, flash=flash):
                added[spot] += amount
    found = {spot: amount for spot, amount in added.items() if amount and counts(spot, known)}
    return found | _derived(found, known)


def _figures(versions: Iterable[int], only: Collection[int]) -> Iterator[tuple[Figure, bool]]:
    """Yield the figures of many versions and whether each is a first word, some hundreds at once.

    Series are few beside figures: each is read once.
    """
    wanted = sorted(versions)
    series: dict[int, Series] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        stages = dict(Submission.objects.filter(pk__in=some).values_list("pk", "stage"))
        said = Figure.objects.filter(submission__in=some)
        if only:
            said = said.filter(series__indicator__in=only)
        rows = list(said.order_by("pk"))
        fresh = {row.series_id for row in rows} - set(series)
        series |= Series.objects.select_related("indicator").in_bulk(fresh)
        for row in rows:
            row.series = series[row.series_id]
            yield row, is_flash(stages[row.submission_id])


def _countings(
    keys: Iterable[tuple[int, int]], period_code: str
) -> dict[tuple[int, int], Counting]:
    """Return as what each duty counts for each agency: as remembered, else as it would today."""
    rows = Counting.objects.filter(duty__cycle__period_code=period_code).select_related("duty")
    known = {(row.duty_id, row.agency_id): row for row in rows}
    lacking = [key for key in keys if key not in known]
    if lacking:
        known |= _as_today(lacking, period_code)
    return known


def _as_today(keys: Iterable[tuple[int, int]], period_code: str) -> dict[tuple[int, int], Counting]:
    """Return as what duties would be counted if they were accepted today."""
    wanted = list(keys)
    duties = {
        row.pk: row
        for row in Duty.objects.filter(cycle__period_code=period_code).select_related(
            "agency", "enterprise"
        )
    }
    above = {
        agency.pk: agency
        for agency in Agency.objects.filter(pk__in={agency for _duty, agency in wanted})
    }
    return {(duty, agency): counting_of(duties[duty], above[agency]) for duty, agency in wanted}


def _derived(found: Mapping[Spot, Amount], known: Terms) -> Totals:
    """Return the totals of derived indicators, sources first."""
    wholes = {spot for spot in found if not spot.name.option}
    following = known.following({spot.name.indicator for spot in wholes})
    indicators = {
        row.pk: row
        for row in Indicator.objects.filter(pk__in={*known.sources(following), *following})
    }
    units = {name: row.unit for name, row in series_of(spot.name for spot in wholes).items()}
    everything: Totals = {spot: found[spot] for spot in wholes}
    made: Totals = {}
    for one in following:
        places = {(s.name.breakdown, s.name.said_by, s.agency) for s in everything}
        for breakdown, said_by, agency in sorted(places):
            parts = []
            for source, factor in known.of[one]:
                spot = Spot(Name(source, breakdown, said_by), agency)
                amount = everything.get(spot, EMPTY)
                row = indicators[source]
                unit = units.get(spot.name, row.unit)
                parts.append((factor, number_of(amount, row, unit), amount))
            amount = derive(parts)
            if amount:
                spot = Spot(Name(one, breakdown, said_by), agency)
                everything[spot] = made[spot] = amount
    return made
