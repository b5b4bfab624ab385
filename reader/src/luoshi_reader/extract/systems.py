"""One system that is to be built: a platform, a data base or a cloud that its words tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.act_facts import commitment_of, is_loose
from luoshi_reader.extract.act_names import is_any_platform, is_general
from luoshi_reader.extract.governing import due
from luoshi_reader.facts import Commitment
from luoshi_reader.structure.outline import Paragraph
from luoshi_reader.text.lists import split_words

#: What a paragraph prints that names such a system.
_GATE: Final = re.compile("平台|系统|[据料案件]库|大脑|云|[窗数智]|”|[0-9][.][0-9]|期）")
_BUILD: Final = (
    "(?P<verb>(?:迭代)?建设|建成|构建|搭建|打造|建立|推出|开发上线|上线|开发|共建)(?:完善|形成)?"
)
_FURTHER: Final = "(?P<verb>推进|推动|加快|加强|启动|完成)(?:推进|推动|建设)?"
_EITHER: Final = (
    "(?P<verb>(?:迭代|推进|推动|加快)?(?:建设|建成|构建|搭建|打造|建立|推出|上线|开发|共建)"
    "|推进|推动|加快|启动|完成)"
)
_CLOSES: Final = "(?:建设)?(?=[，。；]|$)"
_WORD: Final = "[^，。；：、“”《》]"
_NOUN: Final = (
    "(?:平台|系统|[据料案件息]库|网络|入口|门户|超市|大厅|窗口|驾驶舱|[属有务业]云"
    "|平台(?:区域|省级|市级|骨干)节点)"
)
#: What a system does: 申报系统, 监测平台.
_DOES: Final = (
    "(?:数据开放|数据共享|共享交换|申报|审批|监管|监测|预警|管理|指挥|调度|服务|查询|登记|备案|交易|结算|支付|统计|评价|追溯|溯源|执法|办件"
    "|认证|报送|处置|化解|监督|救援|举报|信息|受理|考核|分析|巡查|应急|防控|预订|投诉)"
)
#: 全省统一的…平台: there is only one of it.
_UNIFIED: Final = re.compile(
    rf"{_BUILD}(?P<what>{_WORD}{{0,16}}?(?<![一-龥]标准)统一(?:标准)?的?[^，。；：“”]{{2,50}}?(?:{_NOUN}|目录)){_CLOSES}"
)
#: …平台3.0版: an edition.
_EDITION: Final = re.compile(
    rf"(?P<verb>(?:迭代|推进)?(?:建设|建成|推出|上线|开发)|启动|推进)(?P<what>{_WORD}{{3,30}}?[1-9][.][0-9]"
    rf" ?(?:版本?|平台|系统)?){_CLOSES}"
)
_NO_EDITION: Final = re.compile("环境|工业[1-9]|改革|政策|行动|工程|计划|接入|事项")
#: 打造“掌上服务平台”, 建设国际贸易“单一窗口”: the name stands in quotes.
_QUOTED: Final = re.compile(
    rf"(?!建立){_BUILD}(?P<what>[^，。；：“”《》]{{0,24}}“[^“”，。；]{{1,16}}"
    r"(?:(?:平台|系统|大脑|大厅|之家|窗口|超市|地图|云|门户|库|驾驶舱|专区|小程序)”(?:平台|系统|服务)?"
    r"|(?<=[^“])”(?:平台|系统|APP|小程序|门户|专区|综合服务平台)))"
    rf"{_CLOSES}"
)
#: 推进…平台（二期）建设.
_PHASE: Final = re.compile(
    rf"{_EITHER}(?P<what>{_WORD}{{2,24}}?(?:平台|系统|数据库)(?:（[一二三四]期）|[一二三四]期)){_CLOSES}"
)
#: 推进…申报系统建设: what it does tells it.
_WORKING: Final = re.compile(
    rf"{_FURTHER}(?P<what>(?:(?!的|建设){_WORD}){{4,30}}?(?:{_DOES}(?:系统|平台)|(?:指挥|调度)中心))"
    r"建设(?:和[^，。；、]{2,8})?(?=[，。；]|$)"
)
#: 完成甲、乙和丙平台建设: the one platform of several tasks.
_COMPLETED: Final = re.compile(
    r"(?P<verb>完成)(?P<what>[^，。；：0-9]{6,36}?(?:平台|系统|数据库))建设(?=[，。；]|$)"
)
#: 建设…数据大脑, 推进…专有云建设.
_CLOUD: Final = re.compile(
    rf"{_EITHER}(?P<what>(?:(?!的){_WORD}){{2,24}}?(?:(?<!产业)大脑|(?:专有|专属|行业|政务)云|智慧网|数字网))"
    rf"{_CLOSES}"
)
#: 建成…骨干网络、…专属行业云: two systems of one trade.
_TWO: Final = re.compile(
    rf"(?P<verb>建设|建成)(?P<what>{_WORD}{{4,24}}?(?:网络|平台|系统|数据库)、{_WORD}{{2,24}}?(?:专有|专属|行业|政务)云){_CLOSES}"
)
#: 构建…智慧服务平台: what it does tells it here too.
_SERVING: Final = re.compile(
    rf"(?P<verb>构建)(?P<what>(?:(?!的|统一){_WORD}){{4,24}}?{_DOES}平台)(?=[，。；]|$)"
)
#: 打造集甲、乙、丙于一体的…平台.
_IN_ONE: Final = re.compile(
    r"(?P<verb>打造|建设|构建|搭建|组成|组建|建立|建成|形成)(?P<what>集[^。；：]{6,70}?[于为]一体的"
    rf"{_WORD}{{2,24}}?(?:平台|系统|联合体)){_CLOSES}"
)
#: 建设覆盖…的…平台.
_REACHING: Final = re.compile(
    rf"(?P<verb>建设|建成|构建|搭建|打造|建立)(?P<what>覆盖{_WORD}{{2,20}}?的(?P<core>{_WORD}{{4,24}}?)(?:平台|系统)){_CLOSES}"
)
#: 实现…平台上线运行.
_ONLINE: Final = re.compile(
    rf"(?P<verb>实现|确保|推动)(?P<what>{_WORD}{{4,40}}?(?:平台|系统){_WORD}{{0,10}}?(?:上线(?:试?运行)?|投入(?:使用|运行)|投用))"
    r"(?=[，。；]|$)"
)
#: 建设甲处置、乙监管等平台: each task has a platform of its own.
_OF_TASKS: Final = re.compile(
    rf"{_BUILD}(?P<what>(?:{_WORD}{{2,16}}{_DOES}、){{1,4}}{_WORD}{{2,16}}{_DOES})等(?P<noun>平台|系统)(?=[，。；]|$)"
)
#: Every form with the words that a paragraph must hold for it: a cheap look before the search.
_FORMS: Final = (
    (("统一",), _UNIFIED),
    ((".",), _EDITION),
    (("”",), _QUOTED),
    (("期）", "期建设"), _PHASE),
    (("平台建设", "系统建设", "指挥中心", "调度中心"), _WORKING),
    (("平台建设", "系统建设", "数据库建设"), _COMPLETED),
    (("云", "大脑", "智慧网", "数字网"), _CLOUD),
    (("一体的",), _IN_ONE),
    (("云",), _TWO),
    (("构建",), _SERVING),
    (("覆盖",), _REACHING),
    (("上线", "投入", "投用"), _ONLINE),
)
_GOES_ON: Final = re.compile("(?:继续|持续|深化|不断|深入|巩固|完善)[^，。；]{0,4}$")
_LOOK_BACK: Final = 10
#: A plain text of a system: kinds at large that nobody can tick off.
_AT_LARGE: Final = re.compile("新型|分布式|高能级|高水平|多个|[几数]个|区域性|各地|综合性|一批")


def systems(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield the single systems that a paragraph promises to build.

    建设全省统一的执法办案平台 gives it, 推进审批系统（二期）建设 too; 建设一批公共服务平台 none.
    """
    text = paragraph.text
    if not _GATE.search(text):
        return
    taken = 0
    forms = (form for words, form in _FORMS if any(word in text for word in words))
    found_all = [each for form in forms for each in form.finditer(text)]
    for found in sorted(found_all, key=re.Match.start):
        if found.start() >= taken and _is_one(text, found):
            taken = found.end()
            yield from _members(paragraph, found)
    if "等平台" in text or "等系统" in text:
        for found in _OF_TASKS.finditer(text):
            if _is_one(text, found):
                yield from _tasks(paragraph, found)


def _is_one(text: str, found: re.Match[str]) -> bool:
    """Whether a match names one system that is really undertaken."""
    what = found["what"]
    if is_general(what) or _AT_LARGE.search(what) or is_loose(text, found.start()):
        return False
    low = max(0, found.start() - _LOOK_BACK)
    if _GOES_ON.search(text, low, found.start()):
        return False
    if found.re is _EDITION:
        return _NO_EDITION.search(what) is None
    if found.re in {_WORKING, _SERVING}:
        return not is_any_platform(what[:-2])
    if found.re is _REACHING:
        return not is_any_platform(found["core"])
    return True


def _members(paragraph: Paragraph, found: re.Match[str]) -> Iterator[Commitment]:
    """Yield one system, or the members of a list when all of them are unified."""
    text = paragraph.text
    start, end = found.span("what")
    parts = [(start, end)]
    if found.re in {_UNIFIED, _TWO}:
        members = split_words(text, start, end)
        if all(_ENDS.search(text, each.start, each.end) for each in members):
            parts = [(each.start, each.end) for each in members]
    when = due(text, found.start())
    for part in parts:
        span = (found.start() if part is parts[0] else part[0], part[1])
        yield commitment_of(
            paragraph, span, found.span("verb"), part, when=when.span() if when else None
        )


_ENDS: Final = re.compile(rf"(?:{_NOUN}|目录)\Z")


def _tasks(paragraph: Paragraph, found: re.Match[str]) -> Iterator[Commitment]:
    """Yield the platforms of a list of tasks, each with the noun they share."""
    text = paragraph.text
    when = due(text, found.start())
    at = found.start()
    for each in split_words(text, *found.span("what"), "、"):
        yield commitment_of(
            paragraph,
            (at, each.end),
            found.span("verb"),
            (each.start, each.end),
            found.span("noun"),
            when=when.span() if when else None,
        )
        at = each.end + 1
