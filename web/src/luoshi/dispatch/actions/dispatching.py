"""Handing down a whole plan in one act, taking back, and giving to somebody else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from luoshi.accounts.api import Actor, May, login_of
from luoshi.agencies.api import Agency
from luoshi.dispatch import queries
from luoshi.dispatch.actions.access import locked, login_at, reason_of
from luoshi.dispatch.actions.telling import tell_holder, tell_of_plan
from luoshi.dispatch.models import Assignment, Dispatch
from luoshi.dispatch.refusals import AlreadyHeld, CountChanged, NotBelow, NothingNew, NotOpen
from luoshi.kernel import clock
from luoshi.kernel.trail import record
from luoshi.ledger.api import Item, Responsibility
from luoshi.plans.api import Plan


@transaction.atomic
def dispatch_plan(
    *, plan_id: int, client_key: UUID, by: Actor, note: str = "", sign_by: date | None = None,
    expected: int | None = None,
) -> Dispatch:  # fmt: skip
    """Hand down every reviewed item of a plan to whoever answers for it; again, only what is new.

    The same click twice gives the same act. `expected` is the number that the person confirmed.

    Raises:
        NothingNew: everything that can be handed down has been.
        CountChanged: it would be another number than the one confirmed.

    """
    login = login_of(by, May.DISPATCH)
    # One act at a time: the number is continuous, and nobody is given the same item twice.
    list(Agency.objects.select_for_update(no_key=True).filter(depth=1))
    done = Dispatch.objects.filter(client_key=client_key).first()
    if done is not None:
        return done
    plan = Plan.objects.get(pk=plan_id)
    fresh = queries.preview(plan).fresh
    if not fresh:
        raise NothingNew(
            "没有需要下达的新事项。", next_step="已审且已对应单位的事项都已下达，请查看签收情况。"
        )
    if expected is not None and expected != len(fresh):
        message = f"确认的是{expected}项，现在有{len(fresh)}项可下达。"
        raise CountChanged(message, next_step="请重新打开下达页核对后再下达。")
    at = clock.now()
    act = Dispatch.objects.create(
        plan=plan, note=note.strip(), sign_by=sign_by, client_key=client_key, at=at, by=login,
        **_next_number(),
    )  # fmt: skip
    Assignment.objects.bulk_create(
        [
            Assignment(
                item_id=item_id, agency_id=agency_id, role=role, dispatch=act, sent_at=at,
                sent_by=login,
            )
            for (item_id, agency_id), role in fresh.items()
        ],
        batch_size=500,
    )  # fmt: skip
    agencies = Counter(agency_id for _item, agency_id in fresh)
    tell_of_plan(act, agencies)
    record(
        "dispatch.plan.dispatched",
        by=login,
        on=act,
        data={
            "plan": plan.title,
            "number": str(act),
            "assignments": len(fresh),
            "agencies": len(agencies),
            "sign_by": sign_by.isoformat() if sign_by else "",
        },
    )
    return act


def _next_number() -> dict[str, int]:
    year = clock.today().year
    last = Dispatch.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    return {"year": year, "number": last + 1}


@dataclass(frozen=True, slots=True)
class Result:
    """How a bulk act went for one assignment; `why` says what stood against it."""

    assignment: Assignment
    done: bool
    why: str = ""


@transaction.atomic
def withdraw(*, ids: list[int], reason: str, by: Actor) -> list[Result]:
    """Take assignments back from who holds them, with all that was handed down from them.

    A returned one is settled by it. What was taken back already stays as it is.
    """
    words = reason_of(reason, "收回")
    results = []
    for assignment in locked(ids):
        login = _sender(assignment, by)
        if assignment.withdrawn_at is not None:
            results.append(Result(assignment, done=False, why="已收回"))
            continue
        for each in [assignment, *_below(assignment)]:
            _take_back(each, words, login)
        results.append(Result(assignment, done=True))
    return results


def _sender(assignment: Assignment, by: Actor) -> str:
    """Return the login of who may take an assignment back: who gave it."""
    if assignment.parent is None:
        return login_of(by, May.DISPATCH)
    return login_at(by, May.RECEIVE, assignment.parent.agency_id)


def _below(assignment: Assignment) -> list[Assignment]:
    """Return the open parts of an assignment and of its parts, locked."""
    found: list[Assignment] = []
    level = [assignment.pk]
    while level:
        parts = list(
            Assignment.objects.select_for_update()
            .filter(queries.OPEN, parent__in=level)
            .order_by("pk")
        )
        found += parts
        level = [part.pk for part in parts]
    return found


def _take_back(assignment: Assignment, reason: str, login: str) -> None:
    assignment.withdrawn_at, assignment.withdrawn_by = clock.now(), login
    assignment.withdraw_reason = reason
    assignment.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
    tell_holder(assignment, "withdrawn", "任务已收回", reason)
    data = {"agency": assignment.agency_id, "item": assignment.item_id, "reason": reason}
    record("dispatch.assignment.withdrawn", by=login, on=assignment, data=data)


@transaction.atomic
def reassign(*, assignment_id: int, agency_id: int, by: Actor) -> Assignment:
    """Give what was returned to an agency: another one, or the same again.

    The returned one stays as it is, and the new one says what it replaces.

    Raises:
        NotOpen: it was not returned, or somebody has settled it.
        AlreadyHeld: the agency holds the item already.
        NotBelow: who handed it down may not hand down to that agency.

    """
    (old,) = locked([assignment_id])
    login = _sender(old, by)
    if old.returned_at is None or old.withdrawn_at is not None or hasattr(old, "replaced_by"):
        raise NotOpen("这一项不在退回待处理之列。", next_step="请刷新后查看。")
    agency = Agency.objects.get(pk=agency_id)
    if old.parent is not None and not (
        queries.receivers(old.parent, clock.today()).filter(pk=agency_id).exists()
    ):
        raise _not_below(old.parent.agency, agency)
    new = _give(old.item, agency, old.role, login)
    new.parent, new.dispatch, new.replaces = old.parent, old.dispatch, old
    new.amount, new.unit, new.share_pct = old.amount, old.unit, old.share_pct
    new.due_on, new.note = old.due_on, old.note
    new.save()
    tell_holder(new, "given", "下达任务，请及时签收", new.note)
    data = {"item": old.item_id, "from": old.agency.name, "to": agency.name}
    record("dispatch.assignment.reassigned", by=login, on=new, data=data)
    return new


@transaction.atomic
def assign(*, item_id: int, agency_id: int, role: str, by: Actor) -> Assignment:
    """Give one item to an agency that the plan does not name: the province says who answers.

    Raises:
        AlreadyHeld: the agency holds the item already.
        NotOpen: the item is not on the ledger, or nobody has reviewed it.

    """
    login = login_of(by, May.DISPATCH)
    item = Item.objects.select_for_update().get(pk=item_id)
    if item.state != Item.State.LIVE:
        raise NotOpen("未审定或已撤的事项不能下达。", next_step="请先审定。")
    agency = Agency.objects.get(pk=agency_id)
    new = _give(item, agency, Responsibility.Role(role), login)
    new.save()
    tell_holder(new, "given", "下达任务，请及时签收")
    data = {"item": item.pk, "to": agency.name, "role": role}
    record("dispatch.assignment.added", by=login, on=new, data=data)
    return new


def _give(item: Item, agency: Agency, role: str, login: str) -> Assignment:
    """Return a new assignment, not yet saved.

    Raises:
        AlreadyHeld: the agency holds one.

    """
    Item.objects.select_for_update().get(pk=item.pk)
    if Assignment.objects.filter(queries.OPEN, item=item, agency=agency).exists():
        message = f"{agency.name}已承担这一事项。"
        raise AlreadyHeld(message, next_step="请另选单位。")
    return Assignment(item=item, agency=agency, role=role, sent_at=clock.now(), sent_by=login)


def _not_below(holder: Agency, agency: Agency) -> NotBelow:
    message = f"{agency.name}不是{holder.name}可以下达的单位。"
    return NotBelow(message, next_step="请选择本单位以下的单位。")
