"""Last year's bases as a sheet: out with row keys and what is known, back all or none (GOV-15)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from luoshi.kernel import sheets
from luoshi.kernel.periods import Period
from luoshi.kernel.sheets.values import is_blank, number
from luoshi.reporting.models import Base, Duty
from luoshi.reporting.queries.bases import BaseRow
from luoshi.reporting.sheets import SheetOfOther, Typed, key_of
from luoshi.reporting.wording import origin_words


@dataclass(frozen=True, slots=True)
class Change:
    """A base that a sheet says anew."""

    row: BaseRow
    said: dict[str, Any]


def fields() -> list[sheets.Field]:
    """Return the columns."""
    return [
        sheets.Field("code", _("代码"), width=10),
        sheets.Field("title", _("指标名称"), width=36, locked=True),
        sheets.Field("unit", _("计量单位"), width=10, locked=True),
        sheets.Field("now", _("现有来源"), width=12, locked=True),
        Typed("published", _("上年公布数"), kind="number", note=_("按本行计量单位填数。")),
        sheets.Field(
            "factor", _("可比口径系数"), kind="number", note=_("公布数乘以系数即可比口径数。")
        ),
        sheets.Field("note", _("调整说明"), width=24),
        sheets.Field("origin", _("来源"), kind="choice", choices=Base.Origin.choices, width=10),
        sheets.Field("source", _("依据"), width=28, note=_("文件名称、文号或年鉴页码。")),
        sheets.Field("reason", _("理由"), width=24, note=_("新填或修改的行须写明。")),
        sheets.Field("version", _("版次"), kind="whole", width=8, note=_("由系统填写，请勿改动。")),
    ]


def write(duty: Duty, rows: Sequence[BaseRow]) -> io.BytesIO:
    """Write the bases of a report as they stand."""
    period = Period.parse(duty.cycle.period_code)
    last = period.last_year().label
    title = f"{duty.cycle.form.title} {duty.enterprise or duty.agency} {last}"
    notes = [_("只导入新填或改动的行；有一处错误则全部不导入。")]
    lines = ((key_of(duty, row.line.code), _values(row)) for row in rows)
    return sheets.template(_("上年基数"), fields(), lines, notes=notes, above=[title])


def _values(row: BaseRow) -> dict[str, Any]:
    kept = row.kept
    return {
        "code": row.line.code,
        "title": row.line.title,
        "unit": row.line.series.unit if row.line.series else "",
        "now": origin_words(row.origin),
        "published": row.published,
        "factor": kept.factor if kept else None,
        "note": kept.note if kept else "",
        "origin": kept.origin if kept else "",
        "source": kept.source if kept else "",
        "reason": "",
        "version": kept.version if kept else 0,
    }


def read(duty: Duty, rows: Sequence[BaseRow], content: bytes) -> sheets.Sheet:
    """Read a sheet that comes back; what is wrong in a changed row is a fault.

    Raises:
        SheetUnreadable: it is no sheet, or has no head of this form.
        SheetOfOther: it belongs to another report.

    """
    sheet = sheets.read(content, fields())
    owners = {one.key.partition(":")[0] for one in sheet.rows if ":" in one.key}
    if owners - {str(duty.pk)}:
        raise SheetOfOther(_("这个文件不是本单位本期上年基数的表，没有导入。"))
    by_code = {row.line.code: row for row in rows}
    for one in sheet.rows:
        row = by_code.get(_code(one))
        if row is None:
            sheet.fault(one, "code", _("没有代码为“%(code)s”的行。") % {"code": _code(one)})
        else:
            _judge(sheet, one, row)
    return sheet


def _code(one: sheets.Row) -> str:
    return one.key.partition(":")[2] or str(one["code"] or "")


def _judge(sheet: sheets.Sheet, one: sheets.Row, row: BaseRow) -> None:
    """Find what a changed row lacks."""
    try:
        said = _said(one, row)
    except (ValueError, ArithmeticError):
        sheet.fault(one, "published", _("不是数字，请填阿拉伯数字。"))
        return
    if said is None:
        return
    for column in ("source", "reason"):
        if not said[column]:
            sheet.fault(one, column, _("新填或修改的行须写明。"))
    factor = said["factor"]
    if factor is not None and (factor <= 0 or not said["note"]):
        sheet.fault(one, "note", _("可比口径系数须大于零，并说明调整了什么。"))


def _said(one: sheets.Row, row: BaseRow) -> dict[str, Any] | None:
    """Return what a row says anew of its base; None where it says what is known."""
    unit = row.line.series.unit if row.line.series else ""
    raw = one["published"]
    if is_blank(raw):
        return None
    published = number(raw, unit)
    factor = None if is_blank(one["factor"]) else Decimal(str(one["factor"]))
    kept = row.kept
    said = {
        "published": published,
        "factor": factor,
        "note": str(one["note"] or "").strip(),
        "origin": str(one["origin"] or Base.Origin.ENTERED),
        "source": str(one["source"] or "").strip(),
    }
    known = {name: getattr(kept, name) for name in said} if kept else {}
    if known == said or (kept is None and published == row.published and not said["source"]):
        return None
    reason = str(one["reason"] or "").strip()
    return {**said, "reason": reason, "version": int(one["version"] or 0)}


def changes(rows: Sequence[BaseRow], sheet: sheets.Sheet) -> Iterator[Change]:
    """Yield the bases that a faultless sheet says anew."""
    by_code = {row.line.code: row for row in rows}
    for one in sheet.rows:
        row = by_code[_code(one)]
        said = _said(one, row)
        if said is not None:
            yield Change(row, said)
