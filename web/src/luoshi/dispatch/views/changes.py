"""Requests for a change: the list, asking, and deciding."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.accounts.api import May, require, typed
from luoshi.dispatch import actions, queries
from luoshi.dispatch.forms import ChangeForm, DecisionForm
from luoshi.dispatch.lists import ChangeRows
from luoshi.dispatch.models import ChangeRequest
from luoshi.dispatch.refusals import Stale
from luoshi.dispatch.views.shared import own, person, tabs
from luoshi.kernel.http import Request
from luoshi.kernel.names import called, principals
from luoshi.kernel.refusals import Refusal


@require_safe
def changes(request: Request) -> HttpResponseBase:
    """Show the requests that the person may see."""
    scope = require(request.user, May.DISPATCH_READ)
    return ChangeRows(request, scope).response("dispatch/list.html", tabs("changes", scope))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, assignment_id: int) -> HttpResponse:
    """Ask for a change in writing; what was typed stays when it is refused."""
    scope = require(request.user, May.RECEIVE)
    row = own(request, scope, assignment_id)
    values = {
        what: f"{queries.value_now(row, what)}{queries.unit_now(row, what)}"
        for what in queries.changeable(row)
    }
    version = queries.version_now(row)
    said = typed(request, "dispatch.change", state="new", agency_id=row.agency_id)
    form = said.close(ChangeForm(said.data, values=values, version=version))
    status, stale = (422 if form.errors else 200), None
    if form.is_valid():
        try:
            made = actions.ask_change(assignment_id=row.pk, asked=form.read(), by=person(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
            stale = refusal if isinstance(refusal, Stale) else None
        else:
            messages.success(request, _("已提出调整申请，等待审批。"))
            return redirect("dispatch:change", made.pk)
    context = {"row": row, "form": form, "stale": stale}
    return render(request, "dispatch/ask.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, change_id: int) -> HttpResponse:
    """Show a request with both values, and decide it."""
    posts = request.method == "POST"
    scope = require(request.user, May.CHANGE_DECIDE if posts else May.DISPATCH_READ)
    row: ChangeRequest = get_object_or_404(queries.changes(scope), pk=change_id)
    said = typed(request, "dispatch.change", state=row.stands)
    form = said.close(DecisionForm(said.data))
    status = 200
    if form.is_valid():
        assert said.data is not None
        accept = said.data.get("accept") == "1"
        try:
            actions.decide_change(
                request_id=row.pk, accept=accept, note=form.cleaned_data["note"],
                by=person(request),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("已同意。") if accept else _("已记为不同意。"))
            return redirect("dispatch:change", row.pk)
    behalf = principals("dispatch.changerequest", row.pk)
    signatures = [
        (who, behalf.get(f"dispatch.change.{act}", ""))
        for who, act in ((row.asked_by, "asked"), (row.decided_by, "decided"))
    ]
    names = called(signatures)
    context = {
        "row": row,
        "item": row.assignment.item if row.assignment else row.item,
        "form": form,
        "names": [names[one] for one in signatures],
        "decider": actions.decider(row),
        "may_decide": queries.to_decide(scope).filter(pk=row.pk).exists(),
    }
    return render(request, "dispatch/change.html", context, status=status)
