"""Every write about people: one transaction each, with its entry in the trail."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar

from axes.utils import reset
from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, transaction

from luoshi.accounts.models import Invitation, OldPassword, Person, Post, Session, fold_login
from luoshi.accounts.passwords import faults_of, policy
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import Actor, login_of, open_invitation
from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.refusals import Conflict, Refusal
from luoshi.kernel.trail import record

LINK_HOURS = 72


class LoginTaken(Conflict):
    """Another account has this login name, perhaps in another case or width (SEC-01)."""

    code: ClassVar[str] = "accounts.login_taken"


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
    """Who manages accounts does no business (SEC-16)."""

    code: ClassVar[str] = "accounts.posts_clash"


class NotOneself(Refusal):
    """An administrator does not disable or relieve the own account."""

    code: ClassVar[str] = "accounts.not_oneself"


def digest_of(secret: str) -> str:
    """Return the digest under which a link's secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def add_person(*, login: str, name: str, by: Actor) -> Person:
    """Open an account without a password; its holder comes in by a one-time link.

    Raises:
        LoginTaken: the name exists in some case or width.
        LoginUnfit: nothing, or unprintable characters, would be left of the name.

    """
    login_by = login_of(by, May.ACCOUNT_MANAGE)
    folded = fold_login(login)
    if not folded or not folded.isprintable() or not name.strip():
        raise LoginUnfit("登录名或姓名为空或含有无法识别的字符。", next_step="请重新填写。")
    try:
        with transaction.atomic():
            person = Person(login=folded, name=name.strip())
            person.set_unusable_password()
            person.save()
    except IntegrityError as taken:
        msg = f"登录名“{folded}”已被使用（不区分大小写和全角半角）。"
        raise LoginTaken(msg, next_step="请换一个登录名。") from taken
    record(
        "accounts.person.added", by=login_by, on=person, data={"login": folded, "name": person.name}
    )
    return person


@transaction.atomic
def issue_link(*, person: Person, by: Actor) -> str:
    """Return the secret of a fresh one-time link; earlier ones stop working (SEC-05)."""
    login_by = login_of(by, May.ACCOUNT_MANAGE)
    Invitation.objects.filter(person=person, used_at=None).delete()
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person,
        digest=digest_of(secret),
        expires_at=clock.now() + timedelta(hours=LINK_HOURS),
    )
    record(
        "accounts.link.issued",
        by=login_by,
        on=person,
        data={"expires_at": invitation.expires_at.isoformat()},
    )
    return secret


@transaction.atomic
def use_link(*, digest: str, password: str) -> Person:
    """Set the password of a link's holder; the link is spent, sessions and locks end.

    Raises:
        LinkSpent: used before, expired, or the account is disabled.
        WeakPassword: the password does not keep the policy; the link stays usable.

    """
    invitation = open_invitation(digest)
    spent = invitation and Invitation.objects.filter(pk=invitation.pk, used_at=None).update(
        used_at=clock.now()
    )
    if invitation is None or not spent:
        raise LinkSpent("该链接已使用或已失效。", next_step="请与系统管理员联系，重新发放链接。")
    person = invitation.person
    _set_password(person, password)
    reset(username=person.login)
    record("accounts.link.used", by=person.login, on=person, data={"policy": policy().version})
    return person


@transaction.atomic
def change_password(*, person: Person, present: str, password: str) -> None:
    """Let a person change the own password; every session of the person ends (SEC-11).

    Raises:
        WrongPassword: `present` is not the password.
        WeakPassword: the new one does not keep the policy.

    """
    if not person.check_password(present):
        raise WrongPassword("原口令不正确。", next_step="请重新输入。")
    if check_password(password, person.password):
        raise WeakPassword("新口令不能与原口令相同。")
    _set_password(person, password)
    record(
        "accounts.password.changed", by=person.login, on=person, data={"policy": policy().version}
    )


def _set_password(person: Person, password: str) -> None:
    found = faults_of(password, person)
    if found:
        raise WeakPassword("".join(found), next_step="请重新设置。")
    if person.has_usable_password():
        OldPassword.objects.create(person=person, digest=person.password)
    person.set_password(password)
    person.password_set_at = clock.now()
    person.must_change_password = False
    person.save()
    Session.objects.filter(person=person).delete()


@transaction.atomic
def add_post(*, person: Person, agency: Agency, kind: str, by: Actor) -> Post:
    """Give a person a post from today; the person's sessions end and begin anew.

    Raises:
        PostHeld: the person holds it already.
        PostsClash: an administrator does no business, and the other way round.

    """
    login_by = login_of(by, May.ACCOUNT_MANAGE)
    held = list(person.posts.filter(until=None))
    if any(post.agency_id == agency.pk and post.kind == kind for post in held):
        msg = f"{person.name}已有该岗位。"
        raise PostHeld(msg)
    administrator = Post.Kind.ADMINISTRATOR
    if any((post.kind == administrator) != (kind == administrator) for post in held):
        raise PostsClash("系统管理员不得兼任业务岗位。", next_step="请先撤销原岗位，或另设账号。")
    post = Post.objects.create(person=person, agency=agency, kind=kind, since=clock.today())
    record(
        "accounts.post.added",
        by=login_by,
        on=person,
        data={"agency": agency.name, "kind": str(kind)},
    )
    return post


@transaction.atomic
def end_post(*, post: Post, by: Actor) -> None:
    """Relieve a person of a post as of yesterday; the person's sessions end (SEC-11).

    Raises:
        NotOneself: administrators do not relieve themselves.

    """
    login_by = login_of(by, May.ACCOUNT_MANAGE)
    _not_oneself(post.person, login_by)
    post.until = clock.today() - timedelta(days=1)
    post.save(update_fields=["until"])
    Session.objects.filter(person=post.person).delete()
    record(
        "accounts.post.ended",
        by=login_by,
        on=post.person,
        data={"agency": post.agency.name, "kind": post.kind},
    )


@transaction.atomic
def set_active(*, person: Person, active: bool, by: Actor) -> None:
    """Disable an account, ending its sessions and links, or enable it again.

    Raises:
        NotOneself: administrators do not disable themselves.

    """
    login_by = login_of(by, May.ACCOUNT_MANAGE)
    _not_oneself(person, login_by)
    person.is_active = active
    person.save(update_fields=["is_active"])
    if not active:
        Session.objects.filter(person=person).delete()
        Invitation.objects.filter(person=person, used_at=None).delete()
    event = "accounts.person.enabled" if active else "accounts.person.disabled"
    record(event, by=login_by, on=person)


@transaction.atomic
def end_sessions(*, person: Person, by: Actor, but: str = "") -> int:
    """End the person's sessions, `but` the one with this key; return how many ended.

    Everybody may end the own ones, an administrator anybody's (SEC-11).
    """
    login_by = person.login if by == person else login_of(by, May.ACCOUNT_MANAGE)
    ended, _ = Session.objects.filter(person=person).exclude(session_key=but).delete()
    record("accounts.sessions.ended", by=login_by, on=person, data={"count": ended})
    return ended


@transaction.atomic
def unlock(*, person: Person, by: Actor) -> None:
    """Let a locked account try again before its time (SEC-06)."""
    login_by = login_of(by, May.ACCOUNT_MANAGE)
    reset(username=person.login)
    record("accounts.person.unlocked", by=login_by, on=person)


@transaction.atomic
def record_login(*, person: Person) -> None:
    """Keep a successful log-in in the trail."""
    record("accounts.login.succeeded", by=person.login, on=person)


@transaction.atomic
def record_failed_login(*, login: str, locked: bool) -> None:
    """Keep a failed log-in in the trail, and whether the account is locked now."""
    action = "accounts.login.locked" if locked else "accounts.login.failed"
    record(action, by=fold_login(login)[:150], result="failed")


@transaction.atomic
def record_logout(*, person: Person) -> None:
    """Keep a log-out in the trail."""
    record("accounts.logout.done", by=person.login, on=person)


@transaction.atomic
def record_denial(*, by: str, path: str, method: str | None) -> None:
    """Keep in the trail that somebody was refused something."""
    record("accounts.access.denied", by=by, data={"path": path, "method": method}, result="denied")


@transaction.atomic
def record_ignored(*, by: str, path: str, fields: list[str]) -> None:
    """Keep in the trail that fields were posted which the form does not have (SEC-15)."""
    named = [field[:80] for field in fields[:20]]
    record("accounts.fields.ignored", by=by, data={"path": path, "fields": named}, result="denied")


def _not_oneself(person: Person, by: str) -> None:
    if person.login == by:
        raise NotOneself("不能停用本人账号或撤销本人岗位。", next_step="请由另一名管理员办理。")
