"""Exactly what is shown, as a sheet or as CSV (USE-01, USE-02, USE-05, SEC-35)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from django.db import transaction
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from luoshi.kernel import clock
from luoshi.kernel.access import units_of
from luoshi.kernel.simulation import simulated
from luoshi.kernel.tables.columns import Column
from luoshi.kernel.trail import record

if TYPE_CHECKING:
    from luoshi.kernel.tables.table import Table

FORMS: Final = ("xlsx", "csv", "csv-gb18030")
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL: Final = 32_767
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDE: Final = {"text": 24, "words": 44, "links": 28, "number": 12, "date": 12}
_PORTRAIT_COLUMNS: Final = 6


def answer(table: Table, form: str) -> HttpResponseBase:
    """Answer with the list in a form, and leave an entry in the trail."""
    table.version  # noqa: B018 - the version of the data is that before the entry of this export
    data = {"list": table.key, "query": table.query, "rows": table.matching, "form": form}
    with transaction.atomic():
        record("kernel.list.exported", by=table.request.user.get_username(), data=data)
    name = f"{table.title}-{timezone.localtime(clock.now()):%Y%m%d-%H%M}"
    if simulated():
        name = f"{_('模拟数据')}-{name}"
    if form == "xlsx":
        response: HttpResponseBase = FileResponse(sheet(table), content_type=_XLSX)
        name = f"{name}.xlsx"
    else:
        encoding = "gb18030" if form.endswith("gb18030") else "utf-8-sig"
        response = StreamingHttpResponse(
            _csv(table, encoding), content_type=f"text/csv; charset={encoding.removesuffix('-sig')}"
        )
        name = f"{name}.csv"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 - Django's signature
    return response


def about(table: Table) -> list[tuple[str, str]]:
    """Return what the sheet 说明 says: what this is, of when, for whom, how it was narrowed."""
    number, at = table.version
    chips = [f"{chip.label}：{chip.word}" for chip in table.chips]
    labels = {column.key: str(column.label) for column in table.columns}
    order = [
        labels[word.removeprefix("-")] + (_("（降序）") if word.startswith("-") else _("（升序）"))
        for word in table.state.sort
    ]
    return [
        *([(_("性质"), _("模拟数据：仅供演示和测试，不得作为依据。"))] if simulated() else []),
        (_("表名"), str(table.title)),
        (_("筛选"), "；".join(chips) or _("无")),
        (_("排序"), "，".join(order) or _("默认")),
        (_("栏目"), "、".join(column.head for column in table.shown)),
        (_("行数"), f"{table.matching} / {table.there}"),
        (_("导出时间"), f"{timezone.localtime(clock.now()):%Y-%m-%d %H:%M:%S}"),
        (_("导出人"), f"{table.request.user}（{table.request.user.get_username()}）"),
        (_("单位"), "、".join(units_of(table.request.user))),
        (_("数据截至"), f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""),
        (_("数据版本"), _("留痕第 %(number)s 号") % {"number": number}),
        (_("地址"), table.request.build_absolute_uri(table.request.path + table.query)),
    ]


def sheet(table: Table) -> io.BytesIO:
    """Write the list as a workbook, its rows through a temporary file; return it rewound."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    formats = _formats(book)
    page = book.add_worksheet(_sheet_name(str(table.title)))
    columns = table.shown
    for place, column in enumerate(columns):
        width = column.width + 4 if column.width else _WIDE.get(column.kind, 14)
        page.set_column(place, place, width)
    for place, column in enumerate(columns):
        page.write_string(0, place, column.head, formats["head"])
    rows = 0
    for rows, row in enumerate(table.every_row(), start=1):
        for place, column in enumerate(columns):
            _write(page, (rows, place), column, row, formats)
    _set_up(page, rows, columns)
    _write_about(book, table, formats)
    book.close()
    file.seek(0)
    return file


def _formats(book: Any) -> dict[str, Any]:
    """Return the formats of a workbook."""
    font = {"font_name": "宋体", "font_size": 10.5, "valign": "top", "text_wrap": True}
    head = {"bold": True, "valign": "vcenter", "align": "center", "bg_color": "#EBE8DF"}
    return {
        "text": book.add_format({**font, "num_format": "@"}),
        "number": book.add_format({**font, "num_format": "#,##0.########", "align": "right"}),
        "whole": book.add_format({**font, "num_format": "#,##0", "align": "right"}),
        "date": book.add_format({**font, "num_format": "yyyy-mm-dd", "align": "center"}),
        "moment": book.add_format({**font, "num_format": "yyyy-mm-dd hh:mm", "align": "center"}),
        "head": book.add_format({**font, **head, "bottom": 1}),
    }


def _sheet_name(title: str) -> str:
    """Return a title as a sheet may be called."""
    return "".join("　" if letter in "[]:*?/\\" else letter for letter in title)[:31] or "Sheet"


def _write(page: Any, place: tuple[int, int], column: Column, row: Any, formats: Any) -> None:
    """Write one cell: numbers as numbers, dates as dates, everything else as text."""
    value = column.raw(row)
    if value is None or value == "":
        page.write_blank(*place, None, formats["text"])
    elif column.kind == "number":
        number = column.rounded(value)
        whole = number is not None and number == number.to_integral_value()
        page.write_number(*place, float(number or 0), formats["whole" if whole else "number"])
    elif isinstance(value, datetime):
        moment = timezone.localtime(value).replace(tzinfo=None)
        page.write_datetime(*place, moment, formats["moment"])
    elif isinstance(value, date):
        page.write_datetime(*place, datetime(value.year, value.month, value.day), formats["date"])  # noqa: DTZ001 - a date has no zone
    else:
        page.write_string(*place, column.text(row)[:_LONGEST_CELL], formats["text"])


def _set_up(page: Any, rows: int, columns: list[Column]) -> None:
    """Freeze the head, offer filters, print on A4 with the head on every page."""
    frozen = sum(1 for column in columns if column.frozen)
    page.freeze_panes(1, frozen)
    if rows:
        page.autofilter(0, 0, rows, len(columns) - 1)
    page.repeat_rows(0)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")
    if simulated():
        page.set_header(f"&C{_('模拟数据')}")
    if len(columns) > _PORTRAIT_COLUMNS:
        page.set_landscape()


def _write_about(book: Any, table: Table, formats: Any) -> None:
    """Write the sheet that says what the first one is."""
    page = book.add_worksheet(_("说明"))
    page.set_column(0, 0, 12)
    page.set_column(1, 1, 90)
    for number, (label, words) in enumerate(about(table)):
        page.write_string(number, 0, label, formats["head"])
        page.write_string(number, 1, words[:_LONGEST_CELL], formats["text"])


def _safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(table: Table, encoding: str) -> Iterator[bytes]:
    """Yield the list as CSV, some rows at a time; the first bytes are the mark of UTF-8."""
    columns = table.shown
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.head for column in columns])
    first = True
    for number, row in enumerate(table.every_row(), start=1):
        writer.writerow(
            [
                column.text(row) if column.kind == "number" else _safe(column.text(row))
                for column in columns
            ]
        )
        if number % 500 == 0:
            yield _encoded(buffer, encoding, first=first)
            first = False
    yield _encoded(buffer, encoding, first=first)


def _encoded(buffer: io.StringIO, encoding: str, *, first: bool) -> bytes:
    """Return and forget what the buffer holds; only the first piece carries the mark."""
    name = encoding if first else encoding.removesuffix("-sig")
    data = buffer.getvalue().encode(name, errors="replace")
    buffer.seek(0)
    buffer.truncate()
    return data
