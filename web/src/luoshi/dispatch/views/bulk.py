"""Many assignments at once: the counted question, the act, a result a row (USE-18)."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from luoshi.accounts.api import May, Scope, require
from luoshi.dispatch import actions
from luoshi.dispatch.forms import ReasonForm
from luoshi.dispatch.lists import AssignmentRows
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.refusals import CountChanged
from luoshi.dispatch.views.shared import person, whole
from luoshi.kernel.http import Request

VERBS: Final = {
    "sign": gettext_lazy("签收"),
    "return": gettext_lazy("退回"),
    "withdraw": gettext_lazy("收回"),
}


def _picked(request: Request, scope: Scope, verb: str) -> QuerySet[Assignment]:
    """Return the ticked assignments that the person may act on, and no others."""
    rows: QuerySet[Assignment] = AssignmentRows.picked(request, scope)
    if verb != "withdraw":
        return rows.filter(agency__in=scope.at(May.RECEIVE))
    given = Q(parent__agency__in=scope.at(May.RECEIVE))
    if May.DISPATCH in scope.may:
        given |= Q(parent=None)
    return rows.filter(given)


@require_POST
def ticked(request: Request, verb: str) -> HttpResponse:
    """Show what the act would do to the ticked rows, counted, before it is done."""
    scope = require(request.user, May.RECEIVE)
    rows = list(_picked(request, scope, verb))
    return render(request, "dispatch/bulk.html", _question(request, verb, rows, ReasonForm()))


def _question(
    request: Request, verb: str, rows: list[Assignment], form: ReasonForm
) -> dict[str, Any]:
    fit = [row for row in rows if _fits(row, verb)]
    return {
        "verb": verb,
        "word": VERBS[verb],
        "rows": rows[:50],
        "picked": len(rows),
        "fresh": len(fit),
        "left": len(rows) - len(fit),
        "form": form,
        "act_url": reverse(f"dispatch:bulk_{verb}"),
        "everything": request.POST.get("all") == "1",
        "query": request.POST.get("query", ""),
        "ticked": [row.pk for row in fit],
        "next": _back(verb),
    }


def _fits(row: Assignment, verb: str) -> bool:
    if verb == "withdraw":
        return row.withdrawn_at is None
    return row.is_open and row.signed_at is None


def _back(verb: str) -> str:
    return reverse("dispatch:assignments" if verb == "withdraw" else "dispatch:mine")


@require_POST
def decide(request: Request, verb: str) -> HttpResponse:
    """Do it, and say how it went for each row."""
    scope = require(request.user, May.RECEIVE)
    rows = list(_picked(request, scope, verb))
    fresh = sum(_fits(row, verb) for row in rows)
    if request.POST.get("all") == "1" and fresh > whole(request.POST.get("expected", "")):
        raise CountChanged(_("所选范围内新增了任务。"), next_step=_("请返回清单，重新勾选并确认。"))
    ids = [row.pk for row in rows]
    who = person(request)
    if verb == "sign":
        results = actions.sign(ids=ids, by=who)
    else:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            context = _question(request, verb, rows, form)
            return render(request, "dispatch/bulk.html", context, status=422)
        act = actions.return_ if verb == "return" else actions.withdraw
        results = act(ids=ids, reason=form.cleaned_data["reason"], by=who)
    context = {
        "word": VERBS[verb],
        "results": [
            (f"{one.assignment.item.title}（{one.assignment.agency}）", one.done, one.why)
            for one in results
        ],
        "done": sum(one.done for one in results),
        "next": _back(verb),
        "title": _("%(verb)s结果") % {"verb": VERBS[verb]},
    }
    return render(request, "dispatch/done.html", context)
