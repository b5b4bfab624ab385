"""Provinces, cities and counties of China, with the names of some fifteen years.

The list is data (data/divisions.tsv, its sources at its head); what is ours is how a plan shortens
the names, and which short names are also ordinary words. Loaded on first use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from luoshi_reader.lexicon.vocabulary import common_words
from luoshi_reader.lexicon.words import branches, load

Level = Literal["province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city or county by its full name, with the full names of those above it.

    `current` is False for a name given up since: a plan prints the names of its own time.
    """

    name: str
    level: Level
    parent: str | None
    province: str
    current: bool


#: Short names that are also ordinary words, directions or parts of them: 合作 is a city of Gansu,
#: 公安 a county of Hubei. They count as places only in full (合作市) or among other places.
ORDINARY: Final = load("ordinary_places")
#: Neighbours that make a short name part of another word: 大理石, 大连接, 确保定期, 出海口.
NOT_BEFORE: Final = {
    "大连": "接锁续片通",
    "大理": "石想",
    "保定": "期制位",
    "日照": "时小率",
    "新乡": "村贤",
    "贺兰": "山",
    "海口": "岸",
    "通化": "工学",
    "安康": "工居",
    "新余": "量",
    "长治": "久",
}
NOT_AFTER: Final = {
    "大连": "扩重",
    "保定": "确担环",
    "海口": "出入",
    "河南": "黄淮渭沁",
    "河北": "黄淮渭沁",
    "海南": "上渤黄东青珠威镇定宁临",
    "湖南": "太巢洞",
    "湖北": "太巢洞",
    "山西": "行华",
    "山东": "行华",
    "江西": "长",
    "通化": "普交沟",
    "资阳": "投",
    "新余": "更",
    "南宁": "河湖",
    "新安": "创",
    "大同": "重",
    "大庆": "重",
    "广安": "推",
    "增城": "新",
    "应城": "相对适响反",
}
_FULL: Final = re.compile(
    r"(?:壮族|回族|维吾尔)?自治区$|特别行政区$|(?:省|市|县|盟|旗|林区|特区|地区|自治州|自治县|自治旗)$"
)
_TAIL: Final = re.compile(rf"(?:{branches(load('peoples'))}){{1,4}}$")
_SHORTEST: Final = 2


#: A district's name this long is no chance meeting of words: 曹妃甸, not 中原.
_LONG: Final = 3


def short_name(division: Division) -> str | None:
    """Return the name as plans shorten it, or None: 郑州市 is 郑州, 滑县 stays, 中原区 stays."""
    name = division.name
    if division.level == "county" and name.endswith("区"):
        stem = name[:-1]
        told = len(stem) == _LONG and not stem.endswith("新") and stem not in ORDINARY
        return stem if told else None
    stem = _FULL.sub("", name)
    if "自治" in name and division.level != "province":  # 内蒙古 keeps its people
        stem = _TAIL.sub("", stem) or stem
    return stem if len(stem) >= _SHORTEST and stem != name else None


@lru_cache(maxsize=1)
def divisions() -> tuple[Division, ...]:
    """Return every division of the list."""
    data = Path(__file__).with_name("data") / "divisions.tsv"
    found: list[Division] = []
    for line in data.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        province, city, counties = line.split("\t")
        name = city.rstrip("*")
        if name == province:
            found.append(Division(name, "province", None, name, current=True))
        else:
            found.append(Division(name, "city", province, province, current=name == city))
        for county in counties.split():
            bare = county.rstrip("*")
            found.append(Division(bare, "county", name, province, current=bare == county))
    return tuple(found)


@lru_cache(maxsize=1)
def names() -> dict[str, tuple[Division, ...]]:
    """Return the divisions behind each full and short name, higher levels first."""
    found: dict[str, list[Division]] = {}
    for division in sorted(divisions(), key=lambda each: _RANKS[each.level]):
        if len(division.name) == _SHORTEST and division.name.endswith("区"):
            continue  # 城区, 矿区, 郊区: every town has one
        found.setdefault(division.name, []).append(division)
        if short := short_name(division):
            found.setdefault(short, []).append(division)
            if division.level != "province" and "自治" in division.name:
                found.setdefault(short + _FORMS[division.name[-1]], []).append(division)
    return {name: tuple(behind) for name, behind in found.items()}


@lru_cache(maxsize=16)
def district_names(home: str) -> dict[str, tuple[Division, ...]]:
    """Return the short names of the districts of a city, or of the district itself: 松江."""
    found: dict[str, list[Division]] = {}
    for division in divisions():
        above = {division.parent, division.name, division.province}
        if home in above and division.name.endswith("区"):
            short = division.name.removesuffix("区").removesuffix("新")
            if len(short) >= _SHORTEST and short not in ORDINARY and short not in common_words():
                found.setdefault(short, []).append(division)
    return {name: tuple(behind) for name, behind in found.items()}


_RANKS: Final = {"province": 0, "city": 1, "county": 2}
_FORMS: Final = {"州": "州", "县": "县", "旗": "旗"}
