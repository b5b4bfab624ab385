"""LS103: numbers of the running text held against the numbers of the plan's tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Fact
from luoshi_reader.rules import raised
from luoshi_reader.source import Span
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.text.folding import Folded
from luoshi_reader.text.quantities import Quantity, quantities

#: So many characters behind the number must be the same to speak of the same thing: 重点企业.
_SAME: Final = 4
_SIGNS: Final = frozenset("，。、；：（）“”《》 的")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A printed count: the number, its unit and what is counted."""

    quantity: Quantity
    name: str
    span: Span


def text_and_table(plan: PlanText, _facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS103 where a row counts something otherwise than the text does.

    A row that says 优先支持50户重点企业 clashes with 20户重点企业 of the text, unless the text
    says 50户 somewhere too, or names several different counts of them.
    """
    rows = [
        counted
        for table in plan.tables
        for row in table.rows
        for cell in row
        for counted in _counts(cell, quantities(cell.text))
    ]
    if not rows:
        return
    told: defaultdict[tuple[str, str], list[_Counted]] = defaultdict(list)
    for paragraph in plan.paragraphs:
        for counted in _counts(paragraph.folded, paragraph.quantities()):
            told[_key(counted)].append(counted)
    for row in rows:
        others = told[_key(row)]
        if len({other.quantity.whole for other in others}) != 1:
            continue
        if others[0].quantity.whole != row.quantity.whole:
            yield _doubt(row, others)


def _key(counted: _Counted) -> tuple[str, str]:
    return counted.quantity.noun, counted.name


def _counts(view: Folded, found: Iterable[Quantity]) -> Iterator[_Counted]:
    text = view.text
    for quantity in found:
        if quantity.kind != "count" or quantity.value_to is not None or quantity.more:
            continue
        name = _name(text, quantity.end)
        if len(name) >= _SAME:
            end = quantity.end + _SAME
            yield _Counted(quantity, name, view.back(quantity.start, end))


def _name(text: str, at: int) -> str:
    end = at
    while end < min(len(text), at + _SAME) and text[end] not in _SIGNS:
        end += 1
    return text[at:end]


def _doubt(row: _Counted, others: list[_Counted]) -> Doubt:
    other = others[0]
    return raised(
        "LS103",
        row.span,
        tuple(each.span for each in others),
        row=_said(row),
        text=_said(other),
        row_value=row.quantity.value,
        text_value=other.quantity.value,
    )


def _said(counted: _Counted) -> str:
    quantity = counted.quantity
    return f"{quantity.value}{quantity.unit}{counted.name}"
