"""Reporting for programs: the same actions as the pages, the same refusals (row 90).

A figure is a decimal in a text, never a float. Sending twice under one key is harmless.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from luoshi.accounts.api import May, Person, posted, require, scope_of, shown
from luoshi.kernel.programs import LARGEST, Paging, Said, answers, page
from luoshi.reporting import actions
from luoshi.reporting.models import Duty, Line
from luoshi.reporting.opened import note_duty
from luoshi.reporting.queries import rounds
from luoshi.reporting.queries.filling import (
    content_of,
    duty_seen,
    duty_to_fill,
    is_project,
    lines_of,
)
from luoshi.reporting.queries.sent import submission_seen
from luoshi.reporting.queries.standing import state_of
from luoshi.reporting.rules.chain import State
from luoshi.reporting.rules.content import (
    Content,
    FigureInput,
    Header,
    ProgressInput,
    ProjectInput,
    cells,
)

router = Router(tags=["报送"])


class CycleOut(Schema):
    """A reporting round, with what of it the person may see."""

    id: int = Field(description="报送期编号")
    form_id: int = Field(description="报表编号")
    form: str = Field(description="报表")
    period: str = Field(description="报送期代码")
    opened_at: datetime = Field(description="开放时间")
    closed_at: datetime | None = Field(description="关闭时间；未关闭的为空")
    due: int = Field(description="应报份数")
    missing: int = Field(description="未报份数")
    back: int = Field(description="退回或撤回份数")
    waiting: int = Field(description="待核报份数")
    accepted: int = Field(description="已核报份数")


class Cycles(Schema):
    """A page of rounds."""

    count: int = Field(description="共多少行")
    items: list[CycleOut] = Field(description="本页各行")


class DutyOut(Schema):
    """A report that is due."""

    id: int
    form: str
    table_number: str
    period: str
    agency: str
    enterprise: str | None
    due_at: datetime
    stands: str
    number: int
    submission_id: int | None


class Duties(Schema):
    """A page of reports that are due."""

    count: int
    items: list[DutyOut]


class LineOut(Schema):
    """A line that the respondent fills, with what the standing version says in it."""

    id: int
    code: str
    kind: str
    title: str
    unit: str
    required: bool
    project: bool
    part_of: int | None = Field(description="分项所属总数行的编号；不是分项的为空")
    computed: bool | None = Field(description="总数是否由分项相加得出，不直接填")
    cells: dict[str, str]


class DutyLines(Schema):
    """A report with its lines."""

    duty: DutyOut
    lines: list[LineOut]


class FigureIn(Said):
    """A figure; a blank one says why it is blank."""

    line_id: int
    value: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    numerator: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    denominator: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    base: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    blank_reason: str = Field("", max_length=200)
    explanation: str = Field("", max_length=2000)


class ProgressIn(Said):
    """The progress of an item in words."""

    line_id: int
    done: str = Field("", max_length=4000)
    problems: str = Field("", max_length=4000)
    next_steps: str = Field("", max_length=4000)
    finished_on: date | None = None


class ProjectIn(Said):
    """How a project stands; money in 亿元, `owner` is the agency that must clear the blocker."""

    line_id: int
    stage: str = Field("", max_length=10)
    investment_yi: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    planned_yi: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    period_yi: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    total_yi: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    expected_on: date | None = None
    leader: str = Field("", max_length=80)
    blocker: str = Field("", max_length=10)
    help: str = Field("", max_length=500)
    owner: str = Field("", max_length=100)


class Explanation(Said):
    """Why something a check found is right."""

    code: str
    line_id: int | None = None
    text: str


class SubmissionIn(Said):
    """A whole report; `based_on` is the number of the version it replaces, 0 for the first."""

    client_key: uuid.UUID
    based_on: int = Field(ge=0)
    phone: str = Field("", max_length=40)
    responsible: str = Field("", max_length=80)
    note: str = Field("", max_length=2000)
    figures: list[FigureIn] = Field(default_factory=list)
    progress: list[ProgressIn] = Field(default_factory=list)
    projects: list[ProjectIn] = Field(default_factory=list)
    explanations: list[Explanation] = Field(default_factory=list)


class ReceiptOut(Schema):
    """What the server has."""

    submission_id: int
    number: int
    at: datetime
    digest: str
    late: bool


class StateOut(Schema):
    """Where a version stands on its way up."""

    kind: str
    accepted_levels: int
    waiting_for: int | None
    final: bool


class DecisionIn(Said):
    """For which agency a report is accepted or returned, and what is said of it."""

    agency_id: int = Field(ge=1, le=LARGEST)
    note: str = Field("", max_length=1000)


class ReturnIn(DecisionIn):
    """For which agency a report is returned, and why; the reason is not blank."""

    note: str = Field(max_length=1000, pattern=r"\S")


def _who(request: HttpRequest) -> Person:
    """Return the person of the session or of the token."""
    assert isinstance(request.user, Person)
    return request.user


def _reads(who: Person) -> None:
    if May.FIRM_REPORT not in scope_of(who).may:
        require(who, May.REPORT_READ)


def _rows(who: Person, thing: str, raw: Any, said: Iterable[Schema]) -> list[dict[str, Any]]:
    """Return rows with the fields that the person may write; others are dropped and recorded."""
    named = {name: None for row in raw or () for name in row}
    allowed = posted(scope_of(who), thing, named)
    return [
        {key: value for key, value in row.model_dump().items() if key in allowed} for row in said
    ]


def _decision(request: HttpRequest, said: DecisionIn) -> DecisionIn:
    """Return a decision as far as the person may write it; what was sent besides is recorded."""
    raw = json.loads(request.body)
    taken = posted(scope_of(_who(request)), "reporting.decision", raw)
    return said.model_copy(update={} if "note" in taken else {"note": ""})


@router.get(
    "/cycles",
    url_name="cycles",
    response=answers(Cycles),
    summary="报送期",
    description="列出报送期和您可以看到的各类份数，最近的在前。",
)
def cycles(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the rounds with counts of what is in sight, the latest first."""
    who = _who(request)
    require(who, May.REPORT_READ)
    return page(rounds.cycles(who).order_by("-end", "pk"), asked, _cycle)


@router.get(
    "/duties",
    url_name="duties",
    response=answers(Duties),
    summary="应报报表",
    description="列出您要填报的报表，最近的报送期在前。",
)
def my_duties(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List what the person reports, the latest first."""
    who = _who(request)
    _reads(who)
    rows = rounds.mine(who).order_by("-cycle__end", "pk")
    return page(rows, asked, lambda row: _given(who, "reporting.duty", _duty(row)))


@router.get(
    "/duties/{int:duty_id}",
    url_name="duty",
    response=answers(DutyLines),
    summary="一份报表及各行",
    description="返回一份报表、它的各行和现有内容。",
)
def duty(request: HttpRequest, duty_id: int) -> dict[str, Any]:
    """Show a report with its lines and what stands in them."""
    who = _who(request)
    found = rounds.duties(who).get(pk=duty_seen(duty_id, who).pk)
    note_duty(request, found)
    said = cells(content_of(found.current))
    lines = [_given(who, "reporting.line", _line(line, said)) for line in lines_of(found)]
    return {"duty": _given(who, "reporting.duty", _duty(found)), "lines": lines}


@router.post(
    "/duties/{int:duty_id}/submissions",
    url_name="submit",
    response=answers(ReceiptOut),
    summary="报送",
    description="报送整份报表；同一幂等键和相同内容重复提交，返回同一回执。",
)
def submit(request: HttpRequest, duty_id: int, said: SubmissionIn) -> dict[str, Any]:
    """Send a report; the same key with the same content gives the same receipt."""
    who = _who(request)
    due = duty_to_fill(duty_id, who)
    raw = json.loads(request.body)
    taken = posted(scope_of(who), "reporting.report", raw)
    said = SubmissionIn.model_validate(taken)
    figures = _rows(who, "reporting.figure", raw.get("figures"), said.figures)
    progress = _rows(who, "reporting.progress", raw.get("progress"), said.progress)
    projects = _rows(who, "reporting.project", raw.get("projects"), said.projects)
    receipt = actions.submit(
        duty_id=due.pk,
        client_key=said.client_key,
        by=who,
        based_on=said.based_on,
        header=Header(said.phone, said.responsible, said.note),
        content=Content(
            tuple(FigureInput(**one) for one in figures),
            tuple(ProgressInput(**_as_text(one, "finished_on")) for one in progress),
            projects=tuple(ProjectInput(**_as_text(one, "expected_on")) for one in projects),
        ),
        explanations={(one.code, one.line_id): one.text for one in said.explanations},
        source="rest",
    )
    return {
        "submission_id": receipt.submission.pk,
        "number": receipt.number,
        "at": receipt.at,
        "digest": receipt.digest,
        "late": receipt.late,
    }


@router.get(
    "/submissions/{int:submission_id}",
    url_name="state",
    response=answers(StateOut),
    summary="报送到了哪一级",
    description="返回一版报送现在的核报状态。",
)
def state(request: HttpRequest, submission_id: int) -> dict[str, Any]:
    """Tell where a version stands."""
    return _state(state_of(submission_seen(submission_id, _who(request))))


@router.post(
    "/submissions/{int:submission_id}/accept",
    url_name="accept",
    response=answers(StateOut),
    summary="核报",
    description="以核报链上某一单位的名义核报。",
)
def accept(request: HttpRequest, submission_id: int, said: DecisionIn) -> dict[str, Any]:
    """Accept a version for an agency of its chain."""
    who = _who(request)
    sent = submission_seen(submission_id, who)
    said = _decision(request, said)
    return _state(
        actions.accept(submission_id=sent.pk, agency_id=said.agency_id, by=who, note=said.note)
    )


@router.post(
    "/submissions/{int:submission_id}/return",
    url_name="return",
    response=answers(StateOut),
    summary="退回",
    description="附意见退回。",
)
def send_back(request: HttpRequest, submission_id: int, said: ReturnIn) -> dict[str, Any]:
    """Return a version with a note."""
    who = _who(request)
    sent = submission_seen(submission_id, who)
    taken = _decision(request, said)
    return _state(
        actions.send_back(submission_id=sent.pk, agency_id=taken.agency_id, by=who, note=taken.note)
    )


def _given(who: Person, thing: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return what of a row the person may read; what is kept back is blank."""
    return dict.fromkeys(row) | shown(scope_of(who), thing, row)


def _cycle(row: Any) -> dict[str, Any]:
    counts = {
        word: getattr(row, word) for word in ("due", "missing", "back", "waiting", "accepted")
    }
    return {
        "id": row.pk,
        "form_id": row.form_id,
        "form": row.form.title,
        "period": row.period_code,
        "opened_at": row.opened_at,
        "closed_at": row.closed_at,
        **counts,
    }


def _duty(row: Duty) -> dict[str, Any]:
    form = row.cycle.form
    return {
        "id": row.pk,
        "form": form.title,
        "table_number": form.table_number,
        "period": row.cycle.period_code,
        "agency": row.agency.name,
        "enterprise": str(row.enterprise) if row.enterprise else None,
        "due_at": row.due_at,
        "stands": row.stands,  # type: ignore[attr-defined]
        "number": row.current.number if row.current else 0,
        "submission_id": row.current_id,
    }


def _line(line: Line, said: dict[tuple[int, str], str]) -> dict[str, Any]:
    return {
        "id": line.pk,
        "code": line.code,
        "kind": line.kind,
        "title": line.title,
        "unit": line.series.unit if line.series else "",
        "required": line.required,
        "project": is_project(line),
        "part_of": line.part_of_id,
        "computed": line.computed,
        "cells": {column: text for (pk, column), text in said.items() if pk == line.pk},
    }


def _as_text(one: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a row with one of its days as a content keeps it."""
    day = one.get(name)
    return one | {name: day.isoformat() if day else ""}


def _state(found: State) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "accepted_levels": found.at,
        "waiting_for": found.waiting_for,
        "final": found.final,
    }
