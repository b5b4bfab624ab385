"""Forecasting the year end of every target, behind the page; the forecast of a period is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import transaction

from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.periods import MONTHS, Period
from luoshi.kernel.trail import record
from luoshi.monitoring.models import Forecast, Light
from luoshi.monitoring.queries.figures import Figures, Held
from luoshi.monitoring.queries.seen import groups, held_by
from luoshi.monitoring.rules import forecasting as rules
from luoshi.monitoring.rules.lights import LOWER_WORDS
from luoshi.monitoring.rules.pace import linear, profile
from luoshi.reporting.api import Cycle

SYSTEM: Final = "系统"
_WRITTEN: Final = ("method", "point", "low", "high", "chance", "months", "backtest", "made_at")
_DAYS: Final = ("start", "end")


def forecast_period(*, code: str) -> str:
    """Foresee the year end of every target for every agency that has lights in a period; a job.

    The rows of some dozens of agencies at once; people go on writing in between.
    """
    period = Period.parse(code)
    lit = Light.objects.filter(end=period.end, period_code=code).order_by().values("agency")
    agencies = list(Agency.objects.filter(pk__in=lit).order_by("path"))
    made = sum(_forecast(group, period) for group in groups(agencies))
    with transaction.atomic():
        record("monitoring.forecasts.made", by=SYSTEM, data={"period": code, "forecasts": made})
    return f"{code}: {made}"


def _forecast(agencies: Sequence[Agency], period: Period) -> int:
    """Keep the forecasts of agencies' targets as seen after a period."""
    holders = {
        agency: {key: one for key, one in held.items() if one.target is not None}
        for agency, held in held_by(agencies).items()
    }
    figures = Figures(holders, period)
    rows = [
        row
        for agency, held in holders.items()
        for one in held.values()
        if (row := _row(one, figures, agency, period))
    ]
    Forecast.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["item", "agency", "period_code"],
        update_fields=(*_WRITTEN, *_DAYS),
    )
    return len(rows)


def _row(one: Held, figures: Figures, agency: Agency, period: Period) -> Forecast | None:
    told = figures.of(agency, one)
    if told.level or told.done is None:
        return None
    totals = figures.totals(agency, one)
    before = figures.last_year(agency, one)
    curve = profile(before) if before else None
    points = [
        rules.Point(float(curve[end.month - 1] if curve else _even(end)), float(total))
        for end, total in totals
    ]
    months = sum(len(each.months()) for each in figures.periods(agency, one)) if totals else 0
    lower = told.lower or getattr(getattr(one.item, "target", None), "op", "") in LOWER_WORDS
    method = rules.PROFILE if curve else rules.PACE
    seen = rules.expected(points, method, one.target, lower=lower, months=min(months, MONTHS))
    if seen is None:
        return None
    kept = {"mape": seen.error, "coverage": seen.coverage}
    return Forecast(
        item=one.item,
        agency=agency,
        period_code=period.code,
        start=period.start,
        end=period.end,
        method=seen.method,
        point=seen.point,
        low=seen.low,
        high=seen.high,
        chance=seen.chance,
        months=seen.months,
        backtest={key: str(value) for key, value in kept.items() if value is not None},
        made_at=clock.now(),
    )


def _even(day: date) -> Decimal:
    """Return which share of its year is over by a day."""
    return linear(date(day.year, 1, 1), date(day.year, 12, 31), day)


def forecast_open() -> str:
    """Foresee from the periods that are still open; a daily job."""
    today = clock.today()
    rows = Cycle.objects.filter(closed_at=None, start__lte=today).order_by("end")
    codes = dict.fromkeys(rows.values_list("period_code", flat=True))
    return "；".join(forecast_period(code=code) for code in codes)
