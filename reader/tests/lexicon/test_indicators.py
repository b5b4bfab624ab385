"""Indicators that go by several names."""

from __future__ import annotations

from itertools import chain

import pytest
from luoshi_reader.lexicon.indicators import SYNONYMS


def test_no_name_belongs_to_two_indicators() -> None:
    names = [*SYNONYMS, *chain.from_iterable(SYNONYMS.values())]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("GDP", "地区生产总值"),
        ("社零", "社会消费品零售总额"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("R&D经费投入强度", "研发经费投入强度"),
        ("单位GDP能耗", "单位地区生产总值能耗"),
    ],
)
def test_short_and_long_names_are_one(name: str, usual: str) -> None:
    assert name in SYNONYMS[usual]
