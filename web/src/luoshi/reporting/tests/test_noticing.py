"""What is noticed without a rule: units, falling totals, odd figures, totals that do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.periods import Period
from luoshi.reporting.rules.adding import BLANK, Point
from luoshi.reporting.rules.expressions import Of
from luoshi.reporting.rules.grid import How, Said
from luoshi.reporting.rules.known import Known
from luoshi.reporting.rules.noticing import Notice, expected, noticed, run_up, running

D = Decimal
FLOW = How("sum", "period", "亿元")
TOTAL = How("sum", "cumulative", "亿元")
LEVEL = How("latest", "period", "人")
SHARE = How("ratio", "period", "%")
Number = str | int | None


def point(value: Number) -> Point:
    return BLANK if value is None else Point(D(str(value)))


def said(period: Period, value: Number) -> Said:
    return Said(period.start, period.end, point(value))


def months(values: Sequence[Number], *, before: Period) -> list[Said]:
    """Return what was said in the months before a period, the last one right before it."""
    found, period = [], before
    for value in reversed(values):
        period = period.previous()
        found.append(said(period, value))
    return found[::-1]


def known(
    value: Number, *before: Number, how: How = FLOW, base: Number = None, month: int = 9
) -> Known:
    period = Period.month(2016, month)
    past = months(before, before=period)
    return Known(how, period, point(value), past, (), None if base is None else D(str(base)))


def notices(of: Known) -> list[str]:
    return [one.notice.value for one in noticed(of)]


STEADY = (100, 104, 98, 101, 97, 103)


@pytest.mark.parametrize("times", [100, 1000, 10000])
def test_a_likely_wrong_unit_is_asked_about_once(times: int) -> None:
    """Row 37: up and down, against the last figure, last year's, or both."""
    wrong = D(103) * times
    for one in (
        known(str(wrong), *STEADY),
        known(str(D(103) / times), *STEADY),
        known(str(wrong), base=100),
        known(str(wrong), 103, base=95),
        known(str(wrong), 103, None),
    ):
        (found,) = noticed(one)
        assert (found.notice, found.numbers["times"]) == (Notice.UNIT, times)


@pytest.mark.parametrize(
    "one",
    [
        known(10300, 103, base=9900),
        known(5000, 100),
        known(20, 100),
        known(10000, 0),
        known(10000, -100),
        known(10000),
        known(None, 100),
        known(30000, 100),
    ],
)
def test_no_unit_is_doubted_without_reason(one: Known) -> None:
    """Last year's figure of the same size, a step that is none, noughts, nothing to compare."""
    assert Notice.UNIT not in notices(one)


def test_units_are_compared_by_the_month_where_figures_grow_with_the_months() -> None:
    """A total of January beside one of December, two joint months beside one."""
    year = known(110, 1200, how=TOTAL, month=1)
    assert notices(year) == []
    assert notices(replace(year, now=point(1_100_000))) == ["unit"]
    joint = Known(FLOW, Period.joint(2016), point(12_000), months([100], before=Period.joint(2016)))
    assert notices(joint) == []
    assert notices(replace(joint, now=point(20_000))) == ["unit"]


def test_a_total_that_falls_is_asked_about_within_a_year() -> None:
    """REL-15: December is no measure for January, a later month is one for a correction."""
    assert notices(known(90, 60, 95, how=TOTAL)) == ["falling"]
    assert notices(known(90, 60, 95, None, how=TOTAL)) == ["falling"]
    assert notices(known(95, 60, 95, how=TOTAL)) == []
    assert notices(known(20, 60, 95, how=TOTAL, month=1)) == []
    assert notices(known(90, 60, 95)) == []
    corrected = replace(known(99, 60, 95, how=TOTAL), after=[said(Period.month(2016, 10), 97)])
    assert notices(corrected) == ["falling"]
    assert notices(replace(corrected, after=[said(Period.month(2016, 10), 99)])) == []


def test_an_expected_range_needs_six_periods() -> None:
    """Row 37: modified z above 3.5; the sentence names range and number of periods."""
    assert notices(known(150, *STEADY[:5])) == []
    (found,) = noticed(known(150, *STEADY))
    assert (found.notice, found.periods) == (Notice.RANGE, 6)
    assert found.numbers["low"] < min(STEADY)
    assert max(STEADY) < found.numbers["high"] < D(150)
    assert notices(known(110, *STEADY)) == []


def test_what_was_reported_before_is_never_outside() -> None:
    """A peak that was explained once is not asked about again."""
    assert notices(known(160, *STEADY, 160)) == []
    assert notices(known(160, 160, *STEADY)) == []


def test_blanks_are_no_history() -> None:
    assert notices(known(150, *STEADY[:5], None, None)) == []
    assert notices(known(150, *STEADY, None)) == ["range"]


def test_whoever_always_says_the_same_may_move_a_little() -> None:
    """Where the median deviation is nought the mean one counts, and at least 3 in a hundred."""
    same = (100,) * 6
    assert notices(known(110, *same)) == []
    assert notices(known(112, *same)) == ["range"]
    assert expected([D(0)] * 8) is None, "nothing honest can be said"
    assert notices(known(5, *(0,) * 8)) == []
    low, high = expected([D(100)] * 6 + [D(160)]) or (D(0), D(0))
    assert low < D(100)
    assert high >= D(160)


def test_a_total_is_judged_by_what_it_grew() -> None:
    """Own figures are derived; what a gap leaves unknown is no history."""
    totals = (10, 21, 30, 41, 50, 60, 71)
    assert known(81, *totals, how=TOTAL, month=8).owns[-3:] == [D(10), D(11), D(10)]
    assert notices(known(81, *totals, how=TOTAL, month=8)) == []
    assert notices(known(191, *totals, how=TOTAL, month=8)) == ["range"]
    gap = known(191, *totals[:6], None, how=TOTAL, month=8)
    assert gap.own is None
    assert notices(gap) == []


def test_joint_months_are_held_against_joint_months_only() -> None:
    period = Period.joint(2016)
    past = months([*STEADY], before=period)
    assert notices(Known(FLOW, period, point(205), past)) == []
    assert notices(Known(LEVEL, period, point(205), past)) == ["range"]


def test_shares_are_judged_by_their_quotients() -> None:
    period = Period.month(2016, 9)
    past = [
        replace(each, point=Point(None, each.point.value, D(100)))
        for each in months([50, 51, 49, 50, 52, 48], before=period)
    ]
    for parts, told in (((51, 100), []), ((8, 10), ["range"]), ((8, 0), []), ((None, 10), [])):
        top, bottom = (None if part is None else D(part) for part in parts)
        one = Known(SHARE, period, Point(None, top, bottom), past)
        assert notices(one) == told


def test_the_total_before_and_this_month_make_the_total() -> None:
    """REL-15: in any month but the first, where both were typed."""
    own, total = known(10, month=6), known(60, 40, 50, how=TOTAL, month=6)
    assert running(own, total) is None
    found = running(own, replace(total, now=point(61)))
    assert found is not None
    assert found.numbers == {"now": 61, "then": 50, "own": 10, "later": 0}
    blank = known(60, 40, None, how=TOTAL, month=6)
    assert running(own, blank) is None, "the total before is not known"
    assert running(known(None, month=6), total) is None
    assert running(own, known(None, 50, how=TOTAL, month=6)) is None


@pytest.mark.parametrize("period", [Period.month(2016, 1), Period.joint(2016)])
def test_a_year_begins_anew(period: Period) -> None:
    """REL-15: the December before is no part of the year, and 1—2月 is one period."""
    past = months([500], before=period)
    own = Known(FLOW, period, point(70), months([40], before=period))
    assert running(own, Known(TOTAL, period, point(70), past)) is None
    assert running(own, Known(TOTAL, period, point(80), past)) is not None


def test_where_january_is_not_reported_february_has_no_total_before() -> None:
    """REL-15: its running total covers both."""
    own, total = known(10, 40, None, month=2), known(21, 500, None, how=TOTAL, month=2)
    assert running(own, total) is None


def test_a_correction_is_held_against_the_month_after_it() -> None:
    """REL-15: May is corrected when June was sent already."""
    june = Period.month(2016, 6)
    own, total = known(12, month=5), known(52, 40, how=TOTAL, month=5)
    own = replace(own, after=[said(june, 10)])
    total = replace(total, after=[said(june, 60)])
    found = running(own, total)
    assert found is not None
    assert found.numbers == {"now": 60, "then": 52, "own": 10, "later": 1}
    assert running(own, replace(total, after=[said(june, 62)])) is None
    assert running(own, replace(total, after=[said(Period.month(2016, 7), 90)])) is None


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("主营业务收入（累计）", "主营业务收入"),
        ("主营业务收入累计", "主营业务收入"),
        ("累计主营业务收入", "主营业务收入"),
        ("主营业务收入", ""),
        ("累计", ""),
    ],
)
def test_a_running_total_is_known_by_its_name(name: str, of: str) -> None:
    assert run_up(name) == of


def test_the_values_that_rules_refer_to() -> None:
    one = known(30, 10, 20, base=25, month=3)
    assert [one.value(of) for of in Of] == [30, 20, 60, 30, 25]
    total = known(60, 10, 30, base=50, how=TOTAL, month=3)
    assert [total.value(of) for of in Of] == [30, 20, 60, 30, 50]
    january = known(30, 10, 20, month=1)
    assert [january.value(of) for of in Of] == [30, 20, 30, 0, None]
    blank = known(None, 10, None, month=3)
    assert [blank.value(of) for of in Of] == [None, None, None, 10, None]
    stale = Known(FLOW, Period.month(2016, 6), point(1), [said(Period.month(2016, 3), 9)])
    assert stale.value(Of.LAST) is None


@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=6, max_size=24))
def test_an_expected_range_holds_all_it_was_drawn_from(past: list[Decimal]) -> None:
    limits = expected(past)
    if limits is None:
        assert set(past) == {0}
    else:
        assert limits[0] <= min(past) <= max(past) <= limits[1]


@given(
    st.lists(st.decimals(1, 1000, places=1), min_size=6, max_size=12),
    st.decimals(1, 1000, places=1),
    st.integers(1, 5),
)
def test_what_is_noticed_does_not_depend_on_the_unit(
    past: list[Decimal], now: Decimal, zeros: int
) -> None:
    """The same figures in another unit raise the same questions."""
    times = D(10) ** zeros
    one = known(str(now), *(str(value) for value in past))
    other = known(str(now * times), *(str(value * times) for value in past))
    assert notices(one) == notices(other)
