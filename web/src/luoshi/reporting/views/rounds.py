"""Forms and rounds: make, bring up, open, how complete, remind, late days, close."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, require
from luoshi.agencies.api import cut_off, workdays
from luoshi.kernel import clock
from luoshi.kernel.http import Request
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import Refusal
from luoshi.reporting import actions
from luoshi.reporting.forms import LeaveForm, MakeForm, OpenForm
from luoshi.reporting.lists import CycleRows, DutyRows, FormRows, MineRows, QueueRows
from luoshi.reporting.lists.duties import respondent
from luoshi.reporting.models import Duty, Form
from luoshi.reporting.queries import rounds
from luoshi.reporting.rules.windows import asked_at, due_days
from luoshi.reporting.views.filling import person
from luoshi.reporting.views.tabs import reads, tabs
from luoshi.reporting.wording import level_word

_OFFERED = 6


@require_safe
def mine(request: Request) -> HttpResponseBase:
    """Show what the person reports: what, until when, how late, how it stands."""
    scope = reads(request)
    return MineRows(request, scope).response("reporting/list.html", tabs("mine", scope))


@require_safe
def queue(request: Request) -> HttpResponseBase:
    """Show what waits for the person's acceptance."""
    scope = require(request.user, May.REPORT_ACCEPT)
    return QueueRows(request, scope).response("reporting/list.html", tabs("queue", scope))


@require_safe
def duties(request: Request) -> HttpResponseBase:
    """Show what is due from whom."""
    scope = require(request.user, May.REPORT_READ)
    # A year's reports are many, and whoever opens the list means the present round.
    table = DutyRows(request, scope, newest=True)
    return table.response("reporting/list.html", tabs("duties", scope))


@require_safe
def cycles(request: Request) -> HttpResponseBase:
    """Show the rounds."""
    scope = require(request.user, May.REPORT_READ)
    return CycleRows(request, scope).response("reporting/list.html", tabs("cycles", scope))


@require_safe
def forms(request: Request) -> HttpResponseBase:
    """Show the forms."""
    scope = require(request.user, May.REPORT_READ)
    context = {**tabs("forms", scope), "may_manage": May.CYCLE_MANAGE in scope.may}
    return FormRows(request, scope).response("reporting/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request) -> HttpResponse:
    """Make a form from a plan's ledger, or the monthly one of firms."""
    require(request.user, May.CYCLE_MANAGE)
    form = MakeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        who = person(request)
        if said["plan"] is None:
            made = actions.make_firm_form(by=who, january=said["january"])
        else:
            made = actions.make_form(
                plan_id=said["plan"].pk,
                by=who,
                frequency=said["frequency"],
                january=said["january"],
                flash=said["flash"],
            )
        messages.success(request, _("已建表：%(form)s。") % {"form": made})
        return redirect("reporting:form", made.pk)
    return render(
        request, "reporting/make.html", {"form": form}, status=422 if form.errors else 200
    )


@require_safe
def form(request: Request, form_id: int) -> HttpResponse:
    """Show a form: its head and its lines."""
    scope = require(request.user, May.REPORT_READ)
    found = get_object_or_404(rounds.forms(), pk=form_id)
    context = {
        "form": found,
        "lines": rounds.lines(found),
        "cycles": rounds.cycles(person(request)).filter(form=found).order_by("-end"),
        "may_manage": May.CYCLE_MANAGE in scope.may and found.retired_at is None,
    }
    return render(request, "reporting/form.html", context)


@require_POST
def refresh(request: Request, form_id: int) -> HttpResponse:
    """Bring a form up to what is handed down now."""
    require(request.user, May.CYCLE_MANAGE)
    found = get_object_or_404(Form, pk=form_id)
    actions.refresh_form(form_id=found.pk, by=person(request))
    messages.success(request, _("已按台账更新表行。"))
    return redirect("reporting:form", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: Request, form_id: int) -> HttpResponse:
    """Open a round, with the last day of each level; the usual ones are offered."""
    require(request.user, May.CYCLE_MANAGE)
    found = get_object_or_404(Form, pk=form_id, retired_at=None)
    offered = _periods(found)
    asked = request.GET.get("period", "")
    first = next((one for one in offered if one.code == asked), offered[0])
    posted = request.POST if request.method == "POST" else None
    office = workdays()
    days = due_days(first.end, office.next_working)
    posting = OpenForm(posted, periods=[first], days=days)
    if posting.is_valid():
        cycle = actions.open_cycle(
            form_id=found.pk,
            period=Period.parse(posting.cleaned_data["period"]),
            by=person(request),
            due=posting.due(),
        )
        messages.success(request, _("已开放，应报 %(n)s 份。") % {"n": cycle.duties.count()})
        return redirect("reporting:cycle", cycle.pk)
    context = {
        "form": found,
        "posting": posting,
        "periods": offered,
        "chosen": first,
        "calendar_known": office.knows(first.end.year + first.end.month // 12),
    }
    return render(request, "reporting/open.html", context, status=422 if posting.errors else 200)


def _periods(of: Form) -> list[Period]:
    """Return the last periods that are over, the latest first, and the one under way."""
    day = clock.today()
    found = []
    for _turn in range(_OFFERED):
        period = asked_at(of.frequency, of.january, day)
        found.append(period)
        day = period.end
    return found


@require_safe
def cycle(request: Request, cycle_id: int) -> HttpResponse:
    """Show how complete a round is, by level and by place; counts lead to their lists."""
    scope = require(request.user, May.REPORT_READ)
    found = get_object_or_404(rounds.cycles(person(request)), pk=cycle_id)
    levels, places = rounds.completeness(found, person(request))
    context = {
        "cycle": found,
        "period": Period.parse(found.period_code),
        "groups": [(_("按层级"), levels), (_("按地区和部门"), places)],
        "windows": [
            (level_word(one.level), one) for one in found.windows.order_by("due_at", "level")
        ],
        "may_manage": May.CYCLE_MANAGE in scope.may and found.closed_at is None,
        "duties_url": f"{reverse('reporting:duties')}?cycle={found.pk}",
    }
    return render(request, "reporting/cycle.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, cycle_id: int) -> HttpResponse:
    """Ask before a round is closed, saying what is missing; close it."""
    require(request.user, May.CYCLE_MANAGE)
    found = get_object_or_404(rounds.cycles(person(request)), pk=cycle_id)
    if request.method == "POST":
        actions.close_cycle(cycle_id=found.pk, by=person(request))
        messages.success(request, _("已关闭这一期。"))
        return redirect("reporting:cycle", found.pk)
    context = {"cycle": found, "period": Period.parse(found.period_code)}
    return render(request, "reporting/close.html", context)


@require_POST
def leave_ticked(request: Request) -> HttpResponse:
    """Ask until when the ticked ones may send, and why; or do it."""
    scope = require(request.user, May.CYCLE_MANAGE)
    rows = list(DutyRows.picked(request, scope))
    posting = LeaveForm(request.POST if "reason" in request.POST else None)
    if not posting.is_valid():
        return _leave_page(request, rows, posting)
    results = [_leave(request, row, posting.cleaned_data) for row in rows]
    context = {
        "title": _("延期或免报结果"),
        "word": _("办理"),
        "results": results,
        "done": sum(done for _name, done, _why in results),
        "next": reverse("reporting:duties"),
    }
    return render(request, "reporting/done.html", context)


def _leave_page(request: Request, rows: list[Any], posting: LeaveForm) -> HttpResponse:
    context = {"rows": rows, "form": posting}
    return render(request, "reporting/leave.html", context, status=422 if posting.errors else 200)


def _leave(request: Request, row: Duty, said: dict[str, Any]) -> tuple[str, bool, str]:
    until = cut_off(said["until"]) if said["until"] else None
    try:
        actions.grant_leave(duty_id=row.pk, until=until, reason=said["reason"], by=person(request))
    except Refusal as refusal:
        return respondent(row), False, str(refusal)
    return respondent(row), True, ""
