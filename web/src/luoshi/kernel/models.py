"""The trail: who did what to which thing, when and from where. Append-only on both databases."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Seal(models.Model):
    """An entry's place in the chain: the digest of its content and of the seal before (SEC-24).

    The database refuses UPDATE, and DELETE while the entry is there. `entry` is the entry's key
    without being a foreign key: a seal outlives an entry that somebody takes away, and says so.
    """

    position = models.BigIntegerField("位次", primary_key=True)
    entry = models.BigIntegerField("留痕", unique=True)
    algorithm = models.CharField("算法", max_length=10)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "封签"

    def __str__(self) -> str:
        return f"{self.position} {self.digest}"


class Read(models.Model):
    """Somebody opened a sensitive thing (row 89). Points by text, like the trail."""

    class Door(models.TextChoices):
        PAGE = "page", _("页面")
        REST = "rest", _("接口")

    at = models.DateTimeField("时间")
    reader = models.CharField("人员", max_length=150)
    thing = models.CharField("对象类型", max_length=80)
    key = models.CharField("对象", max_length=80, blank=True)
    title = models.CharField("名称", max_length=200, blank=True)
    door = models.CharField("途径", max_length=10, choices=Door)
    address = models.CharField("地址", max_length=64, blank=True)

    class Meta:
        verbose_name = "阅读记录"
        indexes = (
            models.Index(fields=["at"], name="kernel_read_at"),
            models.Index(fields=["reader", "at"], name="kernel_read_reader"),
            models.Index(fields=["thing", "key"], name="kernel_read_thing"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.reader} {self.thing} {self.key}"


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


class KeptSheet(models.Model):
    """A sheet between its preview and its confirmation; nobody but its sender sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login = models.CharField("登录名", max_length=150)
    purpose = models.CharField("用途", max_length=80)
    name = models.CharField("文件名", max_length=200)
    content = models.BinaryField("内容")
    created_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "待确认的表格"

    def __str__(self) -> str:
        return self.name


class JobRun(models.Model):
    """One run of a job: asked for once by its key, tried until it is done or given up."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待运行")
        RUNNING = "running", _("运行中")
        RETRYING = "retrying", _("待重试")
        DONE = "done", _("已完成")
        FAILED = "failed", _("失败")

    name = models.CharField("任务", max_length=80)
    key = models.CharField("标识", max_length=200, unique=True)
    arguments = models.JSONField("参数", default=dict)
    state = models.CharField("状态", max_length=20, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField("次数", default=0)
    asked_by = models.CharField("发起人", max_length=150, blank=True)
    asked_at = models.DateTimeField("发起时间")
    due_at = models.DateTimeField("不早于")
    started_at = models.DateTimeField("开始时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    result = models.CharField("结果", max_length=300, blank=True)
    error = models.TextField("错误", blank=True)

    class Meta:
        verbose_name = "后台任务"
        indexes = (models.Index(fields=["state", "due_at"], name="kernel_jobrun_state"),)

    def __str__(self) -> str:
        return self.key


class Tick(models.Model):
    """The beat of the schedulers: one row, locked by whoever plans the due jobs (REL-22)."""

    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "调度"
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="kernel_tick_one"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class Notice(models.Model):
    """A message to one person, in the system itself; made once for its key and the person."""

    key = models.CharField("标识", max_length=200)
    login = models.CharField("收件人", max_length=150, blank=True)
    agency = models.CharField("单位", max_length=40, blank=True)
    kind = models.CharField("类别", max_length=40, blank=True)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容", blank=True)
    url = models.CharField("地址", max_length=300, blank=True)
    created_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True)

    class Meta:
        verbose_name = "消息"
        constraints = (
            models.UniqueConstraint(
                fields=["key", "login"], condition=~models.Q(login=""), name="kernel_notice_once"
            ),
            models.UniqueConstraint(
                fields=["key", "agency"],
                condition=models.Q(login=""),
                name="kernel_notice_to_nobody_once",
            ),
        )
        indexes = (models.Index(fields=["login", "read_at"], name="kernel_notice_unread"),)

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """A notice on its way out by one channel, or why it stays in the system."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("邮件")
        SMS = "sms", _("短信")
        ROBOT = "robot", _("工作群")

    class State(models.TextChoices):
        WAITING = "waiting", _("待发送")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("发送失败")
        UNCONFIGURED = "unconfigured", _("未配置，留在站内")
        NO_ADDRESS = "no_address", _("未登记地址，留在站内")
        UNWANTED = "unwanted", _("本人不接收，留在站内")
        NOBODY = "nobody", _("单位暂无人员")

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField("渠道", max_length=20, choices=Channel)
    state = models.CharField("状态", max_length=20, choices=State)
    tries = models.PositiveSmallIntegerField("次数", default=0)
    due_at = models.DateTimeField("不早于")
    sent_at = models.DateTimeField("发送时间", null=True)
    error = models.CharField("错误", max_length=300, blank=True)

    class Meta:
        verbose_name = "发件"
        constraints = (
            models.UniqueConstraint(fields=["notice", "channel"], name="kernel_delivery_once"),
        )
        indexes = (models.Index(fields=["state", "due_at"], name="kernel_delivery_due"),)

    def __str__(self) -> str:
        return f"{self.notice} {self.channel}"


class Reach(models.Model):
    """How a person wants to be reached outside the system: the address, and whether at all."""

    login = models.CharField("登录名", max_length=150)
    channel = models.CharField("渠道", max_length=20, choices=Delivery.Channel)
    address = models.CharField("地址", max_length=200, blank=True)
    wanted = models.BooleanField("接收", default=True)

    class Meta:
        verbose_name = "接收方式"
        constraints = (
            models.UniqueConstraint(fields=["login", "channel"], name="kernel_reach_once"),
        )

    def __str__(self) -> str:
        return f"{self.login} {self.channel}"


class Checkup(models.Model):
    """One run of 配置体检: when, and how much was found of each grade (row 43)."""

    at = models.DateTimeField("时间")
    errors = models.PositiveIntegerField("错误", default=0)
    doubts = models.PositiveIntegerField("疑点", default=0)
    hints = models.PositiveIntegerField("提示", default=0)
    failed = models.PositiveIntegerField("未能检查", default=0)

    class Meta:
        verbose_name = "配置体检"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Probed(models.Model):
    """When a probe last looked and how much it found, or why it could not look."""

    code = models.CharField("编号", max_length=20, unique=True)
    at = models.DateTimeField("时间")
    found = models.PositiveIntegerField("发现", default=0)
    failed = models.CharField("未能检查", max_length=300, blank=True)

    class Meta:
        verbose_name = "体检项"

    def __str__(self) -> str:
        return f"{self.code} {self.found}"


class Flaw(models.Model):
    """A row that a probe found: since when it has been so, and when it was no more."""

    code = models.CharField("编号", max_length=20)
    thing = models.CharField("对象", max_length=80)
    words = models.CharField("发现", max_length=300)
    url = models.CharField("地址", max_length=300)
    since = models.DateTimeField("首次发现")
    ended_at = models.DateTimeField("已消除", null=True)

    class Meta:
        verbose_name = "体检发现"
        constraints = (models.UniqueConstraint(fields=["code", "thing"], name="kernel_flaw_once"),)
        indexes = (models.Index(fields=["code", "ended_at"], name="kernel_flaw_open"),)

    def __str__(self) -> str:
        return f"{self.code} {self.words}"
