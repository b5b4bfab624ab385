"""Measures that recur across plans, grouped by likeness of their words. Pure.

Two measures are alike when more than three fifths of their pairs of neighbouring characters are
the same (Dice); a group holds whatever is alike to its first member.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from luoshi.plans.rules.words import unwrapped

_ALIKE: Final = 0.6
#: Shorter words say no measure: 其他, 宣传.
_SHORTEST: Final = 4
#: So many members are looked at on a page; the widest groups come first.
MOST: Final = 1_500
_SIGNS: Final = re.compile(
    r"[\s，。；：、“”‘’（）()《》\"',.;:]|(?:19|20)[0-9]{2}年(?:度|底前|底)?"
)
#: Headings that speak of the plan and not of a measure: 总体要求, 工作目标.
_ABOUT: Final = re.compile(r"(?:要求|目标|思路|原则|形势|思想|基础|问题|任务|措施|重点|意义|现状)$")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a fact says is to be done: the fact's key, its plan, its words."""

    key: int
    plan: int
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Measures alike: the words of the first, the facts' keys, and how many plans they stand in."""

    words: str
    members: tuple[int, ...]
    plans: int


def measure_words(kind: str, fields: Mapping[str, Any]) -> str:
    """Return the words of a measure; blank where a fact of that kind states none."""
    if kind == "commitment":
        words = f"{fields.get('action_text') or ''}{fields.get('object_text') or ''}"
    elif kind == "assignment":
        words = fields.get("task_text") or ""
    else:
        words = fields.get("title_text") or ""
        words = "" if _ABOUT.search(words) else words
    words = unwrapped(words)
    return words if len(_SIGNS.sub("", words)) >= _SHORTEST else ""


def recurring(measures: Iterable[Measure]) -> list[Group]:
    """Return the groups that stand in more than one plan: of the most plans and members first.

    Each measure joins the group whose first member it is most like, else it begins one. Only as
    many groups as hold `MOST` members are returned.
    """
    begun: list[list[Measure]] = []
    sizes: list[int] = []
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for measure in measures:
        pairs = _pairs(measure.words)
        shared = Counter(at for pair in pairs for at in holding[pair])
        alike = {at: 2 * n / (len(pairs) + sizes[at]) for at, n in shared.items()}
        best = max(alike, key=lambda at: (alike[at], -at), default=None)
        if best is not None and alike[best] > _ALIKE:
            begun[best].append(measure)
            continue
        for pair in pairs:
            holding[pair].append(len(begun))
        begun.append([measure])
        sizes.append(len(pairs))
    groups = [
        Group(members[0].words, tuple(each.key for each in members), len(plans))
        for members in begun
        if len(plans := {each.plan for each in members}) > 1
    ]
    groups.sort(key=lambda group: (-group.plans, -len(group.members), group.words))
    return _widest(groups)


def _widest(groups: list[Group]) -> list[Group]:
    """Return the first groups that together have no more members than a page looks at."""
    held = 0
    for at, group in enumerate(groups):
        held += len(group.members)
        if held > MOST:
            return groups[:at]
    return groups


def _pairs(words: str) -> set[str]:
    bare = _SIGNS.sub("", words)
    return {first + second for first, second in pairwise(bare)}
