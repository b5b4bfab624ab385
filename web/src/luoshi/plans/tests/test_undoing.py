"""Decisions are undone whole, and what was decided since is not undone by half."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.plans.actions import review, undoing
from luoshi.plans.actions.refusals import NotPossible, Stale
from luoshi.plans.models import Fact
from luoshi.plans.queries import effective_fields
from luoshi.plans.tests.deciding import ACTS, ORG, again, revisions, two_facts
from luoshi.plans.tests.factories import a_fact

pytestmark = pytest.mark.django_db
State = Fact.State


@pytest.mark.parametrize("name", ["accept", "correct", "reject"])
def test_undoing_brings_back_what_stood_before(name: str, cast: Any) -> None:
    fact = a_fact()
    ACTS[name](fact, cast.editor)

    undoing.undo(fact_id=fact.pk, revision=1, by=cast.editor)

    stands = again(fact)
    assert (stands.state, stands.revision, stands.decision) == (State.UNREVIEWED, 2, None)
    assert [each.verb for each in fact.decisions.order_by("revision")][-1] == "undone"


def test_undoing_a_correction_of_an_accepted_fact_leaves_it_accepted(cast: Any) -> None:
    fact = a_fact()
    review.accept(fact_id=fact.pk, revision=0, by=cast.editor)
    review.correct(fact_id=fact.pk, revision=1, fields=ORG, by=cast.editor)

    undoing.undo(fact_id=fact.pk, revision=2, by=cast.editor)

    stands = again(fact)
    assert (stands.state, stands.revision) == (State.ACCEPTED, 3)
    assert effective_fields(stands) == fact.fields


def test_a_merge_is_undone_whole_from_any_of_its_facts(cast: Any) -> None:
    facts = two_facts()
    review.merge(revisions=revisions(facts), into=facts[0].pk, fields=ORG, by=cast.editor)

    undoing.undo(fact_id=facts[1].pk, revision=1, by=cast.editor)

    assert {again(fact).state for fact in facts} == {State.UNREVIEWED}


def test_a_split_is_undone_whole_and_its_parts_withdrawn(cast: Any) -> None:
    fact = a_fact()
    review.split(fact_id=fact.pk, revision=0, parts=[ORG, ORG], by=cast.editor)
    part = Fact.objects.filter(parent=fact)[0]

    undoing.undo(fact_id=part.pk, revision=1, by=cast.editor)

    assert again(fact).state == State.UNREVIEWED
    assert {each.state for each in Fact.objects.filter(parent=fact)} == {State.WITHDRAWN}


def test_a_split_whose_part_was_decided_since_is_not_undone_by_half(cast: Any) -> None:
    fact = a_fact()
    review.split(fact_id=fact.pk, revision=0, parts=[ORG, ORG], by=cast.editor)
    part = Fact.objects.filter(parent=fact)[0]
    review.reject(fact_id=part.pk, revision=1, reason="多余", by=cast.editor)

    with pytest.raises(Stale):
        undoing.undo(fact_id=fact.pk, revision=1, by=cast.editor)

    assert again(fact).state == State.SPLIT
    assert again(part).state == State.REJECTED


def test_merged_facts_are_not_decided_before_the_merge_is_undone(cast: Any) -> None:
    facts = two_facts()
    review.merge(revisions=revisions(facts), into=facts[0].pk, fields=ORG, by=cast.editor)

    with pytest.raises(NotPossible, match="已合并"):
        review.accept(fact_id=facts[1].pk, revision=1, by=cast.editor)
