"""Units named in a list: 省发展改革委、财政厅，郑州、信阳市政府 gives four, each in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from luoshi_reader.lexicon.departments import field_of, level_of
from luoshi_reader.text.lists import split_list
from luoshi_reader.text.places import place_at

_SIGNS: Final = str.maketrans(
    {",": "，", ";": "；", "/": "、", " ": "、", "\t": "、", "\xa0": "、"}
)
_WRAPS: Final = re.compile("[\u3000\r\n\x0b\x0c\u2028\u2029\ufeff\u200b]")
_JOINTS: Final = "、，；。"
#: 和 joins units only between the end of one and the beginning of another.
_AND: Final = re.compile("(?<=[委厅局办部府])(?:和|及|与|以及)(?=[省市区县国各有相])")
_ETC: Final = re.compile(
    "等(?:[^、，；]{0,8}(?:部门|单位|地区|方面)(?:和(?:有关)?单位|和(?:有关)?部门|（单位）)?)?$"
)
#: 财政局等部门，各县…; 财政局及其他相关部门: whom nobody names, in the middle.
_OTHERS: Final = re.compile(
    "等(?:有关|相关)?(?:部门|单位)?(?=[，；])|(?:和|及|与|以及)其[他它](?:有关|相关)?(?:部门|单位)(?=[、，；]|$)"
)
_ETC_AND: Final = re.compile("等[^、，；]{0,6}?(?:部门|单位)(?:和|及|与|以及)")
#: Members that only together name a group: 各省辖市、省直管县（市）政府.
_GROUP_HEAD: Final = re.compile("各|有关|相关|所有|全[省市区县]")
_REGIONAL: Final = re.compile(
    "(?:[各省市州盟县区旗乡镇直管辖级设属]|有关|相关|街道|地区|新区|开发|功能|[（(][^（）()]{1,8}[）)])"
    "{1,14}(?:人民政府|政府|管委会|党委|行政公署|行署)?$"
)
_GOVERNS: Final = re.compile("(?:人民政府|政府|管委会|党委)$")
_VAGUE: Final = re.compile(
    "[省市区县州]?(?:政府|委)?[直级属]{0,2}(?:各|有关|相关|其他){1,2}"
    "(?:有关|相关|地区|地方|职能|主管|行业|责任|成员|直属|[省市县区直级属]){0,4}(?:、|和|及)?"
    "(?:部门|单位|方面|地区|机构)(?:(?:和|及|、)?(?:有关|相关)?(?:单位|部门|地区))?$"
)
_OWN_GOVERNMENT: Final = re.compile("(.{2,8}?)([市县区州盟旗]?)(人民政府|政府|管委会)$")
_NAMED: Final = re.compile(
    "(?:厅|委|局|办|部|署|院|会|室|府|行|司|关|校|所|站|社|台|团|队|心|学|公司|集团|中心|支队|联|"
    "企业|单位|部门|园区|区|县)$"
)
_PREFIXED: Final = re.compile(
    "(?:厅|委|局|办|委员会|办公室|法院|检察院|[总支大]队|工会|妇联|团委|残联|科协|工商联|文联|侨联)$"
)
_NATIONAL: Final = re.compile(
    "团[省市县区]委|国家|中国|中共|中央|全国|国网|国务院|人行|人民银行|民航|驻|"
    "长三角|京津冀|粤港澳|成渝|.{2,4}流域"
)
_PARTY: Final = re.compile(
    "(?:宣传部|组织部|统战部|政法委|网信办|编办|社会工作部|改革办|军民融合办)$"
)
_PARTY_LEVEL: Final = re.compile("[省市区县州]委(?!员)")
_PLACE: Final = re.compile("[^厅委局办部署、，]{2,8}$")


def units_of(text: str, *, after: str = "", vague: bool = True) -> tuple[str, ...]:
    """Return the units of a list by their full names, in the order of print, each once.

    A unit without a level of its own takes that of the units before it: 省财政厅、科技厅 gives
    省科技厅; 郑州海关 and 电力公司 stay. Places share the last one's 市政府; a group such as
    各省辖市、省直管县（市）政府 stays one. `after` is the unit before the list, whose
    level carries on; `vague` keeps groups that name nobody (各有关部门).
    """
    text = _WRAPS.sub("", text).strip(" 、，；。,;").translate(_SIGNS)
    text = _OTHERS.sub("", _ETC.sub("", text))
    text = _AND.sub("、", _ETC_AND.sub("、", text))
    members = [
        (text[each.start : each.end], each.joint) for each in split_list(text, joints=_JOINTS)
    ]
    found = _with_level(_with_government(_with_groups(members)), after)
    names = (name for name in found if vague or not _VAGUE.match(name))
    return tuple(dict.fromkeys(names))


def _with_groups(members: list[tuple[str, str]]) -> Iterator[str]:
    """Put groups together that a list sign took apart."""
    group = ""
    for name, joint in members:
        if group and joint == "、" and _REGIONAL.match(name):
            group += "、" + name
        else:
            if group:
                yield group
            group = name if _GROUP_HEAD.match(name) and _REGIONAL.match(name) else ""
            if not group:
                yield name
                continue
        if _GOVERNS.search(group):
            yield group
            group = ""
    if group:
        yield group


def _with_government(names: Iterator[str]) -> Iterator[str]:
    """Give places the government that the last of them prints: 郑州、信阳市政府."""
    waiting: list[str] = []
    for name in names:
        own = _OWN_GOVERNMENT.match(name)
        if own and waiting:
            for place in waiting:
                kind = "" if _is_full(place) else own[2]
                yield place + kind + own[3]
            waiting = []
        if not own and not _GROUP_HEAD.match(name) and _is_place(name):
            waiting.append(name)
            continue
        yield from waiting
        waiting = []
        yield name
    yield from waiting


@lru_cache(maxsize=4096)
def _is_place(name: str) -> bool:
    if not _PLACE.match(name):
        return False
    place = place_at(name, 0)
    return bool(place and place.end == len(name)) or not _NAMED.search(name)


def _is_full(name: str) -> bool:
    """Whether a place is printed with its kind: 濮阳市, not 郑州."""
    place = place_at(name, 0)
    if place and place.end == len(name):
        return any(division.name == name for division in place.divisions)
    return name[-1] in "市县区州盟旗"


def _with_level(names: Iterator[str], after: str) -> Iterator[str]:
    level = level_of(after) or ""
    if after and not level and _PREFIXED.search(after):
        yield from names  # where the first department has no level, the others' is not passed on
        return
    party = level + "委" if _PARTY_LEVEL.match(after) else ""
    for name in names:
        own = None if _GROUP_HEAD.match(name) else level_of(name)
        if own:
            level = own
            party = own + "委" if _PARTY_LEVEL.match(name) else ""
            yield name
        elif level and _takes_level(name):
            yield (party if party and _PARTY.search(name) else level) + name
        else:
            yield name


@lru_cache(maxsize=4096)
def _takes_level(name: str) -> bool:
    if field_of(name):
        return True
    if _GROUP_HEAD.match(name):
        return False
    return bool(_PREFIXED.search(name) and not _NATIONAL.match(name) and place_at(name, 0) is None)
