"""Who leads and who takes part: rows of a division table, and responsibility in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi_reader.extract.responsibility import printed_assignments, shares_of
from luoshi_reader.extract.units import units_of
from luoshi_reader.facts import Assignment
from luoshi_reader.source import Span
from luoshi_reader.structure.columns import is_units
from luoshi_reader.structure.marks import numeral
from luoshi_reader.structure.outline import PlanText, Table
from luoshi_reader.structure.tables import is_blank, reaching_down, said
from luoshi_reader.text.folding import Folded

_ROLES: Final = re.compile("牵头|配合|负责")
_HAN_NUMBER: Final = re.compile("[（(]?([一二三四五六七八九十]{1,3})[）)、]?$")
#: What may say the task, the surest first.
_TASKS: Final = ("task", "project", "goal", "content", "indicator", "group")
_SUM: Final = re.compile("(?:合|总|小)\\s{0,4}计")


@dataclass(frozen=True, slots=True)
class _Columns:
    number: int | None
    task: int
    lead: int
    join: int | None
    due: int | None


def assignments(plan: PlanText) -> Iterator[Assignment]:
    """Yield one assignment a row of every division table, then those printed in the text.

    A row 1 | 品牌培育 | 省工业和信息化委 | 省商务厅、工商局 gives task 品牌培育, led by the first,
    with 省商务厅 and 省工商局 taking part.
    """
    for table in plan.tables:
        yield from _rows(table)
    yield from printed_assignments(plan)


def _rows(table: Table) -> Iterator[Assignment]:
    columns = _columns(table)
    if columns is None:
        return
    rows = said(table)
    places = [
        at
        for at, row in enumerate(rows)
        if len(row) > max(columns.lead, columns.task)
        and row[columns.task].text
        and not _SUM.match(row[columns.task].text)
        and (columns.task > 0 or len(row) == len("任务") or sum(bool(c.text) for c in row) > 1)
    ]
    leading = reaching_down(rows, columns.lead, places)
    beside = {
        at: reaching_down(rows, at, places) for at in (columns.join, columns.due) if at is not None
    }
    for at in places:
        row = rows[at]
        task, lead = row[columns.task], leading[at]
        # What stands beside it is said once for several rows only where who leads is.
        reaches = lead is not row[columns.lead]
        join, until = (
            beside[column].get(at) if reaches and column is not None else _cell(row, column)
            for column in (columns.join, columns.due)
        )
        leads, participants = _shares(lead, join, alone=columns.join is None)
        if not leads and not participants:
            continue
        filled = [cell for cell in table.rows[at] if cell.text]
        own = Span(filled[0].origins[0], filled[-1].origins[-1] + 1)
        told = [cell.back(0, len(cell.text)) for cell in (lead, join, until) if cell and cell.text]
        yield Assignment(
            span=own,
            evidence=tuple(place for place in told if not own.covers(place)),
            number=_number(row[columns.number]) if columns.number is not None else None,
            task_text=_words(task),
            leads=leads,
            participants=participants,
            due_text=_words(until) if until and not is_blank(until) else None,
            task=task.back(0, len(task.text)),
        )


def _cell(row: Sequence[Folded], at: int | None) -> Folded | None:
    return row[at] if at is not None and at < len(row) else None


def _columns(table: Table) -> _Columns | None:
    roles = table.roles
    answering = [at for at, role in enumerate(roles) if role in {"lead", "answering"}]
    if not answering and "join" not in roles and "indicator" not in roles:
        answering = [at for at, role in enumerate(roles) if role == "unit" and _in_units(table, at)]
    if not answering:
        return None
    lead = next((at for at in answering if roles[at] == "lead"), answering[0])
    task = _task(table, lead)
    if task is None:
        return None
    joins = [at for at, role in enumerate(roles) if role == "join"]
    joins += [at for at in answering if at != lead]

    def first(role: str) -> int | None:
        return roles.index(role) if role in roles else None

    return _Columns(first("number"), task, lead, joins[0] if joins else None, first("due"))


def _task(table: Table, lead: int) -> int | None:
    """Return the column of tasks: of several, that which tells most rows apart."""
    for role in _TASKS:
        found = [at for at, each in enumerate(table.roles) if each == role and at != lead]
        if found:
            return max(found, key=lambda at: _telling(table, at))
    return None


def _telling(table: Table, at: int) -> tuple[int, int]:
    words = [row[at].text for row in table.rows if at < len(row)]
    return len(set(filter(None, words))), sum(map(len, words))


def _in_units(table: Table, at: int) -> bool:
    """Whether a column headed 单位 holds agencies, not units of measure."""
    filled = [row[at].text for row in table.rows if at < len(row) and row[at].text]
    return bool(filled) and all(map(is_units, filled))


def _shares(
    lead: Folded, join: Folded | None, *, alone: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = "" if is_blank(lead) else _words(lead)
    if alone and _ROLES.search(words):
        return shares_of(words)
    others = "" if join is None or is_blank(join) else _words(join)
    return units_of(words), units_of(others)


def _number(cell: Folded) -> int | None:
    text = cell.text.strip("()（）").rstrip(".、．")
    if text.isascii() and text.isdigit():
        return int(text)
    han = _HAN_NUMBER.match(cell.text)
    return numeral(han[1]) if han else None


def _words(cell: Folded) -> str:
    return cell.words(0, len(cell.text))
