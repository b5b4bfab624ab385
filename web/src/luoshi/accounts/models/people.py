"""Named accounts and what each may do where."""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.api import Agency


def fold_login(login: str) -> str:
    """Return a login name as it is compared: width and case folded, no blanks."""
    return unicodedata.normalize("NFKC", login).casefold().replace(" ", "")


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their folded login name."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person of a login name in any case or width."""
        return self.get(login=fold_login(username or ""))


class Person(AbstractBaseUser):
    """A named account. Without a password the person can only come in by a one-time link."""

    login = models.CharField("登录名", max_length=150, unique=True)
    name = models.CharField("姓名", max_length=80)
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    password_set_at = models.DateTimeField("设置口令时间", null=True, blank=True)
    must_change_password = models.BooleanField("须修改口令", default=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.name or self.login

    def save(self, *args: Any, **named: Any) -> None:
        """Keep the login folded, whoever saves."""
        self.login = fold_login(self.login)
        super().save(*args, **named)


class Post(models.Model):
    """A person's post at an agency: what may be done there and below."""

    class Kind(models.TextChoices):
        VIEWER = "viewer", _("查看")
        EDITOR = "editor", _("经办")
        REVIEWER = "reviewer", _("审核")
        ENTERPRISE = "enterprise", _("企业填报")
        SYSTEM = "system", _("系统管理员")
        SECURITY = "security", _("安全管理员")
        AUDIT = "audit", _("审计管理员")

    #: The three who keep the house and see no business (SEC-16).
    ADMINISTRATORS: ClassVar[frozenset[str]] = frozenset({Kind.SYSTEM, Kind.SECURITY, Kind.AUDIT})
    #: Who reads the programme of the agency and of everything below.
    READERS: ClassVar[frozenset[str]] = frozenset({Kind.VIEWER, Kind.EDITOR, Kind.REVIEWER})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField("岗位", max_length=20, choices=Kind)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "岗位"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "agency", "kind"],
                condition=models.Q(until=None),
                name="accounts_post_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"

    @classmethod
    def exclude_each_other(cls, one: str, other: str) -> bool:
        """Whether two kinds cannot be one person's: an administrator is nothing else."""
        return one != other and bool({one, other} & cls.ADMINISTRATORS)


class PostRequest(models.Model):
    """A post that somebody asks for on behalf of a person; granted or refused once (SEC-17)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待审批")
        GRANTED = "granted", _("已批准")
        REFUSED = "refused", _("不予批准")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="post_requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="post_requests")
    kind = models.CharField("岗位", max_length=20, choices=Post.Kind)
    since = models.DateField("起", null=True, blank=True)
    until = models.DateField("止", null=True, blank=True)
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.CharField("申请人", max_length=150)
    state = models.CharField("状态", max_length=20, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    decided_by = models.CharField("审批人", max_length=150, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "岗位申请"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "agency", "kind"],
                condition=models.Q(state="waiting"),
                name="accounts_request_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_at=None, decided_by="")
                | (~models.Q(state="waiting") & models.Q(decided_at__isnull=False)),
                name="accounts_request_decided_when_and_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.agency} {self.get_kind_display()}"
