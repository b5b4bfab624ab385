"""What the monthly form asks of a project, what must fit together, what is carried over. Pure.

Money is in 亿元. What a period came to (本期) and what was done since the start (自开工累计) are
typed; what comes to since January is added up from the periods and never typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from luoshi.kernel.periods import Period
from luoshi.kernel.rounding import share
from luoshi.reporting.rules.checks import HARD, SOFT
from luoshi.reporting.rules.content import ProjectInput, cells_of_project

UNIT: Final = "亿元"


class Stage(StrEnum):
    """How far a project is; the values of `ProjectStage`."""

    EARLY = "early"
    STARTED = "started"
    BUILDING = "building"
    FINISHED = "finished"
    RUNNING = "running"
    STOPPED = "stopped"


class Blocker(StrEnum):
    """What stands in a project's way; the values of `ProjectBlocker`."""

    NONE = "none"
    LAND = "land"
    PERMIT = "permit"
    MONEY = "money"
    SUPPLY = "supply"
    OTHER = "other"


#: Stage → what must not be left open (row 64).
REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "early": (),
    "started": ("leader", "planned_yi"),
    "building": ("leader", "planned_yi", "period_yi"),
    "finished": ("period_yi", "done"),
    "running": ("done",),
    "stopped": ("done",),
}
#: From the beginning to the end; a stopped project may have stood anywhere.
ORDER: Final = (Stage.EARLY, Stage.STARTED, Stage.BUILDING, Stage.FINISHED, Stage.RUNNING)
#: What is known from the period before and stands in the form already; the rest is said anew.
CARRIED: Final = (
    "stage", "investment_yi", "planned_yi", "leader", "expected_on",
    "blocker", "problems", "help", "owner",
)  # fmt: skip
_ENDED: Final = frozenset({Stage.FINISHED, Stage.RUNNING, Stage.STOPPED})
_NEAR: Final = Decimal("0.000001")
_NOUGHT: Final = Decimal(0)
_DAY: Final = timedelta(days=1)


class Notice(StrEnum):
    """What the built-in checks find of a project; the codes of their findings."""

    TOTAL_FALLS = "total_falls"
    TOTAL_SHORT = "total_short"
    STAGE_BACK = "stage_back"
    OVER_PLAN = "over_plan"
    OVER_TOTAL = "over_total"
    TOTAL_RUNS = "total_runs"
    OVERDUE = "project_overdue"

    @property
    def severity(self) -> str:
        """Whether it blocks or asks."""
        return HARD if self in (Notice.TOTAL_FALLS, Notice.TOTAL_SHORT) else SOFT


@dataclass(frozen=True, slots=True)
class Before:
    """What its respondent said of a project before: last, and since January.

    `texts` are the last period's cells by column, words included; what is to be invested in the
    whole is known from the plan where nothing was said yet. `end` is that period's last day.
    """

    said: ProjectInput | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    year: Decimal | None = None
    period_code: str = ""
    end: date | None = None

    def carried(self, period: Period) -> dict[str, str]:
        """Return what stands in the form of a period before anybody types; blanks left out.

        A year's plan of investment ends with the year.
        """
        new_year = self.period_code[:4] != f"{period.end.year}"
        return {
            column: self.texts[column]
            for column in CARRIED
            if self.texts.get(column) and not (column == "planned_yi" and new_year)
        }


@dataclass(frozen=True, slots=True)
class Sums:
    """What is shown beside the typed money; None where it cannot be known."""

    year: Decimal | None
    year_rate: Decimal | None
    total_rate: Decimal | None
    total_next: Decimal | None


def sums(said: ProjectInput, before: Before) -> Sums:
    """Return what the year comes to, the rates, and what the total since the start should be."""
    year = total([before.year, said.period_yi])
    last = before.said.total_yi if before.said else None
    follows = None if last is None else last + (said.period_yi or 0)
    return Sums(
        year=year,
        year_rate=share(year, said.planned_yi),
        total_rate=share(said.total_yi, said.investment_yi),
        total_next=follows,
    )


def missing(stage: str, said: Mapping[str, object]) -> tuple[str, ...]:
    """Return which fields the stage asks for and the report leaves open; nought is an answer."""
    blocked = said.get("blocker") not in ("", Blocker.NONE, None)
    wanted = (*REQUIRED[stage], *(("problems", "owner") if blocked else ()))
    return tuple(name for name in wanted if said.get(name) in (None, ""))


def goes_back(before: str, after: str) -> bool:
    """Whether a stage lies before one that was reported earlier."""
    if before not in ORDER or after not in ORDER:
        return False
    return ORDER.index(Stage(after)) < ORDER.index(Stage(before))


def total(parts: Iterable[Decimal | None]) -> Decimal | None:
    """Return what the periods of a year come to; nothing said is not nought."""
    said = [part for part in parts if part is not None]
    return sum(said, Decimal(0)) if said else None


def is_said(said: ProjectInput) -> bool:
    """Whether anything is said of a project."""
    return any(text for _column, text in cells_of_project(said))


def noticed(
    said: ProjectInput, before: Before, period: Period
) -> Iterator[tuple[Notice, dict[str, Decimal]]]:
    """Yield what does not fit, each with the numbers that its sentence needs (rows 64, 65)."""
    found = sums(said, before)
    last, now, own = before.said, said.total_yi, said.period_yi
    if last and last.total_yi is not None and now is not None:
        if now < last.total_yi:
            yield Notice.TOTAL_FALLS, {"now": now, "then": last.total_yi}
        elif _follows(before, period) and abs(last.total_yi + (own or 0) - now) >= _NEAR:
            yield Notice.TOTAL_RUNS, {"now": now, "then": last.total_yi, "own": own or _NOUGHT}
    if now is not None and found.year is not None and now < found.year:
        yield Notice.TOTAL_SHORT, {"now": now, "then": found.year}
    if last and goes_back(last.stage, said.stage):
        yield Notice.STAGE_BACK, {}
    if said.planned_yi is not None and found.year is not None and found.year > said.planned_yi:
        yield Notice.OVER_PLAN, {"now": found.year, "then": said.planned_yi}
    if said.investment_yi is not None and now is not None and now > said.investment_yi:
        yield Notice.OVER_TOTAL, {"now": now, "then": said.investment_yi}
    if _overdue(said, period.end):
        yield Notice.OVERDUE, {}


def _follows(before: Before, period: Period) -> bool:
    """Whether nothing was left out between the period before and this one."""
    return before.end is not None and before.end + _DAY == period.start


def _overdue(said: ProjectInput, end: date) -> bool:
    """Whether a project should have been completed by now and is not."""
    expected = said.expected_on
    return bool(expected) and said.stage not in _ENDED and expected < end.isoformat()
