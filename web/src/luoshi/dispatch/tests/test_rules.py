"""Sums, units and pasted splits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.dispatch.rules import Part, days_late, part_of, pasted, split
from luoshi.kernel.units import adds_up, convert

amounts = st.decimals(min_value="0.0001", max_value="99999999", places=4)


def test_the_plan_of_1_8_wan_cars_leaves_13990_after_zhengzhou_and_xinxiang() -> None:
    """GOV-05: the sum against the parent, the rest open."""
    found = split(Decimal("1.8"), "万辆", [Part(Decimal(2850), "辆"), Part(Decimal(1160), "辆")])

    assert found.given == Decimal("0.401")
    assert found.rest is not None
    assert convert(found.rest, "万辆", "辆") == Decimal(13990)
    assert found.excess is None


def test_shares_and_amounts_add_up_together() -> None:
    found = split(
        Decimal(200), "亿元", [Part(share_pct=Decimal(25)), Part(Decimal(9000000), "万元")]
    )

    assert found.given == Decimal(950)
    assert found.excess == Decimal(750)


def test_a_rate_is_not_summed() -> None:
    found = split(Decimal("9.6"), "%", [Part(Decimal(10), "%"), Part(Decimal(11), "%")])

    assert found.total is None
    assert found.rest is None
    assert found.parts == 2


def test_a_part_of_another_kind_is_counted_apart() -> None:
    found = split(Decimal(100), "辆", [Part(Decimal(5), "亿元"), Part(Decimal(40), "辆")])

    assert (found.given, found.strangers) == (Decimal(40), 1)


@given(total=amounts, parts=st.lists(amounts, max_size=8))
def test_given_and_rest_are_always_the_total(total: Decimal, parts: list[Decimal]) -> None:
    found = split(total, "万辆", [Part(part, "万辆") for part in parts])

    assert found.rest is not None
    assert found.given + found.rest == total
    assert (found.excess is not None) == (sum(parts) > total)


@given(value=amounts)
def test_a_unit_and_back_is_the_same_amount(value: Decimal) -> None:
    there = convert(value, "万吨", "吨")

    assert there is not None
    assert convert(there, "吨", "万吨") == value


def test_what_is_of_another_kind_does_not_convert() -> None:
    assert convert(Decimal(1), "万辆", "亿元") is None
    assert convert(Decimal(1), "万", "亿") is None
    assert not adds_up("%")
    assert not adds_up("")
    assert adds_up("辆")


def test_two_columns_of_a_sheet_are_read_with_their_habits() -> None:
    text = (
        "地区\t数量\n郑州市\t2,850\n新乡市\t１１６０\n\n洛阳市\t0.1万辆\n开封市\t5%\n合计\t4010\n"
    )

    found = pasted(text, "辆")

    assert [(row.line, row.name, row.part, row.error) for row in found] == [
        (2, "郑州市", Part(Decimal(2850), "辆"), ""),
        (3, "新乡市", Part(Decimal(1160), "辆"), ""),
        (5, "洛阳市", Part(Decimal("0.1"), "万辆"), ""),
        (6, "开封市", Part(share_pct=Decimal(5)), ""),
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("郑州市", "没有数量"),
        ("郑州市\t若干", "“若干”不是数"),
        ("郑州市\t-5", "数量应大于零"),
        ("郑州市\t0", "数量应大于零"),
        ("郑州市\t5亿元", "单位“亿元”与“辆”不能换算"),
        ("郑州市\t0.12345678", "“0.12345678”的小数超过6位"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(text: str, error: str) -> None:
    assert [row.error for row in pasted(text, "辆")] == [error]


def test_a_percentage_of_a_rate_is_the_rate_itself() -> None:
    assert part_of("10%", "%") == Part(Decimal(10), "%")


def test_days_late_count_from_the_day_after() -> None:
    assert days_late(date(2016, 6, 30), date(2016, 6, 30)) == 0
    assert days_late(date(2016, 6, 30), date(2016, 7, 2)) == 2
    assert days_late(None, date(2016, 7, 2)) == 0
