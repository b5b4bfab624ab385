"""From cells to rows of values, and to faults with their cell and plain words (USE-03)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils import get_column_letter

from luoshi.kernel.refusals import Refusal
from luoshi.kernel.sheets.fields import KEY, Field, compared, nearest, placed
from luoshi.kernel.sheets.files import UNCOUNTED, Grid, SheetUnreadable, grids, text_grid
from luoshi.kernel.sheets.values import folded, is_blank, text

_HEAD_WITHIN: Final = 20
_NOTES: Final = ("注", "备注", "说明", "填表", "制表", "审核", "单位负责人", "联系", "填报说明")
_ERRORS: Final = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


class SheetFaulty(Refusal):
    """The sheet has faults; nothing of it was taken."""

    code: ClassVar[str] = "kernel.sheet_faulty"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, a row or a column, in words."""

    row: int
    column: str
    letter: str
    words: str

    @property
    def cell(self) -> str:
        """Return the address of the cell as the sheet has it: C5."""
        return f"{self.letter}{self.row}" if self.row and self.letter else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read: its number in the sheet, its key where the template gave one, its values.

    A blank cell is None; a cell that could not be read is absent. `row[field]` is None for both;
    what is no field is a KeyError, so that templates find the attributes.
    """

    number: int
    key: str
    values: Mapping[str, Any]
    fields: frozenset[str] = frozenset()

    def __getitem__(self, key: str) -> Any:
        if key not in self.fields:
            raise KeyError(key)
        return self.values.get(key)


@dataclass(slots=True)
class Sheet:
    """What was read. `ignored` are the heads that no field knows; `fields` those that came."""

    name: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    fields: tuple[Field, ...] = ()
    _letters: dict[str, str] = field(default_factory=dict)

    def fault(self, row: Row | int, key: str, words: str) -> None:
        """Add what a context found wrong with a row, in the column of a field."""
        number = row if isinstance(row, int) else row.number
        labels = {one.key: str(one.label) for one in self.fields} | {"": KEY}
        self.faults.append(Fault(number, labels.get(key, key), self._letters.get(key, ""), words))

    @property
    def in_order(self) -> list[Fault]:
        """Return the faults from the top of the sheet."""
        return sorted(self.faults, key=lambda one: (one.row, len(one.letter), one.letter))

    def require_faultless(self) -> None:
        """Refuse to go on with a sheet that has faults: all or nothing.

        Raises:
            SheetFaulty: it has.

        """
        if self.faults:
            count = len(self.faults)
            words = ngettext(
                "表格有 %(n)s 处错误，全部没有导入。", "表格有 %(n)s 处错误，全部没有导入。", count
            )
            next_step = _("请按逐格提示改正后重新上传。")
            raise SheetFaulty(words % {"n": count}, next_step=next_step)


def read(content: bytes, fields: Sequence[Field]) -> Sheet:
    """Read a file: the first sheet that has a head with the fields' names.

    Raises:
        SheetUnreadable: it is no sheet, or none of its sheets has such a head.

    """
    return _best(grids(content), fields)


def read_text(pasted: str, fields: Sequence[Field]) -> Sheet:
    """Read a block pasted from a sheet, its head included.

    Raises:
        SheetUnreadable: it has no head with the fields' names.

    """
    return _best([text_grid(pasted)], fields)


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the head ends, and at which place each field stands."""

    ends_at: int
    names: list[list[str]]
    shown: list[str]
    places: dict[str, list[int]]


def _best(sheets: Sequence[Grid], fields: Sequence[Field]) -> Sheet:
    """Read the sheet whose head knows most fields, the first of several."""
    found = [(grid, head) for grid in sheets for head in _heads(grid, fields) if head.places]
    if not any(grid.rows for grid in sheets):
        raise SheetUnreadable(_("表格是空的。"), next_step=_("请填写后重新上传。"))
    wanted = [one for one in fields if one.required] or list(fields)
    good = [(g, h) for g, h in found if any(one.key in h.places for one in wanted)]
    if not good:
        heads = "、".join(str(one.label) for one in wanted)
        words = _("没有找到表头，应有“%(heads)s”各栏。") % {"heads": heads}
        raise SheetUnreadable(words, next_step=_("请下载模板，把内容贴入后重新上传。"))
    grid, head = max(good, key=lambda pair: len(pair[1].places))
    return _rows(grid, head, fields)


def _heads(grid: Grid, fields: Sequence[Field]) -> list[_Head]:
    """Return the possible heads among the first rows: one row, or two with merged cells."""
    heads = []
    first = grid.rows[:_HEAD_WITHIN]
    for index, (number, cells) in enumerate(first):
        names = [[compared(cell)] for cell in cells]
        shown = [_shown(cell) for cell in cells]
        heads.append(_Head(number, names, shown, placed(names, fields)))
        if index + 1 < len(first) and first[index + 1][0] == number + 1:
            lower = first[index + 1][1]
            both, words = _two_rows(cells, lower)
            heads.append(_Head(number + 1, both, words, placed(both, fields)))
    return heads


def _shown(head: Any) -> str:
    """Return a head as the sheet shows it."""
    return "" if head is None else folded(head)


def _two_rows(upper: Sequence[Any], lower: Sequence[Any]) -> tuple[list[list[str]], list[str]]:
    """Return the names of the columns under a head of two rows, merged either way."""
    names: list[list[str]] = []
    shown = []
    above: Any = None
    for place in range(max(len(upper), len(lower))):
        over = upper[place] if place < len(upper) else None
        under = lower[place] if place < len(lower) else None
        above = over if over is not None else above
        if under is None:
            names.append([compared(over)])
            shown.append(_shown(over))
        else:
            names.append([compared(f"{above or ''}{under}"), compared(under)])
            shown.append(_shown(under))
    return names, shown


def _rows(grid: Grid, head: _Head, fields: Sequence[Field]) -> Sheet:
    """Read the rows below a head."""
    letters = {key: get_column_letter(found[0] + 1) for key, found in head.places.items()}
    sheet = Sheet(grid.name, fields=tuple(fields), _letters=letters)
    _judge_head(sheet, head, fields)
    keys: Counter[str] = Counter()
    for number, cells in grid.rows:
        if number <= head.ends_at or _is_note(cells):
            continue
        row = _row(sheet, head, fields, number, cells)
        if row is None:
            continue
        keys[row.key] += bool(row.key)
        if keys[row.key] > 1:
            sheet.fault(row, "", _("这一行的行标识与上面某行相同，请删去重复的行。"))
        sheet.rows.append(row)
    return sheet


def _judge_head(sheet: Sheet, head: _Head, fields: Sequence[Field]) -> None:
    """Say which columns are missing, there twice, or unknown."""
    used = {place for found in head.places.values() for place in found}
    sheet.ignored = [words for place, words in enumerate(head.shown) if words and place not in used]
    for one in fields:
        found = head.places.get(one.key, [])
        if len(found) > 1 and not one.locked:
            at = "、".join(get_column_letter(place + 1) for place in found)
            words = _("“%(label)s”有多栏（%(at)s），请只留一栏。")
            sheet.fault(head.ends_at, one.key, words % {"label": one.label, "at": at})
        if not found and one.required:
            near = nearest(one, sheet.ignored)
            words = _("没有“%(label)s”一栏。") % {"label": one.label}
            if near:
                hint = _("表中的“%(near)s”如就是这一栏，请改为“%(label)s”。")
                words += hint % {"near": near, "label": one.label}
            sheet.fault(head.ends_at, one.key, words)


def _is_note(cells: Sequence[Any]) -> bool:
    """Whether a row is a remark below the table: one cell, and it says so."""
    said = [cell for cell in cells if cell is not None]
    return len(said) == 1 and isinstance(said[0], str) and said[0].strip().startswith(_NOTES)


def _row(
    sheet: Sheet, head: _Head, fields: Sequence[Field], number: int, cells: Sequence[Any]
) -> Row | None:
    """Read one row; none where every cell that matters is blank."""
    raw = {
        key: cells[places[0]] if places[0] < len(cells) else None
        for key, places in head.places.items()
    }
    wanted = [one for one in fields if one.key in raw and not one.locked]
    if all(is_blank(raw[one.key]) for one in wanted):
        return None
    values: dict[str, Any] = {}
    for one in wanted:
        try:
            values[one.key] = _value(one, raw[one.key])
        except ValueError as wrong:
            sheet.fault(number, one.key, str(wrong))
    key = raw.get("")
    known = frozenset(one.key for one in fields)
    return Row(number, "" if is_blank(key) else text(key), values, known)


def _value(one: Field, raw: Any) -> Any:
    """Return the value of a cell, None for a blank one; ValueError says what is wrong."""
    if is_blank(raw):
        if one.required:
            raise ValueError(_("必填，不能为空。"))
        return None
    if raw == UNCOUNTED:
        raise ValueError(_("公式没有计算结果，请在 Excel 或 WPS 中打开并保存，或填写数值。"))
    if isinstance(raw, str) and raw.strip() in _ERRORS:
        raise ValueError(_("公式出错（%(error)s），请改正或填写数值。") % {"error": raw.strip()})
    return one.value(raw)
