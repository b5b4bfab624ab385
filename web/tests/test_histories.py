"""Random histories over three levels keep what must hold (T3): the machine is the bench's own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from luoshi.config.bench.histories import History
from luoshi.config.bench.house import build

HISTORIES = 200


@pytest.mark.django_db
def test_two_hundred_random_histories_keep_what_must_hold() -> None:
    """SEC-14, SEC-19, REL-05, REL-12, REL-13, REL-14; `luoshi bench histories` plays 5,000."""
    History.house = build()
    History.steps_played = 0

    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=HISTORIES, stateful_step_count=25, deadline=None, derandomize=True,
            database=None, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip

    assert History.steps_played > HISTORIES * 3
