"""The rules that a report must keep, and what was found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.reporting.models.forms import Form, Line
from luoshi.reporting.models.submissions import Submission


class Rule(models.Model):
    """A check between two sides. A hard one blocks; a soft one asks for an explanation (GOV-14).

    `left` and `right` are expressions over line codes (`reporting.rules.expressions`). A rule
    that changed is a new row with the same code and a higher `revision`; findings name both.
    """

    class Severity(models.TextChoices):
        HARD = "hard", "强制性"
        SOFT = "soft", "核实性"

    class Missing(models.TextChoices):
        SKIP = "skip", "缺项不查"
        ZERO = "zero", "缺项作零"
        FAIL = "fail", "缺项即错"

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="rules")
    code = models.CharField("编号", max_length=20)
    revision = models.PositiveIntegerField("修订", default=1)
    left = models.CharField("左式", max_length=300)
    operator = models.CharField("关系", max_length=12)
    right = models.CharField("右式", max_length=300, blank=True)
    severity = models.CharField("性质", max_length=4, choices=Severity)
    missing_left = models.CharField(max_length=4, choices=Missing, default=Missing.SKIP)
    missing_right = models.CharField(max_length=4, choices=Missing, default=Missing.SKIP)
    words = models.CharField("提示", max_length=300)
    made_at = models.DateTimeField("制定时间", null=True, blank=True)
    made_by = models.CharField("制定人", max_length=150, blank=True)
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)
    retire_reason = models.CharField("停用理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "审核公式"
        constraints = (
            models.UniqueConstraint(
                fields=["form", "code", "revision"], name="reporting_rule_revision_once"
            ),
            models.UniqueConstraint(
                fields=["form", "code"],
                condition=Q(retired_at=None),
                name="reporting_rule_in_force_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.words}"


class Finding(models.Model):
    """What a check found in a submission, with the explanation that travels upward."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="findings")
    line = models.ForeignKey(Line, null=True, blank=True, on_delete=models.PROTECT)
    rule = models.ForeignKey(Rule, null=True, blank=True, on_delete=models.PROTECT)
    code = models.CharField("编号", max_length=20)  # a rule's, or of a built-in check
    severity = models.CharField("性质", max_length=4, choices=Rule.Severity)
    words = models.TextField("问题")
    explanation = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = "审核结果"

    def __str__(self) -> str:
        return f"{self.code} {self.words}"
