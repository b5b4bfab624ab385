"""The text as it was issued, and places in it.

Offsets are Unicode code points of the decoded file and half-open; the source is never edited.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the source: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what is no stretch."""
        if not 0 <= self.start <= self.end:
            msg = f"span must satisfy 0 <= start <= end, got {self.start}..{self.end}"
            raise ValueError(msg)

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Source:
    """An issued text, untouched."""

    text: str
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the lines once; every later question about a place is a bisection."""
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        object.__setattr__(self, "_line_starts", tuple(starts))

    def quote(self, span: Span) -> str:
        """Return the exact words at `span`."""
        return self.text[span.start : span.end]

    def place(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of an offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1
