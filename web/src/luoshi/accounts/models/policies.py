"""What the security administrator lays down for every log-in; each change is a new version."""

from __future__ import annotations

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

SHORTEST_IDLE: Final = 5
LONGEST_IDLE: Final = 120
LONGEST_HOURS: Final = 24
LONGEST_DELEGATION: Final = 90


def _minutes(label: str, default: int) -> models.PositiveIntegerField[int, int]:
    within = (MinValueValidator(SHORTEST_IDLE), MaxValueValidator(LONGEST_IDLE))
    return models.PositiveIntegerField(label, default=default, validators=within)


class Policy(models.Model):
    """How long a log-in lasts and who needs a second factor (SEC-09, SEC-10)."""

    class Factor(models.TextChoices):
        NOBODY = "nobody", _("不要求")
        ADMINISTRATORS = "administrators", _("三类管理员")
        PROVINCE = "province", _("三类管理员和省级岗位")
        EVERYONE = "everyone", _("所有人")

    idle_minutes = _minutes("无操作退出（分钟）", 30)
    administrator_idle_minutes = _minutes("管理员无操作退出（分钟）", 15)
    lasting_hours = models.PositiveIntegerField(
        "登录最长（小时）",
        default=12,
        validators=(MinValueValidator(1), MaxValueValidator(LONGEST_HOURS)),
    )
    delegation_days = models.PositiveIntegerField(
        "委托最长（天）",
        default=30,
        validators=(MinValueValidator(1), MaxValueValidator(LONGEST_DELEGATION)),
    )
    factor = models.CharField("两步验证", max_length=16, choices=Factor)
    reason = models.CharField("理由", max_length=200)
    made_at = models.DateTimeField("时间")
    made_by = models.CharField("制定人", max_length=150)

    class Meta:
        verbose_name = "登录策略"
        constraints = (
            models.CheckConstraint(
                condition=Q(idle_minutes__range=(SHORTEST_IDLE, LONGEST_IDLE))
                & Q(administrator_idle_minutes__gte=SHORTEST_IDLE)
                & Q(administrator_idle_minutes__lte=F("idle_minutes"))
                & Q(lasting_hours__range=(1, LONGEST_HOURS)),
                name="accounts_policy_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(delegation_days__range=(1, LONGEST_DELEGATION)),
                name="accounts_policy_delegation_within_bounds",
            ),
        )

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
