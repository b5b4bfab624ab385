"""Tables: rows of tab- or bar-separated cells under a row of column names."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.source import Span
from luoshi_reader.structure.lines import Line
from luoshi_reader.structure.outline import Table
from luoshi_reader.text.folding import Folded

_COLUMN: Final = re.compile(
    r"序号|编号|任务|事项|工作|措施|举措|内容|项目|单位|部门|牵头|责任|负责|主办|参加|配合|协办|"
    r"时限|时间|进度|指标|目标|备注|类别|名称|领域"
)
_LEAD: Final = re.compile(r"牵头|主办|(?:责任|负责)(?:单位|部门|主体|科室|处室)")
_LONGEST_NAME: Final = 14
_BLANKS: Final = " \xa0\t\r"


def cells_of(line: Line) -> tuple[Folded, ...]:
    """Return the cells of a row, each without blanks at its ends."""
    text = line.text
    bars = text.strip(_BLANKS).startswith("|")
    separator = "|" if bars and "\t" not in text else "\t"
    parts = text.split(separator)
    at = 0
    cells = []
    for part in parts:
        bare = part.strip(_BLANKS)
        start = at + (len(part) - len(part.lstrip(_BLANKS)) if bare else 0)
        cells.append(line.folded.cut(start, start + len(bare)))
        at += len(part) + 1
    return tuple(cells[1:-1] if bars and separator == "|" else cells)


def is_header(cells: tuple[Folded, ...]) -> bool:
    """Whether a row holds the names of columns."""
    words = [cell.text for cell in cells if cell.text]
    named = sum(1 for word in words if len(word) <= _LONGEST_NAME and _COLUMN.search(word))
    return len(words) > 1 and 2 * named > len(words) and not words[0].isdigit()


def divides_work(line: Line) -> bool:
    """Whether a row names the columns of a table that says who does what."""
    cells = cells_of(line)
    return is_header(cells) and any(_LEAD.search(cell.text) for cell in cells)


def table_of(lines: list[Line]) -> Table | None:
    """Return the table that some consecutive rows make up."""
    rows = [cells for line in lines if not _is_rule(cells := cells_of(line))]
    if not rows:
        return None
    header = rows[0] if is_header(rows[0]) else None
    if header:
        names = [cell.text for cell in header]
        rows = [cells for cells in rows[1:] if [cell.text for cell in cells] != names]
        if rows and is_header(rows[0]) and not rows[0][0].text and len(rows[0]) == len(header):
            below = rows.pop(0)
            header = tuple(
                own if own.text else above for own, above in zip(below, header, strict=True)
            )
    return Table(Span(lines[0].start, lines[-1].end), header, tuple(rows))


def _is_rule(cells: tuple[Folded, ...]) -> bool:
    """Whether a row is the rule under a header of bars: |---|---|."""
    return bool(cells) and all(cell.text and not cell.text.strip("-: ") for cell in cells)
