"""Where a reading comes from: every reported figure in it, who sent it, when, in which version."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.kernel.tables import Column, Filter, Table
from luoshi.monitoring.queries import series as queries
from luoshi.reporting.api import Figure


def _who(figure: Any) -> str:
    duty = figure.submission.duty
    return str(duty.enterprise or duty.agency)


def _sender(figure: Any) -> str:
    return str(figure.submission.by_name or figure.submission.by)


class SourceRows(Table):
    """The figures of a reading."""

    key: ClassVar[str] = "monitoring.sources"
    title: ClassVar[Any] = _("数据来源")
    columns: ClassVar[Any] = (
        Column("who", _("填报单位"), frozen=True, width=24, value=_who,
               sort=("submission__duty__agency__path", "submission__duty__enterprise__name")),
        Column("value", _("数值"), "number", sort="value", width=12),
        Column("numerator", _("分子"), "number", width=8, shown=False),
        Column("denominator", _("分母"), "number", width=8, shown=False),
        Column("base", _("上年同期"), "number", width=12),
        Column("version", _("版次"), "number", width=5, value=lambda row: row.submission.number,
               url=lambda row: reverse("reporting:receipt", args=[row.submission_id])),
        Column("stage", _("性质"), width=5, value=lambda row: row.submission.get_stage_display()),
        Column("sender", _("填报人"), width=8, value=_sender),
        Column("at", _("报送时间"), "date", width=12, sort="submission__at",
               value=lambda row: row.submission.at),
        Column("explanation", _("说明"), width=24),
    )  # fmt: skip
    kept: ClassVar[Any] = ("agency", "period")
    filters: ClassVar[Any] = (
        Filter("q", _("填报单位"), "text",
               fields=("submission__duty__agency__name", "submission__duty__enterprise__name")),
    )  # fmt: skip
    order: ClassVar[tuple[str, ...]] = ("who",)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (_("没有构成本数的报送"), _("本期还没有核报通过的数据。"))

    def queryset(self) -> QuerySet[Figure]:
        """Return the figures that the agency stands by in the period."""
        frame = self.given["frame"]
        if frame.period is None:
            return Figure.objects.none()
        return queries.sources(self.given["series"], frame.agency, frame.period)
