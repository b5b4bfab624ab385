"""Headings, sections and paragraphs of the plans in a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import attrgetter

from luoshi_reader.facts import Heading
from luoshi_reader.source import Source, Span
from luoshi_reader.text.folding import Folded
from luoshi_reader.text.quantities import Quantity, quantities


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
    #: The folded text: what patterns match on.
    text: str = field(init=False, compare=False, repr=False)
    _quantities: list[Quantity] | None = field(default=None, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the text at hand: every extractor asks for it many times."""
        object.__setattr__(self, "text", self.folded.text)

    def quantities(self, start: int = 0, end: int | None = None) -> list[Quantity]:
        """Return the quantities of a stretch, read once for all who ask."""
        known = self._quantities
        if known is None:
            known = list(quantities(self.text))
            object.__setattr__(self, "_quantities", known)
        low = bisect_left(known, start, key=attrgetter("start"))
        high = len(known) if end is None else bisect_right(known, end, key=attrgetter("end"))
        return known[low:high]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each cell a folded view; `header` is the row of column names or None.

    `roles` says what each column holds (`structure.columns`), by its name or by its cells, ""
    where neither tells; `notes` are the lines before the table: its caption, 单位：亿元.
    """

    span: Span
    header: tuple[Folded, ...] | None
    rows: tuple[tuple[Folded, ...], ...]
    roles: tuple[str, ...] = ()
    notes: tuple[Folded, ...] = ()


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
    #: The headings as paragraphs, laid out for whoever asks first.
    headlines: list[Paragraph] = field(default_factory=list, compare=False, repr=False)
    #: Which sections, by their identity, tell of the past, as far as somebody asked.
    looking_back: dict[int, bool] = field(default_factory=dict, compare=False, repr=False)
