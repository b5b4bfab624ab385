"""Telling whoever has to act next, in the transaction of the act; each thing once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.urls import reverse

from luoshi.accounts.api import May
from luoshi.agencies.api import Agency
from luoshi.dispatch.models import Assignment, ChangeRequest, Dispatch, Reminder
from luoshi.kernel.outbox import Message, notify, notify_all

_KIND = "dispatch"


def tell_of_plan(act: Dispatch, agencies: dict[int, int]) -> None:
    """Tell every agency how much of a plan it was given; `agencies` counts by key."""
    until = f"，请于{act.sign_by:%Y-%m-%d}前签收" if act.sign_by else "，请及时签收"
    notify_all(
        Message(
            key=f"dispatch.plan:{act.pk}:{agency_id}", to=[agency_id], kind=_KIND,
            may=May.RECEIVE, title=f"{act.plan.title}下达{number}项任务{until}",
            text=act.note, url=reverse("dispatch:mine"),
        )
        for agency_id, number in agencies.items()
    )  # fmt: skip


def tell_holder(assignment: Assignment, what: str, title: str, text: str = "") -> None:
    """Tell the agency that holds an assignment what was done with it."""
    notify_all([_to_holder(assignment, what, title, text)])


def tell_receivers(parent: Assignment, parts: Iterable[Assignment]) -> None:
    """Tell the agencies to which an assignment was handed down of their parts."""
    what, title = f"handed_down.{parent.pk}", "分解下达任务，请及时签收"
    notify_all(_to_holder(part, what, title, part.note) for part in parts)


def _to_holder(assignment: Assignment, what: str, title: str, text: str) -> Message:
    return Message(
        key=f"dispatch.{what}:{assignment.pk}", to=[assignment.agency_id], kind=_KIND,
        may=May.RECEIVE, title=f"{title}：{assignment.item}", text=text,
        url=reverse("dispatch:assignment", args=[assignment.pk]),
    )  # fmt: skip


def tell_of_return(assignments: Sequence[Assignment], reason: str) -> None:
    """Tell those who gave them what came back: one notice each, however many."""
    by_giver: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        by_giver[_giver(assignment)].append(assignment)
    for giver, rows in by_giver.items():
        parent = rows[0].parent
        notify(
            key=f"dispatch.returned:{rows[0].pk}", to=[giver], kind=_KIND,
            may=May.RECEIVE if parent else May.DISPATCH,
            title=f"{rows[0].agency}退回{len(rows)}项任务：{reason}",
            text="\n".join(str(row.item) for row in rows), url=reverse("dispatch:returned"),
        )  # fmt: skip


def _giver(assignment: Assignment) -> int:
    if assignment.parent is not None:
        return assignment.parent.agency_id
    return top()


def top() -> int:
    """Return the key of the agency at the top of the tree."""
    key: int = Agency.objects.filter(depth=1).order_by("path").values_list("pk", flat=True)[0]
    return key


def tell_of_reminder(reminder: Reminder) -> None:
    """Tell an agency that something waits unread."""
    notify(
        key=f"dispatch.reminded:{reminder.pk}", to=[reminder.agency_id], kind=_KIND,
        may=May.RECEIVE, title=f"提醒：{reminder.plan}有{reminder.waiting}项任务未读",
        url=f"{reverse('dispatch:mine')}?state=unread",
    )  # fmt: skip


def tell_decider(request: ChangeRequest, agency: Agency) -> None:
    """Tell those who decide that a change was asked for."""
    notify(
        key=f"dispatch.change.asked:{request.pk}", to=[agency.pk], kind=_KIND,
        may=May.CHANGE_DECIDE, title=f"{request.agency}申请调整{_words(request)}",
        text=request.reason, url=reverse("dispatch:change", args=[request.pk]),
    )  # fmt: skip


def tell_asker(request: ChangeRequest) -> None:
    """Tell who asked what was decided."""
    verdict = "已同意" if request.accepted else "未同意"
    notify(
        key=f"dispatch.change.decided:{request.pk}", to=[request.asked_by], kind=_KIND,
        title=f"{verdict}调整{_words(request)}", text=request.decision_note,
        url=reverse("dispatch:change", args=[request.pk]),
    )  # fmt: skip


def _words(request: ChangeRequest) -> str:
    old, new = f"{request.old or '—'}{request.unit}", f"{request.new}{request.unit}"
    return f"{request.get_field_display()}：{old} → {new}"
