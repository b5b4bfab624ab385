"""Rows: honest about bars, and the same for people, machines and the page."""

from __future__ import annotations

from typing import Any

import pytest
from luoshi_reader.bench.rows import Row, markdown, table


@pytest.mark.parametrize(
    ("given", "ok"),
    [
        ({"value": 0.99, "bar": 0.99}, True),
        ({"value": 0.98, "bar": 0.99}, False),
        ({"value": 2, "bar": 2, "at_most": True}, True),
        ({"value": 3, "bar": 2, "at_most": True}, False),
        ({"value": 900, "ratio": 19.0, "bar": 20, "at_most": True}, True),
        ({"value": 9, "ratio": 21.0, "bar": 20, "at_most": True}, False),
        ({"value": None, "bar": 20, "at_most": True}, False),
        ({"value": 5}, True),
    ],
)
def test_the_bar_decides_and_what_was_not_measured_is_not_reached(
    given: dict[str, Any], *, ok: bool
) -> None:
    assert Row(name="n", metric="m", **given).ok is ok


def test_a_row_for_machines_has_these_eight_keys() -> None:
    row = Row(name="reading", metric="m", value=7.5, unit="ms", against="peer", ratio=2.0, bar=20)

    assert row.record() == {
        "name": "reading",
        "metric": "m",
        "value": 7.5,
        "unit": "ms",
        "against": "peer",
        "ratio": 2.0,
        "bar": 20,
        "ok": False,
    }


def test_the_page_and_the_table_say_what_was_missed_and_what_was_not_measured() -> None:
    rows = [
        Row(name="gold", metric="link F1", value=0.5, bar=0.78),
        Row(name="reading", metric="speed", value=None, unit="ms", bar=20, at_most=True),
        Row(name="reading", metric="memory", value=16.6, unit="MB", bar=150, at_most=True),
    ]

    page = markdown(rows)
    assert "| gold | link F1 | 0.5 |  |  | ≥ 0.78 | **no** |" in page
    assert "| reading | speed | not measured |  |  | ≤ 20 | **no** |" in page
    assert "| reading | memory | 16.6 MB |  |  | ≤ 150 | yes |" in page

    lines = table(rows).splitlines()
    assert lines[1].endswith("未达到")
    assert "未测" in lines[2]
    assert lines[3].endswith("≤ 150   达到")
