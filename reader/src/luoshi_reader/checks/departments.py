"""LS302: departments that no longer stood, or not yet, when the plan was issued."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from luoshi_reader.checks.times import issued
from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Fact
from luoshi_reader.lexicon.departments import changes, fields
from luoshi_reader.lexicon.words import alternation
from luoshi_reader.rules import raised
from luoshi_reader.structure.outline import PlanText

#: The reforms after which no level kept the name; others left local offices under the old one.
_FIRM: Final = frozenset(
    [
        "卫生计生",
        "国土资源",
        "国税",
        "地税",
        "工商",
        "质监",
        "食品药品监管",
        "安全监管",
        "银监",
        "保监",
        "银保监",
        "环境保护",
    ]
)
#: What the reforms newly founded, and stood nowhere before.
_NEW: Final = frozenset(
    [
        "卫生健康",
        "生态环境",
        "自然资源",
        "应急管理",
        "退役军人事务",
        "医疗保障",
        "文化和旅游",
        "农业农村",
    ]
)
#: So many years after a reform of the State Council the last counties had followed.
_FOLLOWED: Final = 2
_KIND: Final = "(?:行政管理|监督管理)?(?:委员会|总局|厅|委|局)"
#: 工商局家属楼, 地税局住宅楼: houses keep the name of whoever built them.
_HOUSES: Final = "(?:老旧)?(?:家属|小区|住宅|宿舍|大院|片区)"
#: What stands to this day, whatever its like in the provinces came to.
_STANDS: Final = "国家税务总局"


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, tuple[str, int, tuple[str, ...], bool]]]:
    """Return a pattern of the names in question and of each: field, year, heirs, whether gone."""
    known: dict[str, tuple[str, int, tuple[str, ...], bool]] = {}
    for change in changes():
        for wording, usual in fields().items():
            if usual == change.field and usual in _FIRM:
                known[wording] = (usual, change.year, change.successors, True)
            elif usual in change.successors and usual in _NEW:
                known.setdefault(wording, (usual, change.year, (), False))
    return re.compile(f"(?!{_STANDS})({alternation(known)}){_KIND}(?!{_HOUSES})"), known


def departments(plan: PlanText, _facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS302 at the first mention of each department that did not stand at the date."""
    now = issued(plan)
    if now is None:
        return
    pattern, known = _names()
    told: set[str] = set()
    views = [paragraph.folded for paragraph in plan.paragraphs]
    views += [cell for table in plan.tables for row in table.rows for cell in row]
    for view in views:
        for match in pattern.finditer(view.text):
            field, year, heirs, gone = known[match[1]]
            late = gone and now >= year + _FOLLOWED
            early = not gone and now < year
            if field in told or not (late or early):
                continue
            told.add(field)
            yield raised(
                "LS302",
                view.back(*match.span()),
                case="" if gone else "early",
                name=match[0],
                year=year,
                after="、".join(heirs),
                now=now,
            )
