"""How a series is made up: its parts on the indicator's page, with shares, and downloadable."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel.periods import Period
from luoshi.ledger.api import Dimension, Option
from luoshi.monitoring.queries.parts import parts_of
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.reporting.api import Series

pytestmark = pytest.mark.django_db
LogIn = Callable[[Any], Client]
MAY = Period.month(2016, 5)


def made_up(agency: Any, *names: str, whole: str = "", **how: Any) -> Series:
    """Return a total of 10 in May and June, with parts of 6, 4 and none."""
    lit = factories.item()
    for period in (MAY, JUNE):
        factories.light(lit, agency, "green", period)
    total = factories.series("新能源汽车产量", "辆", **how)
    dimension = Dimension.objects.create(indicator=total.indicator, number=1, name="车型")
    for period in (MAY, JUNE):
        factories.reading(total, agency, period, whole or "10")
    for at, name in enumerate(names, start=1):
        option = Option.objects.create(
            dimension=dimension, number=at, name=name, since=date(2016, 1, 1)
        )
        part = Series.objects.create(indicator=total.indicator, option=option, unit="辆")
        for period in (MAY, JUNE):
            factories.reading(part, agency, period, "6" if at == 1 else "4" if at == 2 else "0")
    return total


def test_the_indicator_page_shows_the_parts_with_their_shares(
    cast: Any, tree: Any, log_in: LogIn
) -> None:
    """Row 12: a sentence, a stack, a table, a share for each part."""
    total = made_up(tree.province, "纯电动", "插电式")
    url = reverse("monitoring:series", args=[total.pk])
    page = log_in(cast.viewer).get(url, {"agency": tree.province.pk}).text

    assert "新能源汽车产量按车型分，纯电动最多，占60.0%" in page
    assert '"style": "stack"' in page
    for words in ("纯电动", "插电式", "占总数（%）", "60", "40"):
        assert words in page
    assert "与总数" not in page


def test_the_parts_are_downloaded_as_the_table_shows_them(
    cast: Any, tree: Any, log_in: LogIn
) -> None:
    total = made_up(tree.province, "纯电动", "插电式")
    url = reverse("monitoring:series", args=[total.pk])
    asked = {"period": JUNE.code, "chart": f"parts-{total.pk}-1", "format": "csv"}
    answer = log_in(cast.editor).get(url, asked)

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["车型", "5月", "6月", "累计", "占总数（%）"]
    assert rows[1] == ["纯电动", "6", "6", "12", "60"]
    assert rows[3][0] == "总数"


def test_parts_that_do_not_add_up_say_so(cast: Any, tree: Any, log_in: LogIn) -> None:
    """GOV-16."""
    total = made_up(tree.province, "纯电动", whole="10")
    page = (
        log_in(cast.viewer)
        .get(reverse("monitoring:series", args=[total.pk]), {"agency": tree.province.pk})
        .text
    )

    assert "各分项之和12，与总数20不等" in page


def test_a_rate_has_parts_but_no_shares(tree: Any) -> None:
    total = made_up(tree.province, "纯电动", over_time="latest", over_places="average")
    (parts,) = parts_of(total, tree.province, [MAY, JUNE]).values()

    assert [part.total for part in parts] == [6, 10]


def test_parts_cost_two_statements_however_many(
    tree: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    total = made_up(tree.province, *(f"第{at}种" for at in range(12)))
    with django_assert_num_queries(2):
        (parts,) = parts_of(total, tree.province, [MAY, JUNE]).values()
    assert len(parts) == 13
