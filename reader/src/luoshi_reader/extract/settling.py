"""A draft settled into a figure: its year and kind, its scope, where its words were printed."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.extract.drafts import Draft
from luoshi_reader.extract.years import Clock, Said
from luoshi_reader.facts import Figure, FigureKind
from luoshi_reader.structure.outline import Paragraph, PlanText
from luoshi_reader.text.folding import Folded
from luoshi_reader.text.places import find_places

_STANDING: Final = re.compile("目前|截至|已|现有|现已")
#: Limits of procedures hold for no year: 审批时限压缩到15个工作日以内.
_SPANS_OF_WORK: Final = ("工作日", "小时", "分钟")


def figure_of(plan: PlanText, paragraph: Paragraph, clock: Clock, draft: Draft) -> Figure:
    """Return the figure that a draft of a paragraph comes to."""
    said = draft.said or clock.year(draft.end)
    year, kind = _when(plan, paragraph.text, clock, draft, said)
    span = paragraph.folded.back(draft.start, draft.end)
    evidence = list(draft.subject.evidence)
    if said is not None and not span.covers(said.span):
        evidence.append(said.span)
    total = draft.indicator.endswith(("总投资", "新增投资")) and not draft.subject.text
    narrow = draft.subject.narrow or total or _names_a_place(plan, draft)
    return Figure(
        span=span,
        evidence=tuple(place for place in evidence if not span.covers(place)),
        kind=kind,
        year=year,
        subject_text=draft.subject.text or None,
        indicator_text=draft.indicator,
        op=draft.op,
        value=draft.value,
        value_to=draft.value_to,
        unit=_as_printed(paragraph.folded, draft),
        growth_op=draft.growth_op,
        growth_pct=draft.growth_pct,
        hedge=draft.hedge,
        scope="sub" if narrow else "province",
    )


def _as_printed(folded: Folded, draft: Draft) -> str | None:
    """Return a unit with the signs that the paper prints: 万吨／年, ％."""
    unit = draft.unit
    if unit is None or not ("/" in unit or unit == "%"):
        return unit
    printed = folded.words(draft.start, draft.end)
    for narrow, wide in (("/", "／"), ("%", "％")):
        unit = unit.replace(narrow, wide) if wide in printed else unit
    return unit


def _names_a_place(plan: PlanText, draft: Draft) -> bool:
    """Whether a figure is of a place inside the plan's own territory."""
    area = plan.area_text or ""
    places = find_places(draft.subject.text + draft.indicator, plan.area_text)
    return any(not area.startswith(place.name[:2]) for place in places)


def _when(
    plan: PlanText, text: str, clock: Clock, draft: Draft, said: Said | None
) -> tuple[int | None, FigureKind]:
    if "红线" in text[draft.start : draft.end]:
        return None, "target"  # 守住18亿亩耕地红线, whatever the year
    if said is None:
        return _unsaid(plan, text, clock, draft)
    first_year = clock.first_year
    if first_year is not None and said.year < first_year:
        return said.year, "estimate" if draft.expected else "actual"
    if plan.year is None and first_year is None and not (draft.hedge or said.limit):
        return said.year, "actual"
    return said.year, "target"


def _unsaid(plan: PlanText, text: str, clock: Clock, draft: Draft) -> tuple[int | None, FigureKind]:
    """Return the year and kind of a figure that prints no year."""
    if (draft.unit or "").endswith(_SPANS_OF_WORK):
        return None, "target"
    if clock.is_review():
        first = clock.first_year or plan.year
        return (first - 1 if first else None), "actual"
    words = text[max(0, draft.start) : draft.end]
    if _STANDING.search(words) and not draft.hedge:
        return None, "actual"
    return plan.year, "target"
