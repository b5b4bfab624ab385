"""Two texts of one document held side by side, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

Piece = tuple[str, str]

#: Paragraphs longer than this are shown whole on both sides; letters are compared below it.
_LONGEST: Final = 3000
#: Less alike than this, two paragraphs are one taken out and one put in.
_ALIKE: Final = 0.5
_SAMPLE: Final = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or table row with its offset."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of the comparison: `same` counts paragraphs, the rest shows pieces.

    Pieces are pairs of `same`, `out` or `in` and the words.
    """

    kind: str
    old: Line | None = None
    new: Line | None = None
    count: int = 0
    pieces: list[Piece] = field(default_factory=list)


def lines(text: str) -> list[Line]:
    """Return the paragraphs of a text, blanks at their edges and layout wraps left out."""
    found = []
    at = 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = at + raw.index(words[0])
            found.append(Line(start, words.replace("　", "").replace("\t", "　")))
        at += len(raw) + 1
    return found


def compared(old: str, new: str) -> list[Difference]:
    """Return what is the same, taken out, put in and changed, in the order of the text."""
    one, two = lines(old), lines(new)
    match = SequenceMatcher(
        None, [line.text for line in one], [line.text for line in two], autojunk=False
    )
    found: list[Difference] = []
    for what, a, b, c, d in match.get_opcodes():
        if what == "equal":
            found.append(Difference("same", one[a], two[c], count=b - a))
        else:
            found += _changed(one[a:b], two[c:d])
    return found


def _changed(out: list[Line], put: list[Line]) -> Iterator[Difference]:
    """Pair changed paragraphs that are alike, in order; the rest is out or in."""
    waiting = list(put)
    for line in out:
        at = next((at for at, other in enumerate(waiting) if _alike(line, other)), None)
        if at is None:
            yield Difference("out", old=line, pieces=[("out", line.text)])
            continue
        for other in waiting[:at]:
            yield Difference("in", new=other, pieces=[("in", other.text)])
        other = waiting[at]
        del waiting[: at + 1]
        yield Difference("changed", line, other, pieces=_pieces(line.text, other.text))
    for other in waiting:
        yield Difference("in", new=other, pieces=[("in", other.text)])


def _alike(one: Line, other: Line) -> bool:
    match = SequenceMatcher(None, one.text[:_SAMPLE], other.text[:_SAMPLE], autojunk=False)
    return match.real_quick_ratio() >= _ALIKE and match.ratio() >= _ALIKE


def _pieces(one: str, other: str) -> list[Piece]:
    if max(len(one), len(other)) > _LONGEST:
        return [("out", one), ("in", other)]
    found: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", one[a:b]))
            continue
        if b > a:
            found.append(("out", one[a:b]))
        if d > c:
            found.append(("in", other[c:d]))
    return found
