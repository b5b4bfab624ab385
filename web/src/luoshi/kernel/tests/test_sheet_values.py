"""Numbers, words, dates and answers, read as people write them in sheets (USE-03)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.sheets.values import day, flag, number, text, whole

MARCH = date(2016, 3, 1)


@pytest.mark.parametrize(
    ("raw", "unit", "value"),
    [
        ("(12)", "", "-12"),
        ("−3.50", "", "-3.5"),
        ("1.2亿", "万元", "12000"),
        ("3万亿元", "亿元", "30000"),
        ("9.6％", "%", "9.6"),
        ("12 500", "", "12500"),
        ("￥5", "元", "5"),
        (0.1 + 0.2, "", "0.3"),
        ("1E3", "", "1000"),
    ],
)
def test_numbers_are_read_as_they_are_written(raw: Any, unit: str, value: str) -> None:
    """USE-03."""
    assert number(raw, unit) == Decimal(value)


@pytest.mark.parametrize("raw", ["", "十二", "12%", "(12", "12)", "1,2345", "--5", True, "1.2.3"])
def test_what_is_no_number_is_not_guessed(raw: Any) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(raw)


@given(st.decimals(-(10**12), 10**12, places=4))
def test_a_number_is_the_same_however_it_is_written(value: Decimal) -> None:
    """USE-03."""
    wide = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")

    assert number(f"{value:f}") == value
    assert number(f"{value:,.4f}") == value
    assert number(f"{value:,.4f}".translate(wide)) == value
    assert number(f"{value:f}万") == value * 10_000
    assert number(f"{value:f}万元", "亿元") == value / 10_000


def test_words_dates_and_answers_are_read_from_whatever_a_sheet_holds() -> None:
    assert text(410100.0) == "410100"
    assert text(MARCH) == "2016-03-01"
    assert whole("１２") == 12
    assert day(date(2016, 3, 1)) == day("２０１６．３．１") == day(20160301) == date(2016, 3, 1)
    assert flag("否") is flag(0) is flag("×") is False
