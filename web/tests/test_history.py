"""变更记录: who did what to a thing, told to whoever sees the thing and to nobody else (row 88)."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from luoshi.accounts.api import Person
from luoshi.dispatch.actions import finish_milestone, sign
from luoshi.dispatch.api import Assignment
from luoshi.dispatch.models import Dispatch, Milestone
from luoshi.kernel import clock, history
from luoshi.kernel.periods import Period
from luoshi.kernel.trail import record
from luoshi.ledger.actions.amending import Allowed, amend
from luoshi.ledger.api import Item
from luoshi.monitoring.actions.projects import Said, check_project, report_project
from luoshi.plans.actions.bulk import accept_these
from luoshi.plans.actions.review import accept
from luoshi.plans.models import Fact, Plan
from luoshi.reporting.models import Evidence

from web.tests.test_house import ROOT, text_of

LogIn = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db
#: Events that concern no single thing with a history page.
OF_NO_THING = {
    "agencies.sheet.imported",
    "agencies.tree.seeded",
    "agencies.workday.removed",
    "agencies.workday.set",
    "agencies.workdays.imported",
    "enterprises.register.projected",
    "enterprises.sheet.imported",
    "monitoring.alert.acknowledged",
    "monitoring.alert_rule.set",
    "monitoring.alerts.raised",
    "monitoring.curve.drawn",
    "monitoring.forecasts.made",
    "monitoring.lights.judged",
    "monitoring.readings.rebuilt",
    "monitoring.rule.set",
    "plans.upload.given_up",
    "plans.upload.offered",
    "plans.upload.retried",
}


def page(client: Client, thing: str, key: int, query: str = "") -> Any:
    return client.get(reverse("kernel:history", args=[thing, key]) + query)


def test_an_item_tells_old_and_new_the_paper_and_who(house: Any, log_in: LogIn) -> None:
    """Row 88: with what was handed down of it."""
    item = Item.objects.filter(kind=Item.Kind.TARGET).first()
    assert item is not None
    amend(
        item_id=item.pk,
        version=item.version,
        field="value",
        new=Decimal(13000),
        allowed=Allowed(reason="年中调整", paper="豫政〔2016〕5号"),
        by="wang",
    )

    text = re.sub(r"\s+", " ", page(log_in(house.viewer), "ledger.item", item.pk).text)

    assert "调整目标值或完成时限" in text
    assert "12500 → 13000" in text
    assert "批准文件：豫政〔2016〕5号" in text
    assert "<td>王科长</td>" in text


def test_an_assignment_tells_its_own_and_its_steps_to_whoever_sees_it(
    house: Any, log_in: LogIn
) -> None:
    """SEC-14."""
    Item.objects.update(state=Item.State.LIVE)
    lead = Assignment.objects.get(parent=None)
    part = Assignment.objects.exclude(parent=None).get()
    sign(ids=[part.pk], by=house.city)
    step = Milestone.objects.get()
    finish_milestone(
        milestone_id=step.pk,
        done_on=clock.today(),
        evidence="豫工信〔2016〕9号",
        by=house.department,
    )

    own = page(log_in(house.city), "dispatch.assignment", part.pk)
    above = page(log_in(house.department), "dispatch.assignment", lead.pk)

    assert "签收任务" in own.text
    assert "依据：豫工信〔2016〕9号" in above.text
    assert page(log_in(house.other_city), "dispatch.assignment", part.pk).status_code == 404
    assert page(log_in(house.county), "dispatch.assignment", lead.pk).status_code == 404
    assert page(log_in(house.system), "dispatch.assignment", part.pk).status_code == 403
    # The item's history tells the city its own part, and not what the department did.
    told = page(log_in(house.city), "ledger.item", part.item_id).text
    assert "签收任务" in told
    assert "确认节点完成" not in told


def test_a_report_tells_its_cells_to_its_writers_and_its_steps_to_those_above(
    house: Any, log_in: LogIn
) -> None:
    """SEC-14, USE-25: a draft is its writers' alone."""
    duty = Evidence.objects.get().duty
    cells = {"cells": [["X1", "value", "", "7"]]}
    with transaction.atomic():
        record("reporting.draft.saved", by="jin", on=duty, data=cells)

    own = page(log_in(house.county), "reporting.duty", duty.pk)
    above = page(log_in(house.city), "reporting.duty", duty.pk)

    assert "X1 完成值：— → 7" in re.sub(r"\s+", " ", own.text)
    assert "添加佐证材料" in own.text
    assert "保存填报草稿" not in above.text
    assert "添加佐证材料" in above.text
    assert page(log_in(house.other_city), "reporting.duty", duty.pk).status_code == 404
    assert page(log_in(house.audit), "reporting.duty", duty.pk).status_code in (403, 404)


def test_a_plan_tells_its_review_to_the_province_and_its_dispatch_to_all(
    house: Any, log_in: LogIn
) -> None:
    """Row 88, SEC-14: proposals and their review are the province's alone; several facts too."""
    plan = Plan.objects.get()
    facts = list(Fact.objects.filter(plan=plan, state=Fact.State.UNREVIEWED)[:3])
    accept(fact_id=facts[0].pk, revision=facts[0].revision, by=house.editor)
    accept_these(ids=[fact.pk for fact in facts[1:]], by=house.editor)
    with transaction.atomic():
        record("dispatch.plan.dispatched", by="wang", on=Dispatch.objects.get())

    province = page(log_in(house.viewer), "plans.plan", plan.pk)
    city = page(log_in(house.city), "plans.plan", plan.pk)

    for words in ("导入文件", "采纳事实", "批量采纳", "下达计划"):
        assert words in province.text
    assert "导入文件" in city.text
    assert "下达计划" in city.text
    assert "采纳" not in city.text
    assert page(log_in(house.audit), "plans.plan", plan.pk).status_code == 403
    assert page(log_in(house.viewer), "plans.plan", 0).status_code == 404


def test_a_project_tells_what_was_said_of_it_and_who_went_to_look(
    house: Any, log_in: LogIn
) -> None:
    """Row 88: old and new value of each field, in words; another city's is not there."""
    item = Item.objects.filter(kind=Item.Kind.TASK).first()
    assert item is not None
    Item.objects.filter(pk=item.pk).update(kind=Item.Kind.PROJECT)
    said = {"item_id": item.pk, "period": Period.month(2016, 6), "by": house.city}
    report_project(**said, said=Said("early", note="选址"), based_on=0)
    made = report_project(**said, said=Said("running", note="投产"), based_on=1)
    province = house.reviewer.posts.get().agency_id
    check_project(report_id=made.pk, agency_id=province, right=True, note="到场", by=house.reviewer)

    text = re.sub(r"\s+", " ", page(log_in(house.city), "monitoring.project", item.pk).text)

    assert "阶段：前期 → 投产" in text
    assert "形象进度：选址 → 投产" in text
    assert "现场核实项目进展" in text
    assert page(log_in(house.other_city), "monitoring.project", item.pk).status_code == 404
    assert page(log_in(house.audit), "monitoring.project", item.pk).status_code == 403
    told = page(log_in(house.viewer), "ledger.item", item.pk).text
    assert "填报项目阶段、投资和困难" in told


@pytest.mark.parametrize("more", [0, 60])
def test_a_history_asks_as_often_whatever_happened_and_comes_in_pages(
    house: Any, log_in: LogIn, more: int, django_assert_num_queries: Any
) -> None:
    item = Item.objects.first()
    assert item is not None
    with transaction.atomic():
        for number in range(1 + more):
            data = {"field": "value", "old": str(number), "new": str(number + 1), "phone": "139"}
            record("ledger.item.amended", by=f"p{number}", on=item, data=data)
    client = log_in(house.viewer)

    with django_assert_num_queries(STATEMENTS):
        shown = page(client, "ledger.item", item.pk)

    assert shown.text.count('<th scope="row">调整') == min(1 + more, history.PAGE)
    assert ("?page=2" in shown.text) == bool(more)
    assert "139" not in shown.text
    if more:
        assert "0 → 1" in page(client, "ledger.item", item.pk, "?page=4").text
        assert page(client, "ledger.item", item.pk, "?page=x").status_code == 200


STATEMENTS = 9


@pytest.mark.parametrize(
    ("thing", "find"),
    [
        ("ledger.item", "/ledger/items/{}/"),
        ("dispatch.assignment", ""),
    ],
)
def test_the_page_of_a_thing_leads_to_its_history(
    house: Any, log_in: LogIn, thing: str, find: str
) -> None:
    row: Any = Item.objects.first() if thing == "ledger.item" else Assignment.objects.first()
    address = find.format(row.pk) or reverse("dispatch:assignment", args=[row.pk])

    assert reverse("kernel:history", args=[thing, row.pk]) in log_in(house.viewer).get(address).text


def test_every_event_of_a_thing_has_words() -> None:
    contexts = (
        "agencies", "ledger", "dispatch", "reporting", "enterprises", "plans", "monitoring",
    )  # fmt: skip
    listed = re.findall(r"^\| `([a-z_.]+)` \|", text_of(ROOT / "docs" / "events.md"), re.MULTILINE)
    wanted = {name for name in listed if name.startswith(contexts)}

    assert wanted - set(history.known_words()) == OF_NO_THING
