"""Pure rules of the ledger: due dates, arithmetic, wording."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, Protocol, TypeVar

#: The plan's own bound words for each operator, as the ledger shows them (GOV-03).
WORDS: Final = {"=": "", ">=": "≥", ">": "＞", "~": "约", "<=": "≤", "<": "＜"}
_MONTH: Final = re.compile(r"([0-9]{1,2})月")
_YEAR: Final = re.compile(r"((?:19|20)[0-9]{2})年")
_LAST: Final = (
    ("一季度", 3), ("上半年", 6), ("6月底", 6), ("三季度", 9), ("年底", 12), ("年内", 12),
    ("下半年", 12), ("年末", 12), ("全年", 12), ("二季度", 6), ("四季度", 12),
)  # fmt: skip


class Dated(Protocol):
    """A version of what an indicator takes from a source, from a day on."""

    indicator_id: int
    source_id: int
    number: int
    since: date | None


Version = TypeVar("Version", bound=Dated)


def in_force(versions: Iterable[Version], on: date) -> list[Version]:
    """Return of each term the version that counts on a day, in order of indicator and source.

    The one with the latest day that has come; of two with the same day the later word.
    """
    come = [one for one in versions if one.since is None or one.since <= on]
    come.sort(key=lambda one: (one.since or date.min, one.number))
    last = {(one.indicator_id, one.source_id): one for one in come}
    return [last[key] for key in sorted(last)]


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


def half_up(value: Decimal, places: int = 1) -> Decimal:
    """Round for display, half away from zero (GOV-16)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


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
