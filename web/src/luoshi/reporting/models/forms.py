"""The tables that are asked for, their lines, and what a line's figures are figures of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.ledger.api import Indicator, Item, Option
from luoshi.plans.api import Plan


class Series(models.Model):
    """What a figure is a figure of: an indicator, its breakdown (subject, industry), who says it.

    `option` is the part of a dimension that it is of (车型：纯电动); none for the total.

    Figures that firms send and figures that agencies send of one indicator are two series, so
    that the same production is never counted twice.
    """

    class Said(models.TextChoices):
        AGENCY = "agency", "单位报送"
        ENTERPRISE = "enterprise", "企业直报"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    breakdown = models.CharField("主体（分组）", max_length=300, blank=True)
    said_by = models.CharField("报送主体", max_length=12, choices=Said, default=Said.AGENCY)
    option = models.ForeignKey(
        Option, null=True, blank=True, on_delete=models.PROTECT, related_name="series"
    )
    unit = models.CharField("计量单位", max_length=30, blank=True)

    class Meta:
        verbose_name = "指标序列"
        constraints = (
            # Two halves: SQLite knows no NULLS NOT DISTINCT and would drop the rule.
            models.UniqueConstraint(
                fields=["indicator", "breakdown", "said_by"],
                condition=Q(option=None),
                name="reporting_series_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "breakdown", "said_by", "option"],
                condition=Q(option__isnull=False),
                name="reporting_series_of_option_once",
            ),
        )

    def __str__(self) -> str:
        part = f"（{self.option}）" if self.option_id else ""
        return f"{self.breakdown}{self.indicator}{part}"


class Form(models.Model):
    """A table to be filled: of a plan (made from its items), or of enterprises."""

    class Frequency(models.TextChoices):
        MONTH = "month", "月报"
        QUARTER = "quarter", "季报"
        HALF = "half", "半年报"
        YEAR = "year", "年报"

    class January(models.TextChoices):
        NORMAL = "normal", "1月照报"
        EXEMPT = "exempt", "1月免报"
        JOINT = "joint", "1—2月合报"

    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="forms"
    )
    said_by = models.CharField(
        "填报主体", max_length=12, choices=Series.Said, default=Series.Said.AGENCY
    )
    frequency = models.CharField("频率", max_length=8, choices=Frequency, default=Frequency.MONTH)
    january = models.CharField("1月", max_length=8, choices=January, default=January.JOINT)
    flash = models.BooleanField("先报快报", default=False)
    title = models.CharField("表名", max_length=200)
    table_number = models.CharField("表号", max_length=40, unique=True)
    maker = models.CharField("制定机关", max_length=100, blank=True)
    approval = models.CharField("批准文号", max_length=100, blank=True)
    valid_to = models.DateField("有效期至", null=True, blank=True)
    made_at = models.DateTimeField("建表时间")
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "报表"
        constraints = (
            # Both halves are partial: SQLite knows no NULLS NOT DISTINCT and would drop the rule.
            models.UniqueConstraint(
                fields=["plan", "said_by", "frequency"],
                condition=Q(retired_at=None, plan__isnull=False),
                name="reporting_form_of_a_plan_once",
            ),
            models.UniqueConstraint(
                fields=["said_by", "frequency"],
                condition=Q(retired_at=None, plan=None),
                name="reporting_form_of_no_plan_once",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Line(models.Model):
    """A line of a form: a figure of a series, or the progress of an item in words.

    Which lines an agency fills follows from what it was assigned (`item`); a line without an
    item is filled by every respondent of the form. A part of a breakdown is a line of its own,
    `part_of` the line of its total, and asked of whoever is asked for that (row 12).
    """

    class Kind(models.TextChoices):
        FIGURE = "figure", "数据"
        PROGRESS = "progress", "进展"

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="lines")
    code = models.CharField("代码", max_length=20)
    position = models.PositiveIntegerField("次序")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    title = models.TextField("名称")
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    required = models.BooleanField("必填", default=False)
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "表行"
        ordering = ("form_id", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=["form", "code"], name="reporting_line_code_once"),
            models.UniqueConstraint(
                fields=["form", "item"],
                condition=Q(series=None),
                name="reporting_progress_line_once",
            ),
            models.UniqueConstraint(
                fields=["form", "series"], condition=Q(item=None), name="reporting_common_line_once"
            ),
            models.UniqueConstraint(
                fields=["form", "item", "series"],
                condition=Q(item__isnull=False, series__isnull=False),
                name="reporting_figure_line_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="progress", series=None, item__isnull=False)
                | Q(kind="figure", series__isnull=False),
                name="reporting_line_is_a_figure_or_progress",
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | Q(kind="figure"), name="reporting_part_is_a_figure"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def computed(self) -> bool:
        """Return whether its figure follows from parts, where that was asked for (`follows`)."""
        return bool(getattr(self, "follows", False))
