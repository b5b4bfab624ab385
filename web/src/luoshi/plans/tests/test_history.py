"""Whatever people do in whatever order, the state on a fact is what its decisions add up to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.kernel.models import Entry
from luoshi.plans.actions import review, undoing
from luoshi.plans.actions.refusals import NotPossible, Stale
from luoshi.plans.models import Decision, Fact
from luoshi.plans.queries import effective_fields
from luoshi.plans.tests.factories import a_fact

FIELDS = {"name_text": "省财政厅", "category": "government"}
ACTS = st.sampled_from(["accept", "correct", "reject", "split", "undo", "stale"])


def do(act: str, fact: Fact, by: Any) -> None:
    give = {"fact_id": fact.pk, "revision": fact.revision, "by": by}
    if act == "accept":
        review.accept(**give)
    elif act == "correct":
        review.correct(**give, fields=FIELDS)
    elif act == "reject":
        review.reject(**give, reason="不是")
    elif act == "split":
        review.split(**give, parts=[FIELDS, FIELDS])
    elif act == "undo":
        undoing.undo(**give)
    else:
        review.accept(fact_id=fact.pk, revision=fact.revision + 7, by=by)


def added_up(fact: Fact) -> Decision | None:
    """Return the decision in force, from the history alone."""
    standing: Decision | None = None
    for decision in fact.decisions.select_related("undoes__before").order_by("revision"):
        if decision.verb == Decision.Verb.UNDONE:
            assert decision.undoes == standing
            standing = decision.undoes.before if decision.undoes else None
        else:
            assert decision.before == standing
            standing = decision
    return standing


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ACTS, max_size=8))
def test_the_state_is_what_the_decisions_add_up_to(cast: Any, acts: list[str]) -> None:
    fact = a_fact()
    entries = Entry.objects.count()
    written = 0

    for act in acts:
        before = Decision.objects.count()
        try:
            do(act, fact, cast.editor)
        except (NotPossible, Stale):
            assert Decision.objects.count() == before
        written += Decision.objects.count() > before
        fact.refresh_from_db()

    standing = added_up(fact)
    assert fact.decision == standing
    assert fact.revision == fact.decisions.count()
    assert fact.state == (standing.verb if standing else Fact.State.UNREVIEWED)
    stands = standing.fields if standing and standing.fields else fact.fields
    assert effective_fields(fact) == stands
    assert Entry.objects.count() == entries + written
    parts = Fact.objects.filter(parent=fact)
    live = parts.exclude(state=Fact.State.WITHDRAWN)
    assert live.count() == (2 if fact.state == Fact.State.SPLIT else 0)
