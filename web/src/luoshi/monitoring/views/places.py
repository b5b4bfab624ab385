"""Cities beside each other: the league table of an item, and the map."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from luoshi.accounts.api import May, require
from luoshi.kernel import charts
from luoshi.kernel.http import Request
from luoshi.monitoring.pages.benchmark import Benchmark
from luoshi.monitoring.pages.league import League
from luoshi.monitoring.pages.map import LightMap
from luoshi.monitoring.switch import context, frame_in


@require_safe
def league(request: Request) -> HttpResponse:
    """Show the agencies below in the order of what they have completed, of one item or of all."""
    scope = require(request.user, May.MONITOR_READ)
    frame = frame_in(request, scope)
    page = League(frame, request.GET.get("item", ""))
    wanted = charts.asked(request, [page.chart]) if May.LEDGER_EXPORT in scope.may else None
    if wanted:
        return charts.download(request, *wanted)
    shown = {
        **context(request, frame, "league"),
        "page": page,
        "may_export": May.LEDGER_EXPORT in scope.may,
    }
    return render(request, "monitoring/league.html", shown)


@require_safe
def chart_map(request: Request) -> HttpResponse:
    """Show the lights on the map of Henan, by city or by county."""
    scope = require(request.user, May.MONITOR_READ)
    frame = frame_in(request, scope)
    page = LightMap(frame, request.GET.get("item", ""), request.GET.get("by", ""))
    wanted = charts.asked(request, [page.chart]) if May.LEDGER_EXPORT in scope.may else None
    if wanted:
        return charts.download(request, *wanted)
    shown = {
        **context(request, frame, "map"),
        "page": page,
        "may_export": May.LEDGER_EXPORT in scope.may,
    }
    return render(request, "monitoring/map.html", shown)


@require_safe
def benchmark(request: Request) -> HttpResponse:
    """Show an agency beside the best and the median of its peers."""
    scope = require(request.user, May.MONITOR_READ)
    frame = frame_in(request, scope)
    page = Benchmark(frame)
    export = May.LEDGER_EXPORT in scope.may
    wanted = charts.asked(request, [page.chart]) if export else None
    if wanted:
        return charts.download(request, *wanted)
    shown = {**context(request, frame, "benchmark"), "page": page, "may_export": export}
    return render(request, "monitoring/benchmark.html", shown)
