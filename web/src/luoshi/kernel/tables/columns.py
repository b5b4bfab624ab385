"""Columns: what a list shows of a row, on the page and in the sheet alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise

from luoshi.kernel.figures import plain
from luoshi.kernel.rounding import half_up

Label = str | Promise
KINDS: Final = frozenset({"text", "words", "number", "date", "light", "badge", "kind", "links"})
WIDTHS: Final = (3, 5, 8, 12, 16, 24, 32, 44)


class Link(NamedTuple):
    """A name with an address; several of them fill a cell of kind `links`."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A state with its word: a light (red, yellow, green, blue, none), a badge or a fact kind."""

    code: str
    word: Label
    letter: Label = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `value` takes the row; without it the attribute of the column's key is shown. `sort` names the
    database expression(s) to sort by, blank when it cannot. `frozen` columns stay in sight.
    Kinds: text; words (a plan's own words); number; date; light, badge, kind (a `Mark`); links
    (a list of `Link`). `width` is one of `WIDTHS`, in characters. `mark` puts the shape of a light
    before the value on the page, beside a column that says it in words; no export has it.
    """

    key: str
    label: Label
    kind: str = "text"
    unit: Label = ""
    sort: str | tuple[str, ...] = ""
    shown: bool = True
    frozen: bool = False
    value: Callable[[Any], Any] | None = None
    url: Callable[[Any], str] | None = None
    decimals: int | None = None
    width: int = 0
    mark: Callable[[Any], str] | None = None

    def __post_init__(self) -> None:
        """Refuse a kind or a width that the style sheet does not know."""
        if self.kind not in KINDS or self.width not in (0, *WIDTHS):
            msg = f"column {self.key!r}: kind {self.kind!r} or width {self.width!r} is not known"
            raise ValueError(msg)

    @property
    def head(self) -> str:
        """Return the head with its unit: 目标（亿元）."""
        return f"{self.label}（{self.unit}）" if self.unit else str(self.label)

    @property
    def sorts(self) -> tuple[str, ...]:
        """Return the expressions to sort by."""
        return (self.sort,) if isinstance(self.sort, str) else self.sort

    def raw(self, row: Any) -> Any:
        """Return the value of a row."""
        value = self.value(row) if self.value else getattr(row, self.key)
        return value() if callable(value) else value

    def rounded(self, value: Any) -> Decimal | None:
        """Return a number as it is shown: half-up to the column's decimals."""
        if value is None or value == "":
            return None
        number = value if isinstance(value, Decimal) else Decimal(str(value))
        if self.decimals is None:
            return number
        return half_up(number, self.decimals)

    def text(self, row: Any) -> str:
        """Return the cell of a row in words, as the sheet has it."""
        return self.words(self.raw(row))

    def words(self, value: Any) -> str:
        """Return a value in words, as the title and a screen reader have it."""
        if value is None or value == "":
            return ""
        if self.kind == "number":
            return plain(self.rounded(value) or 0)
        if self.kind == "links":
            return "、".join([link.text for link in value])
        if isinstance(value, str):
            return str(value)
        if isinstance(value, Mark):
            return str(value.word)
        if isinstance(value, datetime):
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        if isinstance(value, date):
            return f"{value:%Y-%m-%d}"
        return str(value)
