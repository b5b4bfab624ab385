"""The alerts in a person's sight: what stands, what was taken note of, what ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.agencies.api import Agency
from luoshi.kernel.tables import Column, Filter, Mark, Table
from luoshi.monitoring.models import Alert, AlertRule
from luoshi.monitoring.queries import alerts as queries

#: What an alert is: key to the condition's arguments, the tone and the word.
STATES: Any = {
    "open": ({"ended_at": None, "acknowledged_at": None}, "wrong", _("待确认")),
    "noted": ({"ended_at": None, "acknowledged_at__isnull": False}, "doubt", _("已确认")),
    "ended": ({"ended_at__isnull": False}, "done", _("已解除")),
}


def state_of(alert: Alert) -> Mark:
    """Return how an alert stands."""
    key = "ended" if alert.ended_at else "noted" if alert.acknowledged_at else "open"
    return Mark(STATES[key][1], STATES[key][2])


def _rules(_table: Any) -> Sequence[tuple[str, str]]:
    return [(str(pk), name) for pk, name in AlertRule.objects.values_list("pk", "name")]


def _own(table: Any) -> Sequence[tuple[str, str]]:
    """Return the agencies at which the person takes note of alerts."""
    own = Agency.objects.filter(pk__in=queries.own(table.scope)).order_by("path")
    return [(str(one.pk), one.name) for one in own]


class AlertRows(Table):
    """The alerts a person sees, the newest first."""

    key: ClassVar[str] = "monitoring.alerts"
    title: ClassVar[Any] = _("预警")
    columns: ClassVar[Any] = (
        Column("words", _("内容"), frozen=True, width=32, sort="words",
               url=lambda row: reverse("monitoring:alert", args=[row.pk])),
        Column("state", _("状态"), "badge", width=8, value=state_of),
        Column("rule", _("规则"), width=12, sort="rule__name", value=lambda row: row.rule.name),
        Column("agency", _("单位"), width=12, sort="agency__path",
               value=lambda row: str(row.agency)),
        Column("value", _("数值"), width=8),
        Column("limit", _("界限"), width=8),
        Column("since", _("起"), "date", sort="since"),
        Column("acknowledged_by", _("确认人"), width=8, shown=False),
        Column("acknowledgement", _("处理意见"), width=24),
        Column("ended_at", _("解除时间"), "date", sort="ended_at"),
    )  # fmt: skip
    filters: ClassVar[Any] = (
        Filter("q", _("内容或单位"), "text", fields=("words", "agency__name")),
        Filter("state", _("状态"),
               choices=lambda _table: [(key, one[2]) for key, one in STATES.items()],
               apply=lambda rows, values: rows.filter(**STATES[values[0]][0])),
        Filter("at", _("本单位"), "many", fields=("agency",), choices=_own),
        Filter("kind", _("情形"), "many", fields=("rule__kind",),
               choices=lambda _table: AlertRule.Kind.choices),
        Filter("rule", _("规则"), fields=("rule",), choices=_rules),
    )  # fmt: skip
    order: ClassVar[tuple[str, ...]] = ("-since",)
    kept: ClassVar[Any] = ("agency", "period")
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (_("没有预警"), _("规则发现情况后会列在这里，并通知有关单位。"))

    def queryset(self) -> QuerySet[Alert]:
        """Return the alerts in the person's sight, ended ones too."""
        return queries.visible(self.scope)  # type: ignore[arg-type]  # accounts fills the scope
