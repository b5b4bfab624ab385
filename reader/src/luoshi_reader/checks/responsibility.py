"""LS201 and LS202: measures that nobody leads, and rows of a division table without text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Assignment, Fact, Heading, Link
from luoshi_reader.rules import raised
from luoshi_reader.source import Span
from luoshi_reader.structure.outline import PlanText, Section

_PART: Final = 2
_MEASURE: Final = 3
#: Titles of the parts that say what is to be done: 重点工作, 工作举措, 保障措施.
_TO_DO: Final = re.compile(r"(?:工作|举措|措施|任务|工作重点)$")
#: Titles that are about the whole: what it aims at, and how all of it is led.
_WHOLE: Final = re.compile(
    r"总体|要求|思想|思路|原则|目标|形势|意义|组织|领导|统筹|协调|责任|督[查促导]|附则"
)
#: Words of measures that say nothing of their subject, and counts.
_IDLE: Final = re.compile(
    r"进一步|加大|加快|加强|强化|推进|推动|促进|实施|大力|积极|着力|落实|完善|建立|健全|开展|支持"
    r"|力度|步伐|工作|[（）()的]|[0-9一二三四五六七八九十]{1,8}(?:大类|[个户家项条大])"
)
_COUNTED: Final = re.compile(r"[0-9]{1,9}([个户家项条][\u4e00-\u9fff]{4})")
_BREAK: Final = re.compile(r"[，。、；：“”\s]|[和与及等]")
#: The share of a topic's character pairs that must be found in a wording to be spoken of there,
#: in a title and in running text; a topic looked for in running text must have several.
_IN_TITLE: Final = 0.6
_IN_TEXT: Final = 0.7
#: A row is without text only where no passage holds even this share of it.
_AT_ALL: Final = 0.5
_SEVERAL_PAIRS: Final = 3
#: Measures under one heading name who is responsible when so many do, and this share of them.
_SEVERAL: Final = 3
_MOSTLY: Final = 0.75


def unled(plan: PlanText, facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS201 for each measure that no row of the division of work covers.

    In a plan with a table: the measures of 重点工作, 保障措施 and the like that no row is linked
    to and no task speaks of. In a plan that names the responsible behind its measures: the few
    that lack it among neighbours that have it.
    """
    rows = [fact for fact in facts if isinstance(fact, Assignment)]
    links = [fact for fact in facts if isinstance(fact, Link)]
    if plan.tables and links:
        yield from _left_out(plan, rows, links)
    elif rows:
        yield from _left_open(plan, rows)


def untold(plan: PlanText, facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS202 for each row of a table that neither heading nor paragraph speaks of."""
    linked = {fact.span.start for fact in facts if isinstance(fact, Link) and fact.headings}
    passages = [each.text for each in plan.paragraphs]
    passages += [each.title_text for each in plan.headings if each.title_text]
    for row in _rows(plan, facts):
        topics = _topics(row.task_text)
        telling = any(len(topic) >= _SEVERAL_PAIRS for topic in topics)
        if row.task.start in linked or not telling:
            continue
        if not any(
            _speaks(passage, topics, _AT_ALL) or _counts(passage, row.task_text)
            for passage in passages
        ):
            yield raised("LS202", row.task, task=row.task_text)


def _counts(passage: str, task: str) -> bool:
    """Whether a passage counts what a task counts, if with another number (LS103 says so)."""
    return any(
        re.search(rf"[0-9]+{re.escape(each[1])}", passage) for each in _COUNTED.finditer(task)
    )


def _rows(plan: PlanText, facts: Sequence[Fact]) -> list[Assignment]:
    """Return the assignments that are rows of the plan's tables."""
    rows = [fact for fact in facts if isinstance(fact, Assignment)]
    return [row for row in rows if any(table.span.covers(row.task) for table in plan.tables)]


def _left_out(plan: PlanText, rows: Sequence[Assignment], links: Sequence[Link]) -> Iterator[Doubt]:
    covered = {heading for link in links for heading in link.headings}
    tasks = [(row.task_text, _topics(row.task_text)) for row in rows]
    cells = [cell for cell in plan.tables[0].header or plan.tables[0].rows[0] if cell.text]
    table = Span(cells[0].origins[0], cells[-1].origins[-1] + 1)
    for part in plan.root.children:
        number = part.heading.number if part.heading else None
        if number is None or (number, None) in covered or not _is_to_do(part.heading):
            continue
        for measure in part.children:
            heading = measure.heading
            if not heading or heading.level != _MEASURE or (number, heading.number) in covered:
                continue
            title = heading.title_text
            if title and not _WHOLE.search(title) and not _tasked(title, measure, tasks):
                yield raised("LS201", heading.span, (table,), measure=title)


def _tasked(title: str, measure: Section, tasks: Sequence[tuple[str, list[set[str]]]]) -> bool:
    """Whether a task speaks of a measure's title, or its title or text of a task."""
    own = _topics(title)
    for words, topics in tasks:
        if _speaks(words, own, _IN_TITLE) or _speaks(title, topics, _IN_TITLE):
            return True
    text = "\n".join([each.text for each in measure.paragraphs])
    return any(
        _speaks(text, [each for each in topics if len(each) >= _SEVERAL_PAIRS], _IN_TEXT)
        for _, topics in tasks
    )


def _left_open(plan: PlanText, rows: Sequence[Assignment]) -> Iterator[Doubt]:
    starts = sorted(row.span.start for row in rows)
    ends = _ends(plan)
    waiting = [plan.root]
    while waiting:
        section = waiting.pop()
        waiting += section.children
        measures = [each.heading for each in section.children if each.heading]
        led: list[Heading] = []
        unnamed: list[Heading] = []
        for each in measures:
            (led if _any_in(starts, each.span.start, ends[each.span]) else unnamed).append(each)
        if len(led) < max(_SEVERAL, _MOSTLY * len(measures)):
            continue
        for measure in unnamed:
            if measure.title_text and not _WHOLE.search(measure.title_text):
                yield raised(
                    "LS201",
                    measure.span,
                    (led[0].span,),
                    case="open",
                    measure=measure.title_text,
                )


def _is_to_do(heading: Heading | None) -> bool:
    return bool(heading and heading.level == _PART and _TO_DO.search(heading.title_text or ""))


def _ends(plan: PlanText) -> dict[Span, int]:
    """Return for every heading where its section ends: at the next of its level or above."""
    ends: dict[Span, int] = {}
    opened: list[Heading] = []
    for heading in plan.headings:
        while opened and opened[-1].level >= heading.level:
            ends[opened.pop().span] = heading.span.start
        opened.append(heading)
    return ends | {heading.span: plan.span.end for heading in opened}


def _any_in(starts: Sequence[int], low: int, high: int) -> bool:
    at = bisect_left(starts, low)
    return at < len(starts) and starts[at] < high


def _topics(words: str) -> list[set[str]]:
    """Return what a wording is about, each topic as its pairs of characters."""
    topics = [
        {first + second for first, second in pairwise(each)}
        for each in _BREAK.split(_IDLE.sub("", words))
    ]
    return [topic for topic in topics if topic]


def _speaks(passage: str, topics: Sequence[set[str]], share: float) -> bool:
    """Whether a passage holds enough of one of the topics."""
    return any(sum([pair in passage for pair in topic]) >= share * len(topic) for topic in topics)
