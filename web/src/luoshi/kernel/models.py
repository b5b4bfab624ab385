"""The trail: who did what to which thing, when and from where. Append-only on both databases."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act in the trail (SEC-20). Points by text, so that history outlives the row."""

    class Result(models.TextChoices):
        OK = "ok", "成功"
        DENIED = "denied", "拒绝"
        FAILED = "failed", "失败"

    at = models.DateTimeField("时间")
    action = models.CharField("行为", max_length=80)
    actor = models.CharField("人员", max_length=150)
    actor_unit = models.CharField("单位", max_length=200, blank=True)
    object_type = models.CharField("对象类型", max_length=80, blank=True)
    object_id = models.CharField("对象", max_length=80, blank=True)
    result = models.CharField("结果", max_length=10, choices=Result, default=Result.OK)
    address = models.CharField("地址", max_length=64, blank=True)
    data = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "留痕"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["object_type", "object_id"], name="kernel_entry_object"),
            models.Index(fields=["action", "at"], name="kernel_entry_action"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action}"


class Preference(models.Model):
    """How one person wants pages to look (theme, keys, columns of a list); no business data."""

    login = models.CharField("登录名", max_length=150)
    key = models.CharField("项目", max_length=80)
    value = models.JSONField("内容")

    class Meta:
        verbose_name = "界面偏好"
        constraints = (
            models.UniqueConstraint(fields=["login", "key"], name="kernel_preference_once"),
        )

    def __str__(self) -> str:
        return f"{self.login} {self.key}"
