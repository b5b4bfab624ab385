"""When two annotations mean the same: words, quantities, names and places compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from typing import Any, Final

Record = dict[str, Any]

_SCALES: Final = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
}
_IGNORED: Final = re.compile(r"[\s\u3000。；;，,“”\"'‘’《》]")
_CLOSE: Final = 40
_SHORTEST_NAME: Final = 2


def squeeze(text: str | None) -> str:
    """Return a text without blanks and the marks that annotators differ on."""
    return _IGNORED.sub("", text or "")


def similarity(one: str | None, other: str | None) -> float:
    """Return the Dice coefficient of character pairs, of characters for very short texts."""
    a, b = squeeze(one), squeeze(other)
    if a == b:
        return 1.0
    size = 2 if min(len(a), len(b)) > 2 else 1  # noqa: PLR2004 - a pair needs two
    x, y = (Counter(t[at : at + size] for at in range(len(t) - size + 1)) for t in (a, b))
    total = x.total() + y.total()
    return 2 * (x & y).total() / total if total else 0.0


def magnitude(value: float | None, unit: str | None) -> tuple[Decimal | None, str]:
    """Return a value in base units and the bare unit: 2.3 亿部 equals 23000 万部."""
    if value is None:
        return None, ""
    bare = squeeze(unit)
    for prefix, factor in _SCALES.items():
        if bare.startswith(prefix):
            return Decimal(str(value)) * factor, bare[len(prefix) :]
    return Decimal(str(value)), bare


def end(fact: Record) -> int:
    """Return where a fact's quote ends."""
    return int(fact["start"]) + len(fact["quote"])


def near(a: Record, b: Record, slack: int = 0) -> bool:
    """Whether two facts stand at one place: they overlap and begin, end or mostly lie together."""
    s, e, t, f = a["start"], end(a), b["start"], end(b)
    if not (s < f + slack and t < e + slack):
        return False
    shared = max(0, min(e, f) - max(s, t))
    reach = _CLOSE + slack
    return abs(s - t) <= reach or abs(e - f) <= reach or 2 * shared >= max(e - s, f - t)


def without_place(name: str, places: Collection[str]) -> str:
    """Return a short firm name without the place glued before it."""
    for place in sorted(places, key=len, reverse=True):
        if name.startswith(place) and len(name) - len(place) >= _SHORTEST_NAME:
            return name[len(place) :]
    return name
