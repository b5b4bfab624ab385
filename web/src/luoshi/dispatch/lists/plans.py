"""The plans as they are handed down, and who has signed for what of one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.agencies.api import Agency
from luoshi.dispatch import queries
from luoshi.dispatch.models import Assignment
from luoshi.kernel.tables import Bulk, Column, Filter, Mark, Table
from luoshi.plans.api import Plan

State = Assignment.State


def _url(row: Any) -> str:
    return reverse("dispatch:plan", args=[row.pk])


def _done(row: Any) -> Mark:
    """Return how far a plan has come, in one word."""
    if not row.open and not row.returned:
        return Mark("plain", _("未下达"))
    if row.returned:
        return Mark("wrong", _("有退回"))
    return Mark("doubt", _("待签收")) if row.unread + row.read else Mark("done", _("已全部签收"))


class PlanRows(Table):
    """The plans, with how much of each was handed down and signed for."""

    key: ClassVar[str] = "dispatch.plans"
    title: ClassVar[Any] = _("计划下达")
    columns: ClassVar[Any] = (
        Column("title", _("行动计划"), "words", frozen=True, width=32, sort="title",
               value=lambda row: row.title, url=_url),
        Column("year", _("年度"), sort="year", width=3, value=lambda row: row.year or ""),
        Column("done", _("进度"), "badge", value=_done, width=8),
        Column("open", _("已下达"), "number", sort="open", width=5),
        Column("unread", _("未读"), "number", sort="unread", width=5),
        Column("read", _("已读"), "number", sort="read", width=5),
        Column("signed", _("已签收"), "number", sort="signed", width=5),
        Column("returned", _("已退回"), "number", sort="returned", width=5),
        Column("order", _("次序"), "number", sort=("version_id", "ordinal"), shown=False, width=3,
               value=lambda row: row.ordinal),
    )  # fmt: skip
    filters: ClassVar[Any] = (Filter("q", _("计划"), "text", fields=("title",)),)
    order: ClassVar[tuple[str, ...]] = ("order",)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (_("还没有计划"), _("导入并审定一份行动计划后，可在这里整体下达。"))

    def queryset(self) -> QuerySet[Plan]:
        """Return the plans, counted."""
        return queries.plans(self.scope)


def _signed(row: Any) -> Mark:
    if row.returned:
        return Mark("wrong", State.RETURNED.label)
    if row.unread:
        return Mark("doubt", State.UNREAD.label)
    return Mark("plain", State.READ.label) if row.read else Mark("done", State.SIGNED.label)


def _held(row: Any) -> str:
    return f"{reverse('dispatch:assignments')}?plan={row.plan_id}&agency={row.pk}"


class SheetRows(Table):
    """Who has read and signed for what of a plan."""

    key: ClassVar[str] = "dispatch.sheet"
    title: ClassVar[Any] = _("签收情况")
    columns: ClassVar[Any] = (
        Column("name", _("单位"), frozen=True, width=16, sort="path", value=lambda row: row.name,
               url=_held),
        Column("state", _("签收"), "badge", value=_signed, width=5),
        Column("led", _("牵头"), "number", sort="led", width=3),
        Column("joined", _("参加"), "number", sort="joined", width=3),
        Column("unread", State.UNREAD.label, "number", sort="unread", width=3),
        Column("read", State.READ.label, "number", sort="read", width=3),
        Column("signed", State.SIGNED.label, "number", sort="signed", width=5),
        Column("returned", State.RETURNED.label, "number", sort="returned", width=5),
        Column("read_last", _("最近阅读"), "date", sort="read_last", width=12),
        Column("signed_last", _("最近签收"), "date", sort="signed_last", width=12),
        Column("reminded_last", _("最近提醒"), "date", sort="reminded_last", width=12),
    )  # fmt: skip
    filters: ClassVar[Any] = (Filter("q", _("单位"), "text", fields=("name", "short_name")),)
    order: ClassVar[tuple[str, ...]] = ("name",)
    bulk: ClassVar[Any] = (Bulk(_("提醒未读"), "dispatch:ticked_remind", May.DISPATCH),)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (_("还没有下达"), _("下达后，各单位阅读、签收和退回的情况列在这里。"))

    def queryset(self) -> QuerySet[Agency]:
        """Return the agencies, counted."""
        return queries.sheet(self.scope, self.given["plan"])
