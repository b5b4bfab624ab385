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
_TURN: Final = r"年底|年末|年初(?!步)|底|末|初(?!步)"
_NEAR: Final = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}
_IN_MONTH: Final = rf"(?:(?P<day>{_DAY})[日号]|(?P<end>底|末|初|[上中下]旬))"
_DATE: Final = re.compile(
    rf"(?=[0-9{_HANZI}十今本去前明后年])(?<![0-9])(?:(?P<iso>(?:19|20|21)[0-9]{{2}})[-./](?P<isomonth>1[0-2]|0?[1-9])[-./]"
    r"(?P<isoday>3[01]|[12][0-9]|0?[1-9])(?![0-9.])"
    rf"|(?:(?P<year>{_YEAR})(?: ?年? ?{_BAR} ?(?P<until>(?:19|20|21)[0-9]{{2}}))? ?年(?:度)?"
    rf"|(?P<near>{'|'.join(_NEAR)})度?)"
    rf"(?:(?P<turn>{_TURN})|(?P<part>{_PART})|(?P<month>{_MONTH})月(?!度)份?{_IN_MONTH}?)?"
    rf"|(?P<bare>{_MONTH})月(?!度)份?{_IN_MONTH.replace('<', '<bare')}?"
    r"|(?P<plain>年底|年末|年内))"
    r"(?P<tail>之?前|以前|起|以来)?"
)
_LEADS: Final = ("截至", "截止", "到", "至", "自", "从", "在", "于")
_HALVES: Final = {"上半年": (1, 6), "下半年": (7, 12)}
_QUARTER: Final = re.compile(r"[一二三四1-4](?=季度)")
_SPANS: Final = ("-", "—", "–", "~", "～", "至", "到")
_THIRDS: Final = {"上旬": 10, "中旬": 20, "初": 10}
_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class When:
    """A time named in a text; `start`..`end` take in 到 before and 前 behind.

    `year` is the last year meant, `year_from` the first of a span; both None where the text
    leaves the year to the reader, who adds `offset` to the year of the text (明年 is 1).
    `first` and `last` are (month, day) within those years.
    """

    start: int
    end: int
    year: int | None
    year_from: int | None
    first: tuple[int, int]
    last: tuple[int, int]
    offset: int = 0

    def due(self, year: int) -> date:
        """Return the last day meant, counting from `year` where the text names none."""
        month, day = self.last
        at = self.year if self.year is not None else year + self.offset
        return date(at, month, min(day, monthrange(at, month)[1]))


def dates(text: str) -> Iterator[When]:
    """Yield every time named in a text in order; 7月4日到7月6日 is one."""
    waiting: When | None = None
    for match in _DATE.finditer(text):
        if (
            match["bare"]
            and not match["bareday"]
            and text[match.start() - 1 : match.start()] == "个"
        ):
            continue
        found = _when(text, match)
        if waiting is not None:
            if joined := _joined(text, waiting, found):
                waiting = joined
                continue
            yield waiting
        waiting = found
    if waiting is not None:
        yield waiting


def _when(text: str, match: re.Match[str]) -> When:
    lead = next((w for w in _LEADS if text.endswith(w, 0, match.start())), "")
    year = int(match["iso"]) if match["iso"] else _year(match["year"])
    until = int(match["until"]) if match["until"] else year
    first, last = _within(match)
    offset = _NEAR[match["near"]] if match["near"] else 0
    return When(match.start() - len(lead), match.end(), until, year, first, last, offset)


def _joined(text: str, one: When, other: When) -> When | None:
    """Join 2009年到2010年 and 7月4日—6日 where nothing but the sign of a span lies between."""
    between = text[one.end : other.end]
    if not between.startswith(_SPANS) or len(text[one.end : other.start].strip("-—–~～至到")) > 0:
        return None
    year = other.year if other.year is not None else one.year
    if (year or 0) < (one.year or 0):
        return None
    return When(one.start, other.end, year, one.year_from, one.first, other.last, other.offset)


def _year(printed: str | None) -> int | None:
    if printed is None:
        return None
    value = numeral(printed)
    return int(value) if value is not None else None


def _within(match: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and the last (month, day) of a match inside its year."""
    if match["iso"]:
        on = int(match["isomonth"]), int(match["isoday"])
        return on, on
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
            of_month = int(numeral(day) or 1)
            return (at, of_month), (at, of_month)
        return (at, 1), (at, _THIRDS.get(match["end"] or match["bareend"] or "", 31))
    if match["turn"] and match["turn"].endswith("初"):
        return (1, 1), (3, 31)
    return (1, 1), (_DECEMBER, 31)
