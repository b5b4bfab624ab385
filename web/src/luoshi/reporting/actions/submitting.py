"""Sending a report: an immutable version, taken once however often it arrives (REL-01…05)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Person, act_for, names_of
from luoshi.kernel import clock, slots
from luoshi.kernel.trail import record
from luoshi.ledger.api import freeze_indicators
from luoshi.reporting.actions.checking import Lines, findings, from_drafts, hard
from luoshi.reporting.actions.drafting import follow, locked_why
from luoshi.reporting.actions.parts import complete
from luoshi.reporting.models import (
    Acceptance,
    Duty,
    Evidence,
    Figure,
    Finding,
    Line,
    Progress,
    ProjectProgress,
    Stage,
    Step,
    Submission,
)
from luoshi.reporting.queries.filling import content_of, duty_to_fill, lines_of, version_of
from luoshi.reporting.queries.projects import owners_named
from luoshi.reporting.refusals import (
    CheckFailed,
    KeyReused,
    Locked,
    NeedsExplanation,
    StageWrong,
    Stale,
)
from luoshi.reporting.rules.checks import SOFT, Found, explains
from luoshi.reporting.rules.content import (
    FIGURE_COLUMNS,
    PROGRESS_COLUMNS,
    PROJECT_COLUMNS,
    Content,
    Header,
    ProjectInput,
    Spoken,
    cells,
    differences,
    digest,
)
from luoshi.reporting.rules.projects import is_said
from luoshi.reporting.wording import words_of

Explanations = Mapping[tuple[str, int | None], str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender gets: shown only once everything is committed together (REL-01)."""

    submission: Submission
    number: int
    at: datetime
    digest: str
    late: bool


@transaction.atomic
def submit(  # noqa: PLR0913 - what a sending consists of
    *,
    duty_id: int,
    client_key: UUID,
    by: Person,
    based_on: int,
    header: Header,
    explanations: Explanations | None = None,
    content: Content | None = None,
    stage: str | None = None,
    source: str = "page",
) -> Receipt:
    """Send a report: a content, or the draft as it stands.

    `based_on` is the number of the version that this one replaces, nought for the first. The same
    key with the same content gives the same receipt again; the duty is locked before anything is
    read, so that of two at once one is told (REL-02, REL-08).

    Raises:
        NotFound: no such duty in the person's scope.
        NotYours: the person does not fill it.
        KeyReused: the key arrived before, with other content.
        Stale: another version stands than the one this was based on.
        Locked: the report waits for a decision, or its cycle is closed.
        StageWrong: it cannot have this firmness now.
        CheckFailed: a check that blocks found something.
        NeedsExplanation: a finding is not explained.

    """
    duty = duty_to_fill(duty_id, by, lock=True)
    lines = {line.pk: line for line in lines_of(duty)}
    given = content is not None
    unread: list[Found] = []
    if content is None:
        content, unread = from_drafts(duty, lines)
    spoken = Spoken(content, stage or "", header, explanations or {})
    known = Submission.objects.filter(client_key=client_key).first()
    if known is not None:
        return _again(duty, known, spoken)
    _guard(duty, content, based_on)
    sender = _Sender(by, client_key, source, _stage(duty, stage), digest(spoken))
    whole, contrary = complete(lines, content)
    found = unread + contrary + findings(duty, lines, whole)
    _judge(found, spoken.explanations)
    sent = _write(duty, lines, replace(spoken, content=whole), found, sender)
    if given:
        follow(duty, cells(content), by=by.login)
    return _receipt(sent)


def _receipt(sent: Submission) -> Receipt:
    return Receipt(sent, sent.number, sent.at, sent.digest, sent.late)


def _again(duty: Duty, known: Submission, spoken: Spoken) -> Receipt:
    """Answer a key that was seen before: the same receipt, or both contents (REL-03)."""
    came = digest(spoken)
    if known.duty_id == duty.pk and known.digest == came:
        return _receipt(known)
    stands = content_of(known) if known.duty_id == duty.pk else Content()
    raise KeyReused(stands=known, digest=came, cells=differences(stands, spoken.content, stands))


def _guard(duty: Duty, content: Content, based_on: int) -> None:
    """Pass when a new version may follow the one it was based on."""
    stands = duty.current.number if duty.current else 0
    if based_on != stands:
        base, theirs = content_of(version_of(duty, based_on)), content_of(duty.current)
        raise Stale(number=stands, cells=differences(base, content, theirs))
    why = locked_why(duty)
    if why:
        raise Locked(words_of(why), next_step=_("请刷新后查看流转情况。"))


def _stage(duty: Duty, asked: str | None) -> str:
    """Return how firm the new version is: what was asked for, or what is due (row 34)."""
    possible = _stages(duty)
    if asked is None:
        return possible[0]
    if asked not in possible:
        raise StageWrong(
            _("现在不能报“%(stage)s”。") % {"stage": Stage(asked).label},
            next_step=_("请按“%(stage)s”报送。") % {"stage": Stage(possible[0]).label},
        )
    return asked


def _stages(duty: Duty) -> list[str]:
    """Return how firm a new version may be, the likeliest first: flash, final, then revised."""
    accepted = set(Acceptance.objects.filter(duty=duty).values_list("submission__stage", flat=True))
    if accepted - {Stage.FLASH}:
        return [Stage.REVISED]
    if not duty.cycle.form.flash or duty.submissions.exclude(stage=Stage.FLASH).exists():
        return [Stage.FINAL]
    due = duty.flash_due_at
    first = due is not None and clock.now() < due and not accepted
    return [Stage.FLASH, Stage.FINAL] if first else [Stage.FINAL, Stage.FLASH]


def _judge(found: Sequence[Found], explanations: Explanations) -> None:
    """Pass when nothing blocks and every soft finding is explained."""
    if blocking := hard(found):
        raise CheckFailed(blocking)
    silent = [
        one
        for one in found
        if one.severity == SOFT and not explains(explanations.get((one.code, one.line_id), ""))
    ]
    if silent:
        raise NeedsExplanation(silent)


@dataclass(frozen=True, slots=True)
class _Sender:
    """Who sends, under which key, by which door, how firm, the digest of what was sent."""

    by: Person
    key: UUID
    source: str
    stage: str
    digest: str


def _signed(by: Person, principal: str) -> str:
    """Return the name that stands under a version: 张三, or 张三（代李四）."""
    if not principal:
        return by.name
    return f"{by.name[:36]}（代{names_of([principal]).get(principal, principal)[:36]}）"


def _write(
    duty: Duty, lines: Lines, spoken: Spoken, found: Sequence[Found], sender: _Sender
) -> Submission:
    """Write the version and all that belongs to it."""
    at, before, by, stage = clock.now(), duty.current, sender.by, sender.stage
    principal = act_for(by, May.REPORT_FILL, duty.agency_id) if duty.enterprise_id is None else ""
    due = duty.flash_due_at if stage == Stage.FLASH and duty.flash_due_at else duty.due_at
    sent = Submission.objects.create(
        duty=duty,
        number=before.number + 1 if before else 1,
        client_key=sender.key,
        digest=sender.digest,
        stage=stage,
        replaces=before,
        at=at,
        late=at >= due,
        by=by.login,
        by_name=_signed(by, principal),
        phone=spoken.header.phone,
        responsible=spoken.header.responsible,
        note=spoken.header.note,
        source=sender.source,
    )
    _write_content(sent, lines, spoken, found)
    Step.objects.create(
        submission=sent,
        act=Step.Act.SUBMITTED,
        agency=duty.agency,
        by=by.login,
        on_behalf=principal,
        at=at,
    )
    duty.current, duty.first_at = sent, duty.first_at or at
    duty.standing, duty.got = Duty.Standing.SUBMITTED, 0
    duty.save(update_fields=["current", "first_at", "standing", "got"])
    said = {
        (one.code, one.line_id): spoken.explanations.get((one.code, one.line_id), "")
        for one in found
    }
    kept = digest(Spoken(spoken.content, stage, spoken.header, said))
    data = {
        "duty": duty.pk,
        "number": sent.number,
        "digest": sent.digest,
        "kept": kept,
        "stage": stage,
    }
    record("reporting.submission.sent", by=by.login, on=sent, data={**data, "late": sent.late})
    slots.call("reporting.received", submission=sent)
    return sent


def _write_content(sent: Submission, lines: Lines, spoken: Spoken, found: Sequence[Found]) -> None:
    """Write figures, progress, findings and the files cited; freeze how the indicators add up."""
    figures = [
        Figure(
            submission=sent,
            line_id=row.line_id,
            series_id=_series(lines[row.line_id]),
            **{column: getattr(row, column) for column in FIGURE_COLUMNS},
        )
        for row in spoken.content.figures
        if any(getattr(row, column) not in (None, "") for column in FIGURE_COLUMNS)
    ]
    Figure.objects.bulk_create(figures)
    Progress.objects.bulk_create(
        Progress(
            submission=sent,
            cycle_id=sent.duty.cycle_id,
            line_id=row.line_id,
            item=lines[row.line_id].item,
            **{column: getattr(row, column) for column in PROGRESS_COLUMNS[:3]},
            finished_on=row.finished_on or None,
        )
        for row in spoken.content.progress
        if any(getattr(row, column) for column in PROGRESS_COLUMNS)
    )
    _write_projects(sent, lines, spoken.content.projects)
    Finding.objects.bulk_create(
        Finding(
            submission=sent,
            line_id=one.line_id,
            rule_id=one.rule_id,
            code=one.code,
            severity=one.severity,
            words=one.words,
            explanation=spoken.explanations.get((one.code, one.line_id), "").strip(),
        )
        for one in found
    )
    sent.evidence.set(Evidence.objects.filter(pk__in=spoken.content.evidence, duty=sent.duty))
    said = {row.line_id for row in figures}
    indicators = {
        line.series.indicator_id for pk, line in lines.items() if pk in said and line.series
    }
    freeze_indicators(indicators, at=sent.at)


def _write_projects(sent: Submission, lines: Lines, said: Sequence[ProjectInput]) -> None:
    """Write how projects stand; the checks let none without a stage, no owner nobody knows."""
    told = [row for row in said if is_said(row)]
    owners = owners_named(row.owner for row in told)
    ProjectProgress.objects.bulk_create(
        ProjectProgress(
            submission=sent,
            line_id=row.line_id,
            item=lines[row.line_id].item,
            owner_agency=owners.get(row.owner.strip()),
            **{
                column: getattr(row, column)
                for column in PROJECT_COLUMNS
                if column != "expected_on"
            },
            expected_on=row.expected_on or None,
        )
        for row in told
    )


def _series(line: Line) -> int:
    """Return the series of a figure line; the checks let no other line have figures."""
    assert line.series_id is not None
    return line.series_id
