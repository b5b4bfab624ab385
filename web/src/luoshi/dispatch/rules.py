"""Pure rules of handing down: what is split, what is left, what a pasted split says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from luoshi.kernel.units import adds_up, convert

_HUNDRED: Final = Decimal(100)
#: What a cell of a sheet may hold beside a number.
_NUMBER: Final = re.compile(r"^([+-]?[0-9]+(?:\.[0-9]+)?)\s*(.*)$")
_HEADS: Final = ("地区", "单位", "市", "市县", "承接单位", "县区", "县（市、区）")
_TOTALS: Final = ("合计", "总计", "全省", "小计")
_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class Part:
    """What one agency gets: an amount in a unit, or a share in percent, or neither."""

    amount: Decimal | None = None
    unit: str = ""
    share_pct: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """What is split of a total: all in the total's unit. Without a total nothing is summed."""

    total: Decimal | None
    unit: str
    given: Decimal
    parts: int
    strangers: int = 0

    @property
    def rest(self) -> Decimal | None:
        """Return what is still open; below zero when more was given than there is."""
        return None if self.total is None else self.total - self.given

    @property
    def excess(self) -> Decimal | None:
        """Return by how much the parts exceed the total, or None where they do not."""
        return -self.rest if self.rest is not None and self.rest < 0 else None


def split(total: Decimal | None, unit: str, parts: Iterable[Part]) -> Split:
    """Return the sum of the parts against the total, in the total's unit.

    1.8 万辆 with 2850 辆 and 1160 辆 leaves 1.399 万辆. `strangers` counts the parts whose unit is
    of another kind: they are in no sum.
    """
    given, number, strangers = Decimal(0), 0, 0
    countable = total is not None and adds_up(unit)
    for part in parts:
        number += 1
        if not countable or (part.amount is None and part.share_pct is None):
            continue
        amount = in_unit(part, total, unit)
        if amount is None:
            strangers += 1
        else:
            given += amount
    return Split(total if countable else None, unit, given, number, strangers)


def in_unit(part: Part, total: Decimal | None, unit: str) -> Decimal | None:
    """Return a part as an amount of a unit, or None where it cannot be said in it."""
    if part.share_pct is not None:
        return None if total is None else total * part.share_pct / _HUNDRED
    return None if part.amount is None else convert(part.amount, part.unit or unit, unit)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A line of a pasted split: the agency's name, and its part or what is wrong with it."""

    line: int
    name: str
    part: Part | None
    error: str = ""


def pasted(text: str, unit: str) -> list[Pasted]:
    """Read two columns of a sheet, name and number; heads, sums and blank lines are passed over.

    2,850 and ２８５０ are 2850; 15% is a share; 0.285万辆 brings its own unit.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [unicodedata.normalize("NFKC", cell).strip() for cell in _cells(line)]
        cells = [cell for cell in cells if cell]
        if not cells or cells[0] in _HEADS or cells[0] in _TOTALS:
            continue
        found.append(_read(number, cells, unit))
    return found


def _cells(line: str) -> Sequence[str]:
    return line.split("\t") if "\t" in line else line.split()


def _read(number: int, cells: Sequence[str], unit: str) -> Pasted:
    name = cells[0]
    if len(cells) == 1:
        return Pasted(number, name, None, "没有数量")
    said = part_of(cells[1], unit)
    if isinstance(said, str):
        return Pasted(number, name, None, said)
    return Pasted(number, name, said)


def part_of(text: str, unit: str) -> Part | str:
    """Return the part that a cell states, or the sentence that says why it states none."""
    text = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    match = _NUMBER.match(text)
    if match is None:
        return f"“{text}”不是数"
    try:
        value = Decimal(match[1])
    except InvalidOperation:  # pragma: no cover - the pattern lets only numbers through
        return f"“{text}”不是数"
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _DECIMALS:
        return f"“{text}”的小数超过{_DECIMALS}位"
    if value <= 0:
        return "数量应大于零"
    said = match[2]
    if said == "%" and adds_up(unit):
        return Part(share_pct=value)
    if said and convert(value, said, unit) is None:
        return f"单位“{said}”与“{unit}”不能换算"
    return Part(amount=value, unit=said or unit)


def days_late(due: date | None, today: date) -> int:
    """Return by how many days a due date is past; zero while it is not."""
    return max(0, (today - due).days) if due else 0
