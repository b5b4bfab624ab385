"""A text cut at the places of its blocks so that no character is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from luoshi_reader.source import Span

#: What XML calls white space: it may stand between elements that hold no text of their own.
WHITE: Final = " \t\r\n"
#: The number of a part that is the words between two spans, such as a page number.
STRAY: Final = -1


class Part(NamedTuple):
    """A stretch `start`..`end` that holds the span numbered `at`, or a stray line."""

    start: int
    end: int
    at: int


def parted(text: str, spans: Sequence[Span], start: int, end: int) -> list[Part]:
    """Return parts that together hold every character of `start`..`end` but white space.

    `spans` are in the order of their starts; one that begins inside another begins after it. What
    stands on the line of a span belongs to its part, indents and full stops; a line of words
    between two spans is a part of its own.
    """
    found: list[Part] = []
    here = start
    for at, span in enumerate(spans):
        first, stop = max(span.start, here), min(span.end, end)
        if first < stop:
            *between, (indent, _) = _lines(text, here, first, found)
            found += [Part(*line, STRAY) for line in between if line[0] < line[1]]
            found.append(Part(min(indent, first), stop, at))
            here = stop
    found += [Part(*line, STRAY) for line in _lines(text, here, end, found) if line[0] < line[1]]
    return found


def _lines(text: str, start: int, end: int, found: list[Part]) -> list[tuple[int, int]]:
    """Return where the words of the lines after the last part found begin and end.

    The first line goes on in that part. A line without words begins and ends at its end.
    """
    lines = []
    for line in text[start:end].split("\n"):
        bare = line.strip(WHITE)
        first = start + (len(line) - len(line.lstrip(WHITE)) if bare else len(line))
        lines.append((first, first + len(bare)))
        start += len(line) + 1
    if found:
        if lines[0][0] < lines[0][1]:
            found[-1] = found[-1]._replace(end=lines[0][1])
        lines[0] = (lines[0][1], lines[0][1])
        if len(lines) == 1:
            lines[0] = (end, end)
    return lines
