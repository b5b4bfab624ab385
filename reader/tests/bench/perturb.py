"""Plausible misreadings of the gold, the same on every run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parents[1] / "gold"
NAMES = ("coal", "equipment", "food", "home", "pharma")


def gold(name: str) -> list[dict[str, Any]]:
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def misread(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop some facts, double some, move some, and bend one field or another of the rest."""
    found = []
    for at, fact in enumerate(facts):
        if at % 11 == 3:
            continue
        bent = {**fact, "start": fact["start"] + (0, 0, 1, 0, 6, 0, 35)[at % 7]}
        _bend(bent, at)
        found.append(bent)
        if at % 13 == 5:
            found.append({**fact, "start": fact["start"] + 2})
    return found


def _bend(fact: dict[str, Any], at: int) -> None:
    for name, value in list(fact.items()):
        if name in {"type", "quote", "start"} or (at + len(name)) % 5:
            continue
        if isinstance(value, str):
            fact[name] = value[: -1 - at % 3] or value
        elif isinstance(value, bool) or value is None:
            fact[name] = None
        elif isinstance(value, (int, float)):
            fact[name] = value + at % 2
        elif isinstance(value, list):
            fact[name] = value[at % 2 :]
