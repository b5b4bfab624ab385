"""The letter that tells one agency everything it leads and takes part in (row 102)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from luoshi.agencies.api import Agency
from luoshi.kernel.papers import Paper
from luoshi.ledger.models import Item, Responsibility

#: Millimetres: number, task, what is promised, due.
_WIDTHS = (14, 82, 38, 22)
_NUMERALS = "一二三四五六七八九十"


def letter(agency: Agency, items: Iterable[Item], *, on: date) -> bytes:
    """Return a .docx draft: by plan, what the agency leads, then what it takes part in.

    Only tasks of the division tables are listed; `items` carry `agency_role`. Undecided ones are
    marked 未审. The number and the signer are left for a person (DOC-17).
    """
    tasks = [item for item in items if item.kind == Item.Kind.TASK]
    led = [item for item in tasks if item.agency_role == Responsibility.Role.LEAD]  # type: ignore[attr-defined]  # annotated by the list
    joined = [item for item in tasks if item not in led]
    paper = Paper("关于重点工作任务分工情况的函（稿）")
    paper.addressee(agency.name)
    plans = {item.plan_id for item in tasks}
    paper.paragraph(
        f"现将{len(plans)}个行动计划中涉及你单位的重点工作任务函告如下：牵头{len(led)}项，"
        f"参加{len(joined)}项。请结合实际抓好落实。"
    )
    sections = [(name, rows) for name, rows in (("牵头事项", led), ("参加事项", joined)) if rows]
    for number, (name, rows) in enumerate(sections):
        paper.heading(f"{_NUMERALS[number]}、{name}")
        _by_plan(paper, rows)
    paper.close("", f"{on.year}年{on.month}月{on.day}日")
    return paper.data()


def _by_plan(paper: Paper, items: Sequence[Item]) -> None:
    plans: dict[str, list[Item]] = {}
    for item in items:
        plans.setdefault(item.plan.title, []).append(item)
    for number, (title, rows) in enumerate(plans.items()):
        paper.heading(
            f"（{_NUMERALS[number] if number < len(_NUMERALS) else number + 1}）{title}", level=2
        )
        paper.table(
            ("序号", "工作任务", "其他单位", "审定"),
            [
                (str(place), item.title, _others(item), item.get_state_display())
                for place, item in enumerate(rows, start=1)
            ],
            _WIDTHS,
        )


def _others(item: Item) -> str:
    names = [unit.printed for unit in item.units if unit.via_id is None]  # type: ignore[attr-defined]  # given by queries.with_units
    return "、".join(dict.fromkeys(names))
