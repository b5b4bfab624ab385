"""Word lists as data: one file a list, words apart by spaces, its source in its first lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).with_name("data")


def load(name: str) -> frozenset[str]:
    """Return the words of data/NAME.txt."""
    text = (_DATA / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset().union(
        *(line.split() for line in text.splitlines() if not line.startswith("#"))
    )


def load_groups(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the lines of data/NAME.txt as (first word, the other words)."""
    text = (_DATA / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return [(first, tuple(rest)) for first, *rest in lines]


def alternation(words: Iterable[str]) -> str:
    """Return words as part of a pattern that takes the longest, grouped by first character.

    推进, 推动, 建设 is (?=[推建])(?:推(?:进|动)|建(?:设)): most places are passed by at a glance.
    """
    groups = by_first(words)
    return f"(?=[{re.escape(''.join(groups))}])(?:{_branches(groups)})"


def branches(words: Iterable[str]) -> str:
    """Return the branches of an alternation alone, for a pattern that a text is searched for.

    推进, 推动, 建设 is 推(?:进|动)|建(?:设). Where every branch of a pattern begins with a
    character of its own, the engine itself runs over all places that none begins with.
    """
    return _branches(by_first(words))


def _branches(groups: dict[str, tuple[str, ...]]) -> str:
    return "|".join(
        f"{re.escape(first)}(?:{'|'.join([_escaped(word[1:]) for word in behind])})"
        for first, behind in groups.items()
    )


def _escaped(words: str) -> str:
    """Return words as a pattern; nearly all are letters, which stand for themselves."""
    return words if words.isalnum() else re.escape(words)


def by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return words by their first character, the longest first."""
    groups: dict[str, list[str]] = {}
    for word in sorted(sorted(words), key=len, reverse=True):
        groups.setdefault(word[0], []).append(word)
    return {first: tuple(behind) for first, behind in groups.items()}
