"""What a respondent says in a month of the simulated year: pure, from the world alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Final

from luoshi.config.demo.finishing import day_in, finished_in
from luoshi.config.demo.parts import with_parts
from luoshi.config.demo.world import World
from luoshi.reporting.rules.content import Content, FigureInput, ProgressInput, ProjectInput
from luoshi.reporting.rules.projects import Blocker, Stage

_PROBLEMS: Final = (
    "部分项目用地手续办理较慢，影响开工进度。",
    "流动资金紧张，银行授信审批周期较长。",
    "原材料价格波动，企业订单有所减少。",
    "专业技术人员不足，招工存在困难。",
)
_NEXT: Final = (
    "对照台账逐项推进，下月召开一次调度会。",
    "会同有关部门现场办公，协调解决存在的问题。",
    "组织银企对接，跟踪服务重点企业。",
    "督促项目单位倒排工期，确保按期完成。",
)
_DONE: Final = (
    "已召开专题会议安排部署，各项工作按计划推进。",
    "已完成摸底调查，形成清单，责任落实到人。",
    "已组织两次现场督导，反馈的问题正在整改。",
    "阶段任务已完成，转入下一步实施。",
)
_ENDED: Final = "任务已全部完成，佐证材料随表报送。"
_KEPT: Final = "巩固成果，按要求做好资料归档。"
_MISTAKE: Final = 10
_MOST_OF_ALL: Final = Decimal("99.5")
#: What a project costs in 亿元, what part was done before the year, what is planned in it.
_PROJECT, _EARLIER, _THIS_YEAR = Decimal(6), Decimal("0.2"), Decimal("0.4")
_CENT: Final = Decimal("0.01")
_BLOCKED: Final = {_PROBLEMS[0]: Blocker.LAND, _PROBLEMS[1]: Blocker.MONEY}
_ONE, _SMALL, _ALL, _MIDDLE = Decimal(1), Decimal(10), Decimal(100), Decimal(1000)
#: The units of what is counted, not measured.
COUNTED: Final = frozenset("人个家户项次辆台套种件座条名批")


@dataclass(frozen=True, slots=True)
class Asked:
    """A line as a respondent has it: what it promises for the year, and how its level is called.

    `key` tells promises apart; `promised` is the year's amount in the line's unit. A share or a
    rate has a level that does not grow with the months. `project`: who clears what stands in the
    way of the project that the line asks about, whose money `holders` report a part each of; empty
    for other lines. What no figure measures
    closes one day; people, firms and projects come in `whole` numbers. A part of a broken-down
    figure has a `share` of the line that it is `part_of`, and no promise of its own.
    """

    line_id: int
    key: str
    promised: Decimal | None = None
    figure: bool = True
    level: bool = False
    project: str = ""
    holders: int = 1
    closes: bool = False
    whole: bool = False
    part_of: int = 0
    share: Decimal | None = None


def month_of(world: World, respondent: str, asked: Asked, month: int) -> tuple[Decimal, Decimal]:
    """Return a month's figure and that of the year before."""
    promised = asked.promised
    if promised is None:
        promised = world.size("unsplit", asked.key, respondent) * 120
    year = promised * world.outcome(asked.key, respondent)
    if asked.level:
        value = min(year, _MOST_OF_ALL) if promised <= _ALL else year
    else:
        season = world.season(asked.key)
        before, value = year * sum(season[: month - 1]), year * season[month - 1]
        if asked.whole:
            # Whole things come one by one: what a month brings is what the year's total grew by.
            value = (before + value).quantize(_ONE) - before.quantize(_ONE)
    base = value / world.growth(asked.key, respondent)
    if asked.whole:
        return value.quantize(_ONE), base.quantize(_ONE)
    return _rounded(value, promised), _rounded(base, promised)


def _rounded(value: Decimal, promised: Decimal) -> Decimal:
    """Keep the decimals that a promise of this size deserves."""
    places = Decimal("0.0001") if promised < _SMALL else Decimal("0.01")
    return value.quantize(places if promised < _MIDDLE else Decimal("0.1"))


def said(
    world: World, respondent: str, lines: Sequence[Asked], month: int, *, mistaken: bool = False
) -> Content:
    """Return what a respondent says; a mistaken version has one figure ten times too large."""
    figures: list[FigureInput] = []
    progress: list[ProgressInput] = []
    projects: list[ProjectInput] = []
    for asked in lines:
        if not asked.figure:
            progress.append(_progress(world, respondent, asked, month))
            if asked.project:
                projects.append(_project(world, asked, month, progress[-1].problems))
            continue
        if asked.share is not None:
            continue
        value, base = month_of(world, respondent, asked, month)
        if mistaken and not figures:
            value *= _MISTAKE
        figures.append(FigureInput(asked.line_id, value=value, base=base))
    return Content(with_parts(figures, lines), tuple(progress), (), tuple(projects))


def _progress(world: World, respondent: str, asked: Asked, month: int) -> ProgressInput:
    draw = world.draw("progress", respondent, asked.key, month)
    troubled = draw.random() < 0.12  # noqa: PLR2004 - one in eight has something to say
    ends = finished_in(world, asked.key, respondent) if asked.closes else None
    if ends is not None and month >= ends:
        day = day_in(world, month, respondent, asked.key) if month == ends else ""
        return ProgressInput(asked.line_id, done=_ENDED, next_steps=_KEPT, finished_on=day)
    return ProgressInput(
        asked.line_id,
        done=_DONE[min((month - 1) // 3, len(_DONE) - 1)],
        problems=draw.choice(_PROBLEMS) if troubled else "",
        next_steps=draw.choice(_NEXT),
    )


def _project(world: World, asked: Asked, month: int, problems: str) -> ProjectInput:
    """Return how a project stands: it goes through its stages and keeps within its plans."""
    whole = (world.size("project", asked.key) * _PROJECT).quantize(_CENT)
    planned = (whole * _THIS_YEAR).quantize(_CENT)
    begins = world.draw("begins", asked.key).randint(-6, 5)
    parts = [
        (planned * share / asked.holders).quantize(_CENT, ROUND_DOWN)
        if at >= begins
        else Decimal(0)
        for at, share in enumerate(world.season(asked.key)[:month], start=1)
    ]
    earlier = (whole * _EARLIER).quantize(_CENT) if begins <= 0 else Decimal(0)
    stage = Stage.EARLY if month < begins else Stage.BUILDING
    if month == begins:
        stage = Stage.STARTED
    return ProjectInput(
        asked.line_id,
        stage=stage.value,
        investment_yi=whole,
        planned_yi=planned,
        period_yi=parts[-1],
        total_yi=earlier + sum(parts, Decimal(0)),
        expected_on=f"{world.year + 1}-{world.draw('ends', asked.key).randint(1, 12):02d}-28",
        leader=world.person("leader", asked.key),
        blocker=_BLOCKED.get(problems, Blocker.OTHER).value if problems else Blocker.NONE.value,
        help="请协调有关部门研究解决。" if problems else "",
        owner=asked.project if problems else "",
    )
