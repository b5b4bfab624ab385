"""Places in the names of clusters: a county, a zone of a city, a town, a mountain region."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import Final

from luoshi_reader.lexicon import verbs
from luoshi_reader.text.places import Place

_SUFFIX: Final = re.compile(
    r"(?:(?:高新技术产业|经济技术|高新|经济)?开发区|高新区|经开区|自贸[试验]*区|新区|航空港(?:经济综合实验)?区"
    r"|(?!美丽|特色)[一-龥]{1,2}(?<![农乡渔古])[镇村](?![镇级庄])"
    r"|[一-龥]{0,8}(?:实验区|港区|产业集聚区|先行区|城区|科学城|新城)|市|县|区)"
)
#: Mountains, plains and quarters of a province: 伏牛山, 豫西.
_REGION: Final = re.compile(
    r"[东中西][部北南]部?地区|北部湾|长三角|珠三角|京津冀|长株潭|环[一-龥]{1,3}[湖海湾](?:地区)?|河西走廊|黄淮海|长白山|太行山|大别山|秦巴山区|武陵山|六盘山"
    r"|(?:三江|松嫩|江汉|华北|东北)平原|(?:塔里木|准噶尔|柴达木|鄂尔多斯|四川)盆地"
    r"|(?:腾格里|巴丹吉林|库布齐|乌兰布和|古尔班通古特|塔克拉玛干)沙漠|毛乌素沙地"
    r"|(?:[一-龥]{2}(?:(?<!矿)山区?|平原|盆地|流域|半岛|高原)|[豫冀鲁晋陕湘鄂川渝粤桂闽浙苏皖赣黔滇甘辽吉琼][东西南北中](?:部?地区)?)(?=[、和与及等]|重要|最大|$)"
)
_IN_BRACKETS: Final = re.compile(r"（([一-龥]{1,5}[村镇乡县市区])）")
#: Zones and towns by their own names: 张江科学城, 云溪镇.
_TOWN: Final = re.compile(
    r"[一-龥]{2,4}?(?:新区|新城|高新区|经开区|开发区|新片区|科学城|(?<![城乡小村集特])[镇乡]|街道)"
    r"(?![一-龥]?(?:建设|发展))"
)


#: A town that is said to have something: 支持云溪镇、八里乡建设….
_ACTING_TOWN: Final = re.compile(
    r"(?:(?<=支持)|(?<=推动)|(?<=引导)|(?<=鼓励)|(?<=[以在把将、，。；]))"
    r"[一-龥]{2,3}(?<![城乡小村集特各])[镇乡](?=[、和等]|建|打|发|形|培|为)"
)


_ZONES: Final = (
    "(?:(?:高新技术产业|经济技术|高新|经济)?开发区|高新区|经开区|新区|新城|自贸区|科学城"
    "|工业园区?|产业园区)"
)
_VERBS: Final = verbs.alternation(verbs.BUILD | verbs.LEAN | verbs.ADVERB | verbs.PIVOT)
#: A zone that is said to have something: 支持云岭经开区、沙河高新区建设…, 在云溪新城打造….
_ACTING_ZONE: Final = re.compile(
    rf"(?:支持|推动|引导|鼓励|[以在把将由、和。；，])(?![以在把将由]|{_VERBS})"
    rf"(?P<zone>我[省市县区州旗]|[一-龥]{{2,6}}?{_ZONES})(?=(?:[、和][一-龥]{{2,6}}{_ZONES}){{0,3}}"
    r"(?:率先|重点|高标准|高质量|高水平|加快|规划|谋划|创新|集中|分别|联合)?"
    r"(?:建设(?![，。；、])|打造|创建|布局|培育|建成|形成|建立)[一-龥“])"
)


def towns(text: str) -> list[Place]:
    """Return the towns and zones that a text gives something to; no list knows them all."""
    found: list[Place] = []
    if "镇" in text or "乡" in text:
        found += [Place(*match.span(), match[0], ()) for match in _ACTING_TOWN.finditer(text)]
    for match in _ACTING_ZONE.finditer(f"。{text}"):
        start, end = match.span("zone")
        found.append(Place(start - 1, end - 1, match["zone"], ()))
    return found


def between(places: list[Place], start: int, end: int) -> list[Place]:
    """Return the places printed inside a stretch."""
    first = bisect_left(places, start, key=attrgetter("start"))
    last = bisect_left(places, end, first, key=attrgetter("start"))
    return [place for place in places[first:last] if place.end <= end]


def place_name(text: str, places: list[Place], start: int, end: int) -> str | None:
    """Return the place that a stretch opens with, as printed: 郑州, 郑州高新区."""
    for place in places:
        if place.start == start and place.end <= end:
            return text[start : _with_suffix(text, places, place, end)]
    region = _REGION.match(text, start, end) or _TOWN.match(text, start, end)
    return region[0] if region else None


def bracketed(text: str, places: list[Place], start: int, end: int) -> str | None:
    """Return the place in a bracket of a name: 某某（某村）产业带, 中国（郑州）软件谷."""
    for place in between(places, start, end):
        if text[place.start - 1] + text[place.end] == "（）":
            return printed(text, place)
    town = _IN_BRACKETS.search(text, start, end)
    return town[1] if town else None


def _with_suffix(text: str, places: list[Place], place: Place, end: int) -> int:
    following = [
        each
        for each in places
        if each.start == place.end and each.end <= end and not _is_province(each)
    ]
    at = following[0].end if following else place.end
    if text.startswith(("—", "-", "－"), at):
        beyond = [each.end for each in places if each.start == at + 1 and each.end <= end]
        at = beyond[0] if beyond else at  # 郑州—开封产业带
    suffix = _SUFFIX.match(text, at, end)
    return suffix.end() if suffix else at


def _is_province(place: Place) -> bool:
    return bool(place.divisions) and place.divisions[0].level == "province"


def printed(text: str, place: Place) -> str:
    """Return a place as printed."""
    return text[place.start : place.end]
