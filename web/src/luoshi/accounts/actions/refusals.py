"""How acts on accounts are refused."""

from __future__ import annotations

from typing import ClassVar

from luoshi.kernel.refusals import Conflict, Refusal


class LoginTaken(Conflict):
    """Another account has this login name, perhaps in another case or width (SEC-01)."""

    code: ClassVar[str] = "accounts.login_taken"


class CertificateTaken(Conflict):
    """The certificate is bound to another account (SEC-09)."""

    code: ClassVar[str] = "accounts.certificate_taken"


class CertificateNeeded(Refusal):
    """The person's own certificate must be shown before anything else is set up (SEC-09)."""

    code: ClassVar[str] = "accounts.certificate_needed"
    status: ClassVar[int] = 403


class LoginUnfit(Refusal):
    """A login name needs letters, digits or Chinese characters."""

    code: ClassVar[str] = "accounts.login_unfit"


class WeakPassword(Refusal):
    """The password does not keep the policy; the message says every fault."""

    code: ClassVar[str] = "accounts.weak_password"


class WrongPassword(Refusal):
    """The present password was not given right."""

    code: ClassVar[str] = "accounts.wrong_password"


class LinkSpent(Refusal):
    """The one-time link was used, has expired, or never existed."""

    code: ClassVar[str] = "accounts.link_spent"
    status: ClassVar[int] = 410


class PostHeld(Conflict):
    """The person holds this post already."""

    code: ClassVar[str] = "accounts.post_held"


class PostsClash(Refusal):
    """An administrator holds no other kind of post (SEC-16)."""

    code: ClassVar[str] = "accounts.posts_clash"


class NotOneself(Refusal):
    """An administrator does not disable, grant to or relieve the own account."""

    code: ClassVar[str] = "accounts.not_oneself"


def not_oneself(login: str, by: str) -> None:
    """Refuse an administrator who means the own account.

    Raises:
        NotOneself: both are the same.

    """
    if login == by:
        raise NotOneself(
            "不能停用本人账号，也不能授予或撤销本人岗位。", next_step="请由另一名管理员办理。"
        )


class NoTokenForAdministrators(Refusal):
    """The three administrators act in person only."""

    code: ClassVar[str] = "accounts.no_token_for_administrators"


class WrongCode(Refusal):
    """The code is not what the device shows now, or was shown before."""

    code: ClassVar[str] = "accounts.wrong_code"


class NotFresh(Refusal):
    """The act needs the person to prove again who it is (SEC-12)."""

    code: ClassVar[str] = "accounts.not_fresh"
    status: ClassVar[int] = 401


class DelegationUnfit(Refusal):
    """A post cannot be put into these hands for this time; the message says why."""

    code: ClassVar[str] = "accounts.delegation_unfit"


class DelegationMissing(Refusal):
    """No such delegation of the person's; whether it exists is not told."""

    code: ClassVar[str] = "accounts.delegation_missing"
    status: ClassVar[int] = 404
