"""From a source to its plans: titles, headings, paragraphs and tables, line by line."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.facts import Heading
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.imprint import area_in, area_of, issuer_of, year_of
from luoshi_reader.structure.lines import Line, lines_of
from luoshi_reader.structure.marks import Mark, label_end, lost_labels, title_end, twofold_end
from luoshi_reader.structure.outline import Paragraph, PlanText, Section
from luoshi_reader.structure.regions import Region, regions_of
from luoshi_reader.structure.stacked import unstack
from luoshi_reader.structure.tables import table_of
from luoshi_reader.text.folding import Folded, tight

_BLOCK: Final = re.compile(r"[^，。；：、！？\t]{4,30}$")
_LIST: Final = re.compile(r"(?:名单|目录|清单|一览)$")
_NO_BLOCK: Final = re.compile(r"摄$|记者|来源|报道|^附|安排$|分工|^[（(【—-]|表$|^[图表][0-9]|各位")
_ITEM_ENDS: Final = ("；", ";", "，", "、")
_BLANKS: Final = re.compile("[ \xa0]{2,}")
_PART: Final = 2
_MEASURE: Final = 3
_LABEL: Final = 4
_SHORT_LABEL: Final = 12
#: So many lines before a table may say what it is: its caption, 单位：亿元.
_MOST_NOTES: Final = 3


def parse(source: Source) -> list[PlanText]:
    """Return the plans of a text in order; none when the text is no plan."""
    plans = []
    area = None
    for region in regions_of(unstack(lines_of(source))):
        area = area_of(region) or area or area_in(region.body)
        plans.append(_Builder(source, region, area).plan)
    return plans


class _Builder:
    """Builds one plan from the lines of its region."""

    def __init__(self, source: Source, region: Region, area: str | None) -> None:
        self.plan = _empty_plan(source, region, area)
        self._lines = region.body
        self._title = [line.folded for line in region.title]
        self._here = self.plan.root
        self._items = _list_items(region.body)
        self._labels = _labels(region.body)
        self._ranks = _ranks(source, region.body)
        self._parted = any(line.mark and line.mark.level == _PART for line in region.body)
        if region.byline:
            self._add(region.byline.folded)
        first: int | None = None
        for at, line in enumerate(region.body):
            if line.is_row:
                first = at if first is None else first
                continue
            if first is not None:
                self._table(first, at)
                first = None
            self._take(at, line)
        if first is not None:
            self._table(first, len(region.body))

    def _table(self, start: int, stop: int) -> None:
        """Add the table of some rows with the notes above it; it may go on the one above."""
        lines = self._lines
        first = start
        while first > max(0, start - _MOST_NOTES) and lines[first - 1].is_plain:
            first -= 1
        notes = [line.folded for line in lines[first:start]]
        if first == 0:
            notes = self._title + notes
        goes_on = bool(self.plan.tables) and first > 0 and lines[first - 1].is_row
        above = self.plan.tables[-1] if goes_on else None
        table = table_of(lines[start:stop], notes, above)
        if table:
            self.plan.tables.append(table)

    def _take(self, at: int, line: Line) -> None:
        if line.mark and at not in self._items and not self._in_list():
            self._number(at, line)
        elif level := self._ranks.get(at):
            self._open(line.folded, 0, len(line.text), level, None)
        elif not line.mark and line.is_plain and self._heads_block(at, line):
            self._open(line.folded, 0, len(line.text), self._block_level(at), None)
        elif end := self._labels.get(at):
            self._open(line.folded, 0, end, _LABEL, None)
            self._body(line.folded, end + 1, labelled=True)
        else:
            self._add(line.folded)

    def _number(self, at: int, line: Line) -> None:
        mark = line.mark
        if mark is None:
            return
        folded = line.folded
        end = title_end(line.text, mark.end, heads=_goes_under(self._lines[at + 1 : at + 2], mark))
        if end is None:
            self._open(folded, 0, len(line.text[: mark.end].rstrip()), mark.level, mark.number)
            self._body(folded, mark.end)
            return
        self._open(folded, mark.end, end, mark.level, mark.number)
        self._body(folded, end + 1 if line.text.startswith("。", end) else end)

    def _open(self, folded: Folded, start: int, end: int, level: int, number: int | None) -> None:
        titled = number is None or start > 0
        heading = Heading(
            span=folded.back(0, end),
            level=level,
            number=number,
            title_text=_BLANKS.sub("", folded.words(start, end)).strip() if titled else None,
        )
        parent: Section | None = self._here
        while parent is not None and parent.heading and parent.heading.level >= level:
            parent = parent.parent
        self._here = Section(heading, parent or self.plan.root)
        (parent or self.plan.root).children.append(self._here)
        self.plan.headings.append(heading)

    def _body(self, folded: Folded, start: int, *, labelled: bool = False) -> None:
        """Add what follows a title on its line; a label within whose break was lost opens anew."""
        rest = folded.cut(start, len(folded.text))
        at = 0
        for first, last in lost_labels(rest.text) if labelled else ():
            self._add(rest.cut(at, first))
            self._open(rest.cut(first, last), 0, last - first, _LABEL, None)
            at = last + 1
        self._add(rest.cut(at, len(rest.text)) if at else rest)

    def _add(self, folded: Folded) -> None:
        if not folded.text.strip():
            return
        paragraph = Paragraph(tight(folded), self._here, len(self.plan.paragraphs))
        self.plan.paragraphs.append(paragraph)
        self._here.paragraphs.append(paragraph)

    def _in_list(self) -> bool:
        """Whether the lines here are the members of a list that a bare line heads."""
        heading = self._here.heading
        listed = heading and heading.number is None and _LIST.search(heading.title_text or "")
        return bool(listed) and (heading is not self.plan.root.heading or not self._parted)

    def _block_level(self, at: int) -> int:
        """Return the level of a bare heading: a box among numbered parts stands below them."""
        later = (line.mark for line in self._lines[at + 1 :] if line.mark)
        below = next((mark for mark in later if mark.level <= _MEASURE), None)
        return _LABEL if below and below.level == _MEASURE and below.number > 1 else _PART

    def _heads_block(self, at: int, line: Line) -> bool:
        """Whether a bare line heads what follows: 20个全产业链企业名单."""
        if not _BLOCK.match(line.text) or _NO_BLOCK.search(line.text) or line.is_date:
            return False
        below = self._lines[at + 1] if at + 1 < len(self._lines) else None
        above = self._lines[at - 1] if at else None
        if below is None or below.is_row or below.is_plain:
            return False
        return above is None or not above.is_plain


def _ranks(source: Source, lines: list[Line]) -> dict[int, int]:
    """Return the levels of lines without a number that the file itself sets as headings.

    Files count from where they like: where numbered lines are set as headings too they tell which
    level is which, else the highest is that of 一、.
    """
    set_as = {at: line.rank for at, line in enumerate(lines) if line.rank} if source.pieces else {}
    if not set_as:
        return {}
    told = next((mark.level - set_as[at] for at in set_as if (mark := lines[at].mark)), None)
    shift = _PART - min(set_as.values()) if told is None else told
    return {at: max(_PART, to + shift) for at, to in set_as.items() if not lines[at].mark}


def _goes_under(below: list[Line], mark: Mark) -> bool:
    """Whether the next line, if any, is text or a deeper heading under `mark`."""
    return any(line.mark.level > mark.level if line.mark else not line.is_row for line in below)


def _list_items(lines: list[Line]) -> set[int]:
    """Return which numbered lines are items of a list: each but the last ends in ；."""
    items = set()
    above: Mark | None = None  # of the item before, where it went on with ；
    for at, line in enumerate(lines):
        mark = line.mark
        follows = above and mark and (mark.level, mark.number) == (above.level, above.number + 1)
        goes_on = line.text.endswith(_ITEM_ENDS)
        if mark and (goes_on or follows):
            items.add(at)
        above = mark if goes_on else None
    return items


def _labels(lines: list[Line]) -> dict[int, int]:
    """Return where the label of each line ends that opens with one.

    A long label is one only beside others under the same heading: alone it is a sentence.
    """
    found: dict[int, int] = {}
    beside: dict[int, int] = {}
    twofold: dict[int, int] = {}
    for at, line in enumerate(lines):
        if line.mark:
            found |= _sure(beside, twofold)
            beside, twofold = {}, {}
        elif not line.is_row and (end := label_end(line.text)):
            beside[at] = end
        elif not line.is_row and (end := twofold_end(line.text)):
            twofold[at] = end
    return found | _sure(beside, twofold)


def _sure(labels: dict[int, int], twofold: dict[int, int]) -> dict[int, int]:
    """Return the labels that stand beside others, or are short; those of two halves need two."""
    more = twofold if len(labels) + len(twofold) > _PART else {}
    sure = {at: end for at, end in labels.items() if len(labels) > 1 or end <= _SHORT_LABEL}
    return sure | more


def _empty_plan(source: Source, region: Region, area: str | None) -> PlanText:
    heading = None
    if region.title:
        heading = Heading(
            span=Span(region.title[0].start, region.title[-1].end),
            level=1,
            number=None,
            title_text="".join(line.folded.words(0, len(line.text)) for line in region.title),
        )
    first = region.title[0] if region.title else region.body[0]
    return PlanText(
        source=source,
        span=Span(first.start, region.body[-1].end),
        title_text=region.title_text,
        year=year_of(region),
        issuer_text=issuer_of(region, area),
        area_text=area,
        root=Section(heading, None),
        headings=[heading] if heading else [],
        paragraphs=[],
        tables=[],
    )
