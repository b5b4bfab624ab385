"""Documents, their versions as they came, files that wait to be taken in, and plans."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Document(models.Model):
    """An issued document; its text lives in versions."""

    title = models.CharField("标题", max_length=300)
    issuer = models.CharField("印发单位", max_length=200, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    created_at = models.DateTimeField("导入时间")
    created_by = models.CharField("导入人", max_length=150)

    class Meta:
        verbose_name = "文件"
        ordering = ("-id",)
        indexes = (models.Index(fields=["title"], name="plans_document_title"),)
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="plans_document_titled"),
        )

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One text of a document: the file as it came, its hash, and what decoded it.

    `pieces` leads from the text back into the file: rows of `luoshi_reader.source.Piece`, none for
    a plain text. `encoding` is that of a plain text, else the kind of file: docx, pdf.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版次")
    current = models.BooleanField("现行", default=True)
    stored_name = models.CharField("存储名", max_length=80, unique=True)
    filename = models.CharField("文件名", max_length=255)
    sha256 = models.CharField("校验值", max_length=64)
    size = models.PositiveIntegerField("字节数")
    text = models.TextField("文本")
    pieces = models.JSONField("原件位置", default=list)
    encoding = models.CharField("编码", max_length=20)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.CharField("上传人", max_length=150)
    reader_version = models.CharField("识读程序版本", max_length=60)
    read_at = models.DateTimeField("识读时间")

    class Meta:
        verbose_name = "文本"
        ordering = ("document_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["document", "number"], name="plans_version_number"),
            models.UniqueConstraint(fields=["sha256"], name="plans_version_sha256"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(current=True), name="plans_version_one_current"
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id} 第{self.number}版"


class Upload(models.Model):
    """A file offered and previewed; `version` is set by the click that took it in.

    `text`, `pieces` and `encoding` are what was read of it, so that it is opened once only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stored_name = models.CharField(max_length=80, unique=True)
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    pieces = models.JSONField(default=list)
    encoding = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = "上传"

    def __str__(self) -> str:
        return self.filename


class Plan(models.Model):
    """One plan of a text. `outline` lists its headings: level, number, title, start, end."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="plans")
    ordinal = models.PositiveIntegerField("序号")
    title = models.CharField("标题", max_length=500)
    year = models.PositiveIntegerField("年度", null=True, blank=True)
    issuer = models.CharField("制定单位", max_length=200, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    outline = models.JSONField("纲目", default=list)

    class Meta:
        verbose_name = "行动计划"
        ordering = ("version_id", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=["version", "ordinal"], name="plans_plan_ordinal"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="plans_plan_span"),
        )

    def __str__(self) -> str:
        return self.title
