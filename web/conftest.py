"""The ground of every web test: a private data directory, a quick hasher, and the cast.

The cast is the same in every context (STYLE 24): 省 owns and edits, 省 looks on, one department,
one city that may see, another that must not, and the administrator, who manages accounts only.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management.commands.flush import Command as Flush
from django.db import connections
from django.test import Client, TransactionTestCase
from luoshi.accounts.api import Person, Post
from luoshi.agencies.api import Agency
from luoshi.kernel import clock

from tools.messages import compile_all

DATA_DIR = Path(tempfile.mkdtemp(prefix="luoshi-test-"))


def pytest_configure() -> None:
    """Set what tests need otherwise than a server does, before any test runs."""
    compile_all()
    settings.DATA_DIR = DATA_DIR
    settings.MEDIA_ROOT = DATA_DIR / "files"
    settings.STATIC_ROOT = DATA_DIR / "static"
    settings.STATIC_ROOT.mkdir()
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.SECRET_KEY = secrets.token_urlsafe(64)
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file like the one that is shipped: threads and WAL behave as they do in earnest.
        database.setdefault("TEST", {})["NAME"] = str(DATA_DIR / "test.sqlite3")
    # The browser and the test client speak plain HTTP; tests/security restores what is shipped.
    settings.SECURE_SSL_REDIRECT = False
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        setattr(settings, f"{name}_COOKIE_SECURE", False)
        setattr(settings, f"{name}_COOKIE_NAME", f"luoshi-{name.lower()}")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_trail() -> Iterator[None]:
    """Let tests with real transactions empty the tables that the database itself protects.

    The triggers of SEC-23 refuse DELETE (SQLite) and, with rows there, nothing else may remove
    them; so the flush between such tests takes them off and puts them back.
    """
    original = Flush.handle

    def handle(self: Flush, **options: Any) -> None:
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            kept: list[tuple[str, str]] = []
            if connection.vendor == "sqlite":
                cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                kept = cursor.fetchall()
            for name, _ in kept:
                cursor.execute(f'DROP TRIGGER "{name}"')
        try:
            original(self, **options)
        finally:
            with connection.cursor() as cursor:
                for _, statement in kept:
                    cursor.execute(statement)

    Flush.handle = handle  # type: ignore[method-assign]
    yield
    Flush.handle = original  # type: ignore[method-assign]
    assert TransactionTestCase.available_apps is None


@dataclass(frozen=True)
class Tree:
    """The agencies of the cast."""

    province: Agency
    industry: Agency
    zhengzhou: Agency
    luoyang: Agency


@dataclass(frozen=True)
class Cast:
    """The people of the cast, by what they are."""

    editor: Person
    viewer: Person
    department: Person
    city: Person
    other_city: Person
    administrator: Person


@pytest.fixture
def tree(db: None) -> Tree:
    """Return a small tree with the official codes; seeded agencies are reused."""

    def agency(parent: Agency | None, code: str, name: str, level: str) -> Agency:
        row: Agency | None = Agency.objects.filter(code=code).first()
        if row is None:
            fields = {"code": code, "name": name, "level": level}
            row = (
                Agency.objects.add_root(create_kwargs=fields)
                if parent is None
                else Agency.objects.add_child(parent, create_kwargs=fields)
            )
        assert row is not None
        return row

    province = agency(None, "410000", "河南省人民政府", Agency.Level.PROVINCE)
    return Tree(
        province=province,
        industry=agency(province, "410000-gxt", "省工业和信息化委", Agency.Level.DEPARTMENT),
        zhengzhou=agency(province, "410100", "郑州市人民政府", Agency.Level.CITY),
        luoyang=agency(province, "410300", "洛阳市人民政府", Agency.Level.CITY),
    )


def person(login: str, name: str, agency: Agency, kind: str) -> Person:
    """Return a person who has set a password and holds one post."""
    made = Person.objects.create(
        login=login, name=name, password_set_at=clock.now(), must_change_password=False
    )
    Post.objects.create(person=made, agency=agency, kind=kind, since=date(2016, 1, 1))
    return made


@pytest.fixture
def cast(tree: Tree) -> Cast:
    """Return the six people that every context's tests know."""
    kind = Post.Kind
    return Cast(
        editor=person("wang", "王科长", tree.province, kind.EDITOR),
        viewer=person("li", "李处长", tree.province, kind.VIEWER),
        department=person("zhao", "赵主任", tree.industry, kind.VIEWER),
        city=person("zheng", "郑科员", tree.zhengzhou, kind.VIEWER),
        other_city=person("luo", "罗科员", tree.luoyang, kind.VIEWER),
        administrator=person("guan", "管理员", tree.province, kind.ADMINISTRATOR),
    )


@pytest.fixture
def log_in() -> Callable[[Person | None], Client]:
    """Return a function that gives the client of a person, or of nobody."""

    def logged_in(who: Person | None) -> Client:
        client = Client()
        if who is not None:
            client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return logged_in


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Debian's Chromium, which needs no sandbox of its own inside a container."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", *quiet],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Speak Chinese and use the screen of the smallest desk (1366 × 768)."""
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "viewport": {"width": 1366, "height": 768},
    }
