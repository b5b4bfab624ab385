"""Slots: lower contexts leave them, higher ones fill them from `AppConfig.ready()`.

A slot is a dotted name. Two uses: fragments on a lower page (`{% slot "plans.fact" fact %}`), and
work that must happen in the same transaction as a lower context's write (`plans.facts_changed`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_filled: dict[str, list[Callable[..., Any]]] = defaultdict(list)


def fill(name: str, function: Callable[..., Any]) -> None:
    """Put `function` into the slot once; filling again with the same function changes nothing."""
    if function not in _filled[name]:
        _filled[name].append(function)


def call(name: str, *arguments: Any, **named: Any) -> list[Any]:
    """Call everything in the slot, in the order it was filled, and return the answers."""
    return [function(*arguments, **named) for function in _filled[name]]
