"""Pace: linear by days, last year's own profile, or a plan by months (GOV-06)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.monitoring.rules.pace import by_months, linear, plan_of, profile

D = Decimal
FIRST, LAST = date(2016, 1, 1), date(2016, 12, 31)


def test_days_run_evenly_in_a_leap_year_too() -> None:
    assert linear(FIRST, LAST, date(2016, 6, 30)) == D(182) / D(366)
    assert linear(FIRST, LAST, LAST) == 1
    assert linear(FIRST, LAST, date(2015, 12, 31)) == 0
    assert linear(date(2016, 3, 1), date(2016, 3, 1), date(2016, 3, 1)) == 1


def test_last_year_runs_as_it_ran_and_never_back() -> None:
    running = [D(n) for n in (2, 6, 12, 11, 20, 30, 41, 52, 64, 77, 90, 100)]
    shares = profile(running)
    assert shares is not None
    assert shares[3] == shares[2] == D("0.12")
    assert by_months(shares, date(2016, 6, 30)) == D("0.30")
    assert by_months(shares, date(2016, 6, 15)) == D("0.25")
    assert profile([*running[:-1], None]) is None
    assert profile([D(0)] * 12) is None


def test_a_plan_by_months_ends_at_the_whole() -> None:
    shares = plan_of([D(1)] * 11 + [D(22)])
    assert by_months(shares, date(2016, 11, 30)) == D("0.333333")
    assert by_months(shares, LAST) == 1
    for wrong in ([D(1)] * 11, [D(0)] * 12, [D(-1)] + [D(1)] * 11):
        with pytest.raises(ValueError, match="twelve parts"):
            plan_of(wrong)


@given(
    parts=st.lists(st.decimals(0, 1000, places=2), min_size=12, max_size=12).filter(any),
    days=st.tuples(st.dates(FIRST, LAST), st.dates(FIRST, LAST)),
)
def test_no_curve_ever_runs_back(parts: list[Decimal], days: tuple[date, date]) -> None:
    shares = plan_of(parts)
    earlier, later = sorted(days)
    assert 0 <= by_months(shares, earlier) <= by_months(shares, later) <= 1
    assert linear(FIRST, LAST, earlier) <= linear(FIRST, LAST, later)
