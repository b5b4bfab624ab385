"""Coordinations: 甲、乙和丙 taken apart, with brackets, quotes and titles kept whole."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

_OPEN: Final = {"（": "）", "(": ")", "“": "”", "《": "》", "〔": "〕", "「": "」", "‘": "’"}
_OPENING: Final = re.compile("[（(“《〔「‘]")
_CLOSE: Final = frozenset(_OPEN.values())
#: Words that join; 和 and 与 stand inside words too, so that only these forms of them join.
_WORDS: Final = ("以及", "和", "及", "与", "或")
_BRACKET: Final = re.compile("[（(“《〔「‘）)”》〕」’]")
#: 和 and 及 inside ordinary words.
_INSIDE: Final = re.compile(
    "和(?=谐|平|解|睦|缓|气|田|县)|(?<=[共饱温柔缓调总中祥])和|与(?=会|否)|(?<=[参赋给])与|"
    "及(?=时|早|格|其)|(?<=[普涉以触])及|或(?=者|缺|许)|(?<=[即抑间])或"
)


class Member(NamedTuple):
    """One member of a coordination at `start`..`end`, and the sign or word that precedes it."""

    start: int
    end: int
    joint: str


def split_list(
    text: str, start: int = 0, end: int | None = None, joints: str = "、"
) -> list[Member]:
    """Return the members between `start` and `end`, split at `joints` outside brackets and quotes.

    甲、乙（丙、丁）、戊 gives three. Joints are single signs; see `split_words` for 和, 及, 以及.
    """
    end = len(text) if end is None else end
    if len(joints) == 1 and text.find(joints, start, end) < 0:
        return [Member(start, end, "")] if start < end else []
    if len(joints) > 1 or _OPENING.search(text, start, end):
        return _members(text, start, end, joints)
    found = []
    at, joint = start, ""
    for part in text[start:end].split(joints):
        if part:
            found.append(Member(at, at + len(part), joint))
            joint = ""
        joint += joints
        at += len(part) + 1
    return found


def split_words(
    text: str, start: int = 0, end: int | None = None, joints: str = "、和及与"
) -> list[Member]:
    """Return the members split at signs and joining words: 甲、乙以及丙 gives three."""
    return _members(text, start, len(text) if end is None else end, joints)


def closings(text: str, start: int = 0, end: int | None = None) -> dict[int, int]:
    """Return for every opening bracket or quote that is closed the place of its closing."""
    waiting: list[tuple[str, int]] = []
    pairs: dict[int, int] = {}
    for match in _BRACKET.finditer(text, start, len(text) if end is None else end):
        char, at = match[0], match.start()
        if char in _OPEN:
            waiting.append((_OPEN[char], at))
        elif char in _CLOSE:
            while waiting:
                wanted, opened = waiting.pop()
                if wanted == char:
                    pairs[opened] = at
                    break
    return pairs


@cache
def _scan(joints: str) -> re.Pattern[str]:
    """Return what is met on the way: opening brackets and quotes, and the joints themselves."""
    stops = re.escape("".join(sorted({*_OPEN, *joints})))
    return re.compile(f"以及|[{stops}]" if "及" in joints else f"[{stops}]")


def _members(text: str, start: int, end: int, joints: str) -> list[Member]:
    found: list[Member] = []
    joint = ""
    begin = start
    until = start
    pairs: dict[int, int] | None = None
    for match in _scan(joints).finditer(text, start, end):
        if match.start() < until:
            continue
        word = match[0]
        if word in _OPEN:
            if pairs is None:
                pairs = closings(text, start, end)
            until = pairs.get(match.start(), until - 1) + 1
            continue
        sign = word[0] if word != "以及" else "及"
        if sign not in joints or (word in _WORDS and _is_inside(text, match)):
            continue
        if match.start() > begin:
            found.append(Member(begin, match.start(), joint))
            joint = word
        else:
            joint = joint + word
        begin = match.end()
    if begin < end:
        found.append(Member(begin, end, joint))
    return found


def _is_inside(text: str, match: re.Match[str]) -> bool:
    return match[0] != "以及" and _INSIDE.match(text, match.start()) is not None
