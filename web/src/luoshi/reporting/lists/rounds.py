"""The forms, and the rounds of reporting with how complete each is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.kernel.periods import Period
from luoshi.kernel.tables import Column, Filter, Mark, Table
from luoshi.reporting.queries import rounds
from luoshi.reporting.wording import Stands


def _form_state(row: Any) -> Mark:
    return Mark("plain", _("已停用")) if row.retired_at else Mark("done", _("在用"))


class FormRows(Table):
    """The forms."""

    key: ClassVar[str] = "reporting.forms"
    title: ClassVar[Any] = _("报表")
    columns: ClassVar[Any] = (
        Column("title", _("表名"), "words", frozen=True, width=32, sort="title",
               url=lambda row: reverse("reporting:form", args=[row.pk])),
        Column("number", _("表号"), width=12, sort="table_number",
               value=lambda row: row.table_number),
        Column("said_by", _("填报主体"), width=8, sort="said_by",
               value=lambda row: row.get_said_by_display()),
        Column("frequency", _("频率"), width=3, sort="frequency",
               value=lambda row: row.get_frequency_display()),
        Column("january", _("1月"), width=8, sort="january",
               value=lambda row: row.get_january_display()),
        Column("lines", _("表行"), "number", width=3, sort="line_count",
               value=lambda row: row.line_count),
        Column("cycles", _("期数"), "number", width=3, sort="cycle_count",
               value=lambda row: row.cycle_count),
        Column("state", _("状态"), "badge", width=5, value=_form_state, sort="retired_at"),
        Column("approval", _("批准文号"), width=12, sort="approval"),
        Column("valid_to", _("有效期至"), "date", width=8, sort="valid_to"),
    )  # fmt: skip
    filters: ClassVar[Any] = (Filter("q", _("表名或表号"), "text",
                                     fields=("title", "table_number")),)  # fmt: skip
    order: ClassVar[tuple[str, ...]] = ("number",)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (
        _("还没有报表"),
        _("计划下达后，可按台账建表：每个目标一行数据，每个事项一行进展。"),
    )

    def queryset(self) -> QuerySet[Any]:
        """Return the forms, counted."""
        return rounds.forms()


def _to(state: str) -> Callable[[Any], str]:
    """Return the address of the list of just these duties."""

    def url(row: Any) -> str:
        query = f"?cycle={row.pk}" + (f"&state={state}" if state else "")
        return reverse("reporting:duties") + query

    return url


def _cycle_state(row: Any) -> Mark:
    return Mark("plain", _("已关闭")) if row.closed_at else Mark("done", _("报送中"))


class CycleRows(Table):
    """The rounds, each with its counts; every count is the list of what it counts."""

    key: ClassVar[str] = "reporting.cycles"
    title: ClassVar[Any] = _("报送期")
    columns: ClassVar[Any] = (
        Column("period", _("期别"), frozen=True, width=12, sort="end",
               value=lambda row: Period.parse(row.period_code).label,
               url=lambda row: reverse("reporting:cycle", args=[row.pk])),
        Column("form", _("报表"), "words", width=24, sort="form__title",
               value=lambda row: row.form.title),
        Column("state", _("状态"), "badge", width=5, sort="closed_at", value=_cycle_state),
        Column("due", _("应报"), "number", width=5, sort="due", url=_to("")),
        Column("missing", _("未报"), "number", width=5, sort="missing",
               url=_to("missing")),
        Column("back", _("退回"), "number", width=5, sort="back", url=_to("back")),
        Column("waiting", Stands.SUBMITTED.label, "number", width=5, sort="waiting",
               url=_to(Stands.SUBMITTED)),
        Column("accepted", Stands.ACCEPTED.label, "number", width=5, sort="accepted",
               url=_to(Stands.ACCEPTED)),
        Column("opened", _("开放时间"), "date", width=12, sort="opened_at",
               value=lambda row: row.opened_at),
        Column("closed", _("关闭时间"), "date", width=12, sort="closed_at", shown=False,
               value=lambda row: row.closed_at),
    )  # fmt: skip
    filters: ClassVar[Any] = (
        Filter("q", _("报表"), "text", fields=("form__title",)),
        Filter("form", _("报表"), fields=("form_id",),
               choices=lambda _table: [(str(row.pk), row.title) for row in rounds.forms()]),
    )  # fmt: skip
    order: ClassVar[tuple[str, ...]] = ("-period", "form")
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (_("还没有开放报送期"), _("在报表页开放一期，各单位即可填报。"))

    def queryset(self) -> QuerySet[Any]:
        """Return the rounds, counted within the scope."""
        return rounds.cycles(self.request.user)
