"""The addresses at which programs report: the same actions as the pages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from luoshi.accounts.api import May, Person, posted, require, scope_of
from luoshi.kernel.programs import Paging, answers, page
from luoshi.reporting import actions
from luoshi.reporting.opened import note_duty
from luoshi.reporting.queries import rounds
from luoshi.reporting.queries.filling import (
    content_of,
    duty_seen,
    duty_to_fill,
    lines_of,
)
from luoshi.reporting.queries.sent import submission_seen
from luoshi.reporting.queries.standing import state_of
from luoshi.reporting.rest.rows import as_text, cycle_row, duty_row, given, line_row, state_row
from luoshi.reporting.rest.shapes import (
    Cycles,
    DecisionIn,
    Duties,
    DutyLines,
    ReceiptOut,
    ReturnIn,
    StateOut,
    SubmissionIn,
)
from luoshi.reporting.rules.content import (
    Content,
    FigureInput,
    Header,
    ProgressInput,
    ProjectInput,
    cells,
)

router = Router(tags=["报送"])


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
    return page(rounds.cycles(who).order_by("-end", "pk"), asked, cycle_row)


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
    return page(rows, asked, lambda row: given(who, "reporting.duty", duty_row(row)))


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
    lines = [given(who, "reporting.line", line_row(line, said)) for line in lines_of(found)]
    return {"duty": given(who, "reporting.duty", duty_row(found)), "lines": lines}


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
            tuple(ProgressInput(**as_text(one, "finished_on")) for one in progress),
            projects=tuple(ProjectInput(**as_text(one, "expected_on")) for one in projects),
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
    return state_row(state_of(submission_seen(submission_id, _who(request))))


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
    return state_row(
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
    return state_row(
        actions.send_back(submission_id=sent.pk, agency_id=taken.agency_id, by=who, note=taken.note)
    )
