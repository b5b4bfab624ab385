"""Works whose place or firm stands before the verb: 在云溪县建设天然气制氢项目."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.builders import Owner, is_firm, owner_at
from luoshi_reader.extract.known import known_at
from luoshi_reader.extract.members import Work
from luoshi_reader.lexicon.words import alternation, load
from luoshi_reader.text.lists import split_list
from luoshi_reader.text.places import place_at

_WORKS: Final = "项目|工程|生产线"
_HOW: Final = (
    "(?:规划|谋划|加快|积极|重点|抓紧|率先|尽快|共同|联合|合作|分期|同步|开工"
    "|总?投资[0-9.]{1,8}[万亿]*元|利用[^，。；：]{2,16}?资源，?)"
)
#: What is done, and the thing up to its noun; a list of things may share the noun.
_DOES: Final = re.compile(
    f"{_HOW}{{0,4}}(?:建设|新建|实施|布局|开展|打造|启动|改造|扩建|上马|落地|建成|推进|投建){{1,2}}"
    f"(?P<thing>[^，。；：的]{{3,50}}?(?:{_WORKS}))(?=建设|[，。；：]|$|、?并)"
)
#: How a clause begins that names a place or a firm first.
_LEAD: Final = re.compile(
    "(?<=[，。；：])(?:并|还|同时|其中)?(?:积极|大力|重点|全力|加快|优先|适时|率先)?(?:在|依托|以|支持|推动|推进|引进|鼓励|引导|协调|吸引|由|促进|力促)"
    "(?=[^，。；：])"
    "|^(?:重点)?(?:在|依托|以|支持|推动|推进|引进|由|力促)"
)
#: A place and a thing to be built stand ahead, before the sentence ends.
_AHEAD: Final = re.compile(f"[^。；：]{{2,120}}?(?:{_WORKS})(?=建设|[，。；：]|$|、?并)")
_ETC: Final = re.compile(
    "等?(?:地|地区|企业|[两三四五六七八九][县市区]|市|县)?(?:境内|域内)?(?:为(?:试点|依托|主体|龙头|载体|重点)，?)?"
)
_IN: Final = re.compile("(?:在|于)")
_JOINT: Final = re.compile("[、和与及]|以及")
_NOT_ONE: Final = re.compile(
    "一批|各类|若干|系列|重大|重点(?=项目|工程)|等|[0-9一二三四五六七八九十两]+余?[个项条处]|相关|有关|民生|专项|基础设施(?=项目|工程)|国家[^，。；]{0,4}(?=项目$)"
)
#: What is made, generated or led there, not what any office does.
_MADE: Final = re.compile(
    "[0-9百千万][万亿千百]{0,3}(?:吨|千瓦|兆瓦|立方米|辆|台|套|平方米|头|只|羽|亩)"
    f"|{alternation(load('goods'))}|{alternation(load('public_works'))}"
    "|发电|储能|加工|冶炼|炼铁|炼钢|炼化|铸造|焦化|气化|煤层气|光伏|风光|水电|热电|余热|碳捕集|农光|尾矿|固废"
)
_MOST: Final = 6
_CITIES: Final = 2


def sited_works(text: str, home: str | None) -> Iterator[Work]:
    """Yield the works that a clause says a place or a firm is to have.

    支持云溪钢铁开展短流程炼钢示范项目 gives one with its owner; 在云溪县建设民生工程 none.
    """
    if "项目" not in text and "工程" not in text and "生产线" not in text:
        return
    done = 0
    for lead in _LEAD.finditer(text):
        if lead.end() < done or not _AHEAD.match(text, lead.end()):
            continue
        owners, places, at = _whose(text, lead.end(), home)
        if not (owners or places):
            continue
        if within := _IN.match(text, at):
            place = place_at(text, within.end(), home)
            at = place.end if place else at
        found = _DOES.match(text, at)
        if found is None or _NOT_ONE.search(found["thing"]):
            continue
        if owners or _MADE.search(found["thing"]):
            done = found.end()
            yield from _works(text, found.span("thing"), owners, places)


#: 推动甲、乙等6个县整县光伏开发试点: each of them has its own.
_PILOT: Final = re.compile(
    "(?:推动|推进|支持|开展|实施|抓好|做好|组织|加快)(?:推进|开展)?(?P<own>[^，。；：]{4,60}?)等?(?:[0-9]{1,2}|[两三四五六七八九十])个?整?(?:县|市|区|（[市县区、]+）|乡镇){1,3}"
    "(?:开展|实施)?(?P<thing>(?:整县)?[^，。；：、]{4,20}?(?:试点|示范))(?:建设|工作|项目)?(?=[，。；]|$)"
)


def pilots(text: str, home: str | None) -> Iterator[Work]:
    """Yield the pilot of each of the places that a number of counties closes."""
    if "试点" not in text and "示范" not in text:
        return
    for found in _PILOT.finditer(text):
        for each in split_list(text, *found.span("own"), "、和与及"):
            place = place_at(text, each.start, home)
            if place is not None and place.end == each.end:
                yield Work(each.start, found.end("thing"), found.span("thing"), (), place.name)


#: 云山景区，完成甲古镇、乙酒店建设: what a place that a sentence begins with is to have.
_TOPIC: Final = re.compile(
    "(?:(?<=[。；])|^)(?P<topic>[一-鿿]{2,14}?(?:景区|度假区|旅游区|旅游示范区|片区|小镇|古镇))，(?:[^，。；]{2,14}，)?"
    "(?:重点|大力|全力|加快|积极|抓紧)*(?:完成|加快|推进|实施|启动|建设|抓好)(?:推进|建设|实施)?"
    "(?P<own>[^，。；]{4,80}?)等?(?:建设|(?:提升|改造|配套)工程)(?=[，。；])"
)
_LONGEST: Final = 14


def of_topic(text: str) -> Iterator[Work]:
    """Yield what a sentence about one scenic place says is built there, two things at least."""
    if "区，" not in text and "镇，" not in text:
        return
    for found in _TOPIC.finditer(text):
        members = split_list(text, *found.span("own"), "、和")
        sizes = [each.end - each.start for each in members]
        if len(members) < _CITIES or not all(_CITIES <= size <= _LONGEST for size in sizes):
            continue
        for each in members:
            if not _NOT_ONE.search(text, each.start, each.end):
                yield Work(each.start, each.end, (each.start, each.end), (), None)


#: 推进甲路、乙巷等重点商圈改造提升: quarters that share what is done to them.
_QUARTERS: Final = re.compile(
    "(?:推进|推动|实施|启动|加快|完成|开展|抓好)(?P<own>[^，。；：等]{4,60}?)等(?:重点|历史|特色|老旧)*"
    "(?P<thing>(?:商圈|片区|老街|街区|古镇|步行街)(?:更新|改造|提升|升级|整治|保护|建设)+)(?=[，。；])"
)


def renewed(text: str) -> Iterator[Work]:
    """Yield the quarters of a list that are renewed, each with what they share."""
    if "等" not in text:
        return
    for found in _QUARTERS.finditer(text):
        for each in split_list(text, *found.span("own"), "、和"):
            if not _NOT_ONE.search(text, each.start, each.end):
                name = (each.start, each.end)
                yield Work(each.start, found.end("thing"), name, (), None, found.span("thing"))


_STREET: Final = "[一-鿿]{1,6}?(?:路|大?街|大道|环线?)(?:[东南西北]延|[东南西北中]段|二期)?"
#: What is done to streets, printed behind the last of them.
_PAVED: Final = (
    "等?(?:路段|道路|便道|路面|建筑|立面|管网|雨污|污水|供热|绿化|亮化|景观|沿线|拆迁){0,3}"
    "(?:修复|改造|提升|敷设|拓宽|整治|绿化|亮化|硬化|分流|贯通|立面){1,3}(?:工程)?"
)
#: 打通甲路、乙大街等断头路, 完成甲路、乙街修复: streets of a town, each by its name.
_STREETS: Final = re.compile(
    "(?:打通|拓宽|改造|新建|续建|修建|整治|提升|实施|推进|启动|建设|建成|完成|加快|改建){1,3}"
    f"(?P<own>{_STREET}(?:[、和]{_STREET}){{1,8}})(?:(?P<thing>{_PAVED})(?=等|[，。；、])|(?=等|[，。；]|建设|工程|通车))"
)
#: Kinds of streets, none by its name.
_ANY_STREET: Final = re.compile(
    "(?:公|道|铁|网|思|出|套|回|线|电|主干|断头|卡脖|瓶颈|快速|高速|[乡农]村|旅游|产业|城市|[干支绿]|小|背|后|等级|通[村乡组]|一|二|三|国|省|县)"
    "(?:路|街|环)"
)


def streets(text: str, home: str | None) -> Iterator[Work]:
    """Yield the streets of a list that is built or opened, two at least.

    完成云岭路、沙溪街修复 gives 云岭路修复 and 沙溪街修复.
    """
    if "路" not in text and "街" not in text and "环" not in text:
        return
    for found in _STREETS.finditer(text):
        members = split_list(text, *found.span("own"), "、和")
        if any(_ANY_STREET.match(text, each.start, each.end) for each in members):
            continue
        thing = found.span("thing") if found["thing"] else None
        for each in members:
            place = place_at(text, each.start, home)
            name = (each.start, each.end)
            end = thing[1] if thing else each.end
            yield Work(each.start, end, name, (), place.name if place else None, thing)


def _whose(text: str, at: int, home: str | None) -> tuple[list[Owner], list[str], int]:
    """Return the firms, or else the places, that a list from `at` on names, and where it ends."""
    owners: list[Owner] = []
    places: list[str] = []
    end = at
    for _ in range(_MOST):
        owner = _firm_at(text, at, home)
        place = None if owner or owners else place_at(text, at, home)
        if owner is not None and not places:
            owners.append(owner)
            end = owner.end
        elif place is not None:
            places.append(place.name)
            end = place.end
        else:
            break
        joint = _JOINT.match(text, end)
        if joint is None:
            break
        at = joint.end()
    etc = _ETC.match(text, end)
    return owners, places, etc.end() if etc else end


def _firm_at(text: str, at: int, home: str | None) -> Owner | None:
    """Return the firm that stands at `at` before what it is to do."""
    if end := known_at(text, at):
        return Owner(at, end, end, formal=False, sure=True)
    stop = _DOING.search(text, at + _CITIES, at + 30)
    if stop is None:
        return None
    owner = owner_at(text, at, stop.start(), home, frozenset())
    return owner if owner is not None and is_firm(text, owner) else None


_DOING: Final = re.compile(
    "[，。；：、和与及等在为]|建设|新建|实施|布局|开展|打造|启动|改造|扩建|加快|投资|规划|谋划|共同|合作|联合"
)


def _works(
    text: str, thing: tuple[int, int], owners: list[Owner], places: list[str]
) -> Iterator[Work]:
    """Yield the works of a thing: several amounts before one noun are as many works."""
    start, end = thing
    members = split_list(text, start, end, "、")
    place = places[0] if len(places) == 1 else None
    several = len(members) > 1 and all(_MADE.search(text, each.start, each.end) for each in members)
    for each in members if several else [None]:
        low, high = (each.start, each.end) if each else (start, end)
        yield Work(low, high, (low, high), tuple(owners), place)
