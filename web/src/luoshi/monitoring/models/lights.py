"""How lights are judged, the lights, the pace of targets, and forecasts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from luoshi.agencies.api import Agency
from luoshi.ledger.api import Item
from luoshi.plans.api import Plan
from luoshi.reporting.api import (
    PeriodOf,
    number,
)


class LightRule(models.Model):
    """A version of how lights are judged, for all plans or for one, from a day on (GOV-06)."""

    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="light_rules"
    )
    version = models.PositiveIntegerField("版本")
    preset = models.CharField("规则", max_length=20)
    thresholds = models.JSONField("阈值", default=dict)
    since = models.DateField("自何日起")
    made_at = models.DateTimeField("制定时间")
    made_by = models.CharField("制定人", max_length=150)

    class Meta:
        verbose_name = "亮灯规则"
        constraints = (
            # Two halves: SQLite knows no NULLS NOT DISTINCT and would drop the rule.
            models.UniqueConstraint(
                fields=["version"], condition=Q(plan=None), name="monitoring_rule_version_of_all"
            ),
            models.UniqueConstraint(
                fields=["plan", "version"],
                condition=Q(plan__isnull=False),
                name="monitoring_rule_version_of_plan",
            ),
        )

    def __str__(self) -> str:
        return f"{self.preset} {self.version}"


class Light(PeriodOf):
    """The light of an item for an agency in a period, with the numbers and the rule behind it."""

    class Colour(models.TextChoices):
        RED = "red", "红灯"
        YELLOW = "yellow", "黄灯"
        GREEN = "green", "绿灯"
        BLUE = "blue", "蓝灯"
        NONE = "none", "未报"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="lights")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="lights")
    colour = models.CharField("灯", max_length=6, choices=Colour)
    rule = models.ForeignKey(LightRule, on_delete=models.PROTECT, related_name="+")
    numbers = models.JSONField(
        "依据", default=dict
    )  # strings of decimals: done, target, pace, gap …
    lit_at = models.DateTimeField("判定时间")
    frozen = models.BooleanField("已定", default=False)

    class Meta:
        verbose_name = "亮灯"
        constraints = (
            models.UniqueConstraint(
                fields=["item", "agency", "period_code"], name="monitoring_light_once"
            ),
        )
        indexes = (models.Index(fields=["agency", "end", "colour"], name="monitoring_light_board"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.agency_id} {self.period_code} {self.colour}"


class Curve(models.Model):
    """How a target is expected to be reached over its year: shares of the whole by month (GOV-06).

    Without a row a target runs linearly by days, as an even one does again; `shares` are twelve
    decimals as strings, none for an even curve. The highest `version` counts; none is changed.
    """

    class Kind(models.TextChoices):
        EVEN = "even", gettext_lazy("均匀推进")
        PROFILE = "profile", gettext_lazy("上年进度")
        PLAN = "plan", gettext_lazy("月度计划")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="curves")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)
    kind = models.CharField("曲线", max_length=8, choices=Kind)
    shares = models.JSONField("各月累计占比", default=list)
    version = models.PositiveIntegerField("版次", default=1)
    reason = models.CharField("理由", max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = "序时曲线"
        constraints = (
            # Two halves: SQLite knows no NULLS NOT DISTINCT and would drop the rule.
            models.UniqueConstraint(
                fields=["item", "version"],
                condition=Q(agency=None),
                name="monitoring_curve_of_item_once",
            ),
            models.UniqueConstraint(
                fields=["item", "agency", "version"],
                condition=Q(agency__isnull=False),
                name="monitoring_curve_of_agency_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"


class Forecast(PeriodOf):
    """The expected year end of an item's series for an agency, as seen after a period."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="forecasts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    method = models.CharField("方法", max_length=40)
    point = number("预计")
    low = number("下限")
    high = number("上限")
    chance = models.DecimalField("达标可能", max_digits=5, decimal_places=4, null=True, blank=True)
    months = models.PositiveSmallIntegerField("所用月数")
    backtest = models.JSONField("回测", default=dict)
    made_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "预测"
        constraints = (
            models.UniqueConstraint(
                fields=["item", "agency", "period_code"], name="monitoring_forecast_once"
            ),
            models.CheckConstraint(
                condition=Q(chance=None) | Q(chance__gte=0, chance__lte=1),
                name="monitoring_forecast_chance",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.agency_id} {self.period_code}"
