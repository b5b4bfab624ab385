"""LS203 to LS209: rows and brackets that name nobody, somebody twice, or nobody in particular."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Assignment, Fact
from luoshi_reader.rules import raised
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.outline import PlanText, Table
from luoshi_reader.structure.tables import MOST_BLANK, is_blank

_LEAD: Final = ("lead", "answering")
_UNITS: Final = re.compile(r"单位|部门|牵头|参加|配合")
_LEVEL: Final = re.compile("^[省市区县州](?=.{3})")
_MEMBER: Final = re.compile(r"[^、，；,;（）\s]{3,}")
_FIRM: Final = re.compile(r"(?:有限公司|股份公司|集团公司|有限责任公司)$")
_UNNAMED: Final = re.compile(
    r"(?:各?(?:有关|相关|各有关|各相关)|各)(?:省直|市直|区直|县直|市级|区级|县级|职能|成员|责任|主管)?"
    r"(?:部门|单位|委办局|方面|部门和单位|部门、单位)$"
)
_SHORTEST: Final = 6
_LONGEST: Final = 30
#: Joint leads are worth a word where a table has so many rows and so few of them.
_MANY: Final = 8
_FEW: Final = 0.15


def rows(plan: PlanText, facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS203 to LS209."""
    for table in plan.tables:
        yield from _without_lead(table)
        yield from _listed_twice(table)
    assignments = [fact for fact in facts if isinstance(fact, Assignment)]
    yield from _two_leads(assignments)
    yield from _joint_leads(plan, assignments)
    for each in assignments:
        yield from _units(each, plan.source)


def _without_lead(table: Table) -> Iterator[Doubt]:
    at = next((table.roles.index(role) for role in _LEAD if role in table.roles), None)
    if at is None or not table.header:
        return
    named = at - 1 if at else 1
    full = [row for row in table.rows if len(row) == len(table.header) and row[named].text]
    blank = [row for row in full if is_blank(row[at])]
    if len(blank) > MOST_BLANK * len(full):
        return
    for row in blank:
        task = row[named]
        words = task.words(0, len(task.text))
        yield raised("LS203", task.back(0, len(task.text)), task=words)


def _listed_twice(table: Table) -> Iterator[Doubt]:
    """Yield each unit that a cell of units names twice."""
    named = [at for at, cell in enumerate(table.header or ()) if _UNITS.search(cell.text)]
    for row in table.rows:
        for cell in (row[at] for at in named if at < len(row)):
            seen: set[str] = set()
            for match in _MEMBER.finditer(cell.text):
                bare = _LEVEL.sub("", match[0])
                if bare in seen:
                    yield raised("LS206", cell.back(*match.span()), unit=match[0])
                seen.add(bare)


def _two_leads(assignments: Sequence[Assignment]) -> Iterator[Doubt]:
    """Yield one task that stands twice with different leads."""
    seen: dict[str, Assignment] = {}
    for each in assignments:
        if len(each.task_text) < _SHORTEST or not each.leads:
            continue
        first = seen.setdefault(each.task_text, each)
        if set(first.leads) != set(each.leads):
            yield raised(
                "LS204",
                each.task,
                (first.task,),
                task=each.task_text,
                here="、".join(each.leads),
                there="、".join(first.leads),
            )


def _joint_leads(plan: PlanText, assignments: Sequence[Assignment]) -> Iterator[Doubt]:
    """Yield the few rows of a table with several leads where nearly all have one."""
    for table in plan.tables:
        inside = [each for each in assignments if table.span.covers(each.span) and each.leads]
        several = [each for each in inside if len(each.leads) > 1]
        if len(inside) < _MANY or len(several) > _FEW * len(inside):
            continue
        for each in several:
            yield raised(
                "LS209",
                each.task,
                task=_short(each.task_text),
                count=len(each.leads),
                units="、".join(each.leads),
            )


def _units(each: Assignment, source: Source) -> Iterator[Doubt]:
    leads, others = set(each.leads), set(each.participants)
    for unit in sorted(leads & others):
        yield raised("LS205", _place(unit, each, source), unit=unit)
    for unit in each.leads:
        if _FIRM.search(unit):
            where = _place(unit, each, source)
            yield raised("LS207", where, unit=unit, task=_short(each.task_text))
        elif _UNNAMED.match(unit) and len(each.leads) == 1:
            where = _place(unit, each, source)
            yield raised("LS208", where, unit=unit, task=_short(each.task_text))


def _place(unit: str, each: Assignment, source: Source) -> Span:
    """Return where a unit stands last in the words of its row, or else the whole row."""
    at = source.text.rfind(unit, each.span.start, each.span.end)
    return Span(at, at + len(unit)) if at >= 0 else each.span


def _short(task: str) -> str:
    return task if len(task) <= _LONGEST else f"{task[:_LONGEST]}…"
