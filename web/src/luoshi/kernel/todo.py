"""待办: what waits for a person, gathered from every context (USE-16).

A context fills slot `kernel.todo` with `(person) -> list[Todo]`. The number in the bar is the
length of the list that the page shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.kernel import slots


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits: what, how much of it, until when, and the one click to do it."""

    what: str
    act: str
    url: str
    source: str = ""
    count: int | None = None
    due: date | None = None


def todos(person: Any) -> list[Todo]:
    """Return what waits for `person`: the dated first, by date, then the rest as given."""
    found = [item for items in slots.call("kernel.todo", person) for item in items]
    return sorted(found, key=lambda item: item.due or date.max)
