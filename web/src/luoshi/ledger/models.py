"""Items of the ledger, who answers for them, and where they stand.

What the models must make possible: an item for every target, commitment, project and task that
a plan states, leading back to its fact and marked 未审 until a person has decided; a rejected fact
withdraws its item and deletes nothing; a task's leads and participants as printed, resolved to
agencies or left open as a doubt, groups resolved only to members that a person confirms; an item
answered for through the task that covers its measure; every indicator that a plan names once in
the dictionary, with each place that states it, what it means as the province wrote it down, and
the dimensions by which its figures are broken down, their options dated and never deleted.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.api import Agency
from luoshi.enterprises.api import Name
from luoshi.plans.api import Fact, Plan


def _number(label: str) -> models.DecimalField[Any, Decimal | None]:
    """Return a field for a value in any unit: 18 digits, six of them decimals; never a float."""
    return models.DecimalField(label, max_digits=18, decimal_places=6, null=True, blank=True)


class Item(models.Model):
    """A thing on the ledger that somebody answers for.

    What a plan states follows from its fact; what was agreed afterwards stands beside it as an
    amendment (`amended_due_on`), and `version` counts the amendments.
    """

    class Kind(models.TextChoices):
        TARGET = "target", "目标"
        COMMITMENT = "commitment", "承诺事项"
        PROJECT = "project", "项目"
        TASK = "task", "任务"
        RESOLUTION = "resolution", "议定事项"

    class State(models.TextChoices):
        PROPOSED = "proposed", "未审"
        LIVE = "live", "已审"
        WITHDRAWN = "withdrawn", "已撤"

    kind = models.CharField("类别", max_length=12, choices=Kind)
    state = models.CharField("状态", max_length=12, choices=State, default=State.PROPOSED)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    fact = models.OneToOneField(
        Fact, null=True, blank=True, on_delete=models.PROTECT, related_name="item"
    )
    number = models.PositiveIntegerField("序号")
    title = models.TextField("工作任务")
    measure = models.CharField("举措", max_length=300, blank=True)
    level2 = models.PositiveIntegerField(null=True, blank=True)
    level3 = models.PositiveIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField()
    due_text = models.CharField("完成时限", max_length=100, blank=True)
    due_on = models.DateField("完成时限（日期）", null=True, blank=True)
    amended_due_on = models.DateField("调整后时限", null=True, blank=True)
    version = models.PositiveIntegerField("版次", default=1)
    updated_at = models.DateTimeField("更新时间")

    class Meta:
        verbose_name = "台账事项"
        ordering = ("plan_id", "start", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="ledger_item_has_a_title"),
            # What a meeting resolved stands in no plan; everything else leads back to its words.
            models.CheckConstraint(
                condition=Q(kind="resolution", fact=None)
                | (~Q(kind="resolution") & Q(fact__isnull=False)),
                name="ledger_item_of_a_fact_or_resolved",
            ),
        )
        indexes = (
            models.Index(fields=["kind", "state"], name="ledger_item_kind_state"),
            models.Index(fields=["plan", "start"], name="ledger_item_plan_start"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def deadline(self) -> date | None:
        """Return until when it is due now: as amended, or as the plan says."""
        return self.amended_due_on or self.due_on

    @property
    def words(self) -> Fact:
        """Return the fact of an item that a plan states; what a meeting resolved has none."""
        assert self.fact is not None
        return self.fact


class Target(models.Model):
    """The figure an item promises, beside the base of the year before.

    `value` is the plan's; `amended_value` is what was agreed since, and `now` the one that counts.
    """

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="target"
    )
    subject_text = models.CharField("主体", max_length=300, blank=True)
    indicator_text = models.CharField("指标", max_length=200, blank=True)
    year = models.PositiveIntegerField("年度", null=True, blank=True)
    op = models.CharField("限定", max_length=2, blank=True)
    value = _number("目标值")
    value_to = _number("目标值上限")
    amended_value = _number("调整后目标值")
    unit = models.CharField("单位", max_length=30, blank=True)
    growth_op = models.CharField("增速限定", max_length=2, blank=True)
    growth_pct = _number("增速（%）")
    hedge = models.BooleanField("力争", default=False)
    scope = models.CharField("范围", max_length=10, blank=True)
    base_fact = models.ForeignKey(
        Fact, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    base_value = _number("上年基数")
    base_unit = models.CharField("基数单位", max_length=30, blank=True)

    class Meta:
        verbose_name = "目标"

    def __str__(self) -> str:
        return f"{self.subject_text}{self.indicator_text}"

    @property
    def now(self) -> Decimal | None:
        """Return the value that counts: as amended, or as the plan says."""
        return self.value if self.amended_value is None else self.amended_value


class Amendment(models.Model):
    """A change of what an item promises: both values, why, and the paper that allows it."""

    class Field(models.TextChoices):
        VALUE = "value", "目标值"
        DUE = "due_on", "完成时限"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="amendments")
    version = models.PositiveIntegerField("版次")
    field = models.CharField("调整内容", max_length=10, choices=Field)
    old = models.CharField("原值", max_length=60, blank=True)
    new = models.CharField("新值", max_length=60)
    reason = models.CharField("理由", max_length=500)
    paper = models.CharField("批准文件", max_length=300)
    at = models.DateTimeField("时间")
    by = models.CharField("批准人", max_length=150)

    class Meta:
        verbose_name = "调整"
        ordering = ("item_id", "version")
        constraints = (
            models.UniqueConstraint(fields=["item", "version"], name="ledger_amendment_version"),
        )

    def __str__(self) -> str:
        return f"{self.get_field_display()} {self.old} → {self.new}"


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
    """A term of a derived indicator: Σ factor × source (any vehicle as standard vehicles)."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="terms")
    source = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="feeds")
    factor = models.DecimalField("折算系数", max_digits=12, decimal_places=6)

    class Meta:
        verbose_name = "折算项"
        constraints = (
            models.UniqueConstraint(fields=["indicator", "source"], name="ledger_term_once"),
            models.CheckConstraint(
                condition=~Q(indicator=models.F("source")), name="ledger_term_not_of_itself"
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


class Commitment(models.Model):
    """A countable or dated promise that somebody can tick off."""

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="commitment"
    )
    action_text = models.CharField("动作", max_length=100, blank=True)
    object_text = models.TextField("内容", blank=True)
    op = models.CharField("限定", max_length=2, blank=True)
    count = _number("数量")
    amended_count = _number("调整后数量")
    unit = models.CharField("单位", max_length=30, blank=True)
    documents = models.JSONField("拟制文件", default=list)

    class Meta:
        verbose_name = "承诺事项"

    def __str__(self) -> str:
        return f"{self.action_text}{self.object_text}"

    @property
    def now(self) -> Decimal | None:
        """Return the count that counts: as amended, or as the plan says."""
        return self.count if self.amended_count is None else self.amended_count


class Project(models.Model):
    """A named thing to be built, expanded, researched or moved."""

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="project"
    )
    name_text = models.TextField("项目名称")
    capacities = models.JSONField("产能", default=list)
    investment = _number("投资")
    investment_unit = models.CharField("投资单位", max_length=30, blank=True)

    class Meta:
        verbose_name = "项目"

    def __str__(self) -> str:
        return self.name_text


class Owner(models.Model):
    """Who builds a project: the name as printed, and its place on the register where known.

    The register's name is kept, not the firm: firms taken together or apart carry it along.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="owners")
    printed = models.CharField("建设单位", max_length=200)
    name = models.ForeignKey(
        Name, null=True, blank=True, on_delete=models.PROTECT, related_name="owned"
    )

    class Meta:
        verbose_name = "建设单位"
        constraints = (
            models.UniqueConstraint(fields=["item", "printed"], name="ledger_owner_once"),
        )

    def __str__(self) -> str:
        return self.printed


class Place(models.Model):
    """Where an item stands: the place as printed, and its agency where known."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="places")
    printed = models.CharField("地点", max_length=100)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "地点"
        constraints = (
            models.UniqueConstraint(fields=["item", "printed"], name="ledger_place_once"),
        )

    def __str__(self) -> str:
        return self.printed


class Task(models.Model):
    """A row of the division table; `headings` are the measures it covers, as address pairs."""

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="task"
    )
    row = models.PositiveIntegerField("行次", null=True, blank=True)
    headings = models.JSONField("对应举措", default=list)

    class Meta:
        verbose_name = "任务"

    def __str__(self) -> str:
        return f"{self.item_id}"


class Responsibility(models.Model):
    """Item × agency × role.

    `printed` keeps the plan's word; `agency` is null while it does not resolve (a doubt) and for
    a group, whose members are rows of their own with `group` set once a person confirms them.
    `via` is the task through which an item that is no task is answered for.
    """

    class Role(models.TextChoices):
        LEAD = "lead", "牵头"
        PARTICIPANT = "participant", "参加"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="responsibilities")
    role = models.CharField("责任", max_length=12, choices=Role)
    printed = models.CharField("单位（原文）", max_length=200)
    position = models.PositiveIntegerField("次序", default=0)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="responsibilities"
    )
    is_group = models.BooleanField("成组", default=False)
    group = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="members"
    )
    via = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.CASCADE, related_name="carried"
    )

    class Meta:
        verbose_name = "责任"
        ordering = ("item_id", "role", "position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "role", "printed", "agency", "via"],
                nulls_distinct=False,
                name="ledger_responsibility_once",
            ),
            models.CheckConstraint(
                condition=Q(is_group=False) | Q(agency=None),
                name="ledger_responsibility_group_is_no_agency",
            ),
        )
        indexes = (models.Index(fields=["agency", "role"], name="ledger_responsibility_agency"),)

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.printed}"
