"""The form as a sheet: out with row keys and what is known, back in cell by cell (rows 42, 92)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final

import xlsxwriter
from django.utils.translation import gettext as _

from luoshi.kernel import sheets
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.sheets.values import is_blank, number
from luoshi.reporting.actions import CellEdit
from luoshi.reporting.models import Duty, ProjectBlocker, ProjectStage
from luoshi.reporting.queries.filling import asked_of, duty_seen
from luoshi.reporting.queries.grid import Grid, Row
from luoshi.reporting.rules.adding import Entered
from luoshi.reporting.rules.content import (
    NUMBER_COLUMNS,
    PROGRESS_COLUMNS,
    PROJECT_COLUMNS,
    PROJECT_NUMBERS,
    text_of,
)
from luoshi.reporting.rules.projects import UNIT
from luoshi.reporting.rules.typed import LONGEST, LONGEST_TEXT, cell_wrong
from luoshi.reporting.wording import column_words, words_of

_WORDS: Final = ("blank_reason", "explanation")
_MONEY: Final = (*NUMBER_COLUMNS, *PROJECT_NUMBERS)
_CHOICES: Final = {"stage": ProjectStage, "blocker": ProjectBlocker}
_A4: Final = 9


class SheetOfOther(Refusal):
    """The sheet was made for another report: form, period or agency differ."""

    code: ClassVar[str] = "reporting.sheet_of_other"


@dataclass(frozen=True, slots=True)
class Typed(sheets.Field):
    """A column of numbers, each in the unit of its own line: read when the line is known."""

    def _read(self, raw: Any) -> Any:
        return raw


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that the sheet changes."""

    row: Row
    column: str
    before: str
    after: str
    version: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a sheet brings: the cells it changes, what is wrong with it, rows that are new to it."""

    sheet: sheets.Sheet
    changes: list[Change]

    def edits(self) -> list[CellEdit]:
        """Return the changes as a person would have typed them."""
        return [
            CellEdit(one.row.line.pk, one.column, one.after, one.version) for one in self.changes
        ]


def fields_of(grid: Grid) -> list[sheets.Field]:
    """Return the columns of a duty's sheet."""
    last = grid.period.last_year().label
    fields = [
        sheets.Field("code", _("代码"), width=10, note=_("由系统填写，用来对行。")),
        sheets.Field("title", _("指标名称"), width=36, locked=True, aliases=("名称",)),
        sheets.Field("unit", _("计量单位"), width=10, locked=True),
        sheets.Field("entered", _("填报口径"), width=14, locked=True),
    ]
    note = _(
        "按本行计量单位填数；可带“万”“亿”。空着表示没有数，不等于零。由分项相加的总数，改动不导入。"
    )
    if grid.figures:
        fields.append(
            Typed("value", _("填报数"), kind="number", note=note, aliases=("数值", "本月"))
        )
    if grid.has_ratios:
        fields.append(Typed("numerator", _("分子"), kind="number", note=note))
        fields.append(Typed("denominator", _("分母"), kind="number", note=note))
    if grid.figures:
        fields += [
            sheets.Field("last", _("上期"), kind="number", locked=True),
            Typed(
                "base",
                _("上年同期"),
                kind="number",
                note=_("%(last)s；已有的由系统填写，改动不导入。") % {"last": last},
            ),
            sheets.Field("blank_reason", _("空缺原因"), longest=200, width=16),
            _words("explanation", _("说明")),
        ]
    if grid.progress or grid.projects:
        fields += [
            _words("done", _("进展情况"), "形象进度"),
            _words("problems", _("存在问题"), "困难情况"),
            _words("next_steps", _("下一步措施"), "下步措施"),
            sheets.Field(
                "finished_on",
                _("办结日期"),
                kind="date",
                width=12,
                note=_("没有数据指标的事项全部完成后填写，并上传佐证材料。"),
            ),
        ]
    return fields + (_project_fields() if grid.projects else [])


def _project_fields() -> list[sheets.Field]:
    """Return the columns that only projects fill."""
    words = column_words()
    found: list[sheets.Field] = []
    for column in PROJECT_COLUMNS:
        label = words[column]
        if column in PROJECT_NUMBERS:
            note = _("只在项目行填；可带“万元”。")
            found.append(Typed(column, label, kind="number", unit=UNIT, note=note, width=14))
        elif column in _CHOICES:
            choices = _CHOICES[column].choices
            found.append(sheets.Field(column, label, kind="choice", choices=choices, width=10))
        elif column == "expected_on":
            found.append(sheets.Field(column, label, kind="date", width=12))
        else:
            longest = LONGEST.get(column, LONGEST_TEXT)
            found.append(sheets.Field(column, label, longest=longest, width=20))
    return found


def _words(key: str, label: str, *aliases: str) -> sheets.Field:
    """Return a column of long texts."""
    return sheets.Field(key, label, longest=LONGEST_TEXT, width=28, aliases=aliases)


def key_of(duty: Duty, code: str) -> str:
    """Return a row's key: the report it belongs to and the line's code."""
    return f"{duty.pk}:{code}"


def write(grid: Grid) -> io.BytesIO:
    """Write a duty's sheet with all that is typed and known so far."""
    duty, form = grid.duty, grid.duty.cycle.form
    head = [
        ("表号", form.table_number),
        ("制定机关", form.maker),
        ("批准文号", form.approval),
        ("有效期至", f"{form.valid_to:%Y年%m月}" if form.valid_to else ""),
        ("填报单位", str(duty.enterprise or duty.agency.name)),
        ("期别", grid.period.label),
    ]
    above = [form.title, "    ".join(f"{name}：{value or '—'}" for name, value in head)]
    rows = ((key_of(duty, row.line.code), _values(grid, row)) for row in grid.rows)
    notes = [
        _("本表只用于“%(who)s”%(period)s，不要用于其他单位或其他期别。")
        % {"who": duty.enterprise or duty.agency.name, "period": grid.period.label},
        _("删去的行不受影响；清空的格按空缺导入。导入后仍需在系统中审核并报送。"),
    ]
    title = f"{form.table_number} {grid.period.code}".translate(
        str.maketrans("[]:*?/\\~", "        ")
    )
    return sheets.template(title, fields_of(grid), rows, notes=notes, above=above)


def _values(grid: Grid, row: Row) -> dict[str, Any]:
    """Return a line as the sheet shows it: numbers as numbers, what is no number as typed."""
    found: dict[str, Any] = {"code": row.line.code, "title": row.line.title, "unit": row.unit}
    for column, cell in row.cells.items():
        value = row.number(column) if column in _MONEY else None
        found[column] = cell.text if value is None else value
    if row.how is None or row.beside is None:
        return {**found, "entered": _("文字")}
    words = _("按分子、分母") if row.how.ratio else _("当期数")
    if row.how.entered == Entered.CUMULATIVE and not row.how.ratio:
        words = grid.period.cumulative_label + _("累计")
    if row.line.computed:
        words = _("由分项相加")
    base = row.beside.base if row.base_known else found["base"]
    return {**found, "entered": words, "last": row.beside.last, "base": base}


def read(grid: Grid, content: bytes, by: Any) -> Incoming:
    """Read a sheet that comes back to a duty: what it changes, and what is wrong with it.

    Raises:
        SheetUnreadable: it is no sheet, or has no head of this form.
        SheetOfOther: it belongs to another report.

    """
    sheet = sheets.read(content, fields_of(grid))
    _judge_owner(grid.duty, sheet, by)
    rows = {row.line.code: row for row in grid.rows}
    changes: list[Change] = []
    seen: set[str] = set()
    for one in sheet.rows:
        code = one.key.partition(":")[2] or str(one["code"] or "")
        row = rows.get(code)
        if row is None:
            sheet.fault(one, "code", _("本期报表没有代码为“%(code)s”的行。") % {"code": code})
        elif code in seen:
            sheet.fault(one, "code", _("代码“%(code)s”出现了两次。") % {"code": code})
        else:
            seen.add(code)
            changes += _changes(sheet, one, row)
    return Incoming(sheet, changes)


def _judge_owner(duty: Duty, sheet: sheets.Sheet, by: Any) -> None:
    """Refuse a sheet of which a row was made for another report, and say for which."""
    owners = {one.key.partition(":")[0] for one in sheet.rows if ":" in one.key}
    others = sorted(owners - {str(duty.pk)})
    if not others:
        return
    next_step = _("请下载本表的模板填写。")
    try:
        other = duty_seen(int(others[0]), by)
    except (Refusal, ValueError) as unknown:
        words = _("这个文件不是本表的模板，没有导入。")
        raise SheetOfOther(words, next_step=next_step) from unknown
    words = _("这个文件是“%(title)s”%(who)s %(period)s 的，不是本表的，没有导入。") % {
        "title": other.cycle.form.title,
        "who": other.enterprise or other.agency.name,
        "period": Period.parse(other.cycle.period_code).label,
    }
    raise SheetOfOther(words, next_step=next_step)


def _changes(sheet: sheets.Sheet, one: sheets.Row, row: Row) -> Iterator[Change]:
    """Yield the cells of a line that the sheet changes; what cannot be taken is a fault."""
    for column in (*NUMBER_COLUMNS, *_WORDS, *PROGRESS_COLUMNS, *PROJECT_COLUMNS):
        if column not in one.values:
            continue
        raw = one[column]
        if column not in row.cells:
            if not is_blank(raw):
                sheet.fault(one, column, words_of("column"))
            continue
        if column == "base" and row.base_known:
            continue
        if row.line.computed and column in NUMBER_COLUMNS[:3]:
            continue  # 总数由分项相加: the sheet only shows it
        after = _text(sheet, one, row, column, raw)
        cell = row.cells[column]
        if after is not None and not _same(row, column, cell.text, after):
            yield Change(row, column, cell.text, after, cell.version)


def _text(sheet: sheets.Sheet, one: sheets.Row, row: Row, column: str, raw: Any) -> str | None:
    """Return a cell of the sheet as typed; None, with a fault, where it is wrong."""
    if is_blank(raw):
        return ""
    text = str(raw).strip()
    if column in _MONEY:
        unit = UNIT if column in PROJECT_NUMBERS else row.unit
        try:
            text = text_of(number(raw, unit))
        except (ValueError, ArithmeticError):
            words = _("“%(said)s”不是以“%(unit)s”计的数字。")
            sheet.fault(one, column, words % {"said": text[:40], "unit": unit or _("数")})
            return None
    wrong = cell_wrong(asked_of(row.line), column, text)
    if wrong:
        sheet.fault(one, column, words_of(wrong))
        return None
    return text


def _same(row: Row, column: str, before: str, after: str) -> bool:
    """Whether two texts of a cell say the same: 12,500.0 is 12500."""
    if column in _MONEY and before and after:
        return row.number(column) == Decimal(after)
    return before.strip() == after


def faults(found: Sequence[sheets.Fault], name: str) -> io.BytesIO:
    """Write what is wrong with a sheet as a sheet: row, column, cell, plain words."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(_("错误清单"))
    head = book.add_format({"bold": True, "bottom": 1})
    page.write_string(0, 0, name)
    for place, words in enumerate((_("行"), _("栏目"), _("单元格"), _("问题"))):
        page.write_string(1, place, words, head)
    for at, one in enumerate(found, start=2):
        page.write_number(at, 0, one.row)
        for place, words in enumerate((one.column, one.cell, one.words), start=1):
            page.write_string(at, place, words)
    page.set_column(0, 2, 14)
    page.set_column(3, 3, 70)
    page.freeze_panes(2, 0)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    book.close()
    file.seek(0)
    return file
