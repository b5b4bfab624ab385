"""Reminding the agencies that have not read what they received, and nobody else (USE-21)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from luoshi.accounts.api import Actor, May, login_of
from luoshi.agencies.api import Agency
from luoshi.dispatch.actions.telling import tell_of_reminder
from luoshi.dispatch.models import Assignment, Reminder
from luoshi.dispatch.queries import in_state
from luoshi.kernel import clock
from luoshi.kernel.trail import record


@dataclass(frozen=True, slots=True)
class Told:
    """How reminding went for one agency."""

    agency: Agency
    done: bool
    why: str = ""


@transaction.atomic
def remind(*, plan_id: int, by: Actor, agencies: Iterable[int] | None = None) -> list[Told]:
    """Remind the agencies with unread assignments of a plan; each at most once a day."""
    login = login_of(by, May.DISPATCH)
    asked = None if agencies is None else set(agencies)
    unread = Assignment.objects.filter(in_state(Assignment.State.UNREAD), item__plan=plan_id)
    waiting = dict(unread.order_by().values_list("agency").annotate(Count("pk")))
    chosen = set(waiting) if asked is None else asked
    told = []
    for agency in Agency.objects.filter(pk__in=chosen).order_by("path"):
        if agency.pk not in waiting:
            told.append(Told(agency, done=False, why="没有未读"))
            continue
        made, new = Reminder.objects.get_or_create(
            plan_id=plan_id, agency=agency, day=clock.today(),
            defaults={"waiting": waiting[agency.pk], "by": login, "at": clock.now()},
        )  # fmt: skip
        if not new:
            told.append(Told(agency, done=False, why="今天已提醒"))
            continue
        tell_of_reminder(made)
        data = {"plan": plan_id, "waiting": waiting[agency.pk]}
        record("dispatch.agency.reminded", by=login, on=agency, data=data)
        told.append(Told(agency, done=True))
    return told
