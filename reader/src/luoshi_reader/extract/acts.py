"""Promises without a number: papers to be written, bodies to be founded, events, campaigns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.act_facts import TITLE, Part, commitment_of, is_loose
from luoshi_reader.extract.act_names import ANY_VERB, KINDS_OF, Kind, is_dated, is_general
from luoshi_reader.extract.act_orders import told_otherwise
from luoshi_reader.extract.governing import clause_end, clause_start, due
from luoshi_reader.facts import Commitment
from luoshi_reader.structure.outline import Paragraph
from luoshi_reader.text.lists import Member, split_list, split_words
from luoshi_reader.text.places import place_at

_LEANS: Final = re.compile(r"按照|根据|依据|落实|贯彻|执行|对接")
_GOING_ON: Final = re.compile(
    r"(?:深入|加力|继续|持续|接续|纵深|深化|巩固|常态化?|迭代|滚动)[^，。；]{0,4}$"
)
_LOOK_BACK: Final = 10
_JOINT: Final = re.compile("[、和及与]|以及")
_SHARED: Final = re.compile(r"等(?:一批)?(?:重点|专项|各类)?(?=[一-龥]{2,8}$)")
_SHARED_EVENTS: Final = re.compile("等(?=[一-龥“”]{2,10}$)")
#: 甲锦标赛等国际赛事和乙马拉松: a class within a list closes the first members.
_WITHIN: Final = re.compile("等[一-龥]{2,8}?(?:以及|[和及与])")
#: 由甲公司、乙大学等组成的联盟: the list names who founds it.
_PARTNERS: Final = re.compile(
    "公司|集团|大学|企业|高校|院所|单位|医院|等(?:为|组成|参与|共同|参加|联合)|(?<![一-龥])[由以与]"
)
_SHARED_BODY: Final = re.compile(r"等(?:一批)?(?=[一-龥]{2,12}$)")
#: 甲中心、乙平台等基础设施: what such words close are works, not bodies.
_OF_WORKS: Final = re.compile("项目|工程|基础设施")
#: What holds all the members of a list together.
_HOLDERS: Final = (
    "数据库",
    "信息系统",
    "管理系统",
    "监管平台",
    "监测平台",
    "信息平台",
    "大数据平台",
)
#: Bodies that one noun behind a list may name all together.
_OF_ALL: Final = ("联盟", "研究院", "研究所", "实验室", "研究中心", "创新中心", "学院")
#: What else one verb may govern beside the thing sought: 实施…工程、…行动.
_ELSE: Final = (
    "工程",
    "计划",
    "项目",
    "机制",
    "体系",
    "制度",
    "园",
    "园区",
    "小镇",
    "广场",
    "大厦",
    "街区",
    "酒店",
    "景区",
    "片区",
)
#: 甲振兴、乙提升行动: what each campaign does, and the noun they share.
_CAMPAIGN: Final = re.compile("(?:专项|三年|攻坚)*行动(?:计划)?$")
_DOES: Final = re.compile(
    "[^和与及“”]{2,12}(?:提升|振兴|焕新|改造|整治|攻坚|提质|增效|扩能|提能|保护|治理|培育|修复|惠民|净化|清理|扩容|倍增|赋能|护航|减负)"
)
_KEPT_UP: Final = re.compile("(?:持续|继续)(?:迭代|深化|推进|加强)?$")
_FOR: Final = re.compile("提供|贡献|奠定|打下|作出|创造")
_SOME: Final = re.compile("一批|若干|一系列")
_SEVERAL: Final = 2
_MOST_PLACES: Final = 12
_LEAST: Final = 4
_FAR: Final = 60
_IN_QUOTES: Final = re.compile("“[^“”]{2,20}”")
_SEAM: Final = re.compile("”(?:[、和与及]|以及)?“")
#: 每5年修订1次…: what comes round is nothing to tick off.
_ROUND: Final = re.compile("每[0-9一二两三四五]?个?[年月季周]")
_TIMES: Final = re.compile("[0-9一二两三四五]{1,2}次(?!性)")


def undertaken(paragraph: Paragraph, home: str | None = None) -> Iterator[Commitment]:
    """Yield the papers, bodies, events and campaigns that a paragraph promises.

    制定《…方案》 gives the paper, 组建…联盟 the body, 10月举办第九届…大会 the event with its date,
    实施…行动和…行动 two campaigns; 建立…机制 and 定期开展对接活动 give none.
    """
    text = paragraph.text
    others = list(told_otherwise(paragraph, home))
    for found in ANY_VERB.finditer(text):
        for kind in KINDS_OF[found[0]]:
            if verb := kind.verb.match(text, found.start()):
                for each in _promised(paragraph, kind, verb, home):
                    if not any(other.span.covers(each.span) for other in others):
                        yield each
    yield from others


def _promised(
    paragraph: Paragraph, kind: Kind, verb: re.Match[str], home: str | None
) -> Iterator[Commitment]:
    text = paragraph.text
    start = verb.end()
    end = clause_end(text, start)
    titled = kind.titled and text.find("《", start, end) >= 0
    if end - start < _LEAST or not (
        titled
        or kind.ends(text, start, end)
        or ((kind.listed or kind.new or kind.titled) and _one_of(text, start, end, kind))
    ):
        return
    if is_loose(text, verb.start()) or _only_frames(text, kind, verb, end):
        return
    if _TIMES.match(text, start) and _ROUND.search(text, clause_start(text, start), start):
        return
    carried = "开展" in verb[0] or "等" not in text[start:end]
    fresh = kind.new or (text.endswith("活动", start, end) and carried)
    if fresh and _GOING_ON.search(text, max(0, verb.start() - _LOOK_BACK), verb.start()):
        return
    when = due(text, verb.start())
    dated = when.span() if when else None
    if titled:
        yield from _titled(paragraph, verb, (start, end), dated)
        return
    for parts in _objects(text, start, end, kind):
        if parts[0][0] > start and ANY_VERB.match(text, parts[0][0]):
            continue  # 建设甲中心、建立乙学院: the second has a verb of its own
        name = "".join(text[slice(*part)] for part in parts)
        placed = kind.placed and place_at(text, parts[0][0], home) is not None
        if not is_general(name) and (placed or kind.names(name, verb[0])):
            at = parts[0][0]
            span = (verb.start() if at == start else at, parts[-1][1])
            yield commitment_of(paragraph, span, verb.span(), *parts, when=dated)


def _only_frames(text: str, kind: Kind, verb: re.Match[str], end: int) -> bool:
    """Whether what a verb governs only says why, how or under which label something is done."""
    at = verb.start()
    if text[at - 1 : at] == "以" or text.endswith("围绕", 0, at):
        return True  # 以建设…为抓手, 围绕承办…大会
    if text[at - 1 : at] == "为" and _FOR.search(text, verb.end(), end):
        return True  # 为建设…中心提供支撑
    if kind.listed and not kind.placed and _KEPT_UP.search(text, max(0, at - 6), at):
        return True  # 持续迭代建设甲平台
    return at == 0 and text[end : end + 1] == "："  # 建设公共服务平台：…: told again behind it


def _one_of(text: str, start: int, end: int, kind: Kind) -> bool:
    """Whether a member of a list of events, not the last, ends as an event does."""
    return any(
        kind.ends(text, start, joint.start())
        for joint in _JOINT.finditer(text, start + _LEAST, min(end, start + _FAR))
    )


def _objects(text: str, start: int, end: int, kind: Kind) -> Iterator[tuple[Part, ...]]:
    """Yield the things of a coordination, each as the parts of its name.

    甲行动和乙行动 gives two; 甲、乙等规划 gives two that share their noun; 一批甲中心、乙平台 none;
    “甲”“乙”等行动 is one campaign.
    """
    body = _SHARED_BODY.search(text, start, end) if kind.listed and not kind.placed else None
    if body and _OF_WORKS.search(text, body.end(), end):
        return
    if body and text.endswith(_OF_ALL, body.end(), end):
        yield from _of_all(text, start, body, end, kind)
        return
    shared = (_SHARED_EVENTS if kind.placed else _SHARED).search(text, start, end)
    if shared:
        yield from _sharing(text, (start, shared.start()), (shared.end(), end), kind)
        return
    joint = _JOINT.search(text, start, end)
    if not kind.placed and is_general(text[start : joint.start() if joint else end]):
        return
    if kind.new and (campaigns := _campaigns(text, start, end)):
        yield from campaigns
        return
    if kind.titled and (placed := _of_places(text, start, end)):
        yield from placed
        return
    begin = start
    for member in split_words(text, start, end):
        if kind.ends(text, begin, member.end):
            yield from _quoted(text, begin, member.end)
            joint = _JOINT.match(text, member.end)
            begin = joint.end() if joint else member.end
        elif text.endswith(_ELSE, begin, member.end):
            joint = _JOINT.match(text, member.end)
            begin = joint.end() if joint else member.end


def _sharing(text: str, listed: Part, noun: Part, kind: Kind) -> Iterator[tuple[Part, ...]]:
    """Yield the things of a list that a noun behind 等 closes."""
    start, end = listed[0], noun[1]
    if _SOME.search(text, start, min(listed[1], start + _LEAST)):
        return  # 建设一批甲中心、乙中心等平台
    if kind.titled:
        for member in split_list(text, *listed):
            own = (member.start, member.end)
            yield (own,) if kind.ends(text, *own) else (own, noun)
    elif kind.new and text[start] == "“":
        yield ((start, end),)
    elif kind.listed:
        some = list(_of_some(text, listed, noun, kind))
        yield from some or _of_one(text, (start, end))


def _of_some(text: str, listed: Part, noun: Part, kind: Kind) -> Iterator[tuple[Part, ...]]:
    """Yield the members of a list that end as the thing sought does; of events, more.

    Among two events or more every member is one; 办好“甲”等活动: what stands in quotes is one.
    """
    members = [(each.start, each.end) for each in _of_list(text, *listed)]
    several = kind.placed and sum(kind.ends(text, *own) for own in members) >= _SEVERAL
    events = kind.placed and kind.ends(text, *noun)
    for own in members:
        dated = kind.placed and is_dated(text[slice(*own)])
        if several or dated or kind.ends(text, *own):
            yield (own,)
        elif events and _IN_QUOTES.fullmatch(text, *own):
            yield (own, noun)


def _of_one(text: str, thing: Part) -> Iterator[tuple[Part, ...]]:
    """Yield the one database or system whose contents a list tells: 建立能耗、排放等基础数据库."""
    if text.endswith(_HOLDERS, *thing):
        yield (thing,)


def _campaigns(text: str, start: int, end: int) -> list[tuple[Part, ...]]:
    """Return campaigns that share their noun: 种业振兴、粮食产能提升行动 are two."""
    noun = _CAMPAIGN.search(text, start, end)
    members = split_list(text, start, noun.start()) if noun else []
    if noun is None or len(members) < _SEVERAL:
        return []
    if not all(_DOES.fullmatch(text, member.start, member.end) for member in members):
        return []
    *listed, last = members
    shared = [((member.start, member.end), noun.span()) for member in listed]
    return [*shared, ((last.start, noun.end()),)]


def _of_places(text: str, start: int, end: int) -> list[tuple[Part, ...]]:
    """Return the papers of a list of places that share their noun: 云岭、沙河试点实施方案."""
    *first, last = split_list(text, start, end)
    if not first or len(first) > _MOST_PLACES:
        return []
    ends = []
    for each in (*first, last):
        place = place_at(text, each.start, None)
        ends.append(place.end if place else each.start)
    whole = all(at == each.end > each.start for at, each in zip(ends, first, strict=False))
    if not whole or not last.start < ends[-1] < last.end:
        return []
    noun = (ends[-1], last.end)
    return [*(((each.start, each.end), noun) for each in first), ((last.start, last.end),)]


def _of_list(text: str, start: int, end: int) -> Iterator[Member]:
    """Yield the members of a list, parted at a class within it: 甲赛等国际赛事和乙马拉松."""
    for member in split_list(text, start, end):
        if inner := _WITHIN.search(text, member.start, member.end):
            yield member._replace(end=inner.start())
            yield member._replace(start=inner.end())
        else:
            yield member


def _of_all(
    text: str, start: int, shared: re.Match[str], end: int, kind: Kind
) -> Iterator[tuple[Part, ...]]:
    """Yield the bodies of a list that share their noun: 组建照明、陶瓷等产业联盟 founds two."""
    own = text[start : shared.start()]
    if is_general(own) or is_general(text[shared.end() : end]) or _PARTNERS.search(own):
        return
    for member in split_list(text, start, shared.start()):
        each = (member.start, member.end)
        yield (each,) if kind.ends(text, *each) else (each, (shared.end(), end))


def _quoted(text: str, start: int, end: int) -> Iterator[tuple[Part, ...]]:
    """Yield the names of a member: “甲”“乙”行动 are two that share their noun."""
    last = start
    for seam in _SEAM.finditer(text, start, end):
        yield ((last, seam.start() + 1), (text.rfind("”", start, end) + 1, end))
        last = seam.end() - 1
    yield ((last, end),)


def _titled(
    paragraph: Paragraph, verb: re.Match[str], thing: Part, when: Part | None
) -> Iterator[Commitment]:
    titles = list(TITLE.finditer(paragraph.text, *thing))
    if titles and _LEANS.search(paragraph.text, thing[0], titles[0].start()):
        return
    for at, title in enumerate(titles):
        span = (title.start() if at else verb.start(), title.end())
        yield commitment_of(paragraph, span, verb.span(), title.span(), when=when, title=title)
