"""What a password must be, under both presets."""

from __future__ import annotations

import importlib
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.password_validation import CommonPasswordValidator

from luoshi.accounts.actions import WeakPassword, change_password
from luoshi.accounts.models import Person
from luoshi.accounts.passwords import faults_of
from luoshi.accounts.queries import password_is_due, units_of
from luoshi.accounts.rules import CONTEXT, POLICIES, faults
from luoshi.kernel import clock
from luoshi.kernel.models import Entry

PASSWORDS = (
    "Shijiazhuang-7-bridges",
    "Two-rivers-8-boats!",
    "Long-roads-9-carts!",
    "Old-walls-4-gates!",
    "New-fields-5-oxen!",
    "Red-lamps-6-nights!",
    "Blue-hills-3-foxes!",
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("preset", "password", "fault"),
    [
        ("dengbao", "Ab1-short", "不足 10 位"),
        ("dengbao", "onlylowercaseletters", "至少 3 类"),
        ("dengbao", "Shijiazhuang-7-bridges", ""),
        ("asvs", "fourteen chars", "不足 15 位"),
        ("asvs", "plain words, many of them", ""),
        ("asvs", "长长的一句只有自己知道的中文口令吧对", ""),
    ],
)
def test_each_preset_has_its_own_rules(
    settings: Any, cast: Any, preset: str, password: str, fault: str
) -> None:
    """SEC-03."""
    settings.PASSWORD_POLICY = preset

    found = "".join(faults_of(password, cast.editor))

    assert (fault in found) if fault else not found


@pytest.mark.django_db
@pytest.mark.parametrize("preset", ["dengbao", "asvs"])
@pytest.mark.parametrize(
    "password",
    [
        "Luoshi-2016-2017",
        "Henan@20162017!!",
        "Wang-2016-Henan!!",
        "河南省2016工信2016Aa",
        "Password12345678!",
    ],
)
def test_words_of_the_place_and_common_ones_are_refused(
    settings: Any, cast: Any, preset: str, password: str
) -> None:
    """SEC-04."""
    settings.PASSWORD_POLICY = preset

    assert faults_of(password, cast.editor)


@pytest.mark.django_db
def test_the_commonest_passwords_are_refused_offline(settings: Any, cast: Any) -> None:
    """SEC-04: the list lies in the package; no network is asked."""
    settings.PASSWORD_POLICY = "dengbao"

    for common in ("password123", "qwertyuiop", "1q2w3e4r5t"):
        assert any("过于常见" in fault for fault in faults_of(common, cast.editor))


@pytest.mark.django_db
@pytest.mark.parametrize("preset", ["dengbao", "asvs"])
def test_none_of_the_commonest_and_none_made_of_words_of_the_place_pass(
    settings: Any, cast: Any, preset: str
) -> None:
    """SEC-04: 3,000 common ones, and every word of the place with years and signs."""
    settings.PASSWORD_POLICY = preset
    commonest = sorted(CommonPasswordValidator().passwords)[::6][:3000]
    words = (
        "Luoshi",
        "Henan",
        "Zhengzhou",
        "Gongxin",
        "河南",
        "落实",
        "wang",
        *units_of(cast.editor),
    )
    made = [
        f"{word}{joint}{year}{end}"
        for word in words
        for joint in ("", "@", "-", "_")
        for year in ("2016", "20162017", "1234567890")
        for end in ("", "!", "Aa1", "!@#")
    ]
    rules, known = POLICIES[preset], frozenset(CommonPasswordValidator().passwords)
    context = (*CONTEXT, cast.editor.login, cast.editor.name, *units_of(cast.editor))

    passed = [
        password
        for password in (*commonest, *made)
        if not faults(password, policy=rules, words=context, common=known)
    ]

    assert len(commonest) == 3000
    assert passed == []
    assert faults_of(made[0], cast.editor)


@pytest.mark.django_db
@pytest.mark.parametrize("preset", ["dengbao", "asvs"])
def test_long_passwords_are_taken_whole(settings: Any, cast: Any, preset: str) -> None:
    """SEC-03: nothing is cut."""
    settings.PASSWORD_POLICY = preset
    long = "Aa1-" + "x" * 196

    assert not faults_of(long, cast.editor)
    cast.editor.set_password(long)
    assert not cast.editor.check_password(long[:-1])


@pytest.mark.django_db
def test_the_last_five_do_not_come_back_and_every_change_says_under_which_policy(
    settings: Any, cast: Any
) -> None:
    """SEC-03."""
    settings.PASSWORD_POLICY = "dengbao"
    person: Person = cast.editor
    person.set_password(PASSWORDS[0])
    person.save()

    for old, new in pairwise(PASSWORDS[:6]):
        change_password(person=person, present=old, password=new)
    with pytest.raises(WeakPassword, match="最近 5 次"):
        change_password(person=person, present=PASSWORDS[5], password=PASSWORDS[1])
    change_password(person=person, present=PASSWORDS[5], password=PASSWORDS[6])

    last = Entry.objects.filter(action="accounts.password.changed").first()
    assert last is not None
    assert last.data == {"policy": "dengbao-1"}


@pytest.mark.django_db
def test_a_password_grows_old_only_under_the_preset_that_says_so(settings: Any, cast: Any) -> None:
    """SEC-03."""
    cast.editor.password_set_at = clock.now() - timedelta(days=91)

    settings.PASSWORD_POLICY = "dengbao"
    assert password_is_due(cast.editor)
    settings.PASSWORD_POLICY = "asvs"
    assert not password_is_due(cast.editor)


def test_the_argon2_hasher_comes_first() -> None:
    """SEC-02: what is shipped, not what tests use."""
    shipped = importlib.import_module("luoshi.config.settings")
    assert shipped.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    assert django_settings.PASSWORD_HASHERS[0].endswith("MD5PasswordHasher")
