"""The trail as its one reader sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luoshi.accounts import actions
from luoshi.accounts.models import Person
from luoshi.kernel.models import Entry

LogIn = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["editor", "viewer", "enterprise", "system", "security"])
def test_nobody_but_the_audit_administrator_reads_the_trail(
    cast: Any, who: str, log_in: LogIn
) -> None:
    """SEC-16."""
    assert log_in(getattr(cast, who)).get(reverse("accounts:trail")).status_code == 403


def test_the_trail_is_narrowed_by_person_act_object_result_and_time(
    cast: Any, log_in: LogIn
) -> None:
    """SEC-26."""
    actions.set_active(person=cast.city, active=False, by=cast.system)
    actions.unlock(person=cast.viewer, by=cast.security)
    client = log_in(cast.audit)
    asked = {"person": "guan", "act": "disabled", "object": "accounts.person", "span": "7"}

    text = client.get(reverse("accounts:trail"), asked).text
    failed = client.get(reverse("accounts:trail"), {"result": "failed"}).text

    named = client.get(reverse("accounts:trail"), {"act": "停用"}).text

    for found in (text, named):
        assert ">停用账号<" in found
        assert ">解除锁定<" not in found
        assert ">人员<" in found
    assert ">停用账号<" not in failed


def test_in_english_the_trail_says_acts_by_their_codes(cast: Any, log_in: LogIn) -> None:
    """SEC-21, SEC-26."""
    actions.set_active(person=cast.city, active=False, by=cast.system)
    client = log_in(cast.audit)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert ">accounts.person.disabled<" in client.get(reverse("accounts:trail")).text


def test_taking_the_trail_away_is_on_the_trail(cast: Any, log_in: LogIn) -> None:
    """SEC-26."""
    answer = log_in(cast.audit).get(reverse("accounts:trail"), {"format": "csv"})

    assert answer.status_code == 200
    entry = Entry.objects.get(action="kernel.list.exported")
    assert (entry.actor, entry.data["list"]) == ("shen", "accounts.trail")


@pytest.mark.parametrize("more", [0, 60])
def test_the_trail_asks_as_often_with_many_as_with_few(
    cast: Any, log_in: LogIn, more: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(more):
        actions.record_logout(person=cast.city)
    client = log_in(cast.audit)

    with django_assert_max_num_queries(13):
        assert client.get(reverse("accounts:trail")).status_code == 200
