"""Who answers for an item, as printed and as resolved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from luoshi.agencies.api import Agency
from luoshi.ledger.models.items import Item


class Responsibility(models.Model):
    """Item × agency × role.

    `printed` keeps the plan's word; `agency` is null while it does not resolve (a doubt) and for
    a group, whose members are rows of their own with `group` set once a person confirms them.
    `via` is the task through which an item that is no task is answered for.
    """

    class Role(models.TextChoices):
        LEAD = "lead", "牵头"
        PARTICIPANT = "participant", "参加"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="responsibilities")
    role = models.CharField("责任", max_length=12, choices=Role)
    printed = models.CharField("单位（原文）", max_length=200)
    position = models.PositiveIntegerField("次序", default=0)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="responsibilities"
    )
    is_group = models.BooleanField("成组", default=False)
    group = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="members"
    )
    via = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.CASCADE, related_name="carried"
    )

    class Meta:
        verbose_name = "责任"
        ordering = ("item_id", "role", "position", "id")
        constraints = (
            # By expressions: SQLite knows no NULLS NOT DISTINCT and would drop the rule.
            models.UniqueConstraint(
                "item",
                "role",
                "printed",
                Coalesce("agency", 0),
                Coalesce("via", 0),
                name="ledger_responsibility_once_for_all",
            ),
            models.CheckConstraint(
                condition=Q(is_group=False) | Q(agency=None),
                name="ledger_responsibility_group_is_no_agency",
            ),
        )
        indexes = (models.Index(fields=["agency", "role"], name="ledger_responsibility_agency"),)

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.printed}"
