"""The joint meetings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.dispatch import queries
from luoshi.dispatch.models import Conference
from luoshi.kernel.tables import Column, Filter, Table


class ConferenceRows(Table):
    """The meetings that the person sees, the latest first."""

    key: ClassVar[str] = "dispatch.conferences"
    title: ClassVar[Any] = _("联席会议")
    columns: ClassVar[Any] = (
        Column("plan", _("行动计划"), "words", frozen=True, width=32, sort="plan__title",
               value=lambda row: row.plan.title,
               url=lambda row: reverse("dispatch:conference", args=[row.pk])),
        Column("number", _("次数"), "number", sort="number", width=3),
        Column("held_on", _("时间"), "date", sort="held_on", width=8),
        Column("place", _("地点"), width=12, sort="place"),
        Column("chair", _("主持人"), width=8, sort="chair"),
        Column("resolved", _("议定事项"), "number", sort="resolved", width=5),
    )  # fmt: skip
    filters: ClassVar[Any] = (
        Filter("q", _("计划、会议情况"), "text", fields=("plan__title", "minutes")),
    )
    order: ClassVar[tuple[str, ...]] = ("-held_on",)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (
        _("还没有联席会议"),
        _("联席会议的议题、情况和议定事项记在这里；议定事项列入台账，像其他事项一样下达、跟踪。"),
    )

    def queryset(self) -> QuerySet[Conference]:
        """Return the meetings, counted."""
        return queries.conferences(self.scope)
