"""Templates: what goes out so that it can come back (USE-01, USE-03)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from luoshi.kernel import clock
from luoshi.kernel.sheets.fields import KEY, Field

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SPARE: Final = 200
_LONGEST_LIST: Final = 255
_PORTRAIT_WIDTH: Final = 90
_FONT: Final = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
_MAY: Final = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}


def template(
    title: str,
    fields: Sequence[Field],
    rows: Iterable[tuple[str, Mapping[str, Any]]] = (),
    *,
    notes: Sequence[str] = (),
    above: Sequence[str] = (),
) -> io.BytesIO:
    """Write a sheet to be filled in: rows with their keys, the head frozen, the key protected.

    `rows` are (key, values by field); `notes` are further sentences of the sheet 说明; the lines
    `above` the head are the form's own (表号, 填报单位), the first of them its title.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    formats = _formats(book)
    page = book.add_worksheet(title[:31])
    for at, line in enumerate(above):
        page.write_string(at, 1, line, formats["title" if at == 0 else "above"])
    top = len(above)
    count = _fill(page, fields, rows, formats, top)
    _set_up(page, fields, count, top)
    _explain(book, title, fields, notes, formats)
    book.close()
    file.seek(0)
    return file


def answer(file: io.BytesIO, name: str) -> FileResponse:
    """Answer with a workbook under a Chinese name (SEC-33)."""
    response = FileResponse(file, content_type=_XLSX)
    disposition = content_disposition_header(True, f"{name}.xlsx")  # noqa: FBT003 - Django's signature
    response.headers["Content-Disposition"] = disposition
    return response


def _formats(book: Any) -> dict[str, Any]:
    """Return the formats of a workbook; cells to be filled in are not locked."""
    head = {**_FONT, "bold": True, "align": "center", "bg_color": "#EBE8DF", "bottom": 1}
    free = {**_FONT, "locked": False}
    grey = {**_FONT, "bg_color": "#F3F1EA", "font_color": "#5F6570", "num_format": "@"}
    return {
        "head": book.add_format({**head, "text_wrap": True}),
        "locked": book.add_format(grey),
        "text": book.add_format({**free, "num_format": "@", "text_wrap": True}),
        "number": book.add_format({**free, "num_format": "#,##0.########"}),
        "date": book.add_format({**free, "num_format": "yyyy-mm-dd", "align": "center"}),
        "note": book.add_format({**_FONT, "text_wrap": True, "valign": "top"}),
        "above": book.add_format(_FONT),
        "title": book.add_format({**_FONT, "bold": True, "font_size": 14}),
    }


def _format_of(field: Field) -> str:
    if field.locked:
        return "locked"
    return {"number": "number", "whole": "number", "date": "date"}.get(field.kind, "text")


def _fill(
    page: Any,
    fields: Sequence[Field],
    rows: Iterable[tuple[str, Mapping[str, Any]]],
    formats: Mapping[str, Any],
    top: int,
) -> int:
    """Write head and rows from the row `top` on; return how many rows."""
    page.set_column(0, 0, 12, formats["locked"])
    page.write_string(top, 0, KEY, formats["head"])
    for place, field in enumerate(fields, start=1):
        page.set_column(place, place, field.width, formats[_format_of(field)])
        page.write_string(top, place, field.head, formats["head"])
    count = 0
    for count, (key, values) in enumerate(rows, start=1):
        page.write_string(top + count, 0, key, formats["locked"])
        for place, field in enumerate(fields, start=1):
            _write(page, (top + count, place), field, values.get(field.key), formats)
    return count


def _write(
    page: Any, place: tuple[int, int], field: Field, value: Any, formats: Mapping[str, Any]
) -> None:
    """Write one cell: numbers as numbers, dates as dates, choices as their words."""
    form = formats[_format_of(field)]
    if value is None or value == "":
        page.write_blank(*place, None, form)
    elif isinstance(value, bool):
        page.write_string(*place, "是" if value else "否", form)
    elif isinstance(value, Decimal | int | float):
        page.write_number(*place, float(value), form)
    elif isinstance(value, date):
        page.write_datetime(*place, datetime(value.year, value.month, value.day), form)  # noqa: DTZ001 - a date has no zone
    else:
        words = {code: str(word) for code, word in field.choices}
        page.write_string(*place, words.get(str(value), str(value)), form)


def _set_up(page: Any, fields: Sequence[Field], count: int, top: int) -> None:
    """Freeze and repeat the head, protect the keys, offer choices, fit the paper."""
    last = top + count + _SPARE
    page.freeze_panes(top + 1, 2)
    page.repeat_rows(top)
    page.set_paper(9)
    if sum(field.width for field in fields) > _PORTRAIT_WIDTH:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")
    page.autofilter(top, 0, top + max(count, 1), len(fields))
    page.protect("", _MAY)
    for place, field in enumerate(fields, start=1):
        words = [str(word) for _code, word in field.choices]
        if field.kind == "flag":
            words = ["是", "否"]
        if words and sum(len(word) + 1 for word in words) <= _LONGEST_LIST:
            rule = {"validate": "list", "source": words, "error_type": "warning"}
            page.data_validation(top + 1, place, last, place, rule)


def _explain(
    book: Any, title: str, fields: Sequence[Field], notes: Sequence[str], formats: Mapping[str, Any]
) -> None:
    """Add the sheet 说明: how to fill in, column by column."""
    page = book.add_worksheet(_("说明"))
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 10)
    page.set_column(2, 2, 70)
    page.write_string(0, 0, title, formats["title"])
    lines = [
        _("第一栏“行标识”由系统使用，请勿改动；新增的行在该栏留空。"),
        _("带 * 的栏目必填。栏目次序可以调整，不要改动表头名称。"),
        _("整表检查无误才导入，有一处错误则全部不导入；同一文件再次导入不会重复。"),
        *notes,
        _("生成时间：%(at)s") % {"at": f"{timezone.localtime(clock.now()):%Y-%m-%d %H:%M}"},
    ]
    for at, line in enumerate(lines, start=1):
        page.merge_range(at, 0, at, 2, line, formats["note"])
    start = len(lines) + 2
    for place, head in enumerate((_("栏目"), _("必填"), _("填写要求"))):
        page.write_string(start, place, head, formats["head"])
    for at, field in enumerate(fields, start=start + 1):
        page.write_string(at, 0, field.head.rstrip("*"), formats["note"])
        page.write_string(at, 1, _("是") if field.required else "", formats["note"])
        page.write_string(at, 2, _asked(field), formats["note"])


def _asked(field: Field) -> str:
    """Return what a column asks for, in words."""
    if field.locked:
        return _("由系统填写，改动不导入。")
    asked = {
        "number": _("数字，单位%(unit)s；可带“万”“亿”。") % {"unit": f"“{field.unit}”"}
        if field.unit
        else _("数字。"),
        "whole": _("整数。"),
        "date": _("日期，如 2016-03-01。"),
        "flag": _("填“是”或“否”。"),
        "choice": _("从下列内容中选填：%(words)s。")
        % {"words": "、".join(str(word) for _code, word in field.choices)},
    }
    return f"{asked.get(field.kind, '')}{field.note}"
