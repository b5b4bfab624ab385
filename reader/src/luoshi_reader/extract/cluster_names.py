"""Names in a list of clusters: which places, which industry, which scale each member has."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from luoshi_reader.extract.cluster_grades import graded
from luoshi_reader.extract.cluster_members import (
    LOCAL,
    by_place,
    has_industry,
    is_bare,
    is_goods,
    is_local,
    is_trade,
    split,
)
from luoshi_reader.extract.cluster_ones import is_one
from luoshi_reader.extract.cluster_parts import Context, Named
from luoshi_reader.extract.cluster_places import between, bracketed, place_name, printed
from luoshi_reader.extract.cluster_single import (
    OWN_PARK,
    beside,
    formula,
    in_fields,
    itself,
    made_of,
    name_of,
    quoted,
    titled,
)
from luoshi_reader.extract.cluster_words import (
    LEVEL,
    behind_bodies,
    behind_leader,
    industry_of,
)
from luoshi_reader.text.lists import Member
from luoshi_reader.text.places import Place

_COUNT: Final = re.compile(
    r"(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?:个|大|家|处|条|座)(?:左右|以上)?|一批|若干个?"
)
_ETC: Final = re.compile(
    r"等(?:地|省辖市|县（市）|县市|市县|市|县|地区|区(?!域))?(?:的|链接的|联动的)?"
)
_OF: Final = re.compile(r"^.*(?<![目标])的")
_MANY: Final = re.compile(
    r"一批|镇街|乡镇|一系列|各类|各级|各种|若干|更多|一些|相关|有关|多个|其他|所有|各[地市县区]"
)
_OWNED: Final = re.compile(
    r"公司|集团|股份|企业(?!孵化|总部|集聚|创新|出海|特色)|大学|学院|研究院|研究所|科学院|医院|厂|银行|项目"
)
#: A member that is another thing: 云溪博物馆、沙岭产业园.
_THING: Final = re.compile("(?:博物馆|小镇|公园|医院|学校|大厦|广场|水库|高速|铁路|市场)$")
#: A member that has its noun already: 云岭临空经济区、沙河示范区.
_ZONE: Final = re.compile("(?:经济区|生态区|合作区|保税区|示范区|试验区|试点)$")
#: What there is only one of, or what several have in common.
_TOGETHER: Final = re.compile(
    r"共建|联合|合力|协同|最大|最强|重要的|领先|一流|唯一|全球|世界|链接的"
)
#: A member that is an industry by itself: 高端装备、高端化工2个千亿级产业集群.
_INDUSTRY: Final = re.compile(r"[一-龥A-Za-z0-9+（）]{2,16}")
#: What the members of a list share before the head noun: 先进制造业集群.
_SHARED: Final = re.compile(
    r"(?:[千百万]亿级|国家级|省级|世界级|中小企业|专业|特色|优势|现代|先进|新兴|战略性|制造业|产业){1,12}$"
)
#: 嘉定|马东|专业产业基地: the part of a place that is meant.
_LOCALITY: Final = re.compile(r"(?!专业|特色|现代|产业|应用)[一-龥]{2}(?=专业|特色|现代|产业|应用)")
#: 开封、新乡为两翼的…产业带: places that together make up one.
_WINGS: Final = ("为两翼的", "为支撑的", "为节点的", "为支点的", "联动的", "协同的")
_BRACKETED: Final = re.compile(r"（[^（）]*）$")
#: 国家物流枢纽及骨干冷链物流基地: another thing stands before the name.
_OTHER_THING: Final = re.compile(
    r"^.*(?:城市?|街|商圈|港|区|园|镇|岛|湾|谷|集群|基地|产业带|中心|平台|高地|枢纽|市场|策源地|高峰|廊道|走廊|孵化器|加速器|节点|目的地|线路|”)"
    r"(?:和|、|与|及|以及)"
)
_EDGE: Final = re.compile(
    r"(?:[”、，和与及的：]|以及|成为|一个|以|现有|已有|(?<=、)(?:打造|建设|构建|建成)(?=[一-龥]{3}))+"
)
#: 在甲县、乙县差异化打造…: each is to have its own.
_SEVERALLY: Final = re.compile("差异化|分别|各自|分头|错位|因地制宜|分类")
#: 专业化、智能化|纺织基地: how a thing is to be made is no part of its name.
_QUALITY: Final = (
    "(?:专业|国际|市场|智能|绿色|高端|数字|规模|集约|标准|一体|现代|品牌|服务|示范|开放)[化型性]"
)
_QUALITIES: Final = re.compile(
    rf"{_QUALITY}(?:[、和及与]{_QUALITY}){{1,5}}的?(?![工肥学纤、和及与])"
)
#: 豫西地区|重要|风电基地: what a place is to be among others is no part of the name.
_RANK: Final = re.compile("(?:重要|最大)的?(?=[一-龥]{2})")
#: 总投资20亿元的甲产业园: a work that somebody pays for.
_PAID: Final = re.compile("投资(?:约|超过?|近)?[0-9.]{1,8}[亿万]元的")
#: How the verbs end that make one thing another: 打造成, 建设为.
_MADE: Final = frozenset("成为造设育展植")
_JOINTS: Final = frozenset("、和与及")
_PAIR: Final = 2


def named_in(
    text: str,
    begin: int,
    head: re.Match[str],
    places: list[Place],
    subject: tuple[Place, ...],
    around: re.Match[str] | None,
) -> list[Named]:
    """Return the clusters named between `begin` and the end of a head noun."""
    edge = _EDGE.match(text, begin, head.start())
    begin = behind_bodies(text, edge.end() if edge else begin, head.start())
    quality = _QUALITIES.match(text, begin, head.start())
    begin = quality.end() if quality else begin
    closed = text.startswith("”", head.end())
    begin = begin if closed else _behind_opening(text, begin, head.start())
    if head[0].endswith("集群") and (whole := in_fields(Context(text, [], (), head), begin)):
        return whole
    many = _MANY.search(text, begin, head.start())
    if (
        text.startswith("在", begin)
        or (text[head.start() - 1] in _JOINTS and not head[0].endswith("中心"))
        or (many and not text.endswith("等", begin, many.start()))
        or _PAID.search(text, begin, head.start())
        or _OWNED.search(text, behind_leader(text, begin, head.start()), head.start())
    ):
        return []
    inside = between(places, begin, head.start())
    if around:
        inside = [*between(places, *around.span()), *inside]
    context = Context(text, inside, subject, head)
    if closed and not (text[begin - 1] in _JOINTS and "“" not in text[begin : head.start()]):
        return [each for each in quoted(context, begin) if is_one(context, each)]
    opening = text.rfind("“", begin, head.start())
    joined = opening == begin or (opening > begin and text[opening - 1] in _JOINTS)
    if joined and (whole := formula(context, opening)):
        return whole
    if text.startswith("“", begin) and (whole := titled(context, begin)):
        return [each for each in whole if is_one(context, each)]
    if text[begin - 1] in _MADE and (whole := made_of(context, begin)):
        return whole
    if whole := graded(context, begin):
        return [each for each in whole if is_one(context, each)]
    count = _last(_COUNT, text, begin, head.start())
    etc = _last(_ETC, text, begin, head.start())
    if count is None and etc is None:
        found = _unlisted(context, begin)
    else:
        cut = min(match.start() for match in (count, etc) if match)
        noun = max(match.end() for match in (count, etc) if match)
        if text[cut - 1] + text[noun] == "“”":
            cut, noun = cut - 1, noun + 1  # 装备、食品“两大”产业集群
        found = _listed(context, begin, cut, noun, together=bool(around), counted=count is not None)
    return [each for each in found if is_one(context, each)]


def _behind_opening(text: str, begin: int, end: int) -> int:
    """Return where a list begins that a bracket or a quote opens: 两区（|甲区和乙区……）."""
    last = max(text.rfind("（", begin, end), text.rfind("“", begin, end))
    if last < 0:
        return begin
    closing = "）" if text[last] == "（" else "”"
    return begin if text.find(closing, last, end) > 0 else last + 1


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text, low, high):
        found = match
    return found


def _listed(
    context: Context, begin: int, cut: int, noun: int, *, together: bool, counted: bool
) -> list[Named]:
    """Read 甲、乙等5个…集群: each member with the shared noun."""
    text = context.text
    noun = _after_of(text, noun, context.head_at)
    if begin >= cut:
        return _of_subject(context, noun)
    if together:
        names = tuple(place.name for place in context.places)
        return [name_of(context, begin, (noun, context.end), names)]
    members = split(context, begin, cut, "、，和及与")
    if of := _OF.match(text[members[0].start : members[0].end]):
        members[0] = members[0]._replace(start=members[0].start + of.end())
    members = by_place(context, members)
    if not counted and _is_summed_up(context, members, noun):
        start = members[0].start
        return _of_subject(context, start) or [name_of(context, start, (start, context.end), ())]
    several = len(members) >= _PAIR or not counted
    local = any(is_bare(context, member) for member in members)
    industrial = any(has_industry(context, member) for member in members)
    named = [
        _member(
            context,
            member,
            noun,
            counted=several,
            local=local and is_local(context, member),
            industrial=industrial,
        )
        for member in members
    ]
    return [each for each in named if each is not None]


def _is_summed_up(context: Context, members: list[Member], noun: int) -> bool:
    """Whether goods are examples of what the noun is for: 粉煤灰、煤渣等|固废利用基地 is one."""
    text = context.text
    own = industry_of(text[noun : context.head_at], context.noun, ())
    if own is None or not context.noun.endswith("基地"):
        return False
    if any(place_name(text, context.places, each.start, each.end) for each in members):
        return False
    return any(is_goods(text[each.start : each.end]) for each in members)


def _member(
    context: Context,
    member: Member,
    noun: int,
    *,
    counted: bool = False,
    local: bool = False,
    industrial: bool = False,
) -> Named | None:
    """Read one member: a place alone shares the noun; an industry has a name of its own."""
    text = context.text
    if _COUNT.match(text, member.start, member.end) or _THING.search(
        text, member.start, member.end
    ):
        return None
    if _ZONE.search(text, member.start, member.end) and not is_bare(context, member):
        return None
    place = place_name(text, context.places, member.start, member.end)
    place = text[member.start : member.end] if place is None and local else place
    if place is None and OWN_PARK.search(text, member.start, member.end):
        return itself(context, member)
    if place is None:
        words = text[member.start : member.end]
        if not counted or not _INDUSTRY.fullmatch(words) or industry_of(words, "", ()) is None:
            return None
        places = tuple(printed(text, each) for each in context.subject)
        whole = (member.start, member.end)
        level = LEVEL.search(text, *whole)
        return name_of(context, whole[0], (noun, context.end), places, member=whole, level=level)
    level = LEVEL.search(text, member.start, member.end)
    rest = text[member.start + len(place) : level.start() if level else member.end]
    rest = _BRACKETED.sub("", rest)
    named = industrial or is_trade(rest)
    if len(rest) == _PAIR and LOCAL.fullmatch(rest) and not (named or rest.endswith("港")):
        place, rest = place + rest, ""
    return name_of(
        context,
        member.start,
        (noun, context.end),
        (place,),
        member=(member.start, member.end) if rest else None,
        level=level,
    )


def _unlisted(context: Context, begin: int) -> list[Named]:
    """Read what has neither a count nor 等: one name, or places that share it."""
    text = context.text
    of = text.rfind("的", begin, context.head_at) + 1
    if of and text.endswith(_WINGS, begin, of):
        names = tuple(printed(text, place) for place in context.places if place.end < of)
        return [name_of(context, begin, (of, context.end), names)]
    members = split(context, begin, context.head_at, "、和与及")
    opening = _opening(context, members)
    if len(members) >= _PAIR and opening[0] and not all(opening) and any(opening[1:]):
        members = by_place(context, members)
        opening = _opening(context, members)
    if len(members) >= _PAIR and all(opening) and not _apart(members, opening):
        return _shared(context, members, [place for place in opening if place])
    if len(members) >= _PAIR and all(opening):
        begin = members[-1].start
    name = _after_of(text, begin, context.head_at)
    own = place_name(context.text, context.places, name, context.head_at) or bracketed(
        text, context.places, name, context.head_at
    )
    if own is not None and (rank := _RANK.match(context.text, name + len(own), context.head_at)):
        return [name_of(context, name, (rank.end(), context.end), (own,))]
    if own is not None:
        return [name_of(context, name, (name, context.end), (own,))]
    industries = _industries(context, name)
    if industries:
        return industries
    if context.subject:
        return _of_subject(context, name)
    return [*beside(context, members), name_of(context, name, (name, context.end), ())]


def _opening(context: Context, members: list[Member]) -> list[str | None]:
    """Return the place that each member opens with."""
    return [place_name(context.text, context.places, m.start, m.end) for m in members]


def _industries(context: Context, name: int) -> list[Named]:
    """Read 甲、乙和丙产业集群 as a cluster an industry; 甲和乙产业集群 is one."""
    text = context.text
    members = split(context, name, context.head_at, "、和与及")
    if not context.noun.endswith("集群") or all(each.joint != "、" for each in members):
        return []
    noun = _SHARED.search(text, members[-1].start, context.head_at)
    shared = noun.start() if noun else context.head_at
    *listed, last = members
    named = [_member(context, member, shared, counted=True) for member in listed]
    places = tuple(printed(text, each) for each in context.subject)
    named.append(name_of(context, last.start, (last.start, context.end), places))
    found = [each for each in named if each]
    if LEVEL.match(text, name):
        scale, op = found[0].scale, found[0].scale_op
        found = [each if each.scale else replace(each, scale=scale, scale_op=op) for each in found]
    return found if all(named) else []


def _apart(members: list[Member], places: list[str | None]) -> bool:
    """Whether several things are joined, not places of one: 甲试点城市和乙产业园."""
    longer = [m.end - m.start > len(p or "") for m, p in zip(members[:-1], places, strict=False)]
    return any(longer) and (members[-1].joint != "、" or len(set(places)) == 1)


def _shared(context: Context, members: list[Member], places: list[str]) -> list[Named]:
    """Read places, each perhaps with a word of its own, before one noun."""
    bare = [m.end - m.start <= len(p) for m, p in zip(members[:-1], places, strict=False)]
    last = members[-1].start + len(places[-1])
    if local := _LOCALITY.match(context.text, last, context.head_at):
        places, last = [*places[:-1], places[-1] + local[0]], local.end()
    if all(bare) and len(members) == _PAIR:
        return [name_of(context, members[0].start, (members[0].start, context.end), tuple(places))]
    if all(bare):
        return [
            name_of(context, member.start, (last, context.end), (place,))
            for member, place in zip(members, places, strict=True)
        ]
    own = [
        _member(context, member, _shared_from(context, member, len(place), last))
        for member, place in zip(members[:-1], places, strict=False)
    ]
    tail = members[-1].start
    found = [each for each in own if each is not None]
    return [*found, name_of(context, tail, (tail, context.end), (places[-1],))]


def _shared_from(context: Context, member: Member, placed: int, last: int) -> int:
    """Return where the words begin that a member shares with the last of its list.

    With an industry of its own it shares the noun alone, with a scale of its own no other.
    """
    text = context.text
    level = LEVEL.search(text, member.start, member.end)
    rest = text[member.start + placed : level.start() if level else member.end]
    if rest and not (LOCAL.fullmatch(rest) and not is_trade(rest)):
        plain = _SHARED.search(text, last, context.head_at)
        return plain.start() if plain else context.head_at
    other = LEVEL.match(text, last, context.head_at) if level else None
    return other.end() if other else last


def _of_subject(context: Context, noun: int) -> list[Named]:
    """Give a name to the places of the subject: to each its own, or one to all."""
    text, subject = context.text, context.subject
    name = (noun, context.end)
    places = tuple(printed(text, place) for place in subject)
    if not places:
        return []
    single = len(places) == 1 or _TOGETHER.search(text, subject[-1].end, context.head_at)
    several = text[context.end : context.end + 1] in _JOINTS or "、" in text[subject[-1].end : noun]
    near = subject[-1].end >= text.rfind("。", 0, noun) and "，" not in text[subject[-1].end : noun]
    apart = not single and _SEVERALLY.search(text, subject[-1].end, noun)
    if (single or several or not near) and not apart:
        return [name_of(context, noun, name, places)]
    return [
        name_of(context, place.start, name, (words,))
        for place, words in zip(subject, places, strict=True)
    ]


def _after_of(text: str, start: int, end: int) -> int:
    """Return where a noun begins behind its describing clause: 中部地区最大的…."""
    of = _OF.match(text[start:end])
    start += of.end() if of else 0
    other = _OTHER_THING.match(text[start:end])
    start += other.end() if other else 0
    edge = _EDGE.match(text, start, end)
    return edge.end() if edge else start
