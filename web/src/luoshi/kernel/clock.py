"""The only place that asks the clock; everything below the edge receives today as an argument."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return the date in the office's time zone (Asia/Shanghai unless set otherwise)."""
    return timezone.localdate()
