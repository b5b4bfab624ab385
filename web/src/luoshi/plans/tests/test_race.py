"""Two reviewers at the same moment: one decision stands, the other is told, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from luoshi.plans.actions import bulk, review
from luoshi.plans.actions.refusals import NotPossible, Stale
from luoshi.plans.models import Decision, Fact
from luoshi.plans.queries import Selection
from luoshi.plans.tests.factories import a_fact, imported

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[str]:
    """Run acts at the same moment, each in a thread with its own connection; say how each went."""
    gate = threading.Barrier(len(acts))
    ends: list[str] = []

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            act()
            ends.append("done")
        except (Stale, NotPossible) as refusal:
            ends.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_of_many_at_once_on_one_fact_one_stands_and_the_rest_see_it() -> None:
    """REL-05, REL-07."""
    fact = a_fact()

    ends = together(
        *(
            lambda name=name: review.reject(
                fact_id=fact.pk, revision=0, reason=f"{name}认为不是", by=name
            )
            for name in ("甲", "乙", "丙", "丁")
        )
    )

    fact.refresh_from_db()
    assert ends == ["done", "plans.stale", "plans.stale", "plans.stale"]
    assert Decision.objects.count() == 1
    assert fact.revision == 1
    assert fact.decision == Decision.objects.get()


def test_two_accepting_everything_at_once_decide_every_fact_once() -> None:
    plan = imported().plans[0]
    select = Selection(plan_id=plan.pk)

    together(
        lambda: bulk.accept_all(selection=select, by="甲"),
        lambda: bulk.accept_all(selection=select, by="乙"),
    )

    assert Decision.objects.count() == Fact.objects.count()
    assert set(Fact.objects.values_list("revision", flat=True)) == {1}


def test_the_same_file_imported_twice_at_once_is_kept_once() -> None:
    together(imported, imported)

    assert Fact.objects.values("plan__version").distinct().count() == 1
