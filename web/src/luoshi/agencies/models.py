"""Agencies, their dated names, the groups they belong to, and what became of them.

What the models must make possible: one tree province → city → county or park → department with
scope as a path prefix; names as printed in any year found again through dated aliases; a second
axis of groups beside territory; bodies that merge, split, rename or close keep their rows,
retired by date; a calendar of working days that people can edit. `checked` is false where a name
or date could not be verified (未核实).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node


class Agency(MP_Node):  # type: ignore[misc]  # treebeard has no types
    """A body that can be made answerable: a territory's government or one of its departments."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("省")
        CITY = "city", _("市")
        COUNTY = "county", _("县（市、区）")
        PARK = "park", _("功能区")
        DEPARTMENT = "department", _("部门")
        OTHER = "other", _("其他单位")

    name = models.CharField("名称", max_length=200)
    short_name = models.CharField("简称", max_length=80, blank=True)
    code = models.CharField("代码", max_length=20, unique=True)
    level = models.CharField("层级", max_length=20, choices=Level)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    source = models.CharField("依据", max_length=300, blank=True)
    checked = models.BooleanField("已核实", default=False)

    precedence = models.PositiveSmallIntegerField("排列次序", default=0)

    node_order_by: ClassVar[list[str]] = ["code"]

    class Meta:
        verbose_name = "单位"

    def __str__(self) -> str:
        return str(self.short_name or self.name)

    @property
    def url(self) -> str:
        """Return the address of its page."""
        return reverse("agencies:agency", args=[self.pk])

    def stands_on(self, day: date) -> bool:
        """Whether the body existed on a day."""
        return stands(self.valid_from, self.valid_to, day)


class Alias(models.Model):
    """A name under which plans print an agency, with the dates between which it was right."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField("名称", max_length=200)
    valid_from = models.DateField("起", null=True, blank=True)
    valid_to = models.DateField("止", null=True, blank=True)
    source = models.CharField("依据", max_length=300)
    checked = models.BooleanField("已核实", default=False)

    class Meta:
        verbose_name = "别名"
        constraints = (
            models.UniqueConstraint(fields=["agency", "name"], name="agencies_alias_once"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="agencies_alias_dates_in_order",
            ),
        )
        indexes = (models.Index(fields=["name"], name="agencies_alias_name"),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An agency's place in a group that cuts across the tree, with its dates."""

    class Group(models.TextChoices):
        DIRECT = "direct", _("省直管县（市）")
        VERTICAL = "vertical", _("中央驻豫单位")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    group = models.CharField("类别", max_length=20, choices=Group)
    valid_from = models.DateField("起", null=True, blank=True)
    valid_to = models.DateField("止", null=True, blank=True)
    source = models.CharField("依据", max_length=300)
    checked = models.BooleanField("已核实", default=False)

    class Meta:
        verbose_name = "类别归属"
        constraints = (
            models.UniqueConstraint(fields=["agency", "group"], name="agencies_membership_once"),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.get_group_display()}"


class Succession(models.Model):
    """One body went on in another on a day."""

    class Kind(models.TextChoices):
        MERGED = "merged", _("合并组建")
        ABSORBED = "absorbed", _("职责划入")
        SPLIT = "split", _("分设")
        RENAMED = "renamed", _("更名设立")

    old = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField("日期")
    kind = models.CharField("方式", max_length=20, choices=Kind)
    source = models.CharField("依据", max_length=300)
    checked = models.BooleanField("已核实", default=False)

    class Meta:
        verbose_name = "承继"
        constraints = (
            models.UniqueConstraint(fields=["old", "new"], name="agencies_succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="agencies_succession_of_two"),
        )

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class WorkDay(models.Model):
    """A day that is not what its day of the week makes it: a holiday, or a weekend that is worked.

    A year of which there is no day is not known: weekends are then all there is (GOV-11).
    """

    on = models.DateField("日期", unique=True)
    working = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = "工作日历"
        ordering = ("on",)

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}"


def stands(start: date | None, end: date | None, day: date) -> bool:
    """Whether a day lies within dates: the first day counts, the last no more."""
    return (start is None or start <= day) and (end is None or day < end)
