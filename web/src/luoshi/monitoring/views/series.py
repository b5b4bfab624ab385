"""A series of an agency through a year, and the reported figures that make one of its readings."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from luoshi.accounts.api import May, require
from luoshi.kernel import charts
from luoshi.kernel.http import Request
from luoshi.monitoring.lists import SourceRows
from luoshi.monitoring.pages.series import Aim, SeriesView
from luoshi.monitoring.queries.series import terms_of
from luoshi.monitoring.switch import context, frame_in
from luoshi.reporting.api import Series


@require_safe
def series(request: Request, series_id: int) -> HttpResponseBase:
    """Show a series with its formula where it is computed from others."""
    scope = require(request.user, May.MONITOR_READ)
    frame = frame_in(request, scope)
    found = get_object_or_404(Series.objects.select_related("indicator", "option"), pk=series_id)
    view = SeriesView(frame, found, Aim(), request.GET.get("time", ""))
    export = May.LEDGER_EXPORT in scope.may
    wanted = charts.asked(request, view.charts) if export else None
    if wanted:
        return charts.download(request, *wanted)
    shown = {
        **context(request, frame, "items"),
        "series": found,
        "view": view,
        "terms": terms_of(found, frame.period),
        "may_export": export,
    }
    return render(request, "monitoring/series.html", shown)


@require_safe
def sources(request: Request, series_id: int) -> HttpResponseBase:
    """Show where the reading of a period comes from."""
    scope = require(request.user, May.MONITOR_READ)
    frame = frame_in(request, scope)
    found = get_object_or_404(Series.objects.select_related("indicator", "option"), pk=series_id)
    rows = SourceRows(request, scope, frame=frame, series=found)
    shown = {**context(request, frame, "items"), "series": found}
    return rows.response("monitoring/sources.html", shown)
