"""`luoshi bench`: the reader's figures and the pages', in one table."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi_reader.cli import bench_command


def run(words: Sequence[str], *, prog: str) -> int:
    """Measure; the pages' bench is loaded only when it is asked for."""
    return bench_command(words, prog=prog)
