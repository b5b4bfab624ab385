"""Which year a statement is about: named in it, before it, in a heading, or the plan's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luoshi_reader.source import Span
from luoshi_reader.structure.outline import Paragraph, PlanText, Section
from luoshi_reader.text.numbers import numeral
from luoshi_reader.text.periods import FIVE_YEARS, five_years_named
from luoshi_reader.text.spans import years_named

#: Times told from the plan's own year. A review of 过去五年 carries its last year.
_RELATIVE: Final = {
    "今年": 0, "本年度": 0, "去年": -1, "过去一年": -1, "过去的一年": -1, "一年来": -1,
    "前年": -2, "明年": 1, "过去五年": -1, "过去的五年": -1, "五年来": -1, "这五年": -1,
    "五年间": -1, "未来五年": 4, "今后五年": 4, "未来三年": 2, "今后三年": 2,
}  # fmt: skip
_SAID: Final = re.compile(
    "|".join(sorted(_RELATIVE, key=len, reverse=True))
    + rf"|[“\"]?({'|'.join(FIVE_YEARS)})[”\"]?(?:时期|期间|期末|末|以来|的五年)"
)
_NUMBER: Final = "[0-9]{1,2}|[一二两三四五六七八九十]"
#: A term counted from a year, or from the plan's own: 自2021年起5年内, 用3年时间.
_LONG_TERM: Final = (
    rf"[自从]?(?P<since>20[0-9]{{2}})年(?:开始|起)，?[^，。；0-9]{{0,6}}?(?P<counted>{_NUMBER})年"
    rf"(?:左右)?的?(?:时间|努力|之内|以?内|左右)"
    rf"|(?:用|经过|通过|在)(?:未来|今后)?(?:[0-9一二三四五]{{1,2}}[-—–~～至到])?"
    rf"(?P<years>{_NUMBER})年(?:左右)?的?(?:时间|努力|奋斗|之内|以?内)"
)
_TERM: Final = re.compile(
    rf"(?=[自从用经通在0-9一二两三四五六七八九十])(?:{_LONG_TERM}|(?<![0-9前近])(?P<within>{_NUMBER})年(?:之内|以?内)"
    "(?=，|[^，。]{2,30}(?:达|突破|超过|增)))"
)
_AGAINST: Final = frozenset("比较与自从由")
_HEADS_GOALS: Final = re.compile(r"[^，。；]{0,12}目标")
#: A limit that opens its paragraph governs the list that follows too.
_OPENS_WITHIN: Final = 30
_REVIEW: Final = re.compile("回顾|成效|成就|过去|发展现状|面临(?:的)?形势|发展基础|工作情况")
_GOALS: Final = re.compile("目标|任务|要求|安排|重点工作|主要工作")


@dataclass(frozen=True, slots=True)
class Said:
    """A year in force from `at` on and where it is printed.

    It may be a `limit` (到2027年) or head the `goals` that follow (今后五年的发展目标).
    """

    at: int
    year: int
    span: Span
    limit: bool
    goals: bool = False


class Clock:
    """The years in force over the paragraphs of one plan, read in order."""

    def __init__(self, plan: PlanText) -> None:
        self._plan = plan
        self._limits: dict[int, Said] = {}
        self._said: list[Said] = []
        self._section: Section | None = None
        #: The limit first told by a plan that is dated nowhere: it stands in for the plan's year.
        self._declared: Said | None = None
        #: The first year the plan is for: what is said of an earlier one has happened.
        self.first_year = first_year_of(plan.title_text, plan.year)

    def enter(self, paragraph: Paragraph) -> None:
        """Take up a paragraph: what it says of years counts for what follows in it."""
        self._said = self._read(paragraph)
        self._section = paragraph.section
        if self._declared is None and self._plan.year is None:
            self._declared = next((said for said in self._said if said.limit), None)
        for said in self._said:
            opens = said.limit and (said.at < _OPENS_WITHIN or _of_goals(paragraph.section))
            if opens or said.goals or paragraph.text.endswith(("：", ":")):
                self._limits[id(paragraph.section)] = said

    def year(self, at: int) -> Said | None:
        """Return the year in force at an offset of the paragraph, or None."""
        before = bisect_left(self._said, at, key=lambda said: said.at)
        if before:
            return self._said[before - 1]
        section = self._section
        while section is not None:
            if limit := self._limits.get(id(section)):
                return limit
            if heading := self._in_heading(section):
                return heading
            section = section.parent
        return self._declared

    def between(self, start: int, end: int) -> list[Said]:
        """Return the years that are said between two offsets of the paragraph."""
        low = bisect_left(self._said, start, key=lambda said: said.at)
        high = bisect_left(self._said, end, key=lambda said: said.at)
        return self._said[low:high]

    def is_review(self) -> bool:
        """Whether the paragraph stands under a heading that looks back."""
        section = self._section
        while section is not None and section.heading is not None:
            title = section.heading.title_text or ""
            if section.heading.level > 1 and _GOALS.search(title):
                return False
            if section.heading.level > 1 and _REVIEW.search(title):
                return True
            section = section.parent
        return False

    def _in_heading(self, section: Section) -> Said | None:
        heading = section.heading
        if heading is None or heading.level == 1 or not heading.title_text:
            return None
        found = self._times(heading.title_text)
        if not found:
            return None
        _, year, _, _ = found[-1]
        return Said(0, year, heading.span, limit=False)

    def _read(self, paragraph: Paragraph) -> list[Said]:
        text, folded = paragraph.text, paragraph.folded
        return [
            Said(
                end,
                year,
                folded.back(start, end),
                limit,
                goals=_HEADS_GOALS.match(text, end) is not None,
            )
            for start, year, end, limit in self._times(text)
        ]

    def _times(self, text: str) -> list[tuple[int, int, int, bool]]:
        """Return (start, year, end, whether a limit) of the governing times of a text."""
        if "年" not in text and "五”" not in text and '五"' not in text:
            return []
        found = [
            (start, year, end, text.startswith("到", start))
            for start, end, _, year in _years_in(text)
            if not _is_basis(text, start, end)
        ]
        begun = self.first_year or self._plan.year
        for match in _SAID.finditer(text):
            if _is_basis(text, match.start(), match.end()):
                continue
            if match[1]:
                found.append((match.start(), FIVE_YEARS[match[1]], match.end(), False))
            elif begun is not None:
                year = begun + _RELATIVE[match[0]]
                found.append((match.start(), year, match.end(), False))
        found += self._terms(text)
        found.sort()
        return found

    def _terms(self, text: str) -> Iterator[tuple[int, int, int, bool]]:
        """Yield the terms counted from a year; the year they begin with is the first."""
        for match in _TERM.finditer(text):
            since = int(match["since"]) if match["since"] else self.first_year
            years = numeral(match["counted"] or match["years"] or match["within"])
            if since is not None and years is not None:
                yield match.start(), since + int(years) - 1, match.end(), True


def first_year_of(title: str, last: int | None) -> int | None:
    """Return the first year that a title prints: 2022 of （2022-2035）, 2021 of 十四五."""
    if last is None:
        return None
    if five_years_named(title) == last:
        return last - 4
    spans = [first for _, _, first, end in _years_in(title) if end == last]
    spans += [int(one["first"]) for one in _BARE_SPAN.finditer(title) if int(one["last"]) == last]
    return min(spans, default=last)


#: A span of years without 年 behind it: （2022-2035）, and a five-year plan's own.
_BARE_SPAN: Final = re.compile(
    "(?<![0-9])(?P<first>20[0-9]{2})年?[-—–~～－至到]{1,2}(?P<last>20[0-9]{2})(?![0-9])"
)
#: What stands before a time and tells how far it reaches.
_LEADS: Final = ("截至", "截止", "到", "至", "自", "从", "在", "于")


def _years_in(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start, end, first year, last year) of the times that print a year, leads taken in."""
    for found in years_named(text):
        at = found.core[0]
        lead = next((word for word in _LEADS if text.endswith(word, 0, at)), "")
        start = min(found.start, at - len(lead))
        yield start, found.end, found.one.first.year, (found.other or found.one).first.year


def _of_goals(section: Section) -> bool:
    """Whether a section is about goals: a limit anywhere in it governs what follows."""
    heading = section.heading
    return heading is not None and "目标" in (heading.title_text or "")


def _is_basis(text: str, start: int, end: int) -> bool:
    """Whether a year is only compared with or looked out to: 比2020年增长, 2035年远景目标."""
    if text[start] in _AGAINST or text.endswith("以来", start, end):
        return True
    if text.startswith("远景", end) and text[start] != "到":
        return True
    return text[start - 1 : start] in _AGAINST and not text.startswith("，", end)
