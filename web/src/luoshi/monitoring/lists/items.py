"""The ledger as it stands in a period: GOV-01's columns in their order, the light among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.kernel.tables import Column, Filter, Mark, Table
from luoshi.ledger.api import Item, promise, short_title
from luoshi.monitoring.models import Light
from luoshi.monitoring.pages.board import path_of
from luoshi.monitoring.queries import items as queries
from luoshi.monitoring.queries.board import WORST_FIRST
from luoshi.monitoring.rules.lights import Measure
from luoshi.monitoring.rules.numbers import Numbers


def _url(light: Light) -> str:
    return f"{path_of('item', light.item_id)}?agency={light.agency_id}&period={light.period_code}"


def _number(name: str) -> Callable[[Any], Any]:
    return lambda light: getattr(Numbers(light.numbers), name)


def _said(name: str) -> Callable[[Any], str]:
    return lambda light: light.said.get(name, "")


def _units(role: str) -> Callable[[Any], str]:
    return lambda light: "、".join(
        dict.fromkeys([unit.printed for unit in light.item.units if unit.role == role])
    )


def _held(name: str) -> Callable[[Any], str]:
    return lambda light: getattr(light.held, name, "") if light.held else ""


def _plans(table: Any) -> Sequence[tuple[str, str]]:
    rows = table.rows_there.order_by("item__plan").values_list("item__plan", "item__plan__title")
    return [(str(pk), short_title(title)) for pk, title in rows.distinct()]


def _light(light: Light) -> Mark:
    return Mark(light.colour, light.get_colour_display())


def _due(light: Any) -> Any:
    return (light.held.due_on if light.held else None) or light.item.due_on


_BY_PLAN = ("item__plan__ordinal", "item__start")


def _whom(light: Light) -> str:
    """Return who answers and under which number."""
    return " ".join(filter(None, (_held("contact")(light), _held("phone")(light))))


#: GOV-01, in its order; the day on which an item without a figure was done stands behind.
COLUMNS = (
    Column("number", _("序号"), "number", width=5, frozen=True, sort=_BY_PLAN,
           value=lambda light: light.item.number),
    Column("plan", _("领域/计划"), frozen=True, width=8, sort=_BY_PLAN,
           value=lambda light: short_title(light.item.plan.title)),
    Column("title", _("工作任务"), "words", frozen=True, width=16, sort="item__title", url=_url,
           value=lambda light: light.item.title, mark=lambda light: str(light.colour)),
    Column("promise", _("目标"), width=12, value=lambda light: promise(light.item)),
    Column("leads", _("牵头单位"), width=12, value=_units("lead")),
    Column("participants", _("参加单位"), width=12, value=_units("participant")),
    Column("leader", _("责任领导"), width=5, value=_held("leader"), shown=False),
    Column("contact", _("责任人·电话"), width=12, shown=False,
           value=_whom),
    Column("due", _("完成时限"), "date", sort="item__due_on", width=8, value=_due),
    Column("progress", _("本月进展"), width=16, value=_said("done")),
    Column("done", _("累计完成"), "number", width=8, decimals=2, value=_number("done")),
    Column("rate", _("完成率"), "number", unit="%", width=5, decimals=1, value=_number("rate")),
    Column("pace", _("序时进度"), "number", unit="%", width=5, decimals=1, value=_number("pace")),
    Column("gap", _("序时差"), "number", unit=_("百分点"), width=8, decimals=1,
           value=_number("lead")),
    Column("light", _("亮灯"), "light", width=5, sort=("urgency", *_BY_PLAN),
           value=_light),
    Column("problems", _("存在问题"), width=16, value=_said("problems")),
    Column("next_steps", _("下一步措施"), width=16, value=_said("next_steps")),
    Column("evidence", _("佐证"), "number", unit=_("件"), width=5,
           value=lambda light: light.proofs or None),
    Column("lit_at", _("更新时间"), "date", width=12, sort="lit_at"),
    Column("finished_on", _("办结日期"), "date", width=8, value=_number("finished_on")),
)  # fmt: skip


class LightRows(Table):
    """The lights of an agency in a period, each beside what was promised and what was said."""

    key: ClassVar[str] = "monitoring.items"
    title: ClassVar[Any] = _("亮灯台账")
    columns: ClassVar[Any] = COLUMNS
    kept: ClassVar[Any] = ("agency", "period")
    filters: ClassVar[Any] = (
        Filter("q", _("任务、原文"), "text",
               fields=("item__title", "item__fact__quote", "item__measure")),
        Filter("plan", _("计划"), "many", fields=("item__plan_id",), choices=_plans),
        Filter("kind", _("类别"), "many", fields=("item__kind",),
               choices=lambda _table: Item.Kind.choices),
        Filter("colour", _("亮灯"), "many", fields=("colour",),
               choices=lambda _table: [(one.value, one.label) for one in WORST_FIRST]),
        Filter("measure", _("办结"), "many", fields=("numbers__measure",),
               choices=lambda _table: [(Measure.FINISHED, _("已办结"))]),
    )  # fmt: skip
    order: ClassVar[tuple[str, ...]] = ("light",)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (
        _("本期没有亮灯"),
        _("计划下达、各单位报送并核报后，这里列出各项工作的进度和亮灯。"),
    )

    def queryset(self) -> QuerySet[Light]:
        """Return the lights of the page's agency and period, the worst first."""
        ranks = [When(colour=colour, then=Value(at)) for at, colour in enumerate(WORST_FIRST)]
        found = queries.for_list(self.given["frame"].lights())
        return found.annotate(urgency=Case(*ranks, output_field=IntegerField()))

    def decorate(self, rows: list[Any]) -> list[Any]:
        """Add what the agency was given, what was said in the period, and how many proofs."""
        return queries.with_what_was_said(rows, self.given["frame"])
