"""Data for the tests of reporting: forms with lines, a cycle, duties, what is said in them."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from luoshi.agencies.api import Agency
from luoshi.enterprises.api import Enterprise, Representative
from luoshi.kernel import clock
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Indicator
from luoshi.reporting.actions import (
    CellEdit,
    Receipt,
    accept,
    save_cells,
    send_back,
    submit,
    withdraw,
)
from luoshi.reporting.models import Cycle, Duty, Form, Line, Series
from luoshi.reporting.rules.content import Content, FigureInput, Header

_numbers = itertools.count(1)
JUNE = Period.month(2016, 6)
HEADER = Header(phone="0371-65500000", responsible="刘主任")


def indicator(name: str = "", **fields: Any) -> Indicator:
    """Return an indicator; flows that add up unless told otherwise."""
    made: Indicator = Indicator.objects.create(
        name=name or f"指标{next(_numbers)}", **{"unit": "亿元", **fields}
    )
    return made


def series(of: Indicator | None = None, **fields: Any) -> Series:
    """Return a series of an indicator, of its own unless given."""
    of = of or indicator()
    made: Series = Series.objects.create(indicator=of, **{"unit": of.unit, **fields})
    return made


def form(**fields: Any) -> Form:
    """Return a form without lines."""
    number = next(_numbers)
    made: Form = Form.objects.create(
        **{
            "title": f"月报{number}",
            "table_number": f"豫工信{number:02}表",
            "made_at": clock.now(),
            "frequency": Form.Frequency.MONTH,
            **fields,
        }
    )
    return made


def line(of: Form, code: str, said: Series | None = None, **fields: Any) -> Line:
    """Return a figure line that every respondent of the form fills."""
    made: Line = Line.objects.create(
        form=of,
        code=code,
        position=int("".join(filter(str.isdigit, code)) or 0),
        kind=Line.Kind.FIGURE,
        title=fields.pop("title", f"指标{code}"),
        series=said or series(said_by=of.said_by),
        **fields,
    )
    return made


def cycle(of: Form, period: Period = JUNE, **fields: Any) -> Cycle:
    """Return an open round of a form."""
    made: Cycle = Cycle.objects.create(
        form=of,
        period_code=period.code,
        start=period.start,
        end=period.end,
        opened_at=clock.now(),
        **fields,
    )
    return made


def duty(of: Cycle, agency: Agency, due_at: datetime | None = None, **fields: Any) -> Duty:
    """Return what an agency owes in a cycle, due in three days unless told otherwise."""
    made: Duty = Duty.objects.create(
        cycle=of, agency=agency, due_at=due_at or clock.now() + timedelta(days=3), **fields
    )
    return made


def firm(agency: Agency, *people: Any, name: str = "") -> Enterprise:
    """Return a firm that reports to an agency, with those who report for it."""
    made: Enterprise = Enterprise.objects.create(
        name=name or f"企业{next(_numbers)}", agency=agency
    )
    for person in people:
        Representative.objects.create(enterprise=made, person=person, since=clock.today())
    return made


def said(*figures: tuple[Line, str | int | None]) -> Content:
    """Return a content of plain values."""
    return Content(
        tuple(
            FigureInput(of.pk, None if value is None else Decimal(str(value)))
            for of, value in figures
        )
    )


def send(of: Duty, by: Any, content: Content | None = None, **named: Any) -> Receipt:
    """Send a report under a key of its own, on what stands now."""
    of.refresh_from_db()
    defaults = {
        "client_key": uuid.uuid4(),
        "based_on": of.current.number if of.current else 0,
        "header": HEADER,
    }
    return submit(duty_id=of.pk, by=by, content=content, **{**defaults, **named})


def take(receipt: Receipt, by: Any, note: str = "") -> None:
    """Accept a report for the agency where a person reviews."""
    agency = by.posts.get().agency_id
    accept(submission_id=receipt.submission.pk, agency_id=agency, by=by, note=note)


def back(receipt: Receipt, by: Any, note: str = "请核对") -> None:
    """Return a report for the agency where a person reviews."""
    agency = by.posts.get().agency_id
    send_back(submission_id=receipt.submission.pk, agency_id=agency, by=by, note=note)


def take_back(receipt: Receipt, by: Any) -> None:
    """Withdraw a report."""
    withdraw(submission_id=receipt.submission.pk, by=by)


def type_in(of: Duty, by: Any, *cells: tuple[Line, str, str]) -> Iterable[Any]:
    """Type cells into a draft over whatever stands there."""
    versions = {(cell.line_id, cell.column): cell.version for cell in of.cells.all()}
    edits = [
        CellEdit(row.pk, column, text, versions.get((row.pk, column), 0))
        for row, column, text in cells
    ]
    return save_cells(duty_id=of.pk, cells=edits, by=by)
