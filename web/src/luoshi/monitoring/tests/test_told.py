"""Who speaks for an item in the lit ledger."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.monitoring.queries import items
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.monitoring.tests.test_finished import says


@pytest.mark.parametrize("at_once", [1, 10_000])
def test_the_highest_speak_in_the_order_of_the_tree(
    tree: Any, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """A county is not heard where a city spoke; what was not accepted is not heard at all."""
    monkeypatch.setattr(items, "_AT_ONCE", at_once)
    task, other = factories.item("建成孵化器"), factories.item("建成充电站")
    for item, agency, by in (
        (task, tree.luoyang, tree.province),
        (task, tree.zhengzhou, tree.province),
        (task, tree.jinshui, tree.province),
        (other, tree.jianxi, tree.province),
        (other, tree.industry, tree.luoyang),
    ):
        says(item, agency, None, by, words=f"{agency}已建成")
    lights = [factories.light(item, tree.province, "green") for item in (task, other)]

    found = items.with_what_was_said(lights, Frame(tree.province, JUNE, (), (JUNE,)))

    assert [light.said["done"] for light in found] == [
        f"{tree.zhengzhou}已建成；{tree.luoyang}已建成",
        f"{tree.jianxi}已建成",
    ]


def test_the_lead_speaks_for_all_and_where_it_is_silent_the_highest_do(tree: Any) -> None:
    """GOV-01: 本月进展 is what the leading unit says; what takes part is heard in its stead."""
    led, silent = factories.item("建成孵化器"), factories.item("建成充电站")
    for item in (led, silent):
        for agency, role in ((tree.industry, "lead"), (tree.luoyang, "participant")):
            Assignment.objects.create(
                item=item, agency=agency, role=role, sent_at=clock.now(), sent_by="wang"
            )
    for item, agency in ((led, tree.industry), (led, tree.luoyang), (silent, tree.zhengzhou)):
        says(item, agency, None, tree.province, words=f"{agency}已建成")
    lights = [factories.light(item, tree.province, "green") for item in (led, silent)]

    found = items.with_what_was_said(lights, Frame(tree.province, JUNE, (), (JUNE,)))

    assert [light.said["done"] for light in found] == [
        f"{tree.industry}已建成",
        f"{tree.zhengzhou}已建成",
    ]
