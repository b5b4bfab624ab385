"""Every test of monitoring keeps its files in a folder of its own, and may use the seeded tree."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from luoshi.agencies.api import seed


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def henan(db: None) -> None:
    """Seed the whole tree."""
    seed()
