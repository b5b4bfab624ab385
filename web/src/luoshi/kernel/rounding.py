"""Rounding for display, and only there: half-up, in decimals (GOV-16). Pure: rules use it.

Python's own `round(0.125, 2)` gives 0.12, which no statistician accepts. Rates have one decimal,
differences of rates are said in 百分点, and a rate over a base that is not above nought is "—".
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NONE: Final = "—"
"""What stands where there is no rate."""

FOOTNOTE: Final = "注：部分数据因四舍五入的原因，分项之和与合计略有出入。"
"""What is said under a table whose shown parts do not add up to the shown total."""

_RATE: Final = 1
_HUNDRED: Final = Decimal(100)


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Return a number as it is shown; what rounds to nought has no sign."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return a part in per cent of a whole; none over nought, below it, or over what is missing."""
    if part is None or whole is None or whole <= 0:
        return None
    return part / whole * _HUNDRED


def growth(value: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Return by how many per cent a value is above its base; none where the base is ≤ 0."""
    portion = share(value, base)
    return None if portion is None else portion - _HUNDRED


def rate_text(rate: Decimal | None) -> str:
    """Return a rate in words: 9.6%, or — where there is none."""
    return NONE if rate is None else f"{half_up(rate, _RATE):f}%"


def points_text(difference: Decimal | None) -> str:
    """Return a difference of two rates in words: 1.2个百分点, or — where there is none."""
    return NONE if difference is None else f"{half_up(difference, _RATE):f}个百分点"


def adds_up(parts: Iterable[Decimal], total: Decimal, decimals: int) -> bool:
    """Whether the parts as shown add up to the total as shown; if not, `FOOTNOTE` is due."""
    return sum((half_up(part, decimals) for part in parts), Decimal(0)) == half_up(total, decimals)
