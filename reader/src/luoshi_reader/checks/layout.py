"""LS601 to LS607 and LS109: enumerations, heading marks and levels, signs, document numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Fact, Heading
from luoshi_reader.rules import raised
from luoshi_reader.source import Span
from luoshi_reader.structure.marks import numeral
from luoshi_reader.structure.outline import PlanText, Section

_HAN: Final = "一二三四五六七八九十"
_TOLD: Final = re.compile(rf"(?:^|(?<=[。；：，、]))([{_HAN}]{{1,3}})(是|要)(?!否|不是|一)")
#: Levels below which marks are counted, and how the levels are marked.
_PART: Final = 2
#: Parts with text beside one without.
_FEWEST: Final = 2
_FORMS: Final = {2: "一、", 3: "（一）", 4: "1.", 5: "（1）"}
_ORDINARY: Final = re.compile(
    rf"[{_HAN}]{{1,3}}、|[（(][{_HAN}]{{1,3}}[）)]|[0-9]{{1,2}}[.．、]|[（(][0-9]{{1,2}}[）)]"
)
_WRONG: Final = (
    (re.compile(rf"([{_HAN}]{{1,3}})[.．](?![0-9])"), "{0}、"),
    (re.compile(rf"[（(]([{_HAN}]{{1,3}})[）)][、，.．]"), "（{0}）"),
    (re.compile(r"([0-9]{1,2})、"), "{0}."),
    (re.compile(r"[（(]([0-9]{1,2})[）)][、，.．]"), "（{0}）"),
)
_COUNT: Final = re.compile(
    rf"(?P<count>[{_HAN}]{{1,2}}|[0-9]{{1,2}})(?P<of>大|项|个)(?:重点|主要|重大|专项)?"
    r"(?:工程|行动|任务|计划|举措|措施|工作)$"
)
_ASCII: Final = re.compile(r"(?<=[\u4e00-\u9fff])([,;:?!])(?=[\u4e00-\u9fff])")
_DOUBLED: Final = re.compile(
    r"(?<![，。；：、])(?:，，|。。|；；|：：|、、|，。|。，|、，|，、|；。|。；|、。|：。|；，|，；)"
    r"(?![，。；：、])"
)
_NUMBER: Final = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{1,8}?)(?P<open>[\[［（(【〔])"
    r"(?P<year>(?:19|20)[0-9]{2})[\]］）)】〕] ?"
    r"(?P<nth>第?)(?P<zero>0*)(?P<number>[1-9][0-9]{0,4}) ?号"
)


def layout(plan: PlanText, _facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS109 and LS601 to LS607."""
    yield from _enumerations(plan)
    yield from _marks(plan)
    yield from _levels(plan)
    yield from _characters(plan)


def _enumerations(plan: PlanText) -> Iterator[Doubt]:
    """Follow 一是…二是… through the paragraphs of a section, one inside another allowed."""
    section: Section | None = None
    open_at: list[tuple[int, str, Span]] = []
    for paragraph in plan.paragraphs:
        if paragraph.section is not section:
            section, open_at = paragraph.section, []
        for match in _TOLD.finditer(paragraph.text):
            number = numeral(match[1])
            here = (number, match[0], paragraph.folded.back(*match.span()))
            if number == 1:
                open_at.append(here)
                continue
            while open_at and open_at[-1][0] != number - 1 and len(open_at) > 1:
                open_at.pop()
            if open_at and open_at[-1][0] != number - 1:
                first = open_at[-1]
                yield raised("LS601", here[2], (first[2],), first=first[1], second=here[1])
            if open_at:
                open_at[-1] = here


def _marks(plan: PlanText) -> Iterator[Doubt]:
    """Yield LS602 once for each wrong form of a mark, with how often it stands in the plan."""
    views = [(heading.span.start, plan.source.quote(heading.span)) for heading in plan.headings]
    found: dict[str, list[tuple[Span, str, str]]] = {}
    for start, words in views:
        for pattern, right in _WRONG:
            if match := pattern.match(words):
                span = Span(start, start + match.end())
                found.setdefault(right, []).append((span, match[0], right.format(match[1])))
    for places in found.values():
        span, mark, should = places[0]
        yield raised("LS602", span, mark=mark, right=should, count=len(places))


def _levels(plan: PlanText) -> Iterator[Doubt]:
    skipped = False
    waiting = [plan.root]
    while waiting:
        section = waiting.pop()
        waiting += reversed(section.children)
        heading = section.heading
        if heading is None:
            continue
        yield from _counted(section)
        for child in section.children[:1]:
            if not skipped and _skips(heading, child.heading, plan):
                assert child.heading
                skipped = True
                between = _FORMS[heading.level + 1]
                yield raised(
                    "LS603",
                    child.heading.span,
                    (heading.span,),
                    above=_FORMS[heading.level],
                    below=_FORMS[child.heading.level],
                    between=between,
                )
    yield from _empty(plan)


def _skips(above: Heading, below: Heading | None, plan: PlanText) -> bool:
    """Whether ordinary marks pass over a level: 1. under 一、, or （1） under （一）."""
    if below is None or below.number is None or above.number is None:
        return False
    words = [plan.source.quote(heading.span) for heading in (above, below)]
    return (
        all(map(_ORDINARY.match, words)) and above.level >= _PART and below.level > above.level + 1
    )


def _counted(section: Section) -> Iterator[Doubt]:
    heading = section.heading
    match = _COUNT.search(heading.title_text or "") if heading else None
    numbered = [each.heading for each in section.children if each.heading and each.heading.number]
    if not (match and heading and len(numbered) > 1):
        return
    words = match["count"]
    said = int(words) if words.isdigit() else numeral(words)
    if said > 1 and len(numbered) != said and numbered[-1].number == len(numbered):
        yield raised("LS109", heading.span, count=match[0], listed=len(numbered))


def _empty(plan: PlanText) -> Iterator[Doubt]:
    """Yield parts under which nothing stands, where their neighbours have text."""
    text = plan.source.text
    parts = [part for part in plan.root.children if part.heading and part.heading.number]
    full = [part for part in parts if part.children or part.paragraphs]
    if len(full) < max(_FEWEST, len(parts) - 1):
        return
    headings = sorted(heading.span.start for heading in plan.headings)
    for part in parts:
        heading = part.heading
        if heading is None or heading.level != _PART or part.children or part.paragraphs:
            continue
        at = bisect_right(headings, heading.span.start)
        end = headings[at] if at < len(headings) else plan.span.end
        if at < len(headings) and not text[heading.span.end : end].strip("。.：: \t\r\n\u3000\xa0"):
            yield raised("LS604", heading.span, heading=heading.title_text or "")


def _characters(plan: PlanText) -> Iterator[Doubt]:
    start = plan.span.start
    text = plan.source.text[start : plan.span.end]
    signs: dict[str, list[Span]] = {}
    for match in _ASCII.finditer(text):
        where = Span(match.start() + start, match.end() + start)
        signs.setdefault(match[1], []).append(where)
    for sign, places in signs.items():
        right = chr(ord(sign) + 0xFEE0)
        yield raised("LS605", places[0], sign=sign, right=right, count=len(places))
    for match in _DOUBLED.finditer(text):
        where = Span(match.start() + start, match.end() + start)
        yield raised("LS606", where, signs=match[0])
    told: set[str] = set()
    for match in _NUMBER.finditer(text):
        right = f"{match['of']}〔{match['year']}〕{match['number']}号"
        wrong = match["open"] != "〔" or match["nth"] or match["zero"]
        if wrong and right not in told:
            told.add(right)
            where = Span(match.start() + start, match.end() + start)
            yield raised("LS607", where, number=match[0], right=right)
