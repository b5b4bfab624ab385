"""Ordinary words: they tell a firm's short name from the product glued to it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


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


def _words(name: str, size: int) -> frozenset[str]:
    path = Path(__file__).with_name("data") / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    body = "".join(line for line in lines if not line.startswith("#"))
    return frozenset(body[at : at + size] for at in range(0, len(body), size))
