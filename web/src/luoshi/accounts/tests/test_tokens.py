"""Tokens by which programs act for people."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.accounts import actions
from luoshi.accounts.api import person_of_token
from luoshi.accounts.models import Person, Token
from luoshi.kernel import clock
from luoshi.kernel.models import Entry

LogIn = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db


def test_a_secret_is_shown_once_and_kept_nowhere(cast: Any, log_in: LogIn) -> None:
    client = log_in(cast.city)

    answer = client.post(reverse("accounts:tokens"), {"name": "直报接口", "days": "30"})

    secret = re.search(r"luoshi_[\w-]{43}", answer.text)
    assert secret
    assert secret[0] not in client.get(reverse("accounts:tokens")).text
    assert secret[0] not in str(list(Token.objects.values()) + list(Entry.objects.values()))
    assert Entry.objects.get(action="accounts.token.created").actor == cast.city.login
    assert person_of_token(secret[0]) == cast.city
    assert Token.objects.get().used_at is not None


def test_a_token_that_is_ended_old_or_of_a_disabled_person_is_nobody_s(cast: Any) -> None:
    """SEC-11."""
    ended, old, disabled = (
        actions.create_token(person=person, name="x", days=1)
        for person in (cast.city, cast.county, cast.viewer)
    )
    actions.revoke_token(token_id=Token.objects.get(person=cast.city).pk, by=cast.city)
    Token.objects.filter(person=cast.county).update(expires_at=clock.now() - timedelta(seconds=1))
    actions.set_active(person=cast.viewer, active=False, by=cast.system)

    assert [person_of_token(secret) for secret in (ended, old, disabled, "")] == [None] * 4


def test_nobody_ends_another_person_s_token(cast: Any, log_in: LogIn) -> None:
    """SEC-14."""
    secret = actions.create_token(person=cast.city, name="x", days=1)
    token = Token.objects.get()

    log_in(cast.other_city).post(reverse("accounts:token_revoke", args=[token.pk]))

    assert person_of_token(secret) == cast.city
    assert not Entry.objects.filter(action="accounts.token.revoked").exists()


def test_ending_a_token_twice_is_harmless(cast: Any, log_in: LogIn) -> None:
    actions.create_token(person=cast.city, name="x", days=1)
    token, client = Token.objects.get(), log_in(cast.city)

    for _ in range(2):
        client.post(reverse("accounts:token_revoke", args=[token.pk]))

    assert Entry.objects.filter(action="accounts.token.revoked").count() == 1
    assert "已撤销" in client.get(reverse("accounts:tokens")).text


@pytest.mark.parametrize("who", ["system", "security", "audit"])
def test_an_administrator_has_no_token(cast: Any, who: str, log_in: LogIn) -> None:
    """SEC-16."""
    answer = log_in(getattr(cast, who)).post(
        reverse("accounts:tokens"), {"name": "x", "days": "30"}
    )

    assert answer.status_code == 422
    assert "管理员账号不得使用接口令牌" in answer.text
    assert not Token.objects.exists()


def test_the_last_use_is_written_down_once_in_ten_minutes(
    cast: Any, django_assert_num_queries: Any
) -> None:
    secret = actions.create_token(person=cast.city, name="x", days=1)
    person_of_token(secret)
    first = Token.objects.get().used_at

    person_of_token(secret)

    assert Token.objects.get().used_at == first
