"""When a form is asked for, of whom, until when, and who was let off."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.agencies.api import Agency
from luoshi.enterprises.api import Enterprise
from luoshi.reporting.models.forms import Form


class PeriodOf(models.Model):
    """The columns by which a row belongs to a period."""

    period_code = models.CharField("期别", max_length=24)
    start = models.DateField("起")
    end = models.DateField("止")

    class Meta:
        abstract = True


class Cycle(PeriodOf):
    """One reporting round of a form. Closing it freezes the lights of its period."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="cycles")
    opened_at = models.DateTimeField("开放时间")
    closed_at = models.DateTimeField("关闭时间", null=True, blank=True)

    class Meta:
        verbose_name = "报送期"
        ordering = ("-end", "form_id")
        constraints = (
            models.UniqueConstraint(fields=["form", "period_code"], name="reporting_cycle_once"),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.period_code}"


class Stage(models.TextChoices):
    """How firm a figure is."""

    FLASH = "flash", "快报"
    FINAL = "final", "正式"
    REVISED = "revised", "修订"


class Window(models.Model):
    """Until when a level sends, or accepts what comes from below, in a cycle."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="windows")
    level = models.CharField("层级", max_length=20)  # an Agency.Level, or "enterprise"
    stage = models.CharField("性质", max_length=8, choices=Stage, default=Stage.FINAL)
    due_at = models.DateTimeField("截止时间")

    class Meta:
        verbose_name = "报送窗口"
        constraints = (
            models.UniqueConstraint(
                fields=["cycle", "level", "stage"], name="reporting_window_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.level} {self.due_at:%Y-%m-%d %H:%M}"


class Duty(models.Model):
    """One report that is due: cycle × agency, or cycle × enterprise where its figures count.

    `current` is the one standing report (REL-04: a column can point to only one); what was said
    before stays as numbered versions. Lateness is judged when the server receives (REL-11).
    `standing` and `got` repeat what `rules.chain.state` says of the steps of `current`: how it
    stands, and how many agencies of the chain accept it; `first_at` repeats when version 1 came, by
    which a report is in time (a correction makes it no later). Whatever takes a step writes them in
    the same transaction, so that lists and boards find and count a year's reports at once.
    """

    class Standing(models.TextChoices):
        SUBMITTED = "submitted", "已报送"
        RETURNED = "returned", "已退回"
        WITHDRAWN = "withdrawn", "已撤回"
        ACCEPTED = "accepted", "已办结"

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="duties")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="duties")
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="duties"
    )
    due_at = models.DateTimeField("截止时间")
    flash_due_at = models.DateTimeField("快报截止时间", null=True, blank=True)
    excused = models.BooleanField("免报", default=False)
    current = models.OneToOneField(
        "Submission", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    standing = models.CharField("状态", max_length=9, choices=Standing, blank=True, db_default="")
    got = models.PositiveSmallIntegerField("已核报级数", db_default=0)
    first_at = models.DateTimeField("首次报送时间", null=True, blank=True)

    class Meta:
        verbose_name = "应报"
        indexes = (models.Index(fields=["standing", "cycle"], name="reporting_duty_standing"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(current=None, standing="", got=0, first_at=None)
                | Q(current__isnull=False, first_at__isnull=False) & ~Q(standing=""),
                name="reporting_duty_stands_by_what_was_sent",
            ),
            models.UniqueConstraint(
                fields=["cycle", "agency"],
                condition=Q(enterprise=None),
                name="reporting_duty_of_agency_once",
            ),
            models.UniqueConstraint(
                fields=["cycle", "enterprise"],
                condition=Q(enterprise__isnull=False),
                name="reporting_duty_of_firm_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle} {self.enterprise or self.agency}"


class Leave(models.Model):
    """Somebody at the province let one respondent send later, or not at all (REL-11)."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="leaves")
    until = models.DateTimeField("延至", null=True, blank=True)  # null: excused
    reason = models.CharField("理由", max_length=300)
    by = models.CharField("批准人", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "延期与免报"

    def __str__(self) -> str:
        return f"{self.duty_id} {self.reason}"
