"""Firms at the head of what they build: 云溪时代电池扩产 in a list that 等项目 closes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.builders import JOINTS, SAID, with_trade
from luoshi_reader.extract.known import known_at
from luoshi_reader.extract.names import Name
from luoshi_reader.extract.telling import residue
from luoshi_reader.extract.works import INTRO
from luoshi_reader.lexicon.organisations import ABROAD, BREAKS, FOUNDING, SOFT, TRADES
from luoshi_reader.lexicon.vocabulary import common_words, is_ordinary, strangeness
from luoshi_reader.lexicon.words import alternation, load
from luoshi_reader.text.places import place_at

#: What a list of projects prints: 等重大项目, 等建成投产, 项目建设.
_CLOSED: Final = re.compile(
    "项目(?!化|库|制)|工程(?!化|库|制)"
    "|等(?:加快|尽快|全面|顺利|如期|早日|陆续|相继)?(?:建成|投产|达产|竣工|开工|落地|投运|扩产|增产|扩能|技改)"
    "|(?:尽快|早日|如期|顺利)(?:开工|投产|达产|竣工)"
)
#: 等10个重大|项目: what stands between a list and its noun.
_ETC: Final = re.compile("等[^，。；：、等]{0,16}$")
_ETC_REACH: Final = 17
_STOPS: Final = "，。；：！？"
_PART: Final = re.compile("[^、]+")
#: 等煤电项目: what stands in these lists is known by its place.
_POWER: Final = re.compile(
    "电(?!子|池)|水|气|能源|交通|文旅|旅游|景区|公路|航道|基础设施|民生|环保"
)
#: Verbs of a list beside those of works: 布局甲、乙等项目.
_VERB: Final = re.compile(f"(?:{alternation((BREAKS | FOUNDING) - SOFT)})+")
#: How a member may begin before its firm: 总投资10亿元的, 世界500强.
_LEAD: Final = re.compile(
    "(?:以及|以|和|及)?(?:(?:计划|总)*投资(?:约|超过?|达)?[0-9.]{1,9}[万亿]*元的?)?"
    "(?:(?:世界|中国|全球|民营|企业)*500强(?:企业)?)?"
)
_SUMS: Final = ("和", "及", "投资", "总投", "计划", "世界", "中国", "全球", "民营", "企业", "以")
_AND: Final = re.compile("和|以?及")
_WORKS: Final = ("项目", "工程", "期")
_LEADS: Final = frozenset("以和及计总投世中全民企5")
_GOODS: Final = alternation(load("goods"))
_DESCRIBED: Final = alternation(load("goods_described"))
#: Trades that name firms; what towns have as well is left out.
_TRADED: Final = f"{alternation(TRADES - load('towns_trades'))}(?![园城馆岛港])"
_AMOUNT: Final = (
    "[0-9]|[A-Z]{2,8}|聚[苯芳乙丙氨醚碳酰]|第?[一二三四五六七0-9][期套条.]"
    "|[百千万]{1,2}(?:吨|千瓦|辆|台套)"
)
#: What a firm makes, begun at once or after how much of it, and how that is described.
_THING: Final = re.compile(f"{_GOODS}|{_DESCRIBED}|{_TRADED}|{_AMOUNT}")
#: How soon the thing must follow its description: 智慧|种植 is none.
_NEAR: Final = 12
_MADE: Final = re.compile(f"{_GOODS}|{_TRADED}|{_AMOUNT}|总部|(?:生产|制造|智造)基地")
#: 云溪半导体芯片: behind what looked like a trade the name of a thing goes on.
_COMPOUND: Final = re.compile(f"{_GOODS}|{alternation(TRADES)}|产业|[基工园生制材深]|项目|研发")
#: 沙东3个煤制气: so many of them, no firm's; 丹溪注射液: what is made, not who makes it.
_NO_THING: Final = re.compile("[0-9]{1,6}[个座处条]|注射液|胶囊|颗粒|口服液|丸|片剂")
#: Works of the public are named for their place, not for a firm.
_PUBLIC: Final = re.compile(
    f"{alternation(load('public_works'))}|输变电(?!装)|引[一-鿿]{{1,3}}[入济补]|枢纽|[东西南北]站|沙[地漠]|草原|[段矿](?=$|[、，])"
)
#: How places end that no list knows: 沙河湾, 云溪镇.
_LANDS: Final = frozenset(
    "批湖港湾库河江海岛城镇村谷站境期区县市乡山岭坡坝滩口沟峡洲堡屯寨庄园路桥线群段盟旗州地矿会展赛节奖圈"
)
#: 人山集团: a legal form behind whatever characters.
_FORMAL: Final = re.compile("[一-鿿]{2,4}?集团(?!化|军)")
#: 豫西, 蒙东: a part of a province; 中欧: countries together.
_SIDE: Final = re.compile(
    "[京津沪渝豫冀鲁晋陕湘鄂川粤桂闽浙苏皖赣黔滇甘辽吉琼蒙宁青藏新黑][东西南北中]"
    "|中[法德欧美日韩俄英意荷以巴哈蒙越泰印澳加]"
)
#: 云溪（郑州）: the branch of a firm at a place.
_BRANCH: Final = re.compile("(?P<own>[一-鿿A-Za-z]{2,6})（(?P<place>[一-鿿]{2,4})）")
#: How stuffs end: 玄武岩|纤维.
_STUFF: Final = frozenset("岩石基级型类系烯酸素胺醇酯性化式机器料板膜纸布丝片材合晶")
#: 云铝, 岭钢: a place or a word and what is smelted.
_METALS: Final = frozenset("钢铝铜锌锡锂钛镍化药")
_KINDS_OF_METAL: Final = frozenset(
    "炼轧特普不粗精再电硅氧废铸压泡铝铜镁钛高超新石煤氟盐磷医中制西农兽生绿深转优强"
)
_OWN: Final = re.compile("(?![全本该各我])(?:(?!等)[一-鿿A-Za-z·])+(?<![至于岩])")
#: 福溪市|年产, 云县|磷系, 纳米级, 深部区块: how much, of what sort or which stretch.
_NO_WORD: Final = re.compile("^[年月日][产处]|[级系型]$|区块|层位|向斜")
#: 大渚|开发区, 云川|区: a zone or a district, not its firm.
_GROUND: Final = re.compile(
    "(?:经济)?(?:技术)?(?:开发区|高新区|经开区|新区|工业园|产业园区)|[区县镇乡](?!块)"
)
#: One character that belongs to the goods behind it: 云溪|微玻纤.
_PREFIXES: Final = frozenset("微超高中小")
#: Firms build these as well: only a place before one leaves no firm.
_OF_FIRMS_TOO: Final = load("works_of_firms")
_LEAST: Final = 2
_LONGEST: Final = 5


def sponsors(text: str, home: str | None) -> Iterator[Name]:
    """Yield the firms that open the members of a list of projects.

    推动云溪时代动力电池、岭得高端新材料等项目建设 gives 云溪时代 and 岭得; 沙岭湾冰上运动中心,
    a work of the public, gives none.
    """
    if "项目" not in text and "等" not in text:
        return
    done = 0
    for closed in _CLOSED.finditer(text):
        near = max(done, closed.start() - _ETC_REACH)
        etc = (
            _ETC.search(text, near, closed.start()) if "等" in text[near : closed.start()] else None
        )
        high = etc.start() if etc else closed.start()
        low = max([text.rfind(stop, done, high) + 1 for stop in _STOPS] + [done])
        if _POWER.search(text, high, closed.end()) or (closed[0] == "工程" and not etc):
            done = closed.end() if etc or closed[0] != "工程" else done
            continue
        done = closed.end()
        verb = INTRO.match(text, low, high) or _VERB.match(text, low, high)
        low = verb.end() if verb else low
        if text.find("、", low, high) < 0 and _is_plain(text, low, home):
            continue
        members = [
            each for part in _PART.finditer(text, low, high) for each in _joined(text, *part.span())
        ]
        ends = [_firm(text, *each, home) for each in members]
        among = any(end is not None for end in ends)
        for (start, stop), end in zip(members, ends, strict=True):
            own = stop if end is None and among and _is_bare(text, start, stop, home) else end
            if own is not None:
                yield Name(start, own, "enterprise")


def _is_bare(text: str, start: int, end: int, home: str | None) -> bool:
    """Whether a member among firms is no more than the name of one: 郑州云溪."""
    place = place_at(text, start, home)
    return place is not None and place.end < end and _is_name(text, place.end, end)


def is_of_all(text: str, owner: tuple[int, int], high: int, home: str | None) -> bool:
    """Whether what a work's name puts before its thing is no firm: 沙岭湖|输变电工程."""
    start, end = owner
    if _NO_THING.match(text, end) or text[end - 1] in _LANDS:
        return True
    public = _PUBLIC.search(text, end, high)
    if public is None or public[0] in _OF_FIRMS_TOO:
        return public is not None and place_at(text, start, home) is not None
    return True


def _joined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the works that 和 joins in a member, each behind what may open it: 甲二期和乙扩产."""
    for joint in _AND.finditer(text, start, end):
        if not text.endswith(_WORKS, start, joint.start()):
            continue
        yield _behind_lead(text, start, joint.start()), joint.start()
        start = joint.end()
    yield _behind_lead(text, start, end), end


def _behind_lead(text: str, start: int, end: int) -> int:
    lead = _LEAD.match(text, start, end) if text[start] in _LEADS else None
    return lead.end() if lead else start


def _firm(text: str, start: int, end: int, home: str | None) -> int | None:
    """Return where the firm's name ends that a member begins with, or None."""
    if text.find("公司", start, end) >= 0:
        return None  # its form tells it
    place = place_at(text, start, home)
    core = place.end if place else _abroad(text, start)
    known = known_at(text, start)
    if place and (local := _local(text, core, end, home)):
        return local
    plain = known is None and text[core : core + _LEAST] in common_words()
    if plain or _THING.match(text, core, end):
        return None
    named = _named_at(text, (start, core, end), known, home)
    return named if named and not _PUBLIC.search(text, core, end) else None


def _named_at(
    text: str, bounds: tuple[int, int, int], known: int | None, home: str | None
) -> int | None:
    """Return where the name ends that opens a member; its own word begins at the second bound."""
    start, core, end = bounds
    if known is not None and not _goes_on(text, known, end, home):
        return _traded(text, known, end)
    formal = _FORMAL.match(text, core, end)
    if formal and strangeness(text[core : formal.end() - _LEAST]):
        return formal.end()
    if branch := _BRANCH.match(text, core, end):
        named = place_at(text, branch.start("place"), home) and _is_name(
            text, core, branch.end("own")
        )
        return with_trade(text, branch.end(), end) if named else None
    for at in range(core + _LEAST, min(end - 1, core + _LONGEST + 1)):
        if _THING.match(text, at, end) or place_at(text, at, home):
            own = _own_end(text, core, at)
            named = _is_made(text, own, at, end) and _is_name(text, core, own)
            return _traded(text, own, end) if named else None
    abroad = core > start and place_at(text, start, home) is None
    return end if abroad and _is_name(text, core, end) else None


def _is_plain(text: str, at: int, home: str | None) -> bool:
    """Whether an ordinary word begins here, no sum and no place: 智能|制造项目."""
    plain = text[at : at + _LEAST] in common_words() and not text.startswith(_SUMS, at)
    return plain and known_at(text, at) is None and place_at(text, at, home) is None


def _is_made(text: str, own: int, at: int, end: int) -> bool:
    """Whether a thing begins at `at` that a firm makes, however it is described or placed."""
    if _NO_THING.match(text, own) or _NO_THING.match(text, at):
        return False
    return bool(_MADE.search(text, at, min(end, at + _NEAR)))


def _goes_on(text: str, known: int, end: int, home: str | None) -> bool:
    """Whether a firm's name goes on behind a known one: 格力|森机械, 潍柴|云溪新能源汽车."""
    if place_at(text, known, home) or _THING.match(text, known, end):
        return False
    if _THING.match(text, known + 1, end):
        return text[known : known + _LEAST] not in common_words()
    at = known + _LEAST
    thing = _THING.match(text, at, end)
    return thing is not None and not thing[0][0].isdigit() and _is_name(text, known, at)


def _local(text: str, core: int, end: int, home: str | None) -> int | None:
    """Return where the firm of a place and a trade ends that builds elsewhere: 河南能源|安阳…."""
    traded = with_trade(text, core, end)
    return traded if core < traded < end and place_at(text, traded, home) else None


def _own_end(text: str, core: int, at: int) -> int:
    """Return where a name ends before the thing at `at`: 岭达得|厨房电器, 云溪|微玻纤."""
    if text[at - 1].isascii() and text[at].isdigit():
        return at - 1  # 云岭V8芯片: a model
    if text[at - 1] in _PREFIXES and at - core > _LEAST:
        return at - 1
    low = core + _LEAST + 1
    if (
        text[at - 1] in _LANDS
        and at - core == _LEAST + _LEAST
        and not strangeness(text[low - 1 : at])
    ):
        return at - _LEAST  # 云溪临港钢铁
    return next((k for k in range(low, at) if is_ordinary(text[k:at])), at)


def _traded(text: str, own: int, end: int) -> int:
    """Return where a name ends with its trade: 云溪化工|60万吨, but 云溪|半导体芯片."""
    traded = with_trade(text, own, end)
    legal = text.endswith(("集团", "公司", "股份"), own, traded)
    return own if not legal and _COMPOUND.match(text, traded, end) else traded


def _abroad(text: str, start: int) -> int:
    """Return where a firm's own word begins behind its country: 韩国|云岭."""
    for size in (2, 3, 4):
        if text[start : start + size] in ABROAD:
            return start + size
    return start


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a word of its own: neither ordinary nor the end of a place."""
    word = text[start:end]
    if not _OWN.fullmatch(word) or not _LEAST <= len(word) <= _LONGEST or word[-1] in _LANDS:
        return False
    if _SIDE.fullmatch(word) or word[0] in SAID or not JOINTS.isdisjoint(word):
        return False
    if _NO_WORD.search(word) or _GROUND.match(text, end):
        return False
    if len(word) == _LEAST and word[1] in _METALS and word[0] not in _KINDS_OF_METAL:
        return True
    strange = strangeness(word)
    strange += strange == 1 and len(word) > _LEAST and word[-1] not in _STUFF
    if strange < _LEAST or residue(word) < _LEAST or word[:2] in common_words():
        return False
    return text[end - 1 : end + 1] not in common_words() or len(word) > _LEAST
