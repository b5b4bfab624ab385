"""An agency ends: what it holds goes on at its heir, in the transaction that ends it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from luoshi.accounts.api import Actor, May, login_of
from luoshi.agencies.api import Agency
from luoshi.dispatch.actions.telling import tell_holder
from luoshi.dispatch.models import Assignment, ChangeRequest, Milestone
from luoshi.dispatch.queries import OPEN
from luoshi.kernel import clock
from luoshi.kernel.trail import record
from luoshi.kernel.units import convert
from luoshi.ledger.api import Responsibility


@transaction.atomic
def hand_over(*, old: Agency, new: Agency, on: date, by: Actor) -> dict[str, int]:
    """Give everything that an agency holds open to its heir; returns how much went over.

    The old assignment stays, taken back with the reason; the heir's says what it replaces, and is
    signed for anew. Where the heir holds the item already, the parts of one whole become one.
    """
    login = login_of(by, May.AGENCY_EDIT)
    rows = list(
        Assignment.objects.select_for_update(of=("self",))
        .filter(OPEN, agency=old)
        .prefetch_related("item", "parent")
        .order_by("pk")
    )
    held = {
        row.item_id: row
        for row in Assignment.objects.select_for_update(of=("self",)).filter(
            OPEN, agency=new, item__in=[row.item_id for row in rows]
        )
    }
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = clock.now(), login
        row.withdraw_reason = f"自{on:%Y-%m-%d}起由{new.name}承接"
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
        heir = held.get(row.item_id)
        heir = _taken_over(row, new, login) if heir is None else _joined(row, heir)
        Assignment.objects.filter(parent=row).exclude(pk=heir.pk).update(parent=heir)
        _move_what_is_open(row, heir)
        data = {"item": row.item_id, "from": old.name, "to": new.name, "on": on.isoformat()}
        record("dispatch.assignment.succeeded", by=login, on=heir, data=data)
    return {"dispatch.assignments": len(rows)}


def _taken_over(row: Assignment, new: Agency, login: str) -> Assignment:
    """Return the heir's assignment in the place of the old one."""
    heir = Assignment.objects.create(
        item=row.item, agency=new, role=row.role, parent=row.parent, dispatch=row.dispatch,
        replaces=row, sent_at=clock.now(), sent_by=login, amount=row.amount, unit=row.unit,
        share_pct=row.share_pct, due_on=row.due_on, note=row.note, version=row.version,
        excess_reason=row.excess_reason,
    )  # fmt: skip
    tell_holder(heir, "succeeded", "承接任务，请及时签收", row.withdraw_reason)
    return heir


def _joined(row: Assignment, heir: Assignment) -> Assignment:
    """Join the old assignment to the one that the heir holds; a lead stays a lead."""
    if row.role == Responsibility.Role.LEAD:
        heir.role = row.role
    if row.parent_id == heir.parent_id and row.amount is not None and heir.amount is not None:
        more = convert(row.amount, row.unit, heir.unit)
        if more is not None:
            heir.amount += more
            heir.version += 1
    if heir.parent_id == row.pk:
        heir.parent = row.parent
    heir.save(update_fields=["role", "amount", "version", "parent"])
    return heir


def _move_what_is_open(row: Assignment, heir: Assignment) -> None:
    """Move the milestones not yet done, unless the heir has one of the name, and open requests."""
    named = set(heir.milestones.values_list("title", flat=True))
    Milestone.objects.filter(assignment=row, done_on=None).exclude(title__in=named).update(
        assignment=heir
    )
    taken = ChangeRequest.objects.filter(assignment=heir, decided_at=None).values("field")
    ChangeRequest.objects.filter(assignment=row, decided_at=None).exclude(field__in=taken).update(
        assignment=heir, agency=heir.agency
    )
