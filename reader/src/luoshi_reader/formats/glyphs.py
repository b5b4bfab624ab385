"""Pages as they are printed: glyphs and ruling lines at their places, and lines made of glyphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final, NamedTuple

_LATIN: Final = re.compile(r"[A-Za-z0-9%.,;:)\]]")
_WIDE_GAP: Final = 0.25
#: Two glyphs stand on one line where their bases differ by less than this share of their height.
_SAME_LINE: Final = 0.35


class Glyph(NamedTuple):
    """One character and its box, in points from the top left of the page as it is seen.

    `base` is how far down the line runs that it stands on: fonts differ in boxes, not in that.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box: across, down."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A straight line along the page: of a table, or under words."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def lies(self) -> bool:
        """Whether it runs across rather than down."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(slots=True)
class Page:
    """One page, numbered from 1; `pictured` when a picture covers most of it."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictured: bool = False

    @property
    def is_scan(self) -> bool:
        """Whether the page is a picture without words."""
        return self.pictured and not any(glyph.text.strip() for glyph in self.glyphs)


@dataclass(slots=True)
class Line:
    """Glyphs that stand beside one another."""

    glyphs: list[Glyph]
    page: int

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.glyphs[-1].right

    @property
    def top(self) -> float:
        """The upper edge of the tallest glyph."""
        return min(glyph.top for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        """The lower edge of the lowest glyph."""
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """The usual height of its glyphs."""
        return median(glyph.bottom - glyph.top for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """Its words; a blank where Latin words stand apart."""
        return words_of(self.glyphs)


def words_of(glyphs: Sequence[Glyph]) -> str:
    """Return the words of glyphs on one line; blanks between Chinese characters are layout."""
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            gap = glyph.left - last.right
            apart = gap > _WIDE_GAP * (glyph.bottom - glyph.top)
            if apart and _LATIN.match(last.text) and glyph.text[0].isascii():
                parts.append(" ")
        parts.append(glyph.text)
        last = glyph
    return "".join(parts).strip()


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Return the lines that glyphs make, from the top down, each from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (each.base, each.left)):
        if lines and glyph.base - lines[-1][0].base < _SAME_LINE * (glyph.bottom - glyph.top):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    made = (sorted(line, key=lambda each: each.left) for line in lines)
    return [Line(trimmed, page) for line in made if (trimmed := _trimmed(line))]


def _trimmed(line: list[Glyph]) -> list[Glyph]:
    """Return a line without blanks at its ends; they say nothing of where it begins."""
    first = next(
        (at for at, glyph in enumerate(line) if glyph.text.strip(" \xa0\u3000")), len(line)
    )
    last = len(line)
    while last > first and not line[last - 1].text.strip(" \xa0\u3000"):
        last -= 1
    return line[first:last]


def together(above: str, below: str) -> str:
    """Return two pieces of one sentence joined: a blank between Latin words, else nothing."""
    parted = (
        above[-1:].isascii()
        and above[-1:].isalnum()
        and below[:1].isascii()
        and below[:1].isalpha()
    )
    return f"{above} {below}" if parted else above + below
