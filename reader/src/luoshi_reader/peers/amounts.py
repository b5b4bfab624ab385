"""Numbers, ordinals and percentages found in a sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from luoshi_reader.peers.views import entity, view
from luoshi_reader.text.numbers import Number
from luoshi_reader.text.quantities import measures, ratios
from luoshi_reader.text.ranges import ranges
from luoshi_reader.text.standing import ordinals, standing

Row = dict[str, Any]


def number(row: Row) -> Row:
    """Answer with the numbers of a sentence; 余, 多 and 几 count only inside a number."""
    folded = view(row["input"])
    found = [
        entity(folded, one.start, one.end - _open(folded.text, one), value=_shown(one.whole))
        for one in standing(folded.text)
    ]
    return {"entities": found}


def ordinal(row: Row) -> Row:
    """Answer with the ordinals: 第三."""
    folded = view(row["input"])
    return {
        "entities": [
            entity(folded, one.start, one.end, value=_shown(one.whole))
            for one in ordinals(folded.text)
        ]
    }


def percentage(row: Row) -> Row:
    """Answer with 百分之五, 5%, 六个百分点 and 十成."""
    folded = view(row["input"])
    return {
        "entities": [
            entity(folded, one.start, one.end, value=_shown(one.value) + "%")
            for one in ratios(folded.text)
        ]
    }


def numberrange(row: Row) -> Row:
    """Answer with the ranges of a sentence as operators and numbers."""
    folded = view(row["input"])
    return {
        "entities": [
            entity(
                folded, one.start, one.end, ops=[[op, _shown(value)] for op, value in one.bounds]
            )
            for one in ranges(folded.text)
        ]
    }


def dimension(row: Row) -> Row:
    """Answer with lengths, weights, powers and other measures and their values."""
    folded = view(row["input"])
    return {
        "entities": [
            entity(folded, one.start, one.end, value=_shown(one.whole), unit=one.noun)
            for one in measures(folded.text)
        ]
    }


def _open(text: str, one: Number) -> int:
    """Return 1 where a number ends in 余 or 多."""
    return int(one.more and text[one.end - 1] in "余多")


def _shown(value: Decimal) -> str:
    return str(value)
