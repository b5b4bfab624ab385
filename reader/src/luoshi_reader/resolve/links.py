"""Which headings a row of the division table covers.

A row that repeats a title links to that heading; a freely worded row links to every heading whose
text names the measure. Words are compared by pairs of characters, rare pairs weighing more.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from luoshi_reader.facts import Assignment, Fact, Link
from luoshi_reader.structure.outline import PlanText, Section

#: Words that say how something is done rather than what: they do not tell measures apart.
_IDLE: Final = re.compile(
    "加大|加强|加快|强化|推进|推动|促进|支持|开展|建设|力度|实施|鼓励|提升|提高|完善|落实|积极|大力|着力|"
    "全面|深入|进一步|切实|有关|工作|发展|方面|我省|全省|我市|全市|建立|健全|优化|做好|争取|打造|培育|"
    "制定|运用|突出|重点|具有|一定|企业|政策|体系|机制|措施|队伍|保障|优先|引导|组建|加速|强力|[和与及等的对]"
)
#: Words that say the same: each line's words count as its first.
_ALIKE: Final = (
    ("支持", "扶持", "帮扶"),
    ("融资", "投融资", "金融"),
    ("税收", "税费", "减税"),
    ("重组", "并购", "兼并"),
    ("出口", "走出去", "海外", "国际市场"),
    ("人才", "人力", "劳动力"),
    ("培养", "培训", "引进"),
    ("公共平台", "服务平台"),
)
_WORDING: Final = {word: words[0] for words in _ALIKE for word in words[1:]}
_ALIAS: Final = re.compile("|".join(sorted(_WORDING, key=len, reverse=True)))
_COUNT: Final = re.compile("([0-9]+)[大个项家类条户]")
_MARKS: Final = re.compile("[、“”‘’《》（）()〈〉]")
_SPLIT: Final = re.compile("[^\u4e00-\u9fffA-Za-z0-9]+")
_CLAUSE: Final = re.compile("[，；。]")
_SENTENCE: Final = re.compile("[。；]")
_GENERAL: Final = re.compile("总体|指导思想|基本原则|形势|目标|思路|要求")
_SAME: Final = 0.72
_NAMED: Final = 0.8
_HALF: Final = 0.4
_CLOSE: Final = 0.9
_ABSENT: Final = 0.6


@dataclass(slots=True)
class _Part:
    """A heading that rows may link to: its titles and the sentences under it."""

    address: tuple[int, int | None]
    general: bool
    titles: list[frozenset[str]] = field(default_factory=list)
    sentences: list[frozenset[str]] = field(default_factory=list)
    whole: frozenset[str] = frozenset()


def links(plan: PlanText, facts: Sequence[Fact]) -> Iterator[Link]:
    """Yield one link a table row, with the headings it covers."""
    spans = [table.span for table in plan.tables]
    rows = [
        fact
        for fact in facts
        if isinstance(fact, Assignment) and any(span.covers(fact.span) for span in spans)
    ]
    if not rows:
        return
    parts = list(_parts(plan))
    weights = _weights(parts)
    for order, row in enumerate(rows, 1):
        yield Link(
            span=row.task,
            assignment=order if row.number is None else row.number,
            headings=tuple(sorted(_covered(row.task_text, parts, weights), key=_order)),
        )


def _order(address: tuple[int, int | None]) -> tuple[int, int]:
    return address[0], address[1] or 0


def _parts(plan: PlanText) -> Iterator[_Part]:
    for section in plan.root.children:
        heading = section.heading
        if heading is None or heading.number is None:
            continue
        general = bool(_GENERAL.search(heading.title_text or "")) and heading.number == 1
        own = _Part((heading.number, None), general, [_grams(heading.title_text or "")])
        _fill(own, section, deep=False)
        yield own
        for child in section.children:
            inner = child.heading
            if inner and inner.number is not None and inner.level == heading.level + 1:
                part = _Part((heading.number, inner.number), general)
                part.titles.append(_grams(inner.title_text or ""))
                _fill(part, child, deep=True)
                yield part
            else:
                _fill(own, child, deep=True)


def _fill(part: _Part, section: Section, *, deep: bool) -> None:
    for paragraph in section.paragraphs:
        part.sentences += [_grams(each) for each in _SENTENCE.split(paragraph.text) if each]
    for child in section.children if deep else ():
        if child.heading and child.heading.title_text:
            part.titles.append(_grams(child.heading.title_text))
        _fill(part, child, deep=True)


def _alias(text: str) -> str:
    text = _COUNT.sub(r"\1个", text)
    return _ALIAS.sub(lambda found: _WORDING[found[0]], text)


def _grams(text: str) -> frozenset[str]:
    """Return the pairs of characters within the words of a text, list signs overlooked."""
    return _pairs(_alias(_MARKS.sub("", text)))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(
        word[at : at + 2] for word in _SPLIT.split(text) for at in range(len(word) - 1)
    )


def _core(text: str) -> frozenset[str]:
    """Return the pairs of what a task is about; of the whole task when nothing else is left."""
    text = _alias(text.replace("（", "").replace("）", ""))
    return _pairs(_IDLE.sub(" ", text)) or _pairs(text)


def _weights(parts: list[_Part]) -> dict[str, float]:
    """Return what each pair of characters is worth: the fewer parts have it, the more."""
    for part in parts:
        part.whole = frozenset().union(*part.titles, *part.sentences)
    counts = Counter(gram for part in parts for gram in part.whole)
    worth = {count: math.log((1 + len(parts)) / count) for count in set(counts.values())}
    return {gram: worth[count] for gram, count in counts.items()}


def _covered(
    task: str, parts: list[_Part], weights: dict[str, float]
) -> set[tuple[int, int | None]]:
    found = _alike(_core(task), parts, weights)
    clauses = [core for clause in _CLAUSE.split(task) if (core := _core(clause))]
    if found or len(clauses) == 1:
        return found
    return set().union(*[_alike(core, parts, weights) for core in clauses])


def _alike(
    core: frozenset[str], parts: list[_Part], weights: dict[str, float]
) -> set[tuple[int, int | None]]:
    """Return the headings that a task repeats, else those whose text names it."""
    task = _worth(core, weights)
    special = [part for part in parts if not part.general]
    titles = {id(part): _best(task, part.titles) for part in special}
    best = max(titles.values(), default=0.0)
    if best >= _SAME:
        return {part.address for part in special if titles[id(part)] >= _CLOSE * best}
    named = {
        part.address
        for part in special
        if _best(task, part.sentences) >= _NAMED
        or (titles[id(part)] >= _HALF and _share(task, part.whole) >= _SAME)
    }
    return named or {
        part.address for part in parts if part.general and _best(task, part.sentences) >= _NAMED
    }


def _worth(core: frozenset[str], weights: dict[str, float]) -> dict[str, float]:
    """Return what each pair of a task is worth; one that no part has is worth the most."""
    absent = _ABSENT * max(weights.values(), default=1.0)
    return {gram: weights.get(gram, absent) for gram in core}


def _best(task: dict[str, float], texts: list[frozenset[str]]) -> float:
    return max((_share(task, each) for each in texts), default=0.0)


def _share(task: dict[str, float], text: frozenset[str]) -> float:
    """Return how much of a task's words a text has, from 0 to 1."""
    total = sum(task.values())
    return sum([task[gram] for gram in text.intersection(task)]) / total if total else 0.0
