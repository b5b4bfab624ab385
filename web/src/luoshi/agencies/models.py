"""Agencies and their dated names.

What the models must make possible: one tree province → city → county or park → department with
scope as a path prefix; names as printed in any year found again through dated aliases; bodies that
merge, split, rename or close keep their rows, retired by date.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from treebeard.mp_tree import MP_Node


class Agency(MP_Node):  # type: ignore[misc]  # treebeard has no types
    """A body that can be made answerable: a territory's government or one of its departments."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省"
        CITY = "city", "市"
        COUNTY = "county", "县（市、区）"
        PARK = "park", "功能区"
        DEPARTMENT = "department", "部门"
        OTHER = "other", "其他单位"

    name = models.CharField("名称", max_length=200)
    short_name = models.CharField("简称", max_length=80, blank=True)
    code = models.CharField("代码", max_length=20, unique=True)
    level = models.CharField("层级", max_length=20, choices=Level)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    node_order_by: ClassVar[list[str]] = ["code"]

    class Meta:
        verbose_name = "单位"

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """A name under which plans print an agency, with the dates between which it was right."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField("名称", max_length=200)
    valid_from = models.DateField("起", null=True, blank=True)
    valid_to = models.DateField("止", null=True, blank=True)
    source = models.CharField("依据", max_length=300)

    class Meta:
        verbose_name = "别名"
        constraints = (
            models.UniqueConstraint(fields=["agency", "name"], name="agencies_alias_once"),
        )
        indexes = (models.Index(fields=["name"], name="agencies_alias_name"),)

    def __str__(self) -> str:
        return self.name
