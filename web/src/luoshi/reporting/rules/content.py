"""What a respondent says, as a value: figures, progress, evidence; its digest; its cells.

Two contents that say the same have the same digest, however they were written: order does not
count and 12.50 is 12.5 (REL-01, REL-03). Cells are what two versions are compared by (REL-05).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

FIGURE_COLUMNS = ("value", "numerator", "denominator", "base", "blank_reason", "explanation")
NUMBER_COLUMNS = FIGURE_COLUMNS[:4]
PROGRESS_COLUMNS = ("done", "problems", "next_steps", "finished_on")
#: What a line of progress asks besides of whoever answers for a project; money in 亿元.
PROJECT_NUMBERS = ("investment_yi", "planned_yi", "period_yi", "total_yi")
PROJECT_COLUMNS = ("stage", *PROJECT_NUMBERS, "expected_on", "leader", "blocker", "help", "owner")


@dataclass(frozen=True, slots=True)
class FigureInput:
    """A figure of a line; a blank one has no value and may say why."""

    line_id: int
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    base: Decimal | None = None
    blank_reason: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class ProgressInput:
    """What was done about a line's item, what stands in the way, what comes next.

    `finished_on` is the day (2016-05-31) on which all of it was done; empty while it goes on.
    """

    line_id: int
    done: str = ""
    problems: str = ""
    next_steps: str = ""
    finished_on: str = ""


@dataclass(frozen=True, slots=True)
class ProjectInput:
    """How a project stands: its stage, its money in 亿元, what is in its way and who clears that.

    `investment_yi` is planned for the whole, `planned_yi` for the year; `period_yi` was done in the
    period, `total_yi` since the start. `expected_on` is a day (2017-06-30), `owner` the name of
    the agency that must clear the blocker. The words (形象进度, problems) are the line's progress.
    """

    line_id: int
    stage: str = ""
    investment_yi: Decimal | None = None
    planned_yi: Decimal | None = None
    period_yi: Decimal | None = None
    total_yi: Decimal | None = None
    expected_on: str = ""
    leader: str = ""
    blocker: str = ""
    help: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All that a submission says."""

    figures: tuple[FigureInput, ...] = ()
    progress: tuple[ProgressInput, ...] = ()
    evidence: tuple[int, ...] = ()
    projects: tuple[ProjectInput, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """The foot of a form: whom to ring up, who answers for it, a note to the whole."""

    phone: str = ""
    responsible: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of one version beside the same cell of two others; a blank is an empty text."""

    line_id: int
    column: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A content with all that goes into its digest."""

    content: Content
    stage: str = ""
    header: Header = field(default_factory=Header)
    explanations: Mapping[tuple[str, int | None], str] = field(default_factory=dict)


def text_of(value: Decimal | None) -> str:
    """Return a number as a cell shows it and a digest counts it: no exponent, no spare noughts."""
    if value is None:
        return ""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def cells(content: Content) -> dict[tuple[int, str], str]:
    """Return the filled cells of a content by line and column."""
    found: dict[tuple[int, str], str] = {}
    for figure in content.figures:
        for column in NUMBER_COLUMNS:
            found[figure.line_id, column] = text_of(getattr(figure, column))
        found[figure.line_id, "blank_reason"] = figure.blank_reason
        found[figure.line_id, "explanation"] = figure.explanation
    for said in content.progress:
        for column in PROGRESS_COLUMNS:
            found[said.line_id, column] = getattr(said, column)
    for project in content.projects:
        for column, text in cells_of_project(project):
            found[project.line_id, column] = text
    return {key: text for key, text in found.items() if text}


def cells_of_project(said: ProjectInput) -> Iterator[tuple[str, str]]:
    """Yield the cells of a project by column, blanks too."""
    for column in PROJECT_COLUMNS:
        value = getattr(said, column)
        yield column, text_of(value) if column in PROJECT_NUMBERS else value


def digest(spoken: Spoken) -> str:
    """Return the digest of all that was said."""
    told = {
        "cells": sorted([line, column, text] for (line, column), text in _cells_of(spoken)),
        "evidence": sorted(spoken.content.evidence),
        "stage": spoken.stage,
        "header": [spoken.header.phone, spoken.header.responsible, spoken.header.note],
        "explanations": sorted(
            [code, line or 0, text.strip()]
            for (code, line), text in spoken.explanations.items()
            if text.strip()
        ),
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _cells_of(spoken: Spoken) -> Iterable[tuple[tuple[int, str], str]]:
    return cells(spoken.content).items()


def differences(base: Content, mine: Content, theirs: Content) -> tuple[Cell, ...]:
    """Return the cells in which mine and theirs differ, each beside what both started from."""
    before, one, other = cells(base), cells(mine), cells(theirs)
    keys = sorted({key for key in one.keys() | other.keys() if one.get(key) != other.get(key)})
    return tuple(
        Cell(line, column, *(said.get((line, column), "") for said in (before, one, other)))
        for line, column in keys
    )


def merged(base: Content, mine: Content, theirs: Content) -> Mapping[tuple[int, str], str]:
    """Return the cells with the changes of both; where both changed one, mine stands.

    No value is lost: `differences` shows each cell in which one of the two gives way.
    """
    before, one, other = cells(base), cells(mine), cells(theirs)
    keys = before.keys() | one.keys() | other.keys()
    chosen = {
        key: one.get(key, "") if one.get(key, "") != before.get(key, "") else other.get(key, "")
        for key in keys
    }
    return {key: text for key, text in chosen.items() if text}
