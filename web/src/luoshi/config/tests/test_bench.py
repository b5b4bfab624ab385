"""The pages' bench measures every page it names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from luoshi.config.paces import PAGES
from luoshi.config.tests.running import environment, luoshi


@pytest.mark.process
def test_every_page_is_measured_on_the_notice(tmp_path: Path) -> None:
    done = luoshi("bench", "pages", "--json", env=environment(), cwd=tmp_path)

    rows = json.loads(done.stdout)
    assert [row["metric"] for row in rows] == [*PAGES, "kernel:search"]
    assert all(row["value"] for row in rows), done.stdout
    assert not list(tmp_path.iterdir())
