"""Works that the firms named before them carry: 依托甲、乙等企业，加快丙项目建设."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.builders import Owner, is_firm, owner_at
from luoshi_reader.extract.known import known_at
from luoshi_reader.extract.members import Work
from luoshi_reader.lexicon.vocabulary import strangeness
from luoshi_reader.lexicon.words import branches, load
from luoshi_reader.text.lists import Member, split_list
from luoshi_reader.text.places import place_at

_VERBS: Final = (
    "(?:加快|加速|积极|大力|重点|全力|持续|有序|继续){0,3}"
    "(?:推进|推动|实施|建设|布局|发展|抓好|做好|支持){0,2}"
)
#: 依托甲、乙等企业，加快丙制造项目建设.
_LEANING: Final = re.compile(
    "依托(?P<firms>[^，。；“”]{2,60}?)等(?:[一-鿿]{0,6}企业|公司)，"
    f"{_VERBS}(?P<thing>(?!一批|重大|重点|相关)[^，。；、]{{4,30}}?项目)(?=建设|实施|落地|投产|[，。；、])"
)
#: 推进甲、乙、丙、丁等锂盐、锰盐等原材料项目建设: firms alone, and what all of them make.
_MAKING: Final = re.compile(
    f"(?:^|(?<=[，。；：])){_VERBS}(?P<firms>(?:[一-鿿]{{2,4}}、){{3,16}}[一-鿿]{{2,4}}?)"
    "等(?P<thing>[^，。；]{4,30}?)项目(?=建设|[，。；])"
)
_GOODS: Final = re.compile(branches(load("goods")))
#: 加快中船、云溪重工等船舶制造项目: fewer firms, each shown as one.
_FEW: Final = re.compile(
    f"(?:^|(?<=[，。；：])){_VERBS}(?P<firms>(?:[一-鿿]{{2,8}}、){{1,8}}[一-鿿]{{2,8}}?)"
    "等(?P<thing>[^，。；、等]{2,20}(?:制造|修造|生产|加工|研发|扩产|扩能|技改|改造))项目(?=建设|[，。；])"
)
#: 建设云溪生物制药研发生产基地: what a firm has built for itself.
_BASE: Final = re.compile(
    f"(?:^|(?<=[，。；：])){_VERBS}(?:建成|打造|谋划|启动|开工){{0,2}}(?P<name>[^，。；、“”的]{{5,30}}?"
    "(?:研发|生产|制造|智造|加工|中试|总装|物流|仓储|培训|运营){1,3}(?:基地|工厂|中心))(?=建设|投产|落地|[，。；、])"
)
_LEAST: Final = 2


def carried(text: str, home: str | None) -> Iterator[Work]:
    """Yield one work for each of the firms that a clause names before what they build."""
    if "项目" not in text:
        return
    for found in _LEANING.finditer(text) if "依托" in text else ():
        members = split_list(text, *found.span("firms"), "、和")
        yield from _works(text, members, found.span("thing"), home)
    for found in _MAKING.finditer(text):
        members = split_list(text, *found.span("firms"), "、")
        if _GOODS.search(text, *found.span("thing")) and _are_firms(text, members, home):
            yield from _of_all(members, found.span("thing"))
    for found in _FEW.finditer(text):
        members = split_list(text, *found.span("firms"), "、")
        if all(_is_shown(text, each, home) for each in members):
            yield from _of_all(members, found.span("thing"))


def based(text: str, home: str | None) -> Iterator[Work]:
    """Yield the bases and factories that a verb builds and a firm's name opens."""
    if "基地" not in text and "工厂" not in text and "中心" not in text:
        return
    for found in _BASE.finditer(text):
        start, end = found.span("name")
        owner = owner_at(text, start, end, home, frozenset())
        if owner is None or owner.end >= end - _LEAST or not is_firm(text, owner):
            continue
        place = place_at(text, start, home)
        yield Work(start, end, (start, end), (owner,), place.name if place else None)


def _works(
    text: str, members: list[Member], thing: tuple[int, int], home: str | None
) -> Iterator[Work]:
    """Yield the thing for each member that is a firm, if all are."""
    owners = [owner_at(text, each.start, each.end, home, frozenset()) for each in members]
    firms = [
        owner
        for owner, each in zip(owners, members, strict=True)
        if owner is not None and owner.end == each.end
    ]
    if len(firms) == len(members):
        for owner in firms:
            yield Work(owner.start, thing[1], thing, (owner,), None)


def _are_firms(text: str, members: list[Member], home: str | None) -> bool:
    """Whether short names are those of firms: most of them no words, none a place or a good."""
    names = [text[each.start : each.end] for each in members]
    if any(_GOODS.search(name) or place_at(name, 0, home) for name in names):
        return False
    strange = sum(strangeness(name) >= _LEAST or known_at(name, 0) is not None for name in names)
    return strange * _LEAST > len(names)


def _is_shown(text: str, member: Member, home: str | None) -> bool:
    """Whether a member is the name of a firm and no more, known everywhere or by its form."""
    if known_at(text, member.start) == member.end:
        return True
    owner = owner_at(text, member.start, member.end, home, frozenset())
    return owner is not None and owner.end == member.end and is_firm(text, owner)


def _of_all(members: list[Member], thing: tuple[int, int]) -> Iterator[Work]:
    for each in members:
        owner = Owner(each.start, each.end, each.end, formal=False, sure=True)
        yield Work(each.start, thing[1], thing, (owner,), None)
