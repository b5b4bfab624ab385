"""What people type into the cells of a form, and whether it can be kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from luoshi.kernel.sheets import values
from luoshi.reporting.rules.content import (
    FIGURE_COLUMNS,
    NUMBER_COLUMNS,
    PROGRESS_COLUMNS,
    PROJECT_COLUMNS,
    PROJECT_NUMBERS,
)
from luoshi.reporting.rules.projects import UNIT, Blocker, Stage

#: What the database keeps: twenty digits, six of them after the point.
DECIMALS: Final = 6
WHOLE: Final = 14
LONGEST: Final = {"blank_reason": 200, "leader": 80, "owner": 100, "help": 500}
LONGEST_TEXT: Final = 4000
CHOICES: Final = {"stage": frozenset(Stage), "blocker": frozenset(Blocker)}
RATIO_COLUMNS: Final = frozenset({"numerator", "denominator"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a line asks for: its kind, its unit, whether it is a ratio.

    `counted`: a figure says when its item is done, so nobody says it in words. `computed`: its
    value follows from the parts of a breakdown. `project`: the respondent answers for a project
    and says besides how it stands.
    """

    kind: str
    unit: str = ""
    ratio: bool = False
    counted: bool = False
    project: bool = False
    computed: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that such a line has."""
        if self.kind == "figure":
            return FIGURE_COLUMNS
        return PROGRESS_COLUMNS + PROJECT_COLUMNS if self.project else PROGRESS_COLUMNS


class Unreadable(ValueError):  # noqa: N818 - an answer, not an error
    """A cell that cannot be kept as typed; its text is the reason's code."""


def number(text: str, unit: str = "") -> Decimal | None:
    """Return the number a cell says, in the unit of its line; None when it says nothing.

    Raises:
        Unreadable: it says no number, or one that the line cannot hold.

    """
    if values.is_blank(text):
        return None
    try:
        value = values.number(text, unit)
    except (ValueError, InvalidOperation) as wrong:
        raise Unreadable("number") from wrong
    wrong_size = size_wrong(value)
    if wrong_size:
        raise Unreadable(wrong_size)
    return value


def day(text: str) -> date | None:
    """Return the day a cell says; None when it says nothing.

    Raises:
        Unreadable: it says no day.

    """
    if values.is_blank(text):
        return None
    try:
        return values.day(text)
    except ValueError as wrong:
        raise Unreadable("day") from wrong


def size_wrong(value: Decimal) -> str:
    """Return why a number cannot be kept (`number`, `decimals`, `size`), or an empty text."""
    if not value.is_finite():
        return "number"
    if abs(value) >= Decimal(10) ** WHOLE:
        return "size"
    exponent = value.normalize().as_tuple().exponent
    return "decimals" if isinstance(exponent, int) and exponent < -DECIMALS else ""


def cell_wrong(asked: Asked, column: str, text: str) -> str:
    """Return why a cell cannot be taken as typed, as a code, or an empty text.

    `column`: the line has no such cell; `computed`: it follows from the parts of a breakdown;
    `ratio`: it follows from its parts; `parts`: only ratios have parts; `counted`: a figure says
    when it is done; `choice`: none of those to choose from; `negative`: less than nought; `long`:
    too many characters; else what `number` and `day` say.
    """
    if column not in asked.columns:
        return "column"
    if column in PROJECT_COLUMNS:
        return _project_wrong(column, text)
    closed = _closed(asked, column)
    if closed:
        return closed if text.strip() else ""
    if column == "finished_on":
        return _finish_wrong(asked, text)
    if column not in NUMBER_COLUMNS:
        return "long" if len(text) > LONGEST.get(column, LONGEST_TEXT) else ""
    try:
        number(text, asked.unit)
    except Unreadable as wrong:
        return str(wrong)
    return ""


def _closed(asked: Asked, column: str) -> str:
    """Return why nobody types into a cell of a figure."""
    if asked.computed and column in ("value", *RATIO_COLUMNS):
        return "computed"
    if asked.kind == "figure" and column == "value" and asked.ratio:
        return "ratio"
    return "parts" if column in RATIO_COLUMNS and not asked.ratio else ""


def _project_wrong(column: str, text: str) -> str:
    """Return why a cell of a project cannot be taken; its money may be typed in 万元 as well."""
    if column in CHOICES:
        return "choice" if text and text not in CHOICES[column] else ""
    try:
        if column in PROJECT_NUMBERS:
            value = number(text, UNIT)
            return "negative" if value is not None and value < 0 else ""
        if column == "expected_on":
            day(text)
    except Unreadable as wrong:
        return str(wrong)
    return "long" if len(text) > LONGEST.get(column, LONGEST_TEXT) else ""


def _finish_wrong(asked: Asked, text: str) -> str:
    """Return why nobody can say so that an item is done."""
    try:
        said = day(text)
    except Unreadable as wrong:
        return str(wrong)
    return "counted" if said and asked.counted else ""
