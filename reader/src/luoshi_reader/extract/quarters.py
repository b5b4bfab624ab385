"""Quarters, streets and houses that a town renews: 云岭老街、沙溪里城市更新项目."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.governing import clause_end, clause_start
from luoshi_reader.extract.members import Work
from luoshi_reader.extract.siblings import LED, is_named, members_of, sibling

#: Where a list may end that tells of renewal.
_RENEWAL: Final = re.compile(
    "(?:更新|焕新|贯通|修缮|改造|改建|活化|保护|养护|转型|街区建设|地块项目)(?:提升|改造|升级|利用)?(?:重点|试点)?(?:项目|工程)?(?:建设|实施|落地|开工|工作)*(?=[，。；]|$)"
)
#: What closes a list of them: 城市更新项目, 等3条道路更新提升.
_CLOSING: Final = re.compile(
    r"(?:等(?:[0-9一二三四五六七八九十]{1,3}[个条座处])?)?(?:共计?约?[0-9.]{1,6}万?(?:平方米|户|公里))?(?:“?城中村”?|美丽街区|滨水空间|道路|岸线)?(?:整体|成套|综合)?"
    r"(?:(?:城市)?更新(?:提升|改造)?|(?:旧区|旧城)?改造(?:升级|提升)?|焕新|(?:保护性)?修缮(?:利用)?|改建|(?:保护|活化)利用|(?:修复)?养护|转型(?:升级)?|贯通|(?<=街区)建设|地块(?=项目))"
    r"(?:重点|试点)?(?:项目|工程)?(?:建设|实施|落地|开工|工作)*$"
)
#: How far a closing reaches back.
_TAIL: Final = 32
_FOCUSED: Final = re.compile(
    rf"(?:“十[三四五六]五”期间|20[0-9]{{2}}年底?前?)?(?:通过|同步|系统|优先|整体|分批|研究){{0,2}}(?:重点聚焦|{LED.pattern})"
)
#: How a quarter, a street or a house ends.
_QUARTER: Final = re.compile(
    "(?:[一-鿿]路|街|街区|村|里|坊|巷|弄|小区|广场|商圈|水岸|区域|地块|片区|厂|校区|段|线|桥|城|楼|苑|(?<!果)园|夜市|古镇|宅|"
    "风貌区|单元|社区|地区|港|塘|浜|湾|滨江|[一二三四]期|环线|沿线|公园|旧址|故居|[^修]楼|仓库|厂房|住宅|[东西南北]楼|街区”)"
    "(?:（[^（）]{2,20}）)?(?:修缮|改造)?$"
)
#: Whose quarter it is, before the verb: 云岭区域推动沙溪广场改造.
_WHERE: Final = re.compile("[一-鿿]{2,6}(?:区域|片区|镇|街道)(?=推动|推进|加快|实施|启动)")
#: 修缮云岭纱厂旧址、沙溪船厂旧址: houses of the past that are repaired.
_REPAIR: Final = re.compile(
    "(?:^|[，。；：])(?:(?:保护性|分批|抓紧|重点)?修缮)(?P<list>[^，。；：]{4,60})"
)
_HOUSE: Final = re.compile("(?:旧址|故居|旧居|会馆|老?厂房|里弄|洋房|旧址[一-鿿]{2,3})$")
_STREET: Final = re.compile("(?:路|街|大道|巷)[0-9]{1,4}[号弄]")
#: 推进云岭路8号（原沙溪厂）商圈改造升级: a work that says in which street it stands.
_ADDRESS: Final = re.compile(
    "(?P<name>[一-鿿]{2,8}(?:路|街|大道|巷)[0-9]{1,4}(?:号|弄)[^，。；：、]{2,40}?"
    "(?:改造|更新|修缮|建设|升级|项目|工程|提升)+)(?=[，。；]|$)"
)
_JOINT: Final = re.compile("以及|和|及")
_HALF: Final = 2


def quarters(text: str, known: list[Work], home: str | None) -> Iterator[Work]:
    """Yield the quarters and houses that a paragraph renews, where no work is known already."""
    known = [*known, *(housed := list(_addressed(text, known)))]
    yield from housed
    if "修缮" in text:
        yield from _repaired(text, known, home)
    for found in _RENEWAL.finditer(text):
        yield from _listed(text, clause_start(text, found.start()), found.end(), known, home)


def _addressed(text: str, known: list[Work]) -> Iterator[Work]:
    """Yield the works that say in which street they stand, and at which number."""
    for street in _STREET.finditer(text):
        start, end = clause_start(text, street.start()), clause_end(text, street.end())
        led = LED.match(text, start, end)
        found = _ADDRESS.match(text, led.end() if led else start, end)
        if found and not _is_known(start, found.end(), known):
            yield Work(*found.span("name"), found.span("name"), (), None)


def _repaired(text: str, known: list[Work], home: str | None) -> Iterator[Work]:
    """Yield the houses that a clause begins to repair, each by its name."""
    for found in _REPAIR.finditer(text):
        members = list(members_of(text, *found.span("list")))
        named = all(_HOUSE.search(text, *each) and is_named(text, *each, home) for each in members)
        if named and not _is_known(found.start(), found.end(), known):
            yield from (sibling(text, each, home) for each in members)


def _listed(text: str, start: int, end: int, known: list[Work], home: str | None) -> Iterator[Work]:
    """Yield the members of one list: all end as quarters do, and half have names."""
    where = _WHERE.match(text, start, end)
    start = where.end() if where else start
    led = _FOCUSED.match(text, start, end)
    if led is None or led.end() == start or _is_known(start, end, known):
        return
    if text.startswith("广", led.end()):
        return  # 推广…改造
    closing = _CLOSING.search(text, max(led.end(), end - _TAIL), end)
    if closing is None or closing.start() == led.end():
        return
    members = list(_parted(text, led.end(), closing.start()))
    named = sum(is_named(text, *each, home) for each in members)
    if closing[0].startswith("地块"):
        # 云岭、沙溪地块项目: plots that share their noun, each by its name alone.
        if named == len(members):
            yield from (sibling(text, each, home) for each in members)
    elif named * _HALF >= len(members) and all(_QUARTER.search(text, *each) for each in members):
        yield from (sibling(text, each, home) for each in members)


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the members of a list, parted at 和 and 及 where both sides end as quarters do."""
    for low, high in members_of(text, start, end):
        joint = _JOINT.search(text, low + _HALF, high)
        sides = joint is not None and all(
            _QUARTER.search(text, *each) for each in ((low, joint.start()), (joint.end(), high))
        )
        if joint is not None and sides:
            yield from ((low, joint.start()), (joint.end(), high))
        else:
            yield (low, high)


def _is_known(start: int, end: int, known: list[Work]) -> bool:
    return any(start <= work.start < end for work in known)
