"""What the trail says of people's acts, and that there is no act without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from luoshi.accounts import actions
from luoshi.accounts.models import Person
from luoshi.kernel.models import Entry

LogIn = Callable[[Person | None], Client]


@pytest.mark.django_db
def test_an_entry_says_who_with_which_unit_did_what_when_and_from_where(
    cast: Any, tree: Any, log_in: LogIn
) -> None:
    """SEC-20."""
    client = log_in(cast.system)

    client.post(reverse("accounts:disable", args=[cast.viewer.pk]))

    entry = Entry.objects.get(action="accounts.person.disabled")
    assert (entry.actor, entry.actor_unit) == ("guan", tree.province.name)
    assert (entry.object_type, entry.object_id) == ("accounts.person", str(cast.viewer.pk))
    assert (entry.result, entry.address) == ("ok", "127.0.0.1")
    assert entry.at.utcoffset() is not None


@pytest.mark.django_db
def test_a_denial_and_a_failure_are_kept_as_such(cast: Any, log_in: LogIn) -> None:
    """SEC-20, SEC-21."""
    log_in(cast.city).get(reverse("accounts:people"))
    Client().post(reverse("accounts:login"), {"login": "wang", "password": "wrong"})

    denied = Entry.objects.get(action="accounts.access.denied")
    failed = Entry.objects.get(action="accounts.login.failed")
    assert (denied.actor, denied.result, denied.data["path"]) == ("zheng", "denied", "/accounts/")
    assert (failed.actor, failed.result) == ("wang", "failed")
    assert "wrong" not in str(failed.data)


@pytest.mark.django_db
def test_every_act_on_an_account_leaves_its_event(cast: Any, tree: Any, log_in: LogIn) -> None:
    """SEC-21."""
    by = cast.system
    client = log_in(cast.viewer)

    actions.set_active(person=cast.city, active=False, by=by)
    actions.set_active(person=cast.city, active=True, by=by)
    post = actions.add_post(person=cast.city, agency=tree.luoyang, kind="viewer", by=cast.security)
    actions.end_post(post=post, by=cast.security)
    actions.end_sessions(person=cast.city, by=by)
    actions.unlock(person=cast.city, by=cast.security)
    secret = actions.issue_link(person=cast.city, by=by)
    actions.use_link(digest=actions.digest_of(secret), password="Shijiazhuang-7-bridges")
    client.post(reverse("accounts:logout"))

    assert list(Entry.objects.order_by("id").values_list("action", flat=True)) == [
        "accounts.person.disabled",
        "accounts.person.enabled",
        "accounts.post.added",
        "accounts.post.ended",
        "accounts.sessions.ended",
        "accounts.person.unlocked",
        "accounts.link.issued",
        "accounts.link.used",
        "accounts.logout.done",
    ]


@pytest.mark.django_db
def test_without_its_entry_there_is_no_act(
    cast: Any, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-25: fail closed, answered with 503."""

    def full(*_given: object, **_named: object) -> None:
        raise OperationalError("database or disk is full")

    client = log_in(cast.system)
    client.raise_request_exception = False
    monkeypatch.setattr(Entry, "save", full)
    monkeypatch.setattr(Entry.objects, "bulk_create", full)

    answer = client.post(
        reverse("accounts:add"),
        {"login": "sun", "name": "孙科员"},
    )

    assert answer.status_code == 503
    assert not Person.objects.filter(login="sun").exists()


@pytest.mark.django_db
def test_the_language_is_switched_and_kept(log_in: LogIn) -> None:
    client = Client()

    client.post(reverse("accounts:language"), {"language": "en", "next": "/login/"})

    assert "Log in" in client.get(reverse("accounts:login")).text
    assert "登录名" in Client().get(reverse("accounts:login")).text
