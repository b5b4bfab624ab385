"""One asking of the second reader about a text: how far it is, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.plans.models.documents import Version


class SecondReading(models.Model):
    """A text put to a language model, stretch by stretch; what it proposes are facts of their own.

    `told_at` is when it last got on: one that stands still has lost its worker. `refused` counts
    by reason what was said and does not hold, `unanswered` lists stretches of the text without an
    answer, `why` says in a sentence why, or why nothing came of it at all.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("排队")
        RUNNING = "running", _("进行")
        DONE = "done", _("完成")
        FAILED = "failed", _("未成")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="second_readings")
    model = models.CharField("模型", max_length=200)
    by = models.CharField("请求人", max_length=150)
    asked_at = models.DateTimeField("请求时间")
    told_at = models.DateTimeField("进展时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("已读段数", default=0)
    total = models.PositiveIntegerField("总段数", default=0)
    proposed = models.PositiveIntegerField("提议条数", default=0)
    refused = models.JSONField("弃用", default=dict)
    unanswered = models.JSONField("未答的原文", default=list)
    why = models.CharField("原因", max_length=500, blank=True)

    #: An asking in one of these is under way, or was when its worker was lost.
    OPEN: ClassVar[frozenset[str]] = frozenset({State.WAITING, State.RUNNING})

    class Meta:
        verbose_name = "第二识读"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(state__in=["waiting", "running"]),
                name="plans_second_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | ~Q(state__in=["waiting", "running"]) & Q(ended_at__isnull=False),
                name="plans_second_ended_when_over",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(why=""), name="plans_second_failed_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.model}"
