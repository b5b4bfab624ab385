"""Years, halves, quarters, months and days as plans print them.

2016年, 2016年上半年, 2016年年底, 到2027年, 2025—2027年, 10月, 6月30日前, 二〇二五年, 年底前.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from luoshi_reader.text.numbers import numeral

_HANZI: Final = "〇○零一二三四五六七八九"
_YEAR: Final = rf"(?:19|20|21)[0-9]{{2}}|[一二][{_HANZI}]{{3}}"
_MONTH: Final = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY: Final = r"3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_BAR: Final = r"[-—–~～至到]{1,2}"
_PART: Final = r"上半年|下半年|前?第?[一二三四1-4]季度|(?:第?一至[二三]|前[二三])季度"
_TURN: Final = r"年底|年末|年初|底|末|初"
_DATE: Final = re.compile(
    rf"(?<![0-9])(?:(?P<year>{_YEAR})(?:年?{_BAR}(?P<until>(?:19|20|21)[0-9]{{2}}))?年(?:度)?"
    rf"(?:(?P<turn>{_TURN})|(?P<part>{_PART})"
    rf"|(?P<month>{_MONTH})月(?!度)份?(?:(?P<day>{_DAY})[日号]|(?P<end>底|末|初|[上中下]旬))?)?"
    rf"|(?P<bare>{_MONTH})月(?!度)份?(?:(?P<bareday>{_DAY})[日号]|(?P<bareend>底|末|初|[上中下]旬))?"
    rf"|(?P<plain>年底|年末|年内|(?:今年|明年|本年)(?:底|内)?))"
    r"(?P<tail>之?前|以前|起|以来)?"
)
_LEADS: Final = ("截至", "截止", "到", "至", "自", "从", "在", "于")
_HALVES: Final = {"上半年": (1, 6), "下半年": (7, 12)}
_QUARTER: Final = re.compile(r"[一二三四1-4](?=季度)")
_THIRDS: Final = {"上旬": 10, "中旬": 20, "初": 10}
_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class When:
    """A time named in a text; `start`..`end` take in 到 before and 前 behind.

    `year` is the last year meant, `year_from` the first of a span; both None where the text
    leaves the year to the reader. `first` and `last` are (month, day) within those years.
    """

    start: int
    end: int
    year: int | None
    year_from: int | None
    first: tuple[int, int]
    last: tuple[int, int]

    def due(self, year: int) -> date:
        """Return the last day meant, in `year` where the text names none."""
        month, day = self.last
        at = self.year if self.year is not None else year
        return date(at, month, min(day, monthrange(at, month)[1]))


def dates(text: str) -> Iterator[When]:
    """Yield every time named in a text in order."""
    for match in _DATE.finditer(text):
        if (
            match["bare"]
            and not match["bareday"]
            and text[match.start() - 1 : match.start()] == "个"
        ):
            continue
        lead = next((w for w in _LEADS if text.endswith(w, 0, match.start())), "")
        year = _year(match["year"])
        until = int(match["until"]) if match["until"] else year
        yield When(match.start() - len(lead), match.end(), until, year, *_within(match))


def _year(printed: str | None) -> int | None:
    if printed is None:
        return None
    value = numeral(printed)
    return int(value) if value is not None else None


def _within(match: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and the last (month, day) of a match inside its year."""
    part = match["part"] or ""
    if part in _HALVES:
        first, last = _HALVES[part]
        return (first, 1), (last, 31)
    if quarter := _QUARTER.search(part):
        at = int(numeral(quarter[0]) or 1)
        return (1 if "前" in part or "至" in part else at * 3 - 2, 1), (at * 3, 31)
    month = match["month"] or match["bare"]
    if month:
        at = int(numeral(month) or 1)
        day = match["day"] or match["bareday"]
        if day:
            on = int(numeral(day) or 1)
            return (at, on), (at, on)
        return (at, 1), (at, _THIRDS.get(match["end"] or match["bareend"] or "", 31))
    if match["turn"] and match["turn"].endswith("初"):
        return (1, 1), (3, 31)
    return (1, 1), (_DECEMBER, 31)
