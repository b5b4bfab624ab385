"""`luoshi bench`: the reader's figures and the pages', in one table."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi_reader.bench.rows import Row
from luoshi_reader.cli import bench_command


def run(words: Sequence[str], *, prog: str) -> int:
    """Measure; Django is loaded only when the pages are asked for."""
    return bench_command(words, prog=prog, more={"pages": _pages})


def _pages() -> Sequence[Row]:
    from luoshi.config.pages import rows  # noqa: PLC0415 - only when asked for

    return rows()
