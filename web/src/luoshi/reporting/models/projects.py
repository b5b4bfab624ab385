"""How a project stands, as its agency says in its monthly form (rows 64 to 66)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.agencies.api import Agency
from luoshi.ledger.api import Item
from luoshi.reporting.models.fields import number
from luoshi.reporting.models.forms import Line
from luoshi.reporting.models.submissions import Submission


class ProjectStage(models.TextChoices):
    """How far a project is; `rules.projects.Stage` with its words."""

    EARLY = "early", "前期"
    STARTED = "started", "开工"
    BUILDING = "building", "在建"
    FINISHED = "finished", "竣工"
    RUNNING = "running", "投产"
    STOPPED = "stopped", "停建"


class ProjectBlocker(models.TextChoices):
    """What stands in a project's way; `rules.projects.Blocker` with its words."""

    NONE = "none", "无"
    LAND = "land", "用地"
    PERMIT = "permit", "审批"
    MONEY = "money", "资金"
    SUPPLY = "supply", "要素保障"
    OTHER = "other", "其他"


class ProjectProgress(models.Model):
    """What a version says of a project besides the words of its `Progress`; append-only as they.

    Money is in 亿元. What was done in the period and since the start is typed, what comes to since
    January is added up. Who must clear a blocker is kept as printed, and as the agency it names.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="projects")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="project_progress")
    stage = models.CharField("阶段", max_length=10, choices=ProjectStage)
    investment_yi = number("计划总投资（亿元）")
    planned_yi = number("年度计划投资（亿元）")
    period_yi = number("本期完成投资（亿元）")
    total_yi = number("自开工累计完成投资（亿元）")
    expected_on = models.DateField("预计竣工日期", null=True, blank=True)
    leader = models.CharField("包联领导", max_length=80, blank=True)
    blocker = models.CharField("困难类别", max_length=10, choices=ProjectBlocker, blank=True)
    help = models.CharField("需协调事项", max_length=500, blank=True)
    owner = models.CharField("由哪个单位解决", max_length=100, blank=True)
    owner_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "项目进展"
        constraints = (
            models.UniqueConstraint(fields=["submission", "line"], name="reporting_project_once"),
            models.CheckConstraint(
                condition=Q(blocker__in=["", "none"]) | Q(owner_agency__isnull=False),
                name="reporting_project_blocker_has_an_owner",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.stage}"
