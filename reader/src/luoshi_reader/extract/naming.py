"""The indicator of a number: its own words, or what its neighbours lend it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from luoshi_reader.extract.measures import Mention, tells
from luoshi_reader.extract.owners import Parted, measure_of
from luoshi_reader.text.folding import Folded

#: Indicators measured in percent.
_RATE: Final = re.compile(r"(?:[率比重例额度面幅]|水平|覆盖|指数|占.*)\Z")
#: Measures whose products stand in a row: 原煤产量1.22亿吨，甲醇360万吨.
_SHARED: Final = re.compile(r"(?:产量|销量|产销量|产能|消费量|出口量)\Z")
#: Measures that say whose they are only through the figure before them.
_LEANING: Final = frozenset({"占比", "比重", "净增", "总数", "总量", "总规模"})
#: Measures that a sentence about one good or work may print alone: 力争产量突破200亿立方米.
_LONE: Final = frozenset({"产量", "投资", "固投", "产能"})
#: 完成规划任务85%: how much of it is done.
_TASKS: Final = ("任务", "计划", "进度", "工程量")
_ASIDE: Final = re.compile("（[^（）]{1,30}）$")
#: 城乡居民收入分别增长6%、7%: town and country, a character each.
_IN_FULL: Final = {"城": "城镇", "乡": "农村"}
#: 不含雄安增长8.4%: the same, counted otherwise.
_WITHOUT: Final = re.compile("不含|扣除|剔除")
_LONGEST_NOUN: Final = 24
_GENERIC: Final = len("数量")
#: Units of what is counted by name: 科技型中小企业达到2.8万家.
HEADS: Final = frozenset("家户个")
#: What stands in a row of such counts: 在孵企业达到5000家，毕业企业1000家.
COUNTED: Final = ("企业", "机构", "主体", "园区", "平台", "中心", "实验室")


@dataclass(frozen=True, slots=True)
class Before:
    """The figure that stands before in the same sentence."""

    indicator: str
    unit: str | None


def noun(unit: str | None) -> str | None:
    """Return a unit without its scale words."""
    return unit.lstrip("万亿") if unit is not None else None


def indicator(folded: Folded, found: Mention, parted: Parted, before: Before | None) -> str | None:
    """Return the indicator of a number, or None where the words state none."""
    own = folded.words(parted.indicator.start, parted.indicator.end)
    verb = found.verb if found.role == "change" else ""
    if found.compared.before.endswith("占") and found.quantity.noun == "%":
        name = folded.words(found.name.start, found.name.end)
        return f"{name}占比" if name else None
    if parted.named and own:
        return _measured(found, parted, own + verb, before)
    if _WITHOUT.match(own) and before is not None:
        return before.indicator
    if found.tail is not None:
        bare = _ASIDE.sub("", own)
        if bare != own and measure_of(bare):
            return own  # 生产总值（不含某县）、固定资产|投资
        own = _IN_FULL.get(own, own)
        return own + folded.words(found.tail.start, found.tail.end) + verb if own else None
    if found.role == "growth":
        return own or (before.indicator if before is not None else None)
    if found.role == "change":
        return own + verb if own and found.quantity.kind == "ratio" else None
    return _stated(folded, found, own, before)


def _stated(folded: Folded, found: Mention, own: str, before: Before | None) -> str | None:
    """Return what a level without a measure of its own is the level of, asides left out."""
    own = _ASIDE.sub("", own)
    alike = before is not None and noun(before.unit) == found.quantity.noun
    if not own:
        return before.indicator if before is not None and alike else None
    if found.quantity.noun.endswith("瓦") and own.startswith(("新增", "并网")):
        return own
    if own.startswith("新增") and own.endswith("就业"):
        return own
    if found.quantity.kind == "ratio" or len(own) > _LONGEST_NOUN:
        share = own.find("占") > 0 or (own.endswith(_TASKS) and "完成" in found.before)
        return own if share and found.quantity.noun == "%" else None
    if before is not None and alike and not found.reached:
        item = _item(own, before)
        headed = found.quantity.noun in HEADS and own.endswith(COUNTED)
        return own if item is None and headed else item
    stated = found.reached and len(own) > _GENERIC
    return own if stated and not tells(folded.text, found.name) else None


def _measured(found: Mention, parted: Parted, own: str, before: Before | None) -> str | None:
    """Return an indicator that ends as indicators do, unless its number cannot be its own."""
    alone = parted.owner.start == parted.owner.end and not parted.bare
    nobody = parted.owner.start == parted.owner.end
    if before is not None and ((nobody and own.startswith("占")) or (alone and own in _LEANING)):
        own = before.indicator + own
    if found.role != "level":
        return own
    if found.quantity.noun == "%" and not _RATE.search(own):
        return None
    if found.quantity.kind == "count" and own.endswith("标准") and not found.reached:
        return None  # 制定国家标准20项: so many papers
    if own == "投资" and found.before.endswith("完成投资"):
        own = "完成投资"
    lone = alone and before is None and len(own) <= _GENERIC and own not in _LONE
    return None if lone else own


def _item(own: str, before: Before) -> str | None:
    """Restore an elided indicator: 原煤产量1.22亿吨，…甲醇360万吨 is 甲醇产量."""
    measure = _SHARED.search(before.indicator)
    if measure is None:
        return None
    _, found, item = own.partition("产品")
    return (item if found and item else own) + measure[0]
