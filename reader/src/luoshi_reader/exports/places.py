"""Where words stand in the file they were taken from, as a person would say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from luoshi_reader.source import Piece

PAGE: Final = "第%(n)s页"
PARAGRAPH: Final = "第%(n)s段"
TABLE: Final = "表%(table)s第%(row)s行第%(column)s列"
SHEET: Final = "工作表“%(name)s”%(cell)s"
COMMA: Final = "，"
_LETTERS: Final = 26


def place_of(piece: Piece, say: Callable[[str], str] = str) -> str:
    """Return 第3页，第12段; 第2页，表1第4行第2列; 工作表“分工”B4. `say` translates the words."""
    parts = []
    if piece.page:
        parts.append(say(PAGE) % {"n": piece.page})
    if piece.sheet:
        cell = f"{_letters(piece.column)}{piece.row}"
        parts.append(say(SHEET) % {"name": piece.sheet, "cell": cell})
    elif piece.table:
        where = {"table": piece.table, "row": piece.row, "column": piece.column}
        parts.append(say(TABLE) % where)
    elif piece.paragraph:
        parts.append(say(PARAGRAPH) % {"n": piece.paragraph})
    return say(COMMA).join(parts)


def _letters(column: int) -> str:
    """Return the letters of a sheet's column: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, last = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + last) + letters
    return letters
