"""A certificate that the proxy has verified stands for the second factor of its person (SEC-09)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.accounts import actions
from luoshi.accounts.models import Certificate, Session
from luoshi.kernel.models import Entry

PASSWORD = "Shijiazhuang-7-bridges"
FINGERPRINT = "9c1185a5c5e9fc54612808977ee8f548b2258d31"
pytestmark = pytest.mark.django_db


@pytest.fixture
def proxied(settings: Any, cast: Any) -> Any:
    """Return the cast, each with a password, behind a proxy that verifies certificates."""
    settings.PROXIES = ["127.0.0.1"]
    settings.CERTIFICATE_HEADER = "X-Client-Certificate"
    settings.SECOND_FACTOR = "everyone"
    for who in (cast.city, cast.county):
        who.set_password(PASSWORD)
        who.save()
    actions.bind_certificate(person=cast.city, named=FINGERPRINT, by=cast.security)
    return cast


def enter(who: str, named: str = FINGERPRINT, address: str = "127.0.0.1") -> tuple[Client, Any]:
    """Return a client after logging in with a certificate, and its first page."""
    client = Client(REMOTE_ADDR=address)
    head = {"X-Client-Certificate": named} if named else {}
    said = {"login": who, "password": PASSWORD}
    client.post(reverse("accounts:login"), said, headers=head)
    return client, client.get("/", headers=head)


def acts() -> set[str]:
    """Return what the trail says of certificates."""
    found = Entry.objects.filter(action__startswith="accounts.certificate.")
    return set(found.values_list("action", flat=True))


def test_ones_own_certificate_and_the_password_are_enough(proxied: Any) -> None:
    _client, page = enter("zheng")

    assert page.status_code == 200
    assert acts() == {"accounts.certificate.bound", "accounts.certificate.shown"}
    assert FINGERPRINT not in str(list(Certificate.objects.values()))
    assert FINGERPRINT not in str(list(Entry.objects.values()))


def test_a_certificate_alone_or_a_wrong_password_is_nothing(proxied: Any) -> None:
    client = Client()
    head = {"X-Client-Certificate": FINGERPRINT}

    assert client.get("/", headers=head).status_code == 302
    said = {"login": "zheng", "password": "wrong"}
    assert client.post(reverse("accounts:login"), said, headers=head).status_code == 422
    assert not Session.objects.exclude(person=None).exists()


@pytest.mark.parametrize(
    ("who", "named", "address"),
    [
        ("zheng", "", "127.0.0.1"),
        ("zheng", "0" * 40, "127.0.0.1"),
        ("zheng", FINGERPRINT, "198.51.100.7"),
        ("jin", FINGERPRINT, "127.0.0.1"),
    ],
    ids=["none", "unknown", "not by the proxy", "of somebody else"],
)
def test_what_is_not_ones_own_or_not_from_the_proxy_does_not_count(
    proxied: Any, who: str, named: str, address: str
) -> None:
    """SEC-44: a stranger's header is dropped."""
    _client, page = enter(who, named, address)

    assert page.status_code == 302
    assert page.headers["Location"].startswith(reverse("accounts:factor"))
    assert "accounts.certificate.shown" not in acts()
    assert ("accounts.certificate.failed" in acts()) == (who == "jin")


def test_it_is_off_until_the_operator_names_the_header(proxied: Any, settings: Any) -> None:
    settings.CERTIFICATE_HEADER = ""

    _client, page = enter("zheng")

    assert page.status_code == 302
    assert "证书" not in Client().get(reverse("accounts:login")).text


def test_a_password_alone_sets_up_no_other_factor(proxied: Any) -> None:
    client, _page = enter("zheng", "")

    for name in ("factor", "factor_set"):
        answer = client.get(reverse(f"accounts:{name}"))
        assert (answer.status_code, "已绑定证书" in answer.text) == (403, True)


def test_the_security_administrator_binds_and_takes_off_and_nobody_his_own(
    proxied: Any, log_in: Any
) -> None:
    """SEC-17, SEC-11."""
    enter("zheng")
    client = log_in(proxied.security)
    session = client.session
    session["factor"] = "totp"
    session.save()
    page = reverse("accounts:person", args=[proxied.city.pk])
    bind = reverse("accounts:certificate_bind", args=[proxied.city.pk])
    assert "已绑定" in client.get(page).text

    taken = reverse("accounts:certificate_bind", args=[proxied.county.pk])
    assert client.post(taken, {"certificate": FINGERPRINT}).status_code == 409
    own = reverse("accounts:certificate_bind", args=[proxied.security.pk])
    assert client.post(own, {"certificate": "x"}).status_code >= 400
    for _ in range(2):
        assert client.post(bind, {"certificate": ""}).status_code == 302

    assert not Certificate.objects.exists()
    assert not Session.objects.filter(person=proxied.city).exists()
    assert "accounts.certificate.removed" in acts()
