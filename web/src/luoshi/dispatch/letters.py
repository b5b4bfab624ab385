"""The letter that hands an agency what it leads and takes part in (row 102)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from luoshi.agencies.api import Agency
from luoshi.dispatch import queries, wording
from luoshi.dispatch.models import Assignment, Conference, Resolution, Topic
from luoshi.kernel.papers import Paper
from luoshi.ledger.api import Responsibility

#: Millimetres: number, task, part, due, state.
_WIDTHS = (12, 76, 24, 26, 18)
_NUMERALS = "一二三四五六七八九十"


def letter(agency: Agency, rows: Iterable[Assignment], *, on: date) -> bytes:
    """Return a .docx draft: by plan, what the agency leads, then what it takes part in.

    The number and the signer are left for a person (DOC-17).
    """
    held = list(rows)
    led = [row for row in held if row.role == Responsibility.Role.LEAD]
    joined = [row for row in held if row.role != Responsibility.Role.LEAD]
    paper = Paper("关于下达重点工作任务的通知（稿）")
    paper.addressee(agency.name)
    plans = {row.item.plan_id for row in held}
    paper.paragraph(
        f"现将{len(plans)}个行动计划中由你单位承担的任务下达给你们：牵头{len(led)}项，"
        f"参加{len(joined)}项。请及时签收，抓好落实；不属你单位职责的，写明理由退回。"
    )
    sections = [(name, part) for name, part in (("牵头任务", led), ("参加任务", joined)) if part]
    for number, (name, part) in enumerate(sections):
        paper.heading(f"{_NUMERALS[number]}、{name}")
        _by_plan(paper, part)
    paper.close("", f"{on.year}年{on.month}月{on.day}日")
    return paper.data()


def _by_plan(paper: Paper, rows: list[Assignment]) -> None:
    plans: dict[str, list[Assignment]] = {}
    for row in rows:
        plans.setdefault(row.item.plan.title, []).append(row)
    for number, (title, part) in enumerate(plans.items()):
        numeral = _NUMERALS[number] if number < len(_NUMERALS) else str(number + 1)
        paper.heading(f"（{numeral}）{title}", level=2)
        paper.table(
            ("序号", "工作任务", "分解数", "完成时限", "签收"),
            [
                (str(place), row.item.title, wording.carried(row), _due(row), str(row.state.label))
                for place, row in enumerate(part, start=1)
            ],
            _WIDTHS,
        )


def _due(row: Assignment) -> str:
    due = queries.due_of(row)
    return f"{due:%Y-%m-%d}" if due else row.item.due_text


def minutes(conference: Conference, resolutions: Iterable[Resolution]) -> bytes:
    """Return a .docx draft of the minutes: when and under whom, on what, what was resolved."""
    held = conference.held_on
    paper = Paper(f"{conference}纪要（稿）")
    where = f"，在{conference.place}" if conference.place else ""
    chair = f"，{conference.chair}主持" if conference.chair else ""
    paper.paragraph(f"{held.year}年{held.month}月{held.day}日{where}召开会议{chair}。")
    topics = list(conference.topics.select_related("item"))
    if topics:
        paper.heading("一、议题")
        for number, topic in enumerate(topics, start=1):
            paper.paragraph(f"{number}．{_topic(topic)}")
    if conference.minutes:
        paper.heading("二、会议情况" if topics else "一、会议情况")
        for line in filter(None, conference.minutes.splitlines()):
            paper.paragraph(line)
    rows = list(resolutions)
    if rows:
        place = _NUMERALS[bool(topics) + bool(conference.minutes)]
        paper.heading(f"{place}、议定事项")
        paper.table(
            ("序号", "议定事项", "牵头单位", "参加单位", "完成时限"),
            [_resolved(number, row) for number, row in enumerate(rows, start=1)],
            (12, 64, 30, 26, 24),
        )
    paper.close("", f"{held.year}年{held.month}月{held.day}日")
    return paper.data()


def _topic(topic: Topic) -> str:
    if topic.item is None:
        return topic.text
    return f"{topic.item}（{topic.text}）" if topic.text else str(topic.item)


def _resolved(number: int, row: Resolution) -> tuple[str, ...]:
    def named(role: str) -> str:
        units = [unit for unit in row.item.responsibilities.all() if unit.role == role]
        return "、".join(unit.printed for unit in units)

    role = Responsibility.Role
    return (str(number), row.item.title, named(role.LEAD), named(role.PARTICIPANT),
            row.item.due_text)  # fmt: skip
