"""Tables: rows of tab- or bar-separated cells under a row of column names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from luoshi_reader.source import Span
from luoshi_reader.structure.columns import (
    as_held,
    names_columns,
    role_of,
    roles_by_cells,
    squeezed,
    states_facts,
)
from luoshi_reader.structure.lines import Line
from luoshi_reader.structure.outline import Table
from luoshi_reader.text.folding import Folded

_BLANKS: Final = " \xa0\t\r"
#: What says in a cell that the one above holds here too.
_DITTO: Final = frozenset({"〃", "″", '"', "”", "''", "同上", "同前", "（同上）"})
#: The names of columns stand among the first rows: a caption may be above them.
_MOST_CAPTIONS: Final = 3
#: More blank cells than this are the way of a column: one cell for several rows.
MOST_BLANK: Final = 0.15


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


def stands_alone(lines: Sequence[Line]) -> bool:
    """Whether the names of their columns show that rows are a plan, though nothing else is."""
    for line in lines[:_MOST_CAPTIONS]:
        words = [cell.text for cell in cells_of(line)]
        if names_columns(words):
            return states_facts(list(map(role_of, words)))
    return False


def table_of(lines: Sequence[Line], notes: Sequence[Folded], above: Table | None) -> Table | None:
    """Return the table that some consecutive rows make up.

    `notes` are the lines before it, `above` is the table that it may go on, without names of its
    own.
    """
    rows = [cells for line in lines if not _is_rule(cells := cells_of(line))]
    if not rows:
        return None
    at = next((at for at, row in enumerate(rows[:_MOST_CAPTIONS]) if _names(row)), None)
    if at is not None and all(_filled(row) == 1 for row in rows[:at]):
        notes = [*notes, *(cell for row in rows[:at] for cell in row if cell.text)]
        header, rows = _headed(rows[at:])
    elif above is not None and above.header and _width(rows) == len(above.header):
        header = above.header
        notes = above.notes
    else:
        header = None
    if header:
        told = [
            as_held(role_of(cell.text), [row[at].text for row in rows if at < len(row)])
            for at, cell in enumerate(header)
        ]
        roles = tuple(told)
    else:
        roles = roles_by_cells([[cell.text for cell in row] for row in rows])
    span = Span(lines[0].start, lines[-1].end)
    return Table(span, header, tuple(rows), roles, tuple(notes))


def _names(row: Sequence[Folded]) -> bool:
    return names_columns([cell.text for cell in row])


def _filled(row: Sequence[Folded]) -> int:
    return sum(1 for cell in row if cell.text)


def _width(rows: Sequence[Sequence[Folded]]) -> int:
    return max(map(len, rows))


def _headed(
    rows: list[tuple[Folded, ...]],
) -> tuple[tuple[Folded, ...], list[tuple[Folded, ...]]]:
    """Return the names of columns, of two rows where they stand so, and the rows below.

    Names said again in mid-table, at the top of a page, are no row.
    """
    header, rest = rows[0], rows[1:]
    heads = [_words(header)]
    if rest and len(rest[0]) == len(header) and _goes_below(rest[0], header):
        heads.append(_words(rest[0]))
        header = _joined(header, rest[0])
        rest = rest[1:]
    return header, [row for row in rest if _words(row) not in heads]


def _words(row: Sequence[Folded]) -> list[str]:
    return [squeezed(cell.text) for cell in row]


def _goes_below(row: Sequence[Folded], header: Sequence[Folded]) -> bool:
    """Whether a row parts the columns that the row above names together."""
    pairs = list(zip(row, header, strict=True))
    if not all(role_of(own.text) for own, _ in pairs if own.text) or _words(row) == _words(header):
        return False
    return any(own.text for own, _ in pairs) and all(own.text or above.text for own, above in pairs)


def _joined(above: Sequence[Folded], below: Sequence[Folded]) -> tuple[Folded, ...]:
    """Return the lower names, and the upper ones where none stands below.

    目标值 below 2025年 is of that year: there both are told, as they are printed.
    """
    names = []
    over: Folded | None = None
    for upper, lower in zip(above, below, strict=True):
        over = upper if upper.text else over if lower.text else None
        if not lower.text:
            names.append(upper)
        elif over is not None and role_of(over.text) == "value":
            names.append(_both(over, lower))
        else:
            names.append(lower)
    return tuple(names)


def _both(first: Folded, second: Folded) -> Folded:
    if first.text == second.text:
        return second
    return Folded(first.source, first.text + second.text, (*first.origins, *second.origins))


def said(table: Table) -> list[tuple[Folded, ...]]:
    """Return the rows of a table with what 同上 means, the cell above, in its place."""
    found: list[tuple[Folded, ...]] = []
    for row in table.rows:
        above = found[-1] if found else ()
        found.append(
            tuple(
                above[at] if cell.text in _DITTO and at < len(above) else cell
                for at, cell in enumerate(row)
            )
        )
    return found


def reaching_down(
    rows: Sequence[tuple[Folded, ...]], column: int, places: Sequence[int]
) -> dict[int, Folded]:
    """Return for each of some rows, by their places, the cell of a column that holds there.

    In a column that is often blank, a cell reaches down over the blank ones below it.
    """
    own = {at: rows[at][column] for at in places if column < len(rows[at])}
    blank = sum(1 for cell in own.values() if not cell.text)
    last: Folded | None = None
    for at, cell in own.items():
        if cell.text:
            last = cell
        elif last is not None and blank > MOST_BLANK * len(own):
            own[at] = last
    return own


def is_blank(cell: Folded) -> bool:
    """Whether a cell says nothing: it is empty, or holds a dash."""
    return not cell.text.strip("-—–－/\\无 ")


def _is_rule(cells: tuple[Folded, ...]) -> bool:
    """Whether a row is the rule under a header of bars: |---|---|."""
    return bool(cells) and all(cell.text and not cell.text.strip("-: ") for cell in cells)
