"""Numbers that belong to the members of a list one by one: 甲、乙产值分别增长9%、8%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from luoshi_reader.extract.measures import Mention
from luoshi_reader.extract.owners import measure_of, part
from luoshi_reader.structure.clauses import Stretch
from luoshi_reader.text.comparators import Comparison
from luoshi_reader.text.lists import split_list, split_words
from luoshi_reader.text.quantities import Quantity

_JOINTS: Final = frozenset({"、", "和", "，", "与"})


def run(text: str, read: Sequence[tuple[Quantity, Comparison]], at: int) -> int:
    """Return how many numbers from `at` on stand in a row with nothing but 、 or 和 between."""
    length = 1
    while at + length < len(read):
        before, after = read[at + length - 1][1].end, read[at + length][1].start
        if text[before:after] not in _JOINTS:
            break
        length += 1
    return length


def apart(text: str, found: Mention, read: Sequence[tuple[Quantity, Comparison]]) -> list[Mention]:
    """Return one mention a member with its own number; none where the lists do not match."""
    low, high = found.name.start, found.name.end
    for members in (split_list(text, low, high), split_words(text, low, high)):
        if len(members) == len(read):
            break
    else:
        return []
    tail, owns = _tail(text, Stretch(members[-1].start, members[-1].end))
    return [
        replace(
            found,
            quantity=quantity,
            compared=compared,
            name=Stretch(member.start, member.end),
            tail=tail,
            owns=owns,
        )
        for member, (quantity, compared) in zip(members, read, strict=True)
    ]


def _tail(text: str, last: Stretch) -> tuple[Stretch | None, bool]:
    """Return what the members share, and whether they own it.

    产值 of 装备产业产值 belongs to each industry; 产量 of 棉花产量 ends each product's own name.
    """
    if (of := text.find("占", last.start, last.end)) > 0:
        measure = measure_of(text[last.start : of])
        return Stretch(of - len(measure), last.end), False
    parted = part(text, last)
    if not parted.named:
        return None, False
    if parted.owner.start < parted.owner.end:
        return parted.indicator, True
    measure = measure_of(text[last.start : last.end])
    return Stretch(last.end - len(measure), last.end), False
