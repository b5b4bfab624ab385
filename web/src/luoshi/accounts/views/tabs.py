"""The tabs of the pages about accounts and of the audit."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.queries import waiting_requests


def tabs(here: str) -> list[dict[str, Any]]:
    """Return the lists of accounts and of requests, with how many wait."""
    named = (("people", _("账号"), None), ("requests", _("岗位申请"), waiting_requests()))
    return [
        {"url": reverse(f"accounts:{name}"), "label": label, "here": name == here, "count": count}
        for name, label, count in named
    ]


def audit_tabs(here: str) -> list[dict[str, Any]]:
    """Return the pages of the audit administrator."""
    named = (("trail", _("留痕")), ("reads", _("阅读记录")), ("chain", _("留痕核验")))
    return [
        {"url": reverse(f"accounts:{name}"), "label": label, "here": name == here}
        for name, label in named
    ]
