"""Tables without lines: columns told by the gaps that run down through their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from luoshi_reader.formats.glyphs import Glyph, Line, together, words_of
from luoshi_reader.formats.grid import Spanned
from luoshi_reader.structure.columns import names_columns

#: In heights of a character: a gap between two cells, and how far rows may stand apart.
_GAP: Final = 1.4
_PITCH: Final = 4.0
_NEAR: Final = 0.2
_FEWEST_ROWS: Final = 3
#: What has no number of its own and is no rest of the row above.
_SUMS: Final = frozenset({"合计", "总计", "小计", "合 计", "总 计", "小 计"})
_FEWEST_COLUMNS: Final = 3
#: Two columns are a table where their names say so: 任务, 责任单位.
_FEWEST_NAMED: Final = 2

_Table = tuple[list[list[Spanned]], tuple[float, ...], int]


def aligned_table(lines: list[Line], at: int) -> _Table | None:
    """Return (rows, left edges of the columns, line after the last) of a table that begins here.

    At least three lines must hold at least three cells each, under one another, or two cells
    where the first line names what stands in them. A line without a
    first cell goes on the row above: the words of a cell were wrapped.
    """
    head = _cells(lines[at])
    fewest = _FEWEST_COLUMNS
    if len(head) == _FEWEST_NAMED and names_columns([words_of(cell) for cell in head]):
        fewest = _FEWEST_NAMED
    if len(head) < fewest:
        return None
    edges = [cell[0].left for cell in head]
    stop = at
    while stop < len(lines) and _belongs(lines, stop, at, edges):
        edges = _wider(edges, lines[stop])
        stop += 1
    full = sum(len(_cells(line, edges)) >= fewest for line in lines[at:stop])
    if full < _FEWEST_ROWS:
        return None
    rows: list[list[str]] = []
    for line in lines[at:stop]:
        row = [""] * len(edges)
        for cell in _cells(line, edges):
            column = _column(cell, edges)
            row[column] = together(row[column], words_of(cell)) if row[column] else words_of(cell)
        if rows and not row[0] and not _SUMS.intersection(row):
            rows[-1] = [
                together(a, b) if a and b else a or b for a, b in zip(rows[-1], row, strict=True)
            ]
        else:
            rows.append(row)
    return [[Spanned(text) for text in row] for row in rows], tuple(edges), stop


def _cells(line: Line, edges: Sequence[float] = ()) -> list[list[Glyph]]:
    """Return the stretches of a line between wide gaps, and from where a column begins."""
    cells: list[list[Glyph]] = [[]]
    for glyph in line.glyphs:
        if not glyph.text.strip(" \xa0\u3000"):
            continue
        begins = any(abs(glyph.left - edge) < _NEAR * line.size for edge in edges)
        if cells[-1] and (begins or glyph.left - cells[-1][-1].right > _GAP * line.size):
            cells.append([])
        cells[-1].append(glyph)
    return [cell for cell in cells if cell]


def _belongs(lines: list[Line], at: int, first: int, edges: list[float]) -> bool:
    line = lines[at]
    if at > first and line.top - lines[at - 1].top > _PITCH * line.size:
        return False
    if at > first and len(_cells(line)) == 1:
        # The rest of one wrapped cell stands right under it; all else is running text.
        return any(abs(line.left - edge) < _NEAR * line.size for edge in edges[1:])
    cells = _cells(line, edges)
    return all(_fits(cell, edges, line.size) for cell in cells)


def _fits(cell: list[Glyph], edges: list[float], size: float) -> bool:
    """Whether a cell begins under a column and ends before the next."""
    column = _column(cell, edges)
    later = edges[column + 1] if column + 1 < len(edges) else float("inf")
    return cell[0].left >= edges[0] - 2 * size and cell[-1].right <= later + size


def _column(cell: list[Glyph], edges: list[float]) -> int:
    middle = (cell[0].left + cell[-1].right) / 2
    start = cell[0].left
    near = [at for at, edge in enumerate(edges) if edge <= max(start, middle - 1) + 1]
    return near[-1] if near else 0


def _wider(edges: list[float], line: Line) -> list[float]:
    """Move the edges out to what stands furthest left in each column: heads are often centred."""
    moved = list(edges)
    for cell in _cells(line):
        column = _column(cell, edges)
        moved[column] = min(moved[column], cell[0].left)
    return moved
