"""Enterprises, the names under which plans print them, where, and what people decided of them.

What the models must make possible: a firm found again under any printed name; every mention tied
to the fact and so to its sentence; names taken together by rule only where that is safe; a person
takes enterprises together or apart, and either can be undone; a social credit code is unique.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import Person
from luoshi.agencies.api import Agency
from luoshi.plans.api import Fact


class Enterprise(models.Model):
    """A firm. One that was taken together with another keeps its row, pointing there.

    `added_by` is who put it on the register by hand; blank for one that a plan named first.
    """

    name = models.CharField("名称", max_length=200)
    uscc = models.CharField(
        "统一社会信用代码", max_length=18, null=True, blank=True, unique=True, default=None
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    # Where its figures count, and what they count under (GOV-17: 规上 is dated by month).
    agency = models.ForeignKey(
        Agency,
        verbose_name="所在县（市、区）或园区",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enterprises",
    )
    industry = models.CharField("行业", max_length=80, blank=True)
    chain = models.CharField("产业链", max_length=80, blank=True)
    scale_from = models.DateField("纳入规上", null=True, blank=True)
    scale_to = models.DateField("退出规上", null=True, blank=True)
    simulated = models.BooleanField("模拟数据", default=False)
    added_by = models.CharField("登记人", max_length=150, blank=True)

    class Meta:
        verbose_name = "企业"
        ordering = ("name", "pk")
        indexes = (models.Index(fields=["name"], name="enterprises_by_name"),)
        constraints = (
            models.CheckConstraint(condition=~Q(uscc=""), name="enterprises_uscc_null_not_blank"),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="enterprises_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(scale_to=None) | Q(scale_to__gt=F("scale_from")),
                name="enterprises_scale_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Return the address of its page."""
        return reverse("enterprises:enterprise", args=[self.pk])


class Representative(models.Model):
    """A person who reports for an enterprise, besides holding an enterprise post."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="representatives"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="represents")
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "企业联系人"
        constraints = (
            models.UniqueConstraint(
                fields=["enterprise", "person"],
                condition=Q(until=None),
                name="enterprises_representative_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.enterprise_id}"


class Name(models.Model):
    """A name as printed, belonging to one enterprise; `how` it came there."""

    class How(models.TextChoices):
        FIRST = "first", _("首次出现")
        RULE = "rule", _("同名自动归并")
        PERSON = "person", _("人工确认")
        ADDED = "added", _("人工登记")

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="names")
    text = models.CharField("名称", max_length=200, unique=True)
    how = models.CharField("来由", max_length=10, choices=How, default=How.FIRST)

    class Meta:
        verbose_name = "印出名称"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text


class Mention(models.Model):
    """A fact names an enterprise: as an organisation, or as the owner of a project."""

    class Role(models.TextChoices):
        NAMED = "named", _("文中提及")
        OWNER = "owner", _("项目业主")

    name = models.ForeignKey(Name, on_delete=models.PROTECT, related_name="mentions")
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="+")
    role = models.CharField("身份", max_length=10, choices=Role)
    place = models.CharField("地点", max_length=100, blank=True)

    class Meta:
        verbose_name = "提及"
        ordering = ("fact_id", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["name", "fact", "role"], name="enterprises_mention_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.get_role_display()}"


class Suggestion(models.Model):
    """Two enterprises that may be one; a person says so or not. Nothing happens by itself."""

    class State(models.TextChoices):
        OPEN = "open", _("待确认")
        SAME = "same", _("是同一家")
        DIFFERENT = "different", _("不是同一家")

    one = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    why = models.CharField("理由", max_length=200)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    decided_by = models.CharField("确认人", max_length=150, blank=True)
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = "归并建议"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="enterprises_suggestion_once"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None, decided_by="")
                | (~Q(state="open") & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="enterprises_suggestion_state_and_who_together",
            ),
        )

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"


class Merge(models.Model):
    """One enterprise was taken into another: the names that moved, so that it can be undone."""

    kept = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    names = models.JSONField("移入的名称", default=list)
    uscc = models.CharField("移入的代码", max_length=18, blank=True)
    by = models.CharField("归并人", max_length=150)
    at = models.DateTimeField("归并时间")
    undone_by = models.CharField("撤销人", max_length=150, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "归并"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="enterprises_merge_undone_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
