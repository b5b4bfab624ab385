"""A target's base is found and compared as the check LS101 does it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.plans.rules.bases import base_of, growth


@pytest.mark.parametrize(
    ("base", "target", "percent"),
    [
        (("4776", "亿元"), ("4975", "亿元"), "4.2"),
        (("2674", "亿元"), ("3000", "亿元"), "12.2"),
        (("2.1", "万辆"), ("2.8", "万辆"), "33.3"),
        (("2", "亿部"), ("23000", "万部"), "15.0"),
        (("1", "万亿元"), ("11330", "亿元"), "13.3"),
    ],
)
def test_growth_is_that_of_the_published_levels(
    base: tuple[str, str], target: tuple[str, str], percent: str
) -> None:
    """GOV-04, GOV-16, GOV-17."""
    got = growth((Decimal(base[0]), base[1]), (Decimal(target[0]), target[1]))

    assert got is not None
    assert round(got, 1) == Decimal(percent)


def test_growth_between_unlike_units_or_from_nothing_is_not_given() -> None:
    """GOV-16."""
    assert growth((Decimal(5), "亿元"), (Decimal(6), "万辆")) is None
    assert growth((Decimal(0), "亿元"), (Decimal(6), "亿元")) is None


def _figure(
    subject: str, indicator: str, year: int, unit: str = "亿元", kind: str = "actual"
) -> dict[str, Any]:
    return {
        "kind": kind,
        "subject_text": subject,
        "indicator_text": indicator,
        "year": year,
        "unit": unit,
        "value": 100,
        "scope": "province",
    }


TARGET = _figure("全省规模以上船舶工业", "主营业务收入", 2016, kind="target")


def test_the_base_is_last_years_figure_of_the_same_indicator_and_population() -> None:
    past = [
        ("other unit", _figure("全省船舶工业", "主营业务收入", 2015, "万吨")),
        ("two years ago", _figure("全省船舶工业", "主营业务收入", 2014)),
        ("other subject", _figure("造纸工业", "主营业务收入", 2015)),
        ("a target", _figure("全省船舶工业", "主营业务收入", 2015, kind="target")),
        ("right", _figure("我省船舶工业规模以上企业", "主营业务收入", 2015)),
    ]

    found = base_of(TARGET, past)

    assert found is not None
    assert found[0] == "right"


def test_another_industry_of_the_same_province_is_no_base() -> None:
    assert base_of(TARGET, [("x", _figure("全省造纸工业", "主营业务收入", 2015))]) is None


@pytest.mark.parametrize("change", [{"kind": "actual"}, {"value": None}, {"year": None}])
def test_what_is_no_target_with_a_level_and_a_year_has_no_base(change: dict[str, Any]) -> None:
    past = [("x", _figure("全省船舶工业", "主营业务收入", 2015))]

    assert base_of(TARGET, past) is not None
    assert base_of({**TARGET, **change}, past) is None


@given(st.decimals(1, 10**9, places=2), st.decimals(1, 10**9, places=2))
def test_growth_does_not_depend_on_the_unit_printed(base: Decimal, value: Decimal) -> None:
    plain = growth((base * 10_000, "吨"), (value * 10_000, "吨"))

    assert growth((base, "万吨"), (value, "万吨")) == plain
