"""What names one public work: 云岭水库, 沙溪河综合治理; not 农村公路, 病险水库."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.extract.telling import residue
from luoshi_reader.lexicon.divisions import names
from luoshi_reader.lexicon.vocabulary import common_words, is_ordinary, strangeness
from luoshi_reader.lexicon.words import alternation, load
from luoshi_reader.text.places import Place, place_at

NOUN: Final = alternation(load("public_works"))
#: What is done to a work, behind its noun.
BUILT: Final = (
    "除险|整修|拆迁改造|提标|新改建|迁改|亮化|拓宽|打通|保护修缮|改扩建|扩建|迁建|改建|续建|扩能|扩容|增容|电气化|改造|提升|升级|"
    "智慧化|数字化|智能化|绿色化|治理|修复|加固|配套|现代化|建设|达标|提质|修缮|重建|复建"
)
_PART: Final = (
    r"(?:[（(][^（）()]{1,16}[）)])?"
    "(?:[东南西北]延(?:伸|长)?[段线]?|[一-鿿]{2,4}至[一-鿿]{2,4}段|(?:及|和)?延[伸长][段线]|[东南西北中]段|[一-鿿]{1,5}段"
    "|[一二三四五六七0-9]期){0,2}"
)
#: The end of a work's name: its noun, a section or stage, and what is done to it.
WORK: Final = re.compile(
    rf"(?P<noun>{NOUN})(?:“[^“”]{{2,10}}”)?{_PART}(?:{BUILT})*(?:重大|主体|配套|枢纽)?(?:工程|项目)?(?:[一二三四五六七]期)?$"
)
#: Works on water and land that are known by their place alone: 云岭供水工程.
_ENGINEERING: Final = re.compile(
    "(?:供水|引水|水系景观|景观提升|调蓄|灌溉|调水|引调水|水资源配置|连通|防洪|防潮|排涝|河道治理|综合治理|应急治理|流域治理|生态修复|提水|输水|扬水|分洪|电力联网|交流|(?:特高压|超高压|柔性)?(?:直流|交流)?(?:输电|送电)|特高压|行洪区调整|截污|供热|输气|过江|航运|船闸|水闸|挡潮闸)"
    f"(?:{BUILT}|提升|保护|[一二三四五]期)*(?:工程|项目)$"
)
#: 沙溪河综合治理: what is done to a river or a road, without 工程.
_NOMINAL: Final = re.compile(
    "(?<!流域)(?<![长珠]江)(?<![黄淮海]河)(?:（[^（）]{1,12}）)?(?:综合治理|综合整治|整修|环境提升|景观提升|绿化提升|河道整治|航道整治|水系连通|岸线贯通|扩能升级|扩容提升"
    "|扩能改造|防洪治理|清淤疏浚|保护修缮|除险加固)(?:提升|改造|工程)*$"
)
_RIVER: Final = re.compile(
    "^(?!全|新|中小|重要|主要|城市|农村|各|大江|[两三四五六七]江)(?P<own>[一-鿿]{1,4})(?:[江河湖海洲山岛川渠峡塘浦泾浜溪淀]|沙漠|沙地|草原|盆地|流域)"
)
#: 县中医院迁建, 市一中新校区, 第二人民医院扩建: what a school or a hospital of a place gets.
_OF_SCHOOLS: Final = re.compile(
    "(?:[一-鿿]{2,3}[市县区]|[市县区州])?(?:第?[一二三四五六七八九]?(?:人民|中心|中医|妇幼保健|儿童|肿瘤|传染病|精神病|口腔)医?院"
    "|第?[一二三四五六七八九十]{1,2}(?:中学?|高)|实验(?:小学|中学|学校)|职教中心|职业中专|高级中学|疾控中心|党校|技师学院)"
    "(?:[东西南北]?新?(?:校区|院区)|分校|[一-鿿]{0,2}(?:住院|门诊|实训|教学|综合|病房)(?:大?楼|中心)|整体|易地|异地|[二三]期|迁建|扩建|改扩建|新建|搬迁|建设)+(?:工程|项目)?"
)
#: 云溪工业园配套道路, 沙岭开发区基础设施提升: what is built for a park.
_FOR_PARK: Final = re.compile(
    "(?P<park>[一-鿿]{2,10}?(?:工业园区?|产业园区?|科技园|开发区|高新区|经开区|工业区))"
    "(?:[一-鿿]{0,4}(?:配套|基础设施|道路|管网|路网)[一-鿿]{0,8})(?:建设|提升|改造|工程|项目|[一二三]期|（[一二三]期）)*"
)
#: 县城供水二期, 城区雨污分流管网: what the seat of the plan's own county gets.
_OF_SEAT: Final = re.compile(
    "(?:县城|城区|主城区|中心城区)(?:[一-鿿]{0,6}(?:供水|供热|热源|供气|燃气|污水|雨污分流|管网))[一-鿿]{0,8}"
    "(?:工程|项目|改造|建设|提升|管网|厂|[二三]期)+"
)
#: 引云济沙, 南水北调: water led from one place to another.
_LED: Final = re.compile(
    "^(?:引[一-鿿]{1,3}[入济补][一-鿿]{1,3}|引[一-鿿]{1,2}(?:延伸|增效|扩容|灌溉|供水|调水|配套|[二三]期)+(?=工程)|[东西南北]水[东西南北]调)(?:[^，。、]{0,16}(?:工程|项目|供水)|扩容提升)?$"
    "|^(?!外)[一-鿿]{1,2}[电气煤][入送出][一-鿿]{1,2}(?:特高压|直流|交流|工程|项目|通道)*$"
)
#: 330千伏, 100万千瓦: a size names nothing.
_SIZE: Final = re.compile("[0-9.×]+(?:千伏|万?千瓦|兆瓦|万?吨级?|公里|万?亩|万?立方米)?")
#: 内河, 界河, 母亲河 name no river.
_KINDS_OF_RIVERS: Final = frozenset(
    (
        "内",
        "外",
        "界",
        "运",
        "引",
        "大",
        "小",
        "荒",
        "矿",
        "深",
        "近",
        "陆",
        "母亲",
        "幸福",
        "黑臭",
        "绿水青",
    )
)
NEITHER: Final = re.compile(
    "^(?:等外|通乡|县际|乡际)|[和与及]$|老人|退耕|石漠化|(?:水平|互通)$|村卫生室|乡镇医院|[县乡镇村]级|^所有|^部分|^河湖|小游园|小广场|“[一二三四五六七八九十两]|^沿(?![江海黄河边淮])|面向|[，。；：！？的]|企业|行业|产业(?!园)|领域|问题|体系|机制|能力|行动|计划|标准|服务|等|各|其|每|更多|全[省市县区国]|我[省市]|[0-9]+[个条座处家项]|创建|争创|建立|设立|组建|[充换]电站|加氢站"
)
_GENERAL: Final = load("works_in_general")
WORD: Final = re.compile(alternation(_GENERAL))
_ROUTE: Final = re.compile(
    "[一-鿿]至[一-鿿]|[一-鿿]{2}(?<![得达直受拿])到[一-鿿]{2}|[一-鿿][—–-][一-鿿]"
)
#: 轨道交通B2线, 6号线云岭至沙溪段, …云岭至沙溪段提升工程: a line or a stretch of one.
_LINE: Final = re.compile(
    rf"(?:轨道交通|地铁|市[郊域]铁路|有轨电车)?[A-Z]?[0-9]{{1,3}}号?线{_PART}(?:{BUILT})*(?:工程|项目)?"
)
#: G318云岭至沙溪段改造: a road by its number, and what is done to it.
ROAD: Final = re.compile(rf"[GS][0-9]{{2,4}}[一-鿿]{{0,14}}?(?:{BUILT}|段)+(?:工程|项目)?$")
_STRETCH: Final = re.compile(
    rf"[一-鿿]至[一-鿿]{{2,6}}段(?:整体|{BUILT})*(?:工程|项目)?$|[一-鿿]{{2}}再?[东南西北]延(?:伸|长)?(?:段|线)?(?:工程|项目)?$"
)
_NUMBERED: Final = re.compile("[A-Z]?[0-9]{1,4}$|[A-Z][0-9]+")
#: 机场三期: what a next stage tells from all others.
_NEXT_STAGE: Final = re.compile("[二三四五六]期")
#: Parks that the state declares are no single works.
_PARKS: Final = re.compile("国家公园|文化公园|自然公园|地质公园|新通道")
#: 青桂, 川渝: two provinces by their short names.
_PAIR: Final = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼陇滇黔蜀港澳疆]{2,3}"
)
_LEAST: Final = 2
_LONG_NAME: Final = 12
#: How long a name may be that shares the noun of a later one.
SHORT: Final = 6


def is_name(text: str, start: int, end: int, home: str | None) -> bool:
    """Whether a member without a noun of its own names a work: 云岭至沙溪, B1, 南港."""
    words = text[start:end]
    if not _LEAST <= end - start <= _LONG_NAME or NEITHER.search(words):
        return False
    named = words in names() or _PAIR.fullmatch(words) is not None
    if named or _ROUTE.search(words) or _NUMBERED.match(words) or place_at(text, start, home):
        return True
    own = WORD.sub("", words)
    return own == words and residue(own) >= _LEAST and not _plain(own)


def is_work(words: str, places: list[Place], *, works: bool) -> bool:
    """Whether words end as a work does and name one before that."""
    own = words.endswith(("工程", "项目"))
    known = _ENGINEERING.search(words + "工程" if works and not own else words)
    if known is not None:
        stem = words[: known.start()]
        told = bool(places) or river_at(words) > 0 or _ROUTE.search(stem) is not None
        return told or is_strange(stem)
    if _is_bettered(words, places) or _LINE.fullmatch(words) or _STRETCH.search(words):
        return True
    if ROAD.match(words) or _LED.match(words) or _OF_SCHOOLS.fullmatch(words):
        return True
    if _OF_SEAT.fullmatch(words) or _is_for_park(words, places):
        return True
    if words.endswith("工程") and _is_local(words, places):
        return True
    match = WORK.search(words)
    if match is None or _PARKS.search(words):
        return works and _NEXT_STAGE.search(words[-_LEAST:]) is not None and river_at(words) > 0
    return _tells(words, match, places)


def _is_for_park(words: str, places: list[Place]) -> bool:
    """Whether words tell what is built for one park: one of a place, or of a strange word."""
    found = _FOR_PARK.fullmatch(words)
    if found is None:
        return False
    return bool(places) or strangeness(found["park"]) >= _LEAST


def _tells(words: str, match: re.Match[str], places: list[Place]) -> bool:
    """Whether what stands before the noun of a work tells one: 云岭|水库, not 农村|公路."""
    stem = words[: match.start()]
    if not stem:
        return _NEXT_STAGE.search(words) is not None
    if (places and places[0].start < len(stem)) or (stem in names() and stem not in _GENERAL):
        return True
    if _PAIR.fullmatch(stem):
        return True
    if _ROUTE.search(stem) or (match["noun"] in {"号线", "地铁"} and _NUMBERED.search(stem)):
        return True
    name = _SIZE.sub("", WORD.sub("", stem))
    return residue(name) >= _LEAST and len(name) <= _LONG_NAME and not _plain(name)


def _is_bettered(words: str, places: list[Place]) -> bool:
    """Whether words tell what is done to one river, road or waterway: 沙溪河综合治理."""
    done = _NOMINAL.search(words)
    if done is None:
        return False
    stem = words[: done.start()]
    strange = strangeness(stem) >= _LEAST and _NAMELESS.search(stem) is None
    return strange or bool(places) or river_at(words) > 0


def is_strange(stem: str) -> bool:
    """Whether a work begins with a word that no dictionary holds: 闽西南|供水工程."""
    own = WORD.sub("", stem)
    begins = stem[:_LEAST] not in common_words() and own[:_LEAST] == stem[:_LEAST]
    return begins and residue(own[:SHORT]) >= _LEAST and _NAMELESS.search(own) is None


#: 病险水库, 全域河湖: kinds of works, however strange the word.
_NAMELESS: Final = re.compile(
    "跨|水库|设施|河湖|河道|灌区|堤防|沿线|全域|一[干体]|城乡|“|小流域|黑臭|病险|流域防洪"
)


def _is_local(words: str, places: list[Place]) -> bool:
    """Whether words that end in 工程 begin with a city, a county, a river or a mountain."""
    first = places[0] if places and places[0].start == 0 else None
    if first is not None:
        told = len(words) - first.end > len("建设工程")
        return told and first.divisions[0].level != "province"
    river = river_at(words)
    return river > 0 and len(words) - river > len("建设工程")


def river_at(words: str) -> int:
    """Return where the river or mountain ends that words begin with: 0 for none, as in 骨干河道."""
    match = _RIVER.match(words)
    if match is None:
        return 0
    own = match["own"]
    return 0 if own in _GENERAL or own in _KINDS_OF_RIVERS else match.end()


def _plain(own: str) -> bool:
    """Whether a stem of several words is ordinary prose; two characters may be a line's."""
    return len(own) > _LEAST and is_ordinary(own)
