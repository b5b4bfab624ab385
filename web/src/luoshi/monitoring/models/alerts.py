"""Alert rules, and what they raised."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from luoshi.agencies.api import Agency
from luoshi.ledger.api import Indicator
from luoshi.plans.api import Plan
from luoshi.reporting.api import (
    number,
)


class AlertRule(models.Model):
    """A standing wish to be told: when, for which part of the programme, whom, how often (row 47).

    `limit` is what the kind counts: a chance in per cent, days late, months running; `low` and
    `high` bound a value. Blank plan, agency and indicator mean all. `up` is how many levels above
    the agency are told besides `own`, the agency itself; what stands is told again only after
    `quiet_days`, and never when that is nought. The system itself always tells; `mail`, `sms` and
    `robot` say by which ways out of the house it does too, where the house has them.
    """

    class Kind(models.TextChoices):
        RED = "red", gettext_lazy("红灯")
        CHANCE = "chance", gettext_lazy("达标可能低于（%）")
        OVERDUE = "overdue", gettext_lazy("逾期未报（天）")
        SOFT = "soft", gettext_lazy("同一核实性问题连续说明（期）")
        RANGE = "range", gettext_lazy("指标值超出范围")

    class Whom(models.TextChoices):
        READERS = "monitor_read", gettext_lazy("所有岗位")
        EDITORS = "report_fill", gettext_lazy("经办")
        REVIEWERS = "report_accept", gettext_lazy("审核")

    name = models.CharField("名称", max_length=100)
    kind = models.CharField("情形", max_length=10, choices=Kind)
    limit = number("界限")
    low = number("下限")
    high = number("上限")
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="alert_rules"
    )
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="alert_rules"
    )
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="alert_rules"
    )
    whom = models.CharField("通知岗位", max_length=20, choices=Whom, default=Whom.READERS)
    own = models.BooleanField("通知本单位", default=True)
    up = models.PositiveSmallIntegerField("通知上级层数", default=1)
    quiet_days = models.PositiveSmallIntegerField("再次提醒间隔（天）", default=30)
    mail = models.BooleanField("邮件", default=True)
    sms = models.BooleanField("短信", default=True)
    robot = models.BooleanField("工作群", default=True)
    on = models.BooleanField("启用", default=True)
    revision = models.PositiveIntegerField("修订", default=1)
    made_at = models.DateTimeField("制定时间")
    made_by = models.CharField("制定人", max_length=150)

    class Meta:
        verbose_name = "预警规则"
        constraints = (
            models.UniqueConstraint(fields=["name"], name="monitoring_alert_rule_name"),
            models.CheckConstraint(
                condition=Q(kind="red")
                | Q(kind="range", indicator__isnull=False)
                | (~Q(kind__in=["red", "range"]) & Q(limit__isnull=False)),
                name="monitoring_alert_rule_has_its_limit",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def channels(self) -> frozenset[str]:
        """Return the ways out of the house by which the rule tells."""
        return frozenset(name for name in ("mail", "sms", "robot") if getattr(self, name))


class Alert(models.Model):
    """What a rule raised at an agency: the value, the limit, since when, who took note, its end."""

    rule = models.ForeignKey(AlertRule, on_delete=models.PROTECT, related_name="alerts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="alerts")
    thing = models.CharField("对象", max_length=80)
    words = models.CharField("内容", max_length=300)
    url = models.CharField("地址", max_length=300)
    value = models.CharField("数值", max_length=60, blank=True)
    limit = models.CharField("界限", max_length=60, blank=True)
    since = models.DateTimeField("起")
    told_at = models.DateTimeField("最近通知")
    acknowledged_at = models.DateTimeField("知悉时间", null=True, blank=True)
    acknowledged_by = models.CharField("知悉人", max_length=150, blank=True)
    acknowledgement = models.CharField("处理意见", max_length=500, blank=True)
    ended_at = models.DateTimeField("解除时间", null=True, blank=True)

    class Meta:
        verbose_name = "预警"
        constraints = (
            models.UniqueConstraint(
                fields=["rule", "thing"],
                condition=Q(ended_at=None),
                name="monitoring_alert_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by="", acknowledgement="")
                | (
                    Q(acknowledged_at__isnull=False)
                    & ~Q(acknowledged_by="")
                    & ~Q(acknowledgement="")
                ),
                name="monitoring_alert_acknowledged_whole",
            ),
        )
        indexes = (models.Index(fields=["agency", "ended_at"], name="monitoring_alert_open"),)

    def __str__(self) -> str:
        return self.words
