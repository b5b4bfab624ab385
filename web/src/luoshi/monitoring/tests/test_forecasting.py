"""Forecasts: honest about how little is known, tried on the past, kept with their numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.kernel.models import Entry, Notice
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.ledger.models import Target
from luoshi.monitoring import wording
from luoshi.monitoring.actions.forecasting import forecast_period
from luoshi.monitoring.actions.judging import light_up
from luoshi.monitoring.models import Forecast, Light
from luoshi.monitoring.rules.forecasting import PACE, Point, expected
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.reporting.api import Line

FLOWS = st.lists(st.floats(1, 100), min_size=2, max_size=11)


def points(flows: list[float]) -> list[Point]:
    return [Point((at + 1) / 12, sum(flows[: at + 1])) for at in range(len(flows))]


@given(FLOWS)
def test_the_interval_holds_the_forecast_and_is_never_a_line_before_the_year_ends(
    flows: list[float],
) -> None:
    seen = expected(points(flows), PACE, Decimal(500), lower=False, months=len(flows))

    assert seen is not None
    assert seen.low < seen.point < seen.high
    assert seen.chance is not None
    assert 0 <= seen.chance <= 1


@given(FLOWS, st.integers(1, 1000))
def test_a_higher_target_is_never_likelier(flows: list[float], more: int) -> None:
    low, high = (
        expected(points(flows), PACE, Decimal(target), lower=False, months=len(flows))
        for target in (300, 300 + more)
    )

    assert low is not None
    assert high is not None
    assert low.chance is not None
    assert high.chance is not None
    assert high.chance <= low.chance


def test_an_even_year_is_foretold_to_the_digit_and_the_past_holds() -> None:
    seen = expected(points([10.0] * 8), PACE, Decimal(120), lower=False, months=8)

    assert seen is not None
    assert seen.point == Decimal(120)
    assert (seen.error, seen.coverage) == (0, 100)


def test_fewer_than_six_months_give_a_wider_interval() -> None:
    few, more = (
        expected(points([10.0] * 5), PACE, None, lower=False, months=months) for months in (5, 6)
    )

    assert few is not None
    assert more is not None
    assert few.high - few.low > more.high - more.low


def test_a_year_that_is_over_is_what_it_was() -> None:
    seen = expected(points([10.0] * 12), PACE, Decimal(121), lower=False, months=12)

    assert seen is not None
    assert (seen.low, seen.point, seen.high, seen.chance) == (120, 120, 120, 0)


@pytest.fixture
def whole(db: None, tree: Any) -> Item:
    """Return the target of 120 亿元 in the hands of 省工信委, with figures of this year."""
    item, income = factories.item(), factories.series()
    Assignment.objects.create(
        item=item, agency=tree.industry, role="lead", sent_at=clock.now(), sent_by="wang"
    )
    Line.objects.create(
        form=factories.form(), code="1", position=1, kind="figure", title="收入", item=item,
        series=income,
    )  # fmt: skip
    for month in range(1, 7):
        factories.reading(income, tree.province, Period.month(2016, month), "9")
    return item


@pytest.mark.django_db
def test_last_years_months_say_how_a_year_is_spread(tree: Any, whole: Item) -> None:
    """Half of last year came in December: what is there by June is a bigger share than it seems."""
    for month in range(1, 13):
        value = "11" if month == 12 else "1"
        factories.reading(factories.series(), tree.province, Period.month(2015, month), value)
    light_up(agency=tree.province, period=JUNE)

    forecast_period(code="2016-06")
    forecast_period(code="2016-06")

    (seen,) = Forecast.objects.all()
    assert seen.method == "profile"
    assert seen.point is not None
    assert round(seen.point, 2) == Decimal(198)  # 54 ÷ (6 ÷ 22)
    assert seen.months == 6
    assert "上年各月进度" in wording.forecast(seen, "亿元")
    assert Entry.objects.filter(action="monitoring.forecasts.made").count() == 2


@pytest.mark.django_db
def test_without_last_year_the_year_runs_evenly(tree: Any, whole: Item) -> None:
    light_up(agency=tree.province, period=JUNE)

    forecast_period(code="2016-06")

    seen = Forecast.objects.get()
    assert seen.method == "pace"
    assert seen.point is not None
    assert round(seen.point, 1) == Decimal("108.6")  # 54 ÷ (182 ÷ 366)
    assert "按日均匀进度" in wording.forecast(seen, "亿元")


@pytest.mark.django_db
def test_what_turns_red_is_told_once(cast: Any, tree: Any, whole: Item) -> None:
    """Row 47: in the transaction that judges; judging again tells nobody anew."""
    Target.objects.update(hedge=False, value=Decimal(1200))

    for _again in range(2):
        light_up(agency=tree.province, period=JUNE)

    assert Light.objects.get().colour == "red"
    notices = Notice.objects.filter(kind="monitoring.red")
    assert {notice.title for notice in notices} == {"2016年6月新增红灯1项"}
    assert notices.count() == len({notice.login for notice in notices})
    assert cast.editor.login in {notice.login for notice in notices}
