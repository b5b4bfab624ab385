"""What is red is offered to the joint meeting's agenda, once (row 105)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from luoshi.dispatch.actions import Written, hold
from luoshi.kernel.periods import Period
from luoshi.monitoring.tests import factories

pytestmark = pytest.mark.django_db


def test_red_items_are_offered_to_the_agenda_and_taken_up_with_one_click(
    cast: Any, tree: Any, log_in: Any
) -> None:
    red, green = factories.item(), factories.item("扩大出口")
    red.number = 7
    red.save()
    factories.light(red, tree.zhengzhou, "red", Period.month(2016, 5))
    factories.light(green, tree.zhengzhou, "red", Period.month(2016, 5))
    factories.light(red, tree.zhengzhou, "red")
    factories.light(red, tree.luoyang, "red")
    factories.light(green, tree.zhengzhou, "green")
    meeting = hold(plan_id=red.plan_id, written=Written(date(2016, 7, 1)), by=cast.editor)
    client = log_in(cast.editor)
    address = reverse("dispatch:conference", args=[meeting.pk])

    page = client.get(address).content.decode()
    assert "红灯：郑州市人民政府、洛阳市人民政府" in page
    assert page.count("列入议题<span") == 1
    client.post(reverse("dispatch:topic", args=[meeting.pk]), {"item_number": "7", "text": "红灯"})

    assert [topic.item for topic in meeting.topics.all()] == [red]
    assert "列入议题<span" not in client.get(address).content.decode()
    assert "列入议题<span" not in log_in(cast.viewer).get(address).content.decode()
