"""Every test of handing down keeps its files apart and stands on one reviewed plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from luoshi.dispatch.models import Assignment
from luoshi.dispatch.tests import factories
from luoshi.plans.models import Plan


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def plan(cast: Any) -> Plan:
    """Return the plan of the cars, every fact of it reviewed."""
    return factories.reviewed(by=cast.editor)


@pytest.fixture
def sent(plan: Plan, cast: Any) -> Plan:
    """Return the plan after it was handed down."""
    factories.hand_out(plan, by=cast.editor)
    return plan


@pytest.fixture
def lead(sent: Plan, cast: Any) -> Assignment:
    """Return the department's signed assignment of 18 000 cars."""
    return factories.signed(factories.CARS, by=cast.department)
