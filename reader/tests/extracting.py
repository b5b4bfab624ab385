"""A plan made of a few paragraphs, what it promises and states, for the tests of extractors."""

from __future__ import annotations

from luoshi_reader.extract.commitments import commitments
from luoshi_reader.facts import Commitment, Figure, Heading
from luoshi_reader.plan import read_plan
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.outline import Paragraph, PlanText, Section
from luoshi_reader.text.folding import fold


def plan_of(
    *paragraphs: str, title: str = "重点工作", year: int = 2016, area: str | None = "河南省"
) -> PlanText:
    """Return a plan whose paragraphs stand under one heading, `title`."""
    text = "\n".join((title, *paragraphs))
    source = Source(text)
    heading = Heading(span=Span(0, len(title)), level=2, number=1, title_text=title)
    root = Section(None, None)
    section = Section(heading, root)
    root.children.append(section)
    plan = PlanText(
        source=source,
        span=Span(0, len(text)),
        title_text=f"{year}年度行动计划",
        year=year,
        issuer_text=None,
        area_text=area,
        root=root,
        headings=[heading],
        paragraphs=[],
        tables=[],
    )
    at = len(title) + 1
    for each in paragraphs:
        folded = fold(source, Span(at, at + len(each)))
        plan.paragraphs.append(Paragraph(folded, section, len(plan.paragraphs)))
        at += len(each) + 1
    section.paragraphs.extend(plan.paragraphs)
    return plan


def promises_of(*paragraphs: str, title: str = "重点工作") -> list[Commitment]:
    """Return the promises of a plan whose paragraphs stand under one heading, `title`."""
    return list(commitments(plan_of(*paragraphs, title=title)))


#: A plan of one paragraph of goals.
GOALS = "装备产业2016年度行动计划\n（省工业和信息化委）\n一、总体要求\n（三）工作目标。{}\n"


def figures_of(text: str) -> list[Figure]:
    """Return the figures that a paragraph of goals states."""
    return [fact for fact in read_plan(GOALS.format(text)).facts if isinstance(fact, Figure)]
