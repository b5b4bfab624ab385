"""Ranges of numbers: 大于100并且小于300, 20~100, 位于20和30之间, 比三十大.

Inclusive where the words say so and for 以上 and 以下; 多, 余 and 几 only tell of a little more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from luoshi_reader.lexicon.comparators import AFTER, BEFORE, RANGE_AFTER, RANGE_BEFORE
from luoshi_reader.text.numbers import Number, number_at, numbers

#: An operator and its number; None where a text only tells of a little more: 五百多.
Bound = tuple[str | None, Decimal]
_COMPARING: Final = {word: op for word, op in BEFORE.items() if op in {">", ">=", "<", "<="}}
_BEFORE: Final = {**_COMPARING, **RANGE_BEFORE}
_LONGEST: Final = max(map(len, _BEFORE)) + 1
_AFTER: Final = {
    **{word: op for word, op in AFTER.items() if op in {">=", "<="}},
    **RANGE_AFTER,
}
_AFTER_LONGEST: Final = max(map(len, _AFTER))
_THAN: Final = {
    **dict.fromkeys("大多高长重", ">"),
    **dict.fromkeys("小少低短轻", "<"),
}
_AND: Final = re.compile("[ ，,]{0,2}(?:的?(?:同时|并且?|且|而且|又|但是?|、){0,2})[ ，,]{0,2}")
_TO: Final = re.compile(" ?(?:[-—–~～−]{1,2}|到|至) ?")
_BETWEEN: Final = re.compile(" ?(?:[-—–~～−]{1,2}|到|至|和|与|跟|及) ?")
_MIDST: Final = re.compile(" ?(?:之间|之內|之内|中间|间(?![隔接断谍歇]))")
_LEADS: Final = ("位于", "介于", "处于", "在", "从", "自")
_UPPER: Final = frozenset((">", ">="))
_LOWER: Final = frozenset(("<", "<="))


class Range(NamedTuple):
    """A range at `start`..`end` of a text and its one or two bounds."""

    start: int
    end: int
    bounds: tuple[Bound, ...]


def ranges(text: str) -> Iterator[Range]:
    """Yield the ranges of a text in order."""
    waiting: Range | None = None
    until = 0
    for number in numbers(text):
        if number.start < until or text[number.start - 1 : number.start] == "第":
            continue
        found = _between(text, number) or _one(text, number)
        if found is None:
            continue
        until = found.end
        if waiting is not None:
            joined = _joined(text, waiting, found)
            if joined is not None:
                yield joined
                waiting = None
                continue
            yield waiting
        waiting = found
    if waiting is not None:
        yield waiting


def _between(text: str, first: Number) -> Range | None:
    """Read 20~100, 20到30之间, 10000与20000间."""
    bar = _BETWEEN.match(text, first.end)
    second = number_at(text, bar.end()) if bar is not None else None
    if bar is None or second is None:
        return None
    midst = _MIDST.match(text, second.end)
    if midst is None and _TO.fullmatch(bar[0]) is None:
        return None
    low, high = first.whole, second.whole
    if not first.scale and second.scale and first.value < second.value:
        low = first.value * second.whole / second.value
    if low >= high or text[second.end : second.end + 1] in {"-", "月", "日", "号"}:
        return None
    start = first.start
    if midst is not None:
        lead = next((w for w in _LEADS if text.endswith(w, 0, start)), "")
        start -= len(lead) if len(lead) > 1 else 0
    elif text[start - 1 : start] == "从":
        start -= 1
    return Range(start, midst.end() if midst else second.end, ((">=", low), ("<=", high)))


def _one(text: str, number: Number) -> Range | None:
    """Read 大于二十, 1000以上, 比三十大, 五百多."""
    start, op = _said_before(text, number.start)
    if op:
        return Range(start, number.end, ((op, number.whole),))
    at = number.end + (text[number.end : number.end + 1] == " ")
    for length in range(_AFTER_LONGEST, 0, -1):
        word = text[at : at + length]
        if op := _AFTER.get(word, ""):
            return Range(number.start, at + len(word), ((op, number.whole),))
    if text[number.start - 1 : number.start] == "比" and (than := _THAN.get(text[at : at + 1])):
        return Range(number.start - 1, at + 1, ((than, number.whole),))
    if number.more:
        return Range(number.start, number.end, ((None, number.whole),))
    return None


def _said_before(text: str, at: int) -> tuple[int, str]:
    """Return where the comparing words before a number begin and their operator, or ""."""
    window = text[max(0, at - 2 * _LONGEST) : at].rstrip(" ")
    squeezed = window.replace(" ", "")
    for length in range(min(_LONGEST, len(squeezed)), 0, -1):
        if op := _BEFORE.get(squeezed[-length:]):
            return at - _reach(text, at, length), op
    return at, ""


def _reach(text: str, at: int, chars: int) -> int:
    """Return how far back `chars` characters that are no blanks reach."""
    start = at
    while chars:
        start -= 1
        chars -= text[start] != " "
    return at - start


def _joined(text: str, one: Range, other: Range) -> Range | None:
    """Join a lower and an upper bound that belong together: 大于100 并且小于300."""
    if len(one.bounds) > 1 or len(other.bounds) > 1:
        return None
    between = text[one.end : other.start]
    if _AND.fullmatch(between) is None:
        return None
    (op, value), (op_other, value_other) = one.bounds[0], other.bounds[0]
    if op in _UPPER and op_other in _LOWER:
        low, high = value, value_other
    elif op in _LOWER and op_other in _UPPER:
        low, high = value_other, value
    else:
        return None
    return Range(one.start, other.end, one.bounds + other.bounds) if low < high else None
