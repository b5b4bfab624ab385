"""What a start in production must carry; every fault is one Chinese sentence (SEC-37, REL-16)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from luoshi_reader import ReadingError
from luoshi_reader.second import Service

SHORTEST_SECRET: Final = 50
FEWEST_CHARACTERS: Final = 10
PER_PROCESS: Final = ("LocMemCache", "DummyCache")
FEWEST_MONTHS: Final = 6
SQLITE: Final = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
SQLITE_WAIT: Final = 20
POSTGRESQL: Final = ("fsync", "full_page_writes", "synchronous_commit")


def faults() -> list[str]:
    """Return everything that speaks against serving with the present settings."""
    return [*_settings_faults(), *_database_faults()]


def _settings_faults() -> Iterator[str]:
    if settings.LOCAL:
        yield "本机试用方式（LUOSHI_PROFILE=local）只能由 luoshi start 启用，不得用于正式运行。"
    if settings.DEBUG:
        yield "调试方式已打开（LUOSHI_DEBUG=1）。正式运行请去掉该设置。"
    for name, secret in _secrets():
        if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS:
            yield (
                f"{name} 未设置或过于简单，须为 {SHORTEST_SECRET} 位以上的随机字符。"
                "可用 openssl rand -base64 48 生成。"
            )
    hosts = settings.ALLOWED_HOSTS
    if not hosts:
        yield "LUOSHI_HOSTS 未设置。请写明用户访问本系统的域名或地址，多个用逗号分隔。"
    if any("*" in host for host in hosts):
        yield "LUOSHI_HOSTS 不得使用 *。请逐一写明域名或地址。"
    if not settings.LOCAL and not settings.PROXIES:
        yield "LUOSHI_PROXIES 未设置。请写明提供 HTTPS 的反向代理的地址，如 127.0.0.1。"
    if settings.TRAIL_MONTHS < FEWEST_MONTHS:
        yield f"LUOSHI_TRAIL_MONTHS 不得少于 {FEWEST_MONTHS}：留痕和阅读记录至少保存六个月。"
    if settings.DIGEST not in hashlib.algorithms_available:
        yield f"本机的 OpenSSL 没有 {settings.DIGEST} 算法。请改用 LUOSHI_DIGEST=sha256。"
    yield from _second_reader_faults()
    for name, cache in settings.CACHES.items():
        if cache["BACKEND"].endswith(PER_PROCESS):
            yield f"缓存 {name} 只在单个进程内有效，登录锁定无法共享。请使用数据库缓存。"


def _second_reader_faults() -> Iterator[str]:
    """Say why the second reader that is set up cannot be asked, without its address or key."""
    if not settings.SECOND_READER_URL:
        return
    try:
        Service(
            settings.SECOND_READER_URL, settings.SECOND_READER_MODEL, settings.SECOND_READER_KEY
        )
    except ReadingError as error:
        yield f"LUOSHI_SECOND_READER_ 开头的设置不能使用：{error}"


def _secrets() -> Iterator[tuple[str, str]]:
    try:
        yield "LUOSHI_SECRET_KEY", settings.SECRET_KEY
    except ImproperlyConfigured:
        yield "LUOSHI_SECRET_KEY", ""
    for secret in settings.SECRET_KEY_FALLBACKS:
        yield "LUOSHI_SECRET_KEY_FALLBACKS", secret


def _database_faults() -> Iterator[str]:
    try:
        if connection.vendor == "sqlite":
            yield from _sqlite_faults(connection.settings_dict.get("OPTIONS", {}))
        else:
            yield from _postgresql_faults()
    except DatabaseError as failed:
        reason = str(failed).strip().splitlines()[0]
        yield f"数据库不能使用（{reason}）。请检查 LUOSHI_DATABASE_URL。"


def _sqlite_faults(options: dict[str, Any]) -> Iterator[str]:
    with connection.cursor() as cursor:
        for name, wanted in SQLITE.items():
            cursor.execute(f"PRAGMA {name}")
            (found,) = cursor.fetchone()
            if found != wanted:
                yield f"SQLite 的 {name} 应为 {wanted}，现为 {found}，断电时可能丢失数据。"
    if options.get("transaction_mode") != "IMMEDIATE" or options.get("timeout", 0) < SQLITE_WAIT:
        yield "SQLite 的事务方式应为 IMMEDIATE，等待时间应不少于 20 秒。"


def _postgresql_faults() -> Iterator[str]:
    with connection.cursor() as cursor:
        for name in POSTGRESQL:
            cursor.execute(f"SHOW {name}")
            (found,) = cursor.fetchone()
            if found == "off":
                yield f"PostgreSQL 的 {name} 已关闭，断电时可能丢失数据。请打开后重启数据库。"


@register(Tags.security, deploy=True)
def check(**_named: Any) -> list[CheckMessage]:
    """Show the same faults in `check --deploy`."""
    return [Error(fault, id="luoshi.E001") for fault in _settings_faults()]
