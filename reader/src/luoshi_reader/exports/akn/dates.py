"""Days and document numbers as printed, and the day as XML writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from luoshi_reader.source import Span
from luoshi_reader.structure.marks import numeral

_HAN: Final = "一二三四五六七八九十"
_DAY: Final = re.compile(
    "(?P<year>(?:19|20)[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})年"
    f"(?P<month>[0-9]{{1,2}}|[{_HAN}]{{1,2}})月(?P<day>[0-9]{{1,2}}|[{_HAN}]{{1,3}})日"
)
#: 豫政办〔2016〕45号 on a line of its own.
_NUMBER: Final = re.compile(
    r"^[ \t\u3000]*([^\s，。、：〔［\[《]{1,16}[〔［\[](?:19|20)[0-9]{2}[〕］\]][0-9]{1,5}号)\s*$",
    re.MULTILINE,
)
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def days(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """Yield every whole day that a stretch names with its place: 2016年3月1日 is 2016-03-01."""
    for found in _DAY.finditer(text, start, end):
        try:
            day = date(
                int(found["year"].translate(_DIGITS)), _value(found["month"]), _value(found["day"])
            )
        except ValueError:
            continue  # 2月30日 is no day
        yield Span(*found.span()), day.isoformat()


def document_number(text: str, start: int, end: int) -> Span | None:
    """Return the first document number that has a line of its own, in pages before a plan."""
    found = _NUMBER.search(text[start:end])
    return Span(start + found.start(1), start + found.end(1)) if found else None


def _value(printed: str) -> int:
    return int(printed) if printed.isascii() else numeral(printed)
