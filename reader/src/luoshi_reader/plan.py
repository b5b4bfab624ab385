"""Reading a text: `read_plan` puts the rooms of the reader in their order."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Final

from luoshi_reader.checks import CHECKS, PREAMBLE_CHECKS
from luoshi_reader.confidence import confidence_of
from luoshi_reader.doubts import Doubt
from luoshi_reader.extract.assignments import assignments
from luoshi_reader.extract.chains import chains
from luoshi_reader.extract.citations import citations
from luoshi_reader.extract.clusters import clusters
from luoshi_reader.extract.commitments import commitments
from luoshi_reader.extract.figure_rows import figure_rows
from luoshi_reader.extract.figures import figures
from luoshi_reader.extract.place_rows import place_rows
from luoshi_reader.extract.project_rows import project_rows
from luoshi_reader.extract.ventures import ventures
from luoshi_reader.facts import Commitment, Fact, Figure, Project
from luoshi_reader.lexicon.promises import MEASURES, PHYSICAL
from luoshi_reader.resolve.links import links
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.structure.parse import parse
from luoshi_reader.structure.soundness import no_plan, reading_doubts
from luoshi_reader.waivers import Waived, Waiver, judged, without_waivers


@dataclass(frozen=True)
class Plan:
    """One plan of a document: its outline and facts, in the order of the text."""

    title_text: str
    year: int | None
    span: Span
    issuer_text: str | None
    facts: tuple[Fact, ...]
    text: PlanText

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Where the plan is broken or clashes with itself, before any waiver; found when asked."""
        doubts = [*reading_doubts(self.text)]
        doubts += [doubt for check in CHECKS for doubt in check(self.text, self.facts)]
        return tuple(sorted(doubts, key=lambda doubt: (doubt.span.start, doubt.code)))


@dataclass(frozen=True)
class Document:
    """An issued text and what was read in it.

    A waiver written into the text is no part of it: `source` has blanks of the same length there.
    """

    source: Source
    plans: tuple[Plan, ...]
    waivers: tuple[Waiver, ...] = ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts of the words before the plans and of every plan that no waiver answers."""
        return self._judged[0]

    @property
    def waived(self) -> tuple[Waived, ...]:
        """The doubts that a waiver answers, with the waiver."""
        return self._judged[1]

    @cached_property
    def _judged(self) -> tuple[tuple[Doubt, ...], tuple[Waived, ...]]:
        if not self.plans:
            preamble = Span(0, len(self.source.text))
        else:
            preamble = Span(0, self.plans[0].span.start)
        doubts = [doubt for check in PREAMBLE_CHECKS for doubt in check(self.source, preamble)]
        doubts += [doubt for plan in self.plans for doubt in plan.doubts]
        doubts += [] if self.plans else [no_plan(self.source)]
        return judged(doubts, self.waivers)

    @property
    def facts(self) -> list[Fact]:
        """Every fact of every plan, in the order of the text."""
        return [fact for plan in self.plans for fact in plan.facts]


Extractor = Callable[[PlanText], Iterable[Fact]]

#: One module per kind of fact; the order does not matter, facts are sorted by place.
EXTRACTORS: tuple[Extractor, ...] = (
    assignments,
    chains,
    citations,
    clusters,
    commitments,
    figure_rows,
    figures,
    place_rows,
    project_rows,
    ventures,
)


def read_plan(text: str | Source) -> Document:
    """Read a text into its plans, facts and doubts; never raises on any text.

    A source made of a file (`luoshi_reader.formats.open_source`) keeps its way back to the file.
    """
    source = Source(text) if isinstance(text, str) else text
    bare, waivers = without_waivers(source.text)
    source = replace(source, text=bare) if waivers else source
    with _keeping_all():
        plans = tuple(_read(plan) for plan in parse(source))
    return Document(source, plans, waivers)


@contextmanager
def _keeping_all() -> Iterator[None]:
    """Look for no garbage meanwhile: a reading makes many values and nearly all of them stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


#: What promises count; what is measured or paid is told as a figure too.
_THINGS: Final = MEASURES - PHYSICAL


def _told_once(facts: list[Fact]) -> list[Fact]:
    """Leave out the figures that are no more than a promise: 参与制定国际标准20项.

    Such a one says the same words, and what it takes for an indicator begins with the verb, or
    the verb stands before: 创建美丽乡村18个，其中|精品村不少于2个.
    """
    verbs = {
        fact.span: "" if _is_lent(fact) else fact.action_text or "—"
        for fact in facts
        if isinstance(fact, Commitment) and fact.count and fact.unit in _THINGS
    }
    kept = [
        fact
        for fact in facts
        if not isinstance(fact, Figure)
        or fact.span not in verbs
        or not (fact.indicator_text or "").startswith(verbs[fact.span])
    ]
    return _built_once(kept)


#: 建成空间治理数据库: a system is promised, 建设云溪数据中心: a work is built.
_SYSTEMS: Final = ("系统", "平台", "数据库", "信息库")


def _built_once(facts: list[Fact]) -> list[Fact]:
    """Leave one of a project and a promise that say the same words of the same place."""
    works = {(fact.span.end, fact.name_text) for fact in facts if isinstance(fact, Project)}
    plain = {
        (fact.span.end, fact.object_text)
        for fact in facts
        if isinstance(fact, Commitment) and fact.count is None and not fact.documents
    }
    if not (both := works & plain):
        return facts
    return [fact for fact in facts if not _is_other(fact, both)]


def _is_other(fact: Fact, both: set[tuple[int, str]]) -> bool:
    if isinstance(fact, Project):
        return (fact.span.end, fact.name_text) in both and fact.name_text.endswith(_SYSTEMS)
    if isinstance(fact, Commitment):
        told = fact.object_text or ""
        return (fact.span.end, told) in both and not told.endswith(_SYSTEMS)
    return False


def _is_lent(fact: Commitment) -> bool:
    """Whether a promise has its verb from the one before it."""
    return any(place.end <= fact.span.start for place in fact.evidence)


def _read(plan: PlanText) -> Plan:
    facts: list[Fact] = list(plan.headings)
    for extract in EXTRACTORS:
        facts.extend(extract(plan))
    facts.extend(links(plan, facts))
    facts = _told_once(facts)
    facts.sort(key=attrgetter("span.start", "type"))
    for fact in facts:
        object.__setattr__(fact, "confidence", confidence_of(fact))
    return Plan(plan.title_text, plan.year, plan.span, plan.issuer_text, tuple(facts), plan)
