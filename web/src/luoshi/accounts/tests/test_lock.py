"""Wrong passwords lock an account, never an address, and look the same as everything else."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings
from django.urls import reverse

from luoshi.accounts.actions import unlock
from luoshi.accounts.models import Person
from luoshi.accounts.queries import is_locked
from luoshi.kernel.models import Entry

GOOD = "Shijiazhuang-7-bridges"


@pytest.fixture
def editor(cast: Any) -> Person:
    """王科长, with a password."""
    person: Person = cast.editor
    person.set_password(GOOD)
    person.save()
    return person


def attempt(login: str, password: str, **headers: str) -> Any:
    return Client().post(
        reverse("accounts:login"), {"login": login, "password": password}, headers=headers
    )


@pytest.mark.django_db
def test_five_failures_lock_the_account_and_nobody_else(editor: Person, cast: Any) -> None:
    """SEC-06: colleagues behind the same address still come in."""
    cast.viewer.set_password(GOOD)
    cast.viewer.save()

    for _ in range(5):
        attempt("ｗANG", "wrong")

    assert attempt("wang", GOOD).status_code == 422
    assert attempt("li", GOOD).status_code == 302
    assert is_locked(editor)
    assert Entry.objects.filter(action="accounts.login.locked").exists()


@pytest.mark.django_db
def test_a_forged_address_changes_nothing(editor: Person) -> None:
    """SEC-06, SEC-44."""
    for number in range(5):
        attempt("wang", "wrong", x_forwarded_for=f"10.0.0.{number}")

    assert attempt("wang", GOOD, x_forwarded_for="10.9.9.9").status_code == 422
    assert set(Entry.objects.values_list("address", flat=True)) == {"127.0.0.1"}


@pytest.mark.django_db
def test_the_security_administrator_unlocks_and_it_is_kept(editor: Person, cast: Any) -> None:
    """SEC-06."""
    for _ in range(5):
        attempt("wang", "wrong")

    unlock(person=editor, by=cast.security)

    assert attempt("wang", GOOD).status_code == 302
    assert Entry.objects.filter(action="accounts.person.unlocked", actor="an").exists()


@pytest.mark.django_db
def test_unknown_wrong_and_locked_answer_with_the_same_words(editor: Person) -> None:
    """SEC-08."""
    unknown = attempt("nobody", "wrong")
    wrong = attempt("wang", "wrong")
    for _ in range(5):
        attempt("wang", "wrong")
    locked = attempt("wang", "wrong")

    def words(answer: Any, login: str) -> str:
        text = answer.text.split("<main", 1)[1]
        token = answer.context["csrf_token"]
        return str(text).replace(login, "LOGIN").replace(str(token), "TOKEN")

    assert words(unknown, "nobody") == words(wrong, "wang") == words(locked, "wang")
    assert unknown.status_code == wrong.status_code == locked.status_code == 422


@pytest.mark.django_db
@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])
def test_unknown_wrong_and_locked_take_about_as_long(cast: Any) -> None:
    """SEC-08: one password check each, whatever the reason."""
    cast.editor.set_password(GOOD)
    cast.editor.save()
    for _ in range(5):
        attempt("li", "wrong")

    def least(login: str) -> float:
        spent = []
        for _ in range(7):
            # Beside the password check all else is small; the least time is the least disturbed.
            Client().get(reverse("accounts:login"))
            begun = time.process_time()
            attempt(login, "wrong")
            spent.append(time.process_time() - begun)
        return min(spent)

    times = [least("nobody"), least("zhao"), least("li")]
    assert max(times) < 1.5 * min(times)


@pytest.mark.django_db
@override_settings(
    PASSWORD_HASHERS=[
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
def test_passwords_are_argon2id_and_an_old_hash_is_renewed_at_log_in(cast: Any) -> None:
    """SEC-02."""
    cast.editor.password = make_password(GOOD, hasher="pbkdf2_sha256")
    cast.editor.save()

    attempt("wang", GOOD)

    cast.editor.refresh_from_db()
    assert cast.editor.password.startswith("argon2$argon2id")
