"""Single public works that a sentence names by themselves: 开工建设云岭高速, 建成沙溪水库."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.governing import STOPS, clause_end, sentence_start
from luoshi_reader.extract.members import AND_OTHERS, WITH, Work
from luoshi_reader.extract.work_names import (
    BUILT,
    NEITHER,
    NOUN,
    ROAD,
    SHORT,
    WORD,
    WORK,
    is_name,
    is_strange,
    is_work,
    river_at,
)
from luoshi_reader.lexicon.words import branches, load
from luoshi_reader.text.lists import split_list
from luoshi_reader.text.places import find_places, place_at

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
        | {
            "整修",
            "修缮",
            "配套",
            "基础设施",
            "管网",
            "热源",
            "分流",
            "供水",
            "供热",
            "污水",
            "治理",
            "连通",
            "水资源",
            "西延",
            "东延",
            "南延",
            "北延",
            "扩能",
        }
    )
    + "|G[0-9]{3}|S[0-9]{3}|引[一-鿿]{1,3}[入济补]"
)
_ADVERBS: Final = (
    "着力|积极|大力|全力|继续|抓紧|持续|扎实|全面|主动|稳步|有序|尽快|加大|协调|深入|高标准|高质量|高水平|"
    "统筹|同步|集中|切实|有力有序|适时|早日|重点|组织|按期|如期|奋力|稳妥|规划|超前|前瞻|科学|加力|协同|合力|纵深|滚动|分类|优先|全速|着手|配合|联合|接续|压茬|梯次|尽早|逐步|务实|一体|分批|分期"
)
_VERBS: Final = (
    "开工建设|动工建设|动工|创办|建成投用|建成开放|开工|开建|建设|建成|新建|续建|扩建|拓宽改造|拓宽|延伸|改扩建|改建|迁建|推进|推动|实施|启动|完成|抓好|抓实|做好|建好|谋划研究|谋划|投产|投用|投运|通车|开通|畅通|织密|全面投运|高效建设|用好|管好|配合|"
    "开展|实现|促进|力促|力争|争取|确保|保障|打造|竣工|提速|加紧|修建|复建|加快|加速|布局|攻坚|改造|优化提升|提升|运营|运行|完工|投入使用|共建"
)
#: What a work costs, and who pays, before its verb or 的: 由甲公司投资5亿元建设.
_COST: Final = r"(?:由[一-鿿]{2,16})?总?投资(?:约|超过?)?[0-9.]{1,9}[万亿]元"
#: What leads in: 加快推进, 力争, 开工建设.
_INTRO: Final = re.compile(
    rf"(?:并|还|要|将|同时|以及|其中)?(?:20[0-9]{{2}}年(?:、20[0-9]{{2}}年)*分?别?)?(?:(?:今年|年内|[上下]半年|年底前?|[0-9]{{1,2}}月底?前?)前?)?"
    rf"(?:(?:{_COST})?(?:{_ADVERBS}){{0,8}}(?:{_VERBS})(?:{_ADVERBS}|{_VERBS}){{0,8}}(?:好(?=[省市县区]))?(?!的)(?:已(?:纳规|规划|核准|批复|列入规划)的)?|{_COST}的)"
)
_DONE: Final = (
    "建设|实施|推进|落地|投产|投用|投运|达产|开工|启动|建成|通车|通航|贯通|运营|运行|竣工|完工|验收|下闸蓄水|蓄水|并网|发电|前期|进度|进程|步伐|工作|"
    "论证|规划|研究|立项|审批|报批|核准|纳规|[纳列]入(?:国家|全国|省级?|近期|专项){0,2}(?:[一-鿿]{2,4})?规划|招生|开学|接诊|开诊|投产|投入使用|投入运行|投入运营|启用|开业|开园|开馆|落成"
)
_WHEN: Final = "年内|年底前?|[今明]年底?|[上下]半年|[0-9]{1,2}月底?前?"
#: What is said of a work behind its name: 开工建设, 建成通车, 等前期工作.
_AFTER: Final = re.compile(
    rf"(?:等)?(?:项目|工程)?的?(?:全面|全线|加快|尽快|尽早|顺利|早日|正式|实质性|主体|力争|如期|按期|安全|{_WHEN}){{0,3}}(?:{_DONE})+$"
)
#: 云岭高速年内建成通车: what is said of a work that stands before its verb.
_FORECAST: Final = re.compile(
    rf"(?:(?:{_WHEN}|力争|确保|争取){{1,3}}(?:{_ADVERBS}){{0,4}}(?:{_DONE}){{1,4}}"
    rf"|(?:{_WHEN}|力争|确保|全面|全线|基本|正式|主体|如期){{0,4}}(?:建成(?:投用|投产|投运|通车|运营|开放)|通车|开航|通航|贯通|竣工|完工|投产|投运|投用|投入使用|投入运行|投入运营|启用|开业|开馆|开园|开工建设|并网发电){{1,2}}(?:运营)?"
    r"|(?:年内|今年|力争|确保)?(?:基本)?具备(?:通车|开通|通航|运行|投运|投用|运营|并网|投产)条件)$"
)
#: How a clause ends that says something of the works it begins with.
_TOLD: Final = tuple("设施进地产用运工动车航通营行收闸网电期度作件业园馆成划放")
#: 云岭、沙溪2座水电站: a number that closes the list of the works it counts.
_COUNT: Final = re.compile(
    "(?<=[一-鿿])(?P<number>[0-9]{1,2}|[两三四五六七八九])[个条座处](?=[^、，。]{2,20}$)"
)
_HAN: Final = dict(zip("两三四五六七八九", range(2, 10), strict=True))
#: What closes a list: 等重点工程建设.
_CLOSING: Final = re.compile("等[^、，等]{0,20}$")
#: 甲水库、乙灌区、丙供水工程进度: the noun of works that only the last member prints.
_OF_WORKS: Final = re.compile(f"(?<=[一-鿿])工程(?:的?(?:加快|尽快|全面)?(?:{_DONE})+)?$")
#: A noun of works that the members share: 等高速公路建设, 等7个铁路项目.
_SHARED: Final = re.compile(
    rf"等?(?:[0-9两三四五六七八九十]{{1,4}}[个条座处])?(?!地(?!铁)|[市县区]、|[市县区]级)[^、，。等]{{0,8}}?(?:{NOUN}|大?通道|枢纽|道路|桥梁|绿地|(?<=引调水)工程|(?<=电网)工程)(?:段)?(?:工程|项目)?"
    rf"(?:的?(?:加快|尽快|全面)?(?:{_DONE}|{BUILT})+)?$"
)
_JOINT: Final = re.compile("以及|和|及|与")
#: 云溪园路网工程及|综合配套: what stands behind the joint names nothing.
_ANY: Final = re.compile(f"(?:{WORD.pattern}|管网|综合|配套|设施|基础)+(?:建设|改造|工程|提升)*")
_JOINTS: Final = re.compile("、|以及|和|及|与")
#: 云河与沙溪航道连通工程: one work that links the two.
_LINKED: Final = re.compile("连通|联通|互通|连接|互济|联网")
#: 纪念设施提质改造和甲馆: what stands before the joint is a task of its own.
_TASK: Final = re.compile("[一-鿿]{2}(?:改造|提升|治理|修复|整治|更新|保护|建设|完善|升级)$")
#: What each place has one of.
_PLANT: Final = re.compile("(?:厂|站|处理场|填埋场)(?:提标|改造|扩建|工程|项目|建设){0,3}$")
_LEAST: Final = 2
_LONGEST: Final = 30
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
            if text.startswith(WITH, low) or (text[low] == "以" and text[low + 1] != "及"):
                goes_on = False
                continue
            high = told.start() if told else chunk.end
            found = [work for each in _lists(text, low, high) for work in _named(text, *each, home)]
            goes_on = bool(found)
            yield from found


#: 云岭、沙溪等2个高速公路、石门水库: a list that another goes on behind.
_INNER: Final = re.compile("等[0-9]{1,4}[个条座处][^、，。等]{2,14}(?=、)")


def _lists(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the lists of a clause, each closed by its own count of works."""
    for inner in _INNER.finditer(text, start, end):
        if _SHARED.match(text, inner.start(), inner.end()):
            yield (start, inner.end())
            start = inner.end() + 1
    yield (start, end)


def _named(text: str, start: int, end: int, home: str | None) -> Iterator[Work]:
    """Yield the works of one list, a noun that closes it shared: 甲、乙等高速公路建设."""
    closing = _CLOSING.search(text, start, end) or _counted(text, start, end)
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
                    noun = _plant(text, work)
                    for each in bare:
                        yield _bare(text, each, work.end, home)._replace(noun=noun)
                yield work
            elif shared and is_name(text, low, high, home):
                yield _bare(text, (low, high), high, home)
            elif beside := _beside(text, low, high, home):
                aside.append(beside)
            bare = [] if work or text[high - 1] in _WHOLE else [*bare, (low, high)]
            met = met or work is not None
    if met:
        yield from (_bare(text, each, each[1], home) for each in aside)


def _plant(text: str, work: Work) -> tuple[int, int] | None:
    """Return the noun of a plant that the places before it share: 甲和乙污水处理厂."""
    found = WORK.search(text, work.start, work.end)
    if found is None or not _PLANT.search(text, work.start, work.end):
        return None
    return found.start("noun"), work.end


def _counted(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the number that closes a list of as many members: 云岭、沙溪2座水电站."""
    found = _COUNT.search(text, max(start, text.rfind("、", start, end)), end)
    if found is None:
        return None
    number = found["number"]
    said = int(number) if number.isdigit() else _HAN[number]
    return found if said == len(_JOINTS.findall(text, start, found.start())) + 1 else None


def _beside(text: str, low: int, high: int, home: str | None) -> tuple[int, int] | None:
    """Return where a member names a stage or stretch of a work, as it may beside other works."""
    after = _AFTER.search(text, low + _LEAST, high)
    stop = after.start() if after else high
    words = text[low:stop]
    if not _LEAST < len(words) <= _LONGEST or NEITHER.search(words) or not _STAGE.search(words):
        return None
    place = place_at(text, low, home)
    named = place is not None or river_at(words) > 0 or is_strange(words)
    return (low, stop) if named else None


#: 沙岭港五期, 云溪都市圈环线, 渚岭河口至沙溪段: how a work ends that has no noun of its own.
_STAGE: Final = re.compile(
    "(?:[一二三四五六]期|环线|连接线|[一二三四五六两]{1,2}线|机组|口岸|港|海缆|扩建|水资源配置|防洪治理|现代化改造|绿道|中学|小学|工程)$"
)


def _shares(text: str, bare: list[tuple[int, int]], work: Work, home: str | None) -> bool:
    """Whether short names before a work share its noun: 云岭、沙溪灌区现代化改造."""
    if not bare or not all(
        high - low <= SHORT and text[high - 1] not in _WHOLE for low, high in bare
    ):
        return False
    return all(is_name(text, low, high, home) for low, high in bare) and bool(
        WORK.search(text, work.start, work.end) or ROAD.match(text, work.start, work.end)
    )


def _bare(text: str, name: tuple[int, int], end: int, home: str | None) -> Work:
    place = place_at(text, name[0], home)
    return Work(name[0], end, name, (), place.name if place else None)


def _sides(
    text: str, start: int, end: int, home: str | None, *, works: bool
) -> list[tuple[int, int]]:
    """Part 甲机场迁建和乙水库扩建 where both sides are works."""
    if rest := AND_OTHERS.search(text, start + _LEAST, end):
        end = rest.start()
    for joint in _JOINT.finditer(text, start + _LEAST, end - _LEAST):
        if _LINKED.search(text, joint.end(), end):
            break
        parts = ((start, joint.start()), (joint.end(), end))
        sides = [_work(text, *part, home, works=works) is not None for part in parts]
        if all(sides):
            return [*parts]
        if sides[1] and _TASK.search(text, *parts[0]):
            return [parts[1]]
        if sides[1] and _PLANT.search(text, *parts[1]) and is_name(text, *parts[0], home):
            return [*parts]  # 云溪和沙渚污水处理厂: one each
        shares = end - joint.end() <= SHORT and text[end : end + 1] in {"、", "等"}
        if (
            shares
            and is_name(text, *parts[1], home)
            and (sides[0] or text[joint.start() - 1] in _WHOLE)
        ):
            return [*parts]  # 沙溪站和云岭、沙岭机场
        if sides[0] and (_ANY.fullmatch(text, *parts[1]) or text[parts[1][0]].isdigit()):
            return [parts[0]]
    return [(start, end)]


def _work(text: str, start: int, end: int, home: str | None, *, works: bool) -> Work | None:
    """Return the work that a member names; in a list of `works` it needs no 工程 of its own."""
    after = _AFTER.search(text, start + _LEAST, end)
    stop = after.start() if after else end
    if not _LEAST < stop - start <= _LONGEST or NEITHER.search(text, start, stop):
        return None
    places = find_places(text[start:stop], home)
    if not is_work(text[start:stop], places, works=works):
        return None
    place = place_at(text, start, home)
    return Work(start, stop, (start, stop), (), place.name if place else None)
