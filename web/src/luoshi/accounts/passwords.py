"""The password policy in force, with Django's offline list of common passwords (SEC-04)."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from luoshi.accounts.models import OldPassword, Person
from luoshi.accounts.queries import units_of
from luoshi.accounts.rules import CONTEXT, POLICIES, Policy, faults


def policy() -> Policy:
    """Return the preset chosen by `LUOSHI_PASSWORD_POLICY`."""
    return POLICIES[settings.PASSWORD_POLICY]


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def faults_of(password: str, person: Person) -> list[str]:
    """Return everything that keeps `password` from becoming the person's, as sentences."""
    rules = policy()
    words = (*CONTEXT, person.login, person.name, *units_of(person))
    found = faults(password, policy=rules, words=words, common=_common())
    recent = OldPassword.objects.filter(person=person).order_by("-id")[: rules.remembered]
    digests = [person.password, *recent.values_list("digest", flat=True)]
    if rules.remembered and any(check_password(password, digest) for digest in digests if digest):
        found.append(f"口令不能与最近 {rules.remembered} 次用过的相同。")
    return found
