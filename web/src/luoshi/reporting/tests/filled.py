"""A county's report of June 2016 with a past, for the tests of the form page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from luoshi.agencies.api import Agency
from luoshi.kernel.periods import Period
from luoshi.reporting.models import Base, Duty, Form, Line
from luoshi.reporting.rules.content import Content, FigureInput
from luoshi.reporting.tests import factories

DUE = datetime(2099, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class County:
    """The duty of June, and lines: typed by the month, by the year so far, and a ratio."""

    form: Form
    duty: Duty
    month: Line
    total: Line
    ratio: Line
    extra: tuple[Line, ...]


def county(agency: Agency, by: Any, *, extra: int = 0, **fields: Any) -> County:
    """Return a report to fill, after one of May that says 100, 500 and 30 of 60."""
    form = factories.form(
        title="装备制造业月报",
        maker="河南省工业和信息化委员会",
        approval="豫统制〔2016〕3号",
        **fields,
    )

    def of(name: str, **meaning: Any) -> Any:
        return factories.indicator(f"{name} {form.table_number}", **meaning)

    month = factories.line(
        form,
        "L01",
        factories.series(of("主营业务收入")),
        title="主营业务收入",
        required=True,
    )
    total = factories.line(
        form,
        "L02",
        factories.series(of("固定资产投资", entered="cumulative")),
        title="固定资产投资",
    )
    rate = of("产销率", unit="%", over_time="ratio", over_places="ratio")
    ratio = factories.line(form, "L03", factories.series(rate), title="产销率")
    more = tuple(factories.line(form, f"L{n:03}") for n in range(101, 101 + extra))
    duty = factories.duty(factories.cycle(form), agency, DUE)
    may = factories.duty(factories.cycle(form, Period.month(2016, 5)), agency, DUE)
    said = Content((
        FigureInput(month.pk, Decimal(100)),
        FigureInput(total.pk, Decimal(500)),
        FigureInput(ratio.pk, None, Decimal(30), Decimal(60)),
    ))  # fmt: skip
    factories.send(may, by, said)
    june = Period.month(2015, 6)
    Base.objects.create(
        series=month.series, agency=agency, period_code=june.code, start=june.start, end=june.end,
        published=Decimal(80), source="2015年统计年报",
    )  # fmt: skip
    return County(form, duty, month, total, ratio, more)
