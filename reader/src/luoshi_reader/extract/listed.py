"""Short names of bodies in lists: 以云钢、岭钢等企业为依托, 由云溪、沙岭牵头."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.names import CLAUSE, VERB, Name
from luoshi_reader.extract.telling import TOLD, residue
from luoshi_reader.facts import Category
from luoshi_reader.lexicon.organisations import (
    ABROAD,
    BREAKS,
    CLASSES,
    FOUNDING,
    SHORT_INSTITUTES,
    TRADES,
)
from luoshi_reader.lexicon.vocabulary import common_words, is_goods, is_ordinary
from luoshi_reader.lexicon.words import alternation, branches, load
from luoshi_reader.text.lists import split_words
from luoshi_reader.text.places import place_at

_SHORT_NAME: Final = re.compile("[一-鿿A-Za-z]{2,8}")
#: 以甲集团、乙为龙头: firms that lead.
_LEADERS: Final = re.compile(
    "以(?=[^，。；：]{0,201}为)([^，。；：]{2,200}?)(?:等)?为(?:龙头|依托|骨干|主体|支撑|引领)"
)
_SHORT_INSTITUTE: Final = re.compile(
    "(?:"
    + branches(level + name for level in ("", "省", "市", "中国") for name in SHORT_INSTITUTES)
    + ")(?:(?<=中科院)(?:(?!等)[一-鿿]{2,12}?(?:所|研究院)|[一-鿿]{2,4}分院)(?![有在属]))?"
)
_ENDS_IN_TRADE: Final = re.compile(rf"(?<=.)(?:{alternation(TRADES)})\Z")
#: 有两家企业, 十大科技, 奶业: so many, or a whole trade.
_NONE: Final = re.compile("^有?[一两三四五六七八九十几数]+[家户个]?$|[的个]|[十百千]大|^[一-鿿]业$")
_WORD_NAME: Final = re.compile("[一-鿿]{2,4}")
#: 岭钢|发展深加工: what a list of firms is to do.
_BEHIND: Final = re.compile(f"{branches(BREAKS | FOUNDING)}|发展(?=[一-鿿]{{2}})")
#: What every list prints that a class closes, or 以…为龙头 holds.
_CLOSERS: Final = ("等", "以", "大", "家")
_CLASS: Final = re.compile(
    rf"(?:等(?<![高中平同何优初劣对相]等)(?!地)|(?<=[一-鿿])(?:[两三四五六七八九]大|[2-9两三四五六七八九]家)(?=[^，。；、：（）“”]{{0,6}}(?:企业|集团|公司|高校|院所|车企|医院|大学)))((?:(?!集群|园区|城市|入选|产品|支持|推动|工具|政策|服务)[^，。；、：（）“”]){{0,14}}?)({alternation(CLASSES)})(?!的?(?:经营|投资|标准|用户|资源|安全|风险))"
)
#: 央企云溪、域内岭川: what sort of firm each is, or that it stands here.
_OWNERS: Final = (
    *("央企", "民企", "国企", "外企", "车企", "药企"),
    *("域内", "区内", "县内", "市内", "省内", "境内", "园内", "当地", "本地"),
)
#: Institutes among 院校, whatever closes their list.
_ACADEMIES: Final = ("科学院", "研究院", "农科院", "林科院", "中科院", "研究所")
#: Where 研究 is no verb.
_STUDYING: Final = ("研究院", "研究所", "研究中心")
#: How ground ends, not firms: 云溪无水港.
_GROUND: Final = ("港", "园区", "开发区", "新区", "机场", "口岸")
_NO_MEMBER: Final = (
    "企业",
    "基金",
    "资金",
    "贷款",
    "机构",
    "行业",
    "产业",
    "领域",
    "单位",
    "部门",
    "院校",
    "高校",
)


def listed_names(text: str, home: str | None, known: list[Name]) -> Iterator[Name]:
    """Yield the short names in a list that a class noun closes, or that 以…为龙头 holds.

    以云钢、岭钢等企业为依托 gives 云钢 and 岭钢; 电子、装备等企业 gives none.
    """
    if any(map(text.__contains__, _CLOSERS)):
        yield from _closed(text, home, known)
    if any(map(text.__contains__, SHORT_INSTITUTES)):
        for match in _SHORT_INSTITUTE.finditer(text):
            if not text.endswith("大", 0, match.start()):  # 大农科院
                yield Name(match.start(), match.end(), "institute")


def _closed(text: str, home: str | None, known: list[Name]) -> Iterator[Name]:
    """Yield the short names in the lists of a text."""
    taken = {name.start for name in known} | {name.end for name in known}
    for match in _CLASS.finditer(text):
        low = _list_start(text, match.start())
        yield from names_in_list(text, (low, match.start()), CLASSES[match[2]], home, taken)
    for match in _LEADERS.finditer(text):
        if not taken.isdisjoint(range(match.start(1), match.end(1) + 1)):
            yield from names_in_list(text, match.span(1), "enterprise", home, taken)


def names_in_list(
    text: str, place: tuple[int, int], category: Category, home: str | None, taken: set[int]
) -> Iterator[Name]:
    """Yield the new names of one list, if half of its members are names."""
    members = [(each.start, each.end) for each in split_words(text, *place, "、和及与")]
    if not members:
        return
    members[0] = (after_verb(text, *members[0]), members[0][1])
    members = [(behind_sort(text, start), end) for start, end in members]
    ended = _BEHIND.search(text, members[-1][0] + TOLD, members[-1][1])
    if ended and not text.startswith(_STUDYING, ended.start()):
        members[-1] = (members[-1][0], ended.start())  # 岭钢|实现重组
    sure = [each for each in members if each[0] in taken or each[1] in taken]
    fresh = [each for each in members if each not in sure]
    shown = [each for each in fresh if is_short_name(text, *each, home)]
    if 2 * (len(sure) + len(shown)) < len(members):
        return
    if len(sure) + len(shown) >= TOLD:
        shown = [each for each in fresh if each in shown or _may_be_name(text, *each, home)]
    for start, end in shown:
        short = text[start:end] in SHORT_INSTITUTES
        firm = text.endswith(("公司", "集团", "股份", "药业"), start, end)
        short = short or text.endswith(_ACADEMIES, start, end)
        yield Name(start, end, "institute" if short else "enterprise" if firm else category)


def behind_sort(text: str, start: int) -> int:
    """Return where a firm begins behind the word for its sort or for here: 央企|云溪."""
    return start + TOLD * text.startswith(_OWNERS, start)


def _may_be_name(text: str, start: int, end: int, home: str | None) -> bool:
    """Whether a word among names of firms may be one as well: 浪潮; not 装备, not 江苏."""
    word = text[start:end]
    if (
        not _WORD_NAME.fullmatch(word)
        or word[0] in _ANY
        or word in ABROAD
        or "企业" in word
        or word.endswith(_NO_MEMBER)
    ):
        return False
    if place := place_at(text, start, home):
        rest = text[place.end : end]
        return rest in _OF_PLACES or (len(rest) == TOLD and rest in common_words() - TRADES)
    return word not in TRADES and residue(word) > 0


#: 各地, 本市: those of any.
_ANY: Final = "各该本其每某投"
#: 云溪钢铁, 沙岭石化: trades of which a place has one firm.
_OF_PLACES: Final = load("trades_of_places")


def _list_start(text: str, end: int) -> int:
    low = max(end - 300, 0)
    for match in CLAUSE.finditer(text, low, end):
        low = match.end()
    return low


def after_verb(text: str, start: int, end: int) -> int:
    """Return where the first member of a list begins behind its verb or preposition."""
    cut = start
    for match in VERB.finditer(text, start, end):
        cut = match.end()
    for at in range(cut, end - 1):
        if text[at] in "以由对将把向的在像如为":
            cut = at + 1
    return cut + 1 if cut < end and text[cut] in "了与同跟" else cut


def is_short_name(text: str, start: int, end: int, home: str | None) -> bool:
    """Whether a member of a list of firms is a name: 云钢, 云溪, 南岭水泥; not 电子, not 郑州."""
    place = place_at(text, start, home)
    core = place.end if place else start
    word = text[core:end]
    if (
        word.endswith((*_NO_MEMBER, *_GROUND))
        or "企业" in word
        or word.startswith(("新一代", "新型", *_ANY))
        or word in ABROAD
    ):
        return False
    if not _SHORT_NAME.fullmatch(word) or _NONE.search(word) or is_goods(word.removesuffix("业")):
        return False
    word = _ENDS_IN_TRADE.sub("", word)
    if len(word) < TOLD:
        return False
    return not is_ordinary(word)
