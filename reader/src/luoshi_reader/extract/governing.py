"""Who governs what in a clause: verbs, due phrases and sections that look back."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

from luoshi_reader.extract.years import first_year_of
from luoshi_reader.facts import Heading
from luoshi_reader.lexicon import verbs
from luoshi_reader.lexicon.promises import PAST_TITLES
from luoshi_reader.source import Span
from luoshi_reader.structure.outline import Paragraph, PlanText, Section
from luoshi_reader.text.folding import Folded

STOPS: Final = "。；！？"
PAUSES: Final = STOPS + "，：、"
#: No clause is sought farther away: a text without full stops is still read in linear time.
FARTHEST: Final = 600
_OPENING: Final = "（《“"
_CLOSING: Final = "）》”"
#: What a title promises to tell besides: its section is no mere review.
_AHEAD_TITLE: Final = re.compile("目标|任务|安排|打算|部署|举措|要求|展望|建议")
_PAST_TITLE: Final = re.compile(verbs.branches(PAST_TITLES))
_ADVERBS: Final = re.compile(rf"(?:{verbs.alternation(verbs.ADVERB)})+$")
_JOINT: Final = re.compile(
    rf"(?:(?:、|和|与|及|或|并|、并|和)?(?:{verbs.alternation(verbs.ADVERB)})*)$"
)
_PIVOT: Final = re.compile(rf"(?:{verbs.alternation(verbs.PIVOT)})$")
#: 改扩建中小学10所、新增…: behind a number a verb opens its own phrase.
_AFTER_COUNT: Final = re.compile(r"[0-9][^、0-9]*[、和并]$")
_CHAIN: Final = frozenset(["", "、", "和", "与", "及", "或", "并"])
#: 建成了, 突破的, 建设为抓手, 建设用地: what is done, what shapes a noun, what is no verb there.
_DONE: Final = re.compile(
    "[了的为者性部厅局等]|成为|过(?![百千万十]*亿|[百千]万)|用地|(?<!安排)(?<!统筹)(?<!筹措)(?<!拨付)资金|(?<!制定)(?<!修订)(?<!制订)标准(?!厂房|化|地)|规划(?=[，。；、]|$)"
)
_YEAR: Final = r"20[0-9]{2}年"
_MONTH: Final = (
    r"(?:[0-9]{1,2}|十[一二]|[一二三四五六七八九十])月(?:[0-9]{1,2}日|[上中下]旬|底|末|初|份)?"
)
_PART: Final = r"上半年|下半年|第?[一二三四1-4]季度"
_SPAN: Final = r"(?:[0-9]{1,2}|[一二两三四五六七八九十])(?:年|个月)"
_LIMIT: Final = r"(?:以前|之前|前|以内|之内|内)"
_POINT: Final = (
    rf"(?:{_YEAR}|[今明当本]年)(?:{_MONTH}|年?(?:[底末]|初(?!步))|{_PART})?{_LIMIT}?"
    rf"|(?:{_MONTH}|年[底末]|{_PART}){_LIMIT}?|年内|{_SPAN}(?:内|以内|之内|左右?时间)"
    rf"|“十[一二三四五六]五”(?:期间|末)"
)
#: The adverbials of time that date a promise, longest form first.
DUE: Final = re.compile(
    r"(?=[0-9今明当本每全年上下第一二两三四五六七八九十“从自到至在于截用])"
    rf"(?:(?:从|自){_YEAR}(?:{_MONTH})?(?:起|开始)(?:[，,]?(?:用|在)?{_SPAN}(?:内|以内|之内|时间)?)?"
    r"|[自在](?:本|该)[^，。；]{0,6}?之日起[0-9]{1,3}(?:个工作日|个月|日|天|年)(?:以内|之内|内)"
    r"|每年|全年"
    rf"|20[0-9]{{2}}年?[-—–~～至到]{_YEAR}(?:期间)?(?:[，,]?每年)?"
    rf"|(?:到|至|在|于|截至|用)?(?:{_POINT}))"
)
#: 完成时限：2026年9月 dates what stands before it, not behind.
_LABELS: Final = tuple(
    f"{word}{sign}" for word in ("时限", "时间", "期限", "节点") for sign in "：:"
)
#: Goals told before the first part: 到2022年，…建设50所….
_AIM: Final = re.compile(r"(?<![达得作做想])[到至]20[0-9]{2}年")
_ANY_YEAR: Final = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_YEARS: Final = re.compile(r"(20[0-9]{2})(?=年)")
_SENTENCE: Final = re.compile(rf"[^{STOPS}]+")
_SENTENCE_PAST: Final = re.compile(
    "已(?:经|成为|形成|有|达)|一年来|两年来|三年来|五年来|过去|去年|取得了|实现了|完成了|截至|累计|目前(?<![^，]目前)"
)
#: 到2025年累计培育100家 is still to come.
_FUTURE: Final = re.compile(r"到20|力争|争取|将|计划|年底|期间")


#: 三年累计新增19台, in a plan of three years.
#: 累计划设航线不少于150条: a least number is a goal.
_AT_LEAST: Final = re.compile("[^，]{0,20}(?:不少于|不低于)")
_IN_ALL: Final = re.compile("[两三四五六七八九十0-9]年$")


class Verb(NamedTuple):
    """A governing verb, adverbs left out, at `start`..`end` of a text."""

    start: int
    end: int
    text: str


def governing(text: str, low: int, at: int, pattern: re.Pattern[str]) -> Verb | None:
    """Return the verb of `low`..`at` that governs what stands at `at`, or None.

    Verbs in a row are one (研究制定); one that only shapes a noun (发展基地) governs none, unless
    another verb sent its subject ahead (支持郑州建设…).
    """
    start = end = -1
    for match in pattern.finditer(text, low, at):
        if _DONE.match(text, match.end()):
            start = end = -1
            continue
        gap = text[end : match.start()] if end >= 0 else None
        if gap is None:
            start, end = match.span()
        elif gap in _CHAIN:
            if match[0] not in verbs.NOUNISH or match.end() == at:
                end = match.end()
        elif (
            _JOINT.fullmatch(gap)
            or _ADVERBS.search(gap)
            or _PIVOT.search(text, start, end)
            or _AFTER_COUNT.search(gap)
        ):
            start, end = match.span()
    return Verb(start, end, text[start:end]) if start >= 0 else None


def clause_start(text: str, at: int, pauses: str = "，：" + STOPS) -> int:
    """Return where the clause around `at` begins."""
    begins = _behind(text, pauses)
    before = bisect_right(begins, at) - 1
    return max(begins[before], at - FARTHEST)


@lru_cache(maxsize=64)
def _behind(text: str, pauses: str) -> list[int]:
    """Return where a text and what follows each of its pauses begin; looked up many times."""
    return [0, *[found.end() for found in _stops(pauses).finditer(text)]]


@cache
def _stops(pauses: str) -> re.Pattern[str]:
    return re.compile(f"[{pauses}]")


def sentence_start(text: str, at: int) -> int:
    """Return where the sentence around `at` begins."""
    return clause_start(text, at, STOPS)


def clause_end(text: str, at: int, pauses: str = "，：" + STOPS) -> int:
    """Return where the clause around `at` ends; brackets close what they open."""
    depth = 0
    highest = min(len(text), at + FARTHEST)
    for match in _signs(pauses).finditer(text, at, highest):
        sign = match[0]
        if sign in _OPENING:
            depth += 1
        elif depth == 0:
            return match.start()
        elif sign in _CLOSING:
            depth -= 1
    return highest


@cache
def _signs(pauses: str) -> re.Pattern[str]:
    """Return what is met on the way to a pause: brackets, and the pauses themselves."""
    return re.compile(f"[{_OPENING}{_CLOSING}{pauses}]")


def due(text: str, verb_start: int) -> re.Match[str] | None:
    """Return the adverbial of time that dates what a verb at `verb_start` promises."""
    found = None
    for match in DUE.finditer(text, sentence_start(text, verb_start), verb_start):
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        opens = before in {"", *PAUSES, "争", "取", "是", "保", "）"} or match[0][0] in "到至从自"
        yearly = match[0] == "每年" and match.end() == verb_start
        labelled = text.endswith(_LABELS, 0, match.start())
        if (opens or yearly or after == "，") and not labelled and after not in {"的", "度", "版"}:
            found = match
    return found


def outside(
    folded: Folded, quote: tuple[int, int], *words: tuple[int, int] | None
) -> tuple[Span, ...]:
    """Return the places of the words a promise inherits from outside its quote."""
    return tuple(
        folded.back(*each)
        for each in words
        if each and not (quote[0] <= each[0] and each[1] <= quote[1])
    )


def looks_back(plan: PlanText, section: Section) -> bool:
    """Whether a section tells of the past: its promises have been kept already.

    发展成就 does; 发展成就和目标任务 tells of both, and its sentences must say which.
    """
    known = plan.looking_back
    if id(section) not in known:
        above = section.parent is not None and looks_back(plan, section.parent)
        known[id(section)] = above or _is_review(plan, section.heading)
    return known[id(section)]


def _is_review(plan: PlanText, heading: Heading | None) -> bool:
    title = heading.title_text if heading and heading.level > 1 else None
    if not title or _AHEAD_TITLE.search(title):
        return False
    return _PAST_TITLE.search(title) is not None or _earlier(plan, title)


def _earlier(plan: PlanText, title: str) -> bool:
    years = [int(year) for year in _YEARS.findall(title)]
    first = first_year_of(plan.title_text, plan.year) if years else None
    return first is not None and max(years) < first


def told_as_done(plan: PlanText, text: str) -> list[tuple[int, int]]:
    """Return the stretches of a paragraph that tell what has happened, in order."""
    return _told_as_done(text, first_year_of(plan.title_text, plan.year), _is_spanned(plan))


def _is_spanned(plan: PlanText) -> bool:
    """Whether a plan is made for several years: what it counts for three years is to come."""
    return len(set(_ANY_YEAR.findall(plan.title_text))) > 1


@lru_cache(maxsize=64)
def _told_as_done(text: str, first: int | None, spanned: bool) -> list[tuple[int, int]]:  # noqa: FBT001
    found = []
    for sentence in _SENTENCE.finditer(text):
        year = _YEARS.match(text, sentence.start())
        if year and first is not None and int(year[1]) < first:
            found.append(sentence.span())
        elif done := _SENTENCE_PAST.search(text, *sentence.span()):
            if done[0] == "累计" and (
                _FUTURE.search(text, sentence.start(), done.start())
                or (spanned and _IN_ALL.search(text, sentence.start(), done.start()))
                or _AT_LEAST.match(text, done.end(), sentence.end())
            ):
                continue
            found.append((done.start(), sentence.end()))
    return found


def is_within(stretches: list[tuple[int, int]], at: int) -> bool:
    """Whether one of some stretches, in order and apart, covers a place."""
    before = bisect_right(stretches, at, key=itemgetter(0))
    return before > 0 and at < stretches[before - 1][1]


def promising(plan: PlanText) -> list[Paragraph]:
    """Return the paragraphs that may hold promises: none that looks back, nor the preamble."""
    kept = []
    for paragraph in plan.paragraphs:
        section = paragraph.section
        preamble = section.parent is None and bool(section.children)
        if preamble and not _AIM.search(paragraph.text):
            continue
        if not looks_back(plan, section):
            kept.append(paragraph)
    return kept
