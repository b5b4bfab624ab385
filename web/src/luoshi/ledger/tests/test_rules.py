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
