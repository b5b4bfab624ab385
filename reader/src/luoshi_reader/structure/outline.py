"""Headings, sections and paragraphs of the plans in a text."""

from __future__ import annotations

from dataclasses import dataclass, field

from luoshi_reader.facts import Heading
from luoshi_reader.source import Source, Span
from luoshi_reader.text.folding import Folded


@dataclass(slots=True)
class Section:
    """A heading, the headings under it and its own paragraphs; the root stands for the plan."""

    heading: Heading | None
    parent: Section | None
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    def above(self, level: int) -> Section | None:
        """Return the nearest section at or above this one whose heading has `level`."""
        at: Section | None = self
        while at is not None and not (at.heading and at.heading.level == level):
            at = at.parent
        return at


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text under a heading, the heading's own words left out.

    `index` counts the plan's paragraphs from 0.
    """

    folded: Folded
    section: Section
    index: int

    @property
    def text(self) -> str:
        """The folded text: what patterns match on."""
        return self.folded.text


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each cell a folded view; `header` is the row of column names or None."""

    span: Span
    header: tuple[Folded, ...] | None
    rows: tuple[tuple[Folded, ...], ...]


@dataclass(slots=True)
class PlanText:
    """One plan's text taken apart: what every extractor receives.

    `year` is the plan's year (of a span of years the last), `issuer_text` the body named in the
    byline or before the title, `area_text` the territory it governs (河南省) where known.
    """

    source: Source
    span: Span
    title_text: str
    year: int | None
    issuer_text: str | None
    area_text: str | None
    root: Section
    headings: list[Heading]
    paragraphs: list[Paragraph]
    tables: list[Table]
