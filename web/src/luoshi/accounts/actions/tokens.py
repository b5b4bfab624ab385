"""Tokens by which a program acts for a person."""

from __future__ import annotations

import secrets
from datetime import timedelta
from math import ceil
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from luoshi.accounts.actions.passwords import digest_of
from luoshi.accounts.actions.refusals import NoTokenForAdministrators
from luoshi.accounts.models import Allowance, Person, Post, Token
from luoshi.accounts.queries import posts_today
from luoshi.kernel import clock
from luoshi.kernel.trail import record

#: Tells a secret of ours from others where one leaks.
PREFIX: Final = "luoshi_"
#: The last use is written down at most once in this time, so that reading stays reading.
USE_NOTED: Final = timedelta(minutes=10)
_MINUTE: Final = 60_000  # in milliseconds


@transaction.atomic
def create_token(*, person: Person, name: str, days: int) -> str:
    """Return the secret of a new token of the person's own; it is shown once and not kept.

    Raises:
        NoTokenForAdministrators: accounts, posts and the trail are not for programs.

    """
    if posts_today(person).filter(kind__in=Post.ADMINISTRATORS).exists():
        raise NoTokenForAdministrators(
            "管理员账号不得使用接口令牌。", next_step="请用业务账号建立。"
        )
    secret = f"{PREFIX}{secrets.token_urlsafe(32)}"
    now = clock.now()
    token = Token.objects.create(
        person=person,
        name=name,
        digest=digest_of(secret),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    data = {"name": name, "expires_at": token.expires_at.isoformat()}
    record("accounts.token.created", by=person.login, on=token, data=data)
    return secret


@transaction.atomic
def revoke_token(*, token_id: int, by: Person) -> None:
    """End an own token at once; ending it again changes nothing."""
    now = clock.now()
    ended = Token.objects.filter(pk=token_id, person=by, revoked_at=None).update(revoked_at=now)
    if ended:
        token = Token.objects.get(pk=token_id)
        record("accounts.token.revoked", by=by.login, on=token, data={"name": token.name})


def spend(person: Person) -> int:
    """Count one request of a person's programs; return how many seconds to wait, nought for none.

    One statement where there is room, and two at once are both counted: the database adds.
    """
    step = max(1, _MINUTE // settings.API_PER_MINUTE)
    now = int(clock.now().timestamp() * 1000)
    latest = now + _MINUTE - step
    room = Allowance.objects.filter(person=person, spent_until__lte=latest)
    if room.update(spent_until=Greatest(F("spent_until"), Value(now)) + step):
        return 0
    row, made = Allowance.objects.get_or_create(person=person, defaults={"spent_until": now + step})
    return 0 if made else max(1, ceil((row.spent_until - latest) / 1000))


def note_use(token: Token) -> None:
    """Write down that a token was used, at most once every ten minutes."""
    now = clock.now()
    long_ago = Q(used_at=None) | Q(used_at__lt=now - USE_NOTED)
    Token.objects.filter(long_ago, pk=token.pk).update(used_at=now)
