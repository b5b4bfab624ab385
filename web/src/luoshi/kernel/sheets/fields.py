"""Fields: what a sheet's columns are, and how their heads are known again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from luoshi.kernel.sheets import values

Label = str | Promise
KINDS: Final = frozenset({"text", "number", "whole", "date", "flag", "choice"})
KEY: Final = "行标识"
_ADDED: Final = re.compile(r"\([^()]*\)|[*：:\s]")


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a sheet that comes back.

    `aliases` are heads under which it is known as well. `unit` converts 万 and 亿. `choices` are
    (value, word) pairs; the sheet shows the words. `check` looks at a value that was read and
    returns what is wrong with it, or nothing. A `locked` column is shown and not read.
    """

    key: str
    label: Label
    kind: str = "text"
    required: bool = False
    unit: str = ""
    aliases: tuple[str, ...] = ()
    choices: Sequence[tuple[str, Label]] = ()
    longest: int = 300
    note: Label = ""
    width: int = 16
    check: Callable[[Any], str] | None = None
    locked: bool = False

    def __post_init__(self) -> None:
        """Refuse a kind that nobody can read."""
        if self.kind not in KINDS:
            msg = f"field {self.key!r}: kind {self.kind!r} is none of {sorted(KINDS)}"
            raise ValueError(msg)

    @property
    def head(self) -> str:
        """Return the head as the template prints it: 完成值（亿元）*."""
        unit = f"（{self.unit}）" if self.unit else ""
        return f"{self.label}{unit}{'*' if self.required else ''}"

    @property
    def names(self) -> frozenset[str]:
        """Return the heads under which the column is known, as they are compared."""
        return frozenset(compared(name) for name in (str(self.label), *self.aliases))

    def value(self, raw: Any) -> Any:
        """Return the value of a cell that is not blank.

        Raises:
            ValueError: with the sentence that says what is wrong.

        """
        try:
            found = self._read(raw)
        except (ValueError, ArithmeticError) as unreadable:
            raise ValueError(self._complaint(raw)) from unreadable
        if isinstance(found, str) and len(found) > self.longest:
            raise ValueError(_("超过 %(most)s 个字。") % {"most": self.longest})
        wrong = self.check(found) if self.check else ""
        if wrong:
            raise ValueError(wrong)
        return found

    def _read(self, raw: Any) -> Any:
        """Read a cell by the kind of the field."""
        readers: Mapping[str, Callable[[Any], Any]] = {
            "text": values.text,
            "number": self._number,
            "whole": values.whole,
            "date": values.day,
            "flag": values.flag,
            "choice": self._choice,
        }
        return readers[self.kind](raw)

    def _number(self, raw: Any) -> Decimal:
        return values.number(raw, self.unit)

    def _choice(self, raw: Any) -> str:
        """Return the value of a choice, by its word or by itself."""
        said = values.folded(values.text(raw))
        for value, word in self.choices:
            if said in {values.folded(word), value}:
                return value
        raise ValueError(raw)

    def _complaint(self, raw: Any) -> str:
        """Return what is wrong with a cell, in plain words."""
        said = f"{raw:.0f}" if isinstance(raw, float) and raw.is_integer() else str(raw)[:40]
        if self.kind == "choice":
            words = "、".join(str(word) for _value, word in self.choices)
            return _("“%(said)s”不在可选内容中，请填：%(words)s。") % {"said": said, "words": words}
        if self.kind == "number" and self.unit:
            values_ = {"said": said, "unit": self.unit}
            return _("“%(said)s”不是以“%(unit)s”计的数字。") % values_
        complaints = {
            "text": _("“%(said)s”以数字保存，末几位已丢失，请设为文本格式后重新填写。"),
            "number": _("“%(said)s”不是数字。"),
            "whole": _("“%(said)s”不是整数。"),
            "date": _("“%(said)s”不是日期，请按 2016-03-01 填写。"),
            "flag": _("“%(said)s”不是“是”或“否”。"),
        }
        return complaints[self.kind] % {"said": said}


def compared(head: Any) -> str:
    """Return a head as it is compared: one width, no bracket, star, colon or blank."""
    words = values.folded("" if head is None else head)
    return _ADDED.sub("", words) or words


def placed(heads: Sequence[Sequence[str]], fields: Sequence[Field]) -> dict[str, list[int]]:
    """Return at which places the columns of `fields` and the row key stand.

    `heads` are for each place the names that it may go by, as they are compared.
    """
    wanted = {field.key: field.names for field in fields} | {"": frozenset({KEY})}
    return {
        key: found
        for key, names in wanted.items()
        if (found := [place for place, own in enumerate(heads) if names.intersection(own)])
    }


def nearest(field: Field, heads: Sequence[str]) -> str:
    """Return the head that may have been meant; it is named to the person and not taken."""
    close = get_close_matches(compared(field.label), [compared(head) for head in heads], n=1)
    return close[0] if close else ""
