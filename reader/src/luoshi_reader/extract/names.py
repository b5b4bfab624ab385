"""Names of organisations by their form: the end first, then back to where the name begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luoshi_reader.extract.telling import (
    BELT,
    EXCHANGES,
    OF_FIRMS,
    category_of,
    is_telling,
)
from luoshi_reader.facts import Category
from luoshi_reader.lexicon.organisations import (
    BREAKS,
    ENDINGS,
    FOUNDING,
    NEVER,
    NOT_BEFORE,
    PARTICLES,
    SOFT,
)
from luoshi_reader.lexicon.vocabulary import common_words
from luoshi_reader.lexicon.words import alternation, branches
from luoshi_reader.text.places import place_at

_CATEGORY: Final = {ending: kind for kind, endings in ENDINGS.items() for ending in endings}
#: 中船重工703所: institutes that groups of industry number.
_NUMBERED: Final = "|".join(
    f"{group}(?:集团)?第?[0-9〇零一二三四五六七八九十]{{1,4}}(?:研究)?所"
    for group in ("重工", "科工", "电科", "电子", "航天", "航空", "兵器", "船舶", "中船")
)
_ENDING: Final = re.compile(f"{branches(_CATEGORY)}|{_NUMBERED}")
#: What may follow an ending and still belong to the name: a branch, a numbered institute.
_MORE: Final = re.compile(
    r"(?:(?:股份)?有限(?:责任)?公司|公司)?(?:[一-鿿]{2,4}分(?:公司|中心(?!建设|（))|(?<=小组)办公室|(?<=实验室)[一-鿿]{2,4}研究院|[一-鿿]{2,5}[分支]行|第[0-9一二三四五六七八九十]{1,3}(?:研究所|设计院|研究院|工程局|所)|研究总?院|研究所|(?:附属|第[一二三]附属)[^，。；、]{0,6}?医院"
    r"|(?<=大学)(?:[一-鿿]{0,6}医学院)?[^，。；、（与和及在对是为向]{2,6}?医院(?:[一-鿿]{2,4}医院)?"
    r"|(?<=大学)(?:[一-鿿]{2,4}研究生院|（(?:北京|华东|武汉|广州|深圳|威海|珠海|保定)）)"
    r"|(?<=交易所)[一-鿿]{2,8}服务中心|(?<=科学院)[一-鿿]{2,8}所(?=[、，。；：）等和与及的]|$)|(?<=实验室)(?!中试|示范|培|研|创|孵化|实|产业|转化|应用|成果)[一-鿿]{2,3}(?:基地|创新中心)|(?<=研究院)[一-鿿]{2,3}分院|(?<=人民银行)[一-鿿]{2,4}总部|(?<=中心)（[一-鿿]{2,4}地区）)?"
)
_STOPS: Final = frozenset("、，。；：！？!?;“”‘’《》〔〕【】\t \u3000—…＋+/")
_STOP: Final = re.compile(f"[{re.escape(''.join(sorted(_STOPS)))}（(]")
_CLOSED: Final = re.compile("[）)]")
_REACH: Final = 30
_BREAK: Final = re.compile(branches(BREAKS | FOUNDING))
_FOUNDED: Final = re.compile(f"(?:{alternation(FOUNDING)})")
VERB: Final = re.compile(branches(BREAKS | FOUNDING))
#: 经县领导小组审核: what passes through a body.
_SENT_TO: Final = re.compile(r"(?<![财已曾])[经报](?=[省市县区])")
#: 设立某中心松江基地 founds the branch only.
_BRANCH: Final = re.compile(r"[一-鿿]{2,4}(?:基地|分[中院所校])|[一-鿿]{1,12}?[校院]区")
_PARTICLE: Final = re.compile(f"[{PARTICLES}的等及和与在由对]")
#: What such a character is part of: 碳中和, 应对.
_WITHIN: Final = ("应对", "高等", "中和", "饱和", "共和", "缓和", "温和", "平和")
#: A count before a class: 300个示范性职业教育集团 names none.
_COUNT: Final = re.compile(
    r"[0-9一二两三四五六七八九十百千几多首]{1,12}余?[个家所户批名条项组次]|[0-9]{1,12}[.．]|[0-9]{2,4}强(?:企业)?"
)
_DIGIT: Final = re.compile(r"[0-9]")
CLAUSE: Final = re.compile(r"[，。；：！？]")
#: 组建省交通集团: a firm to come. 培育, 引进 and their like take firms that are there.
_SET_UP: Final = re.compile(
    "(?:组建|成立|设立|筹建|新设|创立)(?:了?一批|[一二三四五六七八九十0-9]家)?(?:[一-鿿]{2,12}、){0,4}$"
)
_NEVER_OPEN: Final = "与由"
#: 博望区建设国家级…中心: what a place is to do.
_ACTS: Final = re.compile(
    "(?:(?<=[区县省])|(?<=[^城都]市))(?:建设|打造|创建|争创|建成|组建)(?!银行|集团|投资|工程|发展)"
    "|(?:建设|创建|创办|争创|打造)(?=世界|国内|国家级|全国|一流|高水平|省级|示范)"
)
#: 甲、乙等地|与云溪公司共建: where, and with whom.
_ELSEWHERE: Final = re.compile("地(?=[与同])")
#: 深化同|天津云溪大学合作, not 同济.
_WITH: Final = "同"
_BRACKETED: Final = 8
#: 集团化学浆 is of a group, 集团化 a way of being.
_CHEMICAL: Final = frozenset("学工肥纤妆装")


class Name(NamedTuple):
    """An organisation's name at `start`..`end` of a text.

    Where it shares a noun with others, its own words end at `own` and the noun begins at `noun`.
    """

    start: int
    end: int
    category: Category
    own: int | None = None
    noun: int | None = None


def formal_names(text: str, home: str | None = None) -> Iterator[Name]:
    """Yield the names that show by their ends what they are.

    支持南岭集团与郑州大学合作 gives 南岭集团 and 郑州大学; 大型企业集团 gives none.
    """
    last: Name | None = None
    before = 0
    for match in _ENDING.finditer(text):
        done = last.end if last is not None else 0
        if match[0] not in OF_FIRMS:
            done = max(done, before)
        before = match.end() if match[0] != "科学院" else before
        name = _formal(text, match, done, home) or _local(text, match, last, home)
        if name is None:
            continue
        ends = (last.end, name.end) if last is not None else ()
        college = all(text.endswith("学院", 0, end) for end in ends)
        if last is not None and _continues(last, name, college=college):
            last = Name(last.start, name.end, name.category)
            continue
        if last is not None:
            yield last
        last = name
    if last is not None:
        yield last


def _local(text: str, match: re.Match[str], last: Name | None, home: str | None) -> Name | None:
    """Return the company of a place behind its group: 云溪集团|河南公司."""
    if last is None or match[0] != "公司" or last.end + _BRACKETED < match.start():
        return None
    place = place_at(text, last.end, home)
    named = place is not None and place.end == match.start()
    return Name(last.end, match.end(), "enterprise") if named else None


#: 云岭大学|沙溪公共安全研究院: what a university has elsewhere.
_BRANCHED: Final = ("university", "institute")


def _continues(last: Name, name: Name, *, college: bool) -> bool:
    """Whether a name goes on: 南岭集团|云河焦化有限公司, 云岭科学院|材料研究所."""
    if name.start != last.end:
        return False
    kinds = (last.category, name.category)
    if kinds == ("university", "university"):
        return college
    return kinds in {(kind, kind) for kind in ("enterprise", "institute")} or kinds == _BRANCHED


def _formal(text: str, match: re.Match[str], done: int, home: str | None) -> Name | None:
    ending = match[0]
    if match.end() <= done or text.endswith(NEVER, 0, match.end()):
        return None
    more = _MORE.match(text, match.end())
    end = more.end() if more else match.end()
    category = category_of(ending)
    if more and more[0].endswith(("所", "研究院", "设计院", "研究总院", "医院")):
        category = "institute"
    if text.endswith("人民银行", 0, match.end()):
        category = "government"
    if end < len(text) and text[end] in NOT_BEFORE.get(ending, ""):
        chemical = text[end] == "化" and text[end + 1 : end + 2] in _CHEMICAL
        if not chemical:
            return None
    if text.endswith("分中心", 0, match.end()) and text.endswith("中心", 0, match.start()):
        return None
    start = _begin(text, match.start(), max(done, match.start() - _REACH), ending, home)
    if start is None:
        return None
    if text.endswith(("国家、", "国家级、", "国家和"), 0, start):
        return None  # 国家、省技术创新中心: those of two levels
    if category == "enterprise" and _SET_UP.search(text, max(start - _REACH, 0), start):
        return None
    if category != "enterprise" and (
        (is_founded(text, start) and not _BRANCH.match(text, end))
        or _is_promised(text, start, end)
        or _DIGIT.search(text, start, match.start())
    ):
        return None
    if text.endswith(EXCHANGES, start, end):
        category = "enterprise"
    return Name(start, end, category)


def _begin(text: str, stem: int, floor: int, ending: str, home: str | None) -> int | None:
    """Return where the name begins whose ending begins at `stem`, or None for no name.

    A verb or particle before the name ends the search; those that names contain as well (建设, 和)
    do so only where what is left still names something.
    """
    low = _leftmost(text, stem, floor)
    low += 0 < low < stem and low == floor and text[low] in "和与及"
    loose: list[int] = []
    for match in _BREAK.finditer(text, low, stem):
        if match[0] in SOFT:
            loose.append(match.end())
        else:
            low = match.end()
    for match in _COUNT.finditer(text, low, stem):
        low = match.end()
    if sent := _SENT_TO.search(text, low, stem):
        low = sent.end()
    joined = ending.endswith(("实验室", "中心")) and ending not in EXCHANGES
    firm = ending in OF_FIRMS
    hard = "" if firm else "在由对" if joined else "及和与在由对"
    for match in _PARTICLE.finditer(text, low, stem):
        char = match[0]
        if text.startswith(_WITHIN, match.start() - 1):
            continue
        if char in "与和及" and ending in _PLACED and place_at(text, low, home):
            if place_at(text, match.end(), home):
                loose.append(match.end())
            continue  # 云岭信息与医学研究院: one that begins with its place may hold a joint
        if char in "的等" or char in hard:
            low = match.end()
        elif char in PARTICLES and not (joined and char in "和及与"):
            loose.append(match.end())
    cuts = sorted({low, *(cut for cut in loose if cut > low)}, reverse=True)
    start = next((cut for cut in cuts if is_telling(text, cut, stem, ending, home)), None)
    if start is None or _ACTS.search(text, start, stem):
        return None
    start += _ELSEWHERE.match(text, start) is not None and text.endswith("等", 0, start)
    start += text[start] in _NEVER_OPEN
    start += text[start] == _WITH and place_at(text, start + 1, home) is not None
    return _at_area(text, start, stem, home)


def _at_area(text: str, start: int, stem: int, home: str | None) -> int:
    """Leave ordinary words before 中国 or a city out of a name: 承担|上海市重点实验室."""
    national = text.find("中国", start + 1, min(stem, start + _BRACKETED))
    if national > 0:
        return national
    if text.startswith("国际", start):
        return start
    words = common_words()
    for at in range(start + 2, min(stem - 1, start + _BRACKETED + 1), 2):
        if text[at - 2 : at] not in words:
            break
        place = place_at(text, at, home)
        if place and place.divisions[0].level != "county":
            return at if place.end < stem else start
    return start


def _leftmost(text: str, stem: int, floor: int) -> int:
    """Return how far left the signs let a name reach; （焦作） inside a name is stepped over."""
    if _CLOSED.search(text, floor, stem) is None:
        for stop in _STOP.finditer(text, floor, stem):
            floor = stop.end()
        belt = floor - len(BELT)
        return belt if text.startswith(BELT, max(belt, 0)) else min(floor, stem)
    at = stem
    while at > floor:
        char = text[at - 1]
        if char in "）)":
            opened = max(text.rfind("（", floor, at), text.rfind("(", floor, at))
            if opened <= floor or at - opened > _BRACKETED:
                break
            at = opened
            continue
        if char in _STOPS or char in "（(":
            break
        at -= 1
    return at


#: 推动某大学筹建: the verb that founds it follows.
_PROMISED: Final = re.compile(
    "的?(?:筹建|组建|筹备|设立|成立|落地|落户|申办|创建)(?=[，。；、工进]|$)"
)
#: 甲交易中心、乙市场等建设: an exchange may itself be what is built.
_BUILT: Final = re.compile("(?:[、和][^，。；]{0,40})?(?:等[^，。；]{0,8})?建设(?=[，。；、]|$)")
#: What may hold a joint in its name where that begins with its place.
_PLACED: Final = frozenset({"研究院", "研究所", "科学院"})
_FORWARD: Final = re.compile("完成|推动|推进|加快|支持|争取|力争|促进|力促|谋划")


def _is_promised(text: str, start: int, end: int) -> bool:
    """Whether what follows a name founds it, and a verb before wants that: 推动某大学筹建."""
    founded = (*EXCHANGES, "分中心", "创新中心")
    built = text.endswith(founded, start, end) and _BUILT.match(text, end)
    if not (built or _PROMISED.match(text, end)):
        return False
    low = max(text.rfind(stop, 0, start) for stop in "，。；") + 1
    return _FORWARD.search(text, low, start) is not None


#: 建设甲研究院、乙实验室: the name before holds no verb.
_NOUNS_OF_STUDY: Final = (
    "研究院",
    "研究所",
    "研究会",
    "研究中心",
    "合作区",
    "创新中心",
    "服务中心",
)


def is_founded(text: str, start: int) -> bool:
    """Whether the nearest verb before the name founds it: 组建某某产业联盟."""
    low = max(start - _REACH, 0)
    for match in CLAUSE.finditer(text, low, start):
        low = match.end()
    last = ""
    for match in VERB.finditer(text, low, start):
        if not text.startswith(_NOUNS_OF_STUDY, match.start()):
            last = match[0]
    return bool(last) and _FOUNDED.fullmatch(last) is not None
