"""Clusters that have a name by themselves: in quotes, or as a park."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from luoshi_reader.extract.cluster_parts import Context, Named
from luoshi_reader.extract.cluster_places import printed
from luoshi_reader.extract.cluster_words import LEVEL, QUOTE_ENDS, industry_of, scale_of
from luoshi_reader.lexicon.clusters import GOODS
from luoshi_reader.lexicon.vocabulary import strangeness
from luoshi_reader.text.lists import Member

#: “六个基地”, “一区两园”: what is counted in quotes is no name.
_COUNTED: Final = re.compile("[0-9一二三四五六七八九十百千两双多]|[^”]{0,40}[+＋]")
#: 沙岭“未来谷”: a name of whose before that in quotes.
_WHOSE: Final = re.compile("[一-龥]{2,4}(?=“)")
#: “5+5”先进制造业集群, “牛羊菜果”四大产业集群: a formula for all clusters of a place.
_FORMULA: Final = re.compile(
    "“(?:[0-9A-Z][0-9A-Z+×]{2,8}”|[一-龥]{3,10}”[0-9一二三四五六七八九十]{1,3}[大个])"
    "(?:产业|特色|优势|主导|现代化?|先进|制造业|农业|重点){1,4}集群"
)
#: 云溪芯港、飞机园等特色园区: a member that is a park by a name of its own.
OWN_PARK: Final = re.compile(
    "(?!陆港|空港|海港|内陆)[一-龥]{2,8}(?:园|谷|城|港|湾|岛|科技园|产业园|开发区|高新区)(?<![陆空海]港)$"
)


#: 在装备、材料等领域|形成若干千亿级产业集群: all clusters of some fields.
_FIELDS: Final = re.compile(
    "在(?P<fields>[^，。；在]{2,80}?)等?(?:领域|行业|产业)(?:形成|打造|培育|建设|建成)$"
)
#: 将轴承产业打造成|千亿级产业集群: the industry is named before the verb.
_MADE: Final = re.compile(
    "[将把](?P<what>[^，。；将把的]{2,16}?)(?P<trade>产业|行业)?(?:打造|建设|培育|发展|培植)(?:成为|成|为)$"
)
_SOME: Final = re.compile("(?:若干个?|一批|[0-9一二三四五六七八九十两]{1,3}个(?:以上)?)")
_GOODS: Final = tuple(GOODS)
_TITLE: Final = re.compile("“[^“”，。；]{2,12}”")
_TITLES: Final = re.compile(rf"{_TITLE.pattern}(?:[、和与及]?{_TITLE.pattern}){{1,6}}")
_PAIR: Final = 2
#: How far before a name what it is made of may stand.
_FAR: Final = 100


def name_of(
    context: Context,
    start: int,
    name: tuple[int, int],
    places: tuple[str, ...],
    *,
    member: tuple[int, int] | None = None,
    level: re.Match[str] | None = None,
) -> Named:
    """Return the cluster of a name: its industry without `places`, its scale."""
    text = context.text
    level = level or LEVEL.search(text, name[0], context.head_at)
    scale, op = scale_of(text, level) if level else (None, None)
    words = text[slice(*(member or (name[0], context.head_at)))]
    parts = (member, name) if member else (name,)
    industry = industry_of(words, context.noun, places)
    return Named(start, context.end, parts, context.noun, places, industry, scale, op)


def quoted(context: Context, begin: int) -> list[Named]:
    """Read a name in quotes, with the place printed before it: 云溪“东海茶谷”."""
    text = context.text
    opening = text.rfind("“", begin, context.head_at)
    if (
        opening < 0
        or opening + _PAIR >= context.head_at
        or not QUOTE_ENDS.match(text, context.end + 1)
        or _COUNTED.match(text, opening + 1)
    ):
        return []
    place = next((place for place in context.places if place.end == opening), None)
    names = (place.name,) if place else tuple(printed(text, each) for each in context.subject)
    whose = None if names else _WHOSE.match(text, begin, opening + 1)
    if whose and strangeness(whose[0]) >= _PAIR:
        whole = (begin, context.end + 1)
        return [name_of(context, begin, whole, (whose[0],))]
    start = place.start if place else opening
    return [name_of(context, start, (opening + 1, context.end), names)]


def formula(context: Context, begin: int) -> list[Named]:
    """Read all clusters of a place under their formula: “5+5”先进制造业集群."""
    if not _FORMULA.fullmatch(context.text, begin, context.end):
        return []
    places = tuple(printed(context.text, each) for each in context.subject)
    return [name_of(context, begin, (begin, context.end), places)]


def made_of(context: Context, begin: int) -> list[Named]:
    """Read what an industry is to be made: 将轴承产业打造成千亿级产业集群."""
    text = context.text
    far = max(0, begin - _FAR)
    low = max(text.rfind("将", far, begin), text.rfind("把", far, begin))
    made = _MADE.match(text, low, begin) if low >= 0 else None
    if made is None or context.subject or context.places:
        return []
    if not made["trade"] and not made["what"].endswith(_GOODS):
        return []
    start = text.rfind("的", begin, context.head_at) + 1 or begin
    if industry_of(text[start : context.head_at], context.noun, ()):
        return []
    named = name_of(context, made.start("what"), (start, context.end), ())
    return [replace(named, industry=made["what"])]


def in_fields(context: Context, begin: int) -> list[Named]:
    """Read what some fields are to form together: 在甲、乙等领域形成若干千亿级产业集群."""
    text = context.text
    low = text.rfind("在", max(0, begin - _FAR), begin)
    fields = _FIELDS.match(text, low, begin) if low >= 0 else None
    some = _SOME.match(text, begin, context.head_at)
    start = some.end() if some else begin
    if not (fields and context.noun.endswith("集群") and LEVEL.match(text, start)):
        return []
    named = name_of(context, fields.start("fields"), (start, context.end), ())
    return [replace(named, industry=fields["fields"])]


def titled(context: Context, begin: int) -> list[Named]:
    """Read names in quotes that share a noun: “绿氢”、“蓝氢”基地 are two."""
    text = context.text
    if not _TITLES.fullmatch(text, begin, context.head_at):
        return []
    places = tuple(printed(text, each) for each in context.subject)
    noun = (context.head_at, context.end)
    return [
        name_of(context, found.start(), noun, places, member=found.span())
        for found in _TITLE.finditer(text, begin, context.head_at)
    ]


def itself(context: Context, member: Member) -> Named | None:
    """Return a member of a list of parks that is named as one, with no noun shared."""
    text = context.text
    words = text[member.start : member.end]
    if context.noun.endswith("集群") or strangeness(words) < _PAIR:
        return None
    whole = (member.start, member.end)
    return Named(*whole, (whole,), "园", (), industry_of(words[:-1], words[-1], ()), None, None)


def beside(context: Context, members: list[Member]) -> list[Named]:
    """Return the parks of their own name that stand before the last of a list."""
    parks = [each for each in members[:-1] if OWN_PARK.search(context.text, each.start, each.end)]
    return [named for each in parks if (named := itself(context, each)) is not None]
