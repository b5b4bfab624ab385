"""Columns of a terminal: a Chinese character takes two."""

from __future__ import annotations

from typing import Final
from unicodedata import combining, east_asian_width

_WIDE: Final = frozenset("WF")


def wide(char: str) -> bool:
    """Whether a character takes two columns."""
    return east_asian_width(char) in _WIDE


def width(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 1 + wide(char) for char in text)


def clip(text: str, columns: int) -> str:
    """Return the text on one line in at most `columns`, an ellipsis where it was longer."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    kept, used = [], 1
    for char in text:
        used += width(char)
        if used > columns:
            break
        kept.append(char)
    return "".join(kept) + "…"


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Return the text filled with blanks to `columns`, set to the left or the right."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks
