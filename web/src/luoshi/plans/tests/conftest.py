"""Every test of plans keeps its files in a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from luoshi.kernel import slots
from luoshi.plans.models import Plan
from luoshi.plans.tests.factories import imported
from luoshi.plans.tests.speaking import Fake, speaking

# The browser's driver runs an event loop; tests use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "plans"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what higher contexts do on their own account; they have their own tests."""
    for name in ("plans.facts_changed", "plans.fact_panel"):
        monkeypatch.setitem(slots._filled, name, [])


@pytest.fixture
def plan(db: None) -> Plan:
    """Return the plan of a small notice that was just imported."""
    return imported().plans[0]


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
    """Ask for the interface as officials see it."""
    return {**browser_context_args, "locale": "zh-CN"}


@pytest.fixture
def model(settings: Settings) -> Iterator[Fake]:
    """Return a language model that the office has set up, and that says what it is told."""
    with speaking() as fake:
        settings.SECOND_READER_URL = fake.address
        settings.SECOND_READER_MODEL = "qwen-14b"
        settings.SECOND_READER_KEY = "the-secret-key"
        settings.SECOND_READER_SECONDS = 5
        yield fake


@pytest.fixture
def later(settings: Settings) -> None:
    """Let jobs wait until a test lets them run."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
