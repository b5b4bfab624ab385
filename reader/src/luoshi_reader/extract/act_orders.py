"""Promises told in an order of their own: what is launched, surveyed, furthered or revised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.act_facts import TITLE, commitment_of, is_loose
from luoshi_reader.extract.act_names import ANY_VERB, is_body_of, is_general
from luoshi_reader.extract.governing import clause_start, due
from luoshi_reader.extract.states import finished
from luoshi_reader.facts import Commitment
from luoshi_reader.lexicon import promises
from luoshi_reader.structure.outline import Paragraph
from luoshi_reader.text.lists import split_words
from luoshi_reader.text.places import place_at

#: 具体办法由省财政厅制定: the paper stands before who writes it.
_BY: Final = re.compile(
    r"由[^，。；]{2,60}?(?P<verb>(?:另行|研究|抓紧|负责|牵头)*(?:制定|制订|出台|编制|印发)(?:印发)?)"
    r"(?=[，。；]|$)"
)
_PAPERS: Final = tuple(promises.PAPERS)


def told_otherwise(paragraph: Paragraph, home: str | None) -> Iterator[Commitment]:
    """Yield what a paragraph promises in any order but verb and thing."""
    text = paragraph.text
    if "启动" in text:
        yield from _launched(paragraph)
    if _SURVEY.search(text):
        yield from _censuses(paragraph)
    if _FURTHERABLE.search(text):
        yield from _furthered(paragraph, home)
    if "》" in text:
        yield from _revised(paragraph)
    if "编" in text or "修订" in text or "城市设计" in text:
        yield from _drafted(paragraph)
    if "进行" in text:
        yield from _worked_on(paragraph)
    yield from finished(paragraph)
    for by in _BY.finditer(text):
        low = clause_start(text, by.start())
        if low < by.start() and text.endswith(_PAPERS, low, by.start()):
            thing = (low, by.start())
            yield commitment_of(paragraph, (low, by.end()), by.span("verb"), thing)


#: 乡村建设行动全面启动, 云岭发展规划启动实施: what is launched may stand before its verb.
_LAUNCHED: Final = re.compile(
    r"(?<=[，。；：])(?P<what>[^，。；：、]{4,30}?(?:行动|规划))(?:全面|正式)?(?P<verb>启动(?:实施)?)(?=[，。；]|$)"
)


#: 开展第四次全国农业普查: a census is one campaign, whatever number it has.
_CENSUS: Final = re.compile(
    r"(?P<verb>(?:组织)?(?:开展|完成|实施|做好|抓好|推进|启动))(?P<what>(?:全[国省市区])?第[一二三四五六七八九十0-9]+次[^，。；、]{2,16}?(?:普查|清查|调查(?:评估)?))(?:任务|工作)?(?=[，。；、]|$)"
)


_SURVEY: Final = re.compile("次[^，。；、]{2,16}?(?:普查|清查|调查)")


def _censuses(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield the numbered censuses that a paragraph promises: 完成第四次全国文物普查."""
    text = paragraph.text
    for found in _CENSUS.finditer(text):
        when = due(text, found.start())
        span = (found.start(), found.end("what"))
        dated = when.span() if when else None
        yield commitment_of(paragraph, span, found.span("verb"), found.span("what"), when=dated)


def _launched(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield the campaigns and plans that a clause says are launched: 乡村建设行动全面启动."""
    for found in _LAUNCHED.finditer(paragraph.text):
        what = found.span("what")
        if not is_general(found["what"]) and not ANY_VERB.match(paragraph.text, what[0]):
            when = due(paragraph.text, what[0])
            yield commitment_of(
                paragraph,
                found.span(),
                found.span("verb"),
                what,
                when=when.span() if when else None,
            )


#: 完成《…办法》的修正工作: what is done to a paper may stand behind its title.
_REVISED: Final = re.compile(
    "(?P<verb>完成|推进|推动|开展|启动|加快|做好)(?P<what>(?<=完成)《[^《》]{2,70}规划[^《》]{0,16}》(?=[，。；])"
    "|《[^《》]{2,80}》(?:（[^（）]{1,8}）)?的?(?:修订|修正|修改|修编|制定|制订|编制|起草|报批|印发)(?:[与和及](?:实施|报批|印发))?)"
    "(?:工作|任务)?(?=[，。；、]|$)"
)


#: 完成国土空间规划编制: the plan stands before what is done to it.
_DRAFTED: Final = re.compile(
    "(?P<verb>完成|启动)(?P<what>[^，。；：、的《》0-9]{2,24}?(?:规划|详规|总规|控规|城市设计|计划)(?:的?(?:编制|修编|修订|编修))|[^，。；：、的《》0-9]{4,24}城市设计)"
    "(?:工作|任务)?(?=[，。；、]|$)"
)


def _drafted(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield the plans without title marks that are to be drawn up: 完成国土空间规划编制."""
    for found in _DRAFTED.finditer(paragraph.text):
        if is_general(found["what"]) or is_loose(paragraph.text, found.start()):
            continue
        when = due(paragraph.text, found.start())
        dated = when.span() if when else None
        span = (found.start(), found.end("what"))
        yield commitment_of(paragraph, span, found.span("verb"), found.span("what"), when=dated)


#: 对甲总规、乙控规进行修编: each of the plans is worked on.
_WORKED_ON: Final = re.compile(
    "(?<=对)(?P<what>[^，。；：《》]{2,40}?规划?)进行(?P<verb>修编|修订|编制)(?=[，。；]|$)"
)


def _worked_on(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield the plans that a paragraph promises to revise, one by one."""
    text = paragraph.text
    for found in _WORKED_ON.finditer(text):
        when = due(text, found.start())
        for member in split_words(text, *found.span("what")):
            yield commitment_of(
                paragraph,
                (member.start, found.end()),
                found.span("verb"),
                (member.start, member.end),
                when=when.span() if when else None,
            )


def _revised(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield the papers that a paragraph promises to have worked on: 完成《…办法》修订."""
    for found in _REVISED.finditer(paragraph.text):
        if is_loose(paragraph.text, found.start()):
            continue
        when = due(paragraph.text, found.start())
        dated = when.span() if when else None
        title = TITLE.search(paragraph.text, *found.span("what"))
        span = (found.start(), found.end("what"))
        what = found.span("what")
        yield commitment_of(paragraph, span, found.span("verb"), what, when=dated, title=title)


_FURTHERABLE: Final = re.compile(
    "(?:中心|研究院|实验室|科学院|医院|大学)[^，。；]{0,36}(?:设|建|地)"
)
#: 推进国家…分中心建设: a body that the state or a place is to have.
_FURTHERED: Final = re.compile(
    r"(?P<verb>推进|推动|支持|加快|完成)(?:推进|推动|建设)?(?P<what>[^，。；：、]{4,36}?(?P<noun>中心|研究院|实验室|科学院|医院|大学)"
    r"(?:（[^（）]{2,20}）)?)(?=(?:[、和][^，。；等]{2,30})?(?P<does>建设|筹建|组建|落地)(?:[，。；]|$))"
)


#: The state and its regions, which no list of places holds.
_REGIONS: Final = ("国家", "成渝", "京津冀", "长三角", "粤港澳", "大湾区", "川渝", "海峡两岸")


def _furthered(paragraph: Paragraph, home: str | None) -> Iterator[Commitment]:
    """Yield the bodies whose building a paragraph furthers: 推进国家…研究中心建设."""
    for found in _FURTHERED.finditer(paragraph.text):
        what = found.span("what")
        if is_general(found["what"]) or not is_body_of(found["what"]):
            continue
        if not (found["what"].startswith(_REGIONS) or place_at(paragraph.text, what[0], home)):
            continue
        if not is_loose(paragraph.text, found.start()):
            when = due(paragraph.text, found.start())
            yield commitment_of(
                paragraph,
                (found.start(), what[1]),
                found.span("verb"),
                what,
                when=when.span() if when else None,
            )
