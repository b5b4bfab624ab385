"""Accepted values rolled up the tree, the rules of lights, the lights, and forecasts.

What the models must make possible: a total for every agency and period that equals the sum of the
accepted leaf versions, kept in the transaction that accepts (REL-14); light rules as data with a
version, so that a month's colours stay as they were lit (GOV-06, GOV-07); forecasts that keep
their interval, their chance and their back-test.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from luoshi.agencies.api import Agency
from luoshi.kernel.evidence import ProofFile
from luoshi.ledger.api import Indicator, Item
from luoshi.plans.api import Plan
from luoshi.reporting.api import (
    Duty,
    PeriodOf,
    ProjectBlocker,
    ProjectStage,
    Series,
    Submission,
    number,
)


class Reading(PeriodOf):
    """The accepted value of a series for an agency (all below it included) and a period.

    `value` is the sum of the parts as reported; for an average `parts` divides it, for a ratio it
    is empty and `numerator` and `denominator` are summed. Zero `parts` is no reading (row 32).
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="readings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="readings")
    value = number("数值")
    numerator = number("分子")
    denominator = number("分母")
    parts = models.PositiveIntegerField("组成数", default=0)
    flash = models.PositiveIntegerField("其中快报数", default=0)
    updated_at = models.DateTimeField("更新时间")

    class Meta:
        verbose_name = "监测值"
        constraints = (
            models.UniqueConstraint(
                fields=["series", "agency", "period_code"], name="monitoring_reading_once"
            ),
        )
        indexes = (
            models.Index(fields=["agency", "end", "series"], name="monitoring_reading_board"),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.agency_id} {self.period_code}"


class Counting(models.Model):
    """As what the figures of a duty were counted when an agency accepted them.

    Taking them out again takes them from where they were put, whatever became of the firm's
    industry or of the tree meanwhile (row 97: figures stay).
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    own = models.BooleanField("同时计入填报单位", default=False)
    industry = models.CharField("行业", max_length=80, blank=True)
    chain = models.CharField("产业链", max_length=80, blank=True)

    class Meta:
        verbose_name = "计入口径"
        constraints = (
            models.UniqueConstraint(fields=["duty", "agency"], name="monitoring_counting_once"),
        )

    def __str__(self) -> str:
        return f"{self.duty_id} {self.agency_id}"


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
            models.UniqueConstraint(
                fields=["plan", "version"], nulls_distinct=False, name="monitoring_rule_version"
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


#: A field for money in 亿元; a report has a `number` of its own.
yi = number
#: The money of a project.
MONEY = ("investment_yi", "planned_yi", "period_yi", "total_yi")


class ProjectReport(PeriodOf):
    """How a project stands in a period, as its agency said; a correction is a higher number.

    What a monthly form said is here once a level accepted it, with its `submission`, and counts
    where that version stands accepted. Only a project that no form asks about is reported directly.
    Money is in 亿元: what is planned for the whole and for the year, what was done in the period
    and since the start; what comes to since January is added up, never typed. What stands in the
    way has somebody who must clear it.
    """

    Stage = ProjectStage
    Blocker = ProjectBlocker

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="project_reports")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("版次")
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stage = models.CharField("阶段", max_length=10, choices=ProjectStage)
    investment_yi = yi("计划总投资（亿元）")
    planned_yi = yi("年度计划投资（亿元）")
    period_yi = yi("本期完成投资（亿元）")
    total_yi = yi("自开工累计完成投资（亿元）")
    expected_on = models.DateField("预计竣工日期", null=True, blank=True)
    leader = models.CharField("包联领导", max_length=80, blank=True)
    blocker = models.CharField(
        "困难", max_length=10, choices=ProjectBlocker, default=ProjectBlocker.NONE
    )
    blocker_text = models.TextField("困难情况", blank=True)
    help = models.CharField("需协调事项", max_length=500, blank=True)
    blocker_owner = models.ForeignKey(
        Agency,
        verbose_name="由哪个单位解决",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.TextField("形象进度", blank=True)
    at = models.DateTimeField("填报时间")
    by = models.CharField("填报人", max_length=150)

    class Meta:
        verbose_name = "项目进展"
        constraints = (
            models.UniqueConstraint(
                fields=["item", "period_code", "number"], name="monitoring_project_report_number"
            ),
            models.UniqueConstraint(
                fields=["submission", "item"],
                condition=Q(submission__isnull=False),
                name="monitoring_project_report_accepted_once",
            ),
            models.CheckConstraint(
                condition=Q(blocker="none")
                | (~Q(blocker_text="") & Q(blocker_owner__isnull=False)),
                name="monitoring_project_blocker_has_an_owner",
            ),
        )
        indexes = (models.Index(fields=["item", "end"], name="monitoring_project_report"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.period_code}-{self.number}"


class ProjectCheck(models.Model):
    """Somebody other than the reporter went and looked (row 68); append-only, like the report."""

    report = models.ForeignKey(ProjectReport, on_delete=models.PROTECT, related_name="checks")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    right = models.BooleanField("属实")
    note = models.CharField("核实情况", max_length=500)
    at = models.DateTimeField("核实时间")
    by = models.CharField("核实人", max_length=150)

    class Meta:
        verbose_name = "现场核实"
        constraints = (
            models.UniqueConstraint(
                fields=["report", "agency"], name="monitoring_project_check_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.right}"


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


class CheckFile(ProofFile):
    """What somebody brought back from a project: a photograph, a record."""

    check_of = models.ForeignKey(ProjectCheck, on_delete=models.PROTECT, related_name="files")

    class Meta:
        verbose_name = "核实材料"
