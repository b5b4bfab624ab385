"""The body of a plan: headings as a hierarchy of numbered elements, paragraphs and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from luoshi_reader.exports.akn.markup import Marks, marked, opened, words
from luoshi_reader.exports.akn.parts import STRAY, WHITE, Part, parted
from luoshi_reader.facts import Heading
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.marks import mark_of
from luoshi_reader.structure.outline import Paragraph, PlanText, Table
from luoshi_reader.text.folding import Folded, fold

Block = Heading | Paragraph | Table
#: The elements of levels 2 to 5 and the short forms that the naming convention has for their ids.
_LEVELS: Final = {
    2: ("section", "sec"),
    3: ("subsection", "subsec"),
    4: ("paragraph", "para"),
    5: ("point", "point"),
}
#: 第一章, 第二部分, 第三节, 第四条 name their element themselves.
_NAMED: Final = {
    "章": ("chapter", "chp"),
    "编": ("part", "part"),
    "篇": ("part", "part"),
    "分": ("part", "part"),
    "节": ("section", "sec"),
    "条": ("article", "art"),
}


def blocks_of(plan: PlanText) -> list[tuple[Span, Block]]:
    """Return the blocks below a plan's title with their places, in the order of the text."""
    found: list[tuple[Span, Block]] = [
        (each.span, each) for each in plan.headings if each.level in _LEVELS
    ]
    found += [
        (Span(each.folded.origins[0], each.folded.origins[-1] + 1), each)
        for each in plan.paragraphs
    ]
    found += [(each.span, each) for each in plan.tables]
    return sorted(found, key=lambda each: each[0])


class Body:
    """Writes stretches of a source, in its order; `out` is the XML so far."""

    def __init__(self, source: Source, marks: Marks, start: int, prefix: str) -> None:
        self.out: list[str] = []
        self._source = source
        self._marks = marks
        self._here = start
        self._prefix = prefix
        self._keys = Counter[str]()

    def lines(self, start: int, end: int, context: str) -> None:
        """Write every line as a paragraph."""
        for part in parted(self._source.text, [], start, end):
            self._inline("p", part.start, part.end, self._key(context, "p"))

    def blocks(self, blocks: Sequence[tuple[Span, Block]], start: int, end: int) -> None:
        """Write blocks; what stands under a heading becomes a part of its element."""
        around: list[tuple[int, str, str]] = []  # level, element and eId of the headings above
        held = ""  # the element that holds the blocks directly under the last heading
        parts = parted(self._source.text, [span for span, _ in blocks], start, end)
        goes_on = [_is_heading(blocks, part) for part in parts]
        for at, part in enumerate(parts):
            block = None if part.at == STRAY else blocks[part.at][1]
            if isinstance(block, Heading):
                held = self._closed(held)
                while around and around[-1][0] >= block.level:
                    self._raw(f"</{around.pop()[1]}>")
                around.append(self._heading(block, part, around[-1][2] if around else ""))
                continue
            if around and not held:
                below = next((to for to in range(at, len(parts)) if goes_on[to]), None)
                deeper = below is not None and _level(blocks, parts[below]) > around[-1][0]
                held = "intro" if deeper else "content"
                self._raw(opened(held, {"eId": f"{around[-1][2]}__{held}"}))
            context = around[-1][2] if around else self._prefix
            if isinstance(block, Table):
                self._table(block, part, context)
            else:
                self._inline("p", part.start, part.end, self._key(context, "p"))
        self._closed(held)
        for _, tag, _ in reversed(around):
            self._raw(f"</{tag}>")

    def heading(self, start: int, end: int, key: str) -> None:
        """Write a heading that is no part of the hierarchy, such as 附件2."""
        self._inline("heading", start, end, key)

    def tag(self, tag: str) -> None:
        """Write a tag, or elements without text."""
        self._raw(tag)

    def rest(self, end: int) -> None:
        """Write the white space up to a place."""
        self._skip(end)

    def _closed(self, held: str) -> str:
        if held:
            self._raw(f"</{held}>")
        return ""

    def _heading(self, heading: Heading, part: Part, above: str) -> tuple[int, str, str]:
        folded = fold(self._source, heading.span)
        tag, short = _element(heading.level, folded.text)
        number = "nn" if heading.number is None else str(heading.number)
        key = self._key(above or self._prefix, short, number)
        self._skip(part.start)
        self._raw(opened(tag, {"eId": key}))
        start = part.start
        mark = mark_of(folded.text) if heading.number is not None else None
        if mark:
            last = mark.end < len(folded.text)
            stop = folded.origins[mark.end] if last else heading.span.end
            self._inline("num", start, min(max(start, stop), part.end), f"{key}__num")
            start = min(max(start, stop), part.end)
        if self._source.text[start : part.end].strip(WHITE):
            self._inline("heading", start, part.end, f"{key}__heading")
        return heading.level, tag, key

    def _table(self, table: Table, part: Part, context: str) -> None:
        key = self._key(context, "table")
        rows = [table.header, *table.rows] if table.header else table.rows
        cells = [
            (at, _place(cell))
            for at, row in enumerate(rows)
            for cell in row
            if cell.text and len(cell.origins)
        ]
        cells.sort(key=lambda each: each[1])
        parts = parted(self._source.text, [span for _, span in cells], part.start, part.end)
        self._skip(part.start)
        self._raw(opened("table", {"eId": key}))
        numbered = ((STRAY if each.at == STRAY else cells[each.at][0], each) for each in parts)
        for at, (row, grouped) in enumerate(groupby(numbered, key=lambda each: each[0]), 1):
            self._raw(opened("tr", {"eId": f"{key}__tr_{at}"}))
            tag = "th" if table.header and row == 0 else "td"
            self._row([each for _, each in grouped], tag, f"{key}__tr_{at}")
            self._raw("</tr>")
        self._raw("</table>")

    def _row(self, parts: Sequence[Part], tag: str, key: str) -> None:
        """Write the cells of a row; between two tabs stands an empty one."""
        column = 0
        for part in parts:
            gap = self._source.text[self._here : part.start] if column else "\t"
            for _ in range(gap.count("\t") - 1):
                column += 1
                self._raw(f"<{tag}><p/></{tag}>")
            column += 1
            cell = f"{key}__{tag}_{column}"
            self._skip(part.start)
            self._raw(opened(tag, {"eId": cell}))
            self._inline("p", part.start, part.end, f"{cell}__p_1")
            self._raw(f"</{tag}>")

    def _inline(self, tag: str, start: int, end: int, key: str) -> None:
        self._skip(start)
        found = self._marks.within(start, end)
        inner = marked(self._source.text, Span(start, end), found, key)
        self._raw(f"{opened(tag, {'eId': key})}{inner}</{tag}>")
        self._here = end

    def _skip(self, end: int) -> None:
        """Write the white space before a place between two elements."""
        self._raw(words(self._source.text[self._here : end]))
        self._here = max(self._here, end)

    def _raw(self, xml: str) -> None:
        self.out.append(xml)

    def _key(self, context: str, short: str, number: str = "") -> str:
        """Return an eId of its own: sec_2, sec_2__p_1, sec_2-2 where 二、 is printed twice."""
        inner = f"{context}__" if context and not context.endswith("__") else context
        stem = f"{inner}{short}_{number}" if number else f"{inner}{short}"
        self._keys[stem] += 1
        count = self._keys[stem]
        if not number or number == "nn":
            return f"{stem}_{count}"
        return stem if count == 1 else f"{stem}-{count}"


def _is_heading(blocks: Sequence[tuple[Span, Block]], part: Part) -> bool:
    return part.at != STRAY and isinstance(blocks[part.at][1], Heading)


def _level(blocks: Sequence[tuple[Span, Block]], part: Part) -> int:
    block = blocks[part.at][1]
    return block.level if isinstance(block, Heading) else 0


def _element(level: int, text: str) -> tuple[str, str]:
    """Return the element of a heading and its short form."""
    mark = mark_of(text)
    if mark and text.startswith("第"):
        return _NAMED.get(text[: mark.end].rstrip()[-1], _LEVELS[level])
    return _LEVELS[level]


def _place(cell: Folded) -> Span:
    return Span(cell.origins[0], cell.origins[-1] + 1)
