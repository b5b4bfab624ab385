"""Tables with merged cells, laid out so that every row reads by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from luoshi_reader.formats.draft import Cell


class Spanned(NamedTuple):
    """A cell as the file holds it: its words, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


#: A cell covers no more than this, whatever a file says.
MOST_SPANNED = 500


def laid_out(rows: Sequence[Sequence[Spanned]]) -> list[list[Cell]]:
    """Return rows of single cells, all of one length.

    A cell over several rows is said again in each of them, so that a row names its lead agency;
    not so one of the first row, which holds the names of columns. A cell over several columns is
    said once, in the first.
    """
    found: list[list[Cell]] = []
    #: What still hangs down into the rows below: column → (cell, rows left).
    hanging: dict[int, tuple[Cell, int]] = {}
    for at, row in enumerate(rows, 1):
        line: list[Cell] = []
        waiting = list(row)
        while waiting or len(line) in hanging:
            column = len(line)
            if column in hanging:
                cell, left = hanging.pop(column)
                line.append(cell)
                if left > 1:
                    hanging[column] = (cell, left - 1)
                continue
            spanned = waiting.pop(0)
            for offset in range(min(max(spanned.columns, 1), MOST_SPANNED)):
                cell = Cell("" if offset else spanned.text, at, column + 1)
                line.append(cell)
                if spanned.rows > 1:
                    below = cell._replace(text="") if at == 1 else cell
                    hanging[column + offset] = (below, min(spanned.rows, MOST_SPANNED) - 1)
        for column in sorted(hanging):
            if column < len(line):
                continue
            cell, left = hanging.pop(column)
            line += [Cell("", at, n + 1) for n in range(len(line), column)]
            line.append(cell)
            if left > 1:
                hanging[column] = (cell, left - 1)
        found.append(line)
    width = max(map(len, found), default=0)
    return [
        [*line, *(Cell("", at, n + 1) for n in range(len(line), width))]
        for at, line in enumerate(found, 1)
    ]
