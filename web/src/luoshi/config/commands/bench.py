"""`luoshi bench`: the reader's figures and the platform's, in one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from luoshi_reader.bench.rows import Row
from luoshi_reader.cli import bench_command


def run(words: Sequence[str], *, prog: str) -> int:
    """Measure; the platform is loaded only when one of its benches is asked for."""
    more = {
        "pages": _of("example", "year"),
        "rollup": _of("rollup"),
        "histories": _of("lives"),
    }
    return bench_command(words, prog=prog, more=more)


def _of(*modules: str) -> Callable[[], Sequence[Row]]:
    """Return the bench of some modules, one after the other."""

    def rows() -> Sequence[Row]:
        found: list[Row] = []
        for module in modules:
            found += import_module(f"luoshi.config.bench.{module}").rows()
        return found

    return rows
