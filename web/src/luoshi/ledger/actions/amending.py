"""What was agreed after the plan: amended values and dates, and what meetings resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db import transaction
from django.db.models import Max

from luoshi.accounts.api import Actor, May, login_of
from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.figures import plain
from luoshi.kernel.refusals import Conflict, Refusal
from luoshi.kernel.trail import record
from luoshi.ledger.models import Amendment, Commitment, Item, Responsibility, Target
from luoshi.plans.api import Plan


class AmendedMeanwhile(Conflict):
    """The item was amended since it was read."""

    code: ClassVar[str] = "ledger.amended_meanwhile"


class Unanswered(Refusal):
    """What was resolved needs words, and somebody who leads."""

    code: ClassVar[str] = "ledger.unanswered"


@dataclass(frozen=True, slots=True)
class Allowed:
    """Why an item is amended, and the paper that allows it."""

    reason: str
    paper: str


@transaction.atomic
def amend(
    *, item_id: int, version: int, field: str, new: Decimal | date, allowed: Allowed, by: str
) -> Amendment:
    """Write what was agreed of an item beside what the plan says; both values stay.

    Whether the person may is asked by the decision in whose transaction this runs.

    Raises:
        AmendedMeanwhile: it is no longer at the `version` that the request saw.

    """
    item = Item.objects.select_for_update(of=("self",)).get(pk=item_id)
    if item.version != version:
        raise AmendedMeanwhile("这一事项刚被调整过。", next_step="请按现值重新提出申请。")
    if isinstance(new, Decimal):
        old, said = _amend_value(item, new), plain(new)
    else:
        old, said = item.deadline.isoformat() if item.deadline else "", new.isoformat()
        item.amended_due_on = new
    item.version += 1
    item.updated_at = clock.now()
    item.save(update_fields=["version", "amended_due_on", "updated_at"])
    made = Amendment.objects.create(
        item=item, version=item.version, field=field, old=old, new=said, reason=allowed.reason,
        paper=allowed.paper, at=item.updated_at, by=by,
    )  # fmt: skip
    data = {"field": field, "old": old, "new": said, "paper": allowed.paper}
    record("ledger.item.amended", by=by, on=item, data=data)
    return made


def _amend_value(item: Item, new: Decimal) -> str:
    """Write the value of a target or the count of a commitment; return the one before."""
    if item.kind == Item.Kind.COMMITMENT:
        promise = Commitment.objects.select_for_update(of=("self",)).get(item=item)
        before, promise.amended_count = promise.now, new
        promise.save(update_fields=["amended_count"])
    else:
        target = Target.objects.select_for_update(of=("self",)).get(item=item)
        before, target.amended_value = target.now, new
        target.save(update_fields=["amended_value"])
    return "" if before is None else plain(before)


@transaction.atomic
def add_resolution(
    *, plan_id: int, title: str, leads: Sequence[int], joined: Sequence[int] = (),
    due_on: date | None = None, by: Actor,
) -> Item:  # fmt: skip
    """Put what a meeting resolved on the ledger of a plan, with who leads and who takes part.

    Raises:
        Unanswered: it says nothing, or nobody leads.

    """
    login = login_of(by, May.CONFERENCE_EDIT)
    words = title.strip()
    if not words or not leads:
        raise Unanswered("议定事项须写明内容和牵头单位。", next_step="请填写后再保存。")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    last = Item.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    item = Item.objects.create(
        kind=Item.Kind.RESOLUTION, state=Item.State.LIVE, plan=plan, number=last + 1, title=words,
        start=plan.end, due_on=due_on, due_text=_day(due_on), updated_at=clock.now(),
    )  # fmt: skip
    role = Responsibility.Role
    answering = [(role.LEAD, key) for key in dict.fromkeys(leads)]
    answering += [(role.PARTICIPANT, key) for key in dict.fromkeys(joined) if key not in leads]
    names = Agency.objects.in_bulk([key for _role, key in answering])
    Responsibility.objects.bulk_create(
        [
            Responsibility(
                item=item, role=each, printed=names[key].name, position=place, agency=names[key]
            )
            for place, (each, key) in enumerate(answering)
        ]
    )
    data = {"title": words, "leads": [names[key].name for key in dict.fromkeys(leads)]}
    record("ledger.resolution.added", by=login, on=item, data=data)
    return item


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
