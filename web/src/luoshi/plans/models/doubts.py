"""Places where a text clashes with itself, and what later readings of it found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.plans.models.documents import Plan, Version
from luoshi.plans.models.facts import Fact


class Doubt(models.Model):
    """A place where the text clashes with itself; open until a person settles it with a note."""

    class Severity(models.TextChoices):
        ERROR = "error", _("矛盾")
        WARNING = "warning", _("疑点")
        NOTE = "note", _("提示")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="doubts")
    code = models.CharField("代码", max_length=20)
    severity = models.CharField("程度", max_length=10, choices=Severity)
    message = models.TextField("说明")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    related = models.JSONField("相关处", default=list)
    key = models.CharField("识别键", max_length=120)
    current = models.BooleanField("现行识读仍有", default=True)
    facts = models.ManyToManyField(Fact, related_name="doubts", verbose_name="涉及事实")
    note = models.CharField("处理意见", max_length=500, blank=True)
    settled_by = models.CharField("处理人", max_length=150, blank=True)
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)
    revision = models.PositiveIntegerField("修订", default=0)

    class Meta:
        verbose_name = "存疑"
        ordering = ("plan_id", "start", "code")
        constraints = (
            models.UniqueConstraint(fields=["plan", "key"], name="plans_doubt_key"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by="", note="")
                | Q(settled_at__isnull=False) & ~Q(settled_by="") & ~Q(note=""),
                name="plans_doubt_settled_by_whom_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.message}"

    @property
    def open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.settled_at is None and self.current


class Rereading(models.Model):
    """One reading again with a newer reader: what was new, gone or changed."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rereadings")
    reader_before = models.CharField("原识读程序", max_length=60)
    reader_after = models.CharField("新识读程序", max_length=60)
    by = models.CharField("操作人", max_length=150)
    at = models.DateTimeField("时间")
    changes = models.JSONField("变化", default=list)

    class Meta:
        verbose_name = "重读"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.version_id} {self.reader_after}"
