"""Changing what was agreed: asked in writing before the due date, decided by somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from luoshi.accounts.api import Actor, May, close_to
from luoshi.agencies.api import Agency
from luoshi.dispatch import queries, rules
from luoshi.dispatch.actions.access import LONGEST, login_at, reason_of
from luoshi.dispatch.actions.telling import tell_asker, tell_decider
from luoshi.dispatch.models import Assignment, ChangeRequest
from luoshi.dispatch.refusals import ChangeWrong, NotOpen, SamePerson, Stale, TooLate, TooMuch
from luoshi.kernel import clock
from luoshi.kernel.figures import plain
from luoshi.kernel.trail import record
from luoshi.ledger.api import Allowed, Item, amend

Field = ChangeRequest.Field
_LONGEST_PAPER = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: which value, from what to what, at which version, and why."""

    field: str
    seen: str
    new: str
    version: int
    reason: str
    paper: str


@transaction.atomic
def ask_change(*, assignment_id: int, asked: Asked, by: Actor) -> ChangeRequest:
    """Ask for a change of an agency's own assignment, or of what the plan promises by its lead.

    Raises:
        NotOpen: the assignment is not in the agency's hands, or such a request waits already.
        TooLate: the due date is past.
        ChangeWrong: the new value says nothing new, or cannot be read.
        Stale: the value was changed since it was seen.

    """
    assignment = _locked(assignment_id)
    login = login_at(by, May.RECEIVE, assignment.agency_id)
    if not assignment.is_open or assignment.signed_at is None:
        raise NotOpen("签收后、未退回或收回的任务才能申请调整。", next_step="请刷新后查看。")
    reason, paper = reason_of(asked.reason, "调整申请"), asked.paper.strip()[:_LONGEST_PAPER]
    if not paper:
        raise ChangeWrong("调整申请须写明批准文件。", next_step="请填写文件名称和文号。")
    due = queries.due_of(assignment)
    if due is not None and clock.today() > due:
        message = f"已过完成时限（{due:%Y-%m-%d}），不再受理调整。"
        raise TooLate(message, next_step="请按现行数完成，并在报送时说明情况。")
    if asked.field not in queries.changeable(assignment):
        raise ChangeWrong("这一项不能调整该内容。", next_step="请刷新后重新选择。")
    now = queries.value_now(assignment, asked.field)
    if asked.version != queries.version_now(assignment):
        raise Stale(base=asked.seen, mine=asked.new, theirs=now)
    new, unit = _value(assignment, asked)
    if new == now:
        raise ChangeWrong("新值与现值相同。", next_step="请填写要调整到的值。")
    of = {"item": assignment.item} if assignment.parent is None else {"assignment": assignment}
    if ChangeRequest.objects.filter(decided_at=None, field=asked.field, **of).exists():
        raise NotOpen("同一内容已有调整申请待审批。", next_step="请等待审批结果。")
    request = ChangeRequest.objects.create(
        **of, field=asked.field, old=now, new=new, unit=unit, base_version=asked.version,
        reason=reason, paper=paper, agency=assignment.agency, asked_at=clock.now(), asked_by=login,
    )  # fmt: skip
    tell_decider(request, decider(request))
    data = {"field": asked.field, "old": now, "new": new, "unit": unit, "paper": paper}
    record("dispatch.change.asked", by=login, on=request, data=data)
    return request


def _locked(assignment_id: int) -> Assignment:
    found = Assignment.objects.select_for_update(of=("self",)).prefetch_related(
        "item__target", "item__commitment", "agency", "parent__agency"
    )
    return found.get(pk=assignment_id)


def _value(assignment: Assignment, asked: Asked) -> tuple[str, str]:
    """Return the new value as kept, and its unit.

    Raises:
        ChangeWrong: it cannot be read.

    """
    if asked.field == Field.DUE:
        try:
            return date.fromisoformat(asked.new.strip()).isoformat(), ""
        except ValueError:
            raise ChangeWrong("完成时限应是日期。", next_step="请按“2016-12-31”填写。") from None
    unit = queries.unit_now(assignment, asked.field)
    part = rules.part_of(asked.new, unit)
    if isinstance(part, str) or part.amount is None:
        said = part if isinstance(part, str) else "应填写数量"
        message = f"{said}。"
        raise ChangeWrong(message, next_step="请改正后再提交。")
    amount = rules.in_unit(part, None, unit)
    assert amount is not None  # part_of lets only units through that convert
    return plain(amount), unit


@transaction.atomic
def decide_change(*, request_id: int, accept: bool, note: str, by: Actor) -> ChangeRequest:
    """Decide a request, and write what was agreed in the same breath.

    Raises:
        NotOpen: it was decided meanwhile.
        SamePerson: nobody decides what that person, or who stood in either way, asked (SEC-19).
        Stale: what it is based on has changed (REL-07).
        TooMuch: the parts would exceed the whole, and no note says why.

    """
    request = ChangeRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    login = login_at(by, May.CHANGE_DECIDE, decider(request).pk)
    if request.decided_at is not None:
        raise NotOpen("这项申请已有人审批。", next_step="请刷新后查看。")
    if request.asked_by in close_to(login, timezone.localdate(request.asked_at)):
        raise SamePerson(
            "不能审批本人或互为委托的人提出的申请。", next_step="请由其他审核人员审批。"
        )
    words = note.strip()[:LONGEST] if accept else reason_of(note, "不同意调整")
    if accept:
        _apply(request, words, login)
    request.decided_at, request.decided_by = clock.now(), login
    request.accepted, request.decision_note = accept, words
    request.save()
    tell_asker(request)
    data = {"accepted": accept, "field": request.field, "old": request.old, "new": request.new,
            "note": words}  # fmt: skip
    record("dispatch.change.decided", by=login, on=request, data=data)
    return request


def decider(request: ChangeRequest) -> Agency:
    """Return the agency that decides: who handed the part down, or the top of the tree."""
    if request.assignment is not None and request.assignment.parent is not None:
        agency: Agency = request.assignment.parent.agency
    else:
        agency = Agency.objects.filter(depth=1).order_by("path")[0]
    return agency


def _apply(request: ChangeRequest, note: str, login: str) -> None:
    new: Decimal | date
    new = date.fromisoformat(request.new) if request.field == Field.DUE else Decimal(request.new)
    if request.item_id is not None:
        item = Item.objects.select_for_update(of=("self",)).get(pk=request.item_id)
        if item.version != request.base_version:
            raise Stale(base=request.old, mine=request.new, theirs=_of_item(item, request.field))
        allowed = Allowed(request.reason, request.paper)
        amend(item_id=item.pk, version=item.version, field=request.field, new=new,
              allowed=allowed, by=login)  # fmt: skip
        return
    assert request.assignment_id is not None
    assignment = _locked(request.assignment_id)
    if assignment.version != request.base_version:
        theirs = queries.value_now(assignment, request.field)
        raise Stale(base=request.old, mine=request.new, theirs=theirs)
    if isinstance(new, Decimal):
        assignment.amount, assignment.unit, assignment.share_pct = new, request.unit, None
    else:
        assignment.due_on = new
    assignment.version += 1
    assignment.save(update_fields=["amount", "unit", "share_pct", "due_on", "version"])
    if isinstance(new, Decimal):
        _check_sum(assignment, note, login)


def _of_item(item: Item, field: str) -> str:
    if field == Field.DUE:
        return item.deadline.isoformat() if item.deadline else ""
    value, _unit = queries.promised(item)
    return "" if value is None else plain(value)


def _check_sum(assignment: Assignment, note: str, login: str) -> None:
    """Keep the decision's note as the reason where the parts now exceed the whole."""
    assert assignment.parent_id is not None
    parent = _locked(assignment.parent_id)
    excess = queries.split_of(parent).excess
    if excess is None or parent.excess_reason:
        return
    if not note:
        raise TooMuch(
            "同意后分解合计将超过总数。", next_step="请在审批意见中写明理由，或不同意这项申请。"
        )
    parent.excess_reason = note[:300]
    parent.save(update_fields=["excess_reason"])
    data = {"reason": note, "excess": plain(excess), "unit": queries.split_of(parent).unit}
    record("dispatch.split.exceeded", by=login, on=parent, data=data)
