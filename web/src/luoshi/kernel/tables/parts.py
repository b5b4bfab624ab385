"""What a list page is made of: bulk acts, heads, rows, filters as the form shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from luoshi.kernel.tables.columns import Column
from luoshi.kernel.tables.filters import Choices, Filter

Label = str | Promise


@dataclass(frozen=True, slots=True)
class Bulk:
    """An act on ticked rows: a button that posts them to `url_name`."""

    label: Label
    url_name: str
    act: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: the addresses that sort by it alone or in addition."""

    column: Column
    direction: str
    place: int
    url: str
    add_url: str
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: the thing, what it is called there, and its cells as the page has them."""

    of: Any
    name: str
    html: SafeString

    @property
    def key(self) -> str:
        """Return what a tick sends."""
        return str(self.of.pk)


@dataclass(frozen=True, slots=True)
class Field:
    """A filter as the form shows it: its choices, and what is chosen."""

    filter: Filter
    choices: Choices
    values: list[str]

    @property
    def value(self) -> str:
        """Return the single value."""
        return self.values[0] if self.values else ""
