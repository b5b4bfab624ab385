"""Workbooks of tasks: every sheet as its title lines and its table, values as they are shown."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from luoshi_reader.formats.draft import Draft
from luoshi_reader.formats.grid import Spanned, laid_out
from luoshi_reader.formats.packages import Package
from luoshi_reader.formats.refusals import refused

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: A sheet that says it has more rows or columns than these is no table of tasks.
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 100
MOST_CELLS: Final = 200_000
_DECIMALS: Final = 10


def read(data: bytes) -> Draft:
    """Return the text of a workbook: hidden sheets and rows left out.

    A row with one filled cell above a table is a line of its own: a title, 填报单位：…. Every cell
    says its row and column of the sheet. Formulas are read as the values they last had.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - an extra, loaded when such a file comes

    package = Package(data)
    cells = 0
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            part = package.read(name)
            package.refuse_entities(part)
            cells += part.count(b"<c ")
    if cells > MOST_CELLS:
        raise refused("bomb")
    try:
        book = load_workbook(BytesIO(data), data_only=True, keep_links=False)
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError) as broken:
        raise refused("damaged") from broken
    draft = Draft()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            _sheet(draft, sheet)
    return draft


def _sheet(draft: Draft, sheet: Worksheet) -> None:
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise refused("bomb")
    spans, covered = _merged(sheet)
    rows: list[list[Spanned]] = []
    numbers: list[int] = []
    draft.blank()
    for at, row in enumerate(sheet.iter_rows(), 1):
        if sheet.row_dimensions[at].hidden:
            continue
        cells = [
            Spanned(_shown(cell), *spans.get((at, column), (1, 1)))
            for column, cell in enumerate(row, 1)
            if (at, column) not in covered
        ]
        filled = [cell for cell in cells if cell.text]
        tall = any(covered.get((at, column)) for column in range(1, len(row) + 1))
        if len(filled) > 1 or (filled and tall) or (filled and rows):
            rows.append(cells)
            numbers.append(at)
            continue
        _table(draft, rows, numbers, sheet.title)
        if filled:
            draft.line(filled[0].text, sheet=sheet.title, row=at, column=_column(cells))
    _table(draft, rows, numbers, sheet.title)


def _table(draft: Draft, rows: list[list[Spanned]], numbers: list[int], sheet: str) -> None:
    """Add the rows gathered so far as one table, each under its number in the sheet."""
    laid = [[cell._replace(row=numbers[cell.row - 1]) for cell in row] for row in laid_out(rows)]
    draft.table(laid, sheet=sheet)
    rows.clear()
    numbers.clear()


def _column(cells: list[Spanned]) -> int:
    return next(at for at, cell in enumerate(cells, 1) if cell.text)


_Places = dict[tuple[int, int], tuple[int, int]]


def _merged(sheet: Worksheet) -> tuple[_Places, dict[tuple[int, int], bool]]:
    """Return how far each merged range reaches from its first cell, and the cells it covers.

    A covered cell is true where the first cell stands in a row above.
    """
    spans: _Places = {}
    covered: dict[tuple[int, int], bool] = {}
    for area in sheet.merged_cells.ranges:
        rows = min(area.max_row, MOST_ROWS) - area.min_row + 1
        columns = min(area.max_col, MOST_COLUMNS) - area.min_col + 1
        spans[area.min_row, area.min_col] = (columns, rows)
        for down in range(rows):
            for right in range(columns):
                if down or right:
                    covered[area.min_row + down, area.min_col + right] = down > 0
    return spans, covered


def _shown(cell: Any) -> str:
    """Return a value as the sheet shows it: 0.096 under the format 0.0% is 9.6%."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date | time):
        return _date(value)
    if isinstance(value, int | float):
        percent = "%" in cell.number_format
        number = round(value * 100 if percent else value, _DECIMALS)
        text = f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")
        return f"{text}%" if percent else text
    return str(value).replace("_x000D_", "").strip()


def _date(value: datetime | date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value.year}年{value.month}月{value.day}日"
