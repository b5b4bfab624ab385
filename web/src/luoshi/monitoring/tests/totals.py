"""Totals as they are kept, asked for in the tests of the roll-up."""

from __future__ import annotations

from decimal import Decimal

from luoshi.kernel.periods import Period
from luoshi.ledger.api import Indicator
from luoshi.monitoring.models import Reading
from luoshi.monitoring.queries.contributions import Spot, spot_of
from luoshi.monitoring.queries.values import amount_of, shown
from luoshi.monitoring.rules.amounts import Amount

JUNE = Period.month(2016, 6)


def reading(of: Indicator, agency: object, **series: str) -> Reading | None:
    return (
        Reading.objects.filter(
            agency=agency,
            period_code=JUNE.code,
            series__indicator=of,
            series__option=None,
            series__breakdown=series.get("breakdown", ""),
            series__said_by=series.get("said_by", "agency"),
        )
        .select_related("series__indicator")
        .first()
    )


def value(of: Indicator, agency: object, **series: str) -> Decimal | None:
    row = reading(of, agency, **series)
    return None if row is None else shown(row, row.series)


def stored() -> dict[Spot, Amount]:
    rows = Reading.objects.filter(parts__gt=0).select_related("series")
    return {spot_of(row): amount_of(row) for row in rows}
