"""What crosses the wire, from every address, as it is shipped."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse

from web.tests.addresses import addresses
from web.tests.house import as_if

SHIPPED = importlib.import_module("luoshi.config.settings")
NAMES = [name for name in dir(SHIPPED) if name.startswith(("SECURE_", "SESSION_", "CSRF_", "X_"))]


@pytest.fixture
def shipped(settings: Any) -> Any:
    """Return the settings of production, which other tests soften for plain HTTP."""
    for name in [*NAMES, "LANGUAGE_COOKIE_NAME", "LANGUAGE_COOKIE_SECURE"]:
        setattr(settings, name, getattr(SHIPPED, name))
    settings.PROXIES = ["127.0.0.1"]
    return settings


@pytest.mark.django_db
def test_every_address_carries_the_headers(house: Any, shipped: Any) -> None:
    """SEC-38, SEC-39, SEC-42."""
    handler = ClientHandler(enforce_csrf_checks=False)
    for address in addresses():
        for person in (None, house.editor):
            with as_if(person, handler) as client:
                answer = client.get(address.url(), secure=True)
            said = answer.headers
            policy = said["Content-Security-Policy"]
            for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
                assert part in policy, address.name
            assert "unsafe" not in policy
            assert "default-src 'self'" in policy
            assert int(said["Strict-Transport-Security"].split("=")[1].split(";")[0]) >= 31_536_000
            assert said["X-Content-Type-Options"] == "nosniff"
            assert said["Referrer-Policy"] == "same-origin"
            assert said["Cross-Origin-Opener-Policy"] == "same-origin"
            assert "camera=()" in said["Permissions-Policy"]
            assert "no-store" in said["Cache-Control"], address.name
            if not answer.streaming and answer.content and "text/" in said["Content-Type"]:
                assert "charset=utf-8" in said["Content-Type"], address.name


@pytest.mark.django_db
def test_plain_http_is_sent_to_https(shipped: Any) -> None:
    """SEC-39."""
    answer = Client().get(reverse("accounts:login"))

    assert answer.status_code == 301
    assert answer.headers["Location"].startswith("https://")


@pytest.mark.django_db
def test_cookies_are_secure_and_bound_to_the_host(house: Any, shipped: Any) -> None:
    """SEC-40."""
    house.editor.set_password("Shijiazhuang-7-bridges")
    house.editor.save()
    client = Client()
    client.get(reverse("accounts:login"), secure=True)
    client.post(
        reverse("accounts:login"),
        {"login": "wang", "password": "Shijiazhuang-7-bridges"},
        secure=True,
    )
    client.post(reverse("accounts:language"), {"language": "en"}, secure=True)

    assert {"__Host-luoshi-session", "__Host-luoshi-csrf", "__Host-luoshi-language"} == set(
        client.cookies
    )
    for cookie in client.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


@pytest.mark.django_db
def test_only_listed_proxies_are_believed(house: Any, shipped: Any) -> None:
    """SEC-44: neither the address nor the scheme of a stranger counts."""
    forwarded = {"x_forwarded_for": "203.0.113.9, 10.1.1.1", "x_forwarded_proto": "https"}
    login = reverse("accounts:login")

    stranger = Client(REMOTE_ADDR="198.51.100.7").get(login, headers=forwarded)
    proxy = Client().get(login, headers=forwarded)

    assert stranger.status_code == 301
    assert proxy.status_code == 200


@pytest.mark.django_db
def test_only_expected_methods_are_answered(house: Any) -> None:
    """SEC-44."""
    for address in addresses():
        with as_if(house.editor) as client:
            for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"):
                assert client.generic(method, address.url()).status_code == 405, address.name


@pytest.mark.django_db
def test_logging_out_clears_what_the_browser_kept(house: Any) -> None:
    """SEC-42."""
    with as_if(house.editor) as client:
        answer = client.post(reverse("accounts:logout"))

        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_a_change_needs_its_token(house: Any) -> None:
    """SEC-41."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.editor, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.post(reverse("kernel:preference"), {"key": "theme", "value": "dark"})

    assert answer.status_code == 403
    assert "编号" in answer.text


def test_there_is_no_superuser_road() -> None:
    """SEC-18."""
    fields = {
        field.name
        for field in importlib.import_module("luoshi.accounts.models").Person._meta.get_fields()
    }

    assert "django.contrib.admin" not in django_settings.INSTALLED_APPS
    assert not fields & {"is_superuser", "is_staff"}


@pytest.mark.parametrize("status", [400, 403, 404, 500])
@pytest.mark.django_db
def test_errors_have_a_chinese_page_with_a_number_and_no_trace(
    rf: Any, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-45."""
    urls = importlib.import_module("luoshi.config.urls")
    handler = getattr(urls, f"handler{status}")
    module, name = handler.rsplit(".", 1)
    view = getattr(importlib.import_module(module), name)
    request = rf.get("/")

    answer = view(request) if status == 500 else view(request, exception=None)

    assert answer.status_code == status
    assert "编号" in answer.content.decode()
    assert not {"Traceback", "Django", "Python"} & set(answer.content.decode().split())


@pytest.mark.django_db
def test_a_flood_is_refused_before_it_is_read(settings: Any) -> None:
    """SEC-45: 413."""
    settings.LARGEST_REQUEST = 1000

    answer = Client().post(reverse("accounts:login"), {"login": "x" * 2000})

    assert answer.status_code == 413
    assert "内容过大" in answer.text


def test_a_database_that_is_away_is_said_and_nothing_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """SEC-25, SEC-45: 503 with when to try again."""

    def away(*_given: object, **_named: object) -> None:
        raise OperationalError

    monkeypatch.setattr("luoshi.accounts.sessions.SessionStore.load", away)
    client = Client(raise_request_exception=False)
    client.cookies[django_settings.SESSION_COOKIE_NAME] = "x" * 32

    answer = client.get("/")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "数据库暂时不能使用" in answer.text
