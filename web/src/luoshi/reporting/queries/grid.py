"""The form page's content: every line with what was typed, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from luoshi.kernel.periods import Period
from luoshi.ledger.api import Dimension
from luoshi.reporting.models import Base, Duty, Line
from luoshi.reporting.queries.earlier import (
    Told,
    Words,
    earlier_of,
    figures_before,
    of_the_plan,
    words_before,
)
from luoshi.reporting.queries.filling import (
    Holding,
    asked_of,
    content_of,
    drafts_of,
    holding_of,
    lines_of,
)
from luoshi.reporting.queries.projects import before_of
from luoshi.reporting.rules.content import (
    NUMBER_COLUMNS,
    PROGRESS_COLUMNS,
    PROJECT_COLUMNS,
    PROJECT_NUMBERS,
    FigureInput,
    cells,
    text_of,
)
from luoshi.reporting.rules.grid import Beside, How, Said, base_of, beside, point_of
from luoshi.reporting.rules.parts import added
from luoshi.reporting.rules.parts import columns as value_columns
from luoshi.reporting.rules.projects import UNIT, Before
from luoshi.reporting.rules.typed import Unreadable, cell_wrong, number


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, the version of its draft (0: none yet), why it is wrong.

    `carried`: it stands there from the period before, and nobody has typed in the line yet.
    """

    column: str
    text: str = ""
    version: int = 0
    wrong: str = ""
    carried: bool = False


@dataclass(slots=True)
class Row:
    """One line of the form with its cells; figures have `how` and `beside`."""

    line: Line
    cells: dict[str, Cell]
    how: How | None = None
    beside: Beside | None = None
    before: Before | None = None
    base_known: bool = False
    comparable: bool = False
    target: Decimal | None = None
    history: list[Said] = field(default_factory=list)
    last_words: Words | None = None
    finished: Words | None = None

    @property
    def asks_finish(self) -> bool:
        """Whether somebody may say in words that the line's item is done."""
        return not asked_of(self.line).counted

    @property
    def is_project(self) -> bool:
        """Whether the line asks how a project stands."""
        return self.before is not None

    @property
    def filled(self) -> bool:
        """Whether something was said in this line, besides what was carried over."""
        wanted = set(NUMBER_COLUMNS[:3]) | {"blank_reason", *PROGRESS_COLUMNS, *PROJECT_COLUMNS}
        return any(
            cell.text.strip() and not cell.carried
            for key, cell in self.cells.items()
            if key in wanted
        )

    def number(self, column: str) -> Decimal | None:
        """Return a typed number; None for a blank and for what is none."""
        cell = self.cells.get(column)
        unit = UNIT if column in PROJECT_NUMBERS else self.unit
        try:
            return number(cell.text, unit) if cell and not cell.wrong else None
        except Unreadable:
            return None

    @property
    def figure(self) -> FigureInput:
        """Return what is typed of a figure."""
        value, top, bottom, base = (self.number(column) for column in NUMBER_COLUMNS)
        reason = self.cells["blank_reason"].text
        return FigureInput(self.line.pk, value, top, bottom, base, blank_reason=reason)

    @property
    def unit(self) -> str:
        """Return the unit of the line's figures."""
        return self.line.series.unit if self.line.series else ""


@dataclass(slots=True)
class Grid:
    """All lines of a duty, for the page, the sheet and the check alike."""

    duty: Duty
    period: Period
    rows: list[Row]
    number: int

    @property
    def figures(self) -> list[Row]:
        """Return the lines of figures."""
        return [row for row in self.rows if row.line.kind == Line.Kind.FIGURE]

    @property
    def progress(self) -> list[Row]:
        """Return the lines of progress in words."""
        return [
            row for row in self.rows if row.line.kind == Line.Kind.PROGRESS and not row.is_project
        ]

    @property
    def projects(self) -> list[Row]:
        """Return the lines of projects."""
        return [row for row in self.rows if row.is_project]

    @property
    def has_ratios(self) -> bool:
        """Whether a line is typed by its parts."""
        return any(row.how is not None and row.how.ratio for row in self.figures)

    @property
    def filled(self) -> int:
        """Return in how many lines something was said."""
        return sum(row.filled for row in self.rows)


def grid_of(duty: Duty, *, drafts: bool = True) -> Grid:
    """Return a duty's lines with their cells: the draft's, or those of the standing version.

    A draft is for whoever fills the report; others see what was sent.
    """
    period = Period.parse(duty.cycle.period_code)
    holding = holding_of(duty)
    lines = list(lines_of(duty, holding))
    said = cells(content_of(duty.current))
    typed = {(cell.line_id, cell.column): cell for cell in drafts_of(duty)} if drafts else {}
    rows = [_row(line, said, typed) for line in lines]
    told = earlier_of(duty)
    _add_projects(duty, rows, told, drafts=drafts)
    _add_totals(rows)
    _add_targets(rows, holding)
    _add_history(duty, rows, told)
    _add_words(rows, of_the_plan(told, duty.cycle.form))
    return Grid(duty, period, rows, duty.current.number if duty.current else 0)


def _row(
    line: Line, said: Mapping[tuple[int, str], str], drafts: Mapping[tuple[int, str], Any]
) -> Row:
    asked = asked_of(line)
    found = {}
    for column in asked.columns:
        draft = drafts.get((line.pk, column))
        text = draft.text if draft else said.get((line.pk, column), "")
        wrong = cell_wrong(asked, column, text) if text else ""
        found[column] = Cell(column, text, draft.version if draft else 0, wrong)
    if line.series is None:
        return Row(line, found)
    indicator = line.series.indicator
    how = How(indicator.over_time, indicator.entered, line.series.unit)
    return Row(line, found, how=how)


def _add_projects(duty: Duty, rows: Sequence[Row], told: Told, *, drafts: bool) -> None:
    """Give every project what was said of it before; a new form begins with what carries over."""
    period = Period.parse(duty.cycle.period_code)
    before = before_of(duty, [row.line for row in rows], told)
    for row in rows:
        row.before = before.get(row.line.pk)
        fresh = duty.current is None and not any(cell.version for cell in row.cells.values())
        if row.before is None or not drafts or not fresh or row.filled:
            continue
        for column, text in row.before.carried(period).items():
            row.cells[column] = Cell(column, text, carried=True)


def _add_totals(rows: Sequence[Row]) -> None:
    """Give every total that follows from the parts of a breakdown what they come to."""
    for row in rows:
        if not row.line.computed or row.how is None:
            continue
        parts = [part for part in rows if _adds_to(part.line, row.line)]
        summed = added([part.figure for part in parts], ratio=row.how.ratio)
        for column in value_columns(ratio=row.how.ratio):
            row.cells[column] = Cell(column, text_of(summed.get(column)))


def _adds_to(line: Line, total: Line) -> bool:
    """Whether a line is one of those from which a total follows."""
    option = line.series.option if line.series else None
    return (
        line.part_of_id == total.pk
        and option is not None
        and option.dimension.total == Dimension.Total.COMPUTED
    )


def _add_targets(rows: Sequence[Row], holding: Holding) -> None:
    """Give every figure what its agency has to bring by the year's end: its own part."""
    for row in rows:
        amount, unit = holding.totals.get(row.line.item_id or 0, (None, ""))
        whole = row.how is not None and row.line.part_of_id is None
        if whole and amount is not None:
            row.target = _in_unit(amount, unit, row.unit)


def _in_unit(amount: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Return an amount in the unit of a line; none where the two are of different kinds."""
    try:
        return number(f"{amount:f}{unit}", wanted)
    except Unreadable:
        return None


def _add_history(duty: Duty, rows: Sequence[Row], told: Told) -> None:
    """Give every figure what its respondent said before, in two statements."""
    period = Period.parse(duty.cycle.period_code)
    series = [row.line.series_id for row in rows if row.line.series_id]
    history = figures_before(told)
    bases = bases_of(duty, series, period)
    for row in rows:
        if row.how is None:
            continue
        row.history = history.get(row.line.series_id, [])
        kept = bases.get(row.line.series_id or 0)
        known = kept.value if kept else base_of(row.history, period, row.how)
        row.comparable = kept is not None and kept.comparable
        row.base_known = known is not None
        recount(row, period, known)


def recount(row: Row, period: Period, known: Decimal | None = None) -> None:
    """Count anew what stands beside a figure, from its cells."""
    assert row.how is not None
    if known is None and row.base_known and row.beside:
        known = row.beside.base
    row.beside = beside(
        point_of({column: row.number(column) for column in NUMBER_COLUMNS}, row.how),
        row.history,
        period=period,
        how=row.how,
        base=known if known is not None else row.number("base"),
        target=row.target,
    )


class KnownBase(NamedTuple):
    """Last year's value, and whether it is on the comparable basis (GOV-15)."""

    value: Decimal
    comparable: bool


def bases_of(duty: Duty, series: Sequence[int], period: Period) -> dict[int, KnownBase]:
    """Return last year's values on the comparable basis, or as published."""
    rows = Base.objects.filter(
        series__in=series,
        agency=duty.agency_id,
        enterprise=duty.enterprise_id,
        period_code=period.last_year().code,
    )
    found = {}
    for row in rows:
        value = row.published if row.adjusted is None else row.adjusted
        if value is not None:
            found[row.series_id] = KnownBase(value, row.adjusted is not None)
    return found


def _add_words(rows: Sequence[Row], told: Told) -> None:
    """Give every line of progress what was said of its item last; it is offered, never filled."""
    asked = [row for row in rows if row.line.kind == Line.Kind.PROGRESS]
    last, done = words_before(told, {row.line.item_id or 0 for row in asked})
    for row in asked:
        row.last_words = last.get(row.line.item_id or 0)
        row.finished = done.get(row.line.item_id or 0)
