"""Where the present request comes from, for the trail; set by the middleware, empty elsewhere."""

from __future__ import annotations

from contextvars import ContextVar

address: ContextVar[str] = ContextVar("address", default="")
unit: ContextVar[str] = ContextVar("unit", default="")
