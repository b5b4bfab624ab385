"""A whole plan in one act: who gets what, once, with its entry; taking back and giving again."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from luoshi.accounts.api import scope_of
from luoshi.dispatch import actions, queries
from luoshi.dispatch.models import Assignment, Dispatch
from luoshi.dispatch.refusals import AlreadyHeld, NothingNew, NotOpen, ReasonMissing
from luoshi.dispatch.tests import factories
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.actions import name_agency
from luoshi.ledger.models import Item, Responsibility

pytestmark = pytest.mark.django_db


def test_one_act_hands_every_reviewed_item_to_whoever_answers(plan: Any, cast: Any) -> None:
    """Row 21; row 17: one lead and several participants."""
    act = factories.hand_out(plan, by=cast.editor, sign_by=date(2016, 4, 1))

    made = Counter((a.item.kind, a.agency.code, a.role) for a in act.assignments.all())
    assert made == {
        ("task", "410000-gxt", "lead"): 1,
        ("task", "410000-gxt", "participant"): 1,
        ("task", "410100", "lead"): 1,
        ("task", "410100", "participant"): 1,
        ("task", "410300", "participant"): 1,
        ("commitment", "410000-gxt", "lead"): 1,
        ("commitment", "410000-gxt", "participant"): 1,
        ("commitment", "410100", "lead"): 1,
        ("commitment", "410100", "participant"): 1,
        ("commitment", "410300", "participant"): 1,
    }
    entry = Entry.objects.get(action="dispatch.plan.dispatched")
    assert entry.object_id == str(act.pk)
    assert entry.data["assignments"] == 10
    assert entry.data["agencies"] == 3


def test_the_same_click_twice_is_one_act(plan: Any, cast: Any) -> None:
    """REL-02."""
    key = uuid.uuid4()
    first = actions.dispatch_plan(plan_id=plan.pk, client_key=key, by=cast.editor)

    assert actions.dispatch_plan(plan_id=plan.pk, client_key=key, by=cast.editor) == first
    assert Dispatch.objects.count() == 1
    assert Entry.objects.filter(action="dispatch.plan.dispatched").count() == 1


def test_again_sends_only_what_is_new(sent: Any, cast: Any, tree: Any) -> None:
    with pytest.raises(NothingNew):
        factories.hand_out(sent, by=cast.editor)
    row = Responsibility.objects.get(printed="省充电设施总局", via=None)
    name_agency(responsibility_id=row.pk, agency_id=tree.luoyang.pk, by=cast.editor)

    act = factories.hand_out(sent, by=cast.editor)

    assert {a.agency for a in act.assignments.all()} == {tree.luoyang}
    assert (act.year, act.number) == (act.at.year, 2)


def test_numbers_run_through_the_year_without_gaps(plan: Any, cast: Any) -> None:
    other = factories.reviewed(
        by=cast.editor, text=factories.TEXT.replace("新能源汽车", "电动船舶"), name="boats.txt"
    )
    acts = [factories.hand_out(one, by=cast.editor) for one in (plan, other)]

    assert [act.number for act in acts] == [1, 2]


def test_what_nobody_has_reviewed_is_not_sent(plan: Any, cast: Any) -> None:
    Item.objects.filter(title__startswith=factories.CARS).update(state=Item.State.PROPOSED)

    found = queries.preview(plan)
    act = factories.hand_out(plan, by=cast.editor)

    assert found.unreviewed == 1
    assert not act.assignments.filter(item__title__startswith=factories.CARS).exists()


def test_the_preview_says_what_cannot_be_sent(plan: Any) -> None:
    found = queries.preview(plan)

    assert [row.printed for row in found.unresolved] == ["省充电设施总局"]
    assert [item.kind for item in found.nobody] == ["target"]
    assert len(found.fresh) == 10


@pytest.mark.parametrize(
    "who", ["viewer", "reviewer", "department", "city", "county", "system", "security", "audit"]
)
def test_only_the_provinces_editor_hands_down_a_plan(plan: Any, cast: Any, who: str) -> None:
    """SEC-13."""
    with pytest.raises(NotPermitted):
        factories.hand_out(plan, by=getattr(cast, who))

    assert not Assignment.objects.exists()


def test_half_an_act_is_none(plan: Any, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """REL-02: the number, the assignments and the entry stand together or not at all."""

    def fail(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("luoshi.dispatch.actions.dispatching.record", fail)
    with pytest.raises(RuntimeError):
        factories.hand_out(plan, by=cast.editor)

    assert not Dispatch.objects.exists()
    assert not Assignment.objects.exists()


def test_the_database_keeps_one_open_assignment_of_an_item_and_an_agency(sent: Any) -> None:
    one = Assignment.objects.order_by("pk")[0]
    one.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_everyone_sees_their_own_and_what_is_below(sent: Any, cast: Any, tree: Any) -> None:
    """SEC-14."""

    def seen(person: Any) -> set[str]:
        return {a.agency.code for a in queries.assignments(scope_of(person))}

    assert seen(cast.editor) == {"410000-gxt", "410100", "410300"}
    assert seen(cast.department) == {"410000-gxt"}
    assert seen(cast.city) == {"410100"}
    assert seen(cast.other_city) == {"410300"}
    for nobody in (cast.county, cast.enterprise, cast.system, cast.security, cast.audit):
        assert not queries.assignments(scope_of(nobody)).exists()


def test_taking_back_needs_a_reason_and_takes_what_is_below(
    lead: Assignment, cast: Any, tree: Any
) -> None:
    actions.hand_down(
        assignment_id=lead.pk, parts=[actions.Given(tree.zhengzhou.pk)], by=cast.department
    )
    with pytest.raises(ReasonMissing):
        actions.withdraw(ids=[lead.pk], reason=" ", by=cast.editor)

    actions.withdraw(ids=[lead.pk], reason="任务已调整", by=cast.editor)
    again = actions.withdraw(ids=[lead.pk], reason="任务已调整", by=cast.editor)

    lead.refresh_from_db()
    assert lead.state == Assignment.State.WITHDRAWN
    assert not queries.children(lead).exists()
    assert [result.done for result in again] == [False]
    assert Entry.objects.filter(action="dispatch.assignment.withdrawn").count() == 2


def test_who_received_does_not_take_back(lead: Assignment, cast: Any) -> None:
    for who in (cast.department, cast.city, cast.viewer):
        with pytest.raises(NotPermitted):
            actions.withdraw(ids=[lead.pk], reason="不想做", by=who)


def test_what_was_returned_goes_to_somebody_else_and_both_stay(
    sent: Any, cast: Any, tree: Any
) -> None:
    """Row 19."""
    old = factories.held(factories.ROLL_OUT, tree.industry)
    actions.return_(ids=[old.pk], reason="不是本单位职责", by=cast.department)

    with pytest.raises(AlreadyHeld):
        actions.reassign(assignment_id=old.pk, agency_id=tree.zhengzhou.pk, by=cast.editor)
    new = actions.reassign(assignment_id=old.pk, agency_id=tree.province.pk, by=cast.editor)

    old.refresh_from_db()
    assert old.state == Assignment.State.RETURNED
    assert (new.replaces, new.role, new.state) == (old, "lead", Assignment.State.UNREAD)
    with pytest.raises(NotOpen):
        actions.reassign(assignment_id=old.pk, agency_id=tree.jinshui.pk, by=cast.editor)
    entry = Entry.objects.get(action="dispatch.assignment.reassigned")
    assert entry.data["from"] == "省工业和信息化委"


def test_an_item_that_names_nobody_is_given_by_the_province(
    sent: Any, cast: Any, tree: Any
) -> None:
    item = Item.objects.get(kind="target")

    new = actions.assign(item_id=item.pk, agency_id=tree.industry.pk, role="lead", by=cast.editor)

    assert list(queries.leaves(item)) == [new]
    assert Entry.objects.filter(action="dispatch.assignment.added").count() == 1
    with pytest.raises(AlreadyHeld):
        actions.assign(item_id=item.pk, agency_id=tree.industry.pk, role="lead", by=cast.editor)
    with pytest.raises(NotPermitted):
        actions.assign(item_id=item.pk, agency_id=tree.luoyang.pk, role="lead", by=cast.city)
