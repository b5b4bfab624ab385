"""What is asked each period, of whom, what was said, and who accepted it.

What the models must make possible: a form whose lines come from the ledger itself; one duty per
cycle and respondent, made by a job that can be rerun; drafts saved cell by cell with versions;
submissions that are immutable versions, sent twice without harm by their client key (REL-02); the
state of approval computed from steps (who accepted what for which agency), never stored as a word;
a figure as one narrow, typed row (series, duty → value, numerator, denominator), blank not zero.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from luoshi.agencies.api import Agency
from luoshi.enterprises.api import Enterprise
from luoshi.kernel.evidence import ProofFile
from luoshi.ledger.api import Indicator, Item, Option
from luoshi.plans.api import Plan
from luoshi.reporting.project_models import ProjectBlocker, ProjectProgress, ProjectStage

__all__ = ["ProjectBlocker", "ProjectProgress", "ProjectStage"]


def number(label: str) -> models.DecimalField[Any, Decimal | None]:
    """Return a field for a value in any unit: 20 digits, six of them decimals; never a float."""
    return models.DecimalField(label, max_digits=20, decimal_places=6, null=True, blank=True)


class Series(models.Model):
    """What a figure is a figure of: an indicator, its breakdown (subject, industry), who says it.

    `option` is the part of a dimension that it is of (车型：纯电动); none for the total.

    Figures that firms send and figures that agencies send of one indicator are two series, so
    that the same production is never counted twice.
    """

    class Said(models.TextChoices):
        AGENCY = "agency", "单位报送"
        ENTERPRISE = "enterprise", "企业直报"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    breakdown = models.CharField("主体（分组）", max_length=300, blank=True)
    said_by = models.CharField("报送主体", max_length=12, choices=Said, default=Said.AGENCY)
    option = models.ForeignKey(
        Option, null=True, blank=True, on_delete=models.PROTECT, related_name="series"
    )
    unit = models.CharField("计量单位", max_length=30, blank=True)

    class Meta:
        verbose_name = "指标序列"
        constraints = (
            # Two halves: SQLite knows no NULLS NOT DISTINCT and would drop the rule.
            models.UniqueConstraint(
                fields=["indicator", "breakdown", "said_by"],
                condition=Q(option=None),
                name="reporting_series_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "breakdown", "said_by", "option"],
                condition=Q(option__isnull=False),
                name="reporting_series_of_option_once",
            ),
        )

    def __str__(self) -> str:
        part = f"（{self.option}）" if self.option_id else ""
        return f"{self.breakdown}{self.indicator}{part}"


class Form(models.Model):
    """A table to be filled: of a plan (made from its items), or of enterprises."""

    class Frequency(models.TextChoices):
        MONTH = "month", "月报"
        QUARTER = "quarter", "季报"
        HALF = "half", "半年报"
        YEAR = "year", "年报"

    class January(models.TextChoices):
        NORMAL = "normal", "1月照报"
        EXEMPT = "exempt", "1月免报"
        JOINT = "joint", "1—2月合报"

    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="forms"
    )
    said_by = models.CharField(
        "填报主体", max_length=12, choices=Series.Said, default=Series.Said.AGENCY
    )
    frequency = models.CharField("频率", max_length=8, choices=Frequency, default=Frequency.MONTH)
    january = models.CharField("1月", max_length=8, choices=January, default=January.JOINT)
    flash = models.BooleanField("先报快报", default=False)
    title = models.CharField("表名", max_length=200)
    table_number = models.CharField("表号", max_length=40, unique=True)
    maker = models.CharField("制定机关", max_length=100, blank=True)
    approval = models.CharField("批准文号", max_length=100, blank=True)
    valid_to = models.DateField("有效期至", null=True, blank=True)
    made_at = models.DateTimeField("建表时间")
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "报表"
        constraints = (
            # Both halves are partial: SQLite knows no NULLS NOT DISTINCT and would drop the rule.
            models.UniqueConstraint(
                fields=["plan", "said_by", "frequency"],
                condition=Q(retired_at=None, plan__isnull=False),
                name="reporting_form_of_a_plan_once",
            ),
            models.UniqueConstraint(
                fields=["said_by", "frequency"],
                condition=Q(retired_at=None, plan=None),
                name="reporting_form_of_no_plan_once",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Line(models.Model):
    """A line of a form: a figure of a series, or the progress of an item in words.

    Which lines an agency fills follows from what it was assigned (`item`); a line without an
    item is filled by every respondent of the form. A part of a breakdown is a line of its own,
    `part_of` the line of its total, and asked of whoever is asked for that (row 12).
    """

    class Kind(models.TextChoices):
        FIGURE = "figure", "数据"
        PROGRESS = "progress", "进展"

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="lines")
    code = models.CharField("代码", max_length=20)
    position = models.PositiveIntegerField("次序")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    title = models.TextField("名称")
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    required = models.BooleanField("必填", default=False)
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "表行"
        ordering = ("form_id", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=["form", "code"], name="reporting_line_code_once"),
            models.UniqueConstraint(
                fields=["form", "item"],
                condition=Q(series=None),
                name="reporting_progress_line_once",
            ),
            models.UniqueConstraint(
                fields=["form", "series"], condition=Q(item=None), name="reporting_common_line_once"
            ),
            models.UniqueConstraint(
                fields=["form", "item", "series"],
                condition=Q(item__isnull=False, series__isnull=False),
                name="reporting_figure_line_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="progress", series=None, item__isnull=False)
                | Q(kind="figure", series__isnull=False),
                name="reporting_line_is_a_figure_or_progress",
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | Q(kind="figure"), name="reporting_part_is_a_figure"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def computed(self) -> bool:
        """Return whether its figure follows from parts, where that was asked for (`follows`)."""
        return bool(getattr(self, "follows", False))


class PeriodOf(models.Model):
    """The columns by which a row belongs to a period."""

    period_code = models.CharField("期别", max_length=24)
    start = models.DateField("起")
    end = models.DateField("止")

    class Meta:
        abstract = True


class Cycle(PeriodOf):
    """One reporting round of a form. Closing it freezes the lights of its period."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="cycles")
    opened_at = models.DateTimeField("开放时间")
    closed_at = models.DateTimeField("关闭时间", null=True, blank=True)

    class Meta:
        verbose_name = "报送期"
        ordering = ("-end", "form_id")
        constraints = (
            models.UniqueConstraint(fields=["form", "period_code"], name="reporting_cycle_once"),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.period_code}"


class Stage(models.TextChoices):
    """How firm a figure is."""

    FLASH = "flash", "快报"
    FINAL = "final", "正式"
    REVISED = "revised", "修订"


class Window(models.Model):
    """Until when a level sends, or accepts what comes from below, in a cycle."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="windows")
    level = models.CharField("层级", max_length=20)  # an Agency.Level, or "enterprise"
    stage = models.CharField("性质", max_length=8, choices=Stage, default=Stage.FINAL)
    due_at = models.DateTimeField("截止时间")

    class Meta:
        verbose_name = "报送窗口"
        constraints = (
            models.UniqueConstraint(
                fields=["cycle", "level", "stage"], name="reporting_window_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.level} {self.due_at:%Y-%m-%d %H:%M}"


class Duty(models.Model):
    """One report that is due: cycle × agency, or cycle × enterprise where its figures count.

    `current` is the one standing report (REL-04: a column can point to only one); what was said
    before stays as numbered versions. Lateness is judged when the server receives (REL-11).
    `standing` and `got` repeat what `rules.chain.state` says of the steps of `current`: how it
    stands, and how many agencies of the chain accept it. Whatever takes a step writes them in the
    same transaction, so that lists find what waits among a year's reports at once.
    """

    class Standing(models.TextChoices):
        SUBMITTED = "submitted", "已报送"
        RETURNED = "returned", "已退回"
        WITHDRAWN = "withdrawn", "已撤回"
        ACCEPTED = "accepted", "已办结"

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="duties")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="duties")
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="duties"
    )
    due_at = models.DateTimeField("截止时间")
    flash_due_at = models.DateTimeField("快报截止时间", null=True, blank=True)
    excused = models.BooleanField("免报", default=False)
    current = models.OneToOneField(
        "Submission", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    standing = models.CharField("状态", max_length=9, choices=Standing, blank=True, db_default="")
    got = models.PositiveSmallIntegerField("已核报级数", db_default=0)

    class Meta:
        verbose_name = "应报"
        indexes = (models.Index(fields=["standing", "cycle"], name="reporting_duty_standing"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(current=None, standing="", got=0)
                | Q(current__isnull=False) & ~Q(standing=""),
                name="reporting_duty_stands_by_what_was_sent",
            ),
            models.UniqueConstraint(
                fields=["cycle", "agency"],
                condition=Q(enterprise=None),
                name="reporting_duty_of_agency_once",
            ),
            models.UniqueConstraint(
                fields=["cycle", "enterprise"],
                condition=Q(enterprise__isnull=False),
                name="reporting_duty_of_firm_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cycle} {self.enterprise or self.agency}"


class Leave(models.Model):
    """Somebody at the province let one respondent send later, or not at all (REL-11)."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="leaves")
    until = models.DateTimeField("延至", null=True, blank=True)  # null: excused
    reason = models.CharField("理由", max_length=300)
    by = models.CharField("批准人", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "延期与免报"

    def __str__(self) -> str:
        return f"{self.duty_id} {self.reason}"


class DraftCell(models.Model):
    """One cell as typed, on the server at once; `version` counts the writings (REL-07, REL-09).

    `column` is value, numerator, denominator, base, blank_reason, explanation (figures), or
    done, problems, next_steps, finished_on (progress), or one of `PROJECT_COLUMNS`. What was typed
    is kept even when it is no number. What was carried over from the period before has version 0.
    """

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="cells")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    column = models.CharField(max_length=16)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = "草稿"
        constraints = (
            models.UniqueConstraint(
                fields=["duty", "line", "column"], name="reporting_draft_cell_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id} {self.line_id} {self.column}"


class Submission(models.Model):
    """What a respondent said, once and for all; a correction is a new one that replaces it.

    The database refuses UPDATE and DELETE (triggers), as for the trail. `number` runs without
    gaps within a duty (REL-13); `digest` is of the content (REL-01, REL-03).
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField("版次")
    client_key = models.UUIDField("幂等键", unique=True)
    digest = models.CharField("内容摘要", max_length=64)
    stage = models.CharField("性质", max_length=8, choices=Stage, default=Stage.FINAL)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    at = models.DateTimeField("报送时间")
    late = models.BooleanField("逾期", default=False)
    by = models.CharField("填报人", max_length=150)
    by_name = models.CharField("填报人姓名", max_length=80, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    responsible = models.CharField("单位负责人", max_length=80, blank=True)
    note = models.TextField("说明", blank=True)
    source = models.CharField("来源", max_length=10, default="page")  # page, sheet, rest, demo

    class Meta:
        verbose_name = "报送"
        ordering = ("duty_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["duty", "number"], name="reporting_submission_number"),
            models.CheckConstraint(
                condition=Q(number=1, replaces=None) | Q(number__gt=1, replaces__isnull=False),
                name="reporting_submission_in_one_line",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id}-{self.number}"


class Figure(models.Model):
    """A reported value. A blank has no value and may say why; it is never a zero (row 32)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="figures")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+")
    value = number("数值")
    numerator = number("分子")
    denominator = number("分母")
    base = number("上年同期")
    blank_reason = models.CharField("空缺原因", max_length=200, blank=True)
    explanation = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = "报送数据"
        constraints = (
            models.UniqueConstraint(fields=["submission", "line"], name="reporting_figure_once"),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.value}"


class Progress(models.Model):
    """What was done about an item in a period, what stands in the way, what comes next.

    `finished_on` says that all of it is done; it counts once it is accepted, until a level that
    accepted it takes that back (`Reopening`).
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="progress")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="progress")
    done = models.TextField("进展情况", blank=True)
    problems = models.TextField("存在问题", blank=True)
    next_steps = models.TextField("下一步措施", blank=True)
    finished_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        verbose_name = "报送进展"
        constraints = (
            models.UniqueConstraint(fields=["submission", "line"], name="reporting_progress_once"),
        )

    def __str__(self) -> str:
        return f"{self.item_id}"


class Reopening(models.Model):
    """An agency that accepted that an item is done takes it back: append-only, with the reason.

    What the respondent says is finished in a later version or period counts anew.
    """

    progress = models.OneToOneField(Progress, on_delete=models.PROTECT, related_name="reopening")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=500)
    by = models.CharField("人员", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "撤销办结"
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="reporting_reopening_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.progress_id} {self.reason}"


class Evidence(ProofFile):
    """A file that proves a line; attached to the draft, then to the submissions that cite it."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="evidence")
    line = models.ForeignKey(Line, null=True, blank=True, on_delete=models.PROTECT)
    submissions = models.ManyToManyField(Submission, related_name="evidence", blank=True)

    class Meta:
        verbose_name = "佐证材料"


class Rule(models.Model):
    """A check between two sides. A hard one blocks; a soft one asks for an explanation (GOV-14).

    `left` and `right` are expressions over line codes (`reporting.rules.expressions`). A rule
    that changed is a new row with the same code and a higher `revision`; findings name both.
    """

    class Severity(models.TextChoices):
        HARD = "hard", "强制性"
        SOFT = "soft", "核实性"

    class Missing(models.TextChoices):
        SKIP = "skip", "缺项不查"
        ZERO = "zero", "缺项作零"
        FAIL = "fail", "缺项即错"

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="rules")
    code = models.CharField("编号", max_length=20)
    revision = models.PositiveIntegerField("修订", default=1)
    left = models.CharField("左式", max_length=300)
    operator = models.CharField("关系", max_length=12)
    right = models.CharField("右式", max_length=300, blank=True)
    severity = models.CharField("性质", max_length=4, choices=Severity)
    missing_left = models.CharField(max_length=4, choices=Missing, default=Missing.SKIP)
    missing_right = models.CharField(max_length=4, choices=Missing, default=Missing.SKIP)
    words = models.CharField("提示", max_length=300)
    made_at = models.DateTimeField("制定时间", null=True, blank=True)
    made_by = models.CharField("制定人", max_length=150, blank=True)
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)
    retire_reason = models.CharField("停用理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "审核公式"
        constraints = (
            models.UniqueConstraint(
                fields=["form", "code", "revision"], name="reporting_rule_revision_once"
            ),
            models.UniqueConstraint(
                fields=["form", "code"],
                condition=Q(retired_at=None),
                name="reporting_rule_in_force_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.words}"


class Finding(models.Model):
    """What a check found in a submission, with the explanation that travels upward."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="findings")
    line = models.ForeignKey(Line, null=True, blank=True, on_delete=models.PROTECT)
    rule = models.ForeignKey(Rule, null=True, blank=True, on_delete=models.PROTECT)
    code = models.CharField("编号", max_length=20)  # a rule's, or of a built-in check
    severity = models.CharField("性质", max_length=4, choices=Rule.Severity)
    words = models.TextField("问题")
    explanation = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = "审核结果"

    def __str__(self) -> str:
        return f"{self.code} {self.words}"


class Step(models.Model):
    """What was done with a submission, for which agency; append-only, like the submission."""

    class Act(models.TextChoices):
        SUBMITTED = "submitted", "报送"
        ACCEPTED = "accepted", "核报通过"
        RETURNED = "returned", "退回"
        WITHDRAWN = "withdrawn", "撤回"
        UNLOCKED = "unlocked", "解锁"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField("行为", max_length=10, choices=Act)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.CharField("人员", max_length=150)
    on_behalf = models.CharField("代何人", max_length=150, blank=True)  # whose post allowed it
    at = models.DateTimeField("时间")
    note = models.TextField("意见", blank=True)

    class Meta:
        verbose_name = "流转"
        ordering = ("submission_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(act__in=["returned", "unlocked"]) | ~Q(note=""),
                name="reporting_step_back_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} {self.act}"


class Acceptance(models.Model):
    """Which version of a duty an agency of the chain stands by at present (derived from steps)."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="acceptances")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "核报"
        constraints = (
            models.UniqueConstraint(fields=["duty", "agency"], name="reporting_acceptance_once"),
        )

    def __str__(self) -> str:
        return f"{self.duty_id} {self.agency_id}"


class BaseSays(models.Model):
    """What is said of last year's value, and on whose word (GOV-15).

    `adjusted` is `published` × `factor`, on the basis on which this year is counted (可比口径);
    `note` says what was taken out or in.
    """

    class Origin(models.TextChoices):
        ENTERED = "entered", gettext_lazy("补录")
        YEARBOOK = "yearbook", gettext_lazy("统计年鉴")
        PLAN = "plan", gettext_lazy("计划原文")

    origin = models.CharField("来源", max_length=10, choices=Origin, default=Origin.ENTERED)
    published = number("公布数")
    factor = models.DecimalField(
        "可比口径系数", max_digits=12, decimal_places=6, null=True, blank=True
    )
    adjusted = number("可比口径调整数")
    note = models.CharField("调整说明", max_length=300, blank=True)
    source = models.CharField("依据", max_length=300)

    class Meta:
        abstract = True


class Base(PeriodOf, BaseSays):
    """Last year's value as published, and as adjusted to a comparable basis (GOV-15).

    The one that counts; `version` numbers what was said of it, and all of that is kept.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="bases")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField("版次", default=1)

    class Meta:
        verbose_name = "上年基数"
        constraints = (
            models.UniqueConstraint(
                fields=["series", "agency", "period_code"],
                condition=Q(enterprise=None),
                name="reporting_base_of_agency_once",
            ),
            models.UniqueConstraint(
                fields=["series", "enterprise", "period_code"],
                condition=Q(enterprise__isnull=False),
                name="reporting_base_of_firm_once",
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="reporting_base_dates"),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.period_code}"


class BaseVersion(BaseSays):
    """What was said of a base once, why, by whom; append-only."""

    base = models.ForeignKey(Base, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版次")
    reason = models.CharField("理由", max_length=300)
    at = models.DateTimeField("时间")
    by = models.CharField("人员", max_length=150)

    class Meta:
        verbose_name = "上年基数版本"
        ordering = ("base_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["base", "number"], name="reporting_base_version_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="reporting_base_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.base_id} {self.number}"
