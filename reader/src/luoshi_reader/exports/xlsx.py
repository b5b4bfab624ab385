"""Facts as a workbook: one sheet a kind of fact, one of doubts, and one that explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import IO, Any, Final

import xlsxwriter

from luoshi_reader.exports.cells import Cell, columns, rows
from luoshi_reader.exports.labels import SEVERITIES, TYPES
from luoshi_reader.exports.records import Reading
from luoshi_reader.exports.width import width
from luoshi_reader.facts import KINDS

_FIRST: Final = ("文件", "计划")
_DOUBTS: Final = ("文件", "编号", "程度", "说明", "行", "位置", "原文", "相关原文")
_WIDEST: Final = 60
#: A sheet keeps fifteen digits of a number and 32,767 characters of a text.
_DIGITS: Final = 15
_CHARACTERS: Final = 32_767

_NOTES: Final = (
    ("本工作簿", "由计划原文读出的事实，一类一张表；空表不列。"),
    ("原文、位置", "每行末尾为原文，位置为原文在文件中的字符序号（从 0 起），行为所在行。"),
    ("限定", "= 等于，>= 不低于，> 超过，~ 左右，<= 不超过，< 不足。"),
    ("多个值", "同一格有多个值时以“；”分隔。"),
    ("未审", "表中内容由程序读出，未经人工审定，使用前请对照原文。"),
)


def write(readings: Sequence[Reading], out: IO[bytes]) -> None:
    """Write the workbook: words as words, numbers as numbers, nothing ever as a formula."""
    memory = BytesIO()
    with xlsxwriter.Workbook(
        memory,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    ) as book:
        _notes(book, readings)
        for kind in KINDS:
            found = [[name, title, *cells] for name, title, cells in rows(kind, readings)]
            if found:
                _sheet(book, TYPES[kind.type], [*_FIRST, *columns(kind)], found)
        doubts = list(_doubts(readings))
        if doubts:
            _sheet(book, "存疑", _DOUBTS, doubts)
    out.write(memory.getvalue())


def _notes(book: Any, readings: Sequence[Reading]) -> None:
    counts = [
        (
            reading.name,
            f"{len(reading.document.plans)} 个计划，{len(reading.document.facts)} 条事实",
        )
        for reading in readings
    ]
    _sheet(book, "说明", ("项", "内容"), [*_NOTES, *counts])


def _doubts(readings: Sequence[Reading]) -> Iterable[list[Cell]]:
    for reading in readings:
        source = reading.document.source
        for doubt in reading.document.doubts:
            yield [
                reading.name,
                doubt.code,
                SEVERITIES[doubt.severity],
                doubt.message,
                source.place(doubt.span.start)[0],
                doubt.span.start,
                source.quote(doubt.span),
                "；".join(source.quote(span) for span in doubt.related) or None,
            ]


def _sheet(book: Any, name: str, head: Sequence[str], body: Sequence[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bg_color": "#E7ECF3", "bottom": 1, "valign": "vcenter"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for at, title in enumerate(head):
        sheet.write_string(0, at, title, bold)
        widest = max(width(title), *(width(str(row[at] or "")) for row in body))
        sheet.set_column(at, at, min(_WIDEST, widest) + 2, plain)
    sheet.autofilter(0, 0, len(body), len(head) - 1)
    for line, cells in enumerate(body, 1):
        for at, cell in enumerate(cells):
            _write(sheet, line, at, cell)


def _write(sheet: Any, line: int, at: int, cell: Cell) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(line, at, cell[:_CHARACTERS])
    elif len(str(abs(cell)).replace(".", "")) > _DIGITS:
        sheet.write_string(line, at, str(cell))
    else:
        sheet.write_number(line, at, cell)
