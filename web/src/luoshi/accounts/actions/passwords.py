"""Passwords: set by a link, changed by their owner."""

from __future__ import annotations

import hashlib

from axes.utils import reset
from django.contrib.auth.hashers import check_password
from django.db import transaction

from luoshi.accounts.actions.refusals import LinkSpent, WeakPassword, WrongPassword
from luoshi.accounts.models import Invitation, OldPassword, Person, Session
from luoshi.accounts.passwords import faults_of, policy
from luoshi.accounts.queries import open_invitation
from luoshi.kernel import clock
from luoshi.kernel.trail import record


def digest_of(secret: str) -> str:
    """Return the digest under which a link's secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


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
