"""Texts that a pattern accepts or nearly accepts, made from the parsed pattern."""

from __future__ import annotations

import re
from random import Random
from re import _constants as op
from re import _parser
from typing import Any

_ANYTHING = "甲企、a0 x，。（）“”的\t\n"
_ROUNDS = 3


def near_miss(pattern: re.Pattern[str], random: Random) -> str:
    """Return a text that follows the pattern's branches at random, its lookarounds left out."""
    return _text(_parser.parse(pattern.pattern, pattern.flags), random)


def _text(nodes: Any, random: Random) -> str:
    return "".join(_node(kind, given, random) for kind, given in nodes)


def _node(kind: Any, given: Any, random: Random) -> str:
    if kind is op.LITERAL:
        return chr(given)
    if kind in {op.NOT_LITERAL, op.ANY}:
        return next(char for char in _ANYTHING if kind is op.ANY or ord(char) != given)
    if kind is op.IN:
        return _member(given, random)
    if kind is op.BRANCH:
        return _text(random.choice(given[1]), random)
    if kind is op.SUBPATTERN:
        return _text(given[3], random)
    if kind is op.ATOMIC_GROUP:
        return _text(given, random)
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        least, most, inner = given
        rounds = random.choice([least, max(least, min(most, _ROUNDS))])
        return "".join(_text(inner, random) for _ in range(min(rounds, 2 * _ROUNDS)))
    return ""


def _member(given: Any, random: Random) -> str:
    """Return a character of a class, or for what a class shuts out one that it lets in."""
    if given[0][0] is op.NEGATE:
        shut = re.compile(f"[{''.join(map(_printed, given[1:]))}]")
        return next((char for char in _ANYTHING if not shut.match(char)), "\x00")
    kind, what = random.choice(given)
    if kind is op.LITERAL:
        return chr(what)
    return chr(random.randint(*what)) if kind is op.RANGE else "0 "[kind is not op.CATEGORY]


def _printed(each: tuple[Any, Any]) -> str:
    kind, what = each
    if kind is op.LITERAL:
        return re.escape(chr(what))
    if kind is op.RANGE:
        return f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}"
    return {op.CATEGORY_SPACE: r"\s", op.CATEGORY_DIGIT: r"\d", op.CATEGORY_WORD: r"\w"}[what]
