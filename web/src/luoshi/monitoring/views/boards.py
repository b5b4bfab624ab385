"""The board of an agency, and of one plan in it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from luoshi.accounts.api import May, require
from luoshi.kernel.http import Request
from luoshi.monitoring.pages.board import Board
from luoshi.monitoring.pages.plan import PlanBoard
from luoshi.monitoring.queries.alerts import waiting
from luoshi.monitoring.switch import context, frame_in


@require_safe
def board(request: Request) -> HttpResponse:
    """Show how an agency and those below it stand, the worst first."""
    scope = require(request.user, May.MONITOR_READ)
    frame = frame_in(request, scope)
    shown = {**context(request, frame, "board"), "board": Board(frame)}
    shown["alerts"] = waiting(frame.agency)
    return render(request, "monitoring/board.html", shown)


@require_safe
def plan(request: Request, plan_id: int) -> HttpResponse:
    """Show how one plan stands at an agency and below it."""
    scope = require(request.user, May.MONITOR_READ)
    frame = frame_in(request, scope)
    found = PlanBoard.of(frame, plan_id)
    if found is None:
        raise Http404(str(plan_id))
    shown = {**context(request, frame, "board"), "board": found}
    return render(request, "monitoring/plan.html", shown)
