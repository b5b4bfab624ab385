"""All plans at once: their figures side by side, and the measures that recur."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from luoshi.accounts.api import May, require
from luoshi.kernel.http import Request
from luoshi.plans.views.tables_across import Figures, Measures


@require_GET
def figures(request: Request) -> HttpResponseBase:
    """List the figures of all plans by indicator, the largest of each year first."""
    scope = require(request.user, May.PLAN_READ)
    return Figures(request, scope).response("plans/figures.html")


@require_GET
def measures(request: Request) -> HttpResponseBase:
    """List the measures that stand in more than one plan, those of the most plans first."""
    scope = require(request.user, May.PLAN_READ)
    table = Measures(request, scope)
    return table.response("plans/measures.html", {"groups": len(table.groups)})
