"""Rounding as statisticians round, and only for display (GOV-16)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.rounding import adds_up, growth, half_up, points_text, rate_text, share

NUMBERS = st.decimals(-(10**9), 10**9, places=6)
BASES = st.decimals("0.000001", 10**9, places=6)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.5", 0, "3"),
        ("9.65", 1, "9.7"),
        ("-0.04", 1, "0.0"),
        ("12500", 1, "12500.0"),
    ],
)
def test_a_half_is_rounded_up_and_nought_has_no_sign(value: str, decimals: int, shown: str) -> None:
    """GOV-16."""
    assert f"{half_up(Decimal(value), decimals):f}" == shown


@given(NUMBERS, st.integers(0, 4))
def test_what_is_shown_is_at_most_half_a_unit_away(value: Decimal, decimals: int) -> None:
    """GOV-16."""
    away = abs(Fraction(half_up(value, decimals)) - Fraction(value))

    assert away <= Fraction(1, 2 * 10**decimals)
    assert half_up(half_up(value, decimals), decimals) == half_up(value, decimals)
    assert half_up(-value, decimals) == -half_up(value, decimals)


@given(NUMBERS, st.decimals(-(10**9), 0, places=6))
def test_over_a_base_that_is_not_above_nought_there_is_no_rate(
    value: Decimal, base: Decimal
) -> None:
    """GOV-16."""
    assert share(value, base) is None
    assert rate_text(growth(value, base)) == "—"


@given(BASES)
def test_what_stayed_the_same_grew_by_nothing(base: Decimal) -> None:
    assert growth(base, base) == 0
    assert rate_text(growth(base + base, base)) == "100.0%"


def test_what_is_missing_is_not_nought() -> None:
    assert growth(None, Decimal(1)) is None
    assert share(Decimal(1), None) is None
    assert points_text(None) == "—"
    assert rate_text(Decimal(0)) == "0.0%"


def test_rates_have_one_decimal_and_their_difference_is_in_points() -> None:
    """GOV-16."""
    assert rate_text(growth(Decimal(12500), Decimal(11404))) == "9.6%"
    assert points_text(Decimal("9.61") - Decimal("8.4")) == "1.2个百分点"
    assert points_text(Decimal("-0.35")) == "-0.4个百分点"


def test_parts_that_do_not_add_up_as_shown_are_noticed() -> None:
    """GOV-16: the footnote."""
    third = Decimal(10) / 3

    assert not adds_up([third, third, third], Decimal(10), 1)
    assert adds_up([Decimal("3.3"), Decimal("6.7")], Decimal(10), 1)
