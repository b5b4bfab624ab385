"""The lit ledger, and the page of one item: its series, pace, forecast, and why it is lit."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from luoshi.accounts.api import May, require
from luoshi.kernel import charts
from luoshi.kernel.http import Request
from luoshi.monitoring.lists import LightRows
from luoshi.monitoring.pages.item import ItemPage
from luoshi.monitoring.switch import context, frame_in


@require_safe
def items(request: Request) -> HttpResponseBase:
    """Show the lit ledger of an agency in a period."""
    scope = require(request.user, May.MONITOR_READ)
    frame = frame_in(request, scope)
    shown = context(request, frame, "items")
    return LightRows(request, scope, frame=frame).response("monitoring/items.html", shown)


@require_safe
def item(request: Request, item_id: int) -> HttpResponseBase:
    """Show how an item stands at an agency, and where every figure comes from."""
    scope = require(request.user, May.MONITOR_READ)
    frame = frame_in(request, scope)
    page = ItemPage.of(frame, item_id, request.GET.get("time", ""))
    if page is None:
        raise Http404(str(item_id))
    export = May.LEDGER_EXPORT in scope.may
    wanted = charts.asked(request, page.charts) if export else None
    if wanted:
        return charts.download(request, *wanted)
    shown = {**context(request, frame, "items"), "page": page, "may_export": export}
    return render(request, "monitoring/item.html", shown)
