"""The dictionary: indicators, what they follow from, their dimensions and former names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.plans.api import Fact


class Indicator(models.Model):
    """A measure under the name that plans print, and what it means as the province wrote it.

    `revision` counts the writings, so that two editors at once never overwrite each other. How it
    adds up, over time and over places, is data and freezes with its first reported figure
    (`frozen_at`): page, report, job and export all ask these fields.
    """

    class Adding(models.TextChoices):
        SUM = "sum", "累加"
        LATEST = "latest", "取期末数"
        AVERAGE = "average", "取平均"
        RATIO = "ratio", "按分子、分母重算"
        NONE = "none", "不汇总"

    class Entered(models.TextChoices):
        PERIOD = "period", "当期数"
        CUMULATIVE = "cumulative", "累计数"

    class Better(models.TextChoices):
        HIGHER = "higher", "越高越好"
        LOWER = "lower", "越低越好"

    class Basis(models.TextChoices):
        NOMINAL = "nominal", "名义（现价）"
        COMPARABLE = "comparable", "可比口径"

    name = models.CharField("指标", max_length=200, unique=True)
    definition = models.TextField("定义", blank=True)
    formula = models.TextField("计算方法", blank=True)
    source = models.CharField("数据来源", max_length=300, blank=True)
    unit = models.CharField("计量单位", max_length=30, blank=True)
    over_time = models.CharField("跨期汇总", max_length=10, choices=Adding, default=Adding.SUM)
    over_places = models.CharField("跨地汇总", max_length=10, choices=Adding, default=Adding.SUM)
    entered = models.CharField("填报口径", max_length=10, choices=Entered, default=Entered.PERIOD)
    better = models.CharField("方向", max_length=10, choices=Better, default=Better.HIGHER)
    basis = models.CharField("增速口径", max_length=12, choices=Basis, default=Basis.NOMINAL)
    numerator_text = models.CharField("分子", max_length=200, blank=True)
    denominator_text = models.CharField("分母", max_length=200, blank=True)
    frozen_at = models.DateTimeField("汇总办法定型时间", null=True, blank=True)
    revision = models.PositiveIntegerField("修订", default=0)

    class Meta:
        verbose_name = "指标口径"
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="ledger_indicator_has_a_name"),
            # A ratio is recomputed from its parts on both axes, or it is no ratio.
            models.CheckConstraint(
                condition=Q(over_time="ratio", over_places="ratio")
                | (~Q(over_time="ratio") & ~Q(over_places="ratio")),
                name="ledger_indicator_ratio_on_both_axes",
            ),
            models.CheckConstraint(
                condition=~Q(over_places="latest"), name="ledger_indicator_places_have_no_last"
            ),
        )

    def __str__(self) -> str:
        return self.name


class DerivedTerm(models.Model):
    """A version of a term of a derived indicator: Σ factor × source (buses as standard vehicles).

    Append-only; `number` counts what was said of one source. It counts in periods that end on
    `since` or later, until a version with a later day takes over; of two with the same day the
    later word counts (`rules.in_force`). Without a factor the source counts no more from then on.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="terms")
    source = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="feeds")
    number = models.PositiveIntegerField("版次", default=1)
    factor = models.DecimalField("折算系数", max_digits=12, decimal_places=6, null=True, blank=True)
    since = models.DateField("起用日期", null=True, blank=True)  # null: ever since
    reason = models.CharField("理由", max_length=300, blank=True)
    paper = models.CharField("批准文件", max_length=200, blank=True)
    made_at = models.DateTimeField("时间", null=True, blank=True)
    made_by = models.CharField("人员", max_length=150, blank=True)

    class Meta:
        verbose_name = "折算项"
        ordering = ("indicator_id", "source_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "source", "number"], name="ledger_term_version_once"
            ),
            models.CheckConstraint(
                condition=~Q(indicator=models.F("source")), name="ledger_term_not_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(since=None, number=1) | Q(since__isnull=False) & ~Q(reason=""),
                name="ledger_term_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.factor} × {self.source_id}"


class Dimension(models.Model):
    """A way in which the figures of an indicator are broken down: 车型, 所有制, 规模 (row 12).

    `number` names it among the indicator's for good; `total` says how the parts and the total of
    a report go together. `revision` counts the changes of the dimension and of its options, so
    that two editors at once never overwrite each other.
    """

    class Total(models.TextChoices):
        COMPUTED = "computed", _("由分项相加")
        HARD = "hard", _("另填，与分项之和不等不能报送")
        SOFT = "soft", _("另填，与分项之和不等须说明")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="dimensions")
    number = models.PositiveSmallIntegerField("编号")
    name = models.CharField("分组", max_length=20)
    total = models.CharField("总数", max_length=10, choices=Total, default=Total.HARD)
    revision = models.PositiveIntegerField("修订", default=0)

    class Meta:
        verbose_name = "分组"
        ordering = ("indicator_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "number"], name="ledger_dimension_number_once"
            ),
            models.UniqueConstraint(
                fields=["indicator", "name"], name="ledger_dimension_name_once"
            ),
            # A total that follows from its parts follows from one set of them.
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(total="computed"),
                name="ledger_dimension_computed_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Option(models.Model):
    """A part of a dimension (纯电动), asked for in periods that meet its days, both included.

    What was reported under it stays when it is renamed or retired: series are tied to the option.
    """

    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField("编号")
    name = models.CharField("分项", max_length=60)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "分项"
        ordering = ("dimension_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["dimension", "number"], name="ledger_option_number_once"
            ),
            models.UniqueConstraint(fields=["dimension", "name"], name="ledger_option_name_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="ledger_option_dates",
            ),
        )

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """A name that an option had until a day, and why it was changed."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="former")
    name = models.CharField("曾用名", max_length=60)
    until = models.DateField("用至")
    reason = models.CharField("理由", max_length=300)

    class Meta:
        verbose_name = "分项曾用名"
        ordering = ("option_id", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="ledger_former_name_says_why"),
        )

    def __str__(self) -> str:
        return self.name


class IndicatorUse(models.Model):
    """A place of a plan that states an indicator; who sees it follows from the fact's state."""

    class Kind(models.TextChoices):
        TARGET = "target", "目标"
        ACTUAL = "actual", "实绩"
        ESTIMATE = "estimate", "预计"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="uses")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="indicator_use")
    kind = models.CharField("类别", max_length=10, choices=Kind, blank=True)
    unit = models.CharField("单位", max_length=30, blank=True)

    class Meta:
        verbose_name = "指标出处"
        indexes = (models.Index(fields=["indicator", "kind"], name="ledger_indicator_use_kind"),)

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.kind}"
