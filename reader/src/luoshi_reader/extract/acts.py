"""Promises without a number: papers to be written, bodies to be founded, events, campaigns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from luoshi_reader.extract.governing import PAUSES, clause_end, clause_start, due, sentence_start
from luoshi_reader.facts import Commitment
from luoshi_reader.lexicon import promises, verbs
from luoshi_reader.structure.outline import Paragraph
from luoshi_reader.text.lists import split_words
from luoshi_reader.text.places import place_at

_ADVERBS: Final = re.compile(verbs.alternation(verbs.ADVERB))
_NOT_YET: Final = re.compile("不|未|已|曾|正在|应当")
_LOOSE: Final = re.compile(verbs.alternation(verbs.LOOSE))
_JOINT: Final = re.compile("[、和及与]|以及")
_TITLE: Final = re.compile(r"《([^《》]{2,80})》")
_VAGUE: Final = re.compile(
    r"一批|一系列|各类|各级|各种|若干|多层次|多种形式|多元|系列|一些|更多|相关|有关|相应|类似|等[^、和]*$|政策"
)
_MANY: Final = re.compile(r"一批|一系列|各类|各级|各种|若干|多层次|多种形式")
_GENERIC: Final = re.compile(
    r"^(?:更加?|具有|具体|相关|有关|相应|配套|年度|总体|详细|工作|实施|行动|专项|指导|管理|建设|整改|应急|本地|"
    r"本级|各自|本|新|好|发展|支持|推进|三年|完善|扶持|优惠|激励|一套|统一|科学|完备|健全|长远|中长期|的|、|和)+"
)
_OTHERS: Final = re.compile(
    r"各地|各市|各县|各区|各级|各部门|各单位|各有关|企业|机构|部门要|结合(?:各自)?实际"
)
_ENCOURAGED: Final = re.compile(
    r"(?:积极|大力|重点)?(?:鼓励|引导|支持)(?:和[一-龥]{2})?[^，。；]{0,12}(?:企业|高校|院校|各地|社会|机构|协会|金融)"
)
_NAMED: Final = re.compile(
    r"第[0-9一二三四五六七八九十百]+届|[0-9]{4}|国际|全国|中国|世界|亚洲|“|年度|[A-Z]{2}"
)
_GOING_ON: Final = re.compile(r"(?:深入|继续|持续|接续|纵深|深化|巩固)[^，。；]{0,4}$")
_EVERY_DAY: Final = re.compile(verbs.alternation(promises.ROUTINE))
_OF: Final = re.compile(r"^.*的")
_PASSIVE: Final = re.compile(
    rf"(?:^|(?<=[，。；]))(?P<object>[^，。；由]{{0,30}}(?:{verbs.alternation(promises.PAPERS)}))"
    r"由[^，。；]{2,60}?(?P<verb>(?:另行|研究|抓紧|负责|牵头)*(?:制定|制订|出台|编制|印发)(?:印发)?)(?=[，。；]|$)"
)
_LEAST_NAME: Final = 4
_LEAST_PAPER: Final = 3
_LEAST_COMMON: Final = 6
_LEAST_BODY: Final = 5
_LEAST_PLATFORM: Final = 7


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of promise: its verbs, the nouns its object ends in, what names one thing."""

    verb: re.Pattern[str]
    noun: re.Pattern[str]
    names: Callable[[str, str], bool]
    shared: bool = False
    placed: bool = False


def _verb(words: frozenset[str]) -> re.Pattern[str]:
    body = verbs.alternation(words)
    return re.compile(
        rf"(?:{body})(?:[、和并]?(?:{body}|实施|出台|印发|完善|办好))*(?![了过的成为])"
    )


def _noun(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{verbs.alternation(words)})(?:（[^（）]*）)?$")


def _paper(name: str, verb: str) -> bool:
    """Whether a name without title marks tells one paper from others."""
    core = _GENERIC.sub("", name)
    noun = _PAPERS.search(core)
    if noun is None:
        return False
    if noun[0] in promises.COMMON_PAPERS:
        return noun.start() >= _LEAST_COMMON and verb not in {"发布", "公布"}
    return noun.start() >= _LEAST_PAPER


def _body(name: str, verb: str) -> bool:
    """Whether a name tells one body to be founded; a strong verb needs less of a name."""
    core = _OF.sub("", name)
    noun = _BODIES.search(core)
    if noun is None or noun[0] in {"基金", "公司"} or _NO_BODY.search(core):
        return False
    if noun[0] == "平台":
        return noun.start() >= _LEAST_PLATFORM and "打造" not in verb and "构建" not in verb
    if noun[0] == "中心" and _CENTRES.search(core):
        return False
    least = 2 if any(strong in verb for strong in ("组建", "成立", "筹建", "设立")) else _LEAST_BODY
    return noun.start() >= least


def _event(name: str, _verb: str) -> bool:
    """Whether a name tells one event: its number, year, place or a name of its own."""
    if name.endswith("活动") and _EVERY_DAY.search(name):
        return False
    return _NAMED.search(name) is not None


def _campaign(name: str, _verb: str) -> bool:
    return len(name) >= _LEAST_NAME


_PAPERS: Final = _noun(promises.PAPERS)
_BODIES: Final = _noun(promises.BODIES)
_NO_BODY: Final = re.compile(r"对接|沟通|交流平台|为中心|或")
_CENTRES: Final = re.compile(r"(?:物流|商贸|贸易|创意|时尚|集散|交易|金融|消费|枢纽)中心$")
_KINDS: Final = (
    _Kind(_verb(verbs.WRITE), _PAPERS, _paper, shared=True),
    _Kind(_verb(verbs.FOUND), _BODIES, _body),
    _Kind(_verb(verbs.HOLD), _noun(promises.EVENTS), _event, placed=True),
    _Kind(_verb(verbs.LAUNCH), re.compile(r"行动(?:计划)?$"), _campaign),
)


def undertaken(paragraph: Paragraph, home: str | None = None) -> Iterator[Commitment]:
    """Yield the papers, bodies, events and campaigns that a paragraph promises.

    制定《…方案》 gives the paper, 组建…联盟 the body, 10月举办第九届…大会 the event with its date,
    实施…行动和…行动 two campaigns; 建立…机制 and 定期开展对接活动 give none.
    """
    text = paragraph.text
    for kind in _KINDS:
        for match in kind.verb.finditer(text):
            yield from _promised(paragraph, kind, match, home)
    for match in _PASSIVE.finditer(text):
        yield _commitment(
            paragraph, match.span(), match.span("verb"), match.span("object"), inherits=False
        )


def _promised(
    paragraph: Paragraph, kind: _Kind, verb: re.Match[str], home: str | None
) -> Iterator[Commitment]:
    text = paragraph.text
    start = verb.end()
    end = clause_end(text, start)
    if end - start < _LEAST_NAME or _is_loose(text, verb.start()):
        return
    if kind.shared and "《" in text[start:end]:
        yield from _titled(paragraph, verb, start, end)
        return
    if not kind.noun.search(text, start, end):
        return
    if kind.verb is _KINDS[-1].verb and _GOING_ON.search(text, 0, verb.start()):
        return
    if _MANY.search(text, start, end):
        return
    first = verb.start()
    for begin, stop in _objects(text, start, end, kind):
        name = text[begin:stop]
        placed = kind.placed and place_at(text, begin, home) is not None
        if not _VAGUE.search(name) and (placed or kind.names(name, verb[0])):
            yield _commitment(paragraph, (first, stop), verb.span(), (begin, stop))
        first = stop + 1


def _objects(text: str, start: int, end: int, kind: _Kind) -> list[tuple[int, int]]:
    """Split 甲行动和乙行动; 甲、乙等规划 only where the kind's members share their noun."""
    found: list[tuple[int, int]] = []
    begin = start
    for member in split_words(text, start, end):
        if member.end == end or kind.noun.search(text, begin, member.end):
            found.append((begin, member.end))
            begin = member.end
            joint = _JOINT.match(text, begin)
            begin = joint.end() if joint else begin
    return found


def _titled(
    paragraph: Paragraph, verb: re.Match[str], start: int, end: int
) -> Iterator[Commitment]:
    titles = list(_TITLE.finditer(paragraph.text, start, end))
    if titles and _LEANS.search(paragraph.text, start, titles[0].start()):
        return
    for at, title in enumerate(titles):
        first = title.start() if at else verb.start()
        yield _commitment(paragraph, (first, title.end()), verb.span(), title.span(), title)


_LEANS: Final = re.compile(r"按照|根据|依据|落实|贯彻|执行|对接")


def _is_loose(text: str, at: int) -> bool:
    """Whether others are only encouraged to act, or merely may."""
    low = clause_start(text, at, PAUSES)
    before = text[clause_start(text, at) : at]
    if _OTHERS.search(before) or _ENCOURAGED.match(text, sentence_start(text, at)):
        return True
    loose = list(_LOOSE.finditer(text, clause_start(text, at), at))
    if not loose:
        return _NOT_YET.search(text, low, at) is not None
    gap = _ADVERBS.sub("", text[loose[-1].end() : at])
    return bool(gap) or loose[-1][0] not in {"推动", "研究", "支持"}


def _commitment(
    paragraph: Paragraph,
    span: tuple[int, int],
    verb: tuple[int, int],
    thing: tuple[int, int],
    title: re.Match[str] | None = None,
    *,
    inherits: bool = True,
) -> Commitment:
    folded = paragraph.folded
    dated = due(paragraph.text, verb[0]) if inherits else None
    start = span[0]
    if dated and dated.end() <= start and not paragraph.text[dated.end() : start].strip("，组织"):
        start = dated.start()
    return Commitment(
        span=folded.back(start, span[1]),
        action_text=folded.words(*verb),
        object_text=folded.words(*thing),
        due_text=folded.words(*dated.span()) if dated else None,
        documents=(folded.words(*title.span(1)),) if title else (),
    )
