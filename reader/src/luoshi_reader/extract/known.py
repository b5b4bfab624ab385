"""Bodies everybody calls by a short name: 中石化, 清华, 信通院; and firms in a list with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from luoshi_reader.extract.listed import after_verb, names_in_list
from luoshi_reader.extract.names import Name
from luoshi_reader.facts import Category
from luoshi_reader.lexicon.divisions import names as divisions
from luoshi_reader.lexicon.organisations import KNOWN_BODIES, TRADES
from luoshi_reader.lexicon.vocabulary import common_words
from luoshi_reader.lexicon.words import alternation

#: What bears a body's name without being it: 某某产业园, 某某杯, 某某手机.
_ELSEWHERE: Final = re.compile(
    "[大中小]学|东送|营商|宜商|评估|不夜城|芙蓉园|西市|盛世|手机|品牌|操作系统|系[、，列和等]|"
    "(?:（[^（）]{2,4}）)?(?:(?!建设|打造|投资|增资|[在与和等加])[一-鿿]){0,6}?"
    "(?:园(?!林)|小镇|大会|论坛|广场|度假区|大厦|旗舰店|产业带|集聚区|片区|经济圈|源(?=[，。；、])"
    "|[杯奖路街村](?![一-鿿]?[线径建]))"
)
#: 浙大 closes a name before these; 大 opens many words: 苏浙|大宗.
_CLOSES: Final = re.compile("[、，。；：）”等和与及的]|医|附属|校区|[一-鿿]{0,8}(?:院|中心)|$")
#: 北航云溪科创中心, 清华云溪研究院: what a university has elsewhere.
_BRANCH: Final = re.compile(
    "[一-鿿]{0,8}?(?:研究院|创新院|[先工产高]研院|科创中心|创新中心|研究中心|转移中心)(?:（[^（）]{2,12}）)?"
)
#: 比亚迪汽车, 中车电气: the trade behind a short name, where the name ends with it.
_TRADE: Final = re.compile(
    f"(?:{alternation(TRADES)})(?=[、，。；：（）等和与及]|$)|[一-鿿]{{0,6}}?(?:股份)?有限(?:责任)?公司"
)
#: 应化所 and its like are sought by their last character: their first are too common.
_OF_ACADEMY: Final = re.compile(
    "所(?:(?<=应化所)|(?<=工生所)|(?<=力学所)|(?<=技物所)|(?<=有机所)|(?<=高能所)|(?<=地球所)|(?<=电工所))"
    "(?=[、，。；：（）等和与及牵]|$)"
)
#: A list that closes so names brands, shops or sights.
_GOODS: Final = re.compile("[^，。；]{0,14}?(?:品牌|卖场|商场|门店|商店|产品|景区|乐园|[系款]列)")
#: A person's post: what follows is a name of one.
_PERSONS: Final = ("主席", "省长", "市长", "县长", "区长", "书记", "主任")
_LIST_ENDS: Final = re.compile(
    "[，。；：！？“”（）《》]|等|[2-9两三四五六七八九](?:家|大(?!道))|合作|开展|共同|联合(?!大学|会)"
)
_CLAUSE: Final = re.compile("[，。；：！？（《“]")
_JOINTS: Final = frozenset("、和与及")
_REACH: Final = 120
#: A name this long is no chance meeting of words.
_CERTAIN: Final = 4
_BARE: Final = 2


def known_bodies(text: str, home: str | None, formal: Sequence[Name] = ()) -> list[Name]:
    """Return the bodies of a paragraph whose short names are known everywhere, and their like.

    支持中石化扩能 gives 中石化; 中石化杯 and 全国网络 (with 国网 in it) give none.
    加快云溪、中石化、岭川等扩能 gives all three; 海尔、云溪等知名品牌 gives none. Beside firms that
    show by their ends what they are (`formal`) short names are known as well.
    """
    printed = [*_printed(text), *(name for name in formal if name.category == "enterprise")]
    printed.sort(key=lambda name: (name.start, -name.end))
    if "所" in text:
        printed = sorted([*printed, *_of_academy(text)])
    found: list[Name] = []
    done = 0
    for name in printed:
        if name.start < done:
            continue
        low, high = _list_around(text, name)
        if low < done:
            low = max(text.find("、", done, name.start), done)
        listed = [each for each in printed if low <= each.start and each.end <= high]
        done = high
        if _GOODS.match(text, high):
            continue
        found += listed
        if name.category == "enterprise" and high > name.end:
            taken = {edge for each in listed for edge in (each.start, each.end)}
            found += names_in_list(text, (low, high), "enterprise", home, taken)
    return found


def _printed(text: str) -> Iterator[Name]:
    """Yield the known short names themselves."""
    heads = _heads()
    free = 0
    for match in _beginning().finditer(text):
        at = match.start()
        words = heads.get(text[at : at + _BARE])
        if words is None or at < free:
            continue
        for word in words:
            if text.startswith(word, at) and _stands_apart(text, at, at + len(word)):
                free = at + len(word)
                free = _together(text, free) if _spelt()[word] == "enterprise" else free
                yield _whole(text, Name(at, free, _spelt()[word]))
                break


def known_at(text: str, at: int) -> int | None:
    """Return where a firm's known short name ends that begins at `at`, or None."""
    for word in _heads().get(text[at : at + _BARE], ()):
        if _spelt()[word] == "enterprise" and text.startswith(word, at):
            return at + len(word)
    return None


def _together(text: str, end: int) -> int:
    """Return where the second of two firms ends that share one name: 云溪|岭川."""
    return known_at(text, end) or end


def _of_academy(text: str) -> Iterator[Name]:
    """Yield the institutes of the Academy whose short names open as any word may: 应化所."""
    for found in _OF_ACADEMY.finditer(text):
        if text[found.start() - _BARE - 1 : found.end()] not in KNOWN_BODIES:
            yield Name(found.start() - _BARE, found.end(), "institute")


def _whole(text: str, name: Name) -> Name:
    """Return a name with what goes on behind it: the branch of a university, a firm's trade."""
    if name.category == "university":
        branch = _BRANCH.match(text, name.end)
        return Name(name.start, branch.end(), "institute") if branch else name
    trade = _TRADE.match(text, name.end) if name.category == "enterprise" else None
    return name._replace(end=trade.end()) if trade else name


def _list_around(text: str, name: Name) -> tuple[int, int]:
    """Return where the list around a name begins and ends: the name alone where it is in none."""
    listed = text[name.end : name.end + 1] in _JOINTS
    if not listed and text[name.start - 1 : name.start] not in _JOINTS:
        return name.start, name.end
    low = max(name.start - _REACH, 0)
    for stop in _CLAUSE.finditer(text, low, name.start):
        low = stop.end()
    end = _LIST_ENDS.search(text, name.end, name.end + _REACH) if listed else None
    high = end.start() if end else len(text) if listed else name.end
    return after_verb(text, low, name.start), min(high, name.end + _REACH)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether the neighbours leave a short name whole: not 全|国网|络, not 集|中核|心."""
    if end - start == _BARE:
        before = text[start - 1 : start + 1] if start else ""
        if before in common_words() or before in divisions() or before[:1] == "环":
            return False
    if text[end - 1] == "大" and not _CLOSES.match(text, end):
        return False
    if text.endswith(_PERSONS, 0, start):
        return False  # 主席包钢
    spelt = end - start < _CERTAIN and text[end - 1 : end + 1] in common_words()
    return not spelt and not _ELSEWHERE.match(text, end)


@lru_cache(maxsize=1)
def _spelt() -> dict[str, Category]:
    """Return the names with their kinds, those of two partners with either dash."""
    return KNOWN_BODIES | {
        word.replace("-", "—"): kind for word, kind in KNOWN_BODIES.items() if "-" in word
    }


@lru_cache(maxsize=1)
def _heads() -> dict[str, list[str]]:
    """Return the names by their first two characters, longest first."""
    heads: dict[str, list[str]] = {}
    for word in sorted(_spelt(), key=len, reverse=True):
        heads.setdefault(word[:_BARE], []).append(word)
    return heads


@lru_cache(maxsize=1)
def _beginning() -> re.Pattern[str]:
    """Return what may begin a name: the characters names begin with before those that follow."""
    firsts, seconds = map(sorted, map(set, zip(*_heads(), strict=True)))
    return re.compile(f"[{re.escape(''.join(firsts))}](?=[{re.escape(''.join(seconds))}])")
