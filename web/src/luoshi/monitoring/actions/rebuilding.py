"""Rebuilding: the readings of a period once more from the accepted figures, and what differed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction
from django.db.models import QuerySet

from luoshi.accounts.api import Actor, May, login_of
from luoshi.kernel import jobs
from luoshi.kernel.periods import Period
from luoshi.kernel.trail import record
from luoshi.ledger.api import DerivedTerm
from luoshi.monitoring.actions.accepting import take_period
from luoshi.monitoring.actions.rolling import found_or_made, write
from luoshi.monitoring.actions.ruling import OPEN
from luoshi.monitoring.models import Reading
from luoshi.monitoring.queries.contributions import spot_of, terms
from luoshi.monitoring.queries.recomputed import Totals, totals
from luoshi.monitoring.queries.values import amount_of
from luoshi.monitoring.rules.amounts import EMPTY
from luoshi.reporting.api import Cycle

DERIVE: Final = "monitoring.derive"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many readings a period has, and how many of them had to be set right."""

    period_code: str
    readings: int
    corrected: int


def rebuild(*, by: Actor, period_code: str | None = None) -> list[Rebuilt]:
    """Recompute the readings of one period or of all, each in a transaction of its own."""
    login = login_of(by, May.JOB_MANAGE)
    codes = Cycle.objects.order_by("end").values_list("period_code", flat=True).distinct()
    chosen = dict.fromkeys(codes) if period_code is None else [period_code]
    return [_rebuild(code, login) for code in chosen]


def derive_anew(*, term: DerivedTerm, by: str) -> None:
    """Ask for the totals from a term's day on behind the page: fills `ledger.terms_changed`."""
    jobs.enqueue(DERIVE, key=f"{DERIVE}:{term.pk}", asked_by=by, term=term.pk)


def derive_periods(*, term: int) -> str:
    """Rebuild what follows from a term in every period in which its version counts.

    The open periods are judged anew after it.
    """
    said = DerivedTerm.objects.get(pk=term)
    cycles = Cycle.objects.order_by("end")
    if said.since is not None:
        cycles = cycles.filter(end__gte=said.since)
    codes = dict.fromkeys(cycles.values_list("period_code", flat=True))
    made = [_derive(code, said) for code in codes]
    jobs.enqueue(OPEN, key=f"{OPEN}:term:{term}", asked_by=said.made_by)
    return f"{sum(one.corrected for one in made)} / {sum(one.readings for one in made)}"


@transaction.atomic
def _rebuild(period_code: str, login: str) -> Rebuilt:
    """Set right what differs in a period; acceptances wait until it is done."""
    _hold()
    made = _set_right(period_code, totals(period_code), Reading.objects.all(), login)
    take_period(period_code)
    return made


@transaction.atomic
def _derive(period_code: str, said: DerivedTerm) -> Rebuilt:
    """Set right what follows from a term in a period, from the figures of its sources alone."""
    _hold()
    known = terms(Period.parse(period_code).end)
    touched = known.touched_by(said.indicator_id)
    found = totals(period_code, only=known.needed_for(touched))
    right = {spot: amount for spot, amount in found.items() if spot.name.indicator in touched}
    rows = Reading.objects.filter(series__indicator__in=touched)
    return _set_right(period_code, right, rows, said.made_by)


def _hold() -> None:
    """Let acceptances wait for the end of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Reading._meta.db_table} IN EXCLUSIVE MODE")


def _set_right(period_code: str, right: Totals, readings: QuerySet[Reading], login: str) -> Rebuilt:
    """Write what differs between some readings of a period and what they must say."""
    cycle = Cycle.objects.filter(period_code=period_code).order_by("pk").first()
    rows = readings.filter(period_code=period_code).select_related("series")
    stored = {spot_of(row): row for row in rows}
    wrong = {
        spot: right.get(spot, EMPTY)
        for spot in {*right, *stored}
        if right.get(spot, EMPTY) != amount_of(stored.get(spot))
    }
    if wrong and cycle is not None:
        write(wrong, found_or_made(spot.name for spot in wrong), cycle)
    made = Rebuilt(period_code, len(right), len(wrong))
    record(
        "monitoring.readings.rebuilt",
        by=login,
        data={"period": period_code, "readings": made.readings, "corrected": made.corrected},
    )
    return made
