"""The state of a list as its address: the same link shows the same to a colleague (USE-17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from luoshi.kernel.tables.columns import Column
from luoshi.kernel.tables.filters import Filter

SIZES: Final = (50, 100, 200)
RESERVED: Final = frozenset({"sort", "cols", "col", "page", "size", "wrap", "format", "set"})
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class State:
    """What is asked of a list. Sorting is a sequence of keys, `-` before a descending one.

    `kept` is no filter but the context of the page, such as its agency and period.
    """

    filters: Mapping[str, list[str]] = field(default_factory=dict)
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    page: int = 1
    size: int = SIZES[0]
    wrap: bool = False
    kept: tuple[tuple[str, str], ...] = ()

    def change(self, **what: Any) -> State:
        """Return the state with something changed; all but the page itself goes to page 1."""
        return replace(self, **({"page": 1} | what))

    def without(self, key: str, value: str) -> State:
        """Return the state with one value of a filter taken off."""
        kept = [other for other in self.filters.get(key, []) if other != value]
        return self.change(filters={**self.filters, key: kept})

    def query(self, defaults: State, **extra: str) -> str:
        """Return the address, leaving out whatever is as it is by itself."""
        pairs: list[tuple[str, str]] = [
            *self.kept,
            *((key, value) for key, values in self.filters.items() for value in values),
        ]
        if self.sort != defaults.sort:
            pairs.append(("sort", ",".join(self.sort)))
        if self.columns != defaults.columns:
            pairs.append(("cols", ",".join(self.columns)))
        if self.size != defaults.size:
            pairs.append(("size", str(self.size)))
        if self.wrap:
            pairs.append(("wrap", "1"))
        if self.page != 1:
            pairs.append(("page", str(self.page)))
        return "?" + urlencode([*pairs, *extra.items()], safe=",")


def _number(raw: str, *, least: int) -> int:
    """Read a whole number of an address; anything else is the least."""
    return max(least, int(raw)) if raw.isascii() and raw.isdigit() and len(raw) < 10 else least  # noqa: PLR2004 - digits that fit every database


def _sort(asked: Sequence[str], sortable: set[str], default: tuple[str, ...]) -> tuple[str, ...]:
    """Return the known keys of a sorting, each once."""
    kept: dict[str, str] = {}
    for word in ",".join(asked).split(","):
        key = word.removeprefix("-")
        if key in sortable:
            kept.setdefault(key, word)
    return tuple(kept.values()) or default


def read(
    asked: QueryDict, columns: Sequence[Column], filters: Sequence[Filter], order: tuple[str, ...]
) -> State:
    """Read the state from an address; what it does not know it leaves out."""
    found = {}
    for one in filters:
        values = [raw[:_LONGEST].strip() for raw in asked.getlist(one.key)]
        values = list(dict.fromkeys(value for value in values if value))
        if values:
            found[one.key] = values if one.kind == "many" else values[-1:]
    wanted = set(asked.getlist("col")) | set(asked.get("cols", "").split(","))
    default = tuple(column.key for column in columns if column.shown)
    size = _number(asked.get("size", ""), least=SIZES[0])
    return State(
        filters=found,
        sort=_sort(asked.getlist("sort"), {c.key for c in columns if c.sort}, order),
        columns=tuple(column.key for column in columns if column.key in wanted) or default,
        page=_number(asked.get("page", ""), least=1),
        size=size if size in SIZES else SIZES[0],
        wrap=asked.get("wrap") == "1",
    )
