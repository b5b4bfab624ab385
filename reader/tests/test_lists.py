"""Coordinations taken apart."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.text.lists import closings, split_list, split_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲、乙、丙", ["甲", "乙", "丙"]),
        ("甲、乙（丙、丁）、戊", ["甲", "乙（丙、丁）", "戊"]),
        ("“一网、双库”、平台", ["“一网、双库”", "平台"]),
        ("甲以及乙", ["甲以及乙"]),
        ("（不闭合、乙", ["（不闭合", "乙"]),
        ("、甲、、乙、", ["甲", "乙"]),
        ("", []),
    ],
)
def test_a_list_splits_at_its_signs_outside_brackets(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in split_list(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲、乙以及丙", ["甲", "乙", "丙"]),
        ("甲和乙及丙", ["甲", "乙", "丙"]),
        ("涉及甲、普及乙和丙", ["涉及甲", "普及乙", "丙"]),
        ("和谐社区与参与平台", ["和谐社区", "参与平台"]),
    ],
)
def test_words_join_too_unless_inside_other_words(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in split_words(text)] == expected


def test_a_member_knows_what_precedes_it() -> None:
    assert [each.joint for each in split_words("甲、乙以及丙")] == ["", "、", "以及"]


def test_brackets_are_paired_from_within() -> None:
    assert closings("（甲（乙）丙）") == {0: 6, 2: 4}
    assert closings("）甲（") == {}


@given(st.text(alphabet="甲乙、和及与以（）“”《》", max_size=40))
def test_members_are_in_order_and_joined_by_nothing_but_joints(text: str) -> None:
    members = split_words(text)

    assert all(0 <= each.start < each.end <= len(text) for each in members)
    assert all(a.end < b.start for a, b in itertools.pairwise(members))
    between = "".join(text[a.end : b.start] for a, b in itertools.pairwise(members))
    assert set(between) <= set("、和及与以")
