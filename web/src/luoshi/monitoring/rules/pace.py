"""Pace (序时进度): which share of a target is expected by a day. Pure.

Three curves: linear by days, last year's own profile, a plan by months. A share is a decimal
between nought and one; the curve of months is the running share at the end of each month.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

MONTHS: Final = 12
_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)
_FINE: Final = Decimal("0.000001")


def linear(start: date, end: date, day: date) -> Decimal:
    """Return the share of the days from `start` to `end`, both included, that are over."""
    if day < start:
        return _ZERO
    if day >= end:
        return _ONE
    return Decimal((day - start).days + 1) / Decimal((end - start).days + 1)


def by_months(shares: Sequence[Decimal], day: date) -> Decimal:
    """Return the share of a curve of twelve months; within a month it runs evenly by days."""
    month = day.month
    before = shares[month - 2] if month > 1 else _ZERO
    days = calendar.monthrange(day.year, month)[1]
    return before + (shares[month - 1] - before) * Decimal(day.day) / Decimal(days)


def profile(running: Sequence[Decimal | None]) -> tuple[Decimal, ...] | None:
    """Return a year's own curve from its running totals by month; None where one is missing.

    A total that falls in between (a correction) keeps the curve level: it never runs back.
    """
    if len(running) != MONTHS or any(value is None for value in running):
        return None
    said = [value for value in running if value is not None]
    if said[-1] <= 0:
        return None
    shares: list[Decimal] = []
    for value in said:
        share = min(max(value / said[-1], shares[-1] if shares else _ZERO), _ONE)
        shares.append(share.quantize(_FINE))
    return tuple(shares)


def running_of(shares: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return a curve from twelve running shares in per cent, as typed.

    Raises:
        ValueError: they are not twelve, one falls or is below nought, or the last is not 100.

    """
    found = tuple((share / _HUNDRED).quantize(_FINE) for share in shares)
    if len(found) != MONTHS or list(found) != sorted(found) or found[0] < 0 or found[-1] != _ONE:
        msg = f"twelve shares that never fall and end at 100 are wanted, got {shares!r}"
        raise ValueError(msg)
    return found


def at_month_ends(year: int, shares: Sequence[Decimal] | None, end: date) -> tuple[Decimal, ...]:
    """Return which share is expected by the end of each month of a year."""
    days = [
        date(year, month, calendar.monthrange(year, month)[1]) for month in range(1, MONTHS + 1)
    ]
    return tuple(
        by_months(shares, day) if shares else linear(date(year, 1, 1), end, day) for day in days
    )


def plan_of(parts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return the running shares of twelve planned parts.

    Raises:
        ValueError: they are not twelve, one is below nought, or they plan nothing.

    """
    total = sum(parts, _ZERO)
    if len(parts) != MONTHS or min(parts) < 0 or total <= 0:
        msg = f"twelve parts of at least nought and a sum above it are wanted, got {parts!r}"
        raise ValueError(msg)
    running, shares = _ZERO, []
    for part in parts:
        running += part
        shares.append((running / total).quantize(_FINE))
    return (*shares[:-1], _ONE)
