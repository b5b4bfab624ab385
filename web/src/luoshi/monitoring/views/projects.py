"""The project board, and the page of one project with its reports and confirmations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, Scope, require
from luoshi.kernel import evidence
from luoshi.kernel.evidence import FileRefused
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal
from luoshi.ledger.api import Item
from luoshi.monitoring.actions.projects import check_project, report_project
from luoshi.monitoring.forms import CheckForm, ProjectForm
from luoshi.monitoring.lists import ProjectRows
from luoshi.monitoring.models import ProjectReport
from luoshi.monitoring.pages.projects import ProjectBoard
from luoshi.monitoring.queries import projects as queries
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.switch import context, frame_in
from luoshi.reporting.api import asked_in_a_form, duty_for_project


@require_safe
def projects(request: Request) -> HttpResponseBase:
    """Show the projects of an agency: by territory, and as a list."""
    scope = require(request.user, May.MONITOR_READ)
    frame = frame_in(request, scope)
    shown = {**context(request, frame, "projects"), "board": ProjectBoard(frame)}
    return ProjectRows(request, scope, frame=frame).response("monitoring/projects.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def project(request: Request, item_id: int) -> HttpResponse:
    """Show one project; its agency says how it stands, and what was typed stays on a refusal."""
    posted = request.POST if request.method == "POST" else None
    scope = require(request.user, May.MONITOR_READ if posted is None else May.REPORT_FILL)
    frame = frame_in(request, scope)
    item = _found(scope, item_id, frame)
    form, status = _form(item, frame, posted), 200
    if form.is_valid() and frame.period is not None:
        try:
            based_on = form.cleaned_data["based_on"]
            report_project(
                item_id=item.pk, period=frame.period, said=form.said(), based_on=based_on,
                by=request.user,  # type: ignore[arg-type]  # whoever has a post
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("已保存项目进展。"))
            return redirect(f"{reverse('monitoring:project', args=[item.pk])}?{frame.query}")
    elif form.errors:
        status = 422
    return _page(request, scope, frame, item, form, status=status)


@require_POST
def check(request: Request, report_id: int) -> HttpResponse:
    """Confirm a report from outside, or say that it is not so."""
    scope = require(request.user, May.REPORT_ACCEPT)
    form = CheckForm(request.POST)
    report = ProjectReport.objects.filter(scope.within("agency__path"), pk=report_id).first()
    if report is None:
        raise Http404(str(report_id))
    if form.is_valid():
        try:
            check_project(
                report_id=report.pk,
                agency_id=_agency_above(scope, report),
                right=form.cleaned_data["right"],
                note=form.cleaned_data["note"],
                by=request.user,  # type: ignore[arg-type]  # whoever has a post
                files=evidence.sent(request),
            )
        except FileRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("已登记现场核实。"))
    else:
        messages.error(request, _("请写明核实情况。"))
    return redirect("monitoring:project", report.item_id)


@require_safe
def check_file(request: Request, check_file_id: int) -> HttpResponse:
    """Answer with what somebody brought back from a project."""
    scope = require(request.user, May.MONITOR_READ)
    return evidence.answer(get_object_or_404(queries.check_files(scope), pk=check_file_id))


def _found(scope: Scope, item_id: int, frame: Frame) -> Item:
    item = queries.visible(scope, item_id, frame)
    if item is None:
        raise Http404(str(item_id))
    return item


def _form(item: Item, frame: Frame, posted: Any) -> ProjectForm:
    found = queries.latest([item.pk], frame.period, frame.agency) if frame.period else {}
    last = found.get(item.pk)
    here = bool(last and frame.period and last.period_code == frame.period.code)
    return ProjectForm(posted, initial=ProjectForm.of(last, here))


def _agency_above(scope: Scope, report: ProjectReport) -> int:
    """Return the nearest agency above the reporter's at which the person accepts."""
    return queries.accepting(scope.at(May.REPORT_ACCEPT), report)


def _page(
    request: Request, scope: Scope, frame: Frame, item: Item, form: ProjectForm, *, status: int
) -> HttpResponse:
    holders = list(queries.holders(item))
    fills = scope.at(May.REPORT_FILL)
    monthly = asked_in_a_form(item.pk)
    mine = any(one.agency_id in fills for one in holders)
    duty = duty_for_project(item.pk, fills) if monthly and mine else None
    shown = {
        **context(request, frame, "projects"),
        "item": item,
        "form": form,
        "holders": holders,
        "reports": queries.history(item, frame.agency),
        "monthly": monthly,
        "duty": duty,
        "may_report": frame.period and mine and not monthly,
        "may_read_reports": May.REPORT_READ in scope.may,
        "may_check": May.REPORT_ACCEPT in scope.may,
        "accept": evidence.ACCEPT,
    }
    return render(request, "monitoring/project.html", shown, status=status)
