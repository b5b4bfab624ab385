"""Benchmarks: best, median and gap as a law of numbers, and what a city may see of its peers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from luoshi.agencies.api import Agency
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.monitoring.rules.peers import beside
from luoshi.monitoring.rules.ranking import median, places
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE

LogIn = Callable[[Any], Client]
VALUES = st.dictionaries(
    st.integers(1, 30), st.decimals(-1000, 1000, places=2), min_size=2, max_size=20
)


@given(VALUES, st.booleans())
def test_the_best_has_no_gap_and_nobody_is_ahead_of_it(
    values: dict[int, Decimal],
    lower: bool,  # noqa: FBT001
) -> None:
    """Row 109."""
    for one in values:
        stands = beside(values, one, lower=lower)
        assert stands is not None
        assert stands.to_best is not None
        assert stands.to_best <= 0
        assert (stands.to_best == 0) == (one in stands.best_of) == (stands.place == 1)


@given(st.lists(st.decimals(-100, 100, places=1), min_size=1))
def test_half_lie_at_or_above_the_median_and_half_at_or_below(values: list[Decimal]) -> None:
    middle = median(values)

    assert middle is not None
    assert sum(value >= middle for value in values) * 2 >= len(values)
    assert sum(value <= middle for value in values) * 2 >= len(values)


def test_equals_share_a_place_and_the_next_counts_them_all() -> None:
    found = places([Decimal(9), Decimal(7), None, Decimal(7), Decimal(5)])

    assert found == [1, 2, None, 2, 4]


def test_one_alone_has_no_peers() -> None:
    assert beside({1: Decimal(3)}, 1, lower=False) is None


@pytest.fixture
def incomes(henan: None, tree: Any) -> Item:
    """Return a lit item; 郑州 grew by 10 %, 洛阳 by 20 %, 开封 by 5 %."""
    income, item = factories.series(), factories.item()
    kaifeng = Agency.objects.get(code="410200")
    for agency, now in ((tree.zhengzhou, "110"), (tree.luoyang, "120"), (kaifeng, "105")):
        factories.reading(income, agency, JUNE.last_year(), "100")
        factories.reading(income, agency, JUNE, now)
        factories.light(item, agency, "green")
    factories.light(item, tree.province, "green")
    return item


@pytest.mark.django_db
def test_a_city_stands_beside_the_best_and_the_median(
    cast: Any, log_in: LogIn, incomes: Item, tree: Any
) -> None:
    page = log_in(cast.city).get(reverse("monitoring:benchmark")).context["page"]

    (row,) = page.rows
    assert row.measure == "累计同比增速（名义）"
    assert row.cells == ("10.0", "20.0", "10.0", "−10.0", "0.0")
    assert row.stands.place == 2
    assert page.sentence == f"2016年6月，{tree.zhengzhou}在1项指标中0项居首，0项低于同级中位数。"


@pytest.mark.django_db
def test_a_city_does_not_learn_which_other_city_is_best(
    cast: Any, log_in: LogIn, incomes: Item
) -> None:
    """SEC-14: the number of the best, not its name."""
    city = log_in(cast.city).get(reverse("monitoring:benchmark")).content.decode()
    province = log_in(cast.editor).get(reverse("monitoring:benchmark")).content.decode()

    assert "洛阳市" not in city
    assert "洛阳市" in province


@pytest.mark.django_db
def test_where_lower_is_better_the_lowest_is_best(
    cast: Any, log_in: LogIn, henan: None, tree: Any
) -> None:
    energy = factories.series("单位能耗", "吨", better="lower", over_time="latest")
    item = factories.item()
    for agency, value in ((tree.zhengzhou, "3"), (tree.luoyang, "2")):
        factories.reading(energy, agency, JUNE, value)
        factories.light(item, agency, "green")

    (row,) = log_in(cast.city).get(reverse("monitoring:benchmark")).context["page"].rows

    assert (row.cells[1], row.cells[3], row.stands.place) == ("2.0", "−1.0", 2)


@pytest.mark.django_db
def test_a_period_without_a_figure_is_not_compared(
    cast: Any, log_in: LogIn, incomes: Item, tree: Any
) -> None:
    """Row 32: blank is not nought."""
    income = factories.series()
    factories.reading(income, tree.zhengzhou, Period.month(2016, 7), "5")
    factories.light(incomes, tree.zhengzhou, "green", Period.month(2016, 7))

    page = log_in(cast.city).get(reverse("monitoring:benchmark")).context["page"]

    assert page.rows == []
