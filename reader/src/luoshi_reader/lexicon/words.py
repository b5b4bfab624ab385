"""Word lists as data: one file a list, words apart by spaces, its source in its first lines."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).with_name("data")


def load(name: str) -> frozenset[str]:
    """Return the words of data/NAME.txt."""
    text = (_DATA / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def load_groups(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the lines of data/NAME.txt as (first word, the other words)."""
    text = (_DATA / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return [(first, tuple(rest)) for first, *rest in lines]
