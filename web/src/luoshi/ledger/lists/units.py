"""Printed units that stand for nobody yet: what a person has to settle."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.tables import Column, Filter, Link, Table
from luoshi.ledger import queries
from luoshi.ledger.lists.shared import item_url, short_title
from luoshi.ledger.models import Responsibility


class UnitRows(Table):
    """Printed units that resolve to no agency, and groups whose members nobody has confirmed."""

    key: ClassVar[str] = "ledger.units"
    title: ClassVar[Any] = _("待对应单位")
    columns: ClassVar[Any] = (
        Column("printed", _("单位（原文）"), "words", frozen=True, sort="printed", width=24,
               url=lambda row: reverse("ledger:unit", args=[row.pk])),
        Column("what", _("情形"), width=16, sort="is_group",
               value=lambda row: _("成组，待确认成员") if row.is_group else _("未能对应")),
        Column("role", _("责任"), value=lambda row: row.get_role_display(), sort="role", width=5),
        Column("plan", _("计划"), value=lambda row: short_title(row.item.plan.title), width=16,
               sort="item__plan__ordinal"),
        Column("item", _("工作任务"), "links", width=32,
               value=lambda row: [Link(row.item.title, item_url(row.item))]),
    )  # fmt: skip
    filters: ClassVar[Any] = (
        Filter("q", _("单位、任务"), "text", fields=("printed", "item__title")),
    )
    order: ClassVar[tuple[str, ...]] = ("printed",)
    nothing: ClassVar[Any] = (_("单位都已对应"), _("分工表中的单位都对应到了单位树上。"))

    def queryset(self) -> QuerySet[Responsibility]:
        """Return the open units of rows the person may see."""
        return queries.unresolved(self.scope)
