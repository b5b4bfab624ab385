"""Data for the tests of monitoring's pages: lights and readings made directly."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Indicator, Item
from luoshi.ledger.tests import factories as ledger
from luoshi.monitoring.models import Light, LightRule, Reading
from luoshi.reporting.api import Cycle, Duty, Form, Series, Submission

JUNE = Period.month(2016, 6)


def item(title: str = "") -> Item:
    """Return the made-up plan's target, or another item of the same plan under a title."""
    first: Item | None = Item.objects.filter(kind=Item.Kind.TARGET).first()
    if first is None:
        first = ledger.plan().items.get(kind=Item.Kind.TARGET)
    if not title:
        return first
    fact = first.fact
    assert fact is not None
    fact.pk, fact.key, fact.sequence = None, f"made:{title}", fact.sequence + 1000 + len(title)
    fact.start += Item.objects.count()
    fact.save()
    made: Item = Item.objects.create(
        kind=Item.Kind.TASK,
        plan=first.plan,
        fact=fact,
        number=99,
        title=title,
        start=fact.start,
        updated_at=clock.now(),
    )
    return made


def rule(**fields: Any) -> LightRule:
    """Return the rule in force, made once."""
    defaults = {
        "version": 1,
        "preset": "yinchuan",
        "thresholds": {"yellow": "10", "red": "30"},
        "since": JUNE.start.replace(month=1),
        "made_at": clock.now(),
        "made_by": "wang",
    }
    found: LightRule = LightRule.objects.get_or_create(plan=None, defaults=defaults | fields)[0]
    return found


def light(
    item: Item, agency: Agency, colour: str, period: Period = JUNE, /, **numbers: str
) -> Light:
    """Return the light of an item for an agency in a period, for which there is a round."""
    cycle(period)
    made: Light = Light.objects.create(
        item=item,
        agency=agency,
        colour=colour,
        rule=rule(),
        period_code=period.code,
        start=period.start,
        end=period.end,
        numbers=numbers,
        lit_at=clock.now(),
    )
    return made


def series(name: str = "主营业务收入", unit: str = "亿元", **how: Any) -> Series:
    """Return the series of an indicator that agencies report."""
    indicator = Indicator.objects.get_or_create(name=name, defaults={"unit": unit, **how})[0]
    found: Series = Series.objects.get_or_create(indicator=indicator, defaults={"unit": unit})[0]
    return found


def reading(of: Series, agency: Agency, period: Period, value: str, **fields: Any) -> Reading:
    """Return what a series has reached for an agency in a period."""
    made: Reading = Reading.objects.create(
        series=of,
        agency=agency,
        period_code=period.code,
        start=period.start,
        end=period.end,
        value=Decimal(value),
        parts=1,
        updated_at=clock.now(),
        **fields,
    )
    return made


def form() -> Form:
    """Return the form of the tests, made once."""
    defaults = {"title": "试报", "made_at": clock.now()}
    found: Form = Form.objects.get_or_create(table_number="试1", defaults=defaults)[0]
    return found


def cycle(period: Period) -> Cycle:
    """Return the round of the form of the tests in a period, made once."""
    found: Cycle = Cycle.objects.get_or_create(
        form=form(),
        period_code=period.code,
        defaults={"start": period.start, "end": period.end, "opened_at": clock.now()},
    )[0]
    return found


def duty(agency: Agency, period: Period = JUNE, *, late: bool | None = None) -> Duty:
    """Return a report that was due; `late` says how it came, None that it did not."""
    made: Duty = Duty.objects.create(cycle=cycle(period), agency=agency, due_at=clock.now())
    if late is not None:
        made.current = Submission.objects.create(
            duty=made, number=1, client_key=uuid4(), digest="0" * 64, at=clock.now(), late=late,
            by="zheng",
        )  # fmt: skip
        made.standing, made.first_at = Duty.Standing.SUBMITTED, clock.now()
        made.due_at = made.first_at if late else made.first_at + timedelta(days=1)
        made.save()
    return made
