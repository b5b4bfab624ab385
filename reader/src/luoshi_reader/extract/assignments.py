"""Who leads and who takes part: rows of a division table, and responsibility in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luoshi_reader.extract.responsibility import printed_assignments, shares_of
from luoshi_reader.extract.units import units_of
from luoshi_reader.facts import Assignment
from luoshi_reader.source import Span
from luoshi_reader.structure.marks import numeral
from luoshi_reader.structure.outline import PlanText, Table
from luoshi_reader.text.folding import Folded

_NUMBER: Final = re.compile("序号|编号")
_TASK: Final = re.compile("任务|事项|工作|措施|举措|内容|项目|要点")
_LEAD: Final = re.compile("牵头|主办|负责|责任(?:单位|部门|主体)")
_JOIN: Final = re.compile("参加|配合|参与|协办|协同|协助|责任(?:单位|部门)")
_FIRST: Final = re.compile("牵头|主办")
_ROLES: Final = re.compile("牵头|配合|负责")
_HAN_NUMBER: Final = re.compile("[（(]?([一二三四五六七八九十]{1,3})[）)、]?$")


@dataclass(frozen=True, slots=True)
class _Columns:
    number: int | None
    task: int
    lead: int
    join: int | None


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
    for row in table.rows:
        if len(row) <= columns.lead or not row[columns.task].text:
            continue
        task = row[columns.task]
        leads, participants = _shares(row, columns)
        if not leads and not participants:
            continue
        filled = [cell for cell in row if cell.text]
        yield Assignment(
            span=Span(filled[0].origins[0], filled[-1].origins[-1] + 1),
            number=_number(row[columns.number]) if columns.number is not None else None,
            task_text=_words(task),
            leads=leads,
            participants=participants,
            task=task.back(0, len(task.text)),
        )


def _columns(table: Table) -> _Columns | None:
    if table.header is None:
        return None
    names = [cell.text for cell in table.header]
    leads = [at for at, name in enumerate(names) if _LEAD.search(name)]
    leads = [at for at in leads if _FIRST.search(names[at])] or leads
    if not leads:
        return None
    lead = leads[0]
    tasks = [
        at
        for at, name in enumerate(names[:lead])
        if _TASK.search(name) and not _NUMBER.search(name)
    ]
    if not tasks:
        return None
    joins = [at for at, name in enumerate(names) if at != lead and _JOIN.search(name)]
    numbers = [at for at, name in enumerate(names) if _NUMBER.search(name)]
    return _Columns(numbers[0] if numbers else None, tasks[-1], lead, joins[0] if joins else None)


def _shares(row: tuple[Folded, ...], columns: _Columns) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead = _words(row[columns.lead])
    if columns.join is None and _ROLES.search(lead):
        return shares_of(lead)
    joins = columns.join is not None and columns.join < len(row)
    return units_of(lead), units_of(_words(row[columns.join or 0])) if joins else ()


def _number(cell: Folded) -> int | None:
    text = cell.text.rstrip(".、．")
    if text.isascii() and text.isdigit():
        return int(text)
    han = _HAN_NUMBER.match(text)
    return numeral(han[1]) if han else None


def _words(cell: Folded) -> str:
    return cell.words(0, len(cell.text))
