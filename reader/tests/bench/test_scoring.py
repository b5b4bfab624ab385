"""The scorer: its numbers are those of the yardstick that the gold came with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from luoshi_reader import as_record, read_plan
from luoshi_reader.bench.likeness import magnitude, near, similarity, without_place
from luoshi_reader.bench.scoring import TYPES, Tally, score

from reader.tests.bench.perturb import NAMES, gold, misread

ROOT = Path(__file__).parents[3]
#: The yardstick itself, where the checkout has it near.
YARDSTICK = [
    path for above in ROOT.parents if (path := above / "shared" / "gold" / "score.py").is_file()
]
EXPECTED = Path(__file__).parent / "expected.json"
HENAN = (ROOT / "examples" / "henan-2016.txt").read_bytes().decode()


def ours(predicted: list[dict[str, Any]], names: Iterable[str]) -> dict[str, Any]:
    sums = {kind: Tally() for kind in TYPES}
    for name in names:
        for kind, tally in score(gold(name), predicted).tallies.items():
            sums[kind] += tally
    return {
        kind: {
            "gold": tally.gold,
            "read": tally.read,
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "f1": round(tally.f1, 4),
            "fields": {name: round(tally.share(name), 4) for name in tally.fields},
        }
        for kind, tally in sums.items()
        if tally.gold or tally.read
    }


def test_misread_gold_scores_exactly_as_the_yardstick_says() -> None:
    predicted = [fact for name in NAMES for fact in misread(gold(name))]

    assert ours(predicted, NAMES) == json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_where_the_yardstick_is_at_hand_both_say_the_same_of_the_reader() -> None:
    document = read_plan(HENAN)
    read = [as_record(fact, document.source) for fact in document.facts]
    bent = [fact for name in NAMES for fact in misread(gold(name))]

    for path in YARDSTICK[:1]:
        spec = spec_from_file_location("yardstick", path)
        assert spec is not None
        assert spec.loader is not None
        yardstick = module_from_spec(spec)
        spec.loader.exec_module(yardstick)
        for predicted in (read, bent, misread(read)):
            theirs = yardstick.score(predicted, [gold(name) for name in NAMES])
            assert ours(predicted, NAMES) == theirs


@pytest.mark.parametrize("name", NAMES)
def test_the_gold_scores_full_marks_against_itself(name: str) -> None:
    facts = gold(name)

    found = score(facts, facts)

    assert not found.faults
    assert all(tally.f1 == 1 for tally in found.tallies.values() if tally.gold)


def test_nothing_read_scores_nothing_and_names_every_fact_missed() -> None:
    found = score(gold("home"), [])

    assert sum(tally.hits for tally in found.tallies.values()) == 0
    assert all(tally.f1 == 0 for tally in found.tallies.values())
    assert {fault.what.split()[0] for fault in found.faults} == {"missed"}


def test_a_wrong_field_is_a_fault_that_names_it() -> None:
    facts = [fact for fact in gold("food") if fact["type"] in {"figure", "assignment"}]
    bent = [{**fact, "kind": "?", "leads": []} for fact in facts]

    faults = score(facts, bent).faults

    assert {fault.what for fault in faults if fault.type == "figure"} == {"kind"}
    assert {fault.what for fault in faults if fault.type == "assignment"} == {"leads"}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("", None, 1.0),
        ("主营业务收入", "主营业务收入。", 1.0),
        ("甲乙", "丙丁", 0.0),
        ("甲", "甲乙", 2 / 3),
    ],
)
def test_likeness_is_the_share_of_character_pairs(
    one: str, other: str | None, alike: float
) -> None:
    assert similarity(one, other) == pytest.approx(alike)


def test_quantities_compare_in_base_units() -> None:
    assert magnitude(2.3, "亿部") == magnitude(23000, "万部")
    assert magnitude(1, "万亿元") == magnitude(10000, "亿元")
    assert magnitude(None, "个") == (None, "")


def test_facts_far_apart_are_not_near_however_long() -> None:
    fact = {"start": 0, "quote": "x" * 100}

    assert near(fact, {"start": 30, "quote": "x" * 300})
    assert not near(fact, {"start": 90, "quote": "x" * 300})
    assert not near(fact, {"start": 101, "quote": "x"})


def test_a_place_before_a_short_firm_name_makes_no_difference() -> None:
    assert without_place("漯河双汇", {"漯河"}) == "双汇"
    assert without_place("漯河甲", {"漯河"}) == "漯河甲"
