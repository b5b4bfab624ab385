"""A proposal counts nowhere until a person takes it; then it is as any other fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from luoshi.accounts.api import scope_of
from luoshi.plans import panels
from luoshi.plans.actions import bulk, review, undoing
from luoshi.plans.actions.rereading import reread
from luoshi.plans.actions.second import ask_second_reader, withdraw_proposals
from luoshi.plans.models import Decision, Fact, Plan
from luoshi.plans.queries import (
    Selection,
    effective_fields,
    live_facts,
    plans_with_progress,
    selected,
    unreviewed,
    visible_facts,
)
from luoshi.plans.queries.across import figures_across, measures_across
from luoshi.plans.tests.deciding import again
from luoshi.plans.tests.factories import PLAN, imported
from luoshi.plans.tests.speaking import TRUE, Fake, lines
from luoshi.plans.tests.test_rereading import read_as

pytestmark = pytest.mark.django_db
State = Fact.State


@pytest.fixture
def proposed(plan: Plan, cast: Any, model: Fake) -> list[Fact]:
    """Return what a model proposed: a cluster, a project and a figure."""
    model.says(lines(*TRUE))
    ask_second_reader(version_id=plan.version_id, by=cast.editor)
    return list(plan.facts.filter(state=State.PROPOSED).order_by("start"))


def counts(cast: Any) -> dict[str, Any]:
    """Return every number that facts make."""
    scope = scope_of(cast.editor)
    (plan,) = plans_with_progress().values("total", "decided")
    return {
        **plan,
        "live": live_facts().count(),
        "waiting": unreviewed(Selection()).count(),
        "figures": figures_across(scope).count(),
        "measures": measures_across(scope).count(),
        "to do": [todo.count for todo in panels.todos(cast.editor)],
        "found": len(panels.found(cast.editor, ["高级技工"], 10)),
    }


def test_a_proposal_counts_nowhere_until_it_is_taken(plan: Plan, cast: Any, model: Fake) -> None:
    """The ledger hears of it only then: see the tests of the ledger."""
    before = counts(cast)
    model.says(lines(*TRUE))
    ask_second_reader(version_id=plan.version_id, by=cast.editor)
    figure = Fact.objects.get(state=State.PROPOSED, type="figure")

    assert counts(cast) == before
    assert not figure.live
    assert not figure.counted
    (shown,) = plans_with_progress().values_list("proposed", flat=True)
    assert shown == 3

    review.accept(fact_id=figure.pk, revision=0, by=cast.editor)

    after = counts(cast)
    for name in ("total", "decided", "live", "figures"):
        assert after[name] == before[name] + 1, name
    assert after["waiting"] == before["waiting"]
    assert again(figure).live


def test_nobody_outside_the_province_sees_a_proposal(proposed: list[Fact], cast: Any) -> None:
    seen = visible_facts(scope_of(cast.city)).filter(pk__in=[fact.pk for fact in proposed])
    assert not seen.exists()

    review.accept(fact_id=proposed[0].pk, revision=0, by=cast.editor)

    assert seen.get() == proposed[0]


def test_accepting_all_leaves_proposals_and_ticking_them_takes_them(
    proposed: list[Fact], cast: Any
) -> None:
    result = bulk.accept_all(selection=Selection(), by=cast.editor)

    assert {again(fact).state for fact in proposed} == {State.PROPOSED}
    assert not {fact.pk for fact in result.facts} & {fact.pk for fact in proposed}
    assert selected(Selection(sure=True)).filter(state=State.PROPOSED).count() == 0

    bulk.accept_these(ids=[proposed[0].pk], by=cast.editor)
    bulk.reject_these(ids=[proposed[1].pk], reason="不是项目", by=cast.editor)

    states = [again(fact).state for fact in proposed]
    assert states == [State.ACCEPTED, State.REJECTED, State.PROPOSED]


UNDONE: dict[str, Callable[[Fact, Any], Any]] = {
    "accept": lambda fact, by: review.accept(fact_id=fact.pk, revision=0, by=by),
    "correct": lambda fact, by: review.correct(
        fact_id=fact.pk, revision=0, fields={**fact.fields, "name_text": "技术中心"}, by=by
    ),
    "reject": lambda fact, by: review.reject(fact_id=fact.pk, revision=0, reason="不是集群", by=by),
    "split": lambda fact, by: review.split(
        fact_id=fact.pk, revision=0, parts=[fact.fields, fact.fields], by=by
    ),
    "tick": lambda fact, by: bulk.accept_these(ids=[fact.pk], by=by),
}


@pytest.mark.parametrize("act", UNDONE)
def test_undoing_any_decision_makes_it_a_proposal_again(
    act: str, proposed: list[Fact], cast: Any
) -> None:
    fact = proposed[0]

    UNDONE[act](fact, cast.editor)
    assert again(fact).state not in {State.PROPOSED, State.UNREVIEWED}
    assert again(fact).counted is (act != "reject")
    undoing.undo(fact_id=fact.pk, revision=1, by=cast.editor)

    assert (again(fact).state, again(fact).decision) == (State.PROPOSED, None)
    assert not again(fact).live
    assert effective_fields(again(fact)) == fact.fields


def test_a_proposal_merged_into_a_fact_waits_again_when_that_is_undone(
    plan: Plan, proposed: list[Fact], cast: Any
) -> None:
    figure, read = proposed[2], plan.facts.get(type="figure", origin=Fact.Origin.READER)
    review.merge(
        revisions={figure.pk: 0, read.pk: 0}, into=read.pk, fields=read.fields, by=cast.editor
    )
    assert again(figure).state == State.MERGED

    undoing.undo(fact_id=figure.pk, revision=1, by=cast.editor)

    assert (again(figure).state, again(read).state) == (State.PROPOSED, State.UNREVIEWED)


def test_a_rejected_proposal_counts_neither_as_read_nor_as_decided(
    proposed: list[Fact], cast: Any
) -> None:
    before = counts(cast)

    review.reject(fact_id=proposed[0].pk, revision=0, reason="不是集群", by=cast.editor)

    assert counts(cast) == before


def test_what_is_decided_is_not_taken_back(plan: Plan, proposed: list[Fact], cast: Any) -> None:
    review.accept(fact_id=proposed[0].pk, revision=0, by=cast.editor)
    review.reject(fact_id=proposed[1].pk, revision=0, reason="不是项目", by=cast.editor)

    assert withdraw_proposals(version_id=plan.version_id, by=cast.editor) == 1

    states = [again(fact).state for fact in proposed]
    assert states == [State.ACCEPTED, State.REJECTED, State.WITHDRAWN]


def as_the_reader(fact: Fact, **fields: Any) -> Callable[[list[Any]], list[Any]]:
    """Let the reader find itself what was proposed, with other fields where some are given."""

    def found(facts: list[Any]) -> list[Any]:
        like = facts[0]
        names = ("type", "start", "end", "quote", "sentence", "evidence")
        values = {name: getattr(fact, name) for name in names}
        key = f"{fact.type}:{fact.start}-{fact.end}"
        own = type(like)(**values, fields=fact.fields | fields, key=key, confidence=0.97)
        return [*facts, own]

    return found


def test_what_the_reader_now_finds_itself_is_its_own(
    plan: Plan, proposed: list[Fact], cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_as(monkeypatch, as_the_reader(proposed[1]))

    reread(version_id=plan.version_id, by=cast.editor)

    assert again(proposed[1]).state == State.WITHDRAWN
    mine = plan.facts.get(type="project", origin=Fact.Origin.READER)
    assert (mine.state, mine.reading) == (State.UNREVIEWED, Fact.Reading.NEW)
    assert {again(fact).state for fact in (proposed[0], proposed[2])} == {State.PROPOSED}


@pytest.mark.parametrize("newer", [{}, {"name_text": "改造"}])
def test_a_decided_proposal_stays_and_shows_what_the_reader_makes_of_it(
    newer: Any,
    plan: Plan,
    proposed: list[Fact],
    cast: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    review.accept(fact_id=proposed[1].pk, revision=0, by=cast.editor)
    read_as(monkeypatch, as_the_reader(proposed[1], **newer))

    for _ in range(2):
        reread(version_id=plan.version_id, by=cast.editor)
        fact = again(proposed[1])
        assert fact.state == State.ACCEPTED
        assert (fact.newer is not None) is bool(newer)
        assert plan.facts.filter(type="project").count() == 1


def test_reading_the_same_again_leaves_proposals(
    plan: Plan, proposed: list[Fact], cast: Any
) -> None:
    before = list(Fact.objects.order_by("pk").values())

    assert reread(version_id=plan.version_id, by=cast.editor).changes == []

    assert list(Fact.objects.order_by("pk").values()) == before


def test_a_new_version_keeps_what_was_taken_and_proposes_nothing_by_itself(
    proposed: list[Fact], cast: Any, model: Fake
) -> None:
    corrected = {**proposed[0].fields, "places": ["全省"]}
    review.correct(fact_id=proposed[0].pk, revision=0, fields=corrected, by=cast.editor)
    review.reject(fact_id=proposed[1].pk, revision=0, reason="不是项目", by=cast.editor)

    newer = imported(PLAN.replace("12500", "13000"))

    (carried,) = Fact.objects.filter(plan__version=newer.version, origin=Fact.Origin.SECOND)
    assert carried.quote == "省级技术中心"
    assert (carried.state, carried.proposer) == (State.CORRECTED, "qwen-14b")
    assert effective_fields(carried) == corrected
    assert carried.decision is not None
    assert "沿用第1版" in carried.decision.reason
    undoing.undo(fact_id=carried.pk, revision=1, by=cast.editor)
    assert again(carried).state == State.PROPOSED

    ask_second_reader(version_id=newer.version.pk, by=cast.editor)
    quotes = Fact.objects.filter(plan__version=newer.version, state=State.PROPOSED)
    assert sorted(fact.type for fact in quotes) == ["cluster", "figure"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "reader", "proposer": ""},
        {"proposer": ""},
        {"state": "unreviewed", "origin": "person"},
        {"state": "accepted"},
    ],
)
def test_the_database_holds_proposals_together(wrong: dict[str, str], proposed: list[Fact]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.filter(pk=proposed[0].pk).update(**wrong)


def test_two_at_once_one_takes_and_the_other_withdraws(
    plan: Plan, proposed: list[Fact], cast: Any
) -> None:
    """REL-05: whoever comes second is told, and nothing of the first is lost."""
    withdraw_proposals(version_id=plan.version_id, by=cast.editor)

    with pytest.raises(review.NotPossible, match="已撤销"):
        review.accept(fact_id=proposed[0].pk, revision=0, by=cast.editor)
    assert not Decision.objects.exists()
