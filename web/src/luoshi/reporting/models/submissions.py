"""What is typed, what was sent once and for all, and the files that prove it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.agencies.api import Agency
from luoshi.kernel.evidence import ProofFile
from luoshi.ledger.api import Item
from luoshi.reporting.models.fields import number
from luoshi.reporting.models.forms import Line, Series
from luoshi.reporting.models.rounds import Cycle, Duty, Stage


class DraftCell(models.Model):
    """One cell as typed, on the server at once; `version` counts the writings (REL-07, REL-09).

    `column` is value, numerator, denominator, base, blank_reason, explanation (figures), or
    done, problems, next_steps, finished_on (progress), or one of `PROJECT_COLUMNS`. What was typed
    is kept even when it is no number. What was carried over from the period before has version 0.
    """

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="cells")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    column = models.CharField(max_length=16)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = "草稿"
        constraints = (
            models.UniqueConstraint(
                fields=["duty", "line", "column"], name="reporting_draft_cell_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id} {self.line_id} {self.column}"


class Submission(models.Model):
    """What a respondent said, once and for all; a correction is a new one that replaces it.

    The database refuses UPDATE and DELETE (triggers), as for the trail. `number` runs without
    gaps within a duty (REL-13); `digest` is of the content (REL-01, REL-03).
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField("版次")
    client_key = models.UUIDField("幂等键", unique=True)
    digest = models.CharField("内容摘要", max_length=64)
    stage = models.CharField("性质", max_length=8, choices=Stage, default=Stage.FINAL)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    at = models.DateTimeField("报送时间")
    late = models.BooleanField("逾期", default=False)
    by = models.CharField("填报人", max_length=150)
    by_name = models.CharField("填报人姓名", max_length=80, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    responsible = models.CharField("单位负责人", max_length=80, blank=True)
    note = models.TextField("说明", blank=True)
    source = models.CharField("来源", max_length=10, default="page")  # page, sheet, rest, demo

    class Meta:
        verbose_name = "报送"
        ordering = ("duty_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["duty", "number"], name="reporting_submission_number"),
            models.CheckConstraint(
                condition=Q(number=1, replaces=None) | Q(number__gt=1, replaces__isnull=False),
                name="reporting_submission_in_one_line",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id}-{self.number}"


class Figure(models.Model):
    """A reported value. A blank has no value and may say why; it is never a zero (row 32)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="figures")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+")
    value = number("数值")
    numerator = number("分子")
    denominator = number("分母")
    base = number("上年同期")
    blank_reason = models.CharField("空缺原因", max_length=200, blank=True)
    explanation = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = "报送数据"
        constraints = (
            models.UniqueConstraint(fields=["submission", "line"], name="reporting_figure_once"),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.value}"


class Progress(models.Model):
    """What was done about an item in a period, what stands in the way, what comes next.

    `finished_on` says that all of it is done; it counts once it is accepted, until a level that
    accepted it takes that back (`Reopening`). `cycle` repeats the round of the report, so that what
    a round says of some items is found among all that was ever said of them.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="progress")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="progress")
    done = models.TextField("进展情况", blank=True)
    problems = models.TextField("存在问题", blank=True)
    next_steps = models.TextField("下一步措施", blank=True)
    finished_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        verbose_name = "报送进展"
        indexes = (models.Index(fields=["cycle", "item"], name="reporting_progress_round"),)
        constraints = (
            models.UniqueConstraint(fields=["submission", "line"], name="reporting_progress_once"),
        )

    def __str__(self) -> str:
        return f"{self.item_id}"


class Reopening(models.Model):
    """An agency that accepted that an item is done takes it back: append-only, with the reason.

    What the respondent says is finished in a later version or period counts anew.
    """

    progress = models.OneToOneField(Progress, on_delete=models.PROTECT, related_name="reopening")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=500)
    by = models.CharField("人员", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "撤销办结"
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="reporting_reopening_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.progress_id} {self.reason}"


class Evidence(ProofFile):
    """A file that proves a line; attached to the draft, then to the submissions that cite it."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="evidence")
    line = models.ForeignKey(Line, null=True, blank=True, on_delete=models.PROTECT)
    submissions = models.ManyToManyField(Submission, related_name="evidence", blank=True)

    class Meta:
        verbose_name = "佐证材料"
