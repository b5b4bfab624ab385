"""Filters: what narrows a list, read from the address and shown as chips that can be cleared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.dateparse import parse_date
from django.utils.functional import Promise

from luoshi.kernel.search import matching, words_of

Label = str | Promise
Choices = Sequence[tuple[str, Label]]
_FILTER_KINDS: Final = frozenset({"text", "day", "choice", "many"})
_CHOSEN: Final = frozenset({"choice", "many"})


def _is_day(raw: str) -> bool:
    """Whether a text is a date that exists."""
    try:
        return parse_date(raw) is not None
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter.

    `text` finds every word in one of `fields`; `choice` and `many` compare the first of `fields`
    with one or several of `choices(table)`. `apply(rows, values)` replaces either. `day` hands one
    date to `apply`, as written (2016-03-31).
    """

    key: str
    label: Label
    kind: str = "choice"
    fields: tuple[str, ...] = ()
    choices: Callable[[Any], Choices] | None = None
    apply: Callable[[QuerySet[Any], list[str]], QuerySet[Any]] | None = None

    def __post_init__(self) -> None:
        """Refuse a filter that could not be applied."""
        if self.kind not in _FILTER_KINDS or not (self.fields or self.apply):
            msg = f"filter {self.key!r}: needs a known kind and fields or apply"
            raise ValueError(msg)

    def narrowed(self, rows: QuerySet[Any], values: list[str], choices: Choices) -> QuerySet[Any]:
        """Return the rows that pass; a value that is no choice finds nothing, and says so."""
        if self.kind == "day" and not _is_day(values[0]):
            return rows.none()
        if self.kind in _CHOSEN and not set(values) <= {value for value, _ in choices}:
            return rows.none()
        if self.apply:
            return self.apply(rows, values)
        if self.kind == "text":
            return rows.filter(matching(words_of(values[0]), *self.fields))
        return rows.filter(**{f"{self.fields[0]}__in": values})


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set: its label, what it is set to, and the address without it."""

    label: str
    word: str
    url: str
