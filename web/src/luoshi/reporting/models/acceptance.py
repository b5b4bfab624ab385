"""What was done with a submission, and who stands by it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.agencies.api import Agency
from luoshi.reporting.models.rounds import Duty
from luoshi.reporting.models.submissions import Submission


class Step(models.Model):
    """What was done with a submission, for which agency; append-only, like the submission."""

    class Act(models.TextChoices):
        SUBMITTED = "submitted", "报送"
        ACCEPTED = "accepted", "核报通过"
        RETURNED = "returned", "退回"
        WITHDRAWN = "withdrawn", "撤回"
        UNLOCKED = "unlocked", "解锁"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField("行为", max_length=10, choices=Act)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.CharField("人员", max_length=150)
    on_behalf = models.CharField("代何人", max_length=150, blank=True)  # whose post allowed it
    at = models.DateTimeField("时间")
    note = models.TextField("意见", blank=True)

    class Meta:
        verbose_name = "流转"
        ordering = ("submission_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(act__in=["returned", "unlocked"]) | ~Q(note=""),
                name="reporting_step_back_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} {self.act}"


class Acceptance(models.Model):
    """Which version of a duty an agency of the chain stands by at present (derived from steps)."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="acceptances")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "核报"
        constraints = (
            models.UniqueConstraint(fields=["duty", "agency"], name="reporting_acceptance_once"),
        )

    def __str__(self) -> str:
        return f"{self.duty_id} {self.agency_id}"
