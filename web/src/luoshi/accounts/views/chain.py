"""Whether the trail is whole, for the audit administrator (SEC-24)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.accounts.permissions import May
from luoshi.accounts.queries import require
from luoshi.accounts.views.tabs import audit_tabs
from luoshi.kernel import chain as over_trail
from luoshi.kernel.http import Request


@require_safe
def chain(request: Request) -> HttpResponse:
    """Show the head of the chain, what waits to be sealed, and the last verifications."""
    require(request.user, May.TRAIL_READ)
    context = {
        "tabs": audit_tabs("chain"),
        "head": over_trail.head(),
        "waiting": over_trail.unsealed(),
        "verdicts": over_trail.verdicts(),
    }
    return render(request, "accounts/chain.html", context)


@require_POST
def verify(request: Request) -> HttpResponse:
    """Ask for a verification now; asking again in the same minute is the same one."""
    require(request.user, May.TRAIL_READ)
    over_trail.ask(by=request.user.get_username())
    messages.success(request, _("已开始核验，完成后结果列在本页。"))
    return redirect("accounts:chain")
