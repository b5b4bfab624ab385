"""Which headings a row of the division table covers.

A row that repeats a title links to that heading; a freely worded row links to every heading whose
text names the measure. Words are compared by pairs of characters, rare pairs weighing more.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import add
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
_COUNT: Final = re.compile("[大个项家类条户](?<=[0-9].)")
_MARKS: Final = dict.fromkeys(map(ord, "、“”‘’《》（）()〈〉"))
_SPLIT: Final = re.compile("[^\u4e00-\u9fffA-Za-z0-9]+")
_CLAUSE: Final = re.compile("[，；。]")
_MEMBER: Final = re.compile("[，；。、]")
_SENTENCE: Final = re.compile("[。；]")
_GENERAL: Final = re.compile("总体|指导思想|基本原则|形势|目标|思路|要求")
_SAME: Final = 0.72
_NAMED: Final = 0.8
_HALF: Final = 0.4
_CLOSE: Final = 0.9
_ABSENT: Final = 0.6
#: A part that shares less than this with a task has no title and no text that could be alike.
_NEAR: Final = _CLOSE * _SAME
#: More than sums of weights lose in rounding.
_TINY: Final = 1e-9


Address = tuple[int, int | None]
#: The pairs of characters that make up a text, as far as any row has them.
Pairs = frozenset[str]


@dataclass(slots=True)
class _Part:
    """A heading that rows may link to: its titles and the texts under it."""

    address: Address
    general: bool
    titles: list[Pairs] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def printing(self, needed: Pairs) -> Pairs:
        """Return the needed pairs that are printed here; a text is sooner asked than paired."""
        text = "。".join(self.texts)
        return frozenset(filter(text.__contains__, needed)).union(*self.titles)


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
    tasks = [_stages(row.task_text) for row in rows]
    needed = frozenset(pair for task in tasks for stage in task for core in stage for pair in core)
    matcher = _Matcher(list(_parts(plan, needed)), needed)
    for order, (row, task) in enumerate(zip(rows, tasks, strict=True), 1):
        yield Link(
            span=row.task,
            assignment=order if row.number is None else row.number,
            headings=tuple(sorted(matcher.covered(task), key=_order)),
        )


def _order(address: Address) -> tuple[int, int]:
    return address[0], address[1] or 0


def _stages(task: str) -> list[list[list[str]]]:
    """Return what a task is about: as a whole, clause by clause, member by member."""
    task = _alias(task.replace("（", "").replace("）", ""))
    stages = [[_core(task)]]
    for splits in (_CLAUSE, _MEMBER):
        parts = [core for part in splits.split(task) if (core := _core(part))]
        if len(parts) > len(stages[-1]):
            stages.append(parts)
    return stages


def _core(text: str) -> list[str]:
    """Return the pairs of the words that tell; of all words when nothing else is left."""
    return _within_words(_IDLE.sub(" ", text)) or _within_words(text)


def _within_words(text: str) -> list[str]:
    return [pair for word in _SPLIT.split(text) for pair in map(add, word, word[1:])]


def _alias(text: str) -> str:
    text = _COUNT.sub("个", text)
    return _ALIAS.sub(lambda found: _WORDING[found[0]], text)


def _parts(plan: PlanText, needed: Pairs) -> Iterator[_Part]:
    for section in plan.root.children:
        heading = section.heading
        if heading is None or heading.number is None:
            continue
        general = bool(_GENERAL.search(heading.title_text or "")) and heading.number == 1
        own = _Part((heading.number, None), general)
        own.titles.append(_titled(heading.title_text, needed))
        _fill(own, section, needed, deep=False)
        yield own
        for child in section.children:
            inner = child.heading
            if inner and inner.number is not None and inner.level == heading.level + 1:
                part = _Part((heading.number, inner.number), general)
                part.titles.append(_titled(inner.title_text, needed))
                _fill(part, child, needed, deep=True)
                yield part
            else:
                _fill(own, child, needed, deep=True)


def _fill(part: _Part, section: Section, needed: Pairs, *, deep: bool) -> None:
    if section.paragraphs:
        text = "。".join([paragraph.text for paragraph in section.paragraphs])
        part.texts.append(_alias(text.replace("（", "").replace("）", "")))
    for child in section.children if deep else ():
        if child.heading:
            part.titles.append(_titled(child.heading.title_text, needed))
        _fill(part, child, needed, deep=True)


def _titled(title: str | None, needed: Pairs) -> Pairs:
    """Return which of the needed pairs a title has, list signs and quotes overlooked."""
    text = _alias((title or "").translate(_MARKS))
    return needed.intersection(map(add, text, text[1:]))


class _Matcher:
    """Finds the parts that a task repeats or that treat it; rare pairs weigh more."""

    def __init__(self, parts: list[_Part], needed: Pairs) -> None:
        self._parts = parts
        self._printing: defaultdict[str, list[int]] = defaultdict(list)
        for order, part in enumerate(parts):
            for pair in part.printing(needed):
                self._printing[pair].append(order)
        self._weights = {
            pair: math.log((1 + len(parts)) / len(orders))
            for pair, orders in self._printing.items()
        }
        self._absent = _ABSENT * math.log(1 + len(parts))

    def covered(self, task: list[list[list[str]]]) -> set[Address]:
        """Return the headings of a task as a whole, else of its clauses, else of its members."""
        for stage in task:
            found = [self._alike(self._telling(core)) for core in stage]
            if any(found):
                return set().union(*found)
        return set()

    def _telling(self, core: list[str]) -> Pairs:
        """Return the pairs of a core without those that only join two words of the plan."""
        known = [pair in self._weights for pair in core]
        joins = zip([False, *known], known, [*known[1:], False], strict=False)
        return frozenset(
            pair
            for pair, (before, own, after) in zip(core, joins, strict=False)
            if own or not (before and after)
        )

    def _alike(self, core: Pairs) -> set[Address]:
        total = self._worth(core)
        near = [(self._parts[at], worth / total) for at, worth in self._shared(core, _NEAR * total)]
        special = [(part, whole) for part, whole in near if not part.general]
        titles = {part.address: self._best(core, part.titles) / total for part, _ in special}
        best = max(titles.values(), default=0.0)
        if best >= _SAME:
            return {address for address, share in titles.items() if share >= _CLOSE * best}
        named = {
            part.address
            for part, whole in special
            if self._treats(core, total, part, whole, titles[part.address])
        }
        return named or {
            part.address
            for part, whole in near
            if part.general and self._treats(core, total, part, whole, 0.0)
        }

    def _shared(self, core: Pairs, least: float) -> list[tuple[int, float]]:
        """Return the parts that share at least so much with a task, and how much they share."""
        shared: defaultdict[int, float] = defaultdict(float)
        for pair in core:
            for order in self._printing.get(pair, ()):
                shared[order] += self._weights[pair]
        return [(order, worth) for order, worth in sorted(shared.items()) if worth >= least]

    def _treats(self, core: Pairs, total: float, part: _Part, whole: float, title: float) -> bool:
        """Whether one sentence under a heading names the task, or its title half and its text."""
        if whole < _SAME:
            return False
        return title >= _HALF or (whole >= _NAMED and self._in_sentence(core, total, part.texts))

    def _best(self, core: Pairs, texts: Iterable[Pairs]) -> float:
        """Return the worth of what a task shares with the nearest of some texts."""
        shared = [self._worth(core & text) for text in texts if not core.isdisjoint(text)]
        return max(shared, default=0.0)

    def _in_sentence(self, core: Pairs, total: float, texts: list[str]) -> bool:
        """Whether one sentence of some texts names a task that is worth `total`."""
        rare = self._rarest(core, (1 - _NAMED) * total)
        for sentence in (each for text in texts for each in _SENTENCE.split(text)):
            has = sentence.__contains__
            if any(map(has, rare)) and self._worth(filter(has, core)) / total >= _NAMED:
                return True
        return False

    def _rarest(self, core: Pairs, worth: float) -> list[str]:
        """Return the pairs of most weight that together are worth more: a few of a long task."""
        weights = {pair: self._weights.get(pair, self._absent) for pair in core}
        found: list[str] = []
        so_far = 0.0
        for pair in sorted(weights, key=weights.__getitem__, reverse=True):
            if so_far > worth + _TINY:
                break
            found.append(pair)
            so_far += weights[pair]
        return found

    def _worth(self, pairs: Iterable[str]) -> float:
        return sum(map(self._weights.get, pairs, repeat(self._absent)))
