"""Handing an assignment down to agencies below, with the part each of them gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from luoshi.accounts.api import Actor, May
from luoshi.agencies.api import Agency
from luoshi.dispatch import queries, rules
from luoshi.dispatch.actions.access import LONGEST, locked, login_at
from luoshi.dispatch.actions.telling import tell_receivers
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.refusals import (
    AlreadyHeld,
    NotBelow,
    NotHandedDown,
    NothingNew,
    NotOpen,
    PartWrong,
    TooMuch,
)
from luoshi.kernel import clock
from luoshi.kernel.figures import plain
from luoshi.kernel.trail import record, record_all
from luoshi.kernel.units import convert
from luoshi.ledger.api import Item, Responsibility

_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Given:
    """What one agency is to get."""

    agency_id: int
    part: rules.Part = field(default_factory=rules.Part)
    due_on: date | None = None
    note: str = ""


@transaction.atomic
def hand_down(
    *, assignment_id: int, parts: Sequence[Given], by: Actor, excess_reason: str = ""
) -> list[Assignment]:
    """Hand an assignment down; returns what is new. The same again changes nothing.

    An agency that takes part already, named by the plan, keeps its assignment and gets its part.

    Raises:
        NotOpen: the assignment is no longer in the agency's hands.
        NotHandedDown: it is not signed for, or the agency only takes part.
        NotBelow: a receiver does not stand below.
        AlreadyHeld: a receiver holds another part: that is changed by a request (GOV-05).
        PartWrong: a part that cannot stand.
        TooMuch: the parts exceed the whole, and nobody says why.

    """
    (assignment,) = locked([assignment_id])
    login = login_at(by, May.RECEIVE, assignment.agency_id)
    # Several leads split the same whole: one of them at a time.
    item = Item.objects.select_for_update().get(pk=assignment.item_id)
    _may_split(assignment)
    wanted = {given.agency_id: given for given in parts}
    agencies = _receivers(assignment, list(wanted))
    held = {
        each.agency_id: each
        for each in Assignment.objects.select_for_update()
        .filter(queries.OPEN, item=item, agency__in=agencies)
        .order_by("pk")
    }
    _check_parts(assignment, wanted, agencies)
    made = [
        each
        for agency_id, given in wanted.items()
        if (each := _one(assignment, agencies[agency_id], given, held.get(agency_id), login))
    ]
    _keep(assignment, made, login)
    if not made and not parts:
        raise NothingNew("没有填写任何单位。", next_step="请至少填写一个单位。")
    _check_sum(assignment, excess_reason, login)
    return made


def _may_split(assignment: Assignment) -> None:
    if not assignment.is_open or assignment.item.state == Item.State.WITHDRAWN:
        raise NotOpen("这项任务已退回、收回或撤销，不能分解。", next_step="请刷新后查看。")
    if assignment.signed_at is None:
        raise NotHandedDown("签收后才能分解下达。", next_step="请先签收。")
    if assignment.role != Responsibility.Role.LEAD and assignment.parent_id is None:
        raise NotHandedDown(
            "参加单位不分解任务，由牵头单位分解下达。", next_step="请与牵头单位联系。"
        )


def _receivers(assignment: Assignment, ids: list[int]) -> dict[int, Agency]:
    found = queries.receivers(assignment, clock.today()).filter(pk__in=ids)
    allowed = {agency.pk: agency for agency in found}
    strangers = [agency_id for agency_id in ids if agency_id not in allowed]
    if strangers:
        names = "、".join(Agency.objects.filter(pk__in=strangers).values_list("name", flat=True))
        message = f"{names}不是{assignment.agency.name}可以下达的单位。"
        raise NotBelow(message, next_step="请选择本单位以下的单位。")
    return allowed


def _check_parts(
    assignment: Assignment, wanted: dict[int, Given], agencies: dict[int, Agency]
) -> None:
    total, unit = queries.total_of(assignment)
    due = queries.due_of(assignment)
    errors = {}
    for agency_id, given in wanted.items():
        name, part = agencies[agency_id].name, given.part
        said = part.amount if part.amount is not None else part.share_pct
        if part.amount is not None and part.share_pct is not None:
            errors[str(agency_id)] = f"{name}：数量和比例只填一项"
        elif said is not None and said <= 0:
            errors[str(agency_id)] = f"{name}：数量应大于零"
        elif part.share_pct is not None and total is None:
            errors[str(agency_id)] = f"{name}：任务没有总数，不能按比例分解"
        elif part.amount is not None and unit and convert(part.amount, part.unit, unit) is None:
            errors[str(agency_id)] = f"{name}：单位“{part.unit}”与“{unit}”不能换算"
        elif given.due_on and due and given.due_on > due:
            errors[str(agency_id)] = f"{name}：完成时限晚于上级时限{due:%Y-%m-%d}"
    if errors:
        raise PartWrong(errors)


def _one(
    parent: Assignment, agency: Agency, given: Given, held: Assignment | None, login: str
) -> Assignment | None:
    """Return one part, not yet kept; None where the agency holds exactly that already."""
    if held is not None and held.parent_id == parent.pk:
        if _same(held, given):
            return None
        message = f"{agency.name}已下达{_words(held)}，不能直接改为其他数。"
        raise AlreadyHeld(message, next_step="请在完成时限前提出调整申请，经批准后按新数执行。")
    if held is not None and held.parent_id is not None:
        message = f"{agency.name}已由其他单位下达这一事项。"
        raise AlreadyHeld(message, next_step="请与该牵头单位联系。")
    if held is not None and held.role == Responsibility.Role.LEAD:
        message = f"{agency.name}也是这一事项的牵头单位。"
        raise AlreadyHeld(message, next_step="请另选单位，或由上级收回后再分解。")
    part = held or Assignment(
        item=parent.item, agency=agency, role=Responsibility.Role.LEAD, sent_at=clock.now(),
        sent_by=login,
    )  # fmt: skip
    part.parent = parent
    part.amount, part.share_pct = given.part.amount, given.part.share_pct
    part.unit = given.part.unit if given.part.amount is not None else ""
    part.due_on, part.note = given.due_on, given.note.strip()[:LONGEST]
    return part


def _keep(parent: Assignment, parts: Sequence[Assignment], login: str) -> None:
    """Write parts, tell their agencies, and leave an entry for each; together, however many."""
    taking_part = {part.pk for part in parts if part.pk}
    Assignment.objects.bulk_create([part for part in parts if not part.pk], batch_size=500)
    for part in parts:
        if part.pk in taking_part:
            part.save()
    tell_receivers(parent, parts)
    record_all(
        "dispatch.assignment.handed_down",
        by=login,
        of=(
            (part, _told(parent, part, taking_part_before=part.pk in taking_part)) for part in parts
        ),
    )


def _told(
    parent: Assignment, part: Assignment, *, taking_part_before: bool
) -> dict[str, str | int | bool]:
    """Return what the trail keeps of a part."""
    return {
        "from": parent.agency.name,
        "to": part.agency.name,
        "item": parent.item_id,
        "part": _words(part),
        "due_on": part.due_on.isoformat() if part.due_on else "",
        "taking_part_before": taking_part_before,
    }


def _same(held: Assignment, given: Given) -> bool:
    part = given.part
    if (part.amount is None) != (held.amount is None) or part.share_pct != held.share_pct:
        return False
    if part.amount is None or held.amount is None:
        return given.due_on in (None, held.due_on)
    return convert(part.amount, part.unit, held.unit) == held.amount and given.due_on in (
        None,
        held.due_on,
    )


def _words(assignment: Assignment) -> str:
    if assignment.share_pct is not None:
        return f"{plain(assignment.share_pct)}%"
    if assignment.amount is None:
        return "（不分数量）"
    return f"{plain(assignment.amount)}{assignment.unit}"


def _check_sum(assignment: Assignment, reason: str, login: str) -> None:
    """Keep why more was given than there is; refuse where nobody says.

    Raises:
        TooMuch: as said.

    """
    found = queries.split_of(assignment)
    if found.excess is None:
        return
    words = reason.strip()[:_LONGEST_REASON] or assignment.excess_reason
    if not words:
        message = (
            f"分解合计{plain(found.given)}{found.unit}，超过总数{plain(found.total or 0)}"
            f"{found.unit}，超出{plain(found.excess)}{found.unit}。"
        )
        raise TooMuch(message, next_step="请核减，或写明超额分解的理由。")
    if words != assignment.excess_reason:
        assignment.excess_reason = words
        assignment.save(update_fields=["excess_reason"])
        data = {"reason": words, "excess": plain(found.excess), "unit": found.unit}
        record("dispatch.split.exceeded", by=login, on=assignment, data=data)
