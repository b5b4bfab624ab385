"""Units of amounts: 万辆 and 辆 convert, 万辆 and 亿元 do not. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

#: Powers of ten of the prefixes that a unit of amount may carry.
SCALES: Final = {"万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "万": 4}
#: What is measured in these adds up to nothing: rates and ranks.
_NOT_ADDING: Final = frozenset({"", "%", "‰", "个百分点", "百分点", "倍", "位", "名次"})
#: Plans print wide signs as well; they measure the same.
_NARROW: Final = str.maketrans("％／", "%/")


def split_unit(unit: str) -> tuple[int, str]:
    """Return the power of ten and the bare unit: 万辆 is (4, 辆); 万 alone counts nothing."""
    unit = unit.translate(_NARROW)
    for prefix, power in SCALES.items():
        if unit.startswith(prefix) and len(unit) > len(prefix):
            return power, unit[len(prefix) :]
    return 0, unit


def convert(value: Decimal, unit: str, into: str) -> Decimal | None:
    """Return a value of `unit` in another unit, exactly; None where they are of different kinds."""
    power, bare = split_unit(unit.strip())
    into_power, into_bare = split_unit(into.strip())
    if bare != into_bare:
        return None
    return value.scaleb(power - into_power)


def adds_up(unit: str) -> bool:
    """Whether amounts of a unit can be split into parts: rates cannot."""
    return split_unit(unit.strip())[1] not in _NOT_ADDING
