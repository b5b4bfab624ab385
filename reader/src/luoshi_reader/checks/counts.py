"""LS102: a printed count held against the list it closes or opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Fact
from luoshi_reader.lexicon.indicators import ACTS
from luoshi_reader.lexicon.words import alternation
from luoshi_reader.rules import raised
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.clauses import clause_start
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.text.folding import Folded, fold
from luoshi_reader.text.lists import Member, split_list, split_words
from luoshi_reader.text.quantities import Quantity, quantities

#: 甲、乙、丙等8个 may leave members out; only a list that is short by one seems complete.
_OPEN_LIST: Final = 5
#: Lists without 等 are checked from three members on.
_SHORTEST: Final = 3
_LARGEST: Final = 60
_LONGEST_MEMBER: Final = 8
_LISTED: Final = frozenset({"个", "家", "户", "大", "类", "大类", "种", "项", "条"})
#: How far from its number a list is looked for.
_WINDOW: Final = 3000
_HEAD: Final = re.compile(r"[^，。；：、（）0-9]{1,12}(?P<opens>[：（])")
#: 四区|一线：: another number counts part of the list.
_SECOND: Final = re.compile("[一二两三四五六七八九十0-9][一-鿿]{1,3}：")
_ENDS: Final = {"：": re.compile("[。；：，]"), "（": re.compile("[）。；：，]")}
#: A list of clauses is none of members.
_RUNS_ON: Final = frozenset("：，；")
_TITLES: Final = re.compile(r"[^，。；：]{1,14}，?(?:分别是|分别为|即|包括)[：:]?(?=《)")
_TITLE: Final = re.compile(r"《[^《》]*》")
_ORDER: Final = "一二三四五六七八九十"
_FIRST: Final = re.compile(r"[^。；：]{0,30}[。：；]一是")
_NTH: Final = re.compile(rf"(?<![{_ORDER}第之])([{_ORDER}]{{1,2}})是")
_VERB_END: Final = re.compile(rf"(?:{alternation(ACTS)}|提出|入选|荣获|贯彻|坚持|推进|规划)\Z")


@dataclass(frozen=True, slots=True)
class _List:
    """A list of between `least` and `most` members at `start`..`end` of a view."""

    least: int
    most: int
    start: int
    end: int
    open: bool = False


def counts(plan: PlanText, _facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS102 for each count of a paragraph that its list does not have."""
    for paragraph in plan.paragraphs:
        yield from _checked(paragraph.folded, paragraph.quantities())


def preamble_counts(source: Source, preamble: Span) -> Iterator[Doubt]:
    """Yield LS102 for the words of the notice above its first plan, line by line."""
    start = preamble.start
    for line in source.text[preamble.start : preamble.end].split("\n"):
        if line.strip():
            view = fold(source, Span(start, start + len(line)))
            yield from _checked(view, quantities(view.text))
        start += len(line) + 1


def _checked(view: Folded, counted: Iterable[Quantity]) -> Iterator[Doubt]:
    text = view.text
    floor = 0
    for quantity in counted:
        if quantity.kind != "count":
            continue
        found = _list_of(text, quantity, floor)
        floor = quantity.end
        if found is not None and _clashes(quantity, found):
            yield _doubt(view, quantity, found)


def _list_of(text: str, quantity: Quantity, floor: int) -> _List | None:
    if quantity.value_to is not None or quantity.more or quantity.scale:
        return None
    if not _SHORTEST <= quantity.value <= _LARGEST:
        return None
    return (
        _titles(text, quantity)
        or _told_off(text, quantity)
        or _behind(text, quantity)
        or _before(text, quantity, floor)
    )


def _titles(text: str, quantity: Quantity) -> _List | None:
    """Read 10个年度行动计划，分别是《…》《…》和《…》."""
    head = _TITLES.match(text, quantity.end)
    if head is None:
        return None
    limit = min(len(text), head.end() + _WINDOW)
    end = text.find("。", head.end(), limit)
    end = limit if end < 0 else end
    number = len(_TITLE.findall(text, head.end(), end))
    return _List(number, number, head.end(), end)


def _told_off(text: str, quantity: Quantity) -> _List | None:
    """Read 形成6大产业链。一是…；二是…."""
    first = _FIRST.match(text, quantity.end)
    if first is None or _is_quoted(text, quantity.start):
        return None  # 落实“四个不摘”要求。一是…: what the quotes count is told elsewhere
    last = 1
    end = first.end()
    for match in _NTH.finditer(text, first.end(), first.end() + _WINDOW):
        nth = _nth(match[1])
        if nth != last + 1:
            break
        last, end = nth, match.end()
    return _List(last, last, quantity.end, end)


def _behind(text: str, quantity: Quantity) -> _List | None:
    """Read 6大类产品：甲、乙和丙。 and 三大产业（甲、乙、丙）, but not 4个县（市、区、旗）."""
    head = _HEAD.match(text, quantity.end)
    if head is None or _SECOND.match(text, quantity.end):
        return None
    limit = min(len(text), head.end() + _WINDOW)
    stop = _ENDS[head["opens"]].search(text, head.end(), limit)
    if stop is None or text.endswith("等", head.end(), stop.start()):
        return None
    start, end = head.end(), stop.start()
    if stop[0] in _RUNS_ON or "等" in text[start:end]:
        return None
    members = split_list(text, start, end)
    words = all(each.end - each.start > 1 for each in members)
    if not words or len(members) < _SHORTEST or abs(len(members) - quantity.value) > 1:
        return None
    return _List(len(members), len(split_words(text, start, end)), start, end)


def _before(text: str, quantity: Quantity, floor: int) -> _List | None:
    """Read 甲、乙、丙等8个 and 甲、乙、丙三大."""
    start = clause_start(text, quantity.start, floor)
    etc = text.endswith("等", start, quantity.start)
    end = quantity.start - len("等") if etc else quantity.start
    members = split_list(text, start, end)
    if len(members) < _SHORTEST or text[end - 1 : end] == "、":
        return None
    if not etc and not _is_closed(text, quantity, members):
        return None
    most = len(split_words(text, start, end))
    return _List(len(members), most, start, end, open=etc)


def _is_closed(text: str, quantity: Quantity, members: Sequence[Member]) -> bool:
    """Whether members without 等 before a number are what the number counts: 甲、乙、丙三大领域.

    Elsewhere the number may begin something new (围绕甲、乙、丙提出5项); only plain lists of
    short members that miss the number by one are held against it.
    """
    others, last = members[1:], text[members[-1].start : members[-1].end]
    plain = all(each.end - each.start <= _LONGEST_MEMBER for each in others)
    verb = _VERB_END.search(last) or last.endswith("各")
    counted = quantity.noun in _LISTED and abs(len(members) - quantity.value) <= 1
    return plain and counted and not verb and not _is_quoted(text, quantity.start)


def _is_quoted(text: str, at: int) -> bool:
    low = max(0, at - _WINDOW)
    return text.rfind("“", low, at) > text.rfind("”", low, at)


def _clashes(quantity: Quantity, found: _List) -> bool:
    number = int(quantity.value)
    if found.least <= number <= found.most:
        return False
    if found.open and number > found.most:
        return found.least >= _OPEN_LIST and number == found.most + 1
    return True


def _nth(words: str) -> int:
    tens, found, ones = words.partition("十")
    if not found:
        return _ORDER.index(words) + 1
    return (_ORDER.index(tens) + 1 if tens else 1) * 10 + (_ORDER.index(ones) + 1 if ones else 0)


def _doubt(view: Folded, quantity: Quantity, found: _List) -> Doubt:
    said = view.words(quantity.start, quantity.end)
    listed = str(found.least) if found.least == found.most else f"{found.least}至{found.most}"
    return raised(
        "LS102",
        view.back(quantity.start, quantity.end),
        (view.back(found.start, found.end),) if found.end > found.start else (),
        count=said,
        listed=listed,
    )
