"""The words before a cluster's head noun: its industry, its scale, and whether they tell it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from luoshi_reader.facts import Op
from luoshi_reader.lexicon import clusters as nouns
from luoshi_reader.lexicon import verbs
from luoshi_reader.lexicon.vocabulary import is_ordinary, strangeness
from luoshi_reader.lexicon.words import load
from luoshi_reader.text.numbers import number_at

#: A scale in money: 超千亿级, 近百亿元, 500亿级; 百万吨级 is none.
LEVEL: Final = re.compile(
    r"(?P<op>超过?|近|约|突破|过)?(?P<number>(?<![0-9.])[0-9.]+(?=[千百万]?亿)|(?<![0-9])[一二两三四五六七八九]?[千百十万数]{1,2}(?=亿))"
    r"(?P<scale>[千百万]?亿)元?(?:级|规模|以上)?(?![吨辆])"
)
#: 建设甲研究院、乙实验室、丙试验区: bodies that stand in the list before a cluster.
_BODY: Final = re.compile("(?:研究院|研究所|科学院|实验室|学院|大学|研究中心)、")
_LED: Final = re.compile("以?[^，。；的]{2,16}(?:牵引|引领|带动|主导|领衔|牵头)的")
#: “云溪药谷”建设: what follows a whole name in quotes, no further noun.
QUOTE_ENDS: Final = re.compile(
    "$|[，。；、）：“]|[和与及等的]|建设|发展|打造|品牌|提|升|成|扩|做|规划|[一二三四]期"
)
_ZONE: Final = re.compile(r"^[一-龥]{0,4}?(?:高新区|经开区|开发区|新区)")
_QUOTES: Final = re.compile(r"“[^“”]*”")
#: “光伏+治沙”基地: what is joined to an industry.
_JOINED: Final = re.compile("“([一-龥]{2,6})[+＋][一-龥]{2,8}”(?:产业)?$")
#: 国家先进制造业集群: a title the state gives; 先进制造业基地: what a place wants to be.
_MANUFACTURING: Final = re.compile(
    "(?:国家|国家重点)先进制造业集群|[^，。；、和]{0,10}(?:先进|现代)制造业(?:产业)?基地"
)
#: “清溪茶香”旅游带: a name of its own stands right before the noun.
_TITLED: Final = re.compile("“[一-龥]{2,8}”$")
#: “五好”园区, “一企一技术”研发中心: a slogan counts what is asked for and names nothing.
_SLOGAN: Final = re.compile("“[一二三四五六七八九两双][一-龥]{1,6}”$")
_PLAIN: Final = verbs.alternation(nouns.PLAIN)
_PLAIN_LEAD: Final = re.compile(rf"(?:(?!供应链|现代化工|高端化工)(?:{_PLAIN}))+")
_PLAIN_END: Final = re.compile(rf"(?:{_PLAIN}){{1,12}}$")
#: What tells an industry of better things: 高端装备, 新型耐材.
_QUALITY: Final = re.compile(r"(?:高端|新型|绿色|现代|先进)+$")
TAUGHT: Final = re.compile(
    rf"(?:{verbs.alternation(nouns.TEACHING)})(?:示范|应用|服务|综合|专业|创新|保障|试验|实验)*$"
)
#: What ends the name of a base that its subject may tell: 国家海外人才创业基地.
_SUBJECTS: Final = ("培训", "储备", "孵化", "创业", "成果转化", "防治", "研究")
_LEAST_SUBJECT: Final = 8
#: 稀有金属储备基地: what lies in the ground is an industry, 物资储备基地 a store.
_STORED: Final = ("金属储备", "资源储备", "矿产储备", "能源储备", "油气储备", "稀土储备")
_TEACHES: Final = re.compile("的|思想|理论|中心|党|教育|爱国")
#: Words of policy that name an industry here: 生态农业, 战略性新兴产业.
_INDUSTRIAL: Final = re.compile(
    r"战略性新兴|战略性?(?=矿产|资源|物资|能源|金属|保障|储备)|(?<=产业)高质量发展|(?<=贸易)促进创新"
    r"|生态(?=农业|旅游|养殖|种植|渔业|林业|森林|食品|产品)|[零低]碳(?=物流|冶金|炼钢|铝)"
)
#: 消费品特色园区 tells one, 数字园区 any.
_SPECIAL: Final = re.compile("^[^、进]{3,}(?:特色|专业|国际合作|先导|示范)")
#: 云溪科创金融改革试验区: a zone where the rules of one industry are tried, told by the industry.
_REFORMED: Final = re.compile(
    "(?P<industry>[一-鿿]{2,8}?)(?:产业|行业)?(?:综合|绿色|低碳){0,2}"
    "(?:改革|开放|高质量发展|创新发展|低碳发展|转型升级)(?:创新|综合|开放)?$"
)
_TRADED: Final = re.compile(
    "(?:金融|医药|医学|医疗|金属|材料|农业|渔业|林业|旅游|物流|服务业|制造业|能源|氢能|数据|经济"
    "|钢铁|化工|石化|有色|煤炭|纺织|服装|建材|陶瓷|装备|汽车|食品)$"
)
#: 农膜回收处理利用示范区: what becomes of waste is an industry, whatever the policy around it.
_RECOVERED: Final = re.compile(
    "(?:废|固废|再生资源|秸秆|粪污)[一-鿿]{0,6}(?:处理|综合|回收|循环|资源化)利用$"
)
_POLICY: Final = re.compile(verbs.branches(nouns.POLICY))
_STRICT: Final = load("cluster_strict")
_NAMED_BY_INDUSTRY: Final = frozenset(
    ["示范区", "试验区", "先导区", "实验区", "综试区", "先行区", "商务区", "湾区", "示范带"]
)
#: 云溪港枢纽产业园: beside these a hub is no policy.
_OF_INDUSTRY: Final = ("产业园", "产业园区", "产业带")
_HUB: Final = re.compile("枢纽|战略|平台|[零低]碳|协同发展")
_BUSINESS: Final = ("金融", "科创", "科技", "文化", "数字")
#: 武清站商务区, not 站前商务区: a quarter by the name of its station.
_AT_STATION: Final = re.compile("[一-鿿]{1,6}[站港](?!前|点)")
#: 城市群核心区: what a place is to its neighbours is no industry.
_REGIONS: Final = ("城市群", "都市圈", "经济圈")
_COMMON: Final = ("基地", "园区")
_LEAST_OWN: Final = 2
_PAIR: Final = 2
_GATHERED: Final = frozenset(["引领区", "集中区", "集聚区", "聚集区", "承载区"])
_GARDENS: Final = frozenset(["园", "谷", "产业城", "科技城", "科创城", "智慧城"])
_OPS: Final[dict[str, Op]] = {"超": ">", "过": ">", "突": ">", "近": "~", "约": "~"}
_YI: Final = Decimal(10) ** 8


def behind_leader(text: str, begin: int, end: int) -> int:
    """Return where the words begin behind 以龙头企业牵引的: who leads does not own."""
    leader = _LED.match(text, begin, end)
    return leader.end() if leader else begin


#: What unites the making of goods is no mere place of teaching or trial.
_MAKING: Final = re.compile(
    "集(?=[^，。；]{0,70}(?:中试|产业化|生产|制造|加工|量产))[^，。；]{2,80}?一体的$"
)
_UNITED: Final = re.compile("集[^，。；]{2,80}?[于为]一体的")


def makes_goods(text: str, begin: int) -> bool:
    """Whether what is named at `begin` unites the making of goods: 集研发、生产于一体的."""
    return text.endswith("一体的", 0, begin) and _MAKING.search(text, 0, begin) is not None


def behind_bodies(text: str, begin: int, end: int) -> int:
    """Return where the members of a list begin that stand behind its institutes.

    Nor are there others in 集制取、研发、应用等为一体的|氢能产业园: behind what it unites.
    """
    for united in _UNITED.finditer(text, begin, end):
        begin = united.end()
    for body in _BODY.finditer(text, begin, end):
        begin = body.end()
    return begin


def scale_of(text: str, level: re.Match[str]) -> tuple[Decimal | None, Op | None]:
    """Return the scale in 亿元 and what compares it."""
    number = number_at(text, level.start("number"))
    if number is None:
        return None, None
    op: Op = _OPS[level["op"][0]] if level["op"] else "="
    return number.whole / _YI, op


def industry_of(words: str, noun: str, places: tuple[str, ...]) -> str | None:
    """Return the industry in the words before a head noun, or None."""
    if _MANUFACTURING.fullmatch(words + noun):
        return words[words.find("制造业") - _PAIR :]
    joined = _JOINED.search(words)
    if joined and joined[1] in nouns.GOODS:
        return joined[0].removesuffix("产业").strip("“”")
    if noun.endswith("中心"):
        words += noun.removesuffix("中心")
    level = LEVEL.search(words)
    if level:
        words = words[: level.start()] + words[level.end() :]
    for place in places:
        words = words.removeprefix(place).lstrip("、和与及")
    words = _ZONE.sub("", _QUOTES.sub("", words)).strip("“”、")
    lead = _PLAIN_LEAD.match(words)
    start = lead.end() if lead else 0
    core = _PLAIN_END.sub("", words[start:]).strip("、")
    quality = _QUALITY.search(words, 0, start)
    return (quality[0] if quality and core else "") + core or None


def tells_one(
    noun: str,
    before: str,
    industry: str | None,
    *,
    placed: bool,
    given: bool,
    long: bool,
) -> bool:
    """Whether a name tells one cluster from others.

    `before` are its words before the head noun; `placed` whether it has a place, `given` whether
    a subject is to have it, `long` whether it is more than its head noun.
    """
    before = _INDUSTRIAL.sub("", before)
    told = noun == "基地" and _is_told(before)
    taught = _is_taught(noun, before) and not _is_told(before)
    hub = noun.endswith(_OF_INDUSTRY)
    bare = _HUB.sub("", before) if hub else before
    policy = _POLICY.search(bare) is not None
    policy = policy or (bare != before and "“" not in before and not industry_of(bare, noun, ()))
    slogan = industry is None and _SLOGAN.search(before)
    plain = taught or slogan or before.endswith(_REGIONS) or _is_class(noun, before)
    if plain or (policy and not (told or _is_reformed(noun, before))):
        return False
    if told or _is_titled(noun, before):
        return True
    own = placed or (before.endswith("化工") and strangeness(before) >= _LEAST_OWN)
    if noun == "园区" and not (industry and (own or _SPECIAL.fullmatch(before))):
        return False
    if noun in _STRICT and not (placed and given):
        return False
    unnamed = industry is None or "、" in industry
    if noun in _NAMED_BY_INDUSTRY and (unnamed or not _is_business(noun, before)):
        return False
    if noun in _GATHERED and industry is None and not given:
        return False
    if noun in _GARDENS and industry is None:
        return False
    return bool(industry) or (placed and long)


def _is_class(noun: str, before: str) -> bool:
    """Whether classes stand in a row, each with its noun: 重点产业、重点产品、重点集群."""
    *classes, last = before.split("、")
    classed = bool(classes) and noun.endswith(("集群", "园区"))
    return classed and industry_of(last, noun, ()) is None


def _is_titled(noun: str, before: str) -> bool:
    """Whether a name of its own stands in quotes before the noun: not “最美”园区."""
    titled = None if noun in _NAMED_BY_INDUSTRY else _TITLED.search(before)
    return titled is not None and not (noun in _COMMON and is_ordinary(titled[0][1:-1]))


def _is_taught(noun: str, before: str) -> bool:
    """Whether a place is one of teaching, trial or service: not 光伏技术研发集聚区."""
    found = None if noun.endswith(("带", "先行区")) else TAUGHT.search(before)
    if found is None:
        return False
    return noun not in _GATHERED or industry_of(before[: found.start()], noun, ()) is None


def _is_business(noun: str, before: str) -> bool:
    """Whether a quarter of business is one of a trade: 金融商务区, not 站前商务区."""
    named = _AT_STATION.search(before) is not None or strangeness(before) >= _LEAST_OWN
    return noun != "商务区" or named or before.endswith(_BUSINESS)


#: 国家科技成果转化应用基地, 全国区域性现代制造业基地: what the state or the world is to have.
_WHOSE: Final = ("国家", "全国", "国际", "世界", "全球")
_GRADES: Final = ("国家级", "世界级", "国际级")
_LEAST_OF_STATE: Final = 6


def _is_told(before: str) -> bool:
    """Whether a subject of some length, or the state, tells a base of teaching from others."""
    before = before.rpartition("、")[2]
    joined = _JOINED.search(before)
    if joined and joined[1] in nouns.GOODS:
        return True
    if _TEACHES.search(before):
        return False
    of_state = before.startswith(("国家", "中国")) and not before.startswith("国家级")
    own = before.startswith(_WHOSE) and not before.startswith(_GRADES)
    if own and len(before) >= _LEAST_OF_STATE and not before.endswith("合作"):
        return True
    if before.endswith(_STORED):
        return True
    if before.endswith(_SUBJECTS):
        return of_state or len(before) >= _LEAST_SUBJECT
    shown = before.endswith("示范") and len(before) >= _LEAST_SUBJECT
    return shown and (of_state or before.endswith("产业发展示范"))


def _is_reformed(noun: str, before: str) -> bool:
    """Whether a zone of reform is one of an industry: 金融改革试验区, not 农村改革试验区."""
    if noun not in _NAMED_BY_INDUSTRY and noun not in _GATHERED:
        return False
    if _RECOVERED.search(before):
        return True
    found = _REFORMED.search(before)
    if found is None:
        return False
    return bool(_TRADED.search(found["industry"])) and not _POLICY.search(found["industry"])
