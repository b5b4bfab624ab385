"""Plays many random histories on a database of its own, and says what came of it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from luoshi_reader.bench.rows import NotMeasurable, Row

from luoshi.config.commands import load_django, try_locally

HISTORIES: Final = int(os.environ.get("LUOSHI_BENCH_HISTORIES", "5000"))
STEPS: Final = 25


def rows() -> list[Row]:
    """Play them; the first one that breaks what must hold ends the bench.

    Raises:
        NotMeasurable: the tool that thinks them up is not installed.

    """
    try:
        from hypothesis import HealthCheck, settings  # noqa: PLC0415 - a development tool
        from hypothesis.stateful import run_state_machine_as_test  # noqa: PLC0415 - as above
    except ImportError as missing:
        msg = "没有安装 hypothesis，不能演历史。请先运行 make develop。"
        raise NotMeasurable(msg) from missing
    with _empty_database():
        from luoshi.config.bench.histories import History  # noqa: PLC0415 - needs Django
        from luoshi.config.bench.house import build  # noqa: PLC0415 - as above

        History.house = build()
        begun = time.monotonic()
        broken = 0
        try:
            run_state_machine_as_test(
                History,
                settings=settings(
                    max_examples=HISTORIES, stateful_step_count=STEPS, deadline=None,
                    database=None, print_blob=True, suppress_health_check=list(HealthCheck),
                ),
            )  # fmt: skip
        except AssertionError:
            broken = 1
        minutes = (time.monotonic() - begun) / 60
        played = History.lives, History.steps_played
    return [
        Row(name="histories", metric="历史数", unit="部", value=played[0], bar=HISTORIES),
        Row(name="histories", metric="走过的步数", unit="步", value=played[1], bar=None),
        Row(name="histories", metric="违背不变式", unit="处", value=broken, bar=0, at_most=True),
        Row(name="histories", metric="用时", unit="分钟", value=round(minutes, 1), bar=None),
    ]


@contextmanager
def _empty_database() -> Iterator[None]:
    """Work in a test database beside the one of the environment, and remove it."""
    try_locally()
    load_django()
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415 - as above

    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)
