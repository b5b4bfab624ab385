"""The columns of a file that proves something."""

from __future__ import annotations

from django.db import models


class ProofFile(models.Model):
    """A file as it was attached: under a generated name, outside what is served (SEC-33).

    What is taken off is marked, never deleted; its bytes stay with what cites it.
    """

    class Scan(models.TextChoices):
        NONE = "none", "未扫描"
        CLEAN = "clean", "通过"
        BLOCKED = "blocked", "拦截"

    name = models.CharField("文件名", max_length=200)
    file = models.FileField(upload_to="evidence/%Y/%m")
    size = models.PositiveIntegerField("大小")
    digest = models.CharField("摘要", max_length=64)
    scan = models.CharField("病毒扫描", max_length=8, choices=Scan, db_default=Scan.NONE)
    added_at = models.DateTimeField("上传时间")
    added_by = models.CharField("上传人", max_length=150)
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
