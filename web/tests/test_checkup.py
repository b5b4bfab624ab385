"""配置体检 of the whole house: every probe fires, is quiet where all is well, costs the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from luoshi.kernel import checkup
from luoshi.kernel.checkup import Probe

from web.tests.breaking import BREAKS
from web.tests.soundness import World, sound

#: There are two years to forget, and three kinds of administrators.
MOST = {"AG05": 1, "AC02": 3}
#: A circle has at least two indicators.
EACH = {"IN03": 2}


@pytest.fixture
def world(cast: Any, tree: Any) -> World:
    """Return a house in which nothing is wrong."""
    return sound(cast, tree)


def look(code: str) -> tuple[set[str], int]:
    """Return what a probe finds, and in how many statements."""
    probe = next(one for one in checkup.probes() if one.code == code)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = list(probe.find())
    assert all(row.words and row.url.startswith("/") for row in found)
    assert len({row.thing for row in found}) == len(found)
    return {row.thing for row in found}, len(asked)


def test_there_is_a_way_to_break_for_every_probe() -> None:
    """Row 43: at least twenty, and none without its test."""
    assert {one.code for one in checkup.probes()} == set(BREAKS)
    assert len(BREAKS) >= 20


def test_nothing_is_wrong_in_a_sound_house(world: World) -> None:
    """Row 43: each probe that does not fire where all is well."""
    wrong = {one.code: list(one.find()) for one in checkup.probes()}

    assert {code: found for code, found in wrong.items() if found} == {}


@pytest.mark.parametrize("code", BREAKS)
def test_a_probe_finds_what_was_broken_at_the_same_cost_however_much(
    world: World, code: str
) -> None:
    """Row 43: statements pinned, once with one offending row and once with four."""
    breaks, statements = BREAKS[code]
    breaks(world)

    each = EACH.get(code, 1)
    first, cost = look(code)
    assert (len(first), cost) == (each, statements)

    most = MOST.get(code, 4)
    for _again in range(most - 1):
        breaks(world)
    found, cost = look(code)
    assert first <= found
    assert (len(found), cost) == (most * each, statements)


def test_every_probe_says_what_it_means_and_how_to_mend_it() -> None:
    probes: list[Probe] = checkup.probes()

    assert all(str(one.title) and str(one.meaning).endswith("。") for one in probes)
    assert all(str(one.remedy).endswith("。") and one.acts for one in probes)
