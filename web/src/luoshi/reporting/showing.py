"""What the form page shows: columns and their heads, words, where the report stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from luoshi.accounts.api import Person
from luoshi.agencies.api import Agency
from luoshi.reporting.actions.checking import check
from luoshi.reporting.actions.drafting import locked_why
from luoshi.reporting.models import Duty, Finding, ProjectBlocker, ProjectStage, Step
from luoshi.reporting.queries.derived import derived_of
from luoshi.reporting.queries.filling import may_fill
from luoshi.reporting.queries.grid import Cell, Grid, Row, grid_of
from luoshi.reporting.queries.history import steps_of_duty
from luoshi.reporting.queries.projects import owner_names
from luoshi.reporting.queries.proof import files_of
from luoshi.reporting.queries.standing import state_of
from luoshi.reporting.rules.checks import HARD, Found
from luoshi.reporting.rules.content import PROJECT_COLUMNS, PROJECT_NUMBERS
from luoshi.reporting.wording import cell_text, project_column_words, words_of


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: its key, head and CSS class."""

    key: str
    label: str
    style: str = "g--number"


def columns(grid: Grid) -> list[Column]:
    """Return the columns between the name and the words: parts only where a line has them."""
    parts = [Column("numerator", _("分子")), Column("denominator", _("分母"))]
    return [
        Column("unit", _("计量单位"), "g--narrow"),
        Column("period", _("本月") if grid.duty.cycle.form.frequency == "month" else _("本期")),
        Column("cumulative", grid.period.cumulative_label + _("累计")),
        *(parts if grid.has_ratios else []),
        Column("last", _("上月") if grid.duty.cycle.form.frequency == "month" else _("上期")),
        Column("base", _("上年同期")),
        Column("yoy", _("同比"), "g--number g--narrow"),
        Column("rate", _("目标·完成率")),
        Column("blank_reason", _("空缺原因"), "g--reason"),
        Column("explanation", _("说明"), "g--words"),
    ]


def summary(grid: Grid, *, typing: bool = True) -> str:
    """Return in one sentence how much of the form is filled, and how long it takes (GOV-22)."""
    figures, progress, projects = grid.figures, grid.progress, grid.projects
    said = {
        "f": sum(row.filled for row in figures),
        "fs": len(figures),
        "p": sum(row.filled for row in progress),
        "ps": len(progress),
        "j": sum(row.filled for row in projects),
        "js": len(projects),
    }
    if projects:
        words = _("数据 %(f)s / %(fs)s 行，项目 %(j)s / %(js)s 个，进展 %(p)s / %(ps)s 项") % said
    else:
        words = _("数据 %(f)s / %(fs)s 行，进展 %(p)s / %(ps)s 项") % said
    if not typing:
        return words
    minutes = max(1, round(len(figures) * 0.4 + len(progress) * 1.5 + len(projects) * 3))
    return words + _("，约需 %(minutes)s 分钟") % {"minutes": minutes}


@dataclass(frozen=True, slots=True)
class ProjectPlace:
    """One cell of a project with its label, its choices, its unit and last period's number."""

    name: str
    label: str
    cell: Cell
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    last: str = ""

    @property
    def said(self) -> str:
        """Return the cell as people read it."""
        return cell_text(self.name, self.cell.text)


def project_places(row: Row) -> list[ProjectPlace]:
    """Return the cells of a project in the order of the form, each beside last period's."""
    labels = project_column_words()
    choices = {"stage": ProjectStage.choices, "blocker": ProjectBlocker.choices}
    kinds = {"stage": "choice", "blocker": "choice", "expected_on": "date", "owner": "owner"}
    before = row.before.texts if row.before else {}
    return [
        ProjectPlace(
            name,
            labels[name],
            row.cells[name],
            "number" if name in PROJECT_NUMBERS else kinds.get(name, "text"),
            tuple((value, str(word)) for value, word in choices.get(name, ())),
            _("亿元") if name in PROJECT_NUMBERS else "",
            before.get(name, "") if name in ("period_yi", "total_yi") else "",
        )
        for name in PROJECT_COLUMNS
    ]


def project_sums(row: Row) -> list[tuple[str, str, str]]:
    """Return what stands beside the money of a project: its key, label and text."""
    found = derived_of(row)
    labels = {
        "year": _("本年累计（亿元）"),
        "year_rate": _("完成年度计划"),
        "total_next": _("上期自开工累计＋本期（亿元）"),
        "total_rate": _("完成总投资"),
    }
    return [(key, label, found[key][0] or "—") for key, label in labels.items()]


def page(duty: Duty, who: Person, *, correcting: bool, checking: bool = False) -> dict[str, Any]:
    """Return all that the form page shows; if asked, with what the checks find in the draft."""
    filler, why = may_fill(duty, who), locked_why(duty)
    accepted = duty.standing == Duty.Standing.ACCEPTED
    editable = filler and not why and (not accepted or correcting)
    grid = grid_of(duty, drafts=editable)
    heads = columns(grid)
    steps = steps_of_duty(duty)
    found = check(duty_id=duty.pk) if checking and editable else None
    return {
        "duty": duty,
        "grid": grid,
        "form": duty.cycle.form,
        "respondent": str(duty.enterprise or duty.agency.name),
        "columns": heads,
        "owners": owner_names() if editable and grid.projects else [],
        "editable": editable,
        "correcting": accepted and editable,
        "may_correct": filler and accepted and not why,
        "may_withdraw": _may_withdraw(grid, steps, filler=filler),
        "locked": "" if editable else words_of(why) if why and filler else "",
        "waiting_for": _waiting(duty),
        "returned": _returned(grid, steps),
        "steps": steps,
        "checked": None if found is None else placed(grid, found),
        "flags": _flags(grid) if found is None else _flagged(found),
        "files": files_of(duty, draft=editable),
        "summary": summary(grid, typing=editable),
        "accepted": accepted,
    }


def _may_withdraw(grid: Grid, steps: list[Step], *, filler: bool) -> bool:
    current = grid.duty.current
    last = next((step for step in steps if current and step.submission_id == current.pk), None)
    return filler and last is not None and last.act == Step.Act.SUBMITTED


def _waiting(duty: Duty) -> Agency | None:
    """Return whose acceptance the standing version waits for."""
    if duty.current is None or duty.standing != Duty.Standing.SUBMITTED:
        return None
    duty.current.duty = duty
    state = state_of(duty.current)
    return None if state.waiting_for is None else Agency.objects.get(pk=state.waiting_for)


def _returned(grid: Grid, steps: list[Step]) -> Step | None:
    """Return the step that sent the standing version back, with what was said."""
    last = steps[0] if steps else None
    current = grid.duty.current
    back = (Step.Act.RETURNED, Step.Act.UNLOCKED)
    if last is None or current is None or last.submission_id != current.pk or last.act not in back:
        return None
    return last


def _flags(grid: Grid) -> dict[int, str]:
    """Return what was found in the standing version, by line."""
    found: dict[int, str] = {}
    for finding in Finding.objects.filter(submission=grid.duty.current).exclude(line=None):
        said = f"{finding.words} {finding.explanation}".strip()
        found[finding.line_id or 0] = f"{found.get(finding.line_id or 0, '')}{said}"
    return found


def _flagged(found: list[Found]) -> dict[int, str]:
    """Return what the checks find in the draft, by line."""
    flags: dict[int, str] = {}
    for one in found:
        flags[one.line_id or 0] = f"{flags.get(one.line_id or 0, '')}{one.words}"
    return flags


def placed(grid: Grid, found: Iterable[Found]) -> list[dict[str, Any]]:
    """Return findings with their lines, those that block first."""
    rows = {row.line.pk: row for row in grid.rows}
    hard_first = sorted(found, key=lambda one: one.severity != HARD)
    return [{"found": one, "row": rows.get(one.line_id or 0)} for one in hard_first]


def words() -> dict[str, Any]:
    """Return the words that the page's script says."""
    return {
        "keys": [
            ("Enter", _("下一行")),
            ("Tab", _("下一个可填的格")),
            ("F2", _("在格内修改")),
            ("Esc", _("还原这一格")),
            ("Delete", _("清空选中的格")),
            ("Shift+↑↓←→", _("选中一块")),
            ("Ctrl+C / Ctrl+V", _("复制、粘贴一块")),
            ("Ctrl+D", _("向下填充")),
            ("Ctrl+Z / Ctrl+Y", _("撤销、重做")),
            ("Ctrl+S", _("立即保存")),
        ],
        "states": {
            "saved": _("已存"),
            "waiting": _("待送"),
            "invalid": _("有误"),
            "conflict": _("有冲突"),
            "locked": _("已锁定"),
        },
        "lines": {
            "online": "",
            "offline": _("离线，内容保留在本机，联网后自动送出"),
            "expired": _("登录已过期，重新登录后自动送出"),
            "refused": _("没有存上"),
        },
        "allSaved": _("全部已存"),
        "waiting": _("{n} 格待送"),
        "held": _("{n} 格有冲突"),
        "saved": _("已存，{at}"),
        "notYet": _("还有内容没有送到，请稍候再试。"),
        "leaving": _("还有 {n} 格没有送到，退出登录后将从本机清除。确定退出吗？"),
        "pasted": _("已粘贴 {n} 格。"),
        "closed": _("{n} 格不可填，已跳过。"),
        "over": _("{n} 格超出表格，没有粘贴。"),
    }
