"""Whose an indicator is: the words that name it, parted into owner and indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

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

_LONGEST: Final = max(map(len, ACCOUNTS | MACROS | MEASURES | POPULATIONS))
#: The territory a statement is about.
AREA: Final = r"(?:全(?:省|市|区|县|州|域|行业)|[我本](?:省|市|区|县|州))"
_AREA: Final = re.compile(AREA)
#: 规模以上 and its like stay before the industry that replaces another.
SIZE: Final = r"(?:规模以上|规上|限额以上|限上)"
_PREFIX: Final = re.compile(rf"{AREA}(?:的)?{SIZE}?")
_JOINTS: Final = frozenset("、和及与")
_VERB: Final = re.compile(
    r"(?:预计|力争|可|将|共|累计|首次)?(?:实现|完成(?!率|度|额|量))|预计|力争|(?:逐步|努力|要)?将(?!军|来|近)"
)
#: 播种面积保持稳定、产量: what precedes 、 says something of its own.
_PREDICATE: Final = re.compile(r"(?:稳定|增长|提高|提升|下降|增加|达标|改善|好转|领先|完成)、")
_INDUSTRY: Final = re.compile(r"业\Z")
_OWNED: Final = re.compile(
    rf"(?:{AREA}|{SIZE}|重点|骨干|高新技术)[^，、]{{0,14}}?(?:企业|行业|园区|集群)"
)
_NARROW: Final = re.compile(
    r"(?<![全我本城都])市|(?<![全我本郡])县|园区|产业园|集聚区|高新区|开发区|新区|集群|公司|集团|骨干|零部件|板块|基地|谷\Z"
    r"|[0-9][家个户]|百强|龙头|示范区|试验区"
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
    low, high = name.start, name.end
    if cut := list(_PREDICATE.finditer(text, low, high)):
        low = cut[-1].end()
    verbs = list(_VERB.finditer(text, low, high))
    if verbs and verbs[-1].start() > low:
        split, low_of_name = verbs[-1].start(), verbs[-1].end()
        right = part(text, Stretch(low_of_name, high))
        return Parted(Stretch(low, split), right.indicator, right.named, bare=False)
    words = text[low:high]
    account = _ending(words, ACCOUNTS) if "占" not in words else ""
    measure = _ending(words, MEASURES)
    if not account and (not measure or _ending(words, NOT_MEASURES)):
        return _unnamed(text, low, high)
    if account:
        split = high - len(account)
        if account.startswith("工业") and text.endswith(("规上", "规模以上"), low, split):
            split += len("工业")
        if _owns(text[low:split]):
            return Parted(Stretch(low, split), Stretch(split, high), named=True, bare=False)
    of = text.rfind("的", low, high)
    if of > low and _owns(text[low:of]):
        return Parted(Stretch(low, of), Stretch(of + 1, high), named=True, bare=False)
    owned = _OWNED.match(text, low, high)
    longer = owned is not None and high - owned.end() > len("数量")
    split = owned.end() if owned and longer and text[owned.end()] not in _JOINTS else low
    if split == low and (area := _AREA.match(text, low, high)):
        split = area.end()
    bare = bool(account) and high - len(account) == low
    return Parted(Stretch(low, split), Stretch(split, high), named=True, bare=bare)


def _unnamed(text: str, low: int, high: int) -> Parted:
    """Part words that end in no measure: an owner alone (服装产业), or a noun (固定资产投资)."""
    words = text[low:high]
    if _owns(words):
        return Parted(Stretch(low, high), Stretch(high, high), named=False, bare=False)
    area = _AREA.match(text, low, high)
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
    if begins_with_area(owner) or not governing:
        return owner
    prefix = _PREFIX.match(governing)
    if prefix:
        return prefix[0] + owner
    return governing + owner


def is_narrow(owner: str, part_of: str) -> bool:
    """Whether a figure is of less than the whole territory: a city, a firm, a sub-industry.

    `part_of` are the words that 其中 introduces, "" without it.
    """
    part = bool(_INDUSTRY.search(part_of)) and part_of not in WHOLE
    return part or bool(_NARROW.search(owner))


def _owns(words: str) -> bool:
    return bool(_ending(words, POPULATIONS)) and not _ending(words, NOT_POPULATIONS)


def _ending(words: str, endings: frozenset[str]) -> str:
    for length in range(min(_LONGEST, len(words)), 0, -1):
        if words[-length:] in endings:
            return words[-length:]
    return ""
