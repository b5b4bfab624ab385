"""Tables drawn with lines: the cells between them, merged where a line is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from luoshi_reader.formats.glyphs import Glyph, Page, Rule, lines_of, together
from luoshi_reader.formats.grid import Spanned

#: Lines nearer than this, in points, are one line drawn twice.
_SNAP: Final = 4.0
_SHORTEST: Final = 6.0
_COVERED: Final = 0.7
_FEWEST: Final = 2
_MOST_LINES: Final = 400


@dataclass(slots=True)
class Drawn:
    """A table on a page: its rows of cells, where it stands, and where its columns part.

    `before` counts the rows on the pages before, of a table that only goes on here.
    """

    rows: list[list[Spanned]]
    top: float
    bottom: float
    edges: tuple[float, ...]
    page: int
    before: int = 0


def drawn_tables(page: Page) -> tuple[list[Drawn], list[Glyph]]:
    """Return the tables drawn on a page, and the glyphs that stand outside of them."""
    tables: list[Drawn] = []
    rest = page.glyphs
    for group in _groups(page.rules):
        # The uprights of a row that the page's end broke go on beyond its last line.
        ends = [end for rule in group if not rule.lies for end in (rule.top, rule.bottom)]
        if not ends:
            continue
        down = _levels([*(rule.top for rule in group if rule.lies), min(ends), max(ends)])
        across = _levels([rule.left for rule in group if not rule.lies])
        if len(down) <= 1 or len(across) <= _FEWEST or max(len(down), len(across)) > _MOST_LINES:
            continue
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in rest:
            x, y = glyph.middle
            here = across[0] <= x <= across[-1] and down[0] <= y <= down[-1]
            (inside if here else outside).append(glyph)
        if not any(glyph.text.strip() for glyph in inside):
            continue
        rest = outside
        rows = _rows(_Grid(group, down, across), inside)
        tables.append(Drawn(rows, down[0], down[-1], tuple(across), page.number))
    return sorted(tables, key=lambda table: table.top), rest


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules that touch one another, group by group."""
    left = sorted(
        (r for r in rules if max(r.right - r.left, r.bottom - r.top) >= _SHORTEST),
        key=lambda rule: (rule.top, rule.left),
    )
    groups: list[tuple[list[Rule], list[float]]] = []
    for rule in left:
        box = [rule.left - _SNAP, rule.top - _SNAP, rule.right + _SNAP, rule.bottom + _SNAP]
        members = [rule]
        kept = []
        for other, bounds in groups:
            if _meet(box, bounds):
                members += other
                box = [
                    min(box[0], bounds[0]),
                    min(box[1], bounds[1]),
                    max(box[2], bounds[2]),
                    max(box[3], bounds[3]),
                ]
            else:
                kept.append((other, bounds))
        groups = [*kept, (members, box)]
    return [members for members, _ in groups if len(members) > _FEWEST]


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    across = one[0] <= other[2] and other[0] <= one[2]
    return across and one[1] <= other[3] and other[1] <= one[3]


def _levels(values: list[float]) -> list[float]:
    """Return distinct positions; those that nearly agree are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


class _Grid:
    """The lines of a table, asked whether one parts two neighbouring fields."""

    def __init__(self, rules: Sequence[Rule], down: list[float], across: list[float]) -> None:
        self.down = down
        self.across = across
        self.lying = [rule for rule in rules if rule.lies]
        self.standing = [rule for rule in rules if not rule.lies]

    def below(self, row: int, column: int) -> bool:
        """Whether a line runs under a field."""
        level = self.down[row + 1]
        ends = [(r.left, r.right) for r in self.lying if abs(r.top - level) <= _SNAP]
        return _covers(ends, self.across[column], self.across[column + 1])

    def beside(self, row: int, column: int) -> bool:
        """Whether a line runs down the right of a field."""
        level = self.across[column + 1]
        ends = [(r.top, r.bottom) for r in self.standing if abs(r.left - level) <= _SNAP]
        return _covers(ends, self.down[row], self.down[row + 1])


def _covers(ends: list[tuple[float, float]], start: float, stop: float) -> bool:
    covered = 0.0
    at = start
    for first, last in sorted(ends):
        fresh = min(last, stop) - max(first, at)
        if fresh > 0:
            covered += fresh
            at = min(last, stop)
    return covered >= _COVERED * (stop - start)


def _rows(grid: _Grid, glyphs: Sequence[Glyph]) -> list[list[Spanned]]:
    rows, columns = len(grid.down) - 1, len(grid.across) - 1
    #: Field → the first field of the cell it belongs to.
    first: dict[tuple[int, int], tuple[int, int]] = {}
    size: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in first:
                continue
            wide, tall = 1, 1
            while column + wide < columns and not grid.beside(row, column + wide - 1):
                wide += 1
            while row + tall < rows and not grid.below(row + tall - 1, column):
                tall += 1
            size[row, column] = (wide, tall)
            for down in range(tall):
                for right in range(wide):
                    first.setdefault((row + down, column + right), (row, column))
    words: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        x, y = glyph.middle
        row = min(bisect_right(grid.down, y) - 1, rows - 1)
        column = min(bisect_right(grid.across, x) - 1, columns - 1)
        words.setdefault(first[max(row, 0), max(column, 0)], []).append(glyph)
    return [
        [
            Spanned(_cell(words.get((row, column), [])), *size[row, column])
            for column in range(columns)
            if (row, column) in size
        ]
        for row in range(rows)
    ]


def _cell(glyphs: list[Glyph]) -> str:
    text = ""
    for line in lines_of(glyphs, 0):
        text = together(text, line.text) if text else line.text
    return text


def goes_on(above: Drawn, below: Drawn) -> bool:
    """Whether a table at the top of a page goes on one at the foot of the page before."""
    same = len(above.edges) == len(below.edges)
    return same and all(
        abs((a2 - a1) - (b2 - b1)) <= 2 * _SNAP
        for (a1, a2), (b1, b2) in zip(pairwise(above.edges), pairwise(below.edges), strict=True)
    )
