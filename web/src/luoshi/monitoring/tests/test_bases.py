"""What a reading is made of, and what it is held against: last year on a basis that compares."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from luoshi.enterprises.api import Enterprise
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Indicator
from luoshi.monitoring import wording
from luoshi.monitoring.models import Light, Reading
from luoshi.monitoring.queries.series import Month, sources, year_of
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.monitoring.tests.history import History
from luoshi.reporting.api import Base, Series

pytestmark = pytest.mark.django_db
MONTHS = tuple(Period.month(2016, month) for month in (1, 2, 3))


@pytest.fixture
def output(db: None) -> Indicator:
    return Indicator.objects.create(name="新能源汽车产量", unit="辆")


def base(series: Series, agency: Any, month: Period, published: int, adjusted: int | None) -> None:
    Base.objects.create(
        series=series, agency=agency, period_code=month.code, start=month.start, end=month.end,
        published=published, adjusted=adjusted, source="2015年统计年报",
    )  # fmt: skip


def march(series: Series, agency: Any) -> Month:
    return year_of(series, agency, 2016, MONTHS)[-1]


def test_bases_by_the_month_are_added_before_they_are_compared(tree: Any) -> None:
    """GOV-15: 1-3月 30 against 25 as published (+20 %) and 24 as adjusted (+25 %)."""
    series = factories.series()
    for month, published, adjusted in zip(MONTHS, (10, 5, 10), (9, 5, 10), strict=True):
        factories.reading(series, tree.luoyang, month, "10")
        base(series, tree.luoyang, month.last_year(), published, adjusted)

    assert (march(series, tree.luoyang).nominal, march(series, tree.luoyang).comparable) == (20, 25)


def test_a_part_of_last_year_is_nothing_to_grow_from(tree: Any) -> None:
    """GOV-15, GOV-16: one month of three known would make the year look threefold."""
    series = factories.series()
    for month in MONTHS:
        factories.reading(series, tree.luoyang, month, "10")
    base(series, tree.luoyang, MONTHS[-1].last_year(), 10, None)

    assert march(series, tree.luoyang).nominal is None
    assert march(series, tree.luoyang).comparable is None
    for month in MONTHS[:2]:
        factories.reading(series, tree.luoyang, month.last_year(), "10")
    assert march(series, tree.luoyang).nominal == 0


def test_where_running_totals_are_typed_the_last_base_is_the_total(tree: Any) -> None:
    """GOV-15."""
    series = factories.series("出口额", entered="cumulative")
    for month, total in zip(MONTHS, ("10", "20", "33"), strict=True):
        factories.reading(series, tree.luoyang, month, total)
    base(series, tree.luoyang, MONTHS[-1].last_year(), 30, 22)

    assert (march(series, tree.luoyang).nominal, march(series, tree.luoyang).comparable) == (10, 50)


def test_a_published_rate_is_held_against_a_rate_and_never_added(tree: Any) -> None:
    """Row 29: rates are recomputed from their parts or said as they were published."""
    ways = {"over_time": "ratio", "over_places": "ratio"}
    by_month = factories.series("配套率", unit="%", **ways)
    running = factories.series("累计配套率", unit="%", entered="cumulative", **ways)
    for series in (by_month, running):
        for month in MONTHS:
            row = factories.reading(series, tree.luoyang, month, "0")
            Reading.objects.filter(pk=row.pk).update(value=None, numerator=1, denominator=2)
            base(series, tree.luoyang, month.last_year(), 40, None)

    assert march(by_month, tree.luoyang).nominal is None
    assert march(running, tree.luoyang).nominal == 25


def test_what_waits_to_be_accepted_is_no_source_of_a_reading(tree: Any, output: Indicator) -> None:
    """Every figure leads to the version it comes from, not to the last one that was sent."""
    history = History.of([output])
    duty = history.duty(tree.jinshui, JUNE)
    history.accept(history.submit(duty, {0: Decimal(120)}), tree.zhengzhou)
    history.submit(duty, {0: Decimal(999)})
    series = Series.objects.get(indicator=output)

    assert Reading.objects.get(series=series, agency=tree.jinshui).value == 120
    for agency in (tree.jinshui, tree.zhengzhou):
        assert [figure.value for figure in sources(series, agency, JUNE)] == [120]
    assert not sources(series, tree.province, JUNE)


def test_an_industry_leads_to_the_firms_counted_in_it(tree: Any, output: Indicator) -> None:
    """Row 12."""
    history = History.of([output], said_by="enterprise")
    for name, industry, made in (("甲公司", "汽车", 7), ("乙公司", "电子", 8)):
        firm = Enterprise.objects.create(name=name, agency=tree.jinshui, industry=industry)
        sent = history.submit(history.duty(tree.jinshui, JUNE, firm), {0: Decimal(made)})
        history.accept(sent, tree.jinshui)
    series = Series.objects.get(indicator=output, breakdown="行业：汽车")

    assert [figure.value for figure in sources(series, tree.jinshui, JUNE)] == [7]


def test_a_light_says_on_which_basis_it_was_judged() -> None:
    """GOV-15: the words of a light that was decided by growth."""
    kept = {"measure": "growth", "number": "9.6", "threshold": "10", "basis": "comparable"}
    told = wording.why(Light(numbers=kept))
    nominal = wording.why(Light(numbers={**kept, "basis": "nominal"}))

    assert told == "同比（可比口径）增长9.6%，应增长10%。"
    assert nominal == "同比（名义）增长9.6%，应增长10%。"
