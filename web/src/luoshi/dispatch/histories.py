"""What happened to things of handing down, for their history pages (row 88)."""

from __future__ import annotations

from typing import Final

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May, require, scope_of
from luoshi.dispatch import queries
from luoshi.dispatch.models import Assignment, ChangeRequest, Conference, Dispatch, Milestone
from luoshi.kernel import history
from luoshi.kernel.history import Belonging, Told
from luoshi.kernel.http import Request

WORDS: Final = {
    "dispatch.agency.reminded": _("提醒未读单位"),
    "dispatch.assignment.added": _("指定承担单位"),
    "dispatch.assignment.handed_down": _("分解下达"),
    "dispatch.assignment.read": _("阅读任务"),
    "dispatch.assignment.reassigned": _("退回后改派"),
    "dispatch.assignment.returned": _("退回任务"),
    "dispatch.assignment.signed": _("签收任务"),
    "dispatch.assignment.succeeded": _("单位撤并，任务由承继单位承接"),
    "dispatch.assignment.withdrawn": _("收回任务"),
    "dispatch.change.asked": _("申请调整"),
    "dispatch.change.decided": _("审批调整申请"),
    "dispatch.conference.held": _("记录联席会议"),
    "dispatch.conference.written": _("修改会议记录"),
    "dispatch.contact.set": _("填写责任领导和责任人"),
    "dispatch.letter.exported": _("导出任务下达通知"),
    "dispatch.milestone.added": _("设定节点"),
    "dispatch.milestone.finished": _("确认节点完成"),
    "dispatch.milestone.reopened": _("撤销节点完成"),
    "dispatch.minutes.exported": _("导出会议纪要"),
    "dispatch.plan.dispatched": _("下达计划"),
    "dispatch.resolution.made": _("会议议定事项"),
    "dispatch.split.exceeded": _("超额分解"),
    "dispatch.topic.added": _("增加会议议题"),
    "dispatch:leader": _("责任领导"),
    "dispatch:contact": _("责任人"),
}


def _assignment(request: Request, key: int) -> Told:
    scope = require(request.user, May.DISPATCH_READ)
    found = get_object_or_404(queries.assignments(scope).select_related("item"), pk=key)
    belonging: Belonging = {
        "dispatch.milestone": Milestone.objects.filter(assignment=found),
        "dispatch.changerequest": ChangeRequest.objects.filter(assignment=found),
    }
    return Told(found.item.title, reverse("dispatch:assignment", args=[key]), belonging)


def _of_item(request: Request, key: int) -> Belonging:
    """Return what of an item was handed down to agencies that the person sees."""
    scope = scope_of(request.user)
    if May.DISPATCH_READ not in scope.may:
        return {}
    held = Assignment.objects.filter(queries.visible(scope), item=key)
    return {
        "dispatch.assignment": held,
        "dispatch.milestone": Milestone.objects.filter(assignment__in=held),
        "dispatch.changerequest": ChangeRequest.objects.filter(assignment__in=held),
    }


def _of_plan(request: Request, key: int) -> Belonging:
    """Return the acts by which a plan was handed down, and its joint meetings."""
    scope = scope_of(request.user)
    if May.DISPATCH_READ not in scope.may:
        return {}
    meetings = queries.conferences(scope).filter(plan=key)
    return {
        "dispatch.dispatch": Dispatch.objects.filter(plan=key),
        "dispatch.conference": Conference.objects.filter(pk__in=meetings.values("pk")),
    }


def register() -> None:
    """Give assignments their history pages, items and plans what was handed down of them."""
    history.words(WORDS)
    history.told("dispatch.assignment", _assignment)
    history.follow("ledger.item", _of_item)
    history.follow("plans.plan", _of_plan)
