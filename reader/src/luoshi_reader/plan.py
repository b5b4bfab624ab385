"""Reading a text: `read_plan` puts the rooms of the reader in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from luoshi_reader.checks import CHECKS, PREAMBLE_CHECKS
from luoshi_reader.doubts import Doubt
from luoshi_reader.extract.assignments import assignments
from luoshi_reader.extract.chains import chains
from luoshi_reader.extract.citations import citations
from luoshi_reader.extract.clusters import clusters
from luoshi_reader.extract.commitments import commitments
from luoshi_reader.extract.figures import figures
from luoshi_reader.extract.ventures import ventures
from luoshi_reader.facts import Fact
from luoshi_reader.resolve.links import links
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.structure.parse import parse
from luoshi_reader.structure.soundness import no_plan, reading_doubts


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
        """Where the plan is broken or clashes with itself; looked for when first asked."""
        doubts = [*reading_doubts(self.text)]
        doubts += [doubt for check in CHECKS for doubt in check(self.text, self.facts)]
        return tuple(sorted(doubts, key=lambda doubt: (doubt.span.start, doubt.code)))


@dataclass(frozen=True)
class Document:
    """An issued text and what was read in it."""

    source: Source
    plans: tuple[Plan, ...]

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts of the words before the plans and of every plan, in that order."""
        if not self.plans:
            preamble = Span(0, len(self.source.text))
        else:
            preamble = Span(0, self.plans[0].span.start)
        doubts = [doubt for check in PREAMBLE_CHECKS for doubt in check(self.source, preamble)]
        doubts += [doubt for plan in self.plans for doubt in plan.doubts]
        return tuple(doubts if self.plans else [*doubts, no_plan(self.source)])

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
    figures,
    ventures,
)


def read_plan(text: str) -> Document:
    """Read a text into its plans, facts and doubts; never raises on any text."""
    source = Source(text)
    return Document(source, tuple(_read(plan) for plan in parse(source)))


def _read(plan: PlanText) -> Plan:
    facts: list[Fact] = list(plan.headings)
    for extract in EXTRACTORS:
        facts.extend(extract(plan))
    facts.extend(links(plan, facts))
    facts.sort(key=lambda fact: (fact.span.start, fact.type))
    return Plan(plan.title_text, plan.year, plan.span, plan.issuer_text, tuple(facts), plan)
