"""Ordinary words: they tell a firm's short name from the product glued to it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from luoshi_reader.lexicon.words import branches, load


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the two-character words of running Chinese (data/common_words.txt)."""
    return _words("common_words", 2)


@lru_cache(maxsize=1)
def longer_words() -> frozenset[str]:
    """Return the three-character words of running Chinese (data/common_words3.txt)."""
    return _words("common_words3", 3)


def is_ordinary(text: str) -> bool:
    """Whether a stretch consists of common words alone: 粮食收储, 半导体; not 云岭."""
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            if text[at : at + 2] in common_words():
                reached.add(at + 2)
            if text[at : at + 3] in longer_words():
                reached.add(at + 3)
    return len(text) in reached


@lru_cache(maxsize=4096)
def strangeness(text: str) -> int:
    """Return how many characters of a text no ordinary word covers: 2 of 沙岭绿色储能.

    Policy prose and the kinds of public works count as ordinary too; a name has two or more.
    """
    words, longest = _ordinary_words()
    left = list(range(len(text) + 1))
    for at in range(len(text)):
        left[at + 1] = min(left[at + 1], left[at] + 1)
        for end in range(at + 1, min(at + longest, len(text)) + 1):
            if left[at] < left[end] and text[at:end] in words:
                left[end] = left[at]
    return left[-1]


def is_goods(text: str) -> bool:
    """Whether words are what is made and no word of a maker: 固态电池, not 云岭电池."""
    return _goods().fullmatch(text) is not None


@lru_cache(maxsize=1)
def _goods() -> re.Pattern[str]:
    return re.compile(f"(?:{branches(load('goods'))})+")


@lru_cache(maxsize=1)
def _ordinary_words() -> tuple[frozenset[str], int]:
    """Return every ordinary word and how long the longest is."""
    lists = ("policy_words", "works_in_general", "public_works", "grown", "goods")
    words = common_words() | longer_words() | frozenset[str]().union(*map(load, lists))
    return words, max(map(len, words))


def _words(name: str, size: int) -> frozenset[str]:
    path = Path(__file__).with_name("data") / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    body = "".join(line for line in lines if not line.startswith("#"))
    return frozenset(body[at : at + size] for at in range(0, len(body), size))
