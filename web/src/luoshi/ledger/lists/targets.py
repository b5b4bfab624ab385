"""Targets beside last year's base, with the arithmetic."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.kernel.tables import Column, Filter, Link, Table
from luoshi.ledger import queries, wording
from luoshi.ledger.lists import shared
from luoshi.ledger.models import Item
from luoshi.plans.api import link_to


def _implied(item: Item) -> Decimal | None:
    return wording.implied(item.target)


def _gap(item: Item) -> Decimal | None:
    """Return by how many points the levels' growth differs from the printed one."""
    implied = _implied(item)
    printed = item.target.growth_pct
    return None if implied is None or printed is None else implied - printed


def _base(item: Item) -> list[Link]:
    target = item.target
    if target.base_fact is None:
        return []
    return [Link(wording.amount(target.base_value, target.base_unit), link_to(target.base_fact))]


def _hedged(rows: QuerySet[Item], values: list[str]) -> QuerySet[Item]:
    return rows.filter(target__hedge="yes" in values)


def _with_base(rows: QuerySet[Item], values: list[str]) -> QuerySet[Item]:
    return rows.filter(target__base_fact__isnull="yes" not in values)


class TargetRows(Table):
    """Every target in the person's scope."""

    key: ClassVar[str] = "ledger.targets"
    title: ClassVar[Any] = _("目标对照")
    columns: ClassVar[Any] = (
        shared.PLAN,
        Column("title", _("指标"), "words", frozen=True, url=shared.item_url, width=24,
               value=lambda item: item.title, sort="title"),
        Column("subject", _("主体"), "words", shown=False, width=16,
               value=lambda item: item.target.subject_text, sort="target__subject_text"),
        Column("indicator", _("指标名称"), "words", shown=False, width=12,
               value=lambda item: item.target.indicator_text, sort="target__indicator_text"),
        Column("year", _("年度"), sort="target__year", width=3,
               value=lambda item: item.target.year),
        Column("base", _("上年基数"), "links", value=_base, width=8),
        Column("bound", _("限定"), width=8,
               value=lambda item: wording.bound(item.target.op, item.target.hedge)),
        Column("value", _("目标值"), "number", value=lambda item: item.target.value,
               sort="target__value", width=8),
        Column("unit", _("单位"), value=lambda item: item.target.unit, width=3),
        Column("growth", _("计划增速"), width=5, value=lambda item: wording.growth(item.target),
               sort="target__growth_pct"),
        Column("implied", _("按水平推算"), "number", unit="%", value=_implied, decimals=1, width=8),
        Column("gap", _("相差"), "number", unit=_("百分点"), value=_gap, decimals=1, width=8),
        Column("sum", _("算式"), width=24, shown=False,
               value=lambda item: wording.arithmetic(item.target)),
        shared.LEADS,
        shared.STATE,
        shared.SOURCE,
    )  # fmt: skip
    filters: ClassVar[Any] = (
        Filter("q", _("主体、指标"), "text",
               fields=("target__subject_text", "target__indicator_text", "fact__quote")),
        shared.BY_PLAN,
        Filter("hedge", _("力争"), apply=_hedged,
               choices=lambda _table: (("yes", _("力争")), ("no", _("不带力争")))),
        Filter("base", _("基数"), apply=_with_base,
               choices=lambda _table: (("yes", _("有上年基数")), ("no", _("无上年基数")))),
        shared.BY_STATE,
    )  # fmt: skip
    order: ClassVar[tuple[str, ...]] = ("plan",)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (_("还没有目标"), _("计划中写明的年度指标审定后列在这里。"))

    def queryset(self) -> QuerySet[Item]:
        """Return the targets, with what a row shows fetched."""
        return queries.in_full(queries.items(self.scope).filter(kind=Item.Kind.TARGET))
