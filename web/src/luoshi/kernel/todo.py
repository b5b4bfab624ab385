"""待办: what waits for a person, gathered from every context (USE-16).

A context fills slot `kernel.todo` with `(person) -> list[Todo]`. The number in the bar is the
length of the list that the page shows, and stands on every page: it is counted anew only when the
trail has grown, for no act is without its entry there, or a minute has passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any, Final

from luoshi.kernel import slots
from luoshi.kernel.models import Entry

#: What no act changes, such as a job that failed or a day that came, shows within so many seconds.
COUNTED_WITHIN: Final = 60.0


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


#: What this process counted: when, by the trail and the clock, and how many, by person.
_counted: dict[int, tuple[tuple[int | None, float], int]] = {}


def number_of(person: Any) -> int:
    """Return how many lines `person` finds in 待办."""
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
    now = last, monotonic() // COUNTED_WITHIN
    when, number = _counted.get(person.pk, (None, 0))
    if when != now:
        number = len(todos(person))
        _counted[person.pk] = now, number
    return number
