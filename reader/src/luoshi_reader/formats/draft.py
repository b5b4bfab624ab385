"""The text of a file as it grows, each stretch tied to its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from unicodedata import normalize

from luoshi_reader.source import Piece, Source

#: What would break a line or a cell, or is no character of a text.
_BREAKS: Final = re.compile("[\t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+")
_LOST: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff\ud800-\udfff\ufeff\u200b\xad]")
#: Radicals that programs write for the characters drawn alike: ⼯ for 工 (Unicode's own compatible
#: forms), ⻓ for 长 (EquivalentUnifiedIdeograph.txt of the Unicode character database).
_RADICALS: Final = {code: normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(radical): character
    for radical, character in zip(
        "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民西见角贝车长门青页风飞食马骨鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
}
#: A wrap inside a cell: folding takes it away, so that the words stay whole.
WRAP: Final = "\u3000"


class Cell(NamedTuple):
    """The words of one cell and the row and column, from 1, at which the file holds them."""

    text: str
    row: int
    column: int


class Draft:
    """A text under way: lines, blank lines and rows of tab-separated cells."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._paragraphs = 0
        self._tables = 0

    @property
    def source(self) -> Source:
        """What was drafted, without blank lines at its end."""
        return Source("".join(self._parts), tuple(self._pieces))

    def blank(self) -> None:
        """Set what follows apart."""
        if self._parts and self._parts[-2:] != ["\n", "\n"]:
            self._put("\n")

    def paragraph(self, words: Iterable[tuple[str, int]], *, level: int = 0) -> None:
        """Add a paragraph of (words, page) stretches; a newline in the words begins a new line.

        `level` as in `Piece`. Words that are blank leave a blank line.
        """
        stretches = [(clean_line(text), page) for text, page in words]
        if not "".join([text for text, _ in stretches]).strip(" \t\n\xa0\u3000"):
            self.blank()
            return
        self._paragraphs += 1
        for text, page in stretches:
            self._piece(text, Piece(0, 0, page, self._paragraphs, level=level))
        self._put("\n")

    def line(self, text: str, *, sheet: str, row: int, column: int) -> None:
        """Add a line that stands in one cell of a sheet: a title above its table."""
        words = _BREAKS.sub(" ", clean(text)).strip(" \xa0\u3000")
        self._piece(words, Piece(0, 0, row=row, column=column, sheet=sheet))
        self._put("\n")

    def table(
        self,
        rows: Sequence[Sequence[Cell]],
        *,
        page: int = 0,
        sheet: str = "",
        goes_on: bool = False,
    ) -> None:
        """Add a table of rows of equal length; columns empty throughout are left out.

        With `goes_on` the rows are further ones of the table just added, all columns kept.
        """
        kept = [
            at
            for at in range(max(map(len, rows), default=0))
            if goes_on or any(at < len(row) and row[at].text.strip() for row in rows)
        ]
        if not kept:
            return
        if not goes_on:
            self._tables += 1
            if self._pieces and self._pieces[-1].table:
                self.blank()  # two tables side by side are two
        for row in rows:
            self._row([row[at] for at in kept if at < len(row)], page, sheet)

    def _row(self, cells: Sequence[Cell], page: int, sheet: str) -> None:
        words = [_BREAKS.sub(WRAP, clean(cell.text)).strip(" \xa0\u3000") for cell in cells]
        if not any(words):
            return
        for at, (cell, text) in enumerate(zip(cells, words, strict=True)):
            if at:
                self._put("\t")
            self._piece(
                text,
                Piece(
                    0,
                    0,
                    page,
                    table=self._tables,
                    row=cell.row,
                    column=cell.column,
                    sheet=sheet,
                ),
            )
        self._put("\n")

    def _piece(self, text: str, where: Piece) -> None:
        if text:
            end = self._length + len(text)
            self._pieces.append(where._replace(start=self._length, end=end))
            self._put(text)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def clean(text: str) -> str:
    """Return a text without what is no character, old radicals as the characters they stand for."""
    return _LOST.sub("", text).translate(_RADICALS)


def clean_line(text: str) -> str:
    """Return the words of a paragraph; vertical tabs and their like begin a new line."""
    return re.sub("[\r\v\f\x1c-\x1f\x85\u2028\u2029]", "\n", clean(text).replace("\r\n", "\n"))
