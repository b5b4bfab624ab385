"""The tabs of reporting: each person sees those that the posts lead to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Scope, require, scope_of
from luoshi.kernel.http import Request


def reads(request: Request) -> Scope:
    """Return the scope of a person who sees reports, or sends a firm's."""
    scope = scope_of(request.user)
    return scope if May.FIRM_REPORT in scope.may else require(request.user, May.REPORT_READ)


def tabs(here: str, scope: Scope) -> dict[str, Any]:
    """Return the tabs of the lists."""
    named = [
        ("mine", _("我的报送"), {May.REPORT_FILL, May.FIRM_REPORT, May.REPORT_READ}),
        ("queue", _("待核报"), {May.REPORT_ACCEPT}),
        ("duties", _("报送情况"), {May.REPORT_READ}),
        ("cycles", _("报送期"), {May.REPORT_READ}),
        ("forms", _("报表"), {May.REPORT_READ}),
    ]
    shown = [
        {"url": reverse(f"reporting:{name}"), "label": label, "here": name == here, "count": None}
        for name, label, acts in named
        if scope.may & acts
    ]
    return {"tabs": shown if len(shown) > 1 else [], "here": here}
