"""Whose an indicator is: the words that name it, parted into owner and indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from luoshi_reader.extract.classes import class_end
from luoshi_reader.lexicon.indicators import (
    ACCOUNTS,
    MACROS,
    MEASURES,
    NOT_MEASURES,
    NOT_POPULATIONS,
    POPULATIONS,
    WHOLE,
)
from luoshi_reader.structure.clauses import Stretch
from luoshi_reader.text.places import place_at

#: Divisions that own what stands behind them; 新城区, 城中区 may be parts of any town.
_DIVISION: Final = re.compile("[省市州盟县旗]\\Z")
_LONGEST: Final = max(map(len, ACCOUNTS | MACROS | MEASURES | POPULATIONS))
#: The territory a statement is about.
AREA: Final = r"(?:全(?:省|市|区|县|州|域|行业)|[我本](?:省|市|区|县|州))"
_AREA: Final = re.compile(AREA)
#: Who is counted where a name of no territory opens it; nothing inherits 全社会.
WHOSE: Final = frozenset({"全社会", "全国"})
_WHOSE: Final = re.compile(rf"{AREA}|{'|'.join(sorted(WHOSE))}")
#: 大中型工业企业建立研发机构的比例: whose it is, before what they do.
_CLASS: Final = re.compile(
    r"[^，、的]{0,12}?(?:企业|单位|高校|学校|医院|机构|家庭|居民|公民|园区|社区|村庄)(?=建立|设立|建有|拥有|开展|使用|参与|通过|获得|具备|配备|覆盖(?![率面]))"
)
#: 规模以上 and its like stay before the industry that replaces another.
SIZE: Final = r"(?:规模以上|规上|限额以上|限上)"
_ECONOMY: Final = "经济"
#: 我区经济增长5%: the economy of the whole territory.
_ALL_OF_IT: Final = re.compile(rf"(?:{AREA})?(?:的)?(?P<economy>{_ECONOMY})")
_PREFIX: Final = re.compile(rf"{AREA}(?:的)?{SIZE}?")
_JOINTS: Final = frozenset("、和及与")
_VERB: Final = re.compile(
    r"(?:预计|力争|可|将|共|累计|首次)?(?:实现|完成(?!率|度|额|量)|形成(?=[^，。；]{0,6}(?:量|能力))|建成(?!区|率|面))|安排(?=[^，。；]{2,8}规模)|(?:逐步|努力|要)?将(?!军|来|近)"
    r"|(?:(?<=[目业链集群区])要)?(?:预计|力争)|(?<=[目业链集群区])要(?=新增)"
)
#: 播种面积保持稳定、产量: what precedes 、 says something of its own.
_PREDICATE: Final = re.compile(r"(?:稳定|增长|提高|提升|下降|增加|达标|改善|好转|领先|完成)、")
_TRADE: Final = ("产业", "工业", "制造业", "服务业")
#: Parts that say of which industry they are only through it: 其中核心产业.
_LEANING: Final = ("核心", "关联", "相关", "配套", "重点", "优势", "细分")
#: What several sell or make is theirs, however their names end: 甲汽车、乙新材|销售收入.
_SOLD: Final = frozenset({"主营业务收入", "营业收入", "销售收入", "总产值", "产值", "营收"})
_SELLER: Final = re.compile("(?!占|人均|亩均|单位|每)[^，。；的]{2,20}、[^，。；的]{2,40}")
#: How places end that have an economy of their own.
_PLACES: Final = frozenset("区市县州")
_INDUSTRY: Final = re.compile(r"业\Z")
_OWNED: Final = re.compile(
    rf"(?:{AREA}|{SIZE}|重点|骨干|高新技术)[^，、]{{0,14}}?(?:企业|行业|园区|集群)"
)
_NARROW: Final = re.compile(
    r"(?<![全我本城都])市|(?<![全我本郡])县|园区|产业园|集聚区|高新区|开发区|新区|集群|公司|集团|骨干|零部件|板块|基地|谷\Z"
    r"|[0-9][家个户]|百强|龙头|示范区|试验区|园\Z|聚集区\Z|项目\Z|机组\Z|用能设备\Z"
)


@dataclass(frozen=True, slots=True)
class Parted:
    """The owner and the indicator of a name, either empty where the words do not say it.

    `named` tells that the indicator ends as indicators do; `bare` that it says only what is
    counted (主营业务收入), so that it needs an owner from elsewhere.
    """

    owner: Stretch
    indicator: Stretch
    named: bool
    bare: bool


def part(text: str, name: Stretch) -> Parted:
    """Part 全省规模以上食品工业主营业务收入 into 全省规模以上食品工业 and 主营业务收入."""
    low, high = name.start, name.end - text.endswith("等", name.start, name.end)
    if cut := list(_PREDICATE.finditer(text, low, high)):
        low = cut[-1].end()
    verbs = list(_VERB.finditer(text, low, high))
    if verbs and verbs[-1].start() > low:
        split, low_of_name = verbs[-1].start(), verbs[-1].end()
        right = part(text, Stretch(low_of_name, high))
        return Parted(Stretch(low, split), right.indicator, right.named, bare=False)
    words = text[low:high]
    if (share := words.find("占")) > 0:
        return _part_share(text, low, low + share, high)
    account = _ending(words, ACCOUNTS)
    measure = _ending(words, MEASURES)
    if not account and (not measure or _ending(words, NOT_MEASURES)):
        return _unnamed(text, low, high)
    if account:
        split = high - len(account)
        if account.startswith("产业") and _owns_industry(text[low:split]):
            split += len("产业")
        if account.startswith("工业") and text.endswith(("规上", "规模以上"), low, split):
            split += len("工业")
        sold = account in _SOLD and _SELLER.fullmatch(text, low, split) is not None
        if sold or _owns(text[low:split]):
            return Parted(Stretch(low, split), Stretch(split, high), named=True, bare=False)
    if whose := _whose(text, low, high):
        return Parted(Stretch(low, whose), Stretch(whose, high), named=True, bare=False)
    of = text.rfind("的", low, high)
    if of > low and _owns(text[low:of]):
        return Parted(Stretch(low, of), Stretch(of + 1, high), named=True, bare=False)
    owned = _OWNED.match(text, low, high)
    longer = owned is not None and high - owned.end() > len("数量")
    split = owned.end() if owned and longer and text[owned.end()] not in _JOINTS else low
    if split == low and (area := _WHOSE.match(text, low, high)):
        split = area.end()
    bare = bool(account) and high - len(account) == low
    return Parted(Stretch(low, split), Stretch(split, high), named=True, bare=bare)


def of_place(text: str, parted: Parted, home: str | None) -> Parted:
    """Part 甲市棉花产量, which `part` leaves whole, after 甲市; `home` is the plan's area."""
    start, end = parted.indicator.start, parted.indicator.end
    if not parted.named or filled(parted.owner):
        return parted
    place = place_at(text[start:end], 0, home)
    if place is None or not _DIVISION.search(place.name) or start + place.end >= end:
        return parted
    split = start + place.end
    return replace(parted, owner=Stretch(start, split), indicator=Stretch(split, end))


def _whose(text: str, low: int, high: int) -> int | None:
    """Return where 云岭新区|生产总值 and 大中型企业|建立研发机构的比例 part."""
    macro = high - len(_ending(text[low:high], MACROS))
    if low < macro < high and text[macro - 1] in _PLACES and _owns(text[low:macro]):
        return macro
    doing = _CLASS.match(text, low, high)
    return doing.end() if doing else class_end(text, low, high)


def _part_share(text: str, low: int, at: int, high: int) -> Parted:
    """Part 先进制造业增加值占工业增加值比重 into 先进制造业 and 增加值占工业增加值比重."""
    left = part(text, Stretch(low, at))
    named = bool(_ending(text[low:high], MEASURES)) and not _ending(text[low:high], NOT_MEASURES)
    if not named:
        return _unnamed(text, low, high)
    split = left.owner.end if left.named or _is_trade(text, left.owner) else low
    area = _WHOSE.match(text, low, high)
    split = max(split, area.end() if area else low)
    return Parted(Stretch(low, split), Stretch(split, high), named=True, bare=False)


def _is_trade(text: str, owner: Stretch) -> bool:
    """Whether an owner is an industry as it stands: 生产性服务业|占服务业比重."""
    return text.endswith("业", owner.start, owner.end) and not text.endswith(
        ("就业", "企业"), owner.start, owner.end
    )


def _unnamed(text: str, low: int, high: int) -> Parted:
    """Part words that end in no measure: an owner alone (服装产业), or a noun (固定资产投资)."""
    words = text[low:high]
    if words.endswith(_ECONOMY) and (whole := _ALL_OF_IT.fullmatch(text, low, high)):
        at = whole.start("economy")
        return Parted(Stretch(low, at), Stretch(at, high), named=True, bare=False)
    if _owns(words):
        return Parted(Stretch(low, high), Stretch(high, high), named=False, bare=False)
    area = _WHOSE.match(text, low, high)
    split = area.end() if area else low
    return Parted(Stretch(low, split), Stretch(split, high), named=False, bare=False)


def measure_of(words: str) -> str:
    """Return what a name measures: 产量 of 棉花产量, or ""."""
    return _ending(words, MEASURES)


def is_macro(indicator: str) -> bool:
    """Whether an indicator is the territory's own: 固定资产投资, 森林覆盖率."""
    return bool(_ending(indicator, MACROS))


def begins_with_area(words: str) -> bool:
    """Whether an owner says its territory: 全省…, 我市…."""
    return _AREA.match(words) is not None


def area_of(words: str) -> str:
    """Return the territory words an owner begins with, or ""."""
    match = _AREA.match(words)
    return match[0] if match else ""


def within(governing: str, owner: str) -> str:
    """Put the governing words before a part introduced by 其中.

    食品制造业 within 全省规模以上食品工业 is 全省规模以上食品制造业; 煤炭板块 within
    省骨干煤炭企业 is 省骨干煤炭企业煤炭板块.
    """
    if begins_with_area(owner) or not governing or owner[:2] == governing[:2]:
        return owner
    prefix = _PREFIX.match(governing)
    if prefix:
        return prefix[0] + owner
    trades = owner.endswith(_TRADE) and governing.endswith(_TRADE)
    if trades and not owner.startswith(_LEANING):
        return owner
    return governing + owner


def is_narrow(owner: str, part_of: str) -> bool:
    """Whether a figure is of less than the whole territory: a city, a firm, a sub-industry.

    `part_of` are the words that 其中 introduces, "" without it.
    """
    part = bool(_INDUSTRY.search(part_of)) and part_of not in WHOLE
    return part or bool(_NARROW.search(owner))


def _owns_industry(words: str) -> bool:
    """Whether 产业 before 规模 belongs to a named industry: 低空|产业规模, not 全省|产业规模."""
    area = _AREA.match(words)
    return len(words) > (area.end() if area else 0) + 1


def _owns(words: str) -> bool:
    return bool(_ending(words, POPULATIONS)) and not _ending(words, NOT_POPULATIONS)


def filled(stretch: Stretch) -> bool:
    """Whether a stretch has any words."""
    return stretch.start < stretch.end


def area_end(text: str, name: Stretch) -> int:
    """Return where the territory that opens a name ends, or where the name begins."""
    area = _WHOSE.match(text, name.start, name.end)
    return area.end() if area and area.end() < name.end else name.start


def _ending(words: str, endings: frozenset[str]) -> str:
    for length in range(min(_LONGEST, len(words)), 0, -1):
        if words[-length:] in endings:
            return words[-length:]
    return ""
