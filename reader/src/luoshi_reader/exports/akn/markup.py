"""XML written by hand: elements, text, and marks on words that may overlap."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from luoshi_reader.source import Span

#: What XML 1.0 has no way to write; each such character stands as one U+FFFD.
ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Left as it is a carriage return would be read back as a line feed.
_RETURN: Final = {"\r": "&#13;"}


class Mark(NamedTuple):
    """An element around the words at a span."""

    span: Span
    tag: str
    attributes: Mapping[str, str]


def words(text: str) -> str:
    """Return a text as character data that is read back exactly."""
    return escape(ILLEGAL.sub("\ufffd", text), _RETURN)


def opened(tag: str, attributes: Mapping[str, str], *, closed: bool = False) -> str:
    """Return the tag that opens an element, or an element without content."""
    told = "".join(
        f" {name}={quoteattr(ILLEGAL.sub(chr(0xFFFD), value))}"
        for name, value in attributes.items()
    )
    return f"<{tag}{told}{'/' if closed else ''}>"


class Marks:
    """The marks of a text, asked for stretch by stretch in the order of the text."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._waiting = sorted(marks, key=lambda mark: mark.span.start, reverse=True)
        self._begun: list[Mark] = []

    def within(self, start: int, end: int) -> list[Mark]:
        """Return the marks of a stretch, cut at its ends."""
        while self._waiting and self._waiting[-1].span.start < end:
            self._begun.append(self._waiting.pop())
        self._begun = [mark for mark in self._begun if mark.span.end > start]
        return [
            mark._replace(span=Span(max(start, mark.span.start), min(end, mark.span.end)))
            for mark in self._begun
        ]


def marked(text: str, span: Span, marks: Sequence[Mark], key: str) -> str:
    """Return the words at `span` with their marks as elements named after the block's `key`.

    Where two marks overlap, the later one is cut in two: elements can only nest.
    """
    return "".join(_marked(text, span, marks, key))


def _marked(text: str, span: Span, marks: Sequence[Mark], key: str) -> Iterator[str]:
    counts = Counter[str]()
    queue = [(mark.span.start, -mark.span.end, at, mark) for at, mark in enumerate(marks)]
    heapify(queue)
    around: list[Mark] = []
    here = span.start
    while queue or around:
        if around and (not queue or around[-1].span.end <= queue[0][0]):
            last = around.pop()
            yield f"{words(text[here : last.span.end])}</{last.tag}>"
            here = last.span.end
            continue
        start, stop, at, mark = heappop(queue)
        if around and -stop > around[-1].span.end:
            cut = around[-1].span.end
            heappush(queue, (cut, stop, at, mark))
            stop = -cut
        counts[mark.tag] += 1
        names = {"eId": f"{key}__{mark.tag}_{counts[mark.tag]}", **mark.attributes}
        yield words(text[here:start]) + opened(mark.tag, names)
        here = start
        around.append(mark._replace(span=Span(start, -stop)))
    yield words(text[here : span.end])
