"""Requests for a change: what is asked, by whom, and what was decided."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May, Scope
from luoshi.dispatch import queries
from luoshi.dispatch.models import ChangeRequest
from luoshi.kernel.tables import Column, Filter, Mark, Table


def _what(row: ChangeRequest) -> str:
    item = row.assignment.item if row.assignment is not None else row.item
    return item.title if item is not None else ""


def _decided(row: ChangeRequest) -> Mark:
    if row.accepted is None:
        return Mark("doubt", _("待审批"))
    return Mark("done", _("同意")) if row.accepted else Mark("wrong", _("不同意"))


def _in_state(rows: QuerySet[ChangeRequest], values: list[str]) -> QuerySet[ChangeRequest]:
    return rows.filter(accepted={"yes": True, "no": False}.get(values[0]))


STATES = (("mine", _("待我审批")), ("open", _("待审批")), ("yes", _("同意")), ("no", _("不同意")))


class ChangeRows(Table):
    """The requests that the person may see."""

    key: ClassVar[str] = "dispatch.changes"
    title: ClassVar[Any] = _("调整申请")
    columns: ClassVar[Any] = (
        Column("title", _("工作任务"), "words", frozen=True, width=24, value=_what,
               url=lambda row: reverse("dispatch:change", args=[row.pk])),
        Column("agency", _("申请单位"), width=12, sort="agency__path",
               value=lambda row: row.agency.name),
        Column("field", _("调整内容"), width=5, sort="field",
               value=lambda row: row.get_field_display()),
        Column("old", _("原值"), width=8, value=lambda row: f"{row.old}{row.unit}"),
        Column("new", _("新值"), width=8, value=lambda row: f"{row.new}{row.unit}"),
        Column("decided", _("审批"), "badge", width=5, value=_decided, sort="accepted"),
        Column("paper", _("批准文件"), width=12),
        Column("asked_at", _("申请时间"), "date", sort="asked_at", width=12),
        Column("decided_at", _("审批时间"), "date", sort="decided_at", width=12),
        Column("reason", _("理由"), width=16, shown=False),
    )  # fmt: skip
    filters: ClassVar[Any] = (
        Filter("state", _("审批"), apply=_in_state, choices=lambda _table: STATES),
    )
    order: ClassVar[tuple[str, ...]] = ("-asked_at",)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (
        _("没有调整申请"),
        _("已下达的数量和时限须经申请、批准才能调整，申请列在这里。"),
    )

    def queryset(self) -> QuerySet[ChangeRequest]:
        """Return the requests, with what a row shows fetched."""
        assert isinstance(self.scope, Scope)
        found = queries.changes(self.scope)
        if self.asked.get("state") == "mine":  # the to-do list leads here with just its number
            return found.filter(pk__in=queries.to_decide(self.scope).values("pk"))
        return found
