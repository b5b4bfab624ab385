"""What people write into cells, as values. Pure; a ValueError means that it cannot be read."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

_BLANK: Final = frozenset({"", "-", "--", "—", "——", "–", "/", "…"})
_SIGNS: Final = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "，": ","})
_SCALES: Final = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_SCALE: Final = "|".join(sorted(filter(None, _SCALES), key=len, reverse=True))
_NUMBER: Final = re.compile(
    r"(?P<sign>[-+]?)(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?)"
    rf"(?P<scale>{_SCALE})?(?P<unit>.*)"
)
_UNIT: Final = re.compile(rf"(?P<scale>{_SCALE})?(?P<base>.*)")
_DAY: Final = re.compile(
    r"(?P<year>[0-9]{4})\s*[-/.年]\s*(?P<month>[0-9]{1,2})\s*[-/.月]\s*(?P<day>[0-9]{1,2})\s*日?"
    r"(?:\s+00:00(?::00)?)?"
)
_PACKED: Final = re.compile("(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_FIRST_DAY: Final = date(1899, 12, 30)
_SERIALS: Final = range(20_000, 80_000)
_EXACT: Final = 10**15
"""Beyond fifteen digits a sheet's number has lost its last ones."""

_YES: Final = frozenset({"是", "有", "√", "✓", "1", "y", "yes", "true"})
_NO: Final = frozenset({"否", "无", "×", "✗", "0", "n", "no", "false"})


def folded(raw: Any) -> str:
    """Return the words of a cell: one width, no blanks around, one blank between."""
    return " ".join(unicodedata.normalize("NFKC", str(raw)).split())


def is_blank(raw: Any) -> bool:
    """Whether a cell says nothing; a dash says nothing either, and neither is nought."""
    return raw is None or (isinstance(raw, str) and folded(raw) in _BLANK)


def text(raw: Any) -> str:
    """Return a cell as text; a code that the sheet kept as a number has no `.0`.

    Raises:
        ValueError: a number so long that its last digits are lost.

    """
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        if abs(raw) >= _EXACT:
            raise ValueError(raw)
        return f"{number(raw):f}"
    if isinstance(raw, datetime | date):
        return f"{raw:%Y-%m-%d}"
    return " ".join(str(raw).split())


def number(raw: Any, unit: str = "") -> Decimal:
    """Return a number in its unit: １２，５００ gives 12500; 1.2亿 in 万元 gives 12000.

    A scale before the unit converts; a unit of another kind does not.

    Raises:
        ValueError: no number, or one of another unit.

    """
    if isinstance(raw, bool):
        raise ValueError(raw)  # noqa: TRY004 - one kind of error for whatever cannot be read
    if isinstance(raw, float):
        return _trimmed(Decimal(f"{raw:.15g}"))
    if isinstance(raw, int | Decimal):
        return Decimal(raw)
    words = folded(raw).replace(" ", "").translate(_SIGNS).lstrip("¥")
    inner = words.removeprefix("(").removesuffix(")")
    found = _NUMBER.fullmatch(inner)
    if found is None or len(words) - len(inner) not in {0, 2}:
        raise ValueError(raw)
    value = Decimal(found["sign"] + found["digits"].replace(",", ""))
    own = _UNIT.fullmatch(folded(unit).replace(" ", ""))
    assert own is not None
    if found["unit"] and found["unit"] != own["base"]:
        raise ValueError(raw)
    if found["scale"] or found["unit"]:
        value = value.scaleb(_SCALES[found["scale"] or ""] - _SCALES[own["scale"] or ""])
    return _trimmed(-value if inner != words else value)


def _trimmed(value: Decimal) -> Decimal:
    """Return a number without exponent and trailing zeros."""
    words = f"{value:f}"
    return Decimal(words.rstrip("0").rstrip(".") if "." in words else words)


def whole(raw: Any) -> int:
    """Return a whole number.

    Raises:
        ValueError: none, or one with a fraction.

    """
    value = number(raw)
    if value != value.to_integral_value():
        raise ValueError(raw)
    return int(value)


def day(raw: Any) -> date:
    """Return a date: 2016年3月1日, 2016-3-1, 2016/3/1, 20160301, or a sheet's own.

    Raises:
        ValueError: none.

    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, float | int):
        if raw in _SERIALS:
            return _FIRST_DAY + timedelta(days=int(raw))
        raw = text(raw)
    words = folded(raw)
    found = _DAY.fullmatch(words) or _PACKED.fullmatch(words)
    if found is None:
        raise ValueError(raw)
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


def flag(raw: Any) -> bool:
    """Return yes or no: 是, 否, √, ×.

    Raises:
        ValueError: neither.

    """
    word = text(raw).casefold()
    if word not in _YES | _NO:
        raise ValueError(raw)
    return word in _YES
