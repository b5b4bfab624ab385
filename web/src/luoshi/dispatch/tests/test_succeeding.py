"""An agency ends: its assignments go on at the heir, and nothing is lost on the way (row 98)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from luoshi.agencies.actions.changing import Ending, restructure
from luoshi.agencies.queries import hanging_on
from luoshi.dispatch import actions, queries
from luoshi.dispatch.actions import Given
from luoshi.dispatch.models import Assignment, Milestone
from luoshi.dispatch.refusals import NotBelow
from luoshi.dispatch.rules import Part
from luoshi.dispatch.tests import factories
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted

pytestmark = pytest.mark.django_db
DAY = date(2018, 11, 1)


def test_what_an_agency_holds_goes_on_at_its_heir(lead: Assignment, cast: Any, tree: Any) -> None:
    parts = [Given(tree.zhengzhou.pk, Part(Decimal(2850), "辆"))]
    actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)
    step = Milestone.objects.create(
        assignment=lead, title="出台细则", due_on=date(2016, 6, 30), made_by="zhao"
    )

    done = actions.hand_over(old=tree.industry, new=tree.jianxi, on=DAY, by=cast.editor)

    lead.refresh_from_db()
    step.refresh_from_db()
    heir = factories.held(factories.CARS, tree.jianxi)
    assert done == {"dispatch.assignments": 4}
    assert not queries.of_agency(tree.industry).exists()
    assert (lead.state, heir.replaces, heir.role) == (Assignment.State.WITHDRAWN, lead, "lead")
    assert heir.state == Assignment.State.UNREAD
    assert [child.agency for child in queries.children(heir)] == [tree.zhengzhou]
    assert step.assignment == heir
    assert Entry.objects.filter(action="dispatch.assignment.succeeded").count() == 4
    assert actions.hand_over(old=tree.industry, new=tree.jianxi, on=DAY, by=cast.editor) == {
        "dispatch.assignments": 0
    }


def test_two_parts_of_one_whole_become_one_at_the_heir(
    lead: Assignment, cast: Any, tree: Any
) -> None:
    parts = [
        Given(tree.zhengzhou.pk, Part(Decimal(2850), "辆")),
        Given(tree.luoyang.pk, Part(Decimal("0.116"), "万辆")),
    ]
    actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)

    actions.hand_over(old=tree.luoyang, new=tree.zhengzhou, on=DAY, by=cast.editor)

    assert factories.held(factories.CARS, tree.zhengzhou).amount == 4010
    assert queries.split_of(lead).given == 4010


def test_an_heir_that_held_a_part_of_it_stands_in_its_place(
    lead: Assignment, cast: Any, tree: Any
) -> None:
    parts = [
        Given(tree.zhengzhou.pk, Part(Decimal(2850), "辆")),
        Given(tree.luoyang.pk, Part(Decimal(1160), "辆")),
    ]
    actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)

    actions.hand_over(old=tree.industry, new=tree.zhengzhou, on=DAY, by=cast.editor)

    heir = factories.held(factories.CARS, tree.zhengzhou)
    assert (heir.parent, heir.role) == (None, "lead")
    assert [child.agency for child in queries.children(heir)] == [tree.luoyang]


def test_only_who_keeps_the_tree_hands_over(lead: Assignment, cast: Any, tree: Any) -> None:
    for who in (cast.viewer, cast.department, cast.city, cast.system):
        with pytest.raises(NotPermitted):
            actions.hand_over(old=tree.industry, new=tree.jianxi, on=DAY, by=who)

    assert queries.of_agency(tree.industry).count() == 4


def test_ending_an_agency_hands_its_tasks_to_the_heir_in_one_act(
    lead: Assignment, cast: Any, tree: Any
) -> None:
    """The preview counts what hangs on it."""
    assert ("在手的任务", 4) in [(one.label, one.count) for one in hanging_on(tree.industry)]

    heirs = [tree.luoyang]
    ending = Ending(kind="merged", on=DAY, source="机构改革方案", heirs=heirs)
    done = restructure(tree.industry.pk, by=cast.editor, ending=ending)

    assert done["dispatch.assignments"] == 4
    assert not queries.of_agency(tree.industry).exists()


def test_nobody_hands_down_to_a_body_that_has_ended(lead: Assignment, cast: Any, tree: Any) -> None:
    type(tree.luoyang).objects.filter(pk=tree.luoyang.pk).update(valid_to=date(2016, 3, 1))

    with pytest.raises(NotBelow):
        actions.hand_down(assignment_id=lead.pk, parts=[Given(tree.luoyang.pk)], by=cast.department)
