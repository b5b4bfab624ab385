"""Items of the ledger, who answers for them, and where they stand.

What the models must make possible: an item for every target, commitment, project and task that
a plan states, leading back to its fact and marked 未审 until a person has decided; a rejected fact
withdraws its item and deletes nothing; a task's leads and participants as printed, resolved to
agencies or left open as a doubt, groups resolved only to members that a person confirms; an item
answered for through the task that covers its measure; every indicator that a plan names once in
the dictionary, with each place that states it, and what it means as the province wrote it down.
"""

from __future__ import annotations

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
    """A thing on the ledger that somebody answers for."""

    class Kind(models.TextChoices):
        TARGET = "target", "目标"
        COMMITMENT = "commitment", "承诺事项"
        PROJECT = "project", "项目"
        TASK = "task", "任务"

    class State(models.TextChoices):
        PROPOSED = "proposed", "未审"
        LIVE = "live", "已审"
        WITHDRAWN = "withdrawn", "已撤"

    kind = models.CharField("类别", max_length=12, choices=Kind)
    state = models.CharField("状态", max_length=12, choices=State, default=State.PROPOSED)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="item")
    number = models.PositiveIntegerField("序号")
    title = models.TextField("工作任务")
    measure = models.CharField("举措", max_length=300, blank=True)
    level2 = models.PositiveIntegerField(null=True, blank=True)
    level3 = models.PositiveIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField()
    due_text = models.CharField("完成时限", max_length=100, blank=True)
    due_on = models.DateField("完成时限（日期）", null=True, blank=True)
    updated_at = models.DateTimeField("更新时间")

    class Meta:
        verbose_name = "台账事项"
        ordering = ("plan_id", "start", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="ledger_item_has_a_title"),
        )
        indexes = (
            models.Index(fields=["kind", "state"], name="ledger_item_kind_state"),
            models.Index(fields=["plan", "start"], name="ledger_item_plan_start"),
        )

    def __str__(self) -> str:
        return self.title


class Target(models.Model):
    """The figure an item promises, beside the base of the year before."""

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="target"
    )
    subject_text = models.CharField("主体", max_length=300, blank=True)
    indicator_text = models.CharField("指标", max_length=200, blank=True)
    year = models.PositiveIntegerField("年度", null=True, blank=True)
    op = models.CharField("限定", max_length=2, blank=True)
    value = _number("目标值")
    value_to = _number("目标值上限")
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


class Indicator(models.Model):
    """A measure under the name that plans print, and what it means as the province wrote it.

    `revision` counts the writings, so that two editors at once never overwrite each other.
    """

    name = models.CharField("指标", max_length=200, unique=True)
    definition = models.TextField("定义", blank=True)
    formula = models.TextField("计算方法", blank=True)
    source = models.CharField("数据来源", max_length=300, blank=True)
    revision = models.PositiveIntegerField("修订", default=0)

    class Meta:
        verbose_name = "指标口径"
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="ledger_indicator_has_a_name"),
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
    unit = models.CharField("单位", max_length=30, blank=True)
    documents = models.JSONField("拟制文件", default=list)

    class Meta:
        verbose_name = "承诺事项"

    def __str__(self) -> str:
        return f"{self.action_text}{self.object_text}"


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
