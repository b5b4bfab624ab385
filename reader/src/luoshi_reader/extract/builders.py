"""Who builds it: the owner at the head of a project's printed name."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from luoshi_reader.extract.known import known_at
from luoshi_reader.extract.names import formal_names
from luoshi_reader.extract.telling import residue
from luoshi_reader.lexicon.divisions import names
from luoshi_reader.lexicon.organisations import TRADES
from luoshi_reader.lexicon.vocabulary import common_words, is_goods, longer_words, strangeness
from luoshi_reader.lexicon.words import branches
from luoshi_reader.text.places import place_at

_LEGAL: Final = re.compile(
    r"公司|集团|研究所|研究院|设计院|大学|学院|医院|实验室|中心|厂|第[0-9一二三四五六七八九十]+"
)
_NEAR: Final = 24
#: No name of an owner is longer than this.
_REACH: Final = 60
#: Works of the public: a line, a reservoir, a hospital is named for its place, not for its owner.
PUBLIC: Final = re.compile(
    "千伏(?!安)|输变电(?!装)|引[一-鿿]{1,3}[入济补]|矿$|油田|气田|联网(?<![互物]联网)|泊位|段(?=）|$)|铁路|高铁|城际|高速(?=公路|改|扩|[、，和]|$)|公路|国道|省道|机场|港区|码头|航道|运河|水库|灌区|水电|抽水蓄能|电站|核电|直流|大桥|"
    "隧道|地铁|轨道交通[0-9]|枢纽|水利|泵站|河道|水系|流域|公园|博物馆|图书馆|体育|奥体|管网|防洪|堤防|生态廊道|水源地|殡仪馆|福利院|敬老院|养护院|卫生院|公墓|南水北调|老旧|危旧|危房|小区|通道|"
    "城市更新|旧改|风貌区|街坊|管廊|地块|片区|运动中心|体育中心|文化中心|古城|遗址|考古|文化遗产|古镇|治理|修复|治沙|造林|绿化|防护林|供热|热电|路网|城中村|学校|幼儿园|养老"
)
#: Where a firm's short name ends for certain: what it makes, and how much of it.
_AMOUNT: Final = re.compile(
    r"(?=[年日月第0-9百千万])(?:(?<!大)[百千万]{1,2}(?=(?:吨|千瓦|辆|台套)(?!级))|年产|[日月]产(?=[0-9])|年处理|日处理|[0-9]|第[0-9一二三四五六七八九十])"
)
#: 云岭西路沙溪宅: a house in a street, nobody's.
STREET: Final = re.compile(
    "[一-鿿]{1,4}镇[一-鿿]{2,4}[路街]|(?!丝)[一-鿿]{2,4}(?<![线铁公管网之丝一道])[路街巷](?!局|由|灯|径)"
)
_OF_COUNT: Final = re.compile("[0-9.]{1,8}[万亿]?余?[个条座处]")
_BRACKET: Final = re.compile(r"（([^（）]{2,6})）")
_TRADES: Final = tuple(TRADES)
_WORD: Final = re.compile(r"[一-鿿A-Za-z·]+")
_GUARDED: Final = frozenset(
    (
        "汽车",
        "科技",
        "物联",
        "锂电",
        "电子",
        "生物",
        "信息",
        "动力",
        "材料",
        "能源",
        "新能源",
        "食品",
    )
)
#: 汽车 is no trade in 汽车零部件, nor 科技 in 科技园.
_TRADE: Final = re.compile(
    "汽车(?![用零配传铸灯转水电])|科技(?![园城馆])|物联(?!网)|锂电(?!池)|电子(?!信息|商务|级|材|元)|生物(?!质)|信息(?!安|化)|"
    "动力(?!电)|材料(?!及|加)|能源(?!汽|装)|新能源(?!汽|乘|客|车|装|电|动|商)|食品(?!加)|"
    + branches(TRADES - _GUARDED)
)
#: 云溪铝业, 云溪木业: 业 behind what is worked makes a trade of anything but these.
_INDUSTRY: Final = re.compile(r"(?![产工企行就作专事创农商林渔停]业)[一-鿿]业(?![化务链])")
#: 云溪环保板业, 云溪纺织股份: what may follow a trade and still belong to the name.
_SECOND_TRADE: Final = re.compile(
    "股份|实业|集团|(?![产工企行就作专事创农商林渔停]业)[一-鿿]业(?![化务链])"
)
#: 千万吨级, 百万千瓦级: how large, not how much.
_GRADE: Final = re.compile("[十百千万]{1,3}(?:吨|千瓦|兆瓦|吉瓦|辆|台)级?")
#: 有条件的区: whoever can.
_ANYBODY: Final = ("有条件", "具备条件", "符合条件", "新上一批", "一批")
_COUNTRIES: Final = frozenset("法德欧美日韩俄英意荷巴哈蒙越泰印澳")
_BUILT: Final = re.compile("(?:新建|扩建|建设|实施|投资|新增|改造|搬迁|迁建|改组|重组)+$")
#: One character that opens a word of its own: 超高分子, 新能源, 大尺寸.
_PREFIXES: Final = frozenset(
    "超高新微大小多非双全智低中轻重特精短长宽薄厚热冷电光水煤油气碳硅铝铜铁锌钛镁"
)
#: 双十大|科技创新, 市|农产品: how many great ones, and of which level.
_RANKED: Final = re.compile("[十百千]大|^[省市县]列|^[省市县区].$")
#: 云县磷系, 纳米级, 深部区块: of what sort, or which stretch.
_OF_SORT: Final = re.compile("[级系型]$|区块|层位|向斜")
#: What stands between two, never within the short name of one.
JOINTS: Final = frozenset("及和与或")
_JOINT: Final = re.compile(f"[{''.join(sorted(JOINTS))}]")
#: 已批复, 未开工: how far it has come.
SAID: Final = frozenset("已未待拟")
#: 新一代煤电: what it is like, not whose it is.
_NEW: Final = ("新一代", "新型", "新兴", "先进", "现代")
#: 城西文化旅游综合体: where in a town, nobody's.
_SIDES: Final = ("城东", "城西", "城南", "城北", "城中", "城区")
#: 哈尔滨软件|园: the ground of a trade, no firm of it.
_GROUNDS: Final = ("园", "谷", "港")
_LEAST: Final = 2
_MOST: Final = 6


class Owner(NamedTuple):
    """An owner at `start`..`end`; the thing begins at `thing`.

    `formal` tells of a legal form; `sure` that a short name shows itself: by its trade, its
    branch, its place, an amount behind it, or because the plan prints it in full elsewhere,
    which `known` tells.
    """

    start: int
    end: int
    thing: int
    formal: bool
    sure: bool = False
    known: bool = False


def owner_at(
    text: str, start: int, end: int, home: str | None, known: frozenset[str]
) -> Owner | None:
    """Return the owner that text[start:end] begins with, or None.

    云溪年产15万吨… gives 云溪; 甲公司的电机研发项目 gives 甲公司; 乙炔制丙烯 gives none.
    """
    reach = min(end, start + _REACH)
    if text.startswith(_ANYBODY, start):
        return None
    if STREET.match(text, start, reach):
        return None
    amount = _AMOUNT.search(text, start, reach)
    if amount and _OF_COUNT.match(text, amount.start()):
        return None  # 充电终端7.5万个: so many of them
    place = place_at(text, start, home) if amount else None
    if amount and place and amount.start() == place.end:
        if not text.startswith("日产", place.end):
            return None  # 福溪市|年产4万吨: what a place makes
        amount = _AMOUNT.search(text, amount.end(), reach)  # 东海日产2万辆: a firm's own word
    stop = amount.start() if amount else end
    if PUBLIC.search(text, start, min(end, start + _NEAR)) and not _LEGAL.search(text, start, stop):
        return None
    if formal := _formal(text, start, min(stop, reach), end, home):
        return formal
    return _short(text, start, (stop, end), home, known)


def _formal(text: str, start: int, stop: int, end: int, home: str | None) -> Owner | None:
    last = None
    if not _LEGAL.search(text, start, min(end, stop + _NEAR)):
        return None
    for name in formal_names(text[start : min(end, stop + _NEAR)], home):
        if start + name.start >= stop:
            break
        if last is None and name.start == 0:
            last = name
        elif last is None or name.start != last.end:
            break
    if last is None or last.start != 0 or last.category in {"association", "government"}:
        return None
    if last.category != "enterprise" and start + last.end == end:
        return None  # a body that is itself the work
    return Owner(start, start + last.end, start + last.end, formal=True)


def _short(
    text: str, start: int, bounds: tuple[int, int], home: str | None, known: frozenset[str]
) -> Owner | None:
    stop, end = bounds
    place = place_at(text, start, home)
    core = place.end if place else start
    if text.startswith(_NEW, core) or text.startswith(_SIDES, core):
        return None
    graded = _GRADE.search(text, core, min(stop, core + _NEAR))
    stop = graded.start() if graded else stop  # 汝州|千万吨级炼化一体化
    if core >= stop or not _WORD.match(text, core) or (stop < end and text[stop - 1].isascii()):
        return None  # BLLT800: a model, not a firm
    if place and text[core] == "至" and place_at(text, core + 1, home):
        return None  # a line from one place to another
    at = _known(text, core, stop, known)
    if at is None and place:
        at = _known(text, start, stop, known)
    if at is None and (everywhere := known_at(text, core)) and everywhere <= stop:
        at = everywhere
    met = at is not None
    if at is None:
        at = _branch(text, core, end) or _core(text, core, stop, placed=place is not None)
    if at is None and stop < end and _LEAST <= stop - core <= _MOST + _LEAST:
        told = _unlike_words(text, core, stop) or (place and stop - core <= _LEAST + 1)
        at = stop if told else None
    if at is None or not (
        met
        or at == core
        or _names_somebody(text, core, at, stop, shown=core > start and stop < end)
    ):
        return None
    built = _BUILT.search(text, core + _LEAST, at)
    own = at = built.start() if built else at  # 云溪|新建年产3万吨
    grown = with_trade(text, at, stop)
    at = own if met and grown == end else grown  # 中海油|新材料: what it builds
    sure = met or place is not None or (stop < end and at == stop)
    sure = sure or (at > own and _unlike_words(text, core, own))
    if (bracket := _BRACKET.match(text, at, end)) and bracket[1] in names():
        at = with_trade(text, bracket.end(), stop)
        sure = True
    if stop == end and at < end and _is_firm_alone(text, at, end, traded=at > own):
        sure = sure or ends_in_trade(text[at:end])
        at = end
    return Owner(start, at, at, formal=False, sure=sure, known=met)


def _names_somebody(text: str, core: int, at: int, stop: int, *, shown: bool) -> bool:
    """Whether words are more than what everybody builds: not 固态电池, 已批复, 水上.

    Between a place and an amount, `shown`, an ordinary word is a firm's too: 河南奔马年产5万辆.
    """
    words = text[core:at]
    if residue(words) < _LEAST or words[0] in SAID or _RANKED.search(words):
        return False
    if _OF_SORT.search(words):
        return False
    if joint := _JOINT.search(words):
        return ends_in_trade(words[: joint.start()])  # not 云溪客专及|连接线, 甲县和乙
    if shown:
        return True
    traded = ends_in_trade(words) or with_trade(text, at, stop) > at
    return (strangeness(words) > 0 or traded) and not is_goods(words)


def _branch(text: str, core: int, end: int) -> int | None:
    """Return where a word ends that a bracketed place follows: 云溪（民权）."""
    bracket = _BRACKET.search(text, core, min(end, core + _MOST + _MOST))
    if bracket is None or not _LEAST <= bracket.start() - core <= _MOST:
        return None
    return bracket.start() if bracket[1] in names() else None


def _is_firm_alone(text: str, at: int, end: int, *, traded: bool) -> bool:
    """Whether what follows a short name is still its own: 云溪|竹木板业, 南岭|办公."""
    trade = max(at, end - _LEAST)
    if text[end - 1] in "期线厂园" or _BUILT.search(text, at, end):
        return False
    if text.startswith("总部", at) or _is_made(text[at:end]):
        return False
    return (end - at == _LEAST and not traded) or (
        _INDUSTRY.match(text, trade) is not None and end - at <= _MOST
    )


def _is_made(words: str) -> bool:
    """Whether words are goods and no trade that firms carry in their names: 铸锻, not 家具."""
    return words not in TRADES and is_goods(words)


def ends_in_trade(words: str) -> bool:
    """Whether a short name carries its trade: 云溪木业, 南岭家居."""
    return words.endswith(_TRADES) or _INDUSTRY.fullmatch(words[-_LEAST:]) is not None


def is_firm(text: str, owner: Owner) -> bool:
    """Whether an owner shows what it is: by its form, as one known, by a strange word and trade."""
    if owner.formal:
        return True
    words = text[owner.start : owner.end]
    return ends_in_trade(words) and strangeness(words) >= _LEAST


def _known(text: str, at: int, stop: int, known: frozenset[str]) -> int | None:
    """Return where a name of the plan's own firms ends that begins at `at`."""
    for size in range(min(_MOST, stop - at), _LEAST - 1, -1):
        if text[at : at + size] in known:
            over = text[at + size - 1 : at + size + 1]
            # 新能 is no firm in 新能源: the next character belongs to its last word
            return None if over in common_words() and size == _LEAST else at + size
    return None


def _core(text: str, core: int, stop: int, *, placed: bool) -> int | None:
    """Return where a short name ends: before its trade or the first ordinary word."""
    words = common_words()
    if text[core] == "中" and text[core + 1 : core + 2] in _COUNTRIES:
        return None  # 中法葡萄酒庄园: two countries, no firm
    if placed and (trade := _trade_at(text, core, stop)) and trade > core + 1:
        return core  # 汝州钼业: place and trade
    head = text[core : core + 2]
    if head in words or head in TRADES:
        trade = _trade_at(text, core + _LEAST, stop)
        return core + _LEAST if trade is not None and trade == stop else None
    if text[core] in _PREFIXES and text[core + 1 : core + 3] in words:
        return None
    for at in range(core + _LEAST, min(stop, core + _MOST + 1)):
        if not _WORD.match(text, at):
            return at if text[at] in "（“的" or at == stop else None
        if at > core + _LEAST and text[at - 1 : at + 2] in longer_words():
            return at - 1  # 南岭|乘用车, not 南岭乘|用车
        if text[at : at + 2] in words or _trade_at(text, at, stop) is not None:
            return at
    return stop if stop - core <= _MOST else None


def _trade_at(text: str, at: int, stop: int) -> int | None:
    """Return where a trade that begins at `at` ends: 食品, 化工, 木业."""
    if match := _TRADE.match(text, at, stop):
        return None if text[match.end() : match.end() + 1] in _GROUNDS else match.end()
    if match := _INDUSTRY.match(text, at, stop):
        return match.end()
    return None


def with_trade(text: str, at: int, stop: int) -> int:
    """Return where a short name ends with the trade behind it: 云溪|食品, 云溪|板业股份."""
    end = _trade_at(text, at, stop)
    more = _SECOND_TRADE.match(text, end, stop) if end is not None else None
    return more.end() if more else end or at


def _unlike_words(text: str, start: int, end: int) -> bool:
    words = common_words()
    return any(text[at : at + 2] not in words for at in range(start, end - 1))
