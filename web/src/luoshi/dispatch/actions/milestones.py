"""Milestones: set by the agency that answers, done with what shows it, taken back with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import Actor, May
from luoshi.dispatch import queries
from luoshi.dispatch.actions.access import login_at, reason_of
from luoshi.dispatch.models import Assignment, Milestone, MilestoneFile
from luoshi.dispatch.refusals import MilestoneWrong, NotOpen
from luoshi.kernel import clock
from luoshi.kernel.evidence import columns
from luoshi.kernel.trail import record

Files = Sequence[tuple[str, bytes]]
MOST_FILES: Final = 10
_LONGEST_TITLE = 200


@transaction.atomic
def add_milestone(*, assignment_id: int, title: str, due_on: date, by: Actor) -> Milestone:
    """Set a milestone of an assignment; the same again gives the one that stands.

    Raises:
        NotOpen: the assignment is not signed for, or no longer in the agency's hands.
        MilestoneWrong: it has no title, or lies after the due date.

    """
    assignment = Assignment.objects.select_for_update(of=("self",)).prefetch_related("item").get(
        pk=assignment_id
    )  # fmt: skip
    login = login_at(by, May.RECEIVE, assignment.agency_id)
    if not assignment.is_open or assignment.signed_at is None:
        raise NotOpen("签收后、未退回或收回的任务才能设定节点。", next_step="请刷新后查看。")
    words = title.strip()[:_LONGEST_TITLE]
    if not words:
        raise MilestoneWrong("节点须写明内容。", next_step="请填写后再保存。")
    due = queries.due_of(assignment)
    if due is not None and due_on > due:
        message = f"节点晚于任务的完成时限（{due:%Y-%m-%d}）。"
        raise MilestoneWrong(message, next_step="请改为时限之前的日期。")
    made, new = Milestone.objects.get_or_create(
        assignment=assignment, title=words, defaults={"due_on": due_on, "made_by": login}
    )
    if new:
        data = {"title": words, "due_on": due_on.isoformat()}
        record("dispatch.milestone.added", by=login, on=made, data=data)
    elif made.due_on != due_on:
        raise MilestoneWrong("已有同名节点。", next_step="请换一个名称。")
    return made


@transaction.atomic
def finish_milestone(
    *, milestone_id: int, done_on: date, evidence: str, by: Actor, files: Files = ()
) -> Milestone:
    """Say that a milestone is done, on which day, and what shows it: in words, and by files.

    `files` are names with their bytes; all of them are kept, or nothing is done (row 31).

    Raises:
        NotOpen: it is done already, or the assignment is no longer in the agency's hands.
        MilestoneWrong: the day lies ahead, or there are too many files.
        FileRefused: a file is none that may prove something.

    """
    milestone, login = _locked(milestone_id, by)
    if milestone.done_on is not None:
        raise NotOpen("这个节点已确认完成。", next_step="请刷新后查看。")
    if done_on > clock.today():
        raise MilestoneWrong("完成日期不能晚于今天。", next_step="请填写实际完成的日期。")
    milestone.evidence = reason_of(evidence, "确认完成")
    milestone.done_on, milestone.done_by = done_on, login
    milestone.save(update_fields=["done_on", "done_by", "evidence"])
    names = _keep(milestone, files, login)
    data = {"title": milestone.title, "done_on": done_on.isoformat(),
            "evidence": milestone.evidence, "file": names}  # fmt: skip
    record("dispatch.milestone.finished", by=login, on=milestone, data=data)
    return milestone


@transaction.atomic
def reopen_milestone(*, milestone_id: int, reason: str, by: Actor) -> Milestone:
    """Take back that a milestone is done; the trail keeps what was said of it, its files go off.

    Raises:
        NotOpen: it is not done.

    """
    milestone, login = _locked(milestone_id, by)
    words = reason_of(reason, "撤销完成")
    if milestone.done_on is None:
        raise NotOpen("这个节点没有确认完成。", next_step="请刷新后查看。")
    data = {"title": milestone.title, "done_on": milestone.done_on.isoformat(),
            "evidence": milestone.evidence, "reason": words}  # fmt: skip
    milestone.files.filter(removed_at=None).update(removed_at=clock.now())
    milestone.done_on, milestone.done_by, milestone.evidence = None, "", ""
    milestone.save(update_fields=["done_on", "done_by", "evidence"])
    record("dispatch.milestone.reopened", by=login, on=milestone, data=data)
    return milestone


def _keep(milestone: Milestone, files: Files, login: str) -> list[str]:
    """Keep the files that show it, each once; return their names."""
    if len(files) > MOST_FILES:
        message = _("一次最多上传%(most)s件。") % {"most": MOST_FILES}
        raise MilestoneWrong(message, next_step=_("请合并后再上传。"))
    agency = milestone.assignment.agency_id
    rows = [columns(name, content, agency_id=agency, by=login) for name, content in files]
    for row in {one["digest"]: one for one in rows}.values():
        MilestoneFile.objects.create(milestone=milestone, **row)
    return [str(row["name"]) for row in rows]


def _locked(milestone_id: int, by: Actor) -> tuple[Milestone, str]:
    milestone = (
        Milestone.objects.select_for_update(of=("self",))
        .prefetch_related("assignment")
        .get(pk=milestone_id)
    )
    login = login_at(by, May.RECEIVE, milestone.assignment.agency_id)
    if not milestone.assignment.is_open:
        raise NotOpen("任务已退回或收回，节点不再变动。", next_step="请刷新后查看。")
    return milestone, login
