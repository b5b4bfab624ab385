"""Decisions stand beside facts: by the right person, once, whole, undone, never lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from luoshi.kernel import slots
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.plans.actions import bulk, review, undoing
from luoshi.plans.actions.refusals import BadFields, NotPossible, Stale
from luoshi.plans.models import Decision, Fact, Plan
from luoshi.plans.queries import Selection, effective_fields
from luoshi.plans.rules.reading import SURE
from luoshi.plans.tests.deciding import ACTS, ORG, again, revisions, two_facts
from luoshi.plans.tests.factories import PLAN, a_fact, imported

pytestmark = pytest.mark.django_db
State = Fact.State


def test_accepting_leaves_the_fact_as_read_and_says_who(cast: Any) -> None:
    fact = a_fact()

    review.accept(fact_id=fact.pk, revision=0, by=cast.editor)

    fact = again(fact)
    decision = Decision.objects.get()
    assert (fact.state, fact.revision, fact.decision) == (State.ACCEPTED, 1, decision)
    assert (decision.verb, decision.by, decision.revision) == ("accepted", "wang", 1)
    assert effective_fields(fact) == fact.fields


def test_correcting_puts_fields_beside_what_was_read(cast: Any) -> None:
    fact = a_fact()

    review.correct(fact_id=fact.pk, revision=0, fields=ORG, by=cast.editor, reason="写错")

    stands = again(fact)
    assert stands.fields == fact.fields
    assert effective_fields(stands) == ORG
    entry = Entry.objects.get(action="plans.fact.corrected")
    assert (entry.data["before"], entry.data["after"]) == (fact.fields, ORG)


def test_merging_keeps_one_fact_and_names_it_on_the_others(cast: Any) -> None:
    kept, other = two_facts()

    review.merge(revisions=revisions([kept, other]), into=kept.pk, fields=ORG, by=cast.editor)

    assert (again(kept).state, again(other).state) == (State.CORRECTED, State.MERGED)
    assert other.decisions.get().into == kept
    assert effective_fields(again(kept)) == ORG
    assert not again(other).live


def test_splitting_makes_a_fact_of_every_part_at_the_same_words(cast: Any) -> None:
    fact = a_fact()

    review.split(
        fact_id=fact.pk, revision=0, parts=[ORG, dict(ORG, name_text="乙")], by=cast.editor
    )

    parts = list(Fact.objects.filter(parent=fact).order_by("sequence"))
    assert again(fact).state == State.SPLIT
    assert [part.fields["name_text"] for part in parts] == ["省工业和信息化委", "乙"]
    assert {(part.state, part.quote, part.origin) for part in parts} == {
        (State.ADDED, fact.quote, Fact.Origin.PERSON)
    }


def test_adding_quotes_the_words_that_were_selected(cast: Any) -> None:
    plan = a_fact().plan
    start = PLAN.index("培养1000名高级技工")
    fields = {
        "action_text": "培养",
        "object_text": "高级技工",
        "op": "=",
        "count": "１０００",
        "unit": "名",
    }

    result = review.add(
        plan_id=plan.pk,
        type="commitment",
        place=(start, start + 11),
        fields=fields,
        by=cast.editor,
    )

    fact = again(result.facts[0])
    assert (fact.quote, fact.state) == ("培养1000名高级技工", State.ADDED)
    assert fact.fields["count"] == 1000
    assert fact.sentence.startswith("支持企业")


@pytest.mark.parametrize("place", [(0, 10_000), (5, 5), (9, 3)])
def test_words_outside_the_plan_cannot_be_added(cast: Any, place: tuple[int, int]) -> None:
    plan = a_fact().plan

    with pytest.raises(NotPossible, match="所选文字"):
        review.add(plan_id=plan.pk, type="organisation", place=place, fields=ORG, by=cast.editor)


@pytest.mark.parametrize("who", ["viewer", "department", "city", "system"])
@pytest.mark.parametrize("name", ACTS)
def test_only_an_editor_of_the_province_may_decide(name: str, who: str, cast: Any) -> None:
    """SEC-13."""
    fact = a_fact()

    with pytest.raises(NotPermitted):
        ACTS[name](fact, getattr(cast, who))

    assert not Decision.objects.exists()
    assert Fact.objects.filter(state=State.UNREVIEWED).count() == Fact.objects.count()


@pytest.mark.parametrize("name", ACTS)
def test_no_trail_no_decision(name: str, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-25."""

    def fail(*_: Any, **__: Any) -> None:
        raise DatabaseError("no trail")

    fact = a_fact()
    before = Fact.objects.count()
    monkeypatch.setattr("luoshi.plans.actions.deciding.record", fail)

    with pytest.raises(DatabaseError, match="no trail"), transaction.atomic():
        ACTS[name](fact, cast.editor)

    assert not Decision.objects.exists()
    assert Fact.objects.count() == before
    assert again(fact).state == State.UNREVIEWED


@pytest.mark.parametrize("name", ACTS)
def test_a_failure_in_the_ledger_takes_the_decision_back(
    name: str, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("ledger")

    fact = a_fact()
    trail = Entry.objects.count()
    monkeypatch.setitem(slots._filled, "plans.facts_changed", [fail])

    with pytest.raises(RuntimeError, match="ledger"), transaction.atomic():
        ACTS[name](fact, cast.editor)

    assert not Decision.objects.exists()
    assert Entry.objects.count() == trail


@pytest.mark.parametrize("name", ["accept", "correct"])
def test_the_same_verdict_twice_changes_nothing(name: str, cast: Any) -> None:
    fact = a_fact()

    ACTS[name](fact, cast.editor)
    ACTS[name](fact, cast.editor)

    assert Decision.objects.count() == 1
    assert again(fact).revision == 1


def test_the_same_click_twice_is_one_act(cast: Any) -> None:
    """REL-02."""
    fact, act = a_fact(), uuid.uuid4()
    give = {"fact_id": fact.pk, "revision": 0, "parts": [ORG, ORG], "by": cast.editor, "act": act}

    first = review.split(**give)
    second = review.split(**give)

    assert [f.pk for f in first.facts] == [f.pk for f in second.facts]
    assert Fact.objects.filter(parent=fact).count() == 2
    assert Entry.objects.filter(action="plans.fact.split").count() == 1


def test_adding_with_one_click_sent_twice_adds_one_fact(cast: Any) -> None:
    plan, act = a_fact().plan, uuid.uuid4()
    give: dict[str, Any] = {
        "plan_id": plan.pk,
        "type": "organisation",
        "place": (30, 35),
        "fields": ORG,
    }

    review.add(**give, by=cast.editor, act=act)
    review.add(**give, by=cast.editor, act=act)

    assert Fact.objects.filter(origin=Fact.Origin.PERSON).count() == 1


def test_a_decision_on_a_revision_somebody_replaced_is_refused_with_theirs(cast: Any) -> None:
    """REL-05: the other's decision is shown and stays in force."""
    fact = a_fact()
    review.reject(fact_id=fact.pk, revision=0, reason="不是单位", by=cast.editor)

    with pytest.raises(Stale, match="王科长") as caught:
        review.correct(fact_id=fact.pk, revision=0, fields=ORG, by="另一人")

    assert caught.value.status == 409
    assert caught.value.standing == fact.decisions.get(reason="不是单位")
    assert again(fact).state == State.REJECTED


def test_the_database_itself_takes_one_decision_a_revision(cast: Any) -> None:
    fact = a_fact()
    review.accept(fact_id=fact.pk, revision=0, by=cast.editor)
    first = Decision.objects.get()
    first.pk, first.act = None, uuid.uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_the_database_itself_refuses_to_change_or_delete_a_decision(cast: Any) -> None:
    fact = a_fact()
    review.accept(fact_id=fact.pk, revision=0, by=cast.editor)

    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(by="别人")
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(fact=fact).delete()

    assert Decision.objects.get().by == "wang"


def test_only_facts_of_one_kind_and_plan_can_be_merged(cast: Any) -> None:
    one, other = a_fact(), a_fact(kind="citation", fields={"title_text": "纲要", "doc_no": None})

    with pytest.raises(NotPossible, match="同一类型"):
        review.merge(revisions=revisions([one, other]), into=one.pk, fields=ORG, by=cast.editor)


def test_rejecting_needs_a_reason(cast: Any) -> None:
    fact = a_fact()

    with pytest.raises(BadFields, match="理由"):
        review.reject(fact_id=fact.pk, revision=0, reason=" 　", by=cast.editor)


def test_everything_is_accepted_with_one_click_but_what_was_decided_stays(cast: Any) -> None:
    plan = imported().plans[0]
    total = Fact.objects.count()
    one = Fact.objects.all()[0]
    review.reject(fact_id=one.pk, revision=0, reason="不是", by=cast.editor)

    result = bulk.accept_all(selection=Selection(plan_id=plan.pk), by=cast.editor)

    assert result.done == total - 1
    assert again(one).state == State.REJECTED
    assert Fact.objects.filter(state=State.ACCEPTED).count() == total - 1
    assert Entry.objects.filter(action="plans.facts.accepted").count() == 1


def test_a_doubted_fact_is_left_out_of_everything_without_a_doubt(cast: Any) -> None:
    plan = imported().plans[0]
    doubted = plan.facts.filter(type="heading")[0]
    doubt = plan.doubts.create(
        code="LS999", severity="error", message="矛盾", start=0, end=1, key="x"
    )
    doubt.facts.add(doubted)

    bulk.accept_all(selection=Selection(plan_id=plan.pk, without_doubt=True), by=cast.editor)

    assert again(doubted).state == State.UNREVIEWED
    assert list(Fact.objects.filter(state=State.UNREVIEWED)) == [doubted]


def test_only_facts_that_are_sure_are_accepted_when_that_is_asked_row_4(cast: Any) -> None:
    plan = imported().plans[0]
    Fact.objects.update(confidence=SURE - 0.01)
    keys = list(plan.facts.values_list("pk", flat=True))
    Fact.objects.filter(pk=keys[0]).update(confidence=SURE)
    Fact.objects.filter(pk=keys[1]).update(confidence=None)

    result = bulk.accept_all(selection=Selection(plan_id=plan.pk, sure=True), by=cast.editor)

    assert result.done == 1
    assert list(Fact.objects.filter(state=State.ACCEPTED).values_list("pk", flat=True)) == keys[:1]


def test_every_fact_that_was_read_is_stored_with_its_confidence() -> None:
    plan = imported().plans[0]

    sure = set(plan.facts.values_list("confidence", flat=True))

    assert None not in sure
    assert len(sure) > 1
    assert all(each and 0 < each < 1 for each in sure)


def test_a_bulk_act_is_undone_with_one_click_except_what_was_decided_since(cast: Any) -> None:
    plan = imported().plans[0]
    total = Fact.objects.count()
    done = bulk.accept_all(selection=Selection(plan_id=plan.pk), by=cast.editor)
    one = Fact.objects.all()[0]
    review.reject(fact_id=one.pk, revision=1, reason="不是", by=cast.editor)

    result = undoing.undo_act(undone=done.act, by=cast.editor)

    assert (result.done, result.left) == (total - 1, 1)
    assert again(one).state == State.REJECTED
    assert Fact.objects.filter(state=State.UNREVIEWED, decision=None).count() == total - 1


def test_accepting_everything_takes_the_same_statements_for_few_and_many(
    cast: Any, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    plan = Plan.objects.get(pk=imported().plans[0].pk)
    for _ in range(300):
        a_fact(plan=plan)

    with django_assert_max_num_queries(30):
        bulk.accept_all(selection=Selection(plan_id=plan.pk), by=cast.editor)


def test_higher_contexts_hear_of_every_decision_and_undoing(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = a_fact()
    heard: list[str] = []
    monkeypatch.setitem(
        slots._filled,
        "plans.facts_changed",
        [lambda *, facts, by: heard.extend(f"{each.state} {by}" for each in facts)],
    )

    review.accept(fact_id=fact.pk, revision=0, by=cast.editor)
    undoing.undo(fact_id=fact.pk, revision=1, by=cast.editor)

    assert heard == ["accepted wang", "unreviewed wang"]
