"""Agencies against plans: how many tasks of each plan an agency leads and takes part in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.accounts.api import May
from luoshi.agencies.api import Agency
from luoshi.kernel.tables import Column, Filter, Link, Table
from luoshi.ledger import queries
from luoshi.ledger.lists.shared import short_title
from luoshi.plans.api import Plan


def _cell(plan: Plan) -> Callable[[Any], list[Link]]:
    def cell(agency: Any) -> list[Link]:
        led, joined = getattr(agency, f"led_{plan.pk}"), getattr(agency, f"joined_{plan.pk}")
        if not led + joined:
            return []
        url = f"{reverse('ledger:agency', args=[agency.pk])}?plan={plan.pk}&kind=task"
        return [Link(f"{led} / {joined}", url)]

    return cell


class MatrixRows(Table):
    """One row an agency, one column a plan; each cell is 牵头 / 参加 and leads to its list."""

    key: ClassVar[str] = "ledger.matrix"
    title: ClassVar[Any] = gettext_lazy("单位矩阵")
    filters: ClassVar[Any] = (
        Filter("q", gettext_lazy("单位"), "text", fields=("name", "short_name")),
    )
    order: ClassVar[tuple[str, ...]] = ("-led", "-joined")
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (
        gettext_lazy("还没有分工"),
        gettext_lazy("导入带分工安排表的计划后，这里列出各单位的任务数。"),
    )

    @cached_property
    def plans(self) -> list[Plan]:
        """Return the plans whose tasks the person may see."""
        return queries.plans_with_tasks(self.scope)

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]  # one column a plan
        """Return the agency, its totals and a column for every plan."""
        return [
            Column("name", _("单位"), frozen=True, sort="path", width=16, url=_agency_url),
            Column("led", _("牵头合计"), "number", sort="led", width=5),
            Column("joined", _("参加合计"), "number", sort="joined", width=5),
            *(
                Column(
                    f"p{plan.pk}", short_title(plan.title), "links", value=_cell(plan), width=8,
                    sort=f"led_{plan.pk}",
                )
                for plan in self.plans
            ),
        ]  # fmt: skip

    def queryset(self) -> QuerySet[Agency]:
        """Return the agencies named in tasks, their counts beside them, in one statement."""
        return queries.matrix(self.scope, self.plans)


def _agency_url(agency: Any) -> str:
    return reverse("ledger:agency", args=[agency.pk])
