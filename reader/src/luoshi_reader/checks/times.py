"""LS401 to LS406: no deadline, deadlines and targets of the past, days and years that are none."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Fact
from luoshi_reader.rules import raised
from luoshi_reader.structure.marks import numeral
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.text.folding import Folded

_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_BAR: Final = "[-—–~～至到]{1,2}"
_SPAN: Final = re.compile(
    rf"(?<![0-9])((?:19|20)[0-9]{{2}})年?{_BAR}((?:19|20)[0-9]{{2}})(?=年|[）)])"
)
_COUNT: Final = re.compile(
    r"([一二两三四五六七八九十]|[2-9])年(?:行动|实施|工作|发展)?(?:计划|方案|规划)"
)
_DUE: Final = re.compile(
    r"((?:19|20)[0-9]{2})年(?:年?[底末]|[0-9]{1,2}月(?:底|末|[0-9]{1,2}日)?)?之?前，?"
    r"(?:要|将|须|应|全面|基本|全部|力争|确保|率先|各[市县区]|[^，。；已了]{0,6}?)"
    r"(?:完成|建成|实现|达到|投产|投用|出台|启动)(?!了|的|情况)"
)
#: A target set for a year: 2024年，力争…达到500亿元.
_AIM: Final = re.compile(
    r"((?:19|20)[0-9]{2})年(?![来度]|以来|起|底?前|以前)，?[^，。；0-9]{0,12}"
    r"(?:力争|确保|努力实现|争取)[^。；]{0,40}?[0-9]"
)
_DONE: Final = re.compile(r"已|此前|曾|截至|对|凡|原计划|，在$")
_DAY: Final = re.compile(r"(?<![0-9])(?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})日")
_ANY_TIME: Final = re.compile(
    r"[0-9]{4}年|年底|年末|年内|月底|[0-9]月|季度|工作日|十[二三四五六七]五|[0-9一二两三四五六七八九十]年内?"
    r"|近期|中期|远期|今年|本年|每年|年度|上半年|下半年|期限|有效期"
)
_DATED_KIND: Final = re.compile(r"(?:计划|方案)$")
_LONG_ENOUGH: Final = 800
_MONTHS: Final = 12
_LEAP: Final = 2020


def issued(plan: PlanText) -> int | None:
    """Return the year from which a plan runs: the first one of its title, else the plan's."""
    years = _YEAR.findall(plan.title_text)
    return min(map(int, years)) if years else plan.year


def times(plan: PlanText, _facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS401 to LS406."""
    views = [paragraph.folded for paragraph in plan.paragraphs]
    views += [cell for table in plan.tables for row in table.rows for cell in row]
    yield from _no_deadline(plan, views)
    yield from _title(plan)
    now = issued(plan)
    for view in views:
        yield from _days(view)
        yield from _years(view)
        if now is not None:
            yield from _past(view, now)


def _no_deadline(plan: PlanText, views: Sequence[Folded]) -> Iterator[Doubt]:
    long = sum(len(view.text) for view in views) >= _LONG_ENOUGH
    texts = [plan.title_text, *(view.text for view in views)]
    texts += [heading.title_text or "" for heading in plan.headings]
    if long and _DATED_KIND.search(plan.title_text) and not any(map(_ANY_TIME.search, texts)):
        yield raised("LS401", plan.headings[0].span if plan.headings else plan.span)


def _title(plan: PlanText) -> Iterator[Doubt]:
    count, span = _COUNT.search(plan.title_text), _SPAN.search(plan.title_text)
    if not (count and span and plan.root.heading):
        return
    said = int(count[1]) if count[1].isdigit() else numeral(count[1])
    years = int(span[2]) - int(span[1]) + 1
    # 三年行动计划（2023—2026年） may count from the middle of one year to the middle of another.
    if years > 0 and said not in {years, years - 1}:
        where = plan.root.heading.span
        yield raised("LS406", where, count=count[1], first=span[1], last=span[2], years=years)


def _days(view: Folded) -> Iterator[Doubt]:
    for match in _DAY.finditer(view.text):
        year, month, day = int(match[1] or _LEAP), int(match[2]), int(match[3])
        if not 1 <= month <= _MONTHS or not 1 <= day <= monthrange(year, month)[1]:
            yield raised("LS404", view.back(*match.span()), day=match[0])


def _years(view: Folded) -> Iterator[Doubt]:
    for match in _SPAN.finditer(view.text):
        if int(match[2]) < int(match[1]):
            yield raised("LS405", view.back(*match.span()), years=match[0])


def _past(view: Folded, now: int) -> Iterator[Doubt]:
    for match in _DUE.finditer(view.text):
        low = max(view.text.rfind(sign, 0, match.start()) for sign in "。；") + 1
        if int(match[1]) < now and not _DONE.search(view.text, low, match.start()):
            yield raised("LS402", view.back(*match.span()), due=match[0], year=now)
    for match in _AIM.finditer(view.text):
        low = max(view.text.rfind(sign, 0, match.start()) for sign in "。；") + 1
        if int(match[1]) < now and not _DONE.search(view.text, low, match.end()):
            words = view.words(*match.span())
            yield raised(
                "LS403", view.back(*match.span()), target=f"{words}…", due=match[1], year=now
            )
