"""What was read, at a glance: one line a plan."""

from __future__ import annotations

from collections import Counter
from typing import Final

from luoshi_reader.exports.labels import TYPES
from luoshi_reader.exports.records import Reading
from luoshi_reader.exports.width import clip, pad, width
from luoshi_reader.plan import Plan

_TITLE: Final = 44
_HEADS: Final = ("序号", "计划", "年份", *TYPES.values(), "合计", "存疑")


def summarise(reading: Reading) -> str:
    """Return the file's name and totals, then a table: title, year, counts by type, doubts."""
    document = reading.document
    told = (
        f"{reading.name}：{len(document.plans)} 个计划，"
        f"{len(document.facts)} 条事实，{len(document.doubts)} 处存疑。\n"
    )
    rows = [_HEADS, *(_row(at, plan) for at, plan in enumerate(document.plans, 1))]
    if len(document.plans) > 1:
        sums = [str(sum(int(row[at]) for row in rows[1:])) for at in range(3, len(_HEADS))]
        rows.append(("", "合计", "", *sums))
    widths = [max(width(row[at]) for row in rows) for at in range(len(_HEADS))]
    lines = [
        "  ".join(
            pad(cell, columns, right=at != 1)
            for at, (cell, columns) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return told + "".join(f"  {line}\n" for line in lines)


def _row(at: int, plan: Plan) -> tuple[str, ...]:
    counts = Counter(fact.type for fact in plan.facts)
    return (
        str(at),
        clip(plan.title_text, _TITLE) or "（无标题）",
        str(plan.year or "—"),
        *(str(counts[kind]) for kind in TYPES),
        str(len(plan.facts)),
        str(len(plan.doubts)),
    )
