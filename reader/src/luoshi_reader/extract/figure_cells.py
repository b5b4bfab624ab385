"""The cells of a table of figures: what names an indicator, and what a number in it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from luoshi_reader.extract.measures import FLIPPED
from luoshi_reader.extract.owners import AREA, is_narrow, part
from luoshi_reader.facts import Figure, FigureKind, Nature, Op
from luoshi_reader.lexicon.comparators import HEDGE
from luoshi_reader.structure.clauses import Stretch
from luoshi_reader.structure.marks import mark_of
from luoshi_reader.structure.outline import Table
from luoshi_reader.structure.tables import is_blank
from luoshi_reader.text.comparators import compare
from luoshi_reader.text.folding import Folded
from luoshi_reader.text.quantities import quantity_at

_NATURES: Final[dict[str, Nature]] = {"约": "binding", "预": "expected"}
_ESTIMATED: Final = re.compile("预计|估计")
_PAST: Final = re.compile("实际|完成|现状|基期|基准|基年|基数|实绩|期初")
_WANTED: Final = re.compile("目标|规划|计划|预期|期末")
#: 单位：亿元 above a table: the unit of what names none.
_UNIT_NOTE: Final = re.compile(r"(?:计量)?单位[：:] {0,4}([^：:，。；、（）() ]{1,8})")
_WHOSE: Final = re.compile(AREA)
#: （亿元）, （%） behind the name of an indicator or of a column.
UNIT_IN: Final = re.compile(r"[（(〔\[]([^（）()〔〕\[\]，。；0-9]{1,12})[）)〕\]]$|，([%％‰])$")
_UNIT_WORDS: Final = re.compile(
    r"[万亿千百十]{0,4}(?:[元吨辆人个家户件项台套亩米天年月所张座篇册条]|%|％|‰|百分点|公顷|公里|千米|平方|立方|千瓦|标准煤|人次|倍|岁|分|毫克|微克|克|度|美元|名).{0,10}$"
)
_LEADING: Final = re.compile(r"其中[：:]?|[#★☆*※▲△—-]{1,3} ?|[、：:]")
#: A rate of growth is told by the name of its indicator.
_GROWS: Final = re.compile(
    "(?:年均|同比|比上年|较上年|累计|可比|名义|实际){0,2}(?:增长速度|增长率|增长|增速|增幅)$"
)
_FALLS: Final = re.compile(
    "(?:年均|同比|比上年|较上年|累计|五年累计){0,2}(?:下降率|下降幅度|降低率|降幅|下降|降低|减少)$"
)
_CHANGES: Final = re.compile(
    "(?:年均|同比|累计|较上年|比上年){0,2}(?:(增长|增加|提高|上升)|(下降|降低|减少))"
)
_YEARLY: Final = "年均"
_SIGNS: Final[dict[str, Op]] = {
    "≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", ">": ">", "＞": ">", "<": "<", "＜": "<",
    "≈": "~", "=": "=", "＝": "=",
}  # fmt: skip
_SIGN: Final = re.compile("[≥≤>＞<＜≈=＝]=?")
_OPENS: Final = "〔【［[（("
_CLOSES: Final = "〕】］]）)"
#: What may follow a number in its cell: a mark of a note, or the note itself.
_NOTED: Final = re.compile(r"[*※①-⑳]{0,3}(?:[（(〔\[][^（）()〔〕\[\]]{0,30}[）)〕\]])?[*※。]?$")
SUM: Final = re.compile("(?:合|总|小) {0,4}计")
_LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: the year they are for, and what they are."""

    at: int
    kind: FigureKind
    year: int | None
    grows: bool
    #: The column of levels that a column of growth belongs to, where it does.
    level: int | None = None


class Number(NamedTuple):
    """What a cell of one number says."""

    op: Op
    value: Decimal
    value_to: Decimal | None
    unit: str
    grows: bool
    falls: bool
    hedge: bool


class Indicator(NamedTuple):
    """The cell of an indicator taken apart."""

    cell: Folded
    subject: str
    name: str
    unit: str
    grows: bool
    falls: bool


def kind_of(name: str, year: int | None, years: list[int]) -> FigureKind:
    """Return what the numbers under a name are; without a word for it the first year has passed."""
    if _ESTIMATED.search(name):
        return "estimate"
    if _PAST.search(name):
        return "actual"
    if _WANTED.search(name) or year is None:
        return "target"
    return "actual" if year == min(years) < max(years) else "target"


def bound(column: Column, columns: list[Column], header: list[str]) -> Column:
    """Bind a growth to the levels it is the growth of: the last year's, or those to its left."""
    levels = [each for each in columns if not each.grows]
    if column.year is not None:
        mine = [each for each in levels if each.year == column.year]
    elif _YEARLY in header[column.at]:
        mine = sorted(levels, key=lambda each: each.year or 0)[-1:]
    else:
        mine = [each for each in levels if each.at < column.at][-1:]
    if not mine:
        return column
    return replace(column, kind=mine[-1].kind, year=mine[-1].year, level=mine[-1].at)


def figures_of(
    table: Table, row: tuple[Folded, ...], indicator: Indicator, columns: list[Column]
) -> Iterator[Figure]:
    """Yield the figures of one row; a growth is told with the level it belongs to."""
    nature = _nature(table, row)
    cells = {each.at: number_in(row[each.at].text) for each in columns if each.at < len(row)}
    growing = {
        each.level: (each, number)
        for each in columns
        if each.grows and each.level is not None and (number := cells.get(each.at))
    }
    for column in columns:
        number = cells.get(column.at)
        if number is None:
            continue
        if column.grows and column.level is not None and cells.get(column.level) is not None:
            continue  # told with its level
        grown = growing.get(column.at)
        figure = _figure(table, row, indicator, column, number)
        if grown is not None and figure.value is not None:
            op, percent = _growth(grown[1], falls=indicator.falls)
            place = row[grown[0].at]
            figure = replace(
                figure,
                growth_op=op,
                growth_pct=percent,
                evidence=(*figure.evidence, place.back(0, len(place.text))),
            )
        yield replace(figure, nature=nature)


def _figure(
    table: Table,
    row: tuple[Folded, ...],
    indicator: Indicator,
    column: Column,
    number: Number,
) -> Figure:
    cell = row[column.at]
    header = table.header[column.at] if table.header else None
    unit, place = _unit(table, row, indicator, column, number)
    subject, whose = _subject(table, indicator)
    told = [indicator.cell, place, header, whose]
    evidence = [each.back(0, len(each.text)) for each in told if each is not None and each.text]
    grows = (
        column.grows
        or number.grows
        or number.falls
        or ((indicator.grows or indicator.falls) and unit in {"%", "％", "‰", ""})
    )
    op, percent = _growth(number, falls=indicator.falls) if grows else (None, None)
    return Figure(
        span=cell.back(0, len(cell.text)),
        evidence=tuple(sorted({*evidence}, key=lambda span: span.start)),
        kind=column.kind,
        year=column.year,
        subject_text=subject or None,
        indicator_text=indicator.name,
        op=None if grows else number.op,
        value=None if grows else number.value,
        value_to=None if grows else number.value_to,
        unit=None if grows else (unit or None),
        growth_op=op,
        growth_pct=percent,
        hedge=number.hedge,
        scope="sub" if is_narrow(subject, "") else "province",
    )


def _growth(number: Number, *, falls: bool) -> tuple[Op, Decimal]:
    if number.falls or (falls and number.value > 0):
        return FLIPPED.get(number.op, number.op), -number.value
    return number.op, number.value


def _unit(
    table: Table, row: tuple[Folded, ...], indicator: Indicator, column: Column, number: Number
) -> tuple[str, Folded | None]:
    """Return the unit of a number and the cell that says it: its own, its row's, its table's."""
    if number.unit:
        return number.unit, None
    at = table.roles.index("unit") if "unit" in table.roles else None
    if at is not None and at < len(row) and not is_blank(row[at]):
        return row[at].words(0, len(row[at].text)), row[at]
    if indicator.unit:
        return indicator.unit, None
    for cell in (table.header or ())[column.at : column.at + 1]:
        if found := UNIT_IN.search(cell.text):
            return found[1] or found[2], None
    for note in table.notes:
        if found := _UNIT_NOTE.search(note.text):
            return found[1], note.cut(*found.span(1))
    return "", None


def _subject(table: Table, indicator: Indicator) -> tuple[str, Folded | None]:
    """Return whose an indicator is: the words before it, or the territory of the caption."""
    if indicator.subject:
        return indicator.subject, None
    for note in reversed(table.notes):
        if found := _WHOSE.search(note.text):
            return found[0], note.cut(*found.span())
    return "", None


def _nature(table: Table, row: tuple[Folded, ...]) -> Nature | None:
    for at, role in enumerate(table.roles):
        if role == "nature" and at < len(row) and row[at].text:
            return _NATURES.get(row[at].text[0])
    return None


def indicator_in(cell: Folded) -> Indicator | None:
    """Take the cell of an indicator apart: number, owner, name, unit, whether it tells a growth."""
    text = cell.text
    if not text or len(text) > _LONGEST_NAME or SUM.fullmatch(text):
        return None
    start = 0
    if (mark := mark_of(text)) and mark.end < len(text):
        start = mark.end
    while found := _LEADING.match(text, start):
        start = found.end()
    end = len(text.rstrip("*※①②③④⑤⑥⑦⑧⑨ "))
    unit = ""
    if found := UNIT_IN.search(text, start, end):
        said = found[1] or found[2]
        if _UNIT_WORDS.match(said):
            unit, end = said, found.start()
    grows = _GROWS.search(text, start, end)
    falls = _FALLS.search(text, start, end)
    changed = grows or falls
    if changed is not None and changed.start() > start:
        end = changed.start()
    if start >= end:
        return None
    parted = part(text, Stretch(start, end))
    owner, name = parted.owner, parted.indicator
    if name.start >= name.end:
        owner, name = Stretch(start, start), Stretch(start, end)
    return Indicator(
        cell,
        cell.words(owner.start, owner.end),
        cell.words(name.start, name.end),
        unit,
        grows is not None,
        falls is not None,
    )


def number_in(cell: str) -> Number | None:
    """Read a cell that holds one number: ≥95, 〔50〕, 12,500, 6.5左右, 年均增长6%以上."""
    text = cell.strip(" \u3000")
    hedge = text.startswith(HEDGE)
    text = text.removeprefix(HEDGE)
    if text[:1] in set(_OPENS) and text[-1:] in set(_CLOSES) and text:
        text = text[1:-1]
    change = _CHANGES.match(text)
    at = change.end() if change else 0
    sign = _SIGN.match(text, at)
    start = sign.end() if sign else at
    while start < len(text) and not (text[start].isdigit() or text[start] in "-−"):
        start += 1
    quantity = quantity_at(text, start)
    if quantity is None or (sign and start > sign.end()):
        return None
    compared = compare(text, quantity)
    lead = text[at : compared.start].strip("达到至为 ")
    if lead and not sign:
        return None
    if not _NOTED.match(text, compared.end):
        return None
    op = _SIGNS.get(sign[0], "=") if sign else compared.op
    return Number(
        op,
        quantity.value,
        quantity.value_to,
        quantity.unit,
        grows=change is not None and bool(change[1]) and quantity.noun in {"%", "‰"},
        falls=change is not None and bool(change[2]) and quantity.noun in {"%", "‰"},
        hedge=hedge,
    )
