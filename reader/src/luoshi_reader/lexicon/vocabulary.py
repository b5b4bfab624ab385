"""Ordinary words: they tell a firm's short name from the product glued to it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

_WORD: Final = 2


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the two-character words of running Chinese (data/common_words.txt)."""
    path = Path(__file__).with_name("data") / "common_words.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    body = "".join(line for line in lines if not line.startswith("#"))
    return frozenset(body[at : at + _WORD] for at in range(0, len(body), _WORD))
