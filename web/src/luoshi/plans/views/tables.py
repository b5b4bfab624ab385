"""The lists of the plans context."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.kernel.tables import Bulk, Column, Filter, Mark, Table
from luoshi.plans.models import Doubt, Fact, Type
from luoshi.plans.queries import (
    all_doubts,
    effective_fields,
    link_to,
    names_of,
    plan_choices,
    plans_with_progress,
    queue,
)
from luoshi.plans.queries.second import has_proposals
from luoshi.plans.rules.words import LETTERS, line, unwrapped

_PROPOSED: Final = Fact.State.PROPOSED


def _percent(row: Any) -> float | None:
    return row.decided * 100 / row.total if row.total else None


class Plans(Table):
    """Every plan of every document."""

    key = "plans.plans"
    title = _("行动计划")
    order = ("document", "ordinal")
    nothing = (_("还没有行动计划"), _("上传一份文件，系统读出其中的指标、项目和分工，供您审定。"))
    columns: ClassVar[tuple[Column, ...]] = (
        Column("ordinal", _("序号"), "number", sort="ordinal", width=5),
        Column(
            "title",
            _("行动计划"),
            sort="title",
            frozen=True,
            url=lambda row: reverse("plans:read", args=[row.pk]),
            width=32,
        ),
        Column(
            "document",
            _("文件"),
            sort="version__document__title",
            value=lambda row: row.version.document.title,
            url=lambda row: reverse("plans:document", args=[row.version.document_id]),
            width=16,
        ),
        Column("year", _("年度"), sort="year", width=5),
        Column("issuer", _("制定单位"), sort="issuer", width=12),
    )
    filters = (
        Filter("q", _("标题"), "text", fields=("title", "version__document__title", "issuer")),
    )

    def queryset(self) -> QuerySet[Any]:
        """Return the plans of current versions."""
        return plans_with_progress()


class PlansInReview(Plans):
    """The same with how the review stands, which only the province sees."""

    columns = (
        *Plans.columns[:3],
        Column("total", _("事实"), "number", sort="total", unit=_("条")),
        Column("decided", _("已审"), "number", sort="decided", unit=_("条")),
        Column("progress", _("进度"), "number", unit="%", value=_percent, decimals=1),
        Column("open_doubts", _("存疑待处理"), "number", sort="open_doubts", unit=_("处")),
        *Plans.columns[3:],
    )


def _with_doubt(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return rows.filter(doubted=values[-1] == "1")


def tone(fact: Fact) -> str:
    """Return the look of the badge that says how a fact was decided."""
    if fact.state == Fact.State.UNREVIEWED:
        return "plain"
    if fact.state == Fact.State.PROPOSED:
        return "offer"
    return "wrong" if fact.state not in Fact.LIVE else "done"


def _states() -> list[tuple[str, Any]]:
    """Return the states to filter by; of proposals only where there may be any."""
    left_out = {Fact.State.WITHDRAWN} if has_proposals() else {Fact.State.WITHDRAWN, _PROPOSED}
    return [choice for choice in Fact.State.choices if choice[0] not in left_out]


class Queue(Table):
    """The facts to review; what a model proposes stands in the list only where it is asked for."""

    key = "plans.queue"
    title = _("事实审定")
    order = ("place",)
    nothing = (_("还没有可审定的事实"), _("先导入一份文件。"))
    columns = (
        Column(
            "type",
            _("类型"),
            "kind",
            sort="type",
            frozen=True,
            value=lambda row: Mark(row.type, row.get_type_display(), LETTERS[row.type]),
            width=8,
        ),
        Column(
            "words",
            _("要素"),
            value=lambda row: line(row.type, effective_fields(row), gettext),
            url=lambda row: reverse("plans:fact", args=[row.pk]),
            width=44,
        ),
        Column(
            "quote",
            _("原文"),
            "words",
            sort="quote",
            value=lambda row: unwrapped(row.quote),
            url=link_to,
            width=32,
        ),
        Column(
            "state",
            _("审定"),
            "badge",
            sort="state",
            value=lambda row: Mark(tone(row), row.get_state_display()),
            width=8,
        ),
        Column(
            "doubted",
            _("存疑"),
            "badge",
            sort="doubted",
            value=lambda row: Mark("doubt", _("存疑")) if row.doubted else None,
            width=5,
        ),
        Column(
            "confidence",
            _("可信度"),
            "number",
            sort="confidence",
            unit="%",
            value=lambda row: None if row.confidence is None else row.confidence * 100,
            decimals=0,
            width=8,
        ),
        Column(
            "plan", _("行动计划"), sort="plan__title", value=lambda row: row.plan.title, width=24
        ),
        Column(
            "by",
            _("审定人"),
            sort="decision__by",
            value=lambda row: row.by,
            width=8,
        ),
        Column(
            "at",
            _("审定时间"),
            "date",
            sort="decision__at",
            value=lambda row: row.decision.at if row.decision else None,
            width=12,
        ),
        Column(
            "reason",
            _("理由"),
            value=lambda row: row.decision.reason if row.decision else "",
            shown=False,
            width=24,
        ),
        Column(
            "reading", _("重读"), value=lambda row: row.get_reading_display(), shown=False, width=12
        ),
        Column(
            "place",
            _("位置"),
            "number",
            sort=("plan_id", "start", "sequence"),
            value=lambda row: row.start,
            shown=False,
        ),
    )
    filters = (
        Filter("q", _("原文或要素"), "text", fields=("quote", "sentence")),
        Filter("plan", _("行动计划"), fields=("plan_id",), choices=lambda _table: plan_choices()),
        Filter("type", _("类型"), "many", fields=("type",), choices=lambda _table: Type.choices),
        Filter(
            "state",
            _("审定"),
            "many",
            fields=("state",),
            choices=lambda _table: _states(),
        ),
        Filter(
            "doubt",
            _("存疑"),
            choices=lambda _table: [("1", _("有存疑")), ("0", _("无存疑"))],
            apply=_with_doubt,
        ),
        Filter(
            "reading",
            _("重读"),
            fields=("reading",),
            choices=lambda _table: Fact.Reading.choices,
        ),
    )
    bulk = (
        Bulk(_("采纳"), "plans:ticked_accept", May.PLAN_REVIEW),
        Bulk(_("否决"), "plans:ticked_reject", May.PLAN_REVIEW, danger=True),
    )

    def queryset(self) -> QuerySet[Any]:
        """Return the facts of current versions that the person may review."""
        rows = queue(self.scope)  # type: ignore[arg-type]  # a scope is a scope
        asked_for = _PROPOSED in self.state.filters.get("state", [])
        return rows if asked_for else rows.exclude(state=_PROPOSED)

    def decorate(self, rows: list[Any]) -> list[Any]:
        """Say who decided by name."""
        names = names_of(row.decision.by for row in rows if row.decision)
        for row in rows:
            row.by = names.get(row.decision.by, row.decision.by) if row.decision else ""
        return rows


def _open(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    waiting = Q(settled_at=None)
    return rows.filter(waiting if values[-1] == "open" else ~waiting)


class Doubts(Table):
    """The doubts of every plan."""

    key = "plans.doubts"
    title = _("存疑")
    order = ("place",)
    nothing = (_("没有存疑"), _("已读的计划中没有自相矛盾之处。"))
    columns = (
        Column(
            "code",
            _("代码"),
            sort="code",
            frozen=True,
            url=lambda row: reverse("help", args=[row.code]),
            width=8,
        ),
        Column(
            "severity",
            _("程度"),
            "badge",
            sort="severity",
            value=lambda row: Mark(
                "wrong" if row.severity == Doubt.Severity.ERROR else "doubt",
                row.get_severity_display(),
            ),
            width=8,
        ),
        Column(
            "message",
            _("说明"),
            sort="message",
            url=lambda row: f"{reverse('plans:read', args=[row.plan_id])}#d={row.pk}",
            width=44,
        ),
        Column(
            "plan", _("行动计划"), sort="plan__title", value=lambda row: row.plan.title, width=24
        ),
        Column(
            "state",
            _("处理"),
            "badge",
            sort="settled_at",
            value=lambda row: (
                Mark("done", _("已处理")) if row.settled_at else Mark("plain", _("待处理"))
            ),
            width=8,
        ),
        Column("note", _("处理意见"), sort="note", width=32),
        Column("by", _("处理人"), sort="settled_by", width=8),
        Column("settled_at", _("处理时间"), "date", sort="settled_at", width=12),
        Column(
            "place",
            _("位置"),
            "number",
            sort=("plan_id", "start", "code"),
            value=lambda row: row.start,
            shown=False,
        ),
    )
    filters = (
        Filter("q", _("说明"), "text", fields=("message", "note", "code")),
        Filter("plan", _("行动计划"), fields=("plan_id",), choices=lambda _table: plan_choices()),
        Filter(
            "severity",
            _("程度"),
            fields=("severity",),
            choices=lambda _table: Doubt.Severity.choices,
        ),
        Filter(
            "state",
            _("处理"),
            choices=lambda _table: [("open", _("待处理")), ("settled", _("已处理"))],
            apply=_open,
        ),
    )

    def queryset(self) -> QuerySet[Any]:
        """Return the doubts of current versions."""
        return all_doubts()

    def decorate(self, rows: list[Any]) -> list[Any]:
        """Say who settled it by name."""
        names = names_of(row.settled_by for row in rows)
        for row in rows:
            row.by = names.get(row.settled_by, row.settled_by)
        return rows
