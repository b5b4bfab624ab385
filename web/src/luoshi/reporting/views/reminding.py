"""Reminding: first whom it would reach, by which channel and in which words; then it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.accounts.api import May, require
from luoshi.kernel.http import Request
from luoshi.reporting import actions
from luoshi.reporting.forms import RemindForm
from luoshi.reporting.lists import DutyRows
from luoshi.reporting.lists.duties import respondent
from luoshi.reporting.models import Duty
from luoshi.reporting.queries import rounds
from luoshi.reporting.queries.reminding import letters
from luoshi.reporting.views.filling import person


@require_safe
def remind(request: Request, cycle_id: int) -> HttpResponse:
    """Show whom a reminder of a round would reach: everybody who is missing."""
    require(request.user, May.CYCLE_MANAGE)
    found = get_object_or_404(rounds.cycles(person(request)), pk=cycle_id)
    return _page(request, rounds.awaited().filter(cycle=found), RemindForm())


@require_POST
def remind_ticked(request: Request) -> HttpResponse:
    """Show whom a reminder of the ticked reports would reach; once that was seen, send it."""
    scope = require(request.user, May.CYCLE_MANAGE)
    seen = "words" in request.POST
    form = RemindForm(request.POST if seen else None)
    rows = _left_ticked(request) if seen else DutyRows.picked(request, scope)
    ids = [row.pk for row in rows]
    if not form.is_valid():
        return _page(request, rounds.awaited().filter(pk__in=ids), form)
    told = actions.remind(duties=ids, by=person(request), words=form.cleaned_data["words"])
    return _told(request, told)


def _left_ticked(request: Request) -> QuerySet[Duty]:
    """Return what a person left ticked on the page that was shown, as far as it is in sight."""
    keys = [key for key in request.POST.getlist("row") if key.isascii() and key.isdigit()]
    found: QuerySet[Duty] = rounds.duties(person(request)).filter(pk__in=keys)
    return found


def _page(request: Request, duties: Any, form: RemindForm) -> HttpResponse:
    rows = duties.order_by("agency__path", "enterprise", "due_at", "pk")
    found = letters(rows.prefetch_related("enterprise__representatives__person"))
    fresh = [one for one in found if one.fresh]
    context = {
        "form": form,
        "fresh": fresh,
        "quiet": [one for one in found if one.told],
        "nobody": [one for one in found if not one.fresh and not one.told],
        "number": sum(len(one.duties) for one in fresh),
        "next": reverse("reporting:duties"),
    }
    return render(request, "reporting/remind.html", context, status=422 if form.errors else 200)


def _told(request: Request, told: Iterable[actions.Reminded]) -> HttpResponse:
    """Say how it went for each: who got it, and who could not be reached."""
    results = [(respondent(each.duty), each.done, each.why) for each in told]
    context = {
        "title": _("催报结果"),
        "word": _("催报"),
        "results": results,
        "done": sum(done for _who, done, _why in results),
        "next": reverse("reporting:duties"),
    }
    return render(request, "reporting/done.html", context)
