"""Whoever has to act next is told, once, in the transaction of the act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from luoshi.dispatch import actions
from luoshi.dispatch.actions import Asked, Given
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.rules import Part
from luoshi.dispatch.tests import factories
from luoshi.kernel.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_june() -> Iterator[None]:
    """Stand in the plan's own year."""
    with time_machine.travel(datetime(2016, 6, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        yield


def told(person: Any) -> list[str]:
    return list(Notice.objects.filter(login=person.login).values_list("title", flat=True))


def test_each_agency_is_told_once_of_a_plan_however_many_tasks(plan: Any, cast: Any) -> None:
    factories.hand_out(plan, by=cast.editor, sign_by=date(2016, 6, 20))

    assert told(cast.department) == [f"{plan.title}下达4项任务，请于2016-06-20前签收"]
    assert len(told(cast.city)) == 1
    assert told(cast.city_reviewer) == told(cast.viewer) == []


def test_who_gave_it_hears_what_came_back(sent: Any, cast: Any, tree: Any) -> None:
    mine = Assignment.objects.filter(agency=tree.industry).values_list("pk", flat=True)

    for _twice in range(2):
        actions.return_(ids=list(mine), reason="不是职责", by=cast.department)

    assert [one for one in told(cast.editor) if "退回4项任务" in one]
    assert len(told(cast.editor)) == 1


def test_a_receiver_a_decider_and_an_asker_hear_of_it(
    lead: Assignment, cast: Any, tree: Any
) -> None:
    parts = [Given(tree.zhengzhou.pk, Part(Decimal(2850), "辆"))]
    actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)
    assert f"分解下达任务，请及时签收：{lead.item}" in told(cast.city)
    words = Asked("value", "18000", "17000", 1, "市场变化", "豫工信〔2016〕9号")
    request = actions.ask_change(assignment_id=lead.pk, asked=words, by=cast.department)
    assert [one for one in told(cast.reviewer) if "18000辆 → 17000辆" in one]

    actions.decide_change(request_id=request.pk, accept=True, note="", by=cast.reviewer)

    assert [one for one in told(cast.department) if one.startswith("已同意调整目标值")]
    lead.item.commitment.refresh_from_db()
    assert lead.item.commitment.now == 17000


def test_taking_back_giving_again_and_reminding_are_told(sent: Any, cast: Any, tree: Any) -> None:
    held = factories.held(factories.ROLL_OUT, tree.industry)
    actions.return_(ids=[held.pk], reason="不是职责", by=cast.department)
    actions.reassign(assignment_id=held.pk, agency_id=tree.industry.pk, by=cast.editor)
    other = factories.held(factories.CARS, tree.luoyang)
    actions.withdraw(ids=[other.pk], reason="任务已调整", by=cast.editor)
    actions.remind(plan_id=sent.pk, by=cast.editor)

    assert f"下达任务，请及时签收：{held.item}" in told(cast.department)
    assert f"任务已收回：{other.item}" in told(cast.other_city)
    assert [one for one in told(cast.city) if one.startswith("提醒：")]


def test_an_act_that_fails_tells_nobody(
    plan: Any, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("luoshi.dispatch.actions.dispatching.record", fail)
    with pytest.raises(RuntimeError):
        factories.hand_out(plan, by=cast.editor)

    assert not Notice.objects.exists()
