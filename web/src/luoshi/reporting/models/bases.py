"""Last year's values, as published and on a comparable basis, in versions (GOV-15)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from luoshi.agencies.api import Agency
from luoshi.enterprises.api import Enterprise
from luoshi.reporting.models.fields import number
from luoshi.reporting.models.forms import Series
from luoshi.reporting.models.rounds import PeriodOf


class BaseSays(models.Model):
    """What is said of last year's value, and on whose word (GOV-15).

    `adjusted` is `published` × `factor`, on the basis on which this year is counted (可比口径);
    `note` says what was taken out or in.
    """

    class Origin(models.TextChoices):
        ENTERED = "entered", gettext_lazy("补录")
        YEARBOOK = "yearbook", gettext_lazy("统计年鉴")
        PLAN = "plan", gettext_lazy("计划原文")

    origin = models.CharField("来源", max_length=10, choices=Origin, default=Origin.ENTERED)
    published = number("公布数")
    factor = models.DecimalField(
        "可比口径系数", max_digits=12, decimal_places=6, null=True, blank=True
    )
    adjusted = number("可比口径调整数")
    note = models.CharField("调整说明", max_length=300, blank=True)
    source = models.CharField("依据", max_length=300)

    class Meta:
        abstract = True


class Base(PeriodOf, BaseSays):
    """Last year's value as published, and as adjusted to a comparable basis (GOV-15).

    The one that counts; `version` numbers what was said of it, and all of that is kept.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="bases")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = "上年基数"
        constraints = (
            models.UniqueConstraint(
                fields=["series", "agency", "period_code"],
                condition=Q(enterprise=None),
                name="reporting_base_of_agency_once",
            ),
            models.UniqueConstraint(
                fields=["series", "enterprise", "period_code"],
                condition=Q(enterprise__isnull=False),
                name="reporting_base_of_firm_once",
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="reporting_base_dates"),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.period_code}"


class BaseVersion(BaseSays):
    """What was said of a base once, why, by whom; append-only."""

    base = models.ForeignKey(Base, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版次")
    reason = models.CharField("理由", max_length=300)
    at = models.DateTimeField("时间")
    by = models.CharField("人员", max_length=150)

    class Meta:
        verbose_name = "上年基数版本"
        ordering = ("base_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["base", "number"], name="reporting_base_version_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="reporting_base_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.base_id} {self.number}"
