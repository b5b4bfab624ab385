"""How a number is meant: 达到, 突破, 不低于, 左右, 以上 and their like before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, cast

from luoshi_reader.lexicon.comparators import AFTER, BEFORE, YIELDING
from luoshi_reader.text.quantities import Quantity

if TYPE_CHECKING:
    from luoshi_reader.facts import Op

_LONGEST_BEFORE: Final = max(map(len, BEFORE))
_LONGEST_AFTER: Final = max(map(len, AFTER))
#: Most numbers are not compared: what stands beside them shows it.
_LAST_BEFORE: Final = frozenset(word[-1] for word in BEFORE)
_FIRST_AFTER: Final = frozenset(word[0] for word in AFTER)
#: 最近3年, 附近5公里: 近 compares nothing.
_NOT_NEAR: Final = frozenset("最附远临亲靠邻")


class Comparison(NamedTuple):
    """The operator of a quantity and the stretch of text with the words that say it."""

    op: Op
    start: int
    end: int
    before: str
    after: str


def compare(text: str, quantity: Quantity) -> Comparison:
    """Return how a quantity is meant.

    达到12500亿元 is `=`, 突破60万辆 `>`, 5%以上 `>=`, 控制在3%以内 `<=`, 7%左右 `~`, 50多家 `>`.
    A range is `>=` its lower end.
    """
    before = _before(text, quantity.start)
    after = _after(text, quantity.end)
    op = cast("Op", _decide(before, after, quantity))
    return Comparison(op, quantity.start - len(before), quantity.end + len(after), before, after)


def _decide(before: str, after: str, quantity: Quantity) -> str:
    if quantity.value_to is not None:
        return ">="
    said = BEFORE.get(before, "=")
    if after and (said == "=" or before in YIELDING):
        return AFTER[after]
    if quantity.more and said in {"=", "~"}:
        return ">"
    return said


def _before(text: str, end: int) -> str:
    if text[end - 1 : end] not in _LAST_BEFORE:
        return ""
    for length in range(min(_LONGEST_BEFORE, end), 0, -1):
        word = text[end - length : end]
        if word in BEFORE:
            near = word == "近" and text[end - 2 : end - 1] in _NOT_NEAR
            return "" if near else word
    return ""


def _after(text: str, start: int) -> str:
    if text[start : start + 1] not in _FIRST_AFTER:
        return ""
    for length in range(_LONGEST_AFTER, 0, -1):
        word = text[start : start + length]
        if word in AFTER:
            return word
    return ""
