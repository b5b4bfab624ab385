"""How figures add up, by hand and as laws."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reporting.rules.adding import (
    BLANK,
    Point,
    cumulative,
    current,
    over_places,
    over_time,
    value_of,
    yoy,
)

D = Decimal
NUMBERS = st.decimals(-(10**10), 10**10, places=6)
POINTS = st.one_of(st.just(BLANK), st.builds(Point, NUMBERS))


def points(*values: int | None) -> list[Point]:
    return [BLANK if value is None else Point(D(value)) for value in values]


@pytest.mark.parametrize(
    ("how", "entered", "values", "running", "month"),
    [
        ("sum", "period", (3, 4, 5), 12, 5),
        ("sum", "period", (3, None, 5), 8, 5),
        ("sum", "cumulative", (3, 7, 12), 12, 5),
        ("sum", "cumulative", (3, 7, None), 7, None),
        ("sum", "cumulative", (7, None, 12), 12, None),
        ("sum", "cumulative", (7,), 7, 7),
        ("latest", "period", (3, 7, 6), 6, 6),
        ("average", "period", (3, 4, 5), 4, 5),
        ("average", "cumulative", (3, 4, 5), 5, 5),
        ("none", "period", (3, 4, 5), None, 5),
        ("sum", "period", (None, None), None, None),
    ],
)
def test_the_month_and_the_running_total_follow_from_one_another(
    how: str, entered: str, values: tuple[int | None, ...], running: int | None, month: int | None
) -> None:
    """Rows 28, 32: derived, never typed twice; a blank is no nought."""
    said = points(*values)

    assert cumulative(how, entered, said) == running
    assert value_of(how, current(how, entered, said)) == month


def test_a_ratio_is_recomputed_from_its_parts_and_never_averaged() -> None:
    """Row 29: 50 of 100 and 1 of 900 are 5.1 %, not 25 %."""
    whole = over_places("ratio", [Point(None, D(50), D(100)), Point(None, D(1), D(900))])

    assert value_of("ratio", whole, "%") == D("5.1")
    assert value_of("ratio", whole, "倍") == D("0.051")
    assert value_of("ratio", Point(None, D(1), D(0)), "%") is None


def test_running_totals_of_a_ratio_give_the_month_by_their_parts() -> None:
    month = current("ratio", "cumulative", [Point(None, D(50), D(100)), Point(None, D(80), D(150))])

    assert (month.numerator, month.denominator) == (D(30), D(50))


def test_an_average_over_places_knows_how_many_said_something() -> None:
    whole = over_places("average", points(10, None, 20))

    assert (value_of("average", whole), whole.parts) == (D(15), 2)


def test_what_does_not_add_up_over_places_is_known_of_one_part_only() -> None:
    assert over_places("none", points(4)) == Point(D(4))
    assert over_places("none", points(4, 5)) == BLANK


@pytest.mark.parametrize(("base", "expected"), [(100, D(10)), (0, None), (-5, None), (None, None)])
def test_growth_over_nought_or_less_is_none(base: int | None, expected: D | None) -> None:
    """GOV-16."""
    assert yoy(D(110), None if base is None else D(base)) == expected


@given(st.lists(POINTS, max_size=30), st.integers(0, 30))
def test_places_add_up_however_they_are_grouped(parts: list[Point], cut: int) -> None:
    """To the last digit: city by city or all counties at once."""
    grouped = [over_places("sum", parts[:cut]), over_places("sum", parts[cut:])]

    assert over_places("sum", grouped) == over_places("sum", parts)


@given(st.lists(NUMBERS, min_size=1, max_size=12))
def test_months_and_running_totals_are_two_ways_to_say_the_same(months: list[D]) -> None:
    """Row 28: typed as months or as running totals, the year and the month agree."""
    totals = [sum(months[: number + 1], D(0)) for number in range(len(months))]
    typed = [Point(value) for value in months]
    running = [Point(value) for value in totals]

    assert over_time("sum", "period", typed).value == over_time("sum", "cumulative", running).value
    assert current("sum", "cumulative", running).value == months[-1]
