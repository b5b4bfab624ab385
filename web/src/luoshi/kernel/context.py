"""What is known of the present request, for the trail and for every page; empty elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def _no_unit() -> str:
    return ""


address: ContextVar[str] = ContextVar("address", default="")
reference: ContextVar[str] = ContextVar("reference", default="")
#: Who is about to do something, and on whose behalf: both by login.
behalf: ContextVar[tuple[str, str]] = ContextVar("behalf", default=("", ""))
unit: ContextVar[Callable[[], str]] = ContextVar("unit", default=_no_unit)


def processor(_request: HttpRequest) -> dict[str, Any]:
    """Give every template the profile and the number under which the log knows this request."""
    return {"local_trial": settings.LOCAL, "reference": reference.get()}
