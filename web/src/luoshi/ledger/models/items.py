"""What plans state: items with their targets, commitments, projects and tasks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

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
