"""What lets a person in, and what lasts while the person is in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from luoshi.accounts.models.people import Person


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
    seen_at = models.DateTimeField("最近活动", null=True)
    address = models.CharField("地址", max_length=64, blank=True)

    objects: ClassVar[SessionManager] = SessionManager()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "会话"

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        """Return the store that keeps sessions in this table."""
        from luoshi.accounts.sessions import SessionStore  # noqa: PLC0415 - the store names us

        return SessionStore


class Token(models.Model):
    """A secret by which a program acts for a person over REST; only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField("用途", max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("创建时间")
    expires_at = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("最近使用", null=True, blank=True)
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "接口令牌"

    def __str__(self) -> str:
        return self.name


class Certificate(models.Model):
    """The certificate of a person's key (UKey), as the proxy names it; only its digest is kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="certificate")
    digest = models.CharField(max_length=64, unique=True)
    bound_at = models.DateTimeField("绑定时间")
    bound_by = models.CharField("绑定人", max_length=150)

    class Meta:
        verbose_name = "证书"

    def __str__(self) -> str:
        return f"{self.person}"


class Allowance(models.Model):
    """How far a person's programs have used up what they may ask for: one row, one number.

    `spent_until` is the moment, in milliseconds since 1970, up to which requests are spoken for:
    each moves it on by the time that one may take, and it may run ahead of now by a minute.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    spent_until = models.BigIntegerField()

    class Meta:
        verbose_name = "接口用量"

    def __str__(self) -> str:
        return f"{self.person_id}"


class RecoveryCode(models.Model):
    """The digest of a code that stands in once for the second factor (SEC-09)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "恢复码"

    def __str__(self) -> str:
        return f"{self.person}"
