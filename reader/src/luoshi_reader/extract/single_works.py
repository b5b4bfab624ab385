"""Single public works that a sentence names by themselves: 开工建设云岭高速, 建成沙溪水库."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.governing import STOPS, clause_end, sentence_start
from luoshi_reader.extract.members import AND_OTHERS, Work
from luoshi_reader.extract.telling import residue
from luoshi_reader.lexicon.vocabulary import common_words, is_ordinary, strangeness
from luoshi_reader.lexicon.words import alternation, branches, load
from luoshi_reader.text.lists import split_list
from luoshi_reader.text.places import Place, find_places, place_at

_NOUN: Final = alternation(load("public_works"))
#: Nouns of works by their last word alone, which is enough to look for one.
_LAST_WORDS: Final = ("中心", "广场", "学校", "管道", "馆", "小学", "中学")
_TEXT_HAS: Final = re.compile(
    branches(
        {word for word in load("public_works") if not word.endswith(_LAST_WORDS)}
        | {
            "馆",
            "学校",
            "小学",
            "中学",
            "管道",
            "广场",
            "文体中心",
            "奥体中心",
            "文化中心",
            "艺术中心",
            "展中心",
        }
        | {
            "医学中心",
            "动中心",
            "控中心",
            "据中心",
            "算中心",
            "民中心",
            "客中心",
            "议中心",
            "身中心",
        }
        | {"育中心", "急救中心", "卫生中心", "雪中心", "演艺中心"}
        | {"工程", "通道", "枢纽", "电入", "电送", "气入", "整治"}
        | {"治理", "连通", "水资源", "西延", "东延", "南延", "北延", "扩能"}
    )
    + "|G[0-9]{3}|S[0-9]{3}"
)
_ADVERBS: Final = (
    "着力|积极|大力|全力|继续|抓紧|持续|扎实|全面|主动|稳步|有序|尽快|加大|协调|深入|高标准|高质量|高水平|"
    "统筹|同步|集中|切实|有力有序|适时|早日|重点|组织|按期|如期|奋力|稳妥|规划|超前|前瞻|科学|加力|协同|合力|纵深|滚动|分类|优先|全速|着手|配合|联合|接续|压茬|梯次|尽早|逐步|务实|一体|分批|分期"
)
_VERBS: Final = (
    "开工建设|建成投用|建成开放|开工|开建|建设|建成|新建|续建|扩建|改扩建|改建|迁建|推进|推动|实施|启动|完成|抓好|抓实|做好|建好|谋划|投产|投用|投运|通车|开通|畅通|织密|全面投运|高效建设|用好|管好|"
    "开展|促进|力促|力争|争取|确保|保障|打造|竣工|提速|加紧|修建|复建|加快|加速|布局|攻坚|改造|优化提升|提升|运营|运行|完工|投入使用|共建"
)
#: What a work costs, and who pays, before its verb or 的: 由甲公司投资5亿元建设.
_COST: Final = r"(?:由[一-鿿]{2,16})?总?投资(?:约|超过?)?[0-9.]{1,9}[万亿]元"
#: What leads in: 加快推进, 力争, 开工建设.
_INTRO: Final = re.compile(
    rf"(?:并|还|要|将|同时|以及|其中)?(?:(?:今年|年内|[上下]半年|年底前?|[0-9]{{1,2}}月底?前?)前?)?"
    rf"(?:(?:{_COST})?(?:{_ADVERBS}){{0,8}}(?:{_VERBS})(?:{_ADVERBS}|{_VERBS}){{0,8}}(?!的)|{_COST}的)"
)
_DONE: Final = (
    "建设|实施|推进|落地|投产|投用|投运|达产|开工|启动|建成|通车|通航|贯通|运营|运行|竣工|完工|验收|下闸蓄水|并网|发电|前期|进度|工作|"
    "论证|规划|研究|立项|审批|报批|投产|投入使用|投入运营|启用|开业|开园|开馆|落成"
)
#: What is said of a work behind its name: 开工建设, 建成通车, 等前期工作.
_AFTER: Final = re.compile(
    rf"(?:等)?(?:项目|工程)?的?(?:全面|全线|加快|尽快|尽早|顺利|早日|正式|实质性|主体|力争|如期|按期)?(?:{_DONE})+$"
)
#: 云岭高速年内建成通车: what is said of a work that stands before its verb.
_FORECAST: Final = re.compile(
    rf"(?:(?:年内|今年|[0-9]{{1,2}}月底?前?|力争|确保|争取)(?:{_ADVERBS})*(?:{_DONE})+"
    r"|(?:年内|今年|力争|确保|全面|全线|基本|正式|主体|如期)*(?:建成(?:投用|投产|投运|通车|运营|开放)|通车|开航|通航|贯通|竣工|完工|投产|投运|投用|投入使用|投入运营|启用|开业|开馆|开园|开工建设|并网发电)(?:运营)?"
    r"|(?:年内|今年|力争|确保)?(?:基本)?具备(?:通车|开通|通航|运行|投运|投用|运营|并网|投产)条件)$"
)
#: How a clause ends that says something of the works it begins with.
_TOLD: Final = tuple("设施进地产用运工动车航通营行收闸网电期度作件业园馆成划放")
_BUILT: Final = (
    "除险|改扩建|扩建|迁建|改建|续建|扩能|扩容|增容|电气化|改造|提升|升级|"
    "治理|修复|加固|配套|现代化|建设|达标|提质|修缮|重建|复建"
)
_PART: Final = (
    r"(?:[（(][^（）()]{1,16}[）)])?"
    "(?:[东南西北]延(?:伸|长)?[段线]?|[一-鿿]{2,4}至[一-鿿]{2,4}段|(?:及|和)?延[伸长][段线]|[东南西北中]段|[一-鿿]{1,5}段"
    "|[一二三四五六七0-9]期){0,2}"
)
#: The end of a work's name: its noun, a section or stage, and what is done to it.
_WORK: Final = re.compile(
    rf"(?P<noun>{_NOUN}){_PART}(?:{_BUILT})*(?:重大)?(?:工程|项目)?(?:[一二三四五六七]期)?$"
)
#: Works on water and land that are known by their place alone: 云岭供水工程.
_ENGINEERING: Final = re.compile(
    "(?:供水|引水|调蓄|灌溉|调水|引调水|水资源配置|连通|防洪|防潮|排涝|河道治理|综合治理|应急治理|流域治理|生态修复|提水|输水|扬水|分洪|电力联网|交流|行洪区调整|截污|供热|输气|过江|航运|船闸|水闸|挡潮闸)"
    f"(?:{_BUILT}|提升|保护|[一二三四五]期)*(?:工程|项目)$"
)
#: 沙溪河综合治理: what is done to a river or a road, without 工程.
_NOMINAL: Final = re.compile(
    "(?<!流域)(?<![长珠]江)(?<![黄淮海]河)(?:（[^（）]{1,12}）)?(?:综合治理|综合整治|河道整治|航道整治|水系连通|岸线贯通|扩能升级|扩容提升"
    "|扩能改造|防洪治理|清淤疏浚|除险加固)(?:提升|改造)*$"
)
_RIVER: Final = re.compile(
    "^(?!全|新|中小|重要|主要|城市|农村|各|大江|[两三四五六七]江)(?P<own>[一-鿿]{1,4})(?:[江河湖海洲山岛川渠峡塘浦泾浜溪淀]|沙漠|沙地|草原|盆地|流域)"
)
#: 引云济沙, 南水北调: water led from one place to another.
_LED: Final = re.compile(
    "^(?:引[一-鿿]{1,3}[入济补][一-鿿]{1,3}|[东西南北]水[东西南北]调)(?:[^，。、]{0,16}(?:工程|项目|供水)|扩容提升)?$"
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
_NEITHER: Final = re.compile(
    "“[一二三四五六七八九十两]|面向|[，。；：！？的]|企业|行业|产业|领域|问题|体系|机制|能力|行动|计划|标准|服务|等|各|其|每|更多|全[省市县区国]|我[省市]|[0-9]+[个条座处家项]"
)
_GENERAL: Final = load("works_in_general")
_WORD: Final = re.compile(alternation(_GENERAL))
_ROUTE: Final = re.compile("[一-鿿]至[一-鿿]|[一-鿿][—–-][一-鿿]")
#: 轨道交通B2线, 6号线云岭至沙溪段, …云岭至沙溪段提升工程: a line or a stretch of one.
_LINE: Final = re.compile(
    rf"(?:轨道交通|地铁|市[郊域]铁路|有轨电车)?[A-Z]?[0-9]{{1,3}}号?线{_PART}(?:{_BUILT})*(?:工程|项目)?"
)
#: G318云岭至沙溪段改造: a road by its number, and what is done to it.
_ROAD: Final = re.compile(rf"[GS][0-9]{{2,4}}[一-鿿]{{0,14}}?(?:{_BUILT}|段)+(?:工程|项目)?$")
_STRETCH: Final = re.compile(
    rf"[一-鿿]至[一-鿿]{{2,6}}段(?:整体|{_BUILT})*(?:工程|项目)?$|[一-鿿]{{2}}再?[东南西北]延(?:伸|长)?(?:段|线)?(?:工程|项目)?$"
)
_NUMBERED: Final = re.compile("[A-Z]?[0-9]{1,4}$|[A-Z][0-9]+")
#: 机场三期: what a next stage tells from all others.
_NEXT_STAGE: Final = re.compile("[二三四五六]期")
#: Parks that the state declares are no single works.
_PARKS: Final = re.compile("国家公园|文化公园|自然公园|新通道")
#: What closes a list: 等重点工程建设.
_CLOSING: Final = re.compile("等[^、，等]{0,20}$")
#: 甲水库、乙灌区、丙供水工程进度: the noun of works that only the last member prints.
_OF_WORKS: Final = re.compile(f"(?<=[一-鿿])工程(?:的?(?:加快|尽快|全面)?(?:{_DONE})+)?$")
#: A noun of works that the members share: 等高速公路建设, 等7个铁路项目.
_SHARED: Final = re.compile(
    rf"等(?:[0-9]{{1,4}}[个条座处])?(?!地(?!铁)|[市县区]、|[市县区]级)[^、，。等]{{0,8}}?(?:{_NOUN}|大?通道|枢纽|道路|桥梁|绿地|(?<=引调水)工程)(?:段)?(?:工程|项目)?"
    rf"(?:的?(?:加快|尽快|全面)?(?:{_DONE}|{_BUILT})+)?$"
)
_JOINT: Final = re.compile("以及|和|及|与")
#: 纪念设施提质改造和甲馆: what stands before the joint is a task of its own.
_TASK: Final = re.compile("[一-鿿]{2}(?:改造|提升|治理|修复|整治|更新|保护|建设|完善|升级)$")
_LEAST: Final = 2
_LONGEST: Final = 30
_LONG_NAME: Final = 12
#: How long a name may be that shares the noun of a later one.
_SHORT: Final = 6
#: 沙溪线、云岭站: works of another noun.
_WHOLE: Final = "线站段期"


def single_works(text: str, home: str | None) -> Iterator[Work]:
    """Yield the public works that stand behind a verb of building, each by its own name.

    加快推进云岭至沙溪高速、石门水库建设 gives both; 推进农村公路建设 none.
    """
    done = 0
    for sign in _TEXT_HAS.finditer(text):
        if sign.start() < done:
            continue
        start, done = sentence_start(text, sign.start()), clause_end(text, sign.start(), STOPS)
        goes_on = False
        for chunk in split_list(text, start, done, "，"):
            intro = _INTRO.match(text, chunk.start, chunk.end)
            if not (intro or goes_on or text.endswith(_TOLD, chunk.start, chunk.end)):
                continue
            if not _TEXT_HAS.search(text, chunk.start, chunk.end):
                goes_on = False
                continue
            told = None if intro else _FORECAST.search(text, chunk.start, chunk.end)
            if not (intro or goes_on or told):
                continue
            begin = _JOINT.match(text, chunk.start)
            low = intro.end() if intro else begin.end() if begin else chunk.start
            found = list(_named(text, low, told.start() if told else chunk.end, home))
            goes_on = bool(found)
            yield from found


def _named(text: str, start: int, end: int, home: str | None) -> Iterator[Work]:
    """Yield the works of one list, a noun that closes it shared: 甲、乙等高速公路建设."""
    closing = _CLOSING.search(text, start, end)
    stop = closing.start() if closing is not None and closing.start() > start else end
    shared = stop < end and _SHARED.match(text, stop, end) is not None
    works = stop < end and ("工程" in text[stop:end] or "项目" in text[stop:end])
    works = works or _OF_WORKS.search(text, start, end) is not None
    bare: list[tuple[int, int]] = []
    aside: list[tuple[int, int]] = []
    met = False
    for member in split_list(text, start, stop, "、"):
        for low, high in _sides(text, member.start, member.end, home, works=works):
            if work := _work(text, low, high, home, works=works):
                if (low, high) == (start, end) and text.startswith("工程", work.end):
                    at = work.end + len("工程")  # its own word, shared with none
                    work = work._replace(end=at, name=(low, at))
                if _shares(text, bare, work, home):
                    yield from (_bare(text, each, work.end, home) for each in bare)
                yield work
            elif shared and _is_name(text, low, high, home):
                yield _bare(text, (low, high), high, home)
            elif beside := _beside(text, low, high, home):
                aside.append(beside)
            bare = [] if work else [*bare, (low, high)]
            met = met or work is not None
    if met:
        yield from (_bare(text, each, each[1], home) for each in aside)


def _beside(text: str, low: int, high: int, home: str | None) -> tuple[int, int] | None:
    """Return where a member names a stage or stretch of a work, as it may beside other works."""
    after = _AFTER.search(text, low + _LEAST, high)
    stop = after.start() if after else high
    words = text[low:stop]
    if not _LEAST < len(words) <= _LONGEST or _NEITHER.search(words) or not _STAGE.search(words):
        return None
    place = place_at(text, low, home)
    named = place is not None or _river_at(words) > 0 or _is_strange(words)
    return (low, stop) if named else None


#: 沙岭港五期, 云溪都市圈环线, 渚岭河口至沙溪段: how a work ends that has no noun of its own.
_STAGE: Final = re.compile(
    "(?:[一二三四五六]期|环线|连接线|[一二三四五六两]{1,2}线|机组|口岸|港|海缆|扩建|水资源配置|防洪治理|现代化改造|绿道|中学|小学|工程)$"
)


def _shares(text: str, bare: list[tuple[int, int]], work: Work, home: str | None) -> bool:
    """Whether short names before a work share its noun: 云岭、沙溪灌区现代化改造."""
    if not bare or not all(
        high - low <= _SHORT and text[high - 1] not in _WHOLE for low, high in bare
    ):
        return False
    return all(_is_name(text, low, high, home) for low, high in bare) and bool(
        _WORK.search(text, work.start, work.end) or _ROAD.match(text, work.start, work.end)
    )


def _bare(text: str, name: tuple[int, int], end: int, home: str | None) -> Work:
    place = place_at(text, name[0], home)
    return Work(name[0], end, name, (), place.name if place else None)


def _is_name(text: str, start: int, end: int, home: str | None) -> bool:
    """Whether a member without a noun of its own names a work: 云岭至沙溪, B1, 南港."""
    words = text[start:end]
    if not _LEAST <= end - start <= _LONG_NAME or _NEITHER.search(words):
        return False
    if _ROUTE.search(words) or _NUMBERED.match(words) or place_at(text, start, home):
        return True
    own = _WORD.sub("", words)
    return own == words and residue(own) >= _LEAST and not _plain(own)


def _sides(
    text: str, start: int, end: int, home: str | None, *, works: bool
) -> list[tuple[int, int]]:
    """Part 甲机场迁建和乙水库扩建 where both sides are works."""
    if rest := AND_OTHERS.search(text, start + _LEAST, end):
        end = rest.start()
    for joint in _JOINT.finditer(text, start + _LEAST, end - _LEAST):
        parts = ((start, joint.start()), (joint.end(), end))
        sides = [_work(text, *part, home, works=works) is not None for part in parts]
        if all(sides):
            return [*parts]
        if sides[1] and _TASK.search(text, *parts[0]):
            return [parts[1]]
        if sides[0] and _WORD.fullmatch(text, *parts[1]):
            return [parts[0]]
    return [(start, end)]


def _work(text: str, start: int, end: int, home: str | None, *, works: bool) -> Work | None:
    """Return the work that a member names; in a list of `works` it needs no 工程 of its own."""
    after = _AFTER.search(text, start + _LEAST, end)
    stop = after.start() if after else end
    if not _LEAST < stop - start <= _LONGEST or _NEITHER.search(text, start, stop):
        return None
    places = find_places(text[start:stop], home)
    if not _is_work(text[start:stop], places, works=works):
        return None
    place = place_at(text, start, home)
    return Work(start, stop, (start, stop), (), place.name if place else None)


def _is_work(words: str, places: list[Place], *, works: bool) -> bool:
    """Whether words end as a work does and name one before that."""
    own = words.endswith(("工程", "项目"))
    known = _ENGINEERING.search(words + "工程" if works and not own else words)
    if known is not None:
        stem = words[: known.start()]
        told = bool(places) or _river_at(words) > 0 or _ROUTE.search(stem) is not None
        return told or _is_strange(stem)
    if _is_bettered(words, places) or _LINE.fullmatch(words) or _STRETCH.search(words):
        return True
    if _ROAD.match(words) or _LED.match(words):
        return True
    if words.endswith("工程") and _is_local(words, places):
        return True
    match = _WORK.search(words)
    if match is None or _PARKS.search(words):
        return works and _NEXT_STAGE.search(words[-_LEAST:]) is not None and _river_at(words) > 0
    return _tells(words, match, places)


def _tells(words: str, match: re.Match[str], places: list[Place]) -> bool:
    """Whether what stands before the noun of a work tells one: 云岭|水库, not 农村|公路."""
    stem = words[: match.start()]
    if not stem:
        return _NEXT_STAGE.search(words) is not None
    if places and places[0].start < len(stem):
        return True
    if _ROUTE.search(stem) or (match["noun"] in {"号线", "地铁"} and _NUMBERED.search(stem)):
        return True
    name = _SIZE.sub("", _WORD.sub("", stem))
    return residue(name) >= _LEAST and len(name) <= _LONG_NAME and not _plain(name)


def _is_bettered(words: str, places: list[Place]) -> bool:
    """Whether words tell what is done to one river, road or waterway: 沙溪河综合治理."""
    done = _NOMINAL.search(words)
    if done is None:
        return False
    stem = words[: done.start()]
    strange = strangeness(stem) >= _LEAST and _NAMELESS.search(stem) is None
    return strange or bool(places) or _river_at(words) > 0


def _is_strange(stem: str) -> bool:
    """Whether a work begins with a word that no dictionary holds: 闽西南|供水工程."""
    own = _WORD.sub("", stem)
    begins = stem[:_LEAST] not in common_words() and own[:_LEAST] == stem[:_LEAST]
    return begins and residue(own[:_SHORT]) >= _LEAST and _NAMELESS.search(own) is None


#: 病险水库, 全域河湖: kinds of works, however strange the word.
_NAMELESS: Final = re.compile(
    "跨|水库|河湖|河道|灌区|堤防|沿线|全域|一[干体]|城乡|“|小流域|黑臭|病险|流域防洪"
)


def _is_local(words: str, places: list[Place]) -> bool:
    """Whether words that end in 工程 begin with a city, a county, a river or a mountain."""
    first = places[0] if places and places[0].start == 0 else None
    if first is not None:
        told = len(words) - first.end > len("建设工程")
        return told and first.divisions[0].level != "province"
    river = _river_at(words)
    return river > 0 and len(words) - river > len("建设工程")


def _river_at(words: str) -> int:
    """Return where the river or mountain ends that words begin with: 0 for none, as in 骨干河道."""
    match = _RIVER.match(words)
    if match is None:
        return 0
    own = match["own"]
    return 0 if own in _GENERAL or own in _KINDS_OF_RIVERS else match.end()


def _plain(own: str) -> bool:
    """Whether a stem of several words is ordinary prose; two characters may be a line's."""
    return len(own) > _LEAST and is_ordinary(own)
