"""What was handed down, one row an item and an agency; and what a person's own agency holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May, Scope
from luoshi.agencies.api import Agency
from luoshi.dispatch import queries, rules, wording
from luoshi.dispatch.models import Assignment
from luoshi.kernel import clock
from luoshi.kernel.tables import Bulk, Column, Filter, Table
from luoshi.kernel.tables.filters import Choices
from luoshi.ledger.api import Item, Responsibility

_TO_SIGN = "open"
STATES: Choices = [
    (_TO_SIGN, _("待签收")),
    *((state.value, str(state.label)) for state in Assignment.State),
]


def url(assignment: Assignment) -> str:
    """Return the address of an assignment."""
    return reverse("dispatch:assignment", args=[assignment.pk])


def plan_name(title: str) -> str:
    """Return a plan's title without the words that all titles share."""
    head, mark, _rest = title.partition("20")
    return head if mark and head else title


def _title(assignment: Assignment) -> str:
    item = assignment.item
    gone = str(_("（已撤）")) if item.state == Item.State.WITHDRAWN else ""
    return f"{item.title}{gone}"


def _late(assignment: Assignment) -> int | None:
    return rules.days_late(queries.due_of(assignment), clock.today()) or None


def _given_by(assignment: Assignment) -> str:
    if assignment.parent is not None:
        return str(assignment.parent.agency)
    return str(assignment.dispatch) if assignment.dispatch else str(_("单独下达"))


def agencies_there(table: Any) -> Sequence[tuple[str, str]]:
    """Return the agencies of the rows that the person may see."""
    held = table.rows_there.order_by().values("agency")
    agencies = Agency.objects.filter(pk__in=held).order_by("path")
    return [(str(pk), name) for pk, name in agencies.values_list("pk", "name")]


def plans_there(table: Any) -> Sequence[tuple[str, str]]:
    """Return the plans of the rows that the person may see."""
    rows = table.rows_there.order_by("item__plan_id")
    plans = rows.values_list("item__plan_id", "item__plan__title").distinct()
    return [(str(pk), plan_name(title)) for pk, title in plans]


def _in_state(rows: QuerySet[Assignment], values: list[str]) -> QuerySet[Assignment]:
    if values[0] == _TO_SIGN:
        return rows.filter(queries.TO_SIGN)
    return rows.filter(queries.in_state(values[0]))


def _steps(rows: QuerySet[Assignment], _values: list[str]) -> QuerySet[Assignment]:
    return queries.due_soon(rows, clock.today())


TASK = Column("title", _("工作任务"), "words", frozen=True, url=url, width=24, value=_title,
              sort="item__title")  # fmt: skip
PLAN = Column("plan", _("领域/计划"), width=8, sort=("item__plan__ordinal", "item__start"),
              value=lambda row: plan_name(row.item.plan.title))  # fmt: skip
KIND = Column("kind", _("类别"), width=5, sort="item__kind",
              value=lambda row: row.item.get_kind_display())  # fmt: skip
AGENCY = Column("agency", _("承担单位"), width=12, sort="agency__path",
                value=lambda row: row.agency.name)  # fmt: skip
ROLE = Column("role", _("责任"), width=3, sort="role", value=lambda row: row.get_role_display())
PART = Column("part", _("分解数"), width=8, value=wording.carried)
DUE = Column("due", _("完成时限"), "date", sort="due", width=8)
LATE = Column("late", _("逾期天数"), "number", width=5, value=_late)
STATE = Column("state", _("签收"), "badge", width=5, sort="stands", value=wording.state)
REST = (
    Column("from", _("下达"), width=8, value=_given_by, sort="dispatch__number"),
    Column("sent_at", _("下达时间"), "date", sort="sent_at", width=12),
    Column("read_at", _("阅读时间"), "date", sort="read_at", width=12, shown=False),
    Column("signed_at", _("签收时间"), "date", sort="signed_at", width=12),
    Column("leader", _("责任领导"), width=5, sort="leader", shown=False),
    Column("contact", _("责任人"), width=5, sort="contact"),
    Column("reason", _("退回理由"), width=16, shown=False, value=lambda row: row.return_reason),
)
SIGN = Bulk(_("签收"), "dispatch:ticked_sign", May.RECEIVE)
RETURN = Bulk(_("退回"), "dispatch:ticked_return", May.RECEIVE, danger=True)
WITHDRAW = Bulk(_("收回"), "dispatch:ticked_withdraw", May.DISPATCH, danger=True)


class AssignmentRows(Table):
    """Every assignment that the person may see."""

    key: ClassVar[str] = "dispatch.assignments"
    title: ClassVar[Any] = _("任务下达")
    columns: ClassVar[Any] = (TASK, PLAN, KIND, AGENCY, ROLE, PART, DUE, STATE, *REST, LATE)
    filters: ClassVar[Any] = (
        Filter("q", _("任务"), "text", fields=("item__title", "item__measure")),
        Filter("plan", _("计划"), "many", fields=("item__plan_id",), choices=plans_there),
        Filter("agency", _("单位"), fields=("agency_id",), choices=agencies_there),
        Filter("role", _("责任"), fields=("role",), choices=lambda _t: Responsibility.Role.choices),
        Filter("state", _("签收"), apply=_in_state, choices=lambda _t: STATES),
        Filter(
            "step", _("节点"), apply=_steps, choices=lambda _t: (("soon", _("即将到期或逾期")),)
        ),
    )
    order: ClassVar[tuple[str, ...]] = ("plan", "agency")
    bulk: ClassVar[Any] = (WITHDRAW,)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (
        _("还没有下达的任务"),
        _("计划审定并下达后，各单位承担的任务列在这里。"),
    )

    def queryset(self) -> QuerySet[Assignment]:
        """Return the assignments, with what a row shows fetched."""
        return queries.for_list(queries.assignments(self.scope))


class MineRows(AssignmentRows):
    """What the person's own agencies hold."""

    key: ClassVar[str] = "dispatch.mine"
    title: ClassVar[Any] = _("我的任务")
    columns: ClassVar[Any] = (TASK, PLAN, KIND, ROLE, PART, DUE, STATE, *REST, AGENCY, LATE)
    order: ClassVar[tuple[str, ...]] = ("plan",)
    bulk: ClassVar[Any] = (SIGN, RETURN)
    nothing: ClassVar[Any] = (
        _("本单位还没有任务"),
        _("上级下达给本单位的任务列在这里，请及时签收。"),
    )

    def queryset(self) -> QuerySet[Assignment]:
        """Return the agencies' own assignments."""
        assert isinstance(self.scope, Scope)
        return queries.for_list(queries.mine(self.scope))


class ReturnedRows(AssignmentRows):
    """What came back and waits for whoever gave it."""

    key: ClassVar[str] = "dispatch.returned"
    title: ClassVar[Any] = _("退回待处理")
    columns: ClassVar[Any] = (
        TASK, PLAN, AGENCY, ROLE, PART,
        Column("reason", _("退回理由"), width=24, value=lambda row: row.return_reason),
        Column("returned_at", _("退回时间"), "date", sort="returned_at", width=12),
    )  # fmt: skip
    filters: ClassVar[Any] = (AssignmentRows.filters[0],)
    order: ClassVar[tuple[str, ...]] = ("-returned_at",)
    nothing: ClassVar[Any] = (_("没有退回的任务"), _("下级退回的任务列在这里，可改派或收回。"))

    def queryset(self) -> QuerySet[Assignment]:
        """Return what came back to the person's agencies."""
        assert isinstance(self.scope, Scope)
        return queries.for_list(queries.returned(self.scope))
