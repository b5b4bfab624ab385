"""What a model proposes is on no list and in no number of the ledger until a person takes it."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.accounts.api import scope_of
from luoshi.enterprises.models import Mention
from luoshi.ledger import queries
from luoshi.ledger.models import IndicatorUse, Item
from luoshi.plans.actions import review, undoing
from luoshi.plans.actions.second import ask_second_reader
from luoshi.plans.api import Fact, Plan
from luoshi.plans.tests.factories import imported
from luoshi.plans.tests.speaking import TRUE, lines, speaking

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(settings: Any, tmp_path: Any, cast: Any) -> Plan:
    """Return a plan about which a model has proposed a cluster, a project and a figure."""
    settings.MEDIA_ROOT = tmp_path
    plan: Plan = imported().plans[0]
    with speaking() as fake:
        settings.SECOND_READER_URL, settings.SECOND_READER_MODEL = fake.address, "qwen-14b"
        fake.says(lines(*TRUE))
        ask_second_reader(version_id=plan.version_id, by=cast.editor)
    return plan


def numbers(cast: Any) -> tuple[Any, ...]:
    scope = scope_of(cast.editor)
    return (
        queries.items(scope).count(),
        queries.indicator_uses(scope).count(),
        IndicatorUse.objects.count(),
        Mention.objects.count(),
        sorted(Item.objects.exclude(state=Item.State.WITHDRAWN).values_list("kind", flat=True)),
    )


def test_a_proposal_is_on_the_ledger_once_it_is_taken_and_no_more_once_that_is_undone(
    plan: Plan, cast: Any
) -> None:
    figure = Fact.objects.get(state=Fact.State.PROPOSED, type="figure")
    before = numbers(cast)
    assert not Item.objects.filter(fact__origin=Fact.Origin.SECOND).exists()

    review.accept(fact_id=figure.pk, revision=0, by=cast.editor)
    item = Item.objects.get(fact=figure)
    assert (item.kind, item.state) == (Item.Kind.TARGET, Item.State.LIVE)
    taken = numbers(cast)
    assert taken[0] == before[0] + 1
    assert taken[1] == before[1] + 1

    undoing.undo(fact_id=figure.pk, revision=1, by=cast.editor)
    assert numbers(cast) == before
    item.refresh_from_db()
    assert item.state == Item.State.WITHDRAWN


def test_a_rejected_proposal_never_comes_to_the_ledger(plan: Plan, cast: Any) -> None:
    before = numbers(cast)

    for fact in Fact.objects.filter(state=Fact.State.PROPOSED):
        review.reject(fact_id=fact.pk, revision=0, reason="不是事实", by=cast.editor)

    assert numbers(cast) == before
