"""What stands beside a figure: sums checked by hand, and laws that hold for any year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.periods import Period
from luoshi.reporting.rules.adding import BLANK, Point
from luoshi.reporting.rules.grid import Beside, How, Said, base_of, beside

FLOW = How("sum", "period", "亿元")
TOTAL = How("sum", "cumulative", "亿元")
RATE = How("ratio", "period", "%")
NUMBERS = st.lists(st.decimals(min_value=0, max_value=10**6, places=2), min_size=1, max_size=12)


def year(values: list[Decimal], of: int = 2016) -> list[Said]:
    """Return what was said in the first months of a year."""
    months = [Period.month(of, month) for month in range(1, len(values) + 1)]
    return [
        Said(month.start, month.end, Point(value))
        for month, value in zip(months, values, strict=True)
    ]


def shown(values: list[Decimal], how: How, base: Decimal | None = None) -> Beside:
    """Return what stands beside the last of a year's months."""
    before = year(values[:-1])
    period = Period.month(2016, len(values))
    return beside(Point(values[-1]), before, period=period, how=how, base=base, target=None)


@given(NUMBERS)
def test_months_typed_and_totals_typed_show_the_same(values: list[Decimal]) -> None:
    """Row 28: whichever of the two is typed, the other is the same figure."""
    totals = [sum(values[: at + 1], Decimal(0)) for at in range(len(values))]

    flow, total = shown(values, FLOW), shown(totals, TOTAL)

    assert flow.cumulative == total.cumulative == totals[-1]
    assert flow.period == total.period == values[-1]
    assert flow.last == total.last == (values[-2] if len(values) > 1 else None)


def test_a_total_whose_predecessor_is_not_known_tells_no_month() -> None:
    """Row 28: the first total that somebody reports in May is not May's own figure."""
    may = Said(*_days(Period.month(2016, 5)), Point(Decimal(500)))
    june = Period.month(2016, 6)

    told = beside(Point(Decimal(650)), [may], period=june, how=TOTAL, base=None, target=None)
    alone = beside(Point(Decimal(650)), [], period=june, how=TOTAL, base=None, target=None)

    assert (told.period, told.last) == (150, None)
    assert (alone.period, alone.cumulative) == (None, 650)


def test_january_and_february_in_one_begin_the_year() -> None:
    """GOV-13: the joint period's total is its own figure, and March follows from it."""
    joint = Period.joint(2016)
    first = beside(Point(Decimal(90)), [], period=joint, how=TOTAL, base=None, target=None)
    said = Said(joint.start, joint.end, Point(Decimal(90)))
    march = Period.month(2016, 3)
    then = beside(Point(Decimal(150)), [said], period=march, how=TOTAL, base=None, target=None)

    assert first.period == 90
    assert (then.period, then.last) == (60, 90)


def test_growth_has_no_base_of_nought_and_rates_differ_by_points() -> None:
    """GOV-16."""
    assert shown([Decimal(5)], FLOW, Decimal(0)).yoy is None
    assert shown([Decimal(5)], FLOW, Decimal(4)).yoy == 25
    now = Point(None, Decimal(45), Decimal(60))
    rate = beside(now, [], period=Period.month(2016, 1), how=RATE, base=Decimal(70), target=None)
    assert rate.yoy == 5


def test_a_blank_shows_nothing_of_its_own() -> None:
    """Row 32."""
    june = Period.month(2016, 6)
    told = beside(
        BLANK, year([Decimal(1)] * 5), period=june, how=FLOW, base=Decimal(1), target=Decimal(9)
    )

    assert (told.period, told.cumulative, told.yoy, told.rate) == (None, None, None, None)
    assert told.last == 1


@pytest.mark.parametrize(("then", "now"), [(2015, 2016), (2016, 2017)])
def test_last_years_february_is_met_in_leap_years_too(then: int, now: int) -> None:
    """GOV-15: the same month, however many days it has."""
    said = [Said(*_days(Period.month(then, 2)), Point(Decimal(7)))]

    assert base_of(said, Period.month(now, 2), FLOW) == 7
    assert base_of(said, Period.joint(now), FLOW) is None


def _days(period: Period) -> tuple[date, date]:
    return period.start, period.end
