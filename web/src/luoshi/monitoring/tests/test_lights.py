"""One set of data under five published rules gives five colourings (GOV-06)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.monitoring.rules.lights import (
    BadSetting,
    Colour,
    Measure,
    Preset,
    Seen,
    checked,
    judge,
    met,
    needed,
)

D = Decimal
JUNE: Final = date(2016, 6, 30)
END: Final = date(2016, 12, 31)


def seen(done: str, growth: str, *, due_on: date = END) -> Seen:
    """Half of the year is over; the whole is a hundred, planned to grow by ten per cent."""
    return Seen(
        day=JUNE,
        reported=True,
        done=D(done),
        target=D(100),
        pace=D("0.5"),
        growth=D(growth),
        plan_growth=D(10),
        average=D(6),
        due_on=due_on,
    )


#: One set of data: name → what is seen, in the order of the colourings below.
DATA: Final = {
    "ahead": seen("55", "12"),
    "a little behind": seen("45", "11"),
    "fifteen points behind": seen("35", "7"),
    "at the half of its pace": seen("25", "5"),
    "far behind": seen("15", "3"),
    "ahead and due in three weeks": seen("60", "8", due_on=date(2016, 7, 20)),
    "overdue": seen("70", "13", due_on=date(2016, 6, 20)),
    "met": seen("100", "-4"),
    "silent": replace(seen("0", "0"), done=None, growth=None, reported=False),
}
G, Y, R, B, N = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.BLUE, Colour.NONE
COLOURINGS: Final = {
    Preset.YINCHUAN: (G, G, Y, Y, R, G, R, G, N),
    Preset.SANYA: (G, Y, Y, Y, R, G, R, G, N),
    Preset.WUHAN: (G, G, Y, R, R, G, R, G, N),
    Preset.TIANJIN: (G, G, Y, R, R, Y, R, G, N),
    Preset.SUQIAN: (G, Y, Y, Y, Y, B, R, G, N),
}


@pytest.mark.parametrize("preset", list(Preset))
def test_the_same_data_has_the_colours_that_each_rule_publishes(preset: Preset) -> None:
    """GOV-06: 10/30 points, any shortfall and half, 80/60 per cent, growth, dates."""
    settings = checked(preset, {})
    found = tuple(judge(preset, settings, each).colour for each in DATA.values())
    assert found == COLOURINGS[preset]
    assert len(set(COLOURINGS.values())) == 5, "five rules, five colourings"


def test_thresholds_hold_at_their_very_edge() -> None:
    """银川: 10 points are yellow already, 30 not yet red; 三亚: half is not yet more than half."""
    gap, short = checked("yinchuan", {}), checked("sanya", {})
    for done, colour in (("40.1", G), ("40", Y), ("20", Y), ("19.9", R)):
        assert judge("yinchuan", gap, seen(done, "0")).colour == colour
    for done, colour in (("50", G), ("49.9", Y), ("25", Y), ("24.9", R)):
        assert judge("sanya", short, seen(done, "0")).colour == colour


def test_the_words_of_the_plan_decide_when_a_target_is_met() -> None:
    """突破 is more than, 左右 allows a bit less, 不超过 runs the other way and only at the end."""
    at = seen("100", "0")
    assert met(at)
    assert not met(replace(at, op=">"))
    assert met(replace(at, op=">", done=D("100.01")))
    assert met(replace(at, op="~", done=D(95)))
    assert not met(replace(at, op=">=", done=D(95)))
    limit = replace(at, op="<=", lower=True, done=D(90))
    assert not met(limit), "half of the year is still to come"
    assert met(replace(limit, day=END))
    assert met(replace(limit, level=True))
    assert not met(replace(limit, op="<", done=D(100), day=END))


def test_an_allowance_used_up_too_fast_is_behind() -> None:
    """Lower is better: 60 of 100 used at half time is ten points behind."""
    used = replace(seen("60", "0"), op="<=", lower=True, growth=None)
    assert used.gap == -10
    assert judge("yinchuan", checked("yinchuan", {}), used).colour == Y
    assert judge("wuhan", checked("wuhan", {}), replace(used, done=D(90))).colour == R
    assert judge("sanya", checked("sanya", {}), replace(used, done=D(40))).colour == G


def test_a_hedged_promise_is_yellow_at_worst_unless_the_rule_says_otherwise() -> None:
    hedged = replace(DATA["far behind"], hedge=True)
    assert judge("yinchuan", checked("yinchuan", {}), hedged).colour == Y
    assert judge("yinchuan", checked("yinchuan", {"hedge_yellow": 0}), hedged).colour == R


def test_nearly_there_at_the_end_of_the_year_is_not_green() -> None:
    almost = replace(seen("95", "0"), day=END, pace=D(1))
    verdict = judge("yinchuan", checked("yinchuan", {}), almost)
    assert (verdict.colour, verdict.measure) == (Y, Measure.AT_THE_END)
    assert needed("yinchuan", checked("yinchuan", {}), almost) == 5


@pytest.mark.parametrize("preset", list(Preset))
def test_what_has_no_figure_is_judged_by_its_dates_and_what_was_said(preset: Preset) -> None:
    settings = checked(preset, {})
    due = Seen(day=JUNE, reported=True, due_on=END)

    def colour(**fields: object) -> Colour:
        return judge(preset, settings, replace(due, **fields)).colour  # type: ignore[arg-type]

    assert colour() == G
    assert colour(reported=False) == N
    assert colour(due_on=None, reported=False) == N
    assert colour(due_on=date(2016, 6, 29), reported=False) == R
    assert colour(due_on=date(2016, 6, 1), finished_on=date(2016, 5, 31)) == G
    assert colour(late_since=date(2016, 5, 31)) == Y
    assert colour(late_since=date(2016, 3, 31)) == R
    assert colour(due_on=date(2016, 7, 10)) == (B if preset == Preset.SUQIAN else G)


def test_growth_alone_is_held_against_the_plan_and_the_average() -> None:
    only = Seen(day=JUNE, reported=True, growth=D(7), plan_growth=D(10), average=D(6))
    for preset in Preset:
        assert judge(preset, checked(preset, {}), only).colour == Y
        assert judge(preset, checked(preset, {}), replace(only, growth=D(5))).colour == R
        assert judge(preset, checked(preset, {}), replace(only, growth=None)).colour == N


@given(
    preset=st.sampled_from([Preset.YINCHUAN, Preset.SANYA, Preset.WUHAN, Preset.SUQIAN]),
    done=st.decimals(0, 200, places=2),
    pace=st.decimals("0.01", 1, places=3),
    op=st.sampled_from(["", "=", ">=", ">", "~"]),
    step=st.sampled_from([D(1), D("0.01")]),
)
def test_what_turns_a_light_green_is_the_least_that_does(
    preset: Preset, done: Decimal, pace: Decimal, op: str, step: Decimal
) -> None:
    """GOV-07: what happens next is said in numbers, and the numbers are true."""
    settings = checked(preset, {})
    case = replace(seen("0", "0"), done=done, pace=pace, op=op)
    more = needed(preset, settings, case, step)
    assert more is not None
    good = (Colour.GREEN, Colour.BLUE)
    assert judge(preset, settings, replace(case, done=done + more)).colour in good
    if more:
        less = replace(case, done=done + more - step)
        assert judge(preset, settings, less).colour not in good


@given(
    preset=st.sampled_from(list(Preset)),
    done=st.decimals(0, 99, places=1),
    more=st.decimals(0, 50, places=1),
    pace=st.decimals("0.01", 1, places=2),
)
def test_more_done_is_never_worse(
    preset: Preset, done: Decimal, more: Decimal, pace: Decimal
) -> None:
    order = {R: 0, Y: 1, B: 2, G: 2}
    settings = checked(preset, {})
    case = replace(seen("0", "7"), done=done, pace=pace)
    after = replace(case, done=done + more)
    before, then = (order[judge(preset, settings, each).colour] for each in (case, after))
    assert then >= before


@pytest.mark.parametrize(
    ("preset", "given_", "key"),
    [
        ("paris", {}, "preset"),
        ("sanya", {"yellow": 3}, "yellow"),
        ("yinchuan", {"red": "many"}, "red"),
        ("yinchuan", {"red": "NaN"}, "red"),
        ("yinchuan", {"yellow": 40}, "red"),
        ("wuhan", {"red": 90}, "red"),
        ("suqian", {"soon": 0}, "soon"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(
    preset: str, given_: dict[str, object], key: str
) -> None:
    with pytest.raises(BadSetting) as refused:
        checked(preset, given_)
    assert refused.value.key == key
