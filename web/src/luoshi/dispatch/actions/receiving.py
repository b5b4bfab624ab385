"""What an agency does with what it received: reads, signs, returns, names who is in charge."""

from __future__ import annotations

from django.db import transaction

from luoshi.accounts.api import Actor, May
from luoshi.dispatch.actions.access import locked, login_at, reason_of
from luoshi.dispatch.actions.dispatching import Result
from luoshi.dispatch.actions.telling import tell_of_return
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.refusals import NotOpen
from luoshi.kernel import clock
from luoshi.kernel.trail import record, record_all


@transaction.atomic
def mark_read(*, ids: list[int], by: Actor) -> int:
    """Note that assignments were opened at their agency; the first reading counts."""
    number = 0
    for assignment in locked(ids):
        login = login_at(by, May.RECEIVE, assignment.agency_id)
        if assignment.read_at is not None or not assignment.is_open:
            continue
        assignment.read_at, assignment.read_by = clock.now(), login
        assignment.save(update_fields=["read_at", "read_by"])
        record("dispatch.assignment.read", by=login, on=assignment)
        number += 1
    return number


@transaction.atomic
def sign(*, ids: list[int], by: Actor) -> list[Result]:
    """Sign for assignments; one that is signed or no longer open is left, and says so."""
    results, now, login = [], clock.now(), ""
    for assignment in locked(ids):
        login = login_at(by, May.RECEIVE, assignment.agency_id)
        why = _why_not(assignment)
        results.append(Result(assignment, done=not why, why=why))
        if why:
            continue
        assignment.signed_at, assignment.signed_by = now, login
        if assignment.read_at is None:
            assignment.read_at, assignment.read_by = now, login
    signed = [one.assignment for one in results if one.done]
    rows = Assignment.objects.filter(pk__in=[one.pk for one in signed])
    rows.filter(read_at=None).update(read_at=now, read_by=login)
    rows.update(signed_at=now, signed_by=login)
    record_all("dispatch.assignment.signed", by=login, of=((one, _named(one)) for one in signed))
    return results


def _why_not(assignment: Assignment) -> str:
    if assignment.state in (Assignment.State.UNREAD, Assignment.State.READ):
        return ""
    return str(assignment.state.label)


@transaction.atomic
def return_(*, ids: list[int], reason: str, by: Actor) -> list[Result]:
    """Send assignments back to who gave them, with the reason; what is signed for stays."""
    words = reason_of(reason, "退回")
    results = []
    for assignment in locked(ids):
        login = login_at(by, May.RECEIVE, assignment.agency_id)
        why = _why_not(assignment)
        if why:
            results.append(Result(assignment, done=False, why=why))
            continue
        assignment.returned_at, assignment.returned_by = clock.now(), login
        assignment.return_reason = words
        assignment.save(update_fields=["returned_at", "returned_by", "return_reason"])
        data = {**_named(assignment), "reason": words}
        record("dispatch.assignment.returned", by=login, on=assignment, data=data)
        results.append(Result(assignment, done=True))
    tell_of_return([one.assignment for one in results if one.done], words)
    return results


def _named(assignment: Assignment) -> dict[str, str | int]:
    return {"agency": assignment.agency.name, "item": assignment.item_id}


@transaction.atomic
def set_contact(*, ids: list[int], leader: str, contact: str, phone: str, by: Actor) -> int:
    """Say who is in charge of assignments at their agency; returns how many changed."""
    values = {"leader": leader.strip(), "contact": contact.strip(), "phone": phone.strip()}
    number = 0
    for assignment in locked(ids):
        login = login_at(by, May.RECEIVE, assignment.agency_id)
        if not assignment.is_open:
            raise NotOpen("已退回或已收回的任务不能填写责任人。", next_step="请刷新后查看。")
        before = {key: getattr(assignment, key) for key in values}
        if before == values:
            continue
        for key, value in values.items():
            setattr(assignment, key, value)
        assignment.save(update_fields=list(values))
        data = {"before": before, "after": values}
        record("dispatch.contact.set", by=login, on=assignment, data=data)
        number += 1
    return number
