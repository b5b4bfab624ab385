"""What the tests of the whole house stand on: the cast, and one plan read."""

from __future__ import annotations

from typing import Any

import pytest
from luoshi.plans.api import import_document

from web.tests.house import PLAN


@pytest.fixture
def house(cast: Any) -> Any:
    """Return the cast in a house where one plan was read."""
    import_document(PLAN.encode(), "plan.txt", "命令行")
    return cast
