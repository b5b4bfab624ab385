"""Assignments: the lists, one of them, and what an agency does with its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, Scope, require, typed
from luoshi.agencies.api import Agency
from luoshi.dispatch import actions, queries, rules, wording
from luoshi.dispatch.actions.access import login_at
from luoshi.dispatch.forms import (
    AgencyForm,
    AssignForm,
    ContactForm,
    FinishForm,
    MilestoneForm,
    ReasonForm,
)
from luoshi.dispatch.lists import AssignmentRows, MineRows, ReturnedRows
from luoshi.dispatch.models import Assignment, Milestone
from luoshi.dispatch.refusals import MilestoneWrong, NotOpen
from luoshi.dispatch.views.shared import found, gives, holds, own, person, tabs
from luoshi.kernel import clock, evidence
from luoshi.kernel.evidence import FileRefused
from luoshi.kernel.http import Request
from luoshi.kernel.names import called, principals
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.api import items


@require_safe
def mine(request: Request) -> HttpResponseBase:
    """Show what the person's own agencies hold."""
    scope = require(request.user, May.DISPATCH_READ)
    context = {**tabs("mine", scope), "unsigned": queries.waiting(scope, clock.today()).unsigned}
    return MineRows(request, scope).response("dispatch/list.html", context)


@require_safe
def assignments(request: Request) -> HttpResponseBase:
    """Show everything handed down that the person may see."""
    scope = require(request.user, May.DISPATCH_READ)
    context = tabs("assignments", scope)
    return AssignmentRows(request, scope).response("dispatch/list.html", context)


@require_safe
def returned(request: Request) -> HttpResponseBase:
    """Show what came back and waits."""
    scope = require(request.user, May.RECEIVE)
    return ReturnedRows(request, scope).response("dispatch/list.html", tabs("returned", scope))


@require_safe
def assignment(request: Request, assignment_id: int) -> HttpResponse:
    """Show one assignment: how far it has come, its parts, its milestones, what was asked."""
    scope = require(request.user, May.DISPATCH_READ)
    row = found(scope, assignment_id)
    return render(request, "dispatch/assignment.html", _page(scope, row))


def _page(scope: Scope, row: Assignment, **forms: Any) -> dict[str, Any]:
    today = clock.today()
    ours = holds(scope, row)
    words = {"leader": row.leader, "contact": row.contact, "phone": row.phone}
    changes = queries.changes(scope)
    asked = changes.filter(item=row.item) if row.parent is None else changes.filter(assignment=row)
    return {
        "row": row,
        "tone": wording.tone(row),
        "facts": _facts(row),
        "nodes": queries.tree(row.item, scope),
        "milestones": list(row.milestones.prefetch_related(queries.FILES)),
        "changes": asked,
        "course": _course(row),
        "late": rules.days_late(queries.due_of(row), today),
        "today": today,
        "own": ours,
        "may_sign": ours and row.is_open and row.signed_at is None,
        "may_work": ours and row.is_open and row.signed_at is not None,
        "may_split": ours and _may_split(row),
        "may_change": ours and row.signed_at is not None and bool(queries.changeable(row)),
        "may_withdraw": gives(scope, row) and row.withdrawn_at is None,
        "may_reassign": _may_reassign(scope, row),
        "see_item": items(scope).filter(pk=row.item_id).exists(),
        "contact_form": ContactForm(initial=words),
        "milestone_form": MilestoneForm(),
        "reason_form": ReasonForm(),
        **forms,
    }


def _course(row: Assignment) -> list[tuple[Any, str, str, str]]:
    """Return what became of it, in order: when, what, who, and why."""
    behalf = principals("dispatch.assignment", row.pk)
    steps = (
        (row.sent_at, _("下达"), row.sent_by, "added", ""),
        (row.read_at, _("已读"), row.read_by, "read", ""),
        (row.signed_at, _("已签收"), row.signed_by, "signed", ""),
        (row.returned_at, _("已退回"), row.returned_by, "returned", row.return_reason),
        (row.withdrawn_at, _("已收回"), row.withdrawn_by, "withdrawn", row.withdraw_reason),
    )
    done = [
        (at, what, (who, behalf.get(f"dispatch.assignment.{act}", "")), why)
        for at, what, who, act, why in steps
        if at
    ]
    names = called(signature for _at, _what, signature, _why in done)
    return [(at, what, names[signature], why) for at, what, signature, why in done]


def _may_split(row: Assignment) -> bool:
    lead = row.role == "lead" or row.parent_id is not None
    return lead and row.is_open and row.signed_at is not None


def _may_reassign(scope: Scope, row: Assignment) -> bool:
    came_back = row.returned_at is not None and row.withdrawn_at is None
    return came_back and gives(scope, row) and not hasattr(row, "replaced_by")


def _facts(row: Assignment) -> list[tuple[str, str]]:
    total, unit = queries.total_of(row)
    due, act = queries.due_of(row), row.dispatch
    rows = [
        (_("行动计划"), row.item.plan.title),
        (_("下达"), _given(row)),
        (_("责任"), str(row.get_role_display())),
        (_("分解数"), wording.part(row) or wording.amount(total, unit)),
        (_("完成时限"), f"{due:%Y-%m-%d}" if due else row.item.due_text),
        (_("签收期限"), f"{act.sign_by:%Y-%m-%d}" if act and act.sign_by else ""),
        (_("说明"), row.note or (act.note if act else "")),
        (_("超额分解说明"), row.excess_reason),
    ]
    return [(label, value) for label, value in rows if value]


def _given(row: Assignment) -> str:
    if row.parent is not None:
        return _("%(agency)s分解下达") % {"agency": row.parent.agency}
    return str(row.dispatch or _("单独下达"))


@require_POST
def read(request: Request, assignment_id: int) -> HttpResponse:
    """Note that the agency opened it; the page asks for this once it is shown."""
    scope = require(request.user, May.RECEIVE)
    row = own(request, scope, assignment_id)
    actions.mark_read(ids=[row.pk], by=person(request))
    return HttpResponse(status=204) if request.htmx else redirect("dispatch:assignment", row.pk)


@require_POST
def contact(request: Request, assignment_id: int) -> HttpResponse:
    """Say who is in charge."""
    scope = require(request.user, May.RECEIVE)
    row = own(request, scope, assignment_id)
    said = typed(request, "dispatch.contact", state=row.state, agency_id=row.agency_id)
    form = said.close(ContactForm(said.data))
    if not form.is_valid():
        context = _page(scope, row, contact_form=form)
        return render(request, "dispatch/assignment.html", context, status=422)
    actions.set_contact(ids=[row.pk], by=person(request), **form.cleaned_data)
    messages.success(request, _("已保存责任人。"))
    return redirect("dispatch:assignment", row.pk)


@require_POST
def milestone_add(request: Request, assignment_id: int) -> HttpResponse:
    """Set a milestone."""
    scope = require(request.user, May.RECEIVE)
    row = own(request, scope, assignment_id)
    said = typed(request, "dispatch.milestone", state="new", agency_id=row.agency_id)
    form = said.close(MilestoneForm(said.data))
    if not form.is_valid():
        context = _page(scope, row, milestone_form=form)
        return render(request, "dispatch/assignment.html", context, status=422)
    actions.add_milestone(assignment_id=row.pk, by=person(request), **form.cleaned_data)
    messages.success(request, _("已设定节点。"))
    return redirect("dispatch:assignment", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def milestone(request: Request, milestone_id: int) -> HttpResponse:
    """Say that a milestone is done, or take that back."""
    scope = require(request.user, May.RECEIVE)
    step: Milestone = get_object_or_404(queries.milestones(scope), pk=milestone_id)
    login_at(person(request), May.RECEIVE, step.assignment.agency_id)
    done = step.done_on is not None
    state, agency = "done" if done else "open", step.assignment.agency_id
    said = typed(request, "dispatch.milestone", state=state, agency_id=agency)
    form: Form = ReasonForm(said.data) if done else FinishForm(said.data, initial=_today())
    said.close(form)
    if form.is_valid():
        who, words = person(request), form.cleaned_data
        if done:
            actions.reopen_milestone(milestone_id=step.pk, by=who, **words)
            messages.success(request, _("已撤销完成。"))
        else:
            try:
                files = evidence.sent(request)
                actions.finish_milestone(milestone_id=step.pk, by=who, files=files, **words)
            except (FileRefused, MilestoneWrong) as refusal:
                form.add_error(None, f"{refusal.message}{refusal.next_step}")
                return _milestone_page(request, step, form, done=done)
            messages.success(request, _("已确认完成。"))
        return redirect("dispatch:assignment", step.assignment_id)
    return _milestone_page(request, step, form, done=done)


def _today() -> dict[str, Any]:
    return {"done_on": clock.today()}


def _milestone_page(request: Request, step: Milestone, form: Form, *, done: bool) -> HttpResponse:
    files = step.files.filter(removed_at=None).order_by("pk")
    context = {"step": step, "form": form, "done": done, "files": files, "accept": evidence.ACCEPT}
    status = 422 if form.errors else 200
    return render(request, "dispatch/milestone.html", context, status=status)


@require_safe
def milestone_file(request: Request, milestone_file_id: int) -> HttpResponse:
    """Answer with a file that shows that a milestone was reached."""
    scope = require(request.user, May.DISPATCH_READ)
    return evidence.answer(get_object_or_404(queries.milestone_files(scope), pk=milestone_file_id))


@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: Request, assignment_id: int) -> HttpResponse:
    """Give what came back to an agency."""
    scope = require(request.user, May.RECEIVE)
    row = found(scope, assignment_id)
    if not gives(scope, row):
        raise NotPermitted(_("您的岗位不能改派这项任务。"), next_step=_("请由下达单位办理。"))
    if not _may_reassign(scope, row):
        raise NotOpen(_("这一项不在退回待处理之列。"), next_step=_("请刷新后查看。"))
    agencies = _offered(row)
    form = AgencyForm(request.POST if request.method == "POST" else None, agencies=agencies)
    if form.is_valid():
        new = actions.reassign(
            assignment_id=row.pk, agency_id=form.cleaned_data["agency"].pk, by=person(request)
        )
        messages.success(request, _("已改派给%(agency)s。") % {"agency": new.agency})
        return redirect("dispatch:assignment", new.pk)
    context = {"row": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dispatch/reassign.html", context, status=status)


def _offered(row: Assignment) -> Any:
    if row.parent is not None:
        return queries.receivers(row.parent, clock.today())
    return Agency.objects.order_by("path")


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: Request, item_id: int) -> HttpResponse:
    """Give an item to an agency that the plan does not name."""
    scope = require(request.user, May.DISPATCH)
    item = get_object_or_404(items(scope).select_related("plan"), pk=item_id)
    agencies = Agency.objects.order_by("path")
    form = AssignForm(request.POST if request.method == "POST" else None, agencies=agencies)
    if form.is_valid():
        new = actions.assign(
            item_id=item.pk, agency_id=form.cleaned_data["agency"].pk,
            role=form.cleaned_data["role"], by=person(request),
        )  # fmt: skip
        messages.success(request, _("已下达给%(agency)s。") % {"agency": new.agency})
        return redirect("dispatch:assignment", new.pk)
    context = {"item": item, "form": form}
    return render(request, "dispatch/assign.html", context, status=422 if form.errors else 200)
