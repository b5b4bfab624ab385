"""What the levels above do with a report: accept, return, unlock; and the sender: withdraw.

Every act takes the duty's lock, asks the one list of transitions, appends a step, and brings up
to date which version each agency stands by, all in one transaction with the totals above.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from luoshi.accounts.api import May, Person, act_for, close_to, scope_of
from luoshi.agencies.api import Agency
from luoshi.kernel import clock, slots
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record
from luoshi.reporting.models import Acceptance, Duty, Reopening, Step, Submission
from luoshi.reporting.queries.filling import duty_seen, duty_to_fill
from luoshi.reporting.queries.sent import finish_seen
from luoshi.reporting.queries.standing import chain_of, steps_of
from luoshi.reporting.refusals import NoReason, NotFound, NotYours, Replaced, WrongTransition
from luoshi.reporting.rules import chain as rules
from luoshi.reporting.rules.chain import Act, Impossible, State, Taken

_EVENTS = {
    Act.ACCEPTED: "reporting.submission.accepted",
    Act.RETURNED: "reporting.submission.returned",
    Act.WITHDRAWN: "reporting.submission.withdrawn",
    Act.UNLOCKED: "reporting.submission.unlocked",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one report among many: done, or the refusal's code and words."""

    submission_id: int
    done: bool
    code: str = ""
    words: str = ""


def accept(*, submission_id: int, agency_id: int, by: Person, note: str = "") -> State:
    """Accept a report for an agency of its chain, in order; its figures enter the totals there.

    Raises:
        NotFound: no such report in the person's scope.
        NotYours: the person does not decide for the agency.
        Replaced: a newer version stands.
        WrongTransition: not possible as it stands, or the person sent it (SEC-19).

    """
    return _decide(Act.ACCEPTED, submission_id, agency_id, by=by, note=note)


def send_back(*, submission_id: int, agency_id: int, by: Person, note: str) -> State:
    """Return a report to its sender with a note; acceptances below are undone (row 39).

    Raises:
        NoReason: the note is empty.
        NotFound, NotYours, Replaced, WrongTransition: as for `accept`.

    """
    return _decide(Act.RETURNED, submission_id, agency_id, by=by, note=_reason(note))


def unlock(*, submission_id: int, agency_id: int, by: Person, note: str) -> State:
    """Take back an agency's own acceptance, with a reason; those above must have before (REL-12).

    Raises:
        NoReason: the note is empty.
        NotFound, NotYours, Replaced, WrongTransition: as for `accept`.

    """
    return _decide(Act.UNLOCKED, submission_id, agency_id, by=by, note=_reason(note))


@transaction.atomic
def withdraw(*, submission_id: int, by: Person) -> State:
    """Take a report back before anybody has accepted it.

    Raises:
        NotFound: no such report in the person's scope.
        NotYours: the person does not fill it.
        Replaced: a newer version stands.
        WrongTransition: somebody has accepted it, or it is back already.

    """
    duty = duty_to_fill(_duty_of(submission_id), by, lock=True)
    return _take(duty, submission_id, Act.WITHDRAWN, duty.agency_id, by=by, note="")


@transaction.atomic
def reopen(*, submission_id: int, line_id: int, by: Person, reason: str) -> Reopening:
    """Take back that an item is done, for the highest level of the person that accepted it.

    Whoever does it twice gets what stands; the respondent may say so anew in a later version.

    Raises:
        NoReason: the reason is empty.
        NotFound: the version is not in the person's scope.
        NotFinished: it does not say that the item is done.
        NotYours: no agency of the person's accepted it.

    """
    why = _reason(reason)
    said = finish_seen(submission_id, line_id, by)
    duty = duty_seen(said.submission.duty_id, by, lock=True)
    stands = Acceptance.objects.filter(
        submission=said.submission_id, agency__in=scope_of(by).at(May.REPORT_ACCEPT)
    )
    accepted = stands.select_related("agency").order_by("agency__depth").first()
    if accepted is None:
        raise NotYours
    fields = {"agency": accepted.agency, "reason": why, "by": by.login, "at": clock.now()}
    made, new = Reopening.objects.get_or_create(progress=said, defaults=fields)
    if new:
        data = {"duty": duty.pk, "item": said.item_id, "finished_on": str(said.finished_on)}
        record("reporting.progress.reopened", by=by.login, on=said, data={**data, "reason": why})
        slots.call("reporting.reopened", duty=duty, item=said.item_id)
    found: Reopening = made
    return found


def accept_many(*, ids: Iterable[int], agency_id: int, by: Person) -> list[Result]:
    """Accept several reports, each in its own transaction; a result for each (row 41)."""
    results = []
    for pk in dict.fromkeys(ids):
        try:
            accept(submission_id=pk, agency_id=agency_id, by=by)
        except Refusal as refusal:
            results.append(Result(pk, done=False, code=refusal.code, words=str(refusal)))
        else:
            results.append(Result(pk, done=True))
    return results


def _reason(note: str) -> str:
    if not note.strip():
        raise NoReason
    return note.strip()


def _duty_of(submission_id: int) -> int:
    """Return the duty of a submission, which never changes."""
    duty = Submission.objects.filter(pk=submission_id).values_list("duty_id", flat=True).first()
    if duty is None:
        raise NotFound
    return duty


@transaction.atomic
def _decide(act: Act, submission_id: int, agency_id: int, *, by: Person, note: str) -> State:
    """Take a step for an agency at which the person decides."""
    duty = duty_seen(_duty_of(submission_id), by, lock=True)
    if agency_id not in scope_of(by).at(May.REPORT_ACCEPT):
        raise NotYours
    return _take(duty, submission_id, act, agency_id, by=by, note=note)


def _take(
    duty: Duty, submission_id: int, act: Act, agency_id: int, *, by: Person, note: str
) -> State:
    """Take a step if the list of transitions lets it; the only writer of decisions."""
    sent = duty.current
    if sent is None or sent.pk != submission_id:
        raise Replaced
    chain = chain_of(duty)
    ids = [agency.pk for agency in chain]
    versions = dict(duty.submissions.values_list("pk", "number"))
    steps = steps_of(versions)
    try:
        rules.guard(
            rules.state(steps[sent.pk], ids),
            act,
            agency=agency_id,
            chain=ids,
            by=close_to(by.login, timezone.localdate(sent.at)),
            sent_by=_senders(sent),
        )
    except Impossible as impossible:
        raise WrongTransition(impossible.why) from impossible
    may = May.REPORT_FILL if act == Act.WITHDRAWN else May.REPORT_ACCEPT
    Step.objects.create(
        submission=sent,
        act=act,
        agency_id=agency_id,
        by=by.login,
        on_behalf=act_for(by, may, agency_id),
        at=clock.now(),
        note=note,
    )
    steps[sent.pk].append(Taken(act, agency_id))
    data = {"duty": duty.pk, "number": sent.number, "agency": agency_id, "note": note}
    record(_EVENTS[act], by=by.login, on=sent, data=data)
    _restand(duty, chain, {versions[pk]: taken for pk, taken in steps.items()})
    now = rules.state(steps[sent.pk], ids)
    duty.standing, duty.got = now.kind, now.at
    duty.save(update_fields=["standing", "got"])
    return now


def _senders(sent: Submission) -> list[str]:
    """Return who sent a version, and on whose behalf."""
    step = sent.steps.filter(act=Act.SUBMITTED).first()
    return [name for name in (sent.by, step.on_behalf if step else "") if name]


def _restand(duty: Duty, chain: tuple[Agency, ...], versions: dict[int, list[Taken]]) -> None:
    """Bring up to date which version each agency stands by, nearest first, and tell the totals."""
    stands = rules.stands_by(versions)
    held = {
        row.agency_id: row
        for row in Acceptance.objects.filter(duty=duty).select_related("submission")
    }
    wanted = {row.number: row for row in duty.submissions.filter(number__in=set(stands.values()))}
    for agency in chain:
        before = held[agency.pk].submission if agency.pk in held else None
        after = wanted.get(stands.get(agency.pk, 0))
        if (before and before.pk) == (after and after.pk):
            continue
        if after is None:
            held[agency.pk].delete()
        else:
            Acceptance.objects.update_or_create(
                duty=duty, agency=agency, defaults={"submission": after, "at": clock.now()}
            )
        slots.call("reporting.accepted", agency=agency, duty=duty, before=before, after=after)
