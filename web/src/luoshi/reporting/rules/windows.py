"""Until when each level sends: a day of the month after, moved on past days off. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final, cast

from luoshi.kernel.periods import January, Kind, Period, months_of

#: The level of firms, which no agency has.
ENTERPRISE: Final = "enterprise"
#: The day of the month after the period by which a level sends (GOV-10), unless told otherwise.
USUAL_DAYS: Final[Mapping[str, int]] = {
    ENTERPRISE: 3,
    "county": 5,
    "park": 5,
    "city": 8,
    "department": 8,
    "other": 8,
    "province": 10,
}
#: Flash figures come so many days after the period, whatever the level.
FLASH_DAY: Final = 2


def due_days(
    end: date, next_working: Callable[[date], date], days: Mapping[str, int] = USUAL_DAYS
) -> dict[str, date]:
    """Return the last day of each level for a period that ends on `end`."""
    return {level: due_day(end, day, next_working) for level, day in days.items()}


def due_day(end: date, day: int, next_working: Callable[[date], date]) -> date:
    """Return the day so many days after a period's end, or the next that people work on."""
    return next_working(end + timedelta(days=day))


def is_asked(frequency: str, january: str, period: Period) -> bool:
    """Whether a form of such a frequency and January rule is asked for a period (GOV-13).

    Joint: January and February are one report. Exempt: there is none for January.
    """
    if frequency != Kind.MONTH:
        return period.kind == frequency
    return period in months_of(period.start.year, cast("January", january))


def asked_at(frequency: str, january: str, day: date) -> Period:
    """Return the last period of a form that is over on a day: the one to be reported then."""
    over = [
        period
        for year in (day.year - 1, day.year)
        for period in _periods(frequency, january, year)
        if period.end < day
    ]
    return over[-1]


def _periods(frequency: str, january: str, year: int) -> tuple[Period, ...]:
    """Return the periods of a year for which a form is asked, in order."""
    if frequency == Kind.QUARTER:
        return tuple(Period.quarter(year, part) for part in (1, 2, 3, 4))
    if frequency == Kind.HALF:
        return tuple(Period.half(year, part) for part in (1, 2))
    if frequency == Kind.YEAR:
        return (Period.whole_year(year),)
    return months_of(year, cast("January", january))
