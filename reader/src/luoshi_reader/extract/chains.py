"""Industrial chains printed as an ordered path: raw material - product - service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luoshi_reader.facts import Chain
from luoshi_reader.lexicon.verbs import CHAIN, alternation
from luoshi_reader.structure.outline import Paragraph, PlanText

#: What joins two links: hyphens, dashes of one character, arrows, plus signs.
_JOIN: Final = re.compile(r"[-–—―→+]")
_DASH: Final = re.compile(r"[-–—―→]")
#: The number of a chemical name (1,4-丁二醇) or a bare letter (N-, L-): no link ends there.
_LOCANT: Final = re.compile(r"(?:[0-9]+['′]?[,，、])*[0-9]+['′]?|[A-Zαβγω]")
_ENDING: Final = r"(?:全?产业链(?:条)?|全?链条|全链|供应链|一体化)"
#: …一体化机制, …全链条人才培养: how something is governed or taught, not made.
_NO_TRADE: Final = "(?![一-龥]{0,4}(?:机制|治理|监管|培养|培育|育人|人才))"
_TAIL: Final = re.compile(
    rf"等?(?:的[一-龥]{{0,6}}?|完整|完备|[一-龥]{{0,2}}循环)?{_ENDING}{_NO_TRADE}"
)
_QUOTED_TAIL: Final = re.compile(
    rf"(?:(?:、|和|与|以及|及)?“[^“”]*”){{0,16}}等?(?:的|式)?[^，。；：“”（）]{{0,6}}?{_ENDING}{_NO_TRADE}"
)
#: 构建“回收—再生—应用”循环经济体系: a path of goods that closes in a circle or a system of trade.
_CIRCLE: Final = re.compile(
    "的?(?:绿色|闭环|完整|现代|产业|资源|供应|运行|生产|循环|经济|利用)*(?:循环|(?:循环经济|循环利用|运行|产业|供应|生产)体系)"
)
#: 聚焦“甲材料—乙制造—丙应用”: what the links do with goods tells a chain of trade.
_STAGE: Final = re.compile(
    "(?:材料|原料|制造|制备|应用|集成|回收|利用|加工|储运|部件|整机|装备|制品|器件|芯片|电池|冶炼|种植|养殖|屠宰|封装|封测)$"
)
_LEAST_STAGES: Final = 3
_FOLLOWS_MOST: Final = 2
_QUOTED: Final = re.compile(r"“([^“”]*)”")
_BRACKETED: Final = re.compile(r"（((?:[^（）]|（[^（）]*）)*)）")
_BARE: Final = re.compile(r"(?:[^，。；：！？“”（）]|（[^（）]*）|(?<=[0-9])，(?=[0-9]))+")
_FROM: Final = re.compile(
    r"从(?P<path>[^，。；“”从]{1,40}?到[^，。；“”]{2,40}?)"
    r"(?:(?:集?于一体|一体化)的?[^，。；“”]{0,16}?产业链|(?:的[^，。；“”、于]{0,6}?|全|完整)?产业链)"
)
_FROM_JOIN: Final = re.compile(r"到|、|(?<=[一-龥]{2})(?:以及|及|和|与)(?=[一-龥]{2})")
_OWNER: Final = re.compile(
    r"(?:^|[，。；、：])(?:[0-9]{1,3}[.．、])?(?P<name>[^，。；、：]{2,40}?"
    r"(?:公司|集团|企业|厂|合作社|研究[院所]|中心|大学|学院|农场|[食乳禽牛农牧林药渔]业))$"
)
_NAME: Final = re.compile(r"[一-龥A-Za-z0-9]{2,20}?产业链(?:条)?")
_VERB: Final = re.compile(rf"^.*(?:{alternation(CHAIN)}|的)")
#: What lengthens a chain is no link of it.
_ACTING: Final = re.compile(r"[要把将向]|延伸|拉长|完善|健全|进入|引入|打通|推进")
#: Nor are countries and markets: 欧洲—中国—东盟三大市场的产业链.
_ABROAD: Final = re.compile(r"市场$|通道$|走廊$|城市群?$|[一二三四五六七八九十两]大")
_WORDY: Final = re.compile(r"[一-龥]|[A-Za-z]{2}")
_LONGEST_LINK: Final = 40
_LONGEST_FIRST: Final = 14
_LEAST_PLUS: Final = 3
_BARE_WORD: Final = len("产业链条")


@dataclass(frozen=True, slots=True)
class _Path:
    """A path in a paragraph: its own stretch, that of the whole statement, its links."""

    start: int
    end: int
    links: tuple[str, ...]
    owner: str | None = None


def chains(plan: PlanText) -> Iterator[Chain]:
    """Yield every industrial chain of a plan.

    拉长“煤制甲醇-烯烃-精细化学品”产业链 gives 煤制甲醇, 烯烃, 精细化学品;
    甲公司（生猪-肉制品产业链） gives the owner too; 从研发到销售于一体的产业链 is a path as well.
    """
    for paragraph in plan.paragraphs:
        text = paragraph.text
        if "链" in text or "一体" in text or ("”" in text and _JOIN.search(text)):
            for path in _paths(paragraph):
                yield _chain(paragraph, path)


def _paths(paragraph: Paragraph) -> Iterator[_Path]:
    text = paragraph.text
    if _JOIN.search(text):
        for match in _BRACKETED.finditer(text):
            yield from _bracketed(paragraph, match)
        for match in _QUOTED.finditer(text):
            yield from _quoted(paragraph, match)
        for match in _BARE.finditer(text):
            yield from _bare(paragraph, match)
    if "从" in text:
        for match in _FROM.finditer(text):
            yield from _from(paragraph, match)


def _bracketed(paragraph: Paragraph, match: re.Match[str]) -> Iterator[_Path]:
    start, end = match.span(1)
    tail = _ending(paragraph.text, start, end)
    links = _links(paragraph, start, tail) if tail else ()
    if not links:
        return
    owner = _OWNER.search(paragraph.text, 0, match.start())
    if owner:
        name = paragraph.folded.words(*owner.span("name"))
        yield _Path(owner.start("name"), match.end(), links, name)
    else:
        yield _Path(start, tail, links)


def _quoted(paragraph: Paragraph, match: re.Match[str]) -> Iterator[_Path]:
    text = paragraph.text
    start, end = match.span(1)
    tail = _ending(text, start, end)
    if not tail and not _QUOTED_TAIL.match(text, match.end()):
        if "+" in match[1] or not _DASH.search(match[1]):
            return
        links = _links(paragraph, start, end)
        staged = sum(_STAGE.search(link) is not None for link in links) >= _LEAST_STAGES
        if links and (staged or _CIRCLE.match(text, match.end())):
            yield _Path(start, end, links)
        return
    links = _links(paragraph, start, tail or end)
    if links:
        yield _Path(start, tail or end, links)


def _bare(paragraph: Paragraph, match: re.Match[str]) -> Iterator[_Path]:
    text = paragraph.text
    joint = _JOIN.search(text, *match.span())
    if not joint or text[match.start() - 1 : match.start()] in {"“", "（"}:
        return
    if text.count("（", match.start(), joint.start()) > text.count(
        "）", match.start(), joint.start()
    ):
        return
    tail = _TAIL.search(text, joint.end(), match.end())
    if not tail:
        return
    first = text[match.start() : joint.start()]
    verb = _VERB.match(first)
    start = match.start() + (verb.end() if verb else 0)
    links = _links(paragraph, start, tail.start())
    if links and len(links[0]) <= _LONGEST_FIRST and not _is_else(links[-1]):
        yield _Path(start, tail.start(), links)


def _is_else(link: str) -> bool:
    return _ACTING.search(link) is not None or _ABROAD.search(link) is not None


def _from(paragraph: Paragraph, match: re.Match[str]) -> Iterator[_Path]:
    start, end = match.span("path")
    cuts = [
        start,
        *(at for m in _FROM_JOIN.finditer(paragraph.text, start, end) for at in m.span()),
    ]
    pairs = zip(cuts[::2], [*cuts[1::2], end], strict=True)
    links = tuple(paragraph.folded.words(a, b) for a, b in pairs if a < b)
    if len(links) > 1:
        yield _Path(match.start(), end, links)


def _ending(text: str, start: int, end: int) -> int:
    """Return where the links end if the stretch closes with 产业链 and the like, else 0."""
    found = 0
    for match in _TAIL.finditer(text, start, end):
        found = match.start() if match.end() >= end - _FOLLOWS_MOST else 0
    return found


def _links(paragraph: Paragraph, start: int, end: int) -> tuple[str, ...]:
    """Split a stretch into links; none if it is no path."""
    text = paragraph.text
    links = []
    pluses = False
    at = start
    for joint in _JOIN.finditer(text, start, end):
        if _LOCANT.fullmatch(text, at, joint.start()):
            continue
        left = text[joint.start() - 1]
        right = text[joint.end() : joint.end() + 1]
        if left.isascii() and left.isalnum() and "0" <= right <= "9":
            continue
        pluses = pluses or joint[0] == "+"
        links.append((at, joint.start()))
        at = joint.end()
    links.append((at, end))
    if len(links) < (_LEAST_PLUS if pluses else 2):
        return ()
    if all(a < b <= a + _LONGEST_LINK and _WORDY.search(text, a, b) for a, b in links):
        return tuple(paragraph.folded.words(a, b) for a, b in links)
    return ()


def _chain(paragraph: Paragraph, path: _Path) -> Chain:
    return Chain(
        span=paragraph.folded.back(path.start, path.end),
        name_text=None if path.owner else _name(paragraph, path.start),
        owner=path.owner,
        links=path.links,
    )


def _name(paragraph: Paragraph, before: int) -> str | None:
    """Return the chain's name where the sentence gave one before the path."""
    text = paragraph.text
    sentence = max(text.rfind("。", 0, before), text.rfind("；", 0, before)) + 1
    name = None
    for match in _NAME.finditer(text, sentence, before):
        verb = _VERB.match(match[0])
        start = match.start() + (verb.end() if verb else 0)
        if match.end() - start > _BARE_WORD:
            name = paragraph.folded.words(start, match.end())
    return name
