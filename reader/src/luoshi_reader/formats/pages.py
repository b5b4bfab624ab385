"""From printed pages to a text: running heads dropped, paragraphs whole again, tables as rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from luoshi_reader.formats.aligned import aligned_table
from luoshi_reader.formats.draft import Draft
from luoshi_reader.formats.glyphs import Line, Page, lines_of, together
from luoshi_reader.formats.grid import Spanned, laid_out
from luoshi_reader.formats.refusals import refused
from luoshi_reader.formats.ruled import Drawn, drawn_tables, goes_on
from luoshi_reader.structure.marks import mark_of

#: How much of a page, above and below, may hold running heads and page numbers.
_MARGIN: Final = 0.12
_OFTEN: Final = 0.4
_PAGE_NUMBER: Final = re.compile(
    r"\A[—–\-·•~\s]*(?:第\s{0,3})?(?:[0-9]{1,4}|[ivxlIVXL]{1,6})\s{0,3}(?:页)?"
    r"(?:\s{0,3}[/／,，]?\s{0,3}共?\s{0,3}[0-9]{1,4}\s{0,3}页?)?[—–\-·•~\s]*"
)
_DIGITS: Final = re.compile("[0-9]+")
#: In heights of a character: an indent, a line that ends early, a gap that parts, another size.
_INDENT: Final = 1.2
_SHORT: Final = 2.5
_GAP: Final = 1.6
_APART: Final = 2.4
_SIZE: Final = 0.15
#: Glyphs of a line that is likely full, and how many that end together show the margin.
_FULL: Final = 15
_FEW: Final = 3
_STOPS: Final = "。！？"
_ENDS: Final = f"{_STOPS}：；”）"


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line] = field(default_factory=list)
    apart: bool = False

    @property
    def words(self) -> list[tuple[str, int]]:
        """The words of the paragraph, a stretch for each page it stands on."""
        found: list[tuple[str, int]] = []
        for line in self.lines:
            text, page = line.text, line.page
            if found and found[-1][1] == page:
                found[-1] = (together(found[-1][0], text), page)
            else:
                blank = bool(found) and together(found[-1][0], text) != found[-1][0] + text
                found.append((f" {text}" if blank else text, page))
        return found


_Block = _Paragraph | Drawn


def draft_of(pages: Sequence[Page]) -> Draft:
    """Return the text of pages.

    Raises:
        ReadingError: pages are pictures without words (``files.scan``).

    """
    scans = [page.number for page in pages if page.is_scan]
    if scans:
        raise refused("scan", pages=_said(scans, len(pages)))
    draft = Draft()
    blocks = _blocks(pages)
    for at, block in enumerate(blocks):
        if isinstance(block, Drawn):
            rows = [
                [cell._replace(row=cell.row + block.before) for cell in row]
                for row in laid_out(block.rows)
            ]
            draft.table(rows, page=block.page, goes_on=block.before > 0)
            continue
        if block.apart and at:
            draft.blank()
        draft.paragraph(block.words)
    return draft


def _said(scans: list[int], pages: int) -> str:
    if len(scans) == pages:
        return f"全部{pages}页"
    listed = "、".join(map(str, scans[:10])) + ("等" if len(scans) > len("0123456789") else "")
    return f"第{listed}页（共{pages}页）"


def _blocks(pages: Sequence[Page]) -> list[_Block]:
    found: list[_Block] = []
    laid = [drawn_tables(page) for page in pages]
    texts = _without_running_heads(
        pages, [lines_of(rest, page.number) for page, (_, rest) in zip(pages, laid, strict=True)]
    )
    margins = {
        page.number: edges for page, edges in zip(pages, _margins(pages, texts), strict=True)
    }
    for page, (tables, _), lines in zip(pages, laid, texts, strict=True):
        for part in _in_order(page, tables, lines):
            if isinstance(part, Drawn):
                _add_table(found, part)
            else:
                _add_lines(found, part, margins[page.number])
    return found


def _margins(pages: Sequence[Page], texts: list[list[Line]]) -> list[tuple[float, float]]:
    """Return where the text of each page begins and ends across.

    A page with few full lines, such as the last, has the margins that are usual in the file; where
    no page has full lines the right margin is as wide as the left.
    """
    own = [_edges([line for line in lines if len(line.glyphs) >= _FULL]) for lines in texts]
    sure = [
        edges
        for edges, lines in zip(own, texts, strict=True)
        if edges and sum(edges[1] - line.right < line.size for line in lines) >= _FEW
    ]
    if not sure:
        left, right = _edges([line for lines in texts for line in lines]) or (0.0, 0.0)
        return [(left, max(right, page.width - left)) for page in pages]
    usual = median(left for left, _ in sure), median(right for _, right in sure)
    return [edges if edges in sure else usual for edges in own]


def _edges(lines: list[Line]) -> tuple[float, float] | None:
    if not lines:
        return None
    return min(line.left for line in lines), max(line.right for line in lines)


def _in_order(page: Page, tables: list[Drawn], lines: list[Line]) -> list[Drawn | list[Line]]:
    """Return the tables of a page, and the lines between them, from the top down."""
    parts: list[Drawn | list[Line]] = []
    rest = lines
    for table in tables:
        above = [line for line in rest if line.top < table.top]
        rest = rest[len(above) :]
        parts += [above, table]
    parts.append(rest)
    made: list[Drawn | list[Line]] = []
    for part in parts:
        if isinstance(part, Drawn):
            made.append(part)
        elif part:
            made += _with_aligned(part, page.number)
    return made


def _with_aligned(lines: list[Line], page: int) -> list[Drawn | list[Line]]:
    """Return lines with the tables among them that only their columns show."""
    made: list[Drawn | list[Line]] = []
    plain: list[Line] = []
    at = 0
    while at < len(lines):
        table = aligned_table(lines, at)
        if table is None:
            plain.append(lines[at])
            at += 1
            continue
        if plain:
            made.append(plain)
        rows, edges, after = table
        made.append(Drawn(rows, lines[at].top, lines[after - 1].bottom, edges, page))
        plain, at = [], after
    return [*made, plain] if plain else made


def _without_running_heads(pages: Sequence[Page], texts: list[list[Line]]) -> list[list[Line]]:
    """Take away page numbers, and lines in the margins that many pages repeat."""
    seen: Counter[str] = Counter()
    for page, lines in zip(pages, texts, strict=True):
        seen.update({_pattern(line) for line in lines if _in_margin(line, page)})
    often = max(2, _OFTEN * len(pages))
    return [
        [
            line
            for line in lines
            if not _in_margin(line, page)
            or not (_PAGE_NUMBER.fullmatch(line.text) or seen[_pattern(line)] >= often)
        ]
        for page, lines in zip(pages, texts, strict=True)
    ]


def _pattern(line: Line) -> str:
    return _DIGITS.sub("0", "".join(line.text.split()))


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _add_table(found: list[_Block], table: Drawn) -> None:
    """Add a table, to the one on the page before where it only goes on."""
    last = found[-1] if found else None
    if not isinstance(last, Drawn) or last.page == table.page or not goes_on(last, table):
        found.append(table)
        return
    rows = table.rows
    if _texts(rows[0]) == _texts(last.rows[0]):
        rows = rows[1:]
    elif _is_rest(rows[0], last.rows[-1]):
        last.rows[-1] = [
            cell._replace(text=together(cell.text, more.text))
            for cell, more in zip(last.rows[-1], rows[0], strict=True)
        ]
        rows = rows[1:]
    if rows:  # a block of its own, so that its rows know their page
        table.rows, table.before = rows, last.before + len(last.rows)
        found.append(table)


def _texts(row: list[Spanned]) -> list[str]:
    return [cell.text for cell in row]


def _is_rest(row: list[Spanned], above: list[Spanned]) -> bool:
    """Whether a row is the rest of one that the page's end broke: its first cell is empty."""
    same = len(row) == len(above) and all(
        a.columns == b.columns for a, b in zip(row, above, strict=True)
    )
    return same and not row[0].text and bool(above[0].text)


def _add_lines(found: list[_Block], lines: list[Line], margins: tuple[float, float]) -> None:
    """Add lines as paragraphs; the first goes on the last paragraph of the page before, or not."""
    size = median(line.size for line in lines)
    left, right = margins
    pitches = [below.top - above.top for above, below in pairwise(lines)]
    usual = _usual_pitch(pitches, size)
    # Where paragraphs are indented, a full line at the foot of a page goes on.
    indented = sum(line.left - left > _INDENT * size for line in lines) > 1
    above: Line | None = None
    for line in lines:
        last = found[-1] if found else None
        before = last.lines[-1] if isinstance(last, _Paragraph) else None
        gap = line.top - above.top if above is not None else 0.0
        begins = (
            before is None
            or line.left - left > _INDENT * size
            or right - before.right > _SHORT * size
            or (not indented and before.page != line.page and before.text[-1:] in _STOPS)
            or abs(line.size - before.size) > _SIZE * size
            or gap > _GAP * usual
            or (before.text[-1:] in _ENDS and mark_of(line.text) is not None)
        )
        if begins:
            found.append(_Paragraph([line], apart=gap > max(_GAP * usual, _APART * size)))
        elif isinstance(last, _Paragraph):
            last.lines.append(line)
        above = line


def _usual_pitch(pitches: list[float], size: float) -> float:
    close = sorted(pitch for pitch in pitches if 0 < pitch < 3 * size)
    return close[len(close) // 2] if close else _GAP * size
