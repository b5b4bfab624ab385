"""SEC-12: on every grave path a session left open is asked again, and nothing happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts.models import Person, Post
from luoshi.kernel import clock
from luoshi.kernel.models import Entry

LogIn = Callable[[Person | None], Client]
GOOD = "Shijiazhuang-7-bridges"
BETTER = "Kaifeng-8-lanterns"
pytestmark = pytest.mark.django_db


def left_open(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return the client of a person whose last proof is eleven minutes old."""
    now = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: now)
    return client


def with_password(person: Person) -> Person:
    """Give a person a password that is not due."""
    person.set_password(GOOD)
    person.password_set_at, person.must_change_password = timezone.now(), False
    person.save()
    return person


def asked(client: Client, address: str, values: dict[str, str] | None = None) -> list[bool]:
    """Return whether a form, and a script in its place, are asked who is there."""
    send = client.get if values is None else client.post
    page = send(address, values or {})
    script = send(address, values or {}, headers={"X-Luoshi-Fetch": "1"})
    return [
        page.headers.get("Location", "").startswith(reverse("accounts:confirm")),
        (script.status_code, script.headers.get("X-Luoshi-Again")) == (401, "confirm"),
    ]


def acts() -> list[str]:
    """Return everything on the trail."""
    return list(Entry.objects.values_list("action", flat=True))


def test_ending_a_post(cast: Any, log_in: LogIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-12."""
    client = left_open(log_in(with_password(cast.security)), monkeypatch)
    post = cast.city.posts.get()
    before = acts()

    assert asked(client, reverse("accounts:post_end", args=[post.pk]), {}) == [True, True]
    assert Post.objects.get(pk=post.pk).until is None
    assert acts() == before

    client.post(reverse("accounts:confirm"), {"password": GOOD})
    client.post(reverse("accounts:post_end", args=[post.pk]))
    assert Post.objects.get(pk=post.pk).until is not None


def test_changing_the_password(cast: Any, log_in: LogIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-12: knowing the password is not enough where a second factor is set."""
    client = left_open(log_in(with_password(cast.city)), monkeypatch)
    values = {"present": GOOD, "password": BETTER, "again": BETTER}
    before = acts()

    assert asked(client, reverse("accounts:password"), values) == [True, True]
    cast.city.refresh_from_db()
    assert cast.city.check_password(GOOD)
    assert acts() == before


def test_a_due_change_is_asked_for_nothing_more(
    cast: Any, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-05: the first change, and one that is due, is the only thing the person may do."""
    person = with_password(cast.city)
    Person.objects.filter(pk=person.pk).update(must_change_password=True)
    client = left_open(log_in(person), monkeypatch)

    client.post(
        reverse("accounts:password"), {"present": GOOD, "password": BETTER, "again": BETTER}
    )

    person.refresh_from_db()
    assert person.check_password(BETTER)


@pytest.mark.parametrize(
    ("who", "page"), [("system", "people"), ("security", "people"), ("audit", "trail")]
)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_taking_a_list_of_people_away(
    cast: Any, log_in: LogIn, monkeypatch: pytest.MonkeyPatch, who: str, page: str, form: str
) -> None:
    """SEC-12: looking is free, the file asks; after the proof the way leads back to it."""
    client = left_open(log_in(with_password(getattr(cast, who))), monkeypatch)
    there = reverse(f"accounts:{page}")
    file = f"{there}?format={form}"
    shown = client.get(there)

    assert shown.status_code == 200
    assert " download>" not in shown.text
    assert asked(client, file) == [True, True]
    assert "kernel.list.exported" not in acts()

    challenge = client.get(file).headers["Location"]
    back = client.post(challenge, {"password": GOOD})
    assert back.headers["Location"] == file
    assert client.get(file).headers["Content-Disposition"].startswith("attachment")
    assert acts().count("kernel.list.exported") == 1
