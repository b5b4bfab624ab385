"""People, their posts, and one-time links.

What the models must make possible: one named account a person, unique after case and width
folding (SEC-01); a person's posts at agencies, dated; a link that is random, single-use and
expiring and makes its holder set a password (SEC-05); sessions that know whose they are, so that
they can be shown and ended at once (SEC-11); the last passwords' digests (SEC-03).
"""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
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
        EDITOR = "editor", _("编辑")
        ADMINISTRATOR = "administrator", _("系统管理员")

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


class Invitation(models.Model):
    """A one-time link to set a password; only the digest of its secret is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "一次性链接"

    def __str__(self) -> str:
        return f"{self.person}"


class OldPassword(models.Model):
    """The digest of a password a person had, so that it is not taken again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="old_passwords")
    digest = models.CharField(max_length=128)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "用过的口令"

    def __str__(self) -> str:
        return f"{self.person}"


class SessionManager(BaseSessionManager["Session"]):
    """Finds and ends the sessions of a person."""


class Session(AbstractBaseSession):
    """A log-in that lasts: whose it is, since when and from where."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField("登录时间", null=True)
    address = models.CharField("地址", max_length=64, blank=True)

    objects: ClassVar[SessionManager] = SessionManager()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "会话"

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        """Return the store that keeps sessions in this table."""
        from luoshi.accounts.sessions import SessionStore  # noqa: PLC0415 - the store names us

        return SessionStore
