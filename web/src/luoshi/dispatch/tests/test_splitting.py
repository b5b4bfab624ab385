"""Handing down with amounts: to whom, how much, what is left, and what is refused (GOV-05)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from luoshi.accounts.api import scope_of
from luoshi.agencies.models import Membership
from luoshi.dispatch import actions, queries
from luoshi.dispatch.actions import Given
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.refusals import (
    AlreadyHeld,
    NotBelow,
    NotHandedDown,
    NothingNew,
    NotOpen,
    PartWrong,
    TooMuch,
)
from luoshi.dispatch.rules import Part
from luoshi.dispatch.tests import factories
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.queries import items as ledger_items

pytestmark = pytest.mark.django_db


def cars(number: int | str, unit: str = "辆") -> Part:
    return Part(Decimal(number), unit)


def test_a_department_splits_its_target_among_the_cities(
    lead: Assignment, cast: Any, tree: Any
) -> None:
    """GOV-05: 18 000 → 郑州 2 850, 洛阳 1 160, 13 990 open."""
    parts = [Given(tree.zhengzhou.pk, cars("0.285", "万辆")), Given(tree.luoyang.pk, cars(1160))]

    actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)

    found = queries.split_of(lead)
    assert (found.total, found.given, found.rest) == (18000, 4010, 13990)
    assert [child.agency for child in queries.children(lead)] == [tree.zhengzhou, tree.luoyang]
    assert {leaf.agency for leaf in queries.leaves(lead.item)} == {tree.zhengzhou, tree.luoyang}
    assert Entry.objects.filter(action="dispatch.assignment.handed_down").count() == 2


def test_many_parts_cost_as_many_statements_as_one(lead: Assignment, cast: Any, tree: Any) -> None:
    """REL-22: the parts, the notices and the trail are written together."""

    def cost(*agencies: Any) -> int:
        parts = [Given(agency.pk, cars(10)) for agency in agencies]
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)
            transaction.set_rollback(True)
        return len(asked)

    for county in (tree.jinshui, tree.jianxi):
        Membership.objects.create(agency=county, group="direct")
    cost(tree.jinshui)

    assert cost(tree.jinshui, tree.jianxi) == cost(tree.jinshui)


def test_a_city_named_by_the_plan_keeps_its_assignment_and_gets_its_part(
    lead: Assignment, cast: Any, tree: Any
) -> None:
    before = factories.held(factories.CARS, tree.zhengzhou)

    (made,) = actions.hand_down(
        assignment_id=lead.pk, parts=[Given(tree.zhengzhou.pk, cars(2850))], by=cast.department
    )

    assert made.pk == before.pk
    assert (made.role, made.parent) == ("participant", lead)


def test_a_city_hands_its_part_on_to_its_counties(lead: Assignment, cast: Any, tree: Any) -> None:
    """Row 20."""
    actions.hand_down(
        assignment_id=lead.pk, parts=[Given(tree.zhengzhou.pk, cars(2850))], by=cast.department
    )
    own = factories.signed(factories.CARS, by=cast.city)

    actions.hand_down(
        assignment_id=own.pk,
        parts=[Given(tree.jinshui.pk, Part(share_pct=Decimal(20)))],
        by=cast.city,
    )

    (part,) = queries.children(own)
    assert queries.total_of(part) == (Decimal(570), "辆")
    assert queries.split_of(own).rest == Decimal(2280)
    for person in (cast.county, cast.city, cast.department, cast.editor):
        assert queries.assignments(scope_of(person)).filter(pk=part.pk).exists()
    assert not queries.assignments(scope_of(cast.other_city)).filter(pk=part.pk).exists()


def test_the_same_split_again_changes_nothing(lead: Assignment, cast: Any, tree: Any) -> None:
    parts = [Given(tree.zhengzhou.pk, cars(2850))]
    actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)

    again = [Given(tree.zhengzhou.pk, cars("0.285", "万辆"))]
    assert actions.hand_down(assignment_id=lead.pk, parts=again, by=cast.department) == []
    assert Entry.objects.filter(action="dispatch.assignment.handed_down").count() == 1


def test_another_amount_is_asked_for_and_not_typed_over(
    lead: Assignment, cast: Any, tree: Any
) -> None:
    """GOV-05: a unilateral change is not taken."""
    actions.hand_down(
        assignment_id=lead.pk, parts=[Given(tree.zhengzhou.pk, cars(2850))], by=cast.department
    )

    with pytest.raises(AlreadyHeld, match="调整申请"):
        actions.hand_down(
            assignment_id=lead.pk, parts=[Given(tree.zhengzhou.pk, cars(9))], by=cast.department
        )

    assert factories.held(factories.CARS, tree.zhengzhou).amount == 2850


def test_more_than_the_whole_needs_a_reason(lead: Assignment, cast: Any, tree: Any) -> None:
    parts = [Given(tree.zhengzhou.pk, cars(18000)), Given(tree.luoyang.pk, cars(2000))]
    with pytest.raises(TooMuch, match="超出2000辆"):
        actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)
    assert not queries.children(lead).exists()

    actions.hand_down(
        assignment_id=lead.pk, parts=parts, by=cast.department, excess_reason="自加压力"
    )

    lead.refresh_from_db()
    assert queries.split_of(lead).excess == 2000
    assert lead.excess_reason == "自加压力"
    assert Entry.objects.filter(action="dispatch.split.exceeded").count() == 1


def test_only_who_has_signed_and_leads_hands_down(sent: Any, cast: Any, tree: Any) -> None:
    unsigned = factories.held(factories.CARS, tree.industry)
    with pytest.raises(NotHandedDown, match="签收"):
        actions.hand_down(
            assignment_id=unsigned.pk, parts=[Given(tree.zhengzhou.pk)], by=cast.department
        )
    participant = factories.signed(factories.CARS, by=cast.city)
    with pytest.raises(NotHandedDown, match="牵头"):
        actions.hand_down(
            assignment_id=participant.pk, parts=[Given(tree.jinshui.pk)], by=cast.city
        )


def test_nobody_hands_down_beside_or_above(lead: Assignment, cast: Any, tree: Any) -> None:
    """SEC-14: a department hands to cities, not past them to their counties, nor upwards."""
    for agency in (tree.jinshui, tree.province, tree.industry):
        with pytest.raises(NotBelow):
            actions.hand_down(assignment_id=lead.pk, parts=[Given(agency.pk)], by=cast.department)
    task = factories.signed("完善充电设施", by=cast.city)
    for agency in (tree.luoyang, tree.jianxi, tree.industry):
        with pytest.raises(NotBelow):
            actions.hand_down(assignment_id=task.pk, parts=[Given(agency.pk)], by=cast.city)


def test_nobody_hands_down_what_another_holds(lead: Assignment, cast: Any, tree: Any) -> None:
    for who in (cast.editor, cast.city, cast.viewer, cast.county):
        with pytest.raises(NotPermitted):
            actions.hand_down(assignment_id=lead.pk, parts=[Given(tree.zhengzhou.pk)], by=who)


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (Part(Decimal(-1), "辆"), "大于零"),
        (Part(Decimal(5), "亿元"), "不能换算"),
        (Part(Decimal(5), "辆", Decimal(5)), "只填一项"),
    ],
)
def test_a_part_that_cannot_stand_spoils_the_whole_split(
    lead: Assignment, cast: Any, tree: Any, part: Part, why: str
) -> None:
    parts = [Given(tree.luoyang.pk, cars(5)), Given(tree.zhengzhou.pk, part)]

    with pytest.raises(PartWrong, match=why) as refusal:
        actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)

    assert set(refusal.value.errors) == {str(tree.zhengzhou.pk)}
    assert not queries.children(lead).exists()


def test_a_part_is_not_due_after_the_whole(lead: Assignment, cast: Any, tree: Any) -> None:
    parts = [Given(tree.zhengzhou.pk, cars(5), due_on=date(2017, 1, 1))]

    with pytest.raises(PartWrong, match="晚于上级时限2016-12-31"):
        actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)


def test_a_task_without_a_number_is_handed_down_without_one(
    sent: Any, cast: Any, tree: Any
) -> None:
    task = factories.signed(factories.ROLL_OUT, by=cast.department)

    actions.hand_down(assignment_id=task.pk, parts=[Given(tree.zhengzhou.pk)], by=cast.department)

    assert queries.split_of(task).total is None
    with pytest.raises(PartWrong, match="没有总数"):
        actions.hand_down(
            assignment_id=task.pk,
            parts=[Given(tree.luoyang.pk, Part(share_pct=Decimal(5)))],
            by=cast.department,
        )
    with pytest.raises(NothingNew):
        actions.hand_down(assignment_id=task.pk, parts=[], by=cast.department)


def test_what_the_plan_no_longer_says_is_not_split(lead: Assignment, cast: Any, tree: Any) -> None:
    type(lead.item).objects.filter(pk=lead.item_id).update(state="withdrawn")

    with pytest.raises(NotOpen):
        actions.hand_down(assignment_id=lead.pk, parts=[Given(tree.luoyang.pk)], by=cast.department)


def test_who_got_a_part_sees_the_item_on_the_ledger(lead: Assignment, cast: Any, tree: Any) -> None:
    """SEC-14: a county that no plan names sees just what it was handed down."""
    actions.hand_down(
        assignment_id=lead.pk, parts=[Given(tree.zhengzhou.pk, cars(2850))], by=cast.department
    )
    own = factories.signed(factories.CARS, by=cast.city)
    assert not ledger_items(scope_of(cast.county)).exists()

    actions.hand_down(assignment_id=own.pk, parts=[Given(tree.jinshui.pk, cars(500))], by=cast.city)

    assert list(ledger_items(scope_of(cast.county))) == [lead.item]
    for nobody in (cast.system, cast.security, cast.audit, cast.enterprise):
        assert not ledger_items(scope_of(nobody)).exists()


def test_a_department_hands_down_to_a_county_directly_under_the_province(
    lead: Assignment, cast: Any, tree: Any
) -> None:
    Membership.objects.create(agency=tree.jinshui, group="direct", source="试用")

    (made,) = actions.hand_down(
        assignment_id=lead.pk, parts=[Given(tree.jinshui.pk, cars(5))], by=cast.department
    )

    assert (made.agency, made.parent) == (tree.jinshui, lead)
