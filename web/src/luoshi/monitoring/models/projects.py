"""How projects stand, and who went and looked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.agencies.api import Agency
from luoshi.kernel.evidence import ProofFile
from luoshi.ledger.api import Item
from luoshi.reporting.api import (
    PeriodOf,
    ProjectBlocker,
    ProjectStage,
    Submission,
    number,
)

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


class CheckFile(ProofFile):
    """What somebody brought back from a project: a photograph, a record."""

    check_of = models.ForeignKey(ProjectCheck, on_delete=models.PROTECT, related_name="files")

    class Meta:
        verbose_name = "核实材料"
