"""Accounts: opened, let in by a link, disabled, ended, unlocked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from axes.utils import reset
from django.db import IntegrityError, transaction

from luoshi.accounts.actions.delegating import tell_of_stopped
from luoshi.accounts.actions.passwords import digest_of
from luoshi.accounts.actions.refusals import LoginTaken, LoginUnfit, not_oneself
from luoshi.accounts.models import Invitation, Person, Session, fold_login
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import Actor, login_of
from luoshi.kernel import clock
from luoshi.kernel.trail import record, record_all

LINK_HOURS = 72


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


def issue_link(*, person: Person, by: Actor) -> str:
    """Return the secret of a fresh one-time link; earlier ones stop working (SEC-05)."""
    return issue_links(people=[person], by=by)[person.pk]


@transaction.atomic
def issue_links(*, people: Sequence[Person], by: Actor) -> dict[int, str]:
    """Return the secrets of fresh one-time links by person; earlier ones stop working (SEC-05).

    As many statements for many people as for one. The secrets are kept nowhere.
    """
    login_by = login_of(by, May.ACCOUNT_MANAGE)
    Invitation.objects.filter(person__in=people, used_at=None).delete()
    secrets_of = {person.pk: secrets.token_urlsafe(32) for person in people}
    expires_at = clock.now() + timedelta(hours=LINK_HOURS)
    Invitation.objects.bulk_create(
        Invitation(person=person, digest=digest_of(secrets_of[person.pk]), expires_at=expires_at)
        for person in people
    )
    data = {"expires_at": expires_at.isoformat()}
    record_all("accounts.link.issued", by=login_by, of=[(person, data) for person in people])
    return secrets_of


@transaction.atomic
def set_active(*, person: Person, active: bool, by: Actor) -> None:
    """Disable an account, ending its sessions and links, or enable it again.

    Raises:
        NotOneself: administrators do not disable themselves.

    """
    login_by = login_of(by, May.ACCOUNT_MANAGE)
    not_oneself(person.login, login_by)
    person.is_active = active
    person.save(update_fields=["is_active"])
    if not active:
        Session.objects.filter(person=person).delete()
        Invitation.objects.filter(person=person, used_at=None).delete()
    event = "accounts.person.enabled" if active else "accounts.person.disabled"
    record(event, by=login_by, on=person)
    if not active:
        tell_of_stopped()


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
    login_by = login_of(by, May.POST_GRANT)
    reset(username=person.login)
    record("accounts.person.unlocked", by=login_by, on=person)
