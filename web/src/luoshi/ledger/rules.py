"""Pure rules of the ledger: due dates, arithmetic, wording."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, TypeVar

#: Powers of ten of the prefixes that a unit of amount may carry.
_SCALES: Final = {"万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "万": 4}
#: The plan's own bound words for each operator, as the ledger shows them (GOV-03).
WORDS: Final = {"=": "", ">=": "≥", ">": "＞", "~": "约", "<=": "≤", "<": "＜"}
#: Words that narrow nothing when a subject is compared with last year's.
_FILLER: Final = re.compile("全省|全市|全县|全区|我省|我市|全国|规模以上|规上|企业|力争|完成|实现")
_SAME_INDICATOR: Final = 0.8
_SAME_SUBJECT: Final = 0.6
Found = TypeVar("Found")
_MONTH: Final = re.compile(r"([0-9]{1,2})月")
_YEAR: Final = re.compile(r"((?:19|20)[0-9]{2})年")
_LAST: Final = (
    ("一季度", 3), ("上半年", 6), ("6月底", 6), ("三季度", 9), ("年底", 12), ("年内", 12),
    ("下半年", 12), ("年末", 12), ("全年", 12), ("二季度", 6), ("四季度", 12),
)  # fmt: skip


def due_on(text: str | None, year: int | None) -> date | None:
    """Return the last day that a due phrase allows, or None where it names none.

    10月 of a 2016 plan is 2016-10-31; 2016年上半年 is 2016-06-30; 2018年 is 2018-12-31.
    """
    if not text:
        return None
    years = _YEAR.findall(text)
    in_year = int(years[-1]) if years else year
    if in_year is None:
        return None
    months = [int(month) for month in _MONTH.findall(text) if 1 <= int(month) <= 12]  # noqa: PLR2004 - months of a year
    if months:
        month = months[-1]
    else:
        found = [last for word, last in _LAST if word in text]
        if not found and not years:
            return None
        month = found[0] if found else 12
    return date(in_year, month, monthrange(in_year, month)[1])


def in_base_units(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return an amount in its bare unit: 2.3 亿部 is 230000000 部."""
    for prefix, power in _SCALES.items():
        if unit.startswith(prefix) and len(unit) > len(prefix):
            return value * Decimal(10) ** power, unit[len(prefix) :]
    return value, unit


def half_up(value: Decimal, places: int = 1) -> Decimal:
    """Round for display, half away from zero (GOV-16)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def growth(base: tuple[Decimal, str], target: tuple[Decimal, str]) -> Decimal | None:
    """Return by how many percent `target` exceeds `base`; None without a positive like base."""
    base_value, base_unit = in_base_units(*base)
    value, unit = in_base_units(*target)
    if base_unit != unit or base_value <= 0:
        return None
    return (value / base_value - 1) * 100


def _alike(one: str, other: str) -> float:
    """Return how many characters two names share (Dice), filler words left out."""
    first, second = (Counter(_FILLER.sub("", text)) for text in (one, other))
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else 1.0


def base_of(
    target: Mapping[str, Any], past: Iterable[tuple[Found, Mapping[str, Any]]]
) -> tuple[Found, Mapping[str, Any]] | None:
    """Return last year's figure of the same indicator and subject, or None.

    `past` are (what was found, its fields) of actual and estimated figures. The unit must be of
    the same kind, the indicator and the subject alike; the best of several is taken.
    """
    best, best_score = None, 0.0
    for found, fields in past:
        if fields.get("value") is None or target.get("value") is None:
            continue
        if fields.get("year") is None or fields["year"] + 1 != target.get("year"):
            continue
        units = [in_base_units(Decimal(1), each.get("unit") or "")[1] for each in (fields, target)]
        if units[0] != units[1]:
            continue
        indicator = _alike(fields.get("indicator_text") or "", target.get("indicator_text") or "")
        subject = _alike(fields.get("subject_text") or "", target.get("subject_text") or "")
        if indicator < _SAME_INDICATOR or subject < _SAME_SUBJECT:
            continue
        if indicator + subject > best_score:
            best, best_score = (found, fields), indicator + subject
    return best


def heading_of(outline: Iterable[dict[str, Any]], start: int) -> tuple[int | None, int | None, str]:
    """Return the (level-2 number, level-3 number, title) under which an offset stands."""
    numbers: dict[int, int | None] = {}
    title = ""
    for heading in outline:
        if heading["start"] > start:
            break
        level = heading["level"]
        numbers = {at: number for at, number in numbers.items() if at < level}
        numbers[level] = heading["number"]
        if level > 1 and heading.get("title"):
            title = heading["title"]
    return numbers.get(2), numbers.get(3), title


def covers(
    headings: Iterable[Iterable[int | None]], level2: int | None, level3: int | None
) -> bool:
    """Whether a row's address pairs cover a measure: [2, null] covers all of section 2."""
    return any(first == level2 and second in (None, level3) for first, second in headings)
