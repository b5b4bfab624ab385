"""Requests for posts: seen by both administrators, decided in bulk by the one who grants."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.accounts import actions
from luoshi.accounts.fresh import require_fresh, require_fresh_for_export
from luoshi.accounts.models import Person
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import hindrances, require, scope_of
from luoshi.accounts.tables import Requests
from luoshi.accounts.views.tabs import tabs
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal


@require_safe
def requests(request: Request) -> HttpResponseBase:
    """List the requests for posts with what became of them."""
    scope = scope_of(request.user)
    if May.POST_GRANT not in scope.may:
        require(request.user, May.ACCOUNT_MANAGE)
    require_fresh_for_export(request)
    return Requests(request, scope).response("accounts/requests.html", {"tabs": tabs("requests")})


@require_POST
def grant(request: Request) -> HttpResponse:
    """Show what granting the ticked requests would do, and what stands in the way; or grant."""
    by = _grants(request)
    picked = list(Requests.picked(request, scope_of(by)))
    if request.POST.get("sure") == "1":
        require_fresh(request)
        count = actions.grant_requests(ids=[one.pk for one in picked], by=by)
        messages.success(request, _("已批准 %(n)s 项岗位申请。") % {"n": count})
        return redirect("accounts:requests")
    against = hindrances(picked, by=by)
    rows = [(one, against.get(one.pk, "")) for one in picked]
    return _shown(request, rows, granting=True)


@require_POST
def refuse(request: Request) -> HttpResponse:
    """Show the ticked requests and ask why they are refused; or refuse them."""
    by = _grants(request)
    picked = list(Requests.picked(request, scope_of(by)))
    problem = None
    if request.POST.get("sure") == "1":
        require_fresh(request)
        reason = request.POST.get("reason", "")[:200]
        try:
            count = actions.refuse_requests(ids=[one.pk for one in picked], reason=reason, by=by)
        except Refusal as refusal:
            problem = refusal
        else:
            messages.success(request, _("%(n)s 项岗位申请未予批准。") % {"n": count})
            return redirect("accounts:requests")
    rows = [(one, "" if one.state == "waiting" else _("已审批。")) for one in picked]
    return _shown(request, rows, granting=False, problem=problem)


def _grants(request: Request) -> Person:
    person = request.user
    assert isinstance(person, Person)
    require(person, May.POST_GRANT)
    return person


def _shown(
    request: Request,
    rows: list[tuple[object, str]],
    *,
    granting: bool,
    problem: Refusal | None = None,
) -> HttpResponse:
    context = {
        "rows": rows,
        "free": [one for one, words in rows if not words],
        "granting": granting,
        "problem": problem,
    }
    return render(request, "accounts/requests_decide.html", context, status=422 if problem else 200)
