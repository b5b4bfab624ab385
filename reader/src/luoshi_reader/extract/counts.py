"""Promises of a number of things: 培育5个…产业集群, 引进…企业5家, 核减…生产能力500万吨."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luoshi_reader.extract.counted import DIGIT, ISSUED, ISSUING, VERBS, Count, Frame, thing_of
from luoshi_reader.extract.described import STOCK, describes
from luoshi_reader.extract.governing import (
    PAUSES,
    Verb,
    clause_end,
    clause_start,
    due,
    governing,
    outside,
)
from luoshi_reader.extract.large import large
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
_STATED: Final = re.compile(r"[到占有是为达]|至(?![少多])|稳定|保持|维持")
#: 棚户区改造开工3万套: verbs that may stand between a thing and its number.
_LAST_VERBS: Final = (
    "开工",
    "筹建",
    "筹集",
    "筹措",
    "改造",
    "竣工",
    "更新",
    "推广",
    "推广应用",
    "投放",
    "安装",
    "升级",
    "整治",
    "治理",
)
#: 超千亿元企业2家: the amount only tells which firms are counted.
_SIZE_OF: Final = re.compile(r"[^0-9，。；、]{1,16}[0-9]")
#: 50亿元企业30家: the sum tells which firms are counted.
_BY_SIZE: Final = re.compile(
    r"(?:级|以上)?[^0-9，。；、]{0,8}(?:企业|集群|产业|园区)[0-9]{1,6}[家个户]"
)
_ENDS: Final = frozenset("，。；、")
_JOIN: Final = re.compile(r"、|，|和|以及|及|与|并")
_ONE: Final = frozenset("一")
#: 创建18个美丽乡村，其中|精品村2个.
_AMONG: Final = "其中"
_OWN_VERB: Final = re.compile(
    r"确保|惠及|带动|受益|涉及|稳定|达到|保持|实现|增长|提高|力争|增加到|扩大到|控制|完善|加强|占"
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
_SHARED_NOUN: Final = re.compile(
    r"(?:以上)?[、和及与][0-9]+[^，。；]{1,30}?(?:级|的)(?P<noun>[^，。；、的]{2,24})"
)
_ADDED: Final = ("新增", "改造", "新建", "增设")
#: How far works of one kind have come.
_STAGES: Final = ("开工", "建成", "竣工", "完工", "投用")
_STAGE_ALONE: Final = re.compile(f"(?:基本|全面|已)?(?P<verb>{'|'.join(_STAGES)})")
#: 三年累计新增19台: nothing of what is counted.
_IN_ALL: Final = re.compile("(?:[两三四五六七八九十0-9]年)?累计")
#: 实施焕新行动和12个方案: the number counts what stands behind it alone.
_BESIDE: Final = re.compile("(?:行动|计划|工程|方案)(?:、|和|及|与|以及)$")
_FARTHEST: Final = 60
_PAIR: Final = 2
_SHORTEST_NOUN: Final = 2
_LONGEST_NOUN: Final = 15


#: 引进5亿元以上|工业项目|10个: the sum tells which are counted.
_SIZED: Final = re.compile("[一-鿿“”]{2,14}(?<![到达过至为共和与及])")


#: 10户（个）: the measure word of another kind of the same.
_OR_UNIT: Final = re.compile("（[个家户项名人款件座]）")


class _Kept(NamedTuple):
    """The promise last read: what follows it in the sentence may share its verb and date."""

    verb: Verb
    end: int
    due: tuple[int, int] | None
    thing: tuple[int, int]
    unit: str


def counted(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield every number of things that a paragraph promises.

    打造1个中心、5条产业链 gives two, the second with the verb of the first.
    """
    text = paragraph.text
    yield from large(paragraph)
    counts = list(_counts(paragraph))
    last: _Kept | None = None
    for count, upto in zip(counts, _nexts(counts, len(text)), strict=True):
        if (count.within and _SIZE_OF.match(text, count.end)) or _BY_SIZE.match(text, count.end):
            continue
        if count.unit.endswith("元") and _SIZED.fullmatch(text, count.end, upto):
            continue
        frame = _served(text, count) or _rules(text, count)
        if frame is None and not count.stated:
            if text[count.start - 1 : count.start] == "各":
                yield from _each(paragraph, count)
                continue
            frame = _frame(text, count, last)
        if frame is None:
            continue
        thing = thing_of(text, count, frame, upto) or _before(text, count, frame, last)
        if thing is None:
            continue
        end = max(thing[1], count.end)
        lent = last.thing if last is not None and last.verb == frame.verb else None
        last = _Kept(frame.verb, end, frame.due, thing, count.unit)
        yield _commitment(paragraph, count, frame, thing, lent)


def _before(text: str, count: Count, frame: Frame, last: _Kept | None) -> tuple[int, int] | None:
    """Return what the clause before tells of, where verb and number stand alone.

    出入口增加电梯，三年累计新增19台: 电梯; 新开工住房5000套、基本建成3000套: 住房.
    """
    bare = frame.between[0] == frame.between[1] == count.start
    if last is not None and bare and frame.verb.text.endswith(_STAGES):
        alike = count.unit == last.unit and frame.verb.start - last.end <= _PAIR + len("基本")
        return last.thing if alike and last.verb.text.endswith(_STAGES) else None
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
    if len(members) < _PAIR or any(STOCK.search(text[m.start : m.end]) for m in members):
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
    if quantity.noun == "次" and text[at] == "二" and text[at - 1 : at] not in "十百":
        return None  # 二次招商: once more
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
    other = _OR_UNIT.match(text, comparison.end)
    return Count(
        start=comparison.start,
        end=other.end() if other else comparison.end,
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


#: 出台支持民营经济发展|30条措施: what the rules are for stands before their number.
_RULES: Final = re.compile(
    f"(?P<verb>{verbs.alternation(ISSUING)})(?P<thing>[^，。；、0-9]{{4,24}})$"
)


def _rules(text: str, count: Count) -> Frame | None:
    """Return who issues a number of rules: 出台支持民营经济发展30条措施."""
    if count.unit != "条" or not text.startswith(ISSUED, count.end):
        return None
    issued = _RULES.search(text, clause_start(text, count.start), count.start)
    if issued is None:
        return None
    dated = due(text, issued.start())
    verb = Verb(*issued.span("verb"), issued["verb"])
    return Frame(verb, verb.start, issued.span("thing"), dated.span() if dated else None)


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
        start += len(_AMONG) if text.startswith(_AMONG, start) else 0
        frame = Frame(last.verb, start, (start, count.start), last.due)
        if stage := _STAGE_ALONE.fullmatch(text, start, count.start):
            verb = Verb(*stage.span("verb"), stage["verb"])
            frame = Frame(verb, start, (count.start, count.start), last.due)
    else:
        return None
    return None if describes(text, low, count, frame) else frame


def _ends_with(text: str, count: Count, verb: Verb) -> bool:
    """Whether a clause ends in its verb and number: 工程中心新增5家."""
    new = not count.physical and verb.text.startswith(("新", "净"))
    new = new or verb.text.endswith(_LAST_VERBS)
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
    return named and not VERBS.search(words) and not STOCK.search(words)


def _elided(paragraph: Paragraph, start: int, end: int, lent: tuple[int, int] | None = None) -> str:
    """Return the noun that a counted thing shares with the next, or with the one before it.

    6个国家级、20个省级专科; 国家级创新中心1家、省级20家.
    """
    text = paragraph.text
    if not text.endswith(("级", "元"), start, end):
        return ""
    if shared := _SHARED_NOUN.match(text, end):
        return paragraph.folded.words(*shared.span("noun"))
    if lent is None or not text.endswith("级", start, end):
        return ""
    level = text.find("级", *lent)
    return paragraph.folded.words(level + 1, lent[1]) if level > 0 else ""


def _commitment(
    paragraph: Paragraph,
    count: Count,
    frame: Frame,
    thing: tuple[int, int],
    lent: tuple[int, int] | None = None,
) -> Commitment:
    folded = paragraph.folded
    span = (frame.start, max(thing[1], count.end))
    verb = (frame.verb.start, frame.verb.end)
    # 突破100项技术: what is broken through, not what is exceeded
    through = frame.verb.text == "突破" and thing[0] >= count.end and count.op == ">"
    issued = count.unit == "条" and paragraph.text.startswith(ISSUED, thing[0])
    subject = folded.words(*frame.between) if issued else ""
    return Commitment(
        span=folded.back(*span),
        evidence=outside(folded, span, verb, frame.due),
        action_text=folded.words(frame.verb.start, frame.verb.end),
        object_text=subject + folded.words(*thing) + _elided(paragraph, *thing, lent),
        op="=" if through else count.op,
        count=count.value,
        unit=count.unit,
        due_text=folded.words(*frame.due) if frame.due else None,
    )
