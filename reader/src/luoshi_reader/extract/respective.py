"""Numbers that belong to the members of a list one by one: 甲、乙产值分别增长9%、8%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from luoshi_reader.extract.measures import Mention
from luoshi_reader.extract.owners import area_end, measure_of, part
from luoshi_reader.extract.years import Said
from luoshi_reader.structure.clauses import Stretch
from luoshi_reader.text.comparators import Comparison
from luoshi_reader.text.lists import split_list, split_words
from luoshi_reader.text.quantities import Quantity

#: 第一、二、三产业: members that are no words of their own.
_ORDINAL: Final = re.compile("第?[一二三][、，]")
#: 城镇、农村居民收入: the kinds of place that share the people behind the last.
_KINDS: Final = re.compile("城镇|农村|城市|乡村|城乡")
#: 城乡居民收入分别增长6%和7%: town and country, a character each.
_BOTH: Final = "城乡"
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
    if _ORDINAL.match(text, low):
        return []
    at = area_end(text, found.name)
    if len(read) == len(_BOTH) and text.startswith(_BOTH, at):
        owners = [Stretch(low, at + 1), Stretch(at + 1, at + 2)]
        return _each(found, owners, read, Stretch(at + 2, high), owns=False)
    for members in (split_list(text, low, high), split_words(text, low, high)):
        if len(members) == len(read):
            break
    else:
        return []
    names = [Stretch(each.start, each.end) for each in members]
    if all(text.find("级", *each) > 0 for each in names) and text.endswith("级", *names[0]):
        level = text.index("级", *names[-1]) + 1
        what = Stretch(level, names[-1].end)
        return _each(found, [*names[:-1], Stretch(names[-1].start, level)], read, what, owns=False)
    tail, owns = _tail(text, Stretch(members[-1].start, members[-1].end))
    return _each(found, names, read, tail, owns=owns)


def _each(
    found: Mention,
    members: Sequence[Stretch],
    read: Sequence[tuple[Quantity, Comparison]],
    tail: Stretch | None,
    *,
    owns: bool,
) -> list[Mention]:
    read = _alike(read)
    return [
        replace(found, quantity=quantity, compared=compared, name=member, tail=tail, owns=owns)
        for member, (quantity, compared) in zip(members, read, strict=True)
    ]


def _alike(
    read: Sequence[tuple[Quantity, Comparison]],
) -> Sequence[tuple[Quantity, Comparison]]:
    """Let 以上 behind the last number of a row hold for all: 分别增长6%和7%以上."""
    last = read[-1][1]
    if not last.after or any(each.op != "=" or each.after for _, each in read[:-1]):
        return read
    return [(quantity, compared._replace(op=last.op)) for quantity, compared in read]


def by_year(
    found: Mention, read: Sequence[tuple[Quantity, Comparison]], said: Sequence[Said]
) -> list[Mention]:
    """Return one mention a year: 到2025年、2027年，产业规模分别达到300亿元、500亿元."""
    if len(said) < len(read) or found.name.start >= found.name.end:
        return []
    return [
        replace(found, quantity=quantity, compared=compared, said=year)
        for year, (quantity, compared) in zip(said[-len(read) :], read, strict=True)
    ]


def _tail(text: str, last: Stretch) -> tuple[Stretch | None, bool]:
    """Return what the members share, and whether they own it.

    产值 of 装备产业产值 belongs to each industry; 产量 of 棉花产量 ends each product's own name.
    """
    if (of := text.find("占", last.start, last.end)) > 0:
        measure = measure_of(text[last.start : of])
        return Stretch(of - len(measure), last.end), False
    kind = _KINDS.match(text, last.start)
    parted = part(text, Stretch(kind.end(), last.end) if kind else last)
    if kind and parted.named:
        return Stretch(kind.end(), last.end), False
    if not parted.named:
        return None, False
    if parted.owner.start < parted.owner.end:
        return parted.indicator, True
    measure = measure_of(text[last.start : last.end])
    return Stretch(last.end - len(measure), last.end), False
