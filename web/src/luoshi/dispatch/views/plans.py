"""The plans handed down: the list, who has signed, the preview and the act, reminding."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, Scope, require
from luoshi.dispatch import actions, queries
from luoshi.dispatch.forms import SendForm
from luoshi.dispatch.letters import letter as written
from luoshi.dispatch.lists import AssignmentRows, PlanRows, SheetRows
from luoshi.dispatch.views.shared import DOCX, click, person, tabs, whole
from luoshi.kernel import clock
from luoshi.kernel.http import Request
from luoshi.ledger.api import Responsibility
from luoshi.plans.api import Plan


@require_safe
def plans(request: Request) -> HttpResponseBase:
    """Show the plans, and how much of each was handed down and signed for."""
    scope = require(request.user, May.DISPATCH_READ)
    return PlanRows(request, scope).response("dispatch/plans.html", tabs("plans", scope))


def _plan(scope: Scope, plan_id: int) -> Plan:
    return get_object_or_404(queries.plans(scope), pk=plan_id)


@require_safe
def plan(request: Request, plan_id: int) -> HttpResponseBase:
    """Show who has read and signed for what of a plan."""
    scope = require(request.user, May.DISPATCH_READ)
    found = _plan(scope, plan_id)
    context = {
        "plan": found,
        "acts": queries.dispatches(found),
        "may_dispatch": May.DISPATCH in scope.may,
        "may_hold": May.CONFERENCE_EDIT in scope.may,
    }
    return SheetRows(request, scope, plan=found).response("dispatch/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, plan_id: int) -> HttpResponse:
    """Show what handing a plan down now would do, counted, then do it."""
    scope = require(request.user, May.DISPATCH)
    found = _plan(scope, plan_id)
    form = SendForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        act = actions.dispatch_plan(
            plan_id=found.pk,
            client_key=click(request),
            by=person(request),
            expected=whole(request.POST.get("expected", "")),
            **form.cleaned_data,
        )
        number = act.assignments.count()
        messages.success(request, _("已下达（%(act)s），共 %(n)s 项。") % {"act": act, "n": number})
        return redirect("dispatch:plan", found.pk)
    status = 422 if form.errors else 200
    context = {"plan": found, "form": form, "act": uuid.uuid4(), **_preview(found)}
    return render(request, "dispatch/send.html", context, status=status)


def _preview(plan: Plan) -> dict[str, Any]:
    """Return who would get what: the agencies with what each leads and takes part in."""
    preview = queries.preview(plan)
    counted = Counter((agency, role) for (_item, agency), role in preview.fresh.items())
    agencies = queries.agencies_by_id(agency for agency, _role in counted)
    role = Responsibility.Role
    rows = [
        (agency, counted[agency.pk, role.LEAD], counted[agency.pk, role.PARTICIPANT])
        for agency in sorted(agencies.values(), key=lambda one: one.path)
    ]
    return {"preview": preview, "rows": rows, "number": len(preview.fresh)}


@require_safe
def letter(request: Request, agency_id: int) -> HttpResponse:
    """Answer with the letter that hands an agency its tasks, and leave an entry in the trail."""
    scope = require(request.user, May.LEDGER_EXPORT)
    rows = AssignmentRows(request, scope).rows_matching.filter(queries.OPEN, agency=agency_id)
    held = list(rows)
    if not held:
        raise Http404
    agency = held[0].agency
    data = written(agency, held, on=clock.today())
    actions.record_letter(agency=agency, number=len(held), by=person(request))
    name = f"{agency.name}-任务下达-{clock.today():%Y%m%d}.docx"
    response = HttpResponse(data, content_type=DOCX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 - Django's signature
    return response


@require_POST
def remind(request: Request, plan_id: int) -> HttpResponse:
    """Remind every agency that has something unread of a plan."""
    scope = require(request.user, May.DISPATCH)
    found = _plan(scope, plan_id)
    told = actions.remind(plan_id=found.pk, by=person(request))
    return _told(request, found, told)


@require_POST
def remind_ticked(request: Request) -> HttpResponse:
    """Remind the ticked agencies, as far as they have something unread."""
    scope = require(request.user, May.DISPATCH)
    found = _plan(scope, whole(request.POST.get("plan", "")))
    picked = SheetRows.picked(request, scope, plan=found)
    ids = list(picked.values_list("pk", flat=True))
    return _told(request, found, actions.remind(plan_id=found.pk, by=person(request), agencies=ids))


def _told(request: Request, plan: Plan, told: list[actions.Told]) -> HttpResponse:
    """Say how it went for each agency."""
    context = {
        "title": _("提醒结果"),
        "word": _("提醒"),
        "results": [(each.agency.name, each.done, each.why) for each in told],
        "done": sum(each.done for each in told),
        "next": reverse("dispatch:plan", args=[plan.pk]),
    }
    return render(request, "dispatch/done.html", context)
