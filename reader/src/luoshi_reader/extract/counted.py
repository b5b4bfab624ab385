"""What is counted in a promise of a number of things, and whether it can be ticked off."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from luoshi_reader.extract.governing import PAUSES, Verb, clause_end
from luoshi_reader.facts import Op
from luoshi_reader.lexicon import promises, verbs
from luoshi_reader.lexicon.words import load

#: 加快 and 攻坚 govern only what stands right behind it: a search for verbs ends at the number.
VERBS: Final = re.compile(
    f"(?:{verbs.branches(verbs.COUNT | verbs.MEASURED)})(?<!招聘(?=会))"
    "(?<!安置(?=房|住房|点|区|小区))(?<!推介(?=活动|会))(?<!走访(?=活动))(?<!签约(?=仪式|活动))(?<!培训(?=班|活动))"
    "(?<!设备更新(?![0-9约]))(?<!设施更新(?![0-9约]))(?<!示范(?=[企基园区项工县村点线平]))(?<!研发(?=[项中机平投人费经]))"
    r"|(?:加快|攻坚|确保|力争|力促)\Z"
)
_ABSTRACT: Final = re.compile(rf"(?:{verbs.alternation(promises.ABSTRACT)})(?:[上中内来]|工作)?$")
_TIME: Final = re.compile(
    r"[一二三四五六七]中全会|方面|领域|环节|层面|维度|阶段|原则|月|季度|小时|百分点|千分点|工作日|自然日|星期|级"
)
#: 甲改造、乙扩建等15个项目竣工投产.
_CLOSED: Final = re.compile(r"^(?:重点|重大|示范|产业化?|在建|续建)*(?:项目|工程)")
#: 推进甲园、乙港等5个物流园建设: the number only closes the list of what is under way.
_GOING_ON: Final = frozenset({"推进", "推动", "抓好", "支持", "做好", "加快", "落实"})
#: 云岭、沙溪2座水电站: a number that only closes the list of the works it counts.
_PUBLIC: Final = re.compile(rf"(?:{verbs.alternation(load('public_works'))})(?:建设|工程|项目)*$")
#: 争创甲改革等4项试点: all of them are to be won, whichever are named.
_SOUGHT: Final = frozenset({"争创", "争取", "获批", "创建"})
_JOINTS: Final = re.compile("[、和及]")
#: 巩固装备制造、食品2个优势产业: the number only closes the list of trades.
_TRADES: Final = re.compile("(?:产业|行业|领域|板块)$")
#: 完成…处置任务, 完成…改造阶段性目标: what is done is what stands before.
_TASK: Final = re.compile("(?:阶段性)?(?:任务|目标)+$")
_SINGLE: Final = re.compile(rf"(?:{verbs.alternation(promises.SINGLE)})(?:建设)?$")
_CLOSING: Final = re.compile(rf"(?:{verbs.alternation(promises.CLOSING)})(?:建设|实施)?$")
_CAPACITY: Final = re.compile(r"(?:能力|规模|产能|产量|销量|订单|目标|任务)$")
#: What statistics count: figures, not promises.
_MONEYED: Final = re.compile(
    r"(?:投资|固投|产值|收入|税收|利税|贷款|增加值|存款|融资|消费|就业|游客|招商引资|引资|到位资金|净增)$"
)
#: 出台科技金融十条措施: rules that are issued by number.
ISSUING: Final = frozenset({"出台", "推出", "制定", "制订", "发布", "实施"})
ISSUED: Final = ("措施", "政策", "举措")
#: 720兆瓦储能电站 tells how large one thing is.
_SIZED: Final = re.compile(r"瓦|伏|吨|立方米|米$|时$|锭|箱")
#: 完成20万平方米旧房改造 tells how much is done.
_BETTERED: Final = re.compile(
    r"(?:改造|治理|整治|修复|更新|绿化|道路|公路|绿道|管网|[粮仓冷]仓?[仓库]建设)$"
)
_FRAME: Final = re.compile(
    r"为(?:重点|抓手|目标|支撑|载体|主体|主线|牵引|契机|统领|基础|核心|突破口|依托|代表|引领)"
)
_SEVERAL: Final = re.compile(r"[、和与及等]")
_NEXT: Final = re.compile(r"、|和|以及|及|与|并")
#: 80家（近）零碳工厂: a bracket that opens what is counted.
_ASIDE: Final = re.compile("（[^（）]{1,3}）(?=[一-鿿])")
_LEAD: Final = re.compile(
    r"(?:出|好)?(?:(?:全省|全市|全县|全区|全国|我省|我市|各地)(?=[一-龥]{2}))?"
)
#: 组建50亿元规模的基金: the sum is the fund's.
_SCALE: Final = "规模的"
_WHOLE: Final = frozenset("个座所家")
DIGIT: Final = re.compile(r"[0-9]")
#: What tells a figure of its own behind a counted thing: 、覆盖率达80%.
_CLAUSAL: Final = re.compile(r"率|[0-9]%|达[0-9到]")


class Count(NamedTuple):
    """A number of things in a paragraph; `start` and `end` take its comparators in."""

    start: int
    end: int
    value: Decimal
    unit: str
    op: Op
    physical: bool
    alone: bool
    stated: bool
    verbal: int = 0
    within: bool = False
    printed: bool = True


class Frame(NamedTuple):
    """The verb of a count, where the promise starts and the words between verb and number."""

    verb: Verb
    start: int
    between: tuple[int, int]
    due: tuple[int, int] | None


def thing_of(text: str, count: Count, frame: Frame, upto: int) -> tuple[int, int] | None:
    """Return the place of what is counted, or None if it is nothing to tick off."""
    stop = _object_end(text, count.end, upto)
    if stop > count.end and (text[count.end] != "（" or _ASIDE.match(text, count.end)):
        listed = text[slice(*frame.between)]
        issued = count.unit == "条" and frame.verb.text in ISSUING
        noun = text[count.end : stop]
        if frame.verb.text == "完成":
            noun = _TASK.sub("", noun)
        if not (issued and noun.endswith(ISSUED)) and not _tickable(
            noun, count, listed, frame.verb.text
        ):
            return None
        start, end = count.end, stop
    else:
        start, end = frame.between
        if not count.printed:
            return None
        if DIGIT.search(text, start, end):
            start = text.rfind("、", start, end) + 1 or start
        if _MONEYED.search(text, start, end) or (
            _CAPACITY.search(text, start, end) and not count.physical
        ):
            return None
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    start += len(_SCALE) if text.startswith(_SCALE, start) else 0
    while start < end and text[start] in PAUSES + "的":
        start += 1
    return (start, end) if end - start > 1 else None


def _object_end(text: str, start: int, upto: int) -> int:
    """Return where the noun phrase behind a measure word ends."""
    end = clause_end(text, start)
    frame = _FRAME.search(text, start, end)
    if frame:
        end = frame.start()
    if upto < end:
        cut = _NEXT.search(text, start, upto)
        return cut.start() if cut else upto
    at = text.find("、", start, end)
    while at >= 0:
        if at == start or VERBS.match(text, at + 1) or _CLAUSAL.search(text, at, end):
            return at
        at = text.find("、", at + 1, end)
    return end


def _goes_on(verb: str, noun: str) -> bool:
    return verb in _GOING_ON and noun.endswith("建设")


def _tickable(noun: str, count: Count, listed: str, verb: str) -> bool:
    """Whether a counted noun is a thing somebody can tick off."""
    sized = _SIZED.search(count.unit) and not _BETTERED.search(noun)
    if count.physical and (_MONEYED.search(noun) or sized):
        return False
    if _TIME.match(noun) or _ABSTRACT.search(noun) or _CAPACITY.search(noun):
        return False
    if count.alone:
        return count.unit in _WHOLE and bool(_SINGLE.search(noun))
    public = _PUBLIC.search(noun) is not None
    if listed.endswith("等") and (_CLOSED.match(noun) or public or _goes_on(verb, noun)):
        return False
    if public and count.value == len(_JOINTS.findall(listed)) + 1 > 1:
        return False
    if (
        _TRADES.search(noun)
        and "亿" not in noun
        and count.value == len(_JOINTS.findall(listed)) + 1 > 1
    ):
        return False
    if verb in _SOUGHT:
        return True
    return not (_CLOSING.search(noun) and _SEVERAL.search(listed))
