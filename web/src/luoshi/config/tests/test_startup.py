"""A start that its settings do not carry is refused, each fault with its sentence (SEC-37)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from luoshi.config.startup import faults
from luoshi.config.tests.running import environment, luoshi, production

STRONG = "kJ8-vW2_qLm5XcR9tYbN3zHfD7gSaP4eUoI6wTnV1xCyB0rKjMhQ-5"


@pytest.fixture
def fit(settings: Any) -> Any:
    """Return settings that may serve."""
    settings.SECRET_KEY = STRONG
    settings.ALLOWED_HOSTS = ["luoshi.example"]
    settings.PROXIES = ["127.0.0.1"]
    return settings


@pytest.mark.django_db
def test_fit_settings_and_database_have_no_fault(fit: Any) -> None:
    """REL-16: the PRAGMAs are read from the database itself."""
    assert faults() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LOCAL", True, "本机试用方式"),
        ("DEBUG", True, "调试方式已打开"),
        ("SECRET_KEY", "", "LUOSHI_SECRET_KEY 未设置或过于简单"),
        ("SECRET_KEY", "a" * 80, "LUOSHI_SECRET_KEY 未设置或过于简单"),
        ("SECRET_KEY_FALLBACKS", ["short"], "LUOSHI_SECRET_KEY_FALLBACKS"),
        ("ALLOWED_HOSTS", [], "LUOSHI_HOSTS 未设置"),
        ("ALLOWED_HOSTS", ["*"], "不得使用 *"),
        ("ALLOWED_HOSTS", ["*.example"], "不得使用 *"),
        ("PROXIES", [], "LUOSHI_PROXIES 未设置"),
        ("TRAIL_MONTHS", 5, "LUOSHI_TRAIL_MONTHS 不得少于 6"),
        ("DIGEST", "sm9", "OpenSSL 没有 sm9 算法"),
        ("SECOND_READER_URL", "http://10.0.0.8:8000/v1", "没有写明第二识读用哪个模型"),
        ("SECOND_READER_URL", "http://", "第二识读的地址不成地址"),
        (
            "CACHES",
            {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
            "只在单个进程内有效",
        ),
    ],
)
def test_each_fault_of_the_settings_is_said(
    fit: Any, name: str, value: object, sentence: str
) -> None:
    """SEC-37."""
    setattr(fit, name, value)

    found = faults()

    assert len(found) == 1
    assert sentence in found[0]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["sk 1", "sk-1\n", "钥匙"])
def test_a_key_that_is_none_is_said_and_not_shown(fit: Any, key: str) -> None:
    fit.SECOND_READER_URL, fit.SECOND_READER_MODEL = "http://10.0.0.8:8000/v1", "qwen"
    fit.SECOND_READER_KEY = "sk-1"
    assert faults() == []
    fit.SECOND_READER_KEY = key

    (found,) = faults()

    assert "第二识读的密钥里有空格、换行或中文" in found
    assert key not in found


@pytest.mark.django_db(transaction=True)
def test_a_database_that_may_lose_commits_is_said() -> None:
    """SEC-37, REL-16."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
        found = faults()
        connection.close()
        assert any("synchronous 应为 2" in fault for fault in found)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO off")
        found = faults()
        connection.close()
        assert any("synchronous_commit 已关闭" in fault for fault in found)


def test_serve_says_every_reason_and_stops(tmp_path: Path) -> None:
    """SEC-37: exit status 1, nothing but the sentences."""
    bare = environment(LUOSHI_DATA_DIR=str(tmp_path), LUOSHI_DEBUG="1", LUOSHI_HOSTS="*")

    done = luoshi("serve", env=bare, cwd=tmp_path)

    assert done.returncode == 1
    assert done.stdout == ""
    for word in ("不能启动", "LUOSHI_DEBUG", "LUOSHI_SECRET_KEY", "LUOSHI_PROXIES", "不得使用 *"):
        assert word in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LUOSHI_PROFILE", "test"),
        ("LUOSHI_DEBUG", "yes"),
        ("LUOSHI_THREADS", "0"),
        ("LUOSHI_PASSWORD_POLICY", "none"),
        ("LUOSHI_MAIL_URL", "mail.example"),
        ("LUOSHI_ROBOT_URL", "ftp://example/"),
    ],
)
def test_a_wrong_value_stops_with_a_sentence_that_shows_it(
    tmp_path: Path, name: str, value: str
) -> None:
    done = luoshi("serve", env=production(tmp_path, **{name: value}), cwd=tmp_path)

    assert done.returncode == 2
    assert name in done.stderr
    assert value in done.stderr
    assert "Traceback" not in done.stderr


def test_the_local_profile_cannot_be_served(tmp_path: Path) -> None:
    """Only `luoshi start` chooses it, and only on loopback."""
    done = luoshi("serve", env=production(tmp_path, LUOSHI_PROFILE="local"), cwd=tmp_path)

    assert done.returncode == 1
    assert "只能由 luoshi start 启用" in done.stderr
