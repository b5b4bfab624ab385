"""What accepting one report costs beside many readings: the depth of the tree, not their number.

Run as a module it measures one database and prints the rows as JSON.
"""

from __future__ import annotations

import json
import sys
import time
import uuid
from dataclasses import asdict
from decimal import Decimal
from statistics import median
from typing import Any, Final

from luoshi_reader.bench.rows import Row

from luoshi.config.bench.databases import each, rows_of
from luoshi.config.commands import load_django, try_locally

SIZES: Final = (2_000, 20_000, 200_000)
ROUNDS: Final = 30
RATIO_BAR: Final = 1.5


def rows() -> list[Row]:
    """Measure on both databases."""
    found = []
    with each("luoshi_bench_rollup") as databases:
        for label, environment in databases:
            found += rows_of("luoshi.config.bench.rollup", label, environment)
    return found


def measure(label: str) -> list[Row]:
    """Measure in the database of the environment, which is empty."""
    try_locally()
    load_django()
    from luoshi.config.bench.house import build  # noqa: PLC0415 - needs Django
    from luoshi.config.upgrade import upgrade  # noqa: PLC0415 - as above

    upgrade(by="bench")
    house = build()
    report = _report(house)
    found: list[Row] = []
    first = 0.0
    for size in SIZES:
        _fill(size)
        taken, statements = _cost(house, report)
        first = first or taken
        name = f"{label} {size:,} 条监测值时核报一份"
        found += [
            Row(
                name="rollup", metric=name, value=round(taken, 2), unit="毫秒",
                against=f"{SIZES[0]:,} 条时", ratio=round(taken / first, 2), bar=RATIO_BAR,
                at_most=True,
            ),
            Row(name="rollup", metric=f"{name} 语句数", value=statements, unit="条"),
        ]  # fmt: skip
    return found


def _report(house: Any) -> int:
    """Hand the target down to a county, open June, and let the county send; return the report."""
    from luoshi.config.bench.histories import HEADER, History  # noqa: PLC0415 - needs Django
    from luoshi.reporting.actions import submit  # noqa: PLC0415 - as above
    from luoshi.reporting.rules.content import Content, FigureInput  # noqa: PLC0415 - as above

    History.house = house
    life = History.__new__(History)
    life.prepare()
    life.hand_down_and_open(whole=Decimal(100), part=Decimal(10))
    assert life.line is not None
    receipt = submit(
        duty_id=life.duties["a"].pk, client_key=uuid.uuid4(), by=house.people["a.editor"],
        content=Content((FigureInput(life.line.pk, value=Decimal("7.5")),)), based_on=0,
        header=HEADER,
    )  # fmt: skip
    return int(receipt.submission.pk)


def _fill(size: int) -> None:
    """Bring the table of readings to a size, with other series at the same agencies."""
    from luoshi.agencies.api import Agency  # noqa: PLC0415 - needs Django
    from luoshi.kernel import clock  # noqa: PLC0415 - as above
    from luoshi.kernel.periods import Period  # noqa: PLC0415 - as above
    from luoshi.ledger.api import Indicator  # noqa: PLC0415 - as above
    from luoshi.monitoring.api import Reading  # noqa: PLC0415 - as above
    from luoshi.reporting.api import Series  # noqa: PLC0415 - as above

    agencies = list(Agency.objects.values_list("pk", flat=True))
    months = [Period.month(year, month) for year in range(2010, 2020) for month in range(1, 13)]
    indicator, _made = Indicator.objects.get_or_create(name="对照指标")
    begun = Series.objects.count()
    missing = size - Reading.objects.count()
    wanted = -(-missing // (len(agencies) * len(months)))
    series = Series.objects.bulk_create(
        Series(indicator=indicator, breakdown=f"第{begun + number}组") for number in range(wanted)
    )
    now = clock.now()
    readings = (
        Reading(
            series=one, agency_id=agency, period_code=month.code, start=month.start,
            end=month.end, value=Decimal("12.5"), parts=1, updated_at=now,
        )
        for one in series
        for agency in agencies
        for month in months
    )  # fmt: skip
    Reading.objects.bulk_create(
        (row for _number, row in zip(range(missing), readings, strict=False)), batch_size=2000
    )


def _cost(house: Any, report: int) -> tuple[float, int]:
    """Return the median time of accepting the report, in milliseconds, and its statements."""
    from django.db import connection  # noqa: PLC0415 - needs Django
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    from luoshi.reporting.actions import accept, unlock  # noqa: PLC0415 - as above

    city, by = house.agencies["A"].pk, house.people["A.reviewer"]
    taken, statements = [], 0
    for _round in range(ROUNDS + 2):
        vars(by).pop("_scope", None)
        with CaptureQueriesContext(connection) as caught:
            begun = time.perf_counter()
            accept(submission_id=report, agency_id=city, by=by)
            taken.append((time.perf_counter() - begun) * 1000)
        statements = len(caught)
        unlock(submission_id=report, agency_id=city, by=by, note="度量用，退回再核")
    return median(taken[2:]), statements


if __name__ == "__main__":
    sys.stdout.write(json.dumps([asdict(row) for row in measure(sys.argv[1])]))
