"""The dictionary: every indicator that plans state, what it means, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.kernel.tables import Column, Filter, Link, Table
from luoshi.ledger import queries
from luoshi.ledger.lists.shared import short_title
from luoshi.ledger.models import Indicator


def _url(indicator: Indicator) -> str:
    return reverse("ledger:indicator", args=[indicator.pk])


def _only(kind: str) -> Callable[[Any], str]:
    """Return the address of just the places that a count counts (USE-24)."""
    return lambda indicator: f"{_url(indicator)}?kind={kind}"


def _plans(indicator: Any) -> list[Link]:
    return [
        Link(short_title(title), f"{_url(indicator)}#plan-{pk}")
        for pk, title in indicator.stated_in.items()
    ]


def _plans_there(table: Any) -> Sequence[tuple[str, str]]:
    plans = queries.indicator_uses(table.scope).order_by("fact__plan")
    found = plans.values_list("fact__plan", "fact__plan__title").distinct()
    return [(str(pk), short_title(title)) for pk, title in found]


def _in_plan(rows: QuerySet[Indicator], values: list[str]) -> QuerySet[Indicator]:
    plans = [int(value) for value in values]
    return rows.filter(pk__in=Indicator.objects.filter(uses__fact__plan_id__in=plans))


def _defined(rows: QuerySet[Indicator], values: list[str]) -> QuerySet[Indicator]:
    return rows.exclude(definition="") if "yes" in values else rows.filter(definition="")


class IndicatorRows(Table):
    """Every indicator, its counts as the person may see them."""

    key: ClassVar[str] = "ledger.indicators"
    title: ClassVar[Any] = _("指标口径")
    columns: ClassVar[Any] = (
        Column("name", _("指标"), "words", frozen=True, sort="name", width=16, url=_url),
        Column("units", _("计量单位"), value=lambda row: "、".join(row.units), width=8),
        Column("targets", _("目标数"), "number", url=_only("target"), width=5, sort="targets"),
        Column("actuals", _("实绩数"), "number", url=_only("actual"), width=5, sort="actuals"),
        Column("plans", _("计划"), "links", value=_plans, width=24, sort="plans"),
        Column("definition", _("定义"), width=24),
        Column("formula", _("计算方法"), width=16),
        Column("source", _("数据来源"), width=12),
    )  # fmt: skip
    filters: ClassVar[Any] = (
        Filter("q", _("指标、定义"), "text", fields=("name", "definition", "formula", "source")),
        Filter("plan", _("计划"), choices=_plans_there, apply=_in_plan),
        Filter("defined", _("定义"), apply=_defined,
               choices=lambda _table: (("yes", _("已写明")), ("no", _("未写明")))),
    )  # fmt: skip
    order: ClassVar[tuple[str, ...]] = ("-targets", "-actuals", "name")
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (_("还没有指标"), _("导入计划并审定后，计划中写到的指标列在这里。"))

    def queryset(self) -> QuerySet[Indicator]:
        """Return the indicators with their counts, in one statement."""
        return queries.indicators(self.scope)

    def decorate(self, rows: list[Any]) -> list[Any]:
        """Add the units printed and the plans, in one statement for all rows."""
        by_key = {row.pk: row for row in rows}
        for row in rows:
            row.units, row.stated_in = [], {}
        uses = queries.indicator_uses(self.scope).filter(indicator__in=list(by_key))
        places = uses.order_by("fact__plan__version_id", "fact__plan__ordinal", "fact__start")
        for key, unit, plan, title in places.values_list(
            "indicator", "unit", "fact__plan", "fact__plan__title"
        ):
            row = by_key[key]
            row.stated_in[plan] = title
            if unit and unit not in row.units:
                row.units.append(unit)
        return rows
