"""A plan's text laid out as the page shows it: headings, paragraphs and tables of runs.

A run is a stretch of the source with the facts that cover it. Layout wraps (runs of ideographic
blanks inside a line) and indents are left out of the runs, and every run knows its offset, so that
what is shown is clean and what is selected or linked is exact.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

_GAP: Final = re.compile(r"　+|(?<=\S)[ 　]*　[ 　]*(?=\S)")
_BYLINE: Final = re.compile(r"^[（(].*[）)]$")
_LONGEST_BYLINE: Final = 60
_LONGEST_SIGNATURE: Final = 30
LANES: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A fact as the layout needs it: its index on the page, kind, place, and whether decided."""

    index: int
    kind: str
    start: int
    end: int
    mood: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text covered by the same facts; `lanes` are underlines, `marks` begin here."""

    start: int
    text: str
    facts: tuple[int, ...] = ()
    lanes: tuple[str, ...] = ()
    marks: tuple[Place, ...] = ()
    heading: bool = False

    @property
    def look(self) -> str:
        """Return the class names that draw the run: an underline a lane, its kind and mood."""
        names = ["r"] if self.facts else []
        for lane, words in enumerate(self.lanes):
            names += [f"u{lane}--{word}" for word in words.split()]
        if self.heading:
            names.append("run-in")
        return " ".join(names)

    @property
    def indices(self) -> str:
        """Return the facts' indices as an attribute holds them."""
        return " ".join(map(str, self.facts))


@dataclass(slots=True)
class Block:
    """A title line, byline, heading, paragraph or table of the plan."""

    kind: str
    start: int
    end: int
    level: int = 0
    runs: list[Run] = field(default_factory=list)
    rows: list[list[list[Run]]] = field(default_factory=list)
    head: bool = False
    notes: list[int] = field(default_factory=list)


def blocks(
    text: str, span: tuple[int, int], facts: Sequence[Place], heads: Heads, body: int = 0
) -> list[Block]:
    """Return the blocks of a stretch of text, in order; every block has its runs.

    What stands before `body` is the notice that carries the plan: salutation and signature.
    """
    laid: list[Block] = []
    maker = _Runs(text, facts, heads)
    for start, end in _lines(text, *span):
        line = text[start:end]
        if "\t" in line:
            _add_row(laid, maker, start, end)
            continue
        begin, stop = _trimmed(text, start, end)
        block = _block(text, begin, stop, heads, laid)
        if begin < body:
            block.kind = _of_notice(text[begin:stop])
        block.runs = maker.runs(begin, stop)
        laid.append(block)
    for block in laid:
        block.head = bool(block.rows) and not maker.states_a_row(block.rows[0])
    return laid


@dataclass(frozen=True, slots=True)
class Heads:
    """Where headings stand: their starts, ends and levels, in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    levels: tuple[int, ...]

    @classmethod
    def of(cls, outline: Iterable[dict[str, int]]) -> Heads:
        """Take them from a plan's outline."""
        rows = sorted((row["start"], row["end"], row["level"]) for row in outline)
        return cls(
            tuple(row[0] for row in rows), tuple(row[1] for row in rows), tuple(r[2] for r in rows)
        )

    def at(self, begin: int, stop: int) -> tuple[int, int] | None:
        """Return (end, level) of the heading that begins in a line or runs on into it."""
        first = bisect_left(self.starts, begin)
        if first < len(self.starts) and self.starts[first] < stop:
            return self.ends[first], self.levels[first]
        if first and self.ends[first - 1] > begin:
            return self.ends[first - 1], self.levels[first - 1]
        return None


def _lines(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            yield at, stop
        at = stop + 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _block(text: str, begin: int, stop: int, heads: Heads, laid: list[Block]) -> Block:
    found = heads.at(begin, stop)
    if found is not None:
        end, level = found
        if level == 1:
            return Block("title", begin, stop, 1)
        rest = text[end:stop].strip("。 　")
        return Block("paragraph" if rest else "heading", begin, stop, level)
    line = text[begin:stop]
    after_title = bool(laid) and laid[-1].kind in {"title", "byline"}
    if after_title and len(line) < _LONGEST_BYLINE and _BYLINE.match(line):
        return Block("byline", begin, stop)
    return Block("paragraph", begin, stop)


def _of_notice(line: str) -> str:
    if line.endswith(("：", ":")):
        return "salutation"
    short = len(line) <= _LONGEST_SIGNATURE and not any(mark in line for mark in "。，；")
    return "signature" if short else "paragraph"


def _add_row(laid: list[Block], maker: _Runs, start: int, end: int) -> None:
    if not laid or laid[-1].kind != "table":
        laid.append(Block("table", start, end))
    table = laid[-1]
    cells: list[list[Run]] = []
    at = start
    while at <= end:
        stop = maker.text.find("\t", at, end)
        stop = end if stop < 0 else stop
        cells.append(maker.runs(*_trimmed(maker.text, at, stop)) if at < stop else [])
        at = stop + 1
    table.rows.append(cells)
    table.end = end


class _Runs:
    """Cuts lines into runs at the edges of facts and at layout wraps."""

    def __init__(self, text: str, facts: Sequence[Place], heads: Heads) -> None:
        self.text = text
        self.facts = sorted(facts, key=lambda fact: (fact.start, -fact.end))
        self.starts = [fact.start for fact in self.facts]
        self.reach = self._reach()
        self.lanes = lanes(self.facts)
        self.heads = heads

    def _reach(self) -> list[int]:
        """Return how far any fact up to each one goes: where a search backwards may stop."""
        reach: list[int] = []
        far = 0
        for fact in self.facts:
            far = max(far, fact.end)
            reach.append(far)
        return reach

    def over(self, begin: int, stop: int) -> list[Place]:
        """Return the facts that share a character with a stretch."""
        last = bisect_left(self.starts, stop)
        found = []
        for at in range(last - 1, -1, -1):
            if self.reach[at] <= begin:
                break
            if self.facts[at].end > begin:
                found.append(self.facts[at])
        return found[::-1]

    def runs(self, begin: int, stop: int) -> list[Run]:
        """Return the runs of a stretch."""
        if begin >= stop:
            return []
        here = self.over(begin, stop)
        head = self.heads.at(begin, stop)
        cuts = {begin, stop}
        for fact in here:
            cuts |= {max(begin, fact.start), min(stop, fact.end)}
        if head is not None:
            cuts.add(min(stop, head[0]))
        gaps = [match.span() for match in _GAP.finditer(self.text, begin, stop)]
        for gap in gaps:
            cuts |= set(gap)
        edges = sorted(cuts)
        hidden = {first for first, _ in gaps}
        made = []
        for first, last in pairwise(edges):
            if any(start <= first and last <= end for start, end in gaps) or first in hidden:
                continue
            made.append(self._run(first, last, here, heading=head is not None and last <= head[0]))
        return made

    def _run(self, first: int, last: int, here: list[Place], *, heading: bool) -> Run:
        inside = [fact for fact in here if fact.start <= first and last <= fact.end]
        lines = [""] * LANES
        for fact in inside:
            lane = self.lanes.get(fact.index)
            if lane is not None:
                lines[lane] = f"{fact.kind} {fact.mood}".strip()
        while lines and not lines[-1]:
            lines.pop()
        return Run(
            first,
            self.text[first:last],
            tuple(fact.index for fact in inside),
            tuple(lines),
            tuple(fact for fact in inside if fact.start == first),
            heading=heading,
        )

    def states_a_row(self, row: list[list[Run]]) -> bool:
        """Whether a table row holds a fact, which a row of column names does not."""
        return any(run.facts for cell in row for run in cell)


#: Kinds drawn without an underline: headings look like headings, rows are whole rows.
PLAIN: Final = frozenset({"heading", "assignment", "link"})


def lanes(facts: Sequence[Place]) -> dict[int, int]:
    """Give overlapping facts different underlines, the longer one below; at most `LANES`.

    A fact for which no lane is free is not underlined; its letter mark and selection remain.
    """
    free = [0] * LANES
    given: dict[int, int] = {}
    for fact in sorted(facts, key=lambda fact: (fact.start, -fact.end)):
        if fact.kind in PLAIN:
            continue
        lane = next((at for at, until in enumerate(free) if until <= fact.start), None)
        if lane is not None:
            given[fact.index] = lane
            free[lane] = fact.end
    return given
