"""The only place that asks the clock; everything below the edge receives today as an argument."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _standing.get() or timezone.now()


def today() -> date:
    """Return the date in the office's time zone (Asia/Shanghai unless set otherwise)."""
    return timezone.localdate(now())


def day_start() -> datetime:
    """Return the moment at which today began in the office's time zone."""
    return timezone.localtime(now()).replace(hour=0, minute=0, second=0, microsecond=0)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at a moment: a simulated year is acted out by the product's own acts."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
