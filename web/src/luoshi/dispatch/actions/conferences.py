"""Joint meetings: called, written down, and what they resolved put on the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from luoshi.accounts.api import Actor, May, login_of
from luoshi.dispatch.models import Conference, Resolution, Topic
from luoshi.dispatch.refusals import ConferenceStale, TopicWrong
from luoshi.kernel import clock
from luoshi.kernel.trail import record
from luoshi.ledger.api import Item, add_resolution
from luoshi.plans.api import Plan


@dataclass(frozen=True, slots=True)
class Written:
    """What is written of a meeting."""

    held_on: date
    place: str = ""
    chair: str = ""
    minutes: str = ""


@transaction.atomic
def hold(*, plan_id: int, written: Written, by: Actor) -> Conference:
    """Enter a meeting on a plan, numbered through; the same day and words again are the same."""
    login = login_of(by, May.CONFERENCE_EDIT)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    fields = _fields(written)
    same = Conference.objects.filter(plan=plan, made_by=login, version=1, **fields).first()
    if same is not None:
        return same
    last = Conference.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    made = Conference.objects.create(
        plan=plan, number=last + 1, made_at=clock.now(), made_by=login, **fields
    )
    data = {"plan": plan.title, "number": made.number, "held_on": written.held_on.isoformat()}
    record("dispatch.conference.held", by=login, on=made, data=data)
    return made


def _fields(written: Written) -> dict[str, object]:
    return {
        "held_on": written.held_on,
        "place": written.place.strip(),
        "chair": written.chair.strip(),
        "minutes": written.minutes.strip(),
    }


@transaction.atomic
def write(*, conference_id: int, version: int, written: Written, by: Actor) -> Conference:
    """Write down a meeting.

    Raises:
        ConferenceStale: somebody else wrote since it was read (REL-07).

    """
    login = login_of(by, May.CONFERENCE_EDIT)
    row = Conference.objects.select_for_update(of=("self",)).get(pk=conference_id)
    fields = _fields(written)
    before = {key: getattr(row, key) for key in fields}
    if before == fields:
        return row
    if row.version != version:
        raise ConferenceStale("会议记录刚被他人修改。", next_step="请对照现有记录核对后再保存。")
    for key, value in fields.items():
        setattr(row, key, value)
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    data = {"before": {key: str(value) for key, value in before.items()},
            "after": {key: str(value) for key, value in fields.items()}}  # fmt: skip
    record("dispatch.conference.written", by=login, on=row, data=data)
    return row


@transaction.atomic
def add_topic(
    *, conference_id: int, by: Actor, text: str = "", item_number: int | None = None
) -> Topic:
    """Put a point on the agenda: an item of the plan by its number, or words.

    Raises:
        TopicWrong: it says nothing, or the plan has no item of that number.

    """
    login = login_of(by, May.CONFERENCE_EDIT)
    row = Conference.objects.select_for_update(of=("self",)).get(pk=conference_id)
    item = None
    if item_number is not None:
        found = Item.objects.filter(plan=row.plan_id, number=item_number)
        item = found.exclude(state=Item.State.WITHDRAWN).first()
        if item is None:
            message = f"计划台账中没有第{item_number}号事项。"
            raise TopicWrong(message, next_step="请核对台账序号。")
    words = text.strip()[:300]
    if item is None and not words:
        raise TopicWrong("议题须写明内容，或填写台账序号。", next_step="请填写后再保存。")
    made, new = Topic.objects.get_or_create(
        conference=row, item=item, **({} if item else {"text": words}),
        defaults={"text": words},
    )  # fmt: skip
    if new:
        data = {"topic": str(made), "item": item.pk if item else None}
        record("dispatch.topic.added", by=login, on=row, data=data)
    return made


@transaction.atomic
def resolve(
    *, conference_id: int, title: str, leads: Sequence[int], by: Actor,
    joined: Sequence[int] = (), due_on: date | None = None,
) -> Resolution:  # fmt: skip
    """Put what a meeting resolved on the ledger; the same words again are the same resolution."""
    login = login_of(by, May.CONFERENCE_EDIT)
    row = Conference.objects.select_for_update(of=("self",)).get(pk=conference_id)
    same = Resolution.objects.filter(conference=row, item__title=title.strip()).first()
    if same is not None:
        return same
    item = add_resolution(
        plan_id=row.plan_id, title=title, leads=leads, joined=joined, due_on=due_on, by=by
    )
    made = Resolution.objects.create(conference=row, item=item)
    record("dispatch.resolution.made", by=login, on=row, data={"item": item.pk, "title": title})
    return made
