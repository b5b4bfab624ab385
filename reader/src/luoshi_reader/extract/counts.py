"""Promises of a number of things: 培育5个…产业集群, 引进…企业5家, 核减…生产能力500万吨."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luoshi_reader.extract.counted import DIGIT, VERBS, Count, Frame, thing_of
from luoshi_reader.extract.governing import (
    PAUSES,
    Verb,
    clause_end,
    clause_start,
    due,
    governing,
    outside,
)
from luoshi_reader.extract.measures import leading
from luoshi_reader.facts import Commitment
from luoshi_reader.lexicon import promises, verbs
from luoshi_reader.structure.outline import Paragraph
from luoshi_reader.text.comparators import compare
from luoshi_reader.text.lists import split_words
from luoshi_reader.text.quantities import Quantity, quantity_at

_NUMERAL: Final = "一二两三四五六七八九十百千万"
_START: Final = re.compile(
    rf"(?<!铁人)[0-9{_NUMERAL}](?<![0-9A-Za-z.第—亿“{_NUMERAL}].)(?=[0-9.,，亿余多几—–~～至到{_NUMERAL}-]{{0,14}}"
    rf"[{''.join(sorted({word[0] for word in promises.MEASURES}))}])"
)
_MEASURED: Final = re.compile(verbs.branches(verbs.MEASURED))
_SUPPLIED: Final = re.compile(verbs.branches(verbs.SUPPLY | verbs.CUT))
#: What stands before a number that states how many there are.
_STOCK: Final = re.compile(
    r"^年(?![度内底]|产值|营业|营收|收入|销售|主营|税收|交易)|达|总[数量]|现有|已有|累计|共有|拥有|截至|占|增[至到加]|年产(?!值)|日产|年处理|就业|贯通|连接|辐射|惠及|受益|覆盖|涵盖|面向|到位|第$|[每各][个家名人户项]?$"
)
_STATED: Final = re.compile(r"[到占有是为达]|至(?![少多])|稳定|保持|维持")
#: 棚户区改造开工3万套: verbs that may stand between a thing and its number.
_LAST_VERBS: Final = frozenset({"开工", "新开工", "筹建", "筹集", "筹措", "改造", "竣工"})
#: 11个项目投资突破2000亿元: the number only tells whose figure follows.
_LEVEL_OF: Final = re.compile(
    r"[^，。；、0-9]{0,20}(?:项目|工程)(?:累计|总|完成)?投资(?:突破|超过?|达到?|实现|完成)"
    r"[0-9][0-9.]*+[万亿千]*+元?+(?:以上|左右)?+(?=[，。；、]|$)"
)
#: 新增新型储能200万千瓦, 装机规模3000万千瓦 are figures.
_POWER: Final = re.compile("瓦$")
_INSTALLED: Final = re.compile("新增|装机|并网|储能")
_LEANT: Final = re.compile(r"为(?:依托|基础|载体|主体|代表|主导)")
_REWARD: Final = re.compile(
    r"奖励|补助|补贴(?!性)|奖补|罚款|资助[^，。；]{0,12}元|给予[^，。]{0,12}元|达标|评分"
)
#: 超千亿元企业2家: the amount only tells which firms are counted.
_SIZE_OF: Final = re.compile(r"[^0-9，。；、]{1,16}[0-9]")
#: 50亿元企业30家: the sum tells which firms are counted.
_BY_SIZE: Final = re.compile(
    r"(?:级|以上)?[^0-9，。；、]{0,8}(?:企业|集群|产业|园区)[0-9]{1,6}[家个户]"
)
_ENDS: Final = frozenset("，。；、")
_JOIN: Final = re.compile(r"、|，|和|以及|及|与|并")
#: 发展三大产业, 落实七大行动: what is spoken of, not counted.
_AT_LARGE: Final = frozenset({"发展", "提升", "推进", "推动", "落实", "支持", "聚焦", "布局"})
_ONE: Final = frozenset("一")
_OWN_VERB: Final = re.compile(
    r"确保|惠及|受益|涉及|稳定|达到|保持|实现|增长|提高|力争|增加到|扩大到|控制|完善|加强|占"
)
#: What is done for people: 为1000家…配备终端.
_SERVE: Final = re.compile(
    "提供|配备|发放|办理|安装|落实|解决|培训|开展|引入|设置|加装|增设|购买|新建|建设"
)
_FOR: Final = frozenset("为在对")
#: 对32座水闸进行达标建设: what is done to so many works.
_DONE_TO: Final = re.compile(
    "(?:进行|实施|开展)(?=[^，。；]{0,10}(?:改造|建设|加固|修缮|整治|治理|更新|升级))"
)
#: 每个园区引进3家: so many for each, not so many.
_OF_EACH: Final = re.compile("每[一1]?[个家所座条县乡镇村市区]")
_EVERY: Final = re.compile(r"每[0-9一二两三四五]?[个]?[年月季周]")
_SHARED_NOUN: Final = re.compile(
    r"(?:以上)?[、和及与][0-9]+[^，。；]{1,30}?(?:级|的)(?P<noun>[^，。；、的]{2,24})"
)
_ADDED: Final = ("新增", "改造", "新建", "增设")
#: 三年累计新增19台: nothing of what is counted.
_IN_ALL: Final = re.compile("(?:[两三四五六七八九十0-9]年)?累计")
#: 整治面积不低于300万平方米 tells how large something is.
_SIZES: Final = frozenset({"面积", "规模", "里程", "长度", "数量", "总量"})
#: 实施焕新行动和12个方案: the number counts what stands behind it alone.
_BESIDE: Final = re.compile("(?:行动|计划|工程|方案)(?:、|和|及|与|以及)$")
_FARTHEST: Final = 60
_PAIR: Final = 2
_SHORTEST_NOUN: Final = 4
_LONGEST_NOUN: Final = 15


#: 引进5亿元以上|工业项目|10个: the sum tells which are counted.
_SIZED: Final = re.compile("[一-鿿“”]{2,14}(?<![到达过至为共和与及])")


#: 形成节能量约5000万吨标准煤, 减排二氧化碳1.3亿吨: what is saved is measured, not made.
_SAVED: Final = re.compile(
    "节[能水电煤]量|减[排碳]量|二氧化碳|碳排放|氮氧化物|二氧化硫|化学需氧量|氨氮"
)
#: 面积较2023年增长2000万平方米: how much more there is.
_GROWN: Final = re.compile("较[^，。；]{2,16}?(?:增长|提高|增加|下降|降低|减少)$")


class _Kept(NamedTuple):
    """The promise last read: what follows it in the sentence may share its verb and date."""

    verb: Verb
    end: int
    due: tuple[int, int] | None


def counted(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield every number of things that a paragraph promises.

    打造1个中心、5条产业链 gives two, the second with the verb of the first.
    """
    text = paragraph.text
    counts = list(_counts(paragraph))
    last: _Kept | None = None
    for count, upto in zip(counts, _nexts(counts, len(text)), strict=True):
        if (count.within and _SIZE_OF.match(text, count.end)) or _BY_SIZE.match(text, count.end):
            continue
        if count.unit.endswith("元") and _SIZED.fullmatch(text, count.end, upto):
            continue
        frame = _served(text, count)
        if frame is None and not count.stated:
            if text[count.start - 1 : count.start] == "各":
                yield from _each(paragraph, count)
                continue
            frame = _frame(text, count, last)
        if frame is None:
            continue
        thing = thing_of(text, count, frame, upto) or _before(text, count, frame)
        if thing is None:
            continue
        end = max(thing[1], count.end)
        last = _Kept(frame.verb, end, frame.due)
        yield _commitment(paragraph, count, frame, thing)


def _before(text: str, count: Count, frame: Frame) -> tuple[int, int] | None:
    """Return what the clause before tells of, where verb and number stand alone.

    出入口增加电梯，三年累计新增19台: 电梯.
    """
    bare = frame.between[0] == frame.between[1] == count.start
    added = frame.verb.text.startswith(_ADDED)
    if not (bare and added) or text[count.end : count.end + 1] not in _ENDS:
        return None
    start = clause_start(text, frame.verb.start)
    if start < 1 or text[start - 1] != "，":
        return None
    low = clause_start(text, start - 1)
    verb = governing(text, low, start - 1, VERBS)
    named = verb is not None and _PAIR <= start - 1 - verb.end <= _LONGEST_NOUN
    named = named and DIGIT.search(text, verb.end if verb else low, start - 1) is None
    return (verb.end, start - 1) if verb is not None and named else None


def _each(paragraph: Paragraph, count: Count) -> Iterator[Commitment]:
    """Yield a promise for each member of a list: 新建重点实验室、工程研究中心各20家."""
    text, stop = paragraph.text, count.start - 1
    verb = governing(text, clause_start(text, count.start), stop, VERBS)
    if verb is None or count.physical or text[count.end : count.end + 1] not in _ENDS:
        return
    members = split_words(text, verb.end, stop, "、和与及")
    if len(members) < _PAIR or any(_STOCK.search(text[m.start : m.end]) for m in members):
        return
    dated = due(text, verb.start)
    when = dated.span() if dated else None
    for member in members:
        start = verb.start if member is members[0] else member.start
        frame = Frame(verb, start, (member.start, member.end), when)
        yield _commitment(paragraph, count, frame, (member.start, member.end))


def _nexts(counts: list[Count], end: int) -> list[int]:
    """Return for each count where the next begins that is no measure within its noun."""
    nexts = [end]
    for count in reversed(counts[1:]):
        nexts.append(nexts[-1] if count.within else count.start)
    return nexts[::-1] if counts else []


def _counts(paragraph: Paragraph) -> Iterator[Count]:
    text = paragraph.text
    known = {quantity.start: quantity for quantity in paragraph.quantities()}
    end = 0
    for match in _START.finditer(text):
        at = match.start()
        if at >= end and (count := _count(text, at, known.get(at))) is not None:
            end = count.end
            yield count


def _count(text: str, at: int, known: Quantity | None) -> Count | None:
    quantity = known or quantity_at(text, at)
    if quantity is None or quantity.noun not in promises.MEASURES:
        return None
    if text[quantity.end : quantity.end + 1] in promises.NOT_MEASURED.get(quantity.noun, ""):
        return None
    if text[at] not in "0123456789" and quantity.noun not in promises.PLAIN_MEASURES:
        return None
    comparison = compare(text, quantity)
    verbal = comparison.before in verbs.COUNT
    physical = quantity.noun in promises.PHYSICAL
    reached = (bool(comparison.before) and not verbal) or text[
        quantity.start - 1 : quantity.start
    ] in {"过", "超"}
    return Count(
        start=comparison.start,
        end=comparison.end,
        value=quantity.value if physical else quantity.whole,
        unit=quantity.unit if physical else quantity.noun,
        op=comparison.op,
        physical=physical,
        alone=text[at : quantity.end - len(quantity.noun)] in _ONE,
        stated=not verbal and _STATED.search(comparison.before) is not None,
        verbal=len(comparison.before) if verbal else 0,
        within=physical and (text[comparison.end : comparison.end + 1] == "的" or reached),
        printed="0" <= text[at] <= "9",
    )


def _frame(text: str, count: Count, last: _Kept | None) -> Frame | None:
    """Return what governs a count, or None if nothing promises it."""
    low = clause_start(text, count.start)
    pattern = _MEASURED if count.physical else VERBS
    verb = governing(text, low, count.start, pattern)
    behind = verb is None and bool(count.verbal)
    if behind:
        verb = governing(text, low, count.start + count.verbal, pattern)
    if verb is not None and last is not None and verb.start == last.verb.start:
        verb = None
    if verb is not None and last is not None and verb.end == last.end:
        verb = None  # 80项技术研发和60项…: the verb ends the noun before
    if verb is not None:
        dated = due(text, verb.start)
        when = dated.span() if dated else None
        low_of = when[0] if when and text[when[1] : verb.start] in {"", "，"} else verb.start
        frame = Frame(verb, low_of, (verb.end, count.start), when)
        if _BESIDE.search(text, verb.end, count.start):
            frame = Frame(verb, count.start, (count.start, count.start), when)
        start = leading(text, low, verb.start)[1]
        ends = behind or (verb.end == count.start and verb.start - start >= _PAIR)
        bare = _IN_ALL.fullmatch(text, start, verb.start) is not None
        if ends and not bare and _ends_with(text, count, verb):
            frame = Frame(verb, start, (start, verb.start), when)
        elif _level(text, count, verb):
            return None
    elif last is not None and _follows(text, last.end, count.start):
        joint = _JOIN.match(text, last.end)
        start = joint.end() if joint else last.end
        frame = Frame(last.verb, start, (start, count.start), last.due)
    else:
        return None
    return None if _describes(text, low, count, frame) else frame


def _ends_with(text: str, count: Count, verb: Verb) -> bool:
    """Whether a clause ends in its verb and number: 工程中心新增5家."""
    new = not count.physical and verb.text.startswith(("新", "净"))
    new = new or verb.text in _LAST_VERBS
    return new and text[count.end : count.end + 1] in _ENDS


def _level(text: str, count: Count, verb: Verb) -> bool:
    """Whether a verb has a number of its own to state a level: 突破3万家、…突破1.5万家."""
    return verb.text == "突破" and DIGIT.search(text, verb.end, count.start) is not None


def _served(text: str, count: Count) -> Frame | None:
    """Return what is done for a number of people or in one of places: 为10万名…提供服务."""
    start = count.start if text[count.start] in _FOR else count.start - 1
    if start < 0 or text[start] not in _FOR or clause_start(text, start, PAUSES) != start:
        return None
    pattern = _DONE_TO if text[start] == "对" else _SERVE
    verb = pattern.search(text, count.end, clause_end(text, count.end))
    if verb is None:
        return None
    dated = due(text, start)
    when = dated.span() if dated else None
    return Frame(Verb(*verb.span(), verb[0]), start, (start, start), when)


def _describes(text: str, low: int, count: Count, frame: Frame) -> bool:
    """Whether a number only tells how things are, or on what terms something is paid."""
    return bool(
        (count.unit == "大" and frame.verb.text in _AT_LARGE)
        or _LEVEL_OF.match(text, count.end)
        or (_POWER.search(count.unit) and _INSTALLED.search(text, low, count.start))
        or _STOCK.search(_told(text, frame))
        or _quoted(text, low, count.start)
        or (text[slice(*frame.between)] in _SIZES and text[count.end : count.end + 1] != "的")
        or (count.unit == "次" and _EVERY.search(text, low, count.start))
        or (count.unit in promises.PRODUCED and not _supplied(text, frame))
        or _OF_EACH.search(text, low, max(low + 1, frame.verb.start))
        or ("产能" in text[slice(*frame.between)] and not _SUPPLIED.search(frame.verb.text))
        or (count.physical and _SAVED.search(text, *frame.between) is not None)
        or _GROWN.search(text, low, count.start) is not None
        or _LEANT.search(text, count.end, clause_end(text, count.end))
        or _rewarded(text, low, count.end)
    )


def _told(text: str, frame: Frame) -> str:
    """Return the words between verb and number; 完成…贯通 is what is done."""
    words = text[slice(*frame.between)]
    return words.removesuffix("贯通") if frame.verb.text == "完成" else words


def _supplied(text: str, frame: Frame) -> bool:
    """Whether goods are handed out or put in, not made: 投放500辆, 实施老楼加装电梯800台."""
    return _SUPPLIED.search(text, frame.verb.start, frame.between[1]) is not None


def _quoted(text: str, low: int, at: int) -> bool:
    """Whether a number stands inside quotes: “四个中心、六个基地”建设."""
    opening = text.rfind("“", low, at)
    return opening >= 0 and text.find("”", opening, at) < 0


def _rewarded(text: str, start: int, at: int) -> bool:
    """Whether a clause sets the condition or the rate of a reward."""
    return text[start] in "对凡" or _REWARD.search(text, start, clause_end(text, at)) is not None


def _follows(text: str, end: int, before: int) -> bool:
    """Whether a count at `before` may share the verb of a promise that ended at `end`."""
    if before - end > _FARTHEST:
        return False
    gap = text[end:before]
    if not _JOIN.match(gap) or any(stop in gap for stop in "。；：！？"):
        return False
    if _OWN_VERB.search(gap):
        return False
    if gap[0] == "，":
        return "，" not in gap[1:] and ("、" in gap or len(gap) == 1 or _is_noun(gap[1:]))
    return "，" not in gap


def _is_noun(words: str) -> bool:
    """Whether words only name what is counted next: 引进人才100名，创新团队20个."""
    named = _SHORTEST_NOUN <= len(words) <= _LONGEST_NOUN
    return named and not VERBS.search(words) and not _STOCK.search(words)


def _elided(paragraph: Paragraph, start: int, end: int) -> str:
    """Return the noun that a counted thing shares with the next: 6个国家级、20个省级专科."""
    text = paragraph.text
    if not text.endswith(("级", "元"), start, end):
        return ""
    shared = _SHARED_NOUN.match(text, end)
    return paragraph.folded.words(*shared.span("noun")) if shared else ""


def _commitment(
    paragraph: Paragraph, count: Count, frame: Frame, thing: tuple[int, int]
) -> Commitment:
    folded = paragraph.folded
    span = (frame.start, max(thing[1], count.end))
    verb = (frame.verb.start, frame.verb.end)
    # 突破100项技术: what is broken through, not what is exceeded
    through = frame.verb.text == "突破" and thing[0] >= count.end and count.op == ">"
    return Commitment(
        span=folded.back(*span),
        evidence=outside(folded, span, verb, frame.due),
        action_text=folded.words(frame.verb.start, frame.verb.end),
        object_text=folded.words(*thing) + _elided(paragraph, *thing),
        op="=" if through else count.op,
        count=count.value,
        unit=count.unit,
        due_text=folded.words(*frame.due) if frame.due else None,
    )
