"""What readings say, through the one set of functions that adds up (`reporting.rules.adding`)."""

from __future__ import annotations

from decimal import Decimal

from luoshi.ledger.api import Indicator
from luoshi.monitoring.models import Reading
from luoshi.monitoring.rules.amounts import EMPTY, Amount
from luoshi.reporting.api import Series, adding

_ZERO = Decimal(0)


def amount_of(row: Reading | None) -> Amount:
    """Return the total that a reading keeps."""
    if row is None or row.parts == 0:
        return EMPTY
    return Amount(
        row.value or _ZERO, row.numerator or _ZERO, row.denominator or _ZERO, row.parts, row.flash
    )


def point_of(amount: Amount, indicator: Indicator) -> adding.Point:
    """Return a total as what adds up over time; several that do not add over places are blank."""
    alone = indicator.over_places != Indicator.Adding.NONE or amount.parts == 1
    if amount.parts == 0 or not alone:
        return adding.BLANK
    if indicator.over_places == Indicator.Adding.RATIO:
        return adding.Point(None, amount.numerator, amount.denominator, amount.parts)
    return adding.Point(amount.value, parts=amount.parts)


def number_of(amount: Amount, indicator: Indicator, unit: str) -> Decimal | None:
    """Return the number that a total stands for as reported."""
    return adding.value_of(indicator.over_places, point_of(amount, indicator), unit)


def shown(row: Reading | None, series: Series) -> Decimal | None:
    """Return the number that a reading stands for as reported."""
    return number_of(amount_of(row), series.indicator, series.unit)
