"""What the tests of the whole house stand on: the cast, and one plan read."""

from __future__ import annotations

from typing import Any

import pytest
from luoshi.kernel import clock
from luoshi.kernel.models import Tick
from luoshi.plans.api import import_document
from luoshi.reporting.actions.proving import attach
from luoshi.reporting.tests.filled import county

from web.tests.house import PLAN, broken_down, hand_down, made_of_another


@pytest.fixture
def house(cast: Any) -> Any:
    """Return the cast in a house: one plan read, a task of it handed down, a report due."""
    # The scheduler beats: a suite that takes longer than its silence stays ready (REL-29).
    Tick.objects.update_or_create(pk=1, defaults={"at": clock.now()})
    import_document(PLAN.encode(), "plan.txt", "命令行")
    hand_down(cast)
    broken_down(cast.editor)
    made_of_another(cast.editor)
    june = county(cast.county.posts.get().agency, cast.county)
    attach(
        duty_id=june.duty.pk,
        line_id=june.month.pk,
        name="证明.pdf",
        content=b"%PDF-",
        by=cast.county,
    )
    return cast
