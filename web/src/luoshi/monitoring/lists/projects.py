"""The projects of an agency as they stand in a period (rows 64 to 68)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.kernel.rounding import share
from luoshi.kernel.tables import Column, Filter, Mark, Table
from luoshi.ledger.api import Item, short_title
from luoshi.monitoring.models import ProjectReport
from luoshi.monitoring.queries import projects as queries

_TONES = {"finished": "done", "running": "done", "stopped": "wrong"}
_CHECKS = {True: Mark("done", _("属实")), False: Mark("wrong", _("不符"))}
_SILENT = "silent"


def _said(name: str) -> Callable[[Any], Any]:
    return lambda item: getattr(item.said, name) if item.said else None


def _stage(item: Any) -> Mark:
    if item.said is None:
        return Mark("plain", _("未报"))
    return Mark(_TONES.get(item.said.stage, "plain"), item.said.get_stage_display())


def _blocker(item: Any) -> Mark | None:
    if item.said is None or item.said.blocker == ProjectReport.Blocker.NONE:
        return None
    return Mark("doubt", item.said.get_blocker_display())


def _rate(item: Any) -> Any:
    return share(item.done, item.said.planned_yi) if item.said else None


def _plans(table: Any) -> Sequence[tuple[str, str]]:
    rows = table.rows_there.order_by("plan").values_list("plan", "plan__title").distinct()
    return [(str(pk), short_title(title)) for pk, title in rows]


def _in_stage(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    known = rows.filter(stage__in=values)
    return known | rows.filter(stage=None) if _SILENT in values else known


class ProjectRows(Table):
    """The projects, each with what was said of it last."""

    key: ClassVar[str] = "monitoring.projects"
    title: ClassVar[Any] = _("项目推进")
    columns: ClassVar[Any] = (
        Column("title", _("项目"), "words", frozen=True, width=24, sort="title",
               value=lambda item: item.title,
               url=lambda item: f"{reverse('monitoring:project', args=[item.pk])}?{item.query}"),
        Column("plan", _("计划"), width=8, sort="plan__ordinal",
               value=lambda item: short_title(item.plan.title)),
        Column("places", _("地点"), width=8,
               value=lambda item: "、".join(place.printed for place in item.places.all())),
        Column("owners", _("建设单位"), width=12,
               value=lambda item: "、".join(owner.printed for owner in item.owners.all())),
        Column("stage", _("阶段"), "badge", width=5, value=_stage, sort="stage"),
        Column("planned", _("年度计划投资"), "number", unit=_("亿元"), width=8, decimals=2,
               value=_said("planned_yi")),
        Column("period", _("本期完成"), "number", unit=_("亿元"), width=8, decimals=2,
               value=lambda item: item.said.period_yi if item.this_period else None),
        Column("done", _("本年累计"), "number", unit=_("亿元"), width=8, decimals=2,
               value=lambda item: item.done),
        Column("rate", _("投资完成率"), "number", unit="%", width=8, decimals=1, value=_rate),
        Column("total", _("自开工累计"), "number", unit=_("亿元"), width=8, decimals=2,
               value=_said("total_yi")),
        Column("investment", _("计划总投资"), "number", unit=_("亿元"), width=8, decimals=2,
               value=_said("investment_yi")),
        Column("note", _("形象进度"), width=16, value=_said("note")),
        Column("expected", _("预计竣工"), "date", width=8, value=_said("expected_on")),
        Column("blocker", _("困难"), "badge", width=8, value=_blocker, sort="blocker"),
        Column("blocker_text", _("困难情况"), width=16, value=_said("blocker_text")),
        Column("help", _("需协调事项"), width=12, value=_said("help")),
        Column("blocker_owner", _("责任单位"), width=8, value=_said("blocker_owner")),
        Column("leader", _("包联领导"), width=8, value=_said("leader")),
        Column("checked", _("现场核实"), "badge", width=5,
               value=lambda item: _CHECKS[item.check.right] if item.check else None),
        Column("at", _("更新时间"), "date", width=12, value=_said("at")),
    )  # fmt: skip
    kept: ClassVar[Any] = ("agency", "period")
    filters: ClassVar[Any] = (
        Filter("q", _("项目、地点"), "text",
               fields=("title", "project__name_text", "fact__quote")),
        Filter("plan", _("计划"), "many", fields=("plan_id",), choices=_plans),
        Filter("stage", _("阶段"), "many", apply=_in_stage,
               choices=lambda _table: [*ProjectReport.Stage.choices, (_SILENT, _("未报"))]),
        Filter("blocker", _("困难"), "many", fields=("blocker",),
               choices=lambda _table: ProjectReport.Blocker.choices),
    )  # fmt: skip
    order: ClassVar[tuple[str, ...]] = ("plan",)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (
        _("没有项目"),
        _("计划中写明的项目审定、下达后，在这里看阶段、投资和困难。"),
    )

    def queryset(self) -> QuerySet[Item]:
        """Return the projects of the page's agency."""
        frame = self.given["frame"]
        return queries.for_list(queries.projects(frame), frame)

    def decorate(self, rows: list[Any]) -> list[Any]:
        """Add what was said last, what the year comes to, and who confirmed it."""
        frame = self.given["frame"]
        keys = [row.pk for row in rows]
        period = frame.period
        said = queries.latest(keys, period, frame.agency) if period else {}
        done = queries.done_this_year(keys, period, frame.agency) if period else {}
        checks = queries.confirmed(said.values())
        for row in rows:
            row.said, row.done, row.query = said.get(row.pk), done.get(row.pk), frame.query
            row.check = checks.get(row.said.pk) if row.said else None
            row.this_period = bool(row.said and period and row.said.period_code == period.code)
        return rows
