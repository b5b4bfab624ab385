"""The ground of every web test: a private data directory, a quick hasher, and the cast.

The cast is the same in every context (STYLE 24): 省 owns and edits, 省 looks on, 省 decides, one
department, one city that may see, another that must not, a county below the first, a firm's
account, and the three administrators, who see no business. Two more decide for city and county.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from itertools import filterfalse
from pathlib import Path
from typing import Any, Final

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management.commands.flush import Command as Flush
from django.db import connections
from django.test import Client, TransactionTestCase, override_settings
from luoshi.accounts.actions import digest_of
from luoshi.accounts.api import Person, Post
from luoshi.accounts.models import Token
from luoshi.agencies.api import Agency
from luoshi.kernel import clock, simulation, todo
from playwright.sync_api import Browser, BrowserContext

from tools.messages import compile_all

PRESETS: Final = import_module("luoshi.monitoring.migrations.0007_alert_presets")
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
    # What an act asks for is done at once, so that a test sees it.
    immediate = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    override_settings(TASKS=immediate).enable()
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file like the one that is shipped: threads and WAL behave as they do in earnest.
        database.setdefault("TEST", {})["NAME"] = str(DATA_DIR / "test.sqlite3")
    # The browser and the test client speak plain HTTP; tests/security restores what is shipped.
    settings.SECURE_SSL_REDIRECT = False
    settings.SECOND_FACTOR = "nobody"
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        setattr(settings, f"{name}_COOKIE_SECURE", False)
        setattr(settings, f"{name}_COOKIE_NAME", f"luoshi-{name.lower()}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run on PostgreSQL what touches a database; the rest is the same on both."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    kept = list(filter(_touches_database, items))
    config.hook.pytest_deselected(items=list(filterfalse(_touches_database, items)))
    items[:] = kept


def _touches_database(item: pytest.Item) -> bool:
    wanted = {"db", "transactional_db", "live_server"}
    fixtures = wanted.intersection(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_trail() -> Iterator[None]:
    """Let tests with real transactions empty the tables that the database itself protects.

    The triggers of SEC-23 refuse DELETE (SQLite) and, with rows there, nothing else may remove
    them; so the flush between such tests takes them off and puts them back. So it does with the
    rows of a migration, which every test finds there.
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
            PRESETS.add(apps, None)
        finally:
            with connection.cursor() as cursor:
                for _, statement in kept:
                    cursor.execute(statement)

    Flush.handle = handle  # type: ignore[method-assign]
    yield
    Flush.handle = original  # type: ignore[method-assign]
    assert TransactionTestCase.available_apps is None


@pytest.fixture(autouse=True)
def _nothing_is_made_up() -> None:
    """Keep the question whether data is simulated out of the counted statements."""
    simulation.forget(asked_again_after=float("inf"))


@pytest.fixture(autouse=True)
def _what_waits_is_counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every page cost what the first one does: statements are counted, and ids come back."""
    monkeypatch.setattr(todo, "COUNTED_WITHIN", 1e-9)


@dataclass(frozen=True)
class Tree:
    """The agencies of the cast."""

    province: Agency
    industry: Agency
    zhengzhou: Agency
    luoyang: Agency
    jinshui: Agency
    jianxi: Agency


@dataclass(frozen=True)
class Cast:
    """The people of the cast, by what they are."""

    editor: Person
    viewer: Person
    reviewer: Person
    department: Person
    city: Person
    other_city: Person
    county: Person
    enterprise: Person
    system: Person
    security: Person
    audit: Person
    city_reviewer: Person
    county_reviewer: Person


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
    zhengzhou = agency(province, "410100", "郑州市人民政府", Agency.Level.CITY)
    luoyang = agency(province, "410300", "洛阳市人民政府", Agency.Level.CITY)
    return Tree(
        province=province,
        industry=agency(province, "410000-gxt", "省工业和信息化委", Agency.Level.DEPARTMENT),
        zhengzhou=zhengzhou,
        luoyang=luoyang,
        jinshui=agency(zhengzhou, "410105", "金水区人民政府", Agency.Level.COUNTY),
        jianxi=agency(luoyang, "410305", "涧西区人民政府", Agency.Level.COUNTY),
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
    """Return the people that every context's tests know."""
    kind = Post.Kind
    return Cast(
        editor=person("wang", "王科长", tree.province, kind.EDITOR),
        viewer=person("li", "李处长", tree.province, kind.VIEWER),
        reviewer=person("fang", "方处长", tree.province, kind.REVIEWER),
        department=person("zhao", "赵主任", tree.industry, kind.EDITOR),
        city=person("zheng", "郑科员", tree.zhengzhou, kind.EDITOR),
        other_city=person("luo", "罗科员", tree.luoyang, kind.EDITOR),
        county=person("jin", "金科员", tree.jinshui, kind.EDITOR),
        enterprise=person("qi", "齐经理", tree.jinshui, kind.ENTERPRISE),
        system=person("guan", "管理员", tree.province, kind.SYSTEM),
        security=person("an", "安管理员", tree.province, kind.SECURITY),
        audit=person("shen", "审管理员", tree.province, kind.AUDIT),
        city_reviewer=person("zhang", "张主任", tree.zhengzhou, kind.REVIEWER),
        county_reviewer=person("lu", "卢主任", tree.jinshui, kind.REVIEWER),
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


@pytest.fixture
def cookie_of(
    live_server: Any, log_in: Callable[[Person | None], Client]
) -> Callable[[Person], Any]:
    """Return a function that gives the session of a person as a browser keeps it."""

    def cookie(who: Person) -> dict[str, str]:
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": log_in(who).cookies[name].value, "url": live_server.url}

    return cookie


@pytest.fixture
def browser_of(
    live_server: Any, browser: Browser, browser_context_args: Any, cookie_of: Any
) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that gives the browser of a person, or of nobody.

    It is closed when the test ends: a page left open goes on asking, and keeps its connections.
    """
    contexts: list[BrowserContext] = []

    def opened(who: Person | None, **options: Any) -> BrowserContext:
        given = {**browser_context_args, "base_url": live_server.url, **options}
        contexts.append(browser.new_context(**given))
        if who is not None:
            contexts[-1].add_cookies([cookie_of(who)])
        return contexts[-1]

    yield opened
    for context in contexts:
        context.close()


def token_of(who: Person) -> dict[str, str]:
    """Return the head by which a program acts for a person; nothing of it is in the trail."""
    secret = secrets.token_urlsafe(16)
    Token.objects.create(
        person=who,
        name="x",
        digest=digest_of(secret),
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=1),
    )
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def program(log_in: Callable[[Person | None], Client]) -> Callable[[Person | None], Client]:
    """Return a function that gives the client of a person who has a token besides."""

    def with_token(who: Person | None) -> Client:
        client = log_in(who)
        if who is not None:
            client.defaults["HTTP_AUTHORIZATION"] = token_of(who)["Authorization"]
        return client

    return with_token


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
