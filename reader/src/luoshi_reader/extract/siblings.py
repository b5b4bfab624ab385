"""Works that a list names beside works known already: 推进云岭高铁、沙溪绿储等项目建设."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.known import known_at
from luoshi_reader.extract.members import WITH, Work
from luoshi_reader.lexicon.vocabulary import strangeness
from luoshi_reader.lexicon.words import alternation, load
from luoshi_reader.text.lists import split_list
from luoshi_reader.text.places import place_at

#: What a sentence prints that says works are begun or done.
_CUE: Final = re.compile(
    "开工|建成|开建|竣工|投产|投运|投用|扩建|迁建|改建|续建|新建|贯通|建设开放|达产|通车|并网|"
    "打通|断头路|地块|片区|旧区|路段|新村|基础设施|重大|重点|标志性"
)
#: How a thing ends that is built, whatever it is called.
_BUILDING: Final = re.compile(
    "(?:站|馆|院|院区|校区|园|桥|[一-鿿]路|[一-鿿]街|大道|环|港|厂|库|渠|闸|塔|楼|宫|大厦|学校|线|段|[二三四]期|坝|堤|管道|管线|枢纽|口岸|综合体|装置|能源岛)(?:改造|扩建|改扩建|修缮)?$"
)
_SENTENCE: Final = re.compile("[^。；！？]+")
#: What begins a list of works that are begun or done: 开工, 建成投产.
_ADVERB: Final = (
    "并|还|要|将|同时|其中|今年|年内|年底前?|加快|加力|加速|抓紧|全力|全面|重点|积极|持续|有序|稳步|扎实|"
    "高标准|高质量|高水平|尽快|支持|配合|抓好|推动|推进|力争|确保|争取|力促|促进|统筹|继续|大力"
)
_BEGUN: Final = re.compile(
    f"(?:{_ADVERB})*(?:开工建设|建成投产|建成投用|建成运营|建成开放|建设开放|建成启用|建成(?![以为后区一])|开工|新开工|开建|续建|新建|改扩建|扩建|迁建|改建|竣工|投产|投运|投用|贯通)"
    f"(?:{_ADVERB}|建设)*"
)
#: What begins any list that works may stand in.
LED: Final = re.compile(
    f"(?:{_ADVERB})*(?:建设|推进|推动|加快|实施|启动|建成|完成|抓好|做好|谋划|提升|改造|打通|促进|力促|开展|推|抓)?(?:运行|运营)?"
    f"(?:{_ADVERB}|建设|实施|推进|改造|启动|运行|运营)*"
)
_DOES: Final = (
    "建设|实施|推进|落地|投产|投用|投运|达产|达效|增效|开工|启动|建成|通车|通航|贯通|运营|运行|竣工|完工|验收|并网|发电|"
    "前期|进度|工作|论证|规划|立项|改造|更新|修缮|提升|落成|开园|开放|复工|见效|开航|投入使用|启用|开业"
)
_HOW: Final = (
    "[上下]半年|年底前?|[0-9]{1,2}月底?前?|"
    "的|加快|尽快|尽早|全面|全线|顺利|早日|正式|实质性|主体|力争|如期|按期|年内|基本|高质量"
)
#: What is said of all members behind the last: no more words than stand in a tail.
_SAID: Final = re.compile(f"(?:{_HOW}|{_DOES}){{0,11}}(?:{_DOES})$")
#: Words behind the last member that only works bear: 建成投产, 尽快开工.
_FOR_WORKS: Final = re.compile(
    f"(?:[^、，等]{{0,8}}(?:地块|片区|区域|小区|旧区|路段|点位|街区)[^、，]{{0,6}}(?:改造|更新|建设|整治|开发)$"
    f"|[^、，等]{{0,6}}(?:基础设施|(?:重[大点]|标志性)[一-鿿]{{0,4}}(?:项目|工程))(?:{_DOES}|{_HOW})*$"
    f"|(?:{_HOW})*(?:建成)?(?:投产|投用|投运|达产|达效|开工|竣工|通车|完工|并网|落成|开园|投运增效|投产增效)(?:{_DOES}|{_HOW})*$)"
)
#: How far what closes a list reaches back from its end.
_TAIL: Final = 24
#: What the words behind 等 call members that are no works, whatever verb stands before.
_NO_WORKS: Final = re.compile(
    "产业集群|企业|公司|人才|品牌|机制|政策|领域|行业|赛事|活动|会议|论坛|展会|试验区|示范区|行动|方面|地区|县区|市县|群体|产品|加装|服务|消费|专业|课程|车型|机型|品种|药物|成果|技术|场景|航线|班列|(?<!轨交)(?<!交通)线路|方向|产业(?!园|项目|基地)|科目|剧目|作品|改革|试点|集团|院校|高校|平台经济"
)
#: Talk, classes, counts and what is merely done: none names one thing.
_NO_NAME: Final = re.compile(
    "[，。；：！？的]|^[和及与]|分别|招商引资|亿元|^沿(?![江海黄河边淮])|创建|争创|企业|行业|产业(?!园|基地|中心|化)|领域|问题|体系|机制|能力|行动|计划|标准"
    "|服务(?!中心|平台|区)|各|其|每|更多|全[省市县区国]|一批|^第[一二三四五六七八九十0-9]+批|若干|“[一二三四五六七八九十两]"
    "|集群|试验区|示范区|先行区|[改革政策]$"
    "|[0-9][万亿余多]*(?:[个条座处家项台所套户名栋件次人亩%]|公里|公顷|平方|亿|万?吨$)"
    "|^(?:提升|改造|改扩建|改建|扩建|新增|新建|完成|布局|支持|建设|启动|推进|推动|加快|实施|完善|打造|优化|培育|开展|建成|累计|加强|构建|深化|用好|管好|做好|抓好|办好|保障|支持|盘活|使用)"
    "|^外[电气煤]|^产[能量]|(?:源头|犯罪|预防)|国家(?:文化|自然)?公园(?!（?[一-鿿]{1,6}段)"
)
#: What tells one thing from its kind: a stage, a direction, a name in quotes, a road's number.
_STAGE: Final = re.compile(
    "[一二三四五六]期$|[东南西北]延|[东南西北中]段$|“[^“”]+”|^[GS][0-9]{1,4}"
)
_QUOTED: Final = re.compile("“[^“”]*”")
_HEADLESS: Final = 2
_LONGEST: Final = 26
_SEVERAL: Final = 2
_NOUN: Final = alternation(load("public_works"))
#: 、沙溪等6条高速公路; 、沙溪灌区现代化改造; 、沙溪河等综合整治工程: what follows a member that
#: prints no noun.
_SHARED: Final = re.compile(
    rf"(?:、[^。；，]{{0,60}}?)?等?[0-9]{{1,4}}[个条座处][^、，。；等]{{0,6}}?(?P<noun>(?!大?通道){_NOUN})(?![一-鿿]{{0,6}}(?:项目|工程))"
    rf"|、[^。；，等、]{{1,8}}[到至][一-鿿]{{2,6}}?(?P<line>(?:绿电|电力|天然气|原油|煤炭|货运|客运|输电|氢气)?(?:输送|外送|运输|物流)?(?:通道|管道|专线))(?=[。；，]|建设|$)"
    rf"|(?:、[^。；，等、]{{2,6}}){{0,4}}、[^。；，等、]{{2,6}}?(?P<last>(?:[0-9]{{2,4}}千伏)?{_NOUN}(?:新改建|新建|改扩建|扩建)?(?:工程)?)(?=[^、。；，等]{{0,8}}(?:[。；，]|$))"
    r"|(?:、[^。；，]{0,60}?)?等(?P<task>(?:综合|系统|生态|环境|水环境)*(?:整治|治理|修复|疏浚|清淤)工程)"
)
#: What a list of works prints at least once where none of them is known otherwise.
_THING: Final = re.compile(
    f"(?:{_NOUN}|工程|项目|[一二三四五六七八九十]期|基地|产业园|科技园|工厂|厂|生产线|研究院|中心|装置|地块|片区|新村|小区|社区)(?:扩建|改造|建设|二期|一期)?$"
)
#: 云溪河（东门—西门段）: the stretch of what is named.
_STRETCH: Final = re.compile("[（(][^（）()]*[）)]")
#: A member that prints any of these shares no noun.
_OWN: Final = re.compile(
    rf"(?:{_NOUN}|(?:[一-鿿]路|大街|大道)$|[一二三四五六七八九十]中$|中学|小学|学校|工程|项目|[一二三四五六七八九十]期|段|线|站|扩建|改造|研究院|实验室|发电|储能|[一-鿿]院$|[一-鿿]馆$)"
)
#: How one body or work ends, whatever plain words stand before.
_HEAD: Final = re.compile(
    "(?:研究院|研究所|实验室|科创中心|创新中心|装置|产业园|工厂|生产线|治理工程|升级工程|枢纽|电源)$"
)
_OF_WORKS: Final = re.compile("项目|基础设施")
_SERVICE: Final = re.compile(alternation(load("public_services")))
_LEAST_HEADED: Final = 6
#: 中小河流治理, 高标准农田建设: what is done everywhere.
_TASK: Final = re.compile(
    "(?:治理|改造|建设|保护|修复|更新|整治|提升|提质|扩容|升级|增效|培育|管护|加固|配套|利用|开发|应用|研发|农田|管网|公路|小区|设施|产业|能源|电站)$"
    "|^(?:新型|农村|城乡|城市|中小|老旧|重点|高标准|病险|现代|智能|绿色|传统)"
)


def beside(text: str, known: list[Work], home: str | None) -> Iterator[Work]:
    """Yield the members of lists that are works because others beside them are.

    推进云岭高铁、沙溪绿储等项目建设 gives 沙溪绿储 where 云岭高铁 is known.
    """
    if not known and not _CUE.search(text):
        return
    for sentence in _SENTENCE.finditer(text):
        low, high = sentence.span()
        if not (_CUE.search(text, low, high) or any(low <= work.start < high for work in known)):
            continue
        for chunk in split_list(text, low, high, "，"):
            if text.find("、", chunk.start, chunk.end) >= 0:
                yield from _of_list(text, chunk.start, chunk.end, known, home)
            elif begun := _BEGUN.match(text, chunk.start, chunk.end):
                yield from _alone(text, begun.end(), chunk.end, known, home)


def _alone(text: str, start: int, end: int, known: list[Work], home: str | None) -> Iterator[Work]:
    """Yield the one thing that a clause says is begun or done: 建成云溪能源站."""
    said = _SAID.search(text, max(start, end - _TAIL), end)
    stop = said.start() if said else end
    inside = [work for work in known if start <= work.start < end]
    if not inside and _BUILDING.search(text, start, stop) and is_named(text, start, stop, home):
        yield sibling(text, (start, stop), home)


def _of_list(
    text: str, start: int, end: int, known: list[Work], home: str | None
) -> Iterator[Work]:
    """Yield the free members of one list, if enough of it is work."""
    inside = [work for work in known if start <= work.start < end]
    closing = _closing(text, start, end)
    begun = _BEGUN.match(text, start, end)
    behind = max(closing or start, end - _TAIL)
    strong = begun is not None or _FOR_WORKS.search(text, behind, end) is not None
    led = begun or LED.match(text, start, end)
    if led is None or led.end() == start or not (inside or strong):
        return
    if text.startswith(WITH, led.end()):
        return
    if closing and _NO_WORKS.search(text, closing, end):
        return
    said = None if closing else _SAID.search(text, behind, end)
    stop = closing - 1 if closing else said.start() if said else end
    members = list(members_of(text, led.end(), stop))
    listed = closing > 0 and _OF_WORKS.search(text, closing, end) is not None
    named = _named(text, members, inside, home, listed=listed)
    things = (_THING, _BUILDING) if begun or strong else (_THING,)
    if not inside and not any(sign.search(text, *each) for each in named for sign in things):
        return
    if len(members) >= _SEVERAL and _SEVERAL * (len(named) + len(inside)) >= len(members):
        yield from (sibling(text, each, home) for each in named)


def members_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the members of a list; 沙溪站和云岭 are two."""
    for member in split_list(text, start, end, "、"):
        joint = text.find("和", member.start, member.end)
        if joint > 0 and _BUILDING.search(text, member.start, joint):
            yield (member.start, joint)
            yield (joint + 1, member.end)
        else:
            yield (member.start, member.end)


def _closing(text: str, start: int, end: int) -> int:
    """Return where 等 behind the last member of a list ends, 0 where there is none."""
    at = text.rfind("等", max(start, end - _TAIL), end)
    return at + 1 if at > start and text.find("、", at, end) < 0 else 0


def sibling(text: str, name: tuple[int, int], home: str | None) -> Work:
    """Return a member as a work of its own, with the place it begins with."""
    place = place_at(text, name[0], home)
    return Work(*name, name, (), place.name if place else None)


def _named(
    text: str,
    members: list[tuple[int, int]],
    inside: list[Work],
    home: str | None,
    *,
    listed: bool,
) -> list[tuple[int, int]]:
    """Return the members that name works of their own, no work known lying in them."""
    free = [
        (low, high)
        for low, high in members
        if all(high <= work.start or work.end <= low for work in inside)
    ]
    named = [each for each in free if is_named(text, *each, home) or _is_placed(text, *each, home)]
    if not (named or inside):
        return []
    return [each for each in free if each in named or _is_headed(text, *each, listed=listed)]


def _is_placed(text: str, start: int, end: int, home: str | None) -> bool:
    """Whether a member is a place alone that shares the noun of its list: 汝州 of 等2座机场."""
    place = place_at(text, start, home)
    return place is not None and place.end == end and _SHARED.match(text, end) is not None


def _is_headed(text: str, start: int, end: int, *, listed: bool) -> bool:
    """Whether words of some length end as one body or work does: 通用机床研究院.

    Beside known works a list of projects (`listed`) needs less: 综合医疗中心, no mere task.
    """
    words = text[start:end]
    if not _LEAST_HEADED <= len(words) <= _LONGEST or _NO_NAME.search(_QUOTED.sub("", words)):
        return False
    if _HEAD.search(words):
        return True
    return listed and _TASK.search(words) is None and _SERVICE.search(words) is None


def with_noun(text: str, work: Work) -> Work:
    """Return a work with the noun its list shares: 云岭|高速公路 of 云岭、沙溪等2条高速公路.

    A noun that the last member or a count brings is each member's own; what closes a list
    without either (等高速公路建设, 等7个铁路项目) is the list's.
    """
    if work.owners or _OWN.search(_STRETCH.sub("", text[slice(*work.name)])):
        return work
    noun = _SHARED.match(text, work.name[1])
    if noun is None:
        return work
    group = noun.lastgroup or "noun"
    return work._replace(end=max(work.end, noun.end(group)), noun=noun.span(group))


def is_named(text: str, start: int, end: int, home: str | None) -> bool:
    """Whether words name one thing: by a place, a stage, a name in quotes or a strange word."""
    if not _HEADLESS <= end - start <= _LONGEST:
        return False
    if _NO_NAME.search(_QUOTED.sub("", text[start:end])):
        return False
    place = place_at(text, start, home)
    if (place is not None and place.end == end) or known_at(text, start) == end:
        return False
    if place is not None and end - place.end >= _HEADLESS:
        return place.divisions[0].level != "province" or end - place.end > _HEADLESS + 1
    words = text[start:end]
    return _STAGE.search(words) is not None or strangeness(words) >= _HEADLESS
