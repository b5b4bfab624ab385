"""Facts at rest, what figures among them are compared by, and what people decided of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.plans.models.documents import Plan


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


class Fact(models.Model):
    """What was read at a place of the text (or added there by a person); stays as read.

    `state` and `revision` follow from the decisions and are kept here so that lists need no
    history; `decision` is the one in force. `confidence` (0 to 1) is how often the reader was right
    of facts of this kind and form; a fact that a person added has none. `reading` says what the
    last re-reading made of it; `proposed` holds a newer reading of a fact that a person had already
    decided. What a model proposed, by its name `proposer`, counts for nothing until a person takes
    it.
    """

    class State(models.TextChoices):
        UNREVIEWED = "unreviewed", _("未审")
        PROPOSED = "proposed", _("模型提议")
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
        SECOND = "second", _("第二识读")

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
    proposer = models.CharField("提议模型", max_length=200, blank=True)
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
    #: States in which a fact waits for a person.
    WAITING: ClassVar[frozenset[str]] = frozenset({State.UNREVIEWED, State.PROPOSED})

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
                condition=Q(state__in=["unreviewed", "proposed", "withdrawn"], decision=None)
                | ~Q(state__in=["unreviewed", "proposed", "withdrawn"]) & Q(decision__isnull=False),
                name="plans_fact_state_and_decision_together",
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed") | Q(origin="second"),
                name="plans_fact_proposed_by_the_second",
            ),
            models.CheckConstraint(
                condition=Q(origin="second") & ~Q(proposer="")
                | ~Q(origin="second") & Q(proposer=""),
                name="plans_fact_proposer_of_the_second",
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

    @property
    def counted(self) -> bool:
        """Whether the fact is one of those to review: what a model proposes is only once taken."""
        if self.origin == self.Origin.SECOND:
            return self.state not in {
                self.State.PROPOSED,
                self.State.REJECTED,
                self.State.WITHDRAWN,
            }
        return self.live or self.state not in {self.State.UNREVIEWED, self.State.WITHDRAWN}


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
