"""The trail and the log of reads, as the audit administrator reads them."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from luoshi.accounts.auditing import Reads, Trail
from luoshi.accounts.fresh import require_fresh_for_export
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import require
from luoshi.accounts.views.tabs import audit_tabs
from luoshi.kernel import reads as log
from luoshi.kernel.http import Request


@require_safe
def trail(request: Request) -> HttpResponseBase:
    """List the trail, narrowed by person, unit, act, object, result and time."""
    scope = require(request.user, May.TRAIL_READ)
    require_fresh_for_export(request)
    table = Trail(request, scope)
    log.note(request, "kernel.entry", title=table.query.removeprefix("?"))
    return table.response("accounts/trail.html", {"tabs": audit_tabs("trail")})


@require_safe
def reads(request: Request) -> HttpResponseBase:
    """List who opened what, narrowed by person, thing, door and day; that too is noted."""
    scope = require(request.user, May.TRAIL_READ)
    require_fresh_for_export(request)
    table = Reads(request, scope)
    log.note(request, "kernel.read", title=table.query.removeprefix("?"))
    return table.response("accounts/reads.html", {"tabs": audit_tabs("reads")})
