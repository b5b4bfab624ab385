"""What was handed down to whom, in which act, and what became of it there.

What the models must make possible: one act that hands down a whole plan, and again only what is
new; for every item and agency one open assignment, whose state follows from its dates and is never
stored as a word; an assignment split among agencies below, its amounts adding up to the parent's;
milestones; a change asked in writing with both values kept, decided by somebody else.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from luoshi.agencies.api import Agency
from luoshi.kernel.evidence import ProofFile
from luoshi.ledger.api import Item, Responsibility
from luoshi.plans.api import Plan


def _number(label: str) -> models.DecimalField[Any, Decimal | None]:
    """Return a field for a value in any unit: 18 digits, six of them decimals; never a float."""
    return models.DecimalField(label, max_digits=18, decimal_places=6, null=True, blank=True)


class Dispatch(models.Model):
    """One act of handing down a plan, numbered through the year."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="dispatches")
    year = models.PositiveIntegerField("年度")
    number = models.PositiveIntegerField("编号")
    note = models.TextField("说明", blank=True)
    sign_by = models.DateField("签收期限", null=True, blank=True)
    client_key = models.UUIDField("幂等键", unique=True)
    at = models.DateTimeField("下达时间")
    by = models.CharField("下达人", max_length=150)

    class Meta:
        verbose_name = "下达"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["year", "number"], name="dispatch_number_once"),
        )

    def __str__(self) -> str:
        return f"〔{self.year}〕{self.number}号"


class Assignment(models.Model):
    """An item in the hands of an agency: given by a dispatch, or handed down from `parent`.

    `version` counts what was agreed (amount, share, due date): a request for a change names the
    version it saw (REL-07). `replaces` is the returned one that this gives to somebody else.
    `leader`, `contact` and `phone` are of the office, nothing private.
    """

    class State(models.TextChoices):
        UNREAD = "unread", "未读"
        READ = "read", "已读"
        SIGNED = "signed", "已签收"
        RETURNED = "returned", "已退回"
        WITHDRAWN = "withdrawn", "已收回"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="assignments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField("责任", max_length=12, choices=Responsibility.Role)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    dispatch = models.ForeignKey(
        Dispatch, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    sent_at = models.DateTimeField("下达时间")
    sent_by = models.CharField("下达人", max_length=150)
    amount = _number("分解数")
    unit = models.CharField("单位", max_length=30, blank=True)
    share_pct = models.DecimalField(
        "分解比例（%）", max_digits=9, decimal_places=6, null=True, blank=True
    )
    due_on = models.DateField("完成时限", null=True, blank=True)
    note = models.TextField("说明", blank=True)
    excess_reason = models.CharField("超额分解说明", max_length=300, blank=True)
    version = models.PositiveIntegerField("版次", default=1)
    leader = models.CharField("责任领导", max_length=80, blank=True)
    contact = models.CharField("责任人", max_length=80, blank=True)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    read_by = models.CharField("阅读人", max_length=150, blank=True)
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    signed_by = models.CharField("签收人", max_length=150, blank=True)
    returned_at = models.DateTimeField("退回时间", null=True, blank=True)
    returned_by = models.CharField("退回人", max_length=150, blank=True)
    return_reason = models.CharField("退回理由", max_length=500, blank=True)
    withdrawn_at = models.DateTimeField("收回时间", null=True, blank=True)
    withdrawn_by = models.CharField("收回人", max_length=150, blank=True)
    withdraw_reason = models.CharField("收回理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "任务下达"
        ordering = ("item_id", "role", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "agency"],
                condition=Q(returned_at=None, withdrawn_at=None),
                name="dispatch_assignment_open_once",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(share_pct=None),
                name="dispatch_assignment_amount_or_share",
            ),
            models.CheckConstraint(
                condition=Q(share_pct=None) | Q(share_pct__gt=0), name="dispatch_assignment_share"
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | ~Q(return_reason=""),
                name="dispatch_assignment_returned_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdraw_reason=""),
                name="dispatch_assignment_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(signed_at=None),
                name="dispatch_assignment_signed_or_returned",
            ),
        )
        indexes = (
            models.Index(fields=["agency", "signed_at"], name="dispatch_assignment_agency"),
            models.Index(fields=["item", "parent"], name="dispatch_assignment_item"),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.item_id}"

    @property
    def state(self) -> Assignment.State:
        """Return where it stands, from its dates."""
        if self.withdrawn_at is not None:
            return self.State.WITHDRAWN
        if self.returned_at is not None:
            return self.State.RETURNED
        if self.signed_at is not None:
            return self.State.SIGNED
        return self.State.UNREAD if self.read_at is None else self.State.READ

    @property
    def is_open(self) -> bool:
        """Whether it is in the agency's hands: neither returned nor taken back."""
        return self.returned_at is None and self.withdrawn_at is None


class Milestone(models.Model):
    """A step on the way, set by the agency that answers, done on a day and with what to show."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField("节点", max_length=200)
    due_on = models.DateField("计划完成")
    done_on = models.DateField("实际完成", null=True, blank=True)
    evidence = models.TextField("完成依据", blank=True)
    made_by = models.CharField("设定人", max_length=150)
    done_by = models.CharField("确认人", max_length=150, blank=True)

    class Meta:
        verbose_name = "节点"
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(fields=["assignment", "title"], name="dispatch_milestone_once"),
            models.CheckConstraint(
                condition=Q(done_on=None) | ~Q(evidence=""), name="dispatch_milestone_shown"
            ),
        )

    def __str__(self) -> str:
        return self.title


class MilestoneFile(ProofFile):
    """A file that shows that a milestone was reached; taken off when that is taken back."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="files")

    class Meta:
        verbose_name = "节点佐证材料"
        constraints = (
            models.UniqueConstraint(
                fields=["milestone", "digest"],
                condition=Q(removed_at=None),
                name="dispatch_milestone_file_once",
            ),
        )


class ChangeRequest(models.Model):
    """A change asked in writing: the old value stays beside the new, with the paper that allows it.

    Of an assignment (what was split) or of an item (what the plan promises); never of both.
    `base_version` is the version that the asker saw.
    """

    class Field(models.TextChoices):
        AMOUNT = "amount", "分解数"
        DUE = "due_on", "完成时限"
        TARGET = "value", "目标值"

    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="change_requests"
    )
    assignment = models.ForeignKey(
        Assignment, null=True, blank=True, on_delete=models.PROTECT, related_name="change_requests"
    )
    field = models.CharField("调整内容", max_length=10, choices=Field)
    old = models.CharField("原值", max_length=60, blank=True)
    new = models.CharField("新值", max_length=60)
    unit = models.CharField("单位", max_length=30, blank=True)
    base_version = models.PositiveIntegerField("依据版次")
    reason = models.CharField("理由", max_length=500)
    paper = models.CharField("批准文件", max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="change_requests")
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.CharField("申请人", max_length=150)
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    decided_by = models.CharField("审批人", max_length=150, blank=True)
    accepted = models.BooleanField("同意", null=True, blank=True)
    decision_note = models.CharField("审批意见", max_length=500, blank=True)

    class Meta:
        verbose_name = "调整申请"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(item=None, assignment__isnull=False)
                | Q(item__isnull=False, assignment=None),
                name="dispatch_change_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, accepted=None)
                | Q(decided_at__isnull=False, accepted__isnull=False),
                name="dispatch_change_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | ~Q(decided_by=models.F("asked_by")),
                name="dispatch_change_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["item", "field"],
                condition=Q(decided_at=None, item__isnull=False),
                name="dispatch_change_open_once_of_item",
            ),
            models.UniqueConstraint(
                fields=["assignment", "field"],
                condition=Q(decided_at=None, assignment__isnull=False),
                name="dispatch_change_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_field_display()} {self.old} → {self.new}"

    @property
    def stands(self) -> str:
        """Return the state by which the field rules know it: waiting or decided."""
        return "waiting" if self.decided_at is None else "decided"


class Reminder(models.Model):
    """An agency was reminded of what it has not read; at most once a day."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reminders")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reminders")
    day = models.DateField("日期")
    waiting = models.PositiveIntegerField("未读数")
    by = models.CharField("催办人", max_length=150)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "提醒"
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "agency", "day"], name="dispatch_reminder_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day}"


class Conference(models.Model):
    """A joint meeting on a plan: when, under whom, on what, and what was said.

    `version` counts the writings, so that two clerks at once never overwrite each other.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="conferences")
    number = models.PositiveIntegerField("次数")
    held_on = models.DateField("时间")
    place = models.CharField("地点", max_length=200, blank=True)
    chair = models.CharField("主持人", max_length=80, blank=True)
    minutes = models.TextField("会议情况", blank=True)
    version = models.PositiveIntegerField("版次", default=1)
    made_at = models.DateTimeField("记录时间")
    made_by = models.CharField("记录人", max_length=150)

    class Meta:
        verbose_name = "联席会议"
        ordering = ("-held_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="dispatch_conference_once"),
        )

    def __str__(self) -> str:
        return f"{self.plan}联席会议第{self.number}次会议"


class Topic(models.Model):
    """A point of the agenda: an item of the ledger, or words."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="topics")
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="topics"
    )
    text = models.CharField("议题", max_length=300, blank=True)

    class Meta:
        verbose_name = "议题"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["conference", "item"],
                condition=Q(item__isnull=False),
                name="dispatch_topic_once",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False) | ~Q(text=""), name="dispatch_topic_says_something"
            ),
        )

    def __str__(self) -> str:
        return self.text or str(self.item)


class Resolution(models.Model):
    """What a meeting resolved: an item of the ledger, followed like any other."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="resolutions")
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="resolution")

    class Meta:
        verbose_name = "议定事项"
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.item)
