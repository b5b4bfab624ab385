"""Who is there: for how long, with what second proof, and once more where it matters."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from luoshi.accounts import actions
from luoshi.accounts.models import Person, Policy, RecoveryCode, Session
from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted

LogIn = Callable[[Person | None], Client]
GOOD = "Shijiazhuang-7-bridges"
RULES = {
    "idle_minutes": 30,
    "administrator_idle_minutes": 15,
    "lasting_hours": 8,
    "delegation_days": 30,
}
pytestmark = pytest.mark.django_db


def code_of(key: str, later: int = 0) -> str:
    """Return what a device shows, now or some steps later."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + later * 30
    return f"{totp.token():06d}"


@pytest.fixture
def strict(cast: Any) -> Policy:
    """Return a policy by which administrators and provincial posts need a second factor."""
    for person in (cast.editor, cast.city, cast.security):
        person.set_password(GOOD)
        person.save()
    return actions.lay_down_policy(
        by=cast.security, reason="依据等级保护要求", factor="province", **RULES
    )


def come_in(person: Person) -> Client:
    """Return the client of a person who gave login name and password."""
    client = Client()
    client.post(reverse("accounts:login"), {"login": person.login, "password": GOOD})
    return client


def with_device(person: Person) -> tuple[str, list[str]]:
    """Give a person a device; return its key and the recovery codes."""
    key = "a1" * 20
    return key, actions.set_up_factor(person=person, key=key, code=code_of(key))


def later(monkeypatch: pytest.MonkeyPatch, **time_passed: float) -> None:
    """Let time pass on the house's clock."""
    now = timezone.now() + timedelta(**time_passed)
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.mark.parametrize("who", ["security", "editor"])
def test_who_needs_a_second_factor_reaches_no_page_without_one(
    strict: Policy, cast: Any, who: str
) -> None:
    """SEC-09."""
    client = come_in(getattr(cast, who))

    for page in ("/", reverse("accounts:people"), reverse("accounts:tokens")):
        assert client.get(page).headers["Location"] == reverse("accounts:factor")
    asked = client.get(reverse("accounts:factor"), follow=True).text
    assert "data:image/svg+xml" in asked


def test_who_needs_none_comes_in_with_the_password(strict: Policy, cast: Any) -> None:
    assert come_in(cast.city).get("/").status_code == 200


def test_a_device_is_set_up_with_its_key_and_codes_are_shown_once(
    strict: Policy, cast: Any
) -> None:
    """SEC-09."""
    client = come_in(cast.security)
    page = client.get(reverse("accounts:factor_set")).text
    text = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert text
    key = client.session["factor_key"]

    wrong = client.post(reverse("accounts:factor_set"), {"code": "000000"})
    right = client.post(reverse("accounts:factor_set"), {"code": code_of(key)})

    codes = re.findall(r"<code>(\w{12})</code>", right.text)
    assert wrong.status_code == 422
    assert len(set(codes)) == 10
    assert client.get("/").status_code == 200
    assert not any(code in str(list(RecoveryCode.objects.values())) for code in codes)


def test_a_code_and_a_recovery_code_count_once(strict: Policy, cast: Any) -> None:
    """SEC-09: a replayed code is refused."""
    key, codes = with_device(cast.security)
    shown = code_of(key, later=1)

    first = actions.check_factor(person=cast.security, code=shown)
    replayed = actions.check_factor(person=cast.security, code=shown)
    recovered = [actions.check_factor(person=cast.security, code=codes[0]) for _ in range(2)]

    assert (first, replayed, recovered) == ("totp", "", ["recovery", ""])
    assert list(Entry.objects.filter(actor="an").order_by("id").values_list("action", flat=True))[
        -6:
    ] == [
        "accounts.factor.set",
        "accounts.codes.issued",
        "accounts.factor.shown",
        "accounts.factor.failed",
        "accounts.code.used",
        "accounts.factor.failed",
    ]


def test_after_the_password_the_code_opens_the_page_that_was_wanted(
    strict: Policy, cast: Any
) -> None:
    _key, codes = with_device(cast.security)
    client = Client()
    wanted = reverse("accounts:people")
    asked = client.post(
        f"{reverse('accounts:login')}?next={wanted}", {"login": "an", "password": GOOD}
    )

    wrong = client.post(asked.headers["Location"], {"code": "123456"})
    right = client.post(asked.headers["Location"], {"code": codes[0]})

    assert wrong.status_code == 422
    assert right.headers["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_a_lost_device_is_taken_off_by_the_security_administrator_alone(
    cast: Any, log_in: LogIn
) -> None:
    """SEC-11, SEC-17."""
    with_device(cast.city)
    with_device(cast.security)
    client = log_in(cast.city)

    with pytest.raises(NotPermitted):
        actions.take_off_factor(person=cast.city, by=cast.system)
    with pytest.raises(actions.NotOneself):
        actions.take_off_factor(person=cast.security, by=cast.security)
    log_in(cast.security).post(reverse("accounts:factor_remove", args=[cast.city.pk]))

    assert not TOTPDevice.objects.filter(user=cast.city).exists()
    assert Entry.objects.filter(action="accounts.factor.removed").count() == 1
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(("who", "minutes"), [("city", 30), ("security", 15)])
def test_a_log_in_ends_when_nothing_is_done(
    cast: Any, who: str, minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-10."""
    person = getattr(cast, who)
    person.set_password(GOOD)
    person.save()
    lasting, over = come_in(person), come_in(person)
    later(monkeypatch, minutes=minutes - 1)
    assert lasting.get("/").status_code == 200
    later(monkeypatch, minutes=minutes + 1)

    assert lasting.get("/").status_code == 200
    assert over.get("/").status_code == 302
    assert Entry.objects.filter(action="accounts.session.expired").count() == 1
    assert Session.objects.filter(person=person).count() == 1


def test_asking_whether_the_log_in_lasts_does_not_prolong_it(
    cast: Any, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-10."""
    client = log_in(cast.city)
    later(monkeypatch, minutes=20)
    assert client.get(reverse("accounts:alive")).status_code == 204
    later(monkeypatch, minutes=31)

    assert client.get(reverse("accounts:alive")).status_code == 401


def test_a_log_in_ends_at_last_whatever_is_done(strict: Policy, cast: Any) -> None:
    """SEC-10: the absolute lifetime is fixed at log-in."""
    client = come_in(cast.city)

    session = Session.objects.get(person=cast.city)

    assert session.began_at is not None
    assert session.expire_date - session.began_at == timedelta(hours=8)
    client.get("/")
    assert Session.objects.get(person=cast.city).expire_date == session.expire_date


def test_only_the_security_administrator_lays_down_the_policy(cast: Any) -> None:
    for who in (cast.system, cast.audit, cast.editor):
        with pytest.raises(NotPermitted):
            actions.lay_down_policy(by=who, reason="x", factor="everyone", **RULES)

    assert not Policy.objects.exists()


def test_a_policy_beyond_the_bounds_is_impossible(cast: Any) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)constraint"), transaction.atomic():
        actions.lay_down_policy(
            by=cast.security,
            reason="x",
            factor="everyone",
            idle_minutes=10,
            administrator_idle_minutes=20,
            lasting_hours=8,
        )

    assert not Entry.objects.exists()


def test_each_policy_is_a_version_with_its_reason(cast: Any, log_in: LogIn) -> None:
    client = log_in(cast.security)
    values = {**RULES, "factor": "everyone", "reason": "按通知要求"}

    wrong = client.post(reverse("accounts:policy"), {**values, "administrator_idle_minutes": "45"})
    client.post(reverse("accounts:policy"), values)

    assert wrong.status_code == 422
    assert Policy.objects.get().factor == "everyone"
    assert Entry.objects.get(action="accounts.policy.changed").data["reason"] == "按通知要求"


def test_a_grave_act_asks_once_more_who_is_there(
    cast: Any, log_in: LogIn, tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-12."""
    cast.security.set_password(GOOD)
    cast.security.save()
    client = log_in(cast.security)
    later(monkeypatch, minutes=11)
    address = reverse("accounts:post_add", args=[cast.city.pk])
    values = {"agency": tree.luoyang.name, "kind": "viewer"}

    page = client.post(address, values)
    script = client.post(address, values, headers={"X-Luoshi-Fetch": "1"})
    refused = client.post(reverse("accounts:confirm"), {"password": "wrong"})
    client.post(reverse("accounts:confirm"), {"password": GOOD})
    done = client.post(address, values)

    assert page.headers["Location"].startswith(reverse("accounts:confirm"))
    assert (script.status_code, script.headers["X-Luoshi-Again"]) == (401, "confirm")
    assert refused.status_code == 422
    assert done.headers["Location"] == reverse("accounts:person", args=[cast.city.pk])
    assert Entry.objects.filter(action="accounts.post.added").count() == 1
    assert Entry.objects.filter(action="accounts.person.confirmed").count() == 1


def test_nobody_proves_to_be_another(cast: Any, log_in: LogIn) -> None:
    """SEC-12: with the password of a colleague, one's own session is not fresh."""
    cast.viewer.set_password(GOOD)
    cast.viewer.save()

    answer = log_in(cast.city).post(reverse("accounts:again"), {"login": "li", "password": GOOD})

    assert answer.status_code == 422
