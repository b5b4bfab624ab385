"""Documents, versions, plans, facts at rest, and what people decided of them.

What the models must make possible: a file kept as it came, found again by its hash; facts that
stay as read while decisions stand beside them, append-only, each naming the revision of the fact
it replaces so that two reviewers never overwrite each other; undoing any decision; re-reading a
text with a newer reader without touching what a person decided.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Type(models.TextChoices):
    """The ten kinds of fact (docs/facts.md)."""

    HEADING = "heading", _("标题")
    FIGURE = "figure", _("指标")
    COMMITMENT = "commitment", _("承诺事项")
    PROJECT = "project", _("项目")
    ORGANISATION = "organisation", _("机构")
    CLUSTER = "cluster", _("集群")
    CHAIN = "chain", _("产业链")
    ASSIGNMENT = "assignment", _("分工")
    CITATION = "citation", _("引用文件")
    LINK = "link", _("对应关系")


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


class Fact(models.Model):
    """What was read at a place of the text (or added there by a person); stays as read.

    `state` and `revision` follow from the decisions and are kept here so that lists need no
    history; `decision` is the one in force. `confidence` (0 to 1) is how often the reader was right
    of facts of this kind and form; a fact that a person added has none. `reading` says what the
    last re-reading made of it; `proposed` holds a newer reading of a fact that a person had already
    decided.
    """

    class State(models.TextChoices):
        UNREVIEWED = "unreviewed", _("未审")
        ACCEPTED = "accepted", _("已采纳")
        CORRECTED = "corrected", _("已修改")
        REJECTED = "rejected", _("已否决")
        MERGED = "merged", _("已合并")
        SPLIT = "split", _("已拆分")
        ADDED = "added", _("人工补录")
        WITHDRAWN = "withdrawn", _("已撤销")

    class Reading(models.TextChoices):
        CURRENT = "current", _("与现行识读一致")
        NEW = "new", _("重读新增")
        CHANGED = "changed", _("重读有变化")
        GONE = "gone", _("重读未再识出")

    class Origin(models.TextChoices):
        READER = "reader", _("识读")
        PERSON = "person", _("人工")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="facts")
    type = models.CharField("类型", max_length=20, choices=Type)
    sequence = models.PositiveIntegerField("序号")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField("原文")
    sentence = models.TextField("所在句")
    fields = models.JSONField("要素")
    evidence = models.JSONField("依据", default=list)
    confidence = models.FloatField("可信度", null=True, blank=True)
    key = models.CharField("识别键", max_length=80)
    origin = models.CharField("来源", max_length=10, choices=Origin, default=Origin.READER)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    reading = models.CharField("重读", max_length=10, choices=Reading, default=Reading.CURRENT)
    proposed = models.JSONField("重读结果", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.UNREVIEWED)
    revision = models.PositiveIntegerField("修订", default=0)
    decision = models.ForeignKey(
        "Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    #: States in which a fact counts on the ledger; an unreviewed one counts marked 未审.
    LIVE: ClassVar[frozenset[str]] = frozenset(
        {State.UNREVIEWED, State.ACCEPTED, State.CORRECTED, State.ADDED}
    )

    class Meta:
        verbose_name = "原文事实"
        ordering = ("plan_id", "start", "sequence")
        indexes = (
            models.Index(fields=["plan", "type", "state"], name="plans_fact_plan_type_state"),
            models.Index(fields=["plan", "start"], name="plans_fact_plan_start"),
        )
        constraints = (
            models.UniqueConstraint(fields=["plan", "key"], name="plans_fact_key"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="plans_fact_span"),
            models.CheckConstraint(
                condition=Q(state="unreviewed", decision=None)
                | Q(state="withdrawn", decision=None)
                | ~Q(state__in=["unreviewed", "withdrawn"]) & Q(decision__isnull=False),
                name="plans_fact_state_and_decision_together",
            ),
        )

    def __str__(self) -> str:
        return self.quote

    @property
    def newer(self) -> dict[str, Any] | None:
        """The newer reading that somebody still has to take over or leave."""
        if self.proposed is None or self.proposed.get("left"):
            return None
        return dict(self.proposed)

    @property
    def live(self) -> bool:
        """Whether the fact counts: not rejected, absorbed or withdrawn, nor gone unreviewed."""
        gone = self.reading == self.Reading.GONE and self.state == self.State.UNREVIEWED
        return self.state in self.LIVE and not gone


class Comparison(models.Model):
    """What a figure is compared by across plans; follows from its fields as they stand.

    See `rules.figures.Compared` for the columns.
    """

    fact = models.OneToOneField(
        Fact, primary_key=True, on_delete=models.CASCADE, related_name="comparison"
    )
    indicator = models.TextField("指标", db_index=True)
    subject = models.TextField("主体")
    sector = models.TextField("可比主体")
    kind = models.CharField("性质", max_length=20)
    year = models.IntegerField("年度", null=True, blank=True)
    unit = models.TextField("计量单位")
    bare = models.TextField("基本单位")
    size = models.FloatField("数值")
    rate = models.FloatField("增速")

    class Meta:
        verbose_name = "指标比较"

    def __str__(self) -> str:
        return self.indicator


class Decision(models.Model):
    """What a person made of one fact; append-only. Decisions of one click share `act`.

    `revision` is the fact's revision that it makes: the pair is unique, so of two people who
    saw the same revision only one is written. `before` is the decision it replaced.
    """

    class Verb(models.TextChoices):
        ACCEPTED = "accepted", _("采纳")
        CORRECTED = "corrected", _("修改")
        REJECTED = "rejected", _("否决")
        MERGED = "merged", _("合并")
        SPLIT = "split", _("拆分")
        ADDED = "added", _("补录")
        UNDONE = "undone", _("撤销")

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="decisions")
    act = models.UUIDField("操作")
    verb = models.CharField("审定", max_length=12, choices=Verb)
    revision = models.PositiveIntegerField("修订")
    fields = models.JSONField("审定要素", null=True, blank=True)
    into = models.ForeignKey(
        Fact, null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )
    reason = models.CharField("理由", max_length=500, blank=True)
    by = models.CharField("审定人", max_length=150)
    at = models.DateTimeField("审定时间")
    before = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undoes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "审定"
        ordering = ("fact_id", "-revision")
        indexes = (models.Index(fields=["act"], name="plans_decision_act"),)
        constraints = (
            models.UniqueConstraint(fields=["fact", "revision"], name="plans_decision_revision"),
            models.UniqueConstraint(fields=["fact", "act"], name="plans_decision_once_an_act"),
            models.CheckConstraint(
                condition=~Q(verb="rejected") | ~Q(reason=""),
                name="plans_decision_rejected_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(verb__in=["corrected", "added"]) | Q(fields__isnull=False),
                name="plans_decision_corrected_with_fields",
            ),
            models.CheckConstraint(
                condition=Q(verb="undone", undoes__isnull=False)
                | ~Q(verb="undone") & Q(undoes=None),
                name="plans_decision_undone_names_its_act",
            ),
            models.CheckConstraint(
                condition=Q(verb="merged", into__isnull=False) | ~Q(verb="merged") & Q(into=None),
                name="plans_decision_merged_into_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.fact_id}"


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
