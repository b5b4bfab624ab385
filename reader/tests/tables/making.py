"""One table in every form in which plans print it."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from luoshi_reader import Source, as_record, read_plan
from luoshi_reader.formats import open_source
from openpyxl import Workbook

from reader.tests.formats.making import as_pdf, cell, p, row, table, word


class Merged(NamedTuple):
    """A cell over several columns or rows."""

    text: str
    columns: int = 1
    rows: int = 1


Grid = list[list[str | Merged]]


class Sheet(NamedTuple):
    """A plan around one table: the lines before it, its rows and the lines behind it."""

    before: str
    grid: Grid
    after: str = ""


def placed(grid: Grid) -> Iterator[tuple[int, int, Merged]]:
    """Yield (row, column, cell) of every cell that the file holds."""
    taken: set[tuple[int, int]] = set()
    for at, cells in enumerate(grid):
        column = 0
        for each in cells:
            while (at, column) in taken:
                column += 1
            own = each if isinstance(each, Merged) else Merged(each)
            taken |= {
                (at + down, column + right)
                for down in range(own.rows)
                for right in range(own.columns)
            }
            yield at, column, own
            column += own.columns


def width(grid: Grid) -> int:
    return max(column + each.columns for _, column, each in placed(grid))


def as_docx(sheet: Sheet) -> bytes:
    wide = width(sheet.grid)
    cells: dict[tuple[int, int], str] = {}
    covered: set[tuple[int, int]] = set()
    for at, column, each in placed(sheet.grid):
        span = f'<w:gridSpan w:val="{each.columns}"/>' if each.columns > 1 else ""
        merge = '<w:vMerge w:val="restart"/>' if each.rows > 1 else ""
        cells[at, column] = cell(html.escape(each.text), span + merge)
        for down in range(1, each.rows):
            cells[at + down, column] = cell("", f"{span}<w:vMerge/>")
        covered |= {
            (at + down, column + right)
            for down in range(each.rows)
            for right in range(1, each.columns)
        }
    rows = [
        row(
            *(
                cells.get((at, column), cell(""))
                for column in range(wide)
                if (at, column) not in covered
            )
        )
        for at in range(len(sheet.grid))
    ]
    lines = "".join(p(html.escape(line)) for line in sheet.before.splitlines())
    tail = "".join(p(html.escape(line)) for line in sheet.after.splitlines())
    return word(lines + table(*rows) + tail)


def as_html(sheet: Sheet, style: str = "", *, ruled: bool = True) -> str:
    rows: list[str] = []
    for cells in sheet.grid:
        made = ""
        for each in cells:
            own = each if isinstance(each, Merged) else Merged(each)
            spans = f' colspan="{own.columns}"' if own.columns > 1 else ""
            spans += f' rowspan="{own.rows}"' if own.rows > 1 else ""
            made += f"<td{spans}>{html.escape(own.text)}</td>"
        rows.append(f"<tr>{made}</tr>")
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in sheet.before.splitlines())
    tail = "".join(f"<p>{html.escape(line)}</p>" for line in sheet.after.splitlines())
    look = (
        "@page{size:A4;margin:25mm}body{font:12pt/1.6 'Noto Serif CJK SC'}"
        "p{margin:0;text-indent:2em}table{border-collapse:collapse;width:100%}"
        + ("td{border:1px solid}" if ruled else "td{padding:2pt 12pt;white-space:nowrap}")
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><style>{look}{style}</style></head><body>"
        f"{lines}<table><tbody>{''.join(rows)}</tbody></table>{tail}</body></html>"
    )


def as_xlsx(sheet: Sheet) -> bytes:
    book = Workbook()
    page: Any = book.active
    at = 0
    for line in sheet.before.splitlines():
        at += 1
        page.cell(at, 1, line)
    for down, column, each in placed(sheet.grid):
        page.cell(at + down + 1, column + 1, each.text)
        if each.rows > 1 or each.columns > 1:
            page.merge_cells(
                start_row=at + down + 1,
                start_column=column + 1,
                end_row=at + down + each.rows,
                end_column=column + each.columns,
            )
    at += len(sheet.grid)
    for line in sheet.after.splitlines():
        at += 1
        page.cell(at, 1, line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(sheet: Sheet) -> list[list[str]]:
    lines = [[""] * width(sheet.grid) for _ in sheet.grid]
    for at, column, each in placed(sheet.grid):
        lines[at][column] = each.text
    return lines


def as_tabs(sheet: Sheet) -> str:
    """Return the text as Word gives it: merged cells once, the others empty."""
    rows = "".join("\t".join(line) + "\n" for line in _lines(sheet))
    return f"{sheet.before}{rows}{sheet.after}"


def as_bars(sheet: Sheet) -> str:
    """Return the text as Markdown."""
    rows = [f"| {' | '.join(line)} |\n" for line in _lines(sheet)]
    rule = "|" + "---|" * width(sheet.grid) + "\n"
    return f"{sheet.before}\n{rows[0]}{rule}{''.join(rows[1:])}\n{sheet.after}"


def as_stack(sheet: Sheet) -> str:
    """Return the text as a portal's page gives it when copied: a cell a line, empty ones gone."""
    cells = "".join(f"{each.text}\n" for _, _, each in placed(sheet.grid) if each.text)
    return f"{sheet.before}{cells}{sheet.after}"


def source_of(sheet: Sheet, form: str, room: Path) -> Source:
    """Return the source of a table in a form."""
    match form:
        case "docx":
            return open_source(as_docx(sheet), "计划.docx")
        case "html":
            return open_source(as_html(sheet).encode(), "计划.html")
        case "xlsx":
            return open_source(as_xlsx(sheet), "计划.xlsx")
        case "md":
            return open_source(as_bars(sheet).encode(), "计划.md")
        case "tabs":
            return open_source(as_tabs(sheet).encode(), "计划.txt")
        case "stack":
            return open_source(as_stack(sheet).encode(), "计划.txt")
        case "pdf":
            return open_source(as_pdf(as_html(sheet), room), "计划.pdf")
        case _aligned:
            return open_source(as_pdf(as_html(sheet, ruled=False), room), "计划.pdf")


def rows_read(source: Source) -> list[dict[str, Any]]:
    """Return what the tables of a text state, without the places."""
    document = read_plan(source)
    kinds = {"assignment", "figure", "project"}
    records = [as_record(fact, source) for fact in document.facts if fact.type in kinds]
    for record in records:
        del record["start"], record["quote"]
    return records
