"""Due dates, growth and bases follow from what is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger import rules


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("10月", date(2016, 10, 31)),
        ("2016年上半年", date(2016, 6, 30)),
        ("2016年年底前", date(2016, 12, 31)),
        ("2018年", date(2018, 12, 31)),
        ("2017年2月底前", date(2017, 2, 28)),
        ("一季度", date(2016, 3, 31)),
        ("三季度末", date(2016, 9, 30)),
        ("下半年", date(2016, 12, 31)),
        ("从2016年起，3年内", date(2016, 12, 31)),
        ("近期", None),
        ("", None),
        (None, None),
    ],
)
def test_a_due_phrase_ends_on_the_last_day_it_allows(text: str | None, due: date | None) -> None:
    assert rules.due_on(text, 2016) == due


def test_a_due_phrase_without_any_year_has_no_date() -> None:
    assert rules.due_on("10月", None) is None


@given(st.text(max_size=30), st.integers(1990, 2090))
def test_no_due_phrase_breaks_the_rule(text: str, year: int) -> None:
    rules.due_on(text, year)


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
    got = rules.growth((Decimal(base[0]), base[1]), (Decimal(target[0]), target[1]))

    assert got is not None
    assert rules.half_up(got) == Decimal(percent)


def test_growth_between_unlike_units_or_from_nothing_is_not_given() -> None:
    """GOV-16."""
    assert rules.growth((Decimal(5), "亿元"), (Decimal(6), "万辆")) is None
    assert rules.growth((Decimal(0), "亿元"), (Decimal(6), "亿元")) is None


def test_rounding_is_half_up() -> None:
    """GOV-16: where Python's own rounding gives 0.12."""
    assert rules.half_up(Decimal("0.125"), 2) == Decimal("0.13")


OUTLINE: list[dict[str, Any]] = [
    {"level": 1, "number": None, "title": "计划", "start": 0},
    {"level": 2, "number": 1, "title": "总体要求", "start": 10},
    {"level": 3, "number": 1, "title": "工作目标", "start": 20},
    {"level": 2, "number": 2, "title": "重点工作", "start": 50},
    {"level": 4, "number": 1, "title": "整机", "start": 60},
]


@pytest.mark.parametrize(
    ("start", "place"),
    [
        (5, (None, None, "")),
        (15, (1, None, "总体要求")),
        (30, (1, 1, "工作目标")),
        (55, (2, None, "重点工作")),
        (70, (2, None, "整机")),
    ],
)
def test_a_place_stands_under_the_last_heading_before_it(
    start: int, place: tuple[int | None, int | None, str]
) -> None:
    assert rules.heading_of(OUTLINE, start) == place


def test_a_row_of_a_whole_section_covers_its_measures() -> None:
    assert rules.covers([[2, None]], 2, 3)
    assert rules.covers([[2, 3]], 2, 3)
    assert not rules.covers([[2, 3]], 2, None)
    assert not rules.covers([], 2, 3)


def _figure(subject: str, indicator: str, year: int, unit: str = "亿元") -> dict[str, object]:
    return {
        "subject_text": subject,
        "indicator_text": indicator,
        "year": year,
        "unit": unit,
        "value": 100,
    }


def test_the_base_is_last_years_figure_of_the_same_indicator_and_subject() -> None:
    past = [
        ("other unit", _figure("全省船舶工业", "产量", 2015, "万吨")),
        ("two years ago", _figure("全省船舶工业", "主营业务收入", 2014)),
        ("other subject", _figure("造纸工业", "主营业务收入", 2015)),
        ("right", _figure("我省船舶工业规模以上企业", "主营业务收入", 2015)),
    ]

    found = rules.base_of(_figure("全省规模以上船舶工业", "主营业务收入", 2016), past)

    assert found is not None
    assert found[0] == "right"


def test_a_target_without_a_like_figure_has_no_base() -> None:
    assert (
        rules.base_of(_figure("船舶工业", "产值", 2016), [("x", _figure("造纸业", "产值", 2015))])
        is None
    )
