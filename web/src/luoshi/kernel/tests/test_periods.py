"""Periods as values: what they are called, in which order they come, and what lies beside them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.periods import January, Kind, Period, months_of

YEARS = st.integers(1990, 2090)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTH = st.builds(Period.month, YEARS, st.integers(1, 12))
QUARTER = st.builds(Period.quarter, YEARS, st.integers(1, 4))
HALF = st.builds(Period.half, YEARS, st.integers(1, 2))
YEAR = st.builds(Period.whole_year, YEARS)
JOINT = st.builds(Period.joint, YEARS)
CUSTOM = st.builds(
    lambda day, more: Period.custom(day, day + timedelta(days=more)), DAYS, st.integers(0, 400)
)
REGULAR = MONTH | QUARTER | HALF | YEAR
ANY = REGULAR | JOINT | CUSTOM


@pytest.mark.parametrize(
    ("code", "kind", "label", "cumulative"),
    [
        ("2016-06", Kind.MONTH, "2016年6月", "1—6月"),
        ("2016-01", Kind.MONTH, "2016年1月", "1月"),
        ("2016-01~02", Kind.JOINT, "2016年1—2月", "1—2月"),
        ("2016-Q2", Kind.QUARTER, "2016年二季度", "1—6月"),
        ("2016-H1", Kind.HALF, "2016年上半年", "1—6月"),
        ("2016-H2", Kind.HALF, "2016年下半年", "1—12月"),
        ("2016", Kind.YEAR, "2016年", "1—12月"),
        ("2016-03-01~2016-04-15", Kind.CUSTOM, "2016年3月1日—4月15日", "1月1日—4月15日"),
        ("2015-12-26~2016-01-25", Kind.CUSTOM, "2015年12月26日—2016年1月25日", "1月1日—1月25日"),
    ],
)
def test_a_code_says_the_kind_and_has_its_official_name(
    code: str, kind: Kind, label: str, cumulative: str
) -> None:
    period = Period.parse(code)

    assert (period.kind, period.label, period.cumulative_label) == (kind, label, cumulative)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2016-13",
        "2016-00",
        "2016-6",
        "2016-02~01",
        "2016-02~02",
        "2016-Q5",
        "2016-Q0",
        "2016-H3",
        "0000",
        "２０１６",
        "2016-06 ",
        "2016-02-30~2016-03-01",
        "2016-04-15~2016-03-01",
    ],
)
def test_what_is_no_period_is_said_to_be_none(code: str) -> None:
    with pytest.raises(ValueError, match="is not the code of a period"):
        Period.parse(code)


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        (Kind.MONTH, date(2016, 6, 2), date(2016, 6, 30)),
        (Kind.MONTH, date(2016, 2, 1), date(2016, 2, 28)),
        (Kind.QUARTER, date(2016, 2, 1), date(2016, 4, 30)),
        (Kind.YEAR, date(2016, 1, 1), date(2017, 12, 31)),
        (Kind.CUSTOM, date(2016, 2, 2), date(2016, 2, 1)),
    ],
)
def test_days_that_are_no_period_of_a_kind_are_refused(kind: Kind, start: date, end: date) -> None:
    with pytest.raises(ValueError, match="is no period of kind"):
        Period(kind, start, end)


@given(ANY)
def test_a_code_leads_back_to_its_period(period: Period) -> None:
    assert Period.parse(period.code) == period


@given(REGULAR | CUSTOM)
def test_the_one_before_the_next_is_the_one_itself(period: Period) -> None:
    assert period.next().previous() == period == period.previous().next()


@given(ANY)
def test_neighbours_touch_without_gap_or_overlap_and_stand_in_order(period: Period) -> None:
    assert period.next().start == period.end + timedelta(days=1)
    assert period.previous().end == period.start - timedelta(days=1)
    assert period.previous() < period < period.next()


@given(ANY, ANY)
def test_periods_are_ordered_by_their_end(one: Period, other: Period) -> None:
    if one.end < other.end:
        assert one < other
    assert (one < other) + (other < one) + (one == other) == 1


@given(ANY)
def test_the_months_of_a_period_follow_each_other_and_cover_it(period: Period) -> None:
    months = period.months()

    assert months[0].holds(period.start)
    assert months[-1].holds(period.end)
    assert all(one.next() == two for one, two in pairwise(months))


@given(REGULAR | JOINT)
def test_the_same_period_of_last_year_is_of_the_same_kind_and_months(period: Period) -> None:
    before = period.last_year()

    assert before.kind == period.kind
    assert [month.start.month for month in before.months()] == [
        month.start.month for month in period.months()
    ]
    assert before.end.year == period.end.year - 1


def test_the_leap_day_is_compared_with_the_last_day_of_february() -> None:
    """T9."""
    leap = Period.custom(date(2016, 2, 29), date(2016, 2, 29))

    assert leap.last_year() == Period.custom(date(2015, 2, 28), date(2015, 2, 28))
    assert Period.month(2016, 2).last_year().end == date(2015, 2, 28)
    assert Period.month(2015, 2).next().last_year().previous().end == date(2014, 2, 28)


@pytest.mark.parametrize(
    ("january", "first", "count"),
    [("normal", "2016-01", 12), ("exempt", "2016-02", 11), ("joint", "2016-01~02", 11)],
)
def test_a_year_is_reported_with_january_without_it_or_with_february(
    january: January, first: str, count: int
) -> None:
    months = months_of(2016, january)

    assert (months[0].code, months[-1].code, len(months)) == (first, "2016-12", count)
    assert list(months) == sorted(months)


def test_a_period_is_not_compared_with_something_else() -> None:
    with pytest.raises(TypeError):
        _ = Period.month(2016, 6) < "2016-07"
    assert str(Period.month(2016, 6)) == "2016-06"
