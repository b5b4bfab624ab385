"""Two reviewers at the same moment: one decision stands, the other is told, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from luoshi.kernel import jobs
from luoshi.kernel.models import JobRun
from luoshi.plans.actions import bulk, proposing, review
from luoshi.plans.actions.refusals import NotPossible, Stale
from luoshi.plans.actions.second import ask_second_reader, withdraw_proposals
from luoshi.plans.models import Decision, Fact, SecondReading
from luoshi.plans.queries import Selection
from luoshi.plans.tests.factories import a_fact, imported
from luoshi.plans.tests.speaking import TRUE, Fake, lines

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


@pytest.mark.usefixtures("later")
def test_two_who_ask_the_second_reader_at_once_ask_once(model: Fake) -> None:
    version = imported().version

    together(
        *(
            lambda by=by: ask_second_reader(version_id=version.pk, by=by)
            for by in ("甲", "乙", "丙")
        )
    )

    assert SecondReading.objects.count() == 1
    assert JobRun.objects.filter(name="plans.second").count() == 1


@pytest.mark.usefixtures("later")
def test_a_run_done_twice_at_once_proposes_once(model: Fake) -> None:
    """REL-22: the second finds it in other hands, or over."""
    model.says(lines(*TRUE))
    reading = ask_second_reader(version_id=imported().version.pk, by="甲")

    together(*[lambda: proposing.read_second(reading=reading.pk)] * 2)
    jobs.perform.func(JobRun.objects.latest("pk").pk)

    assert Fact.objects.filter(state=Fact.State.PROPOSED).count() == len(TRUE)
    assert SecondReading.objects.get().state == SecondReading.State.DONE


def test_of_taking_and_withdrawing_at_once_one_stands(model: Fake) -> None:
    """REL-05."""
    model.says(lines(TRUE[0]))
    version = imported().version
    ask_second_reader(version_id=version.pk, by="甲")
    fact = Fact.objects.get(state=Fact.State.PROPOSED)

    together(
        lambda: review.accept(fact_id=fact.pk, revision=0, by="甲"),
        lambda: withdraw_proposals(version_id=version.pk, by="乙"),
    )

    fact.refresh_from_db()
    taken = Decision.objects.filter(fact=fact).exists()
    assert fact.state == (Fact.State.ACCEPTED if taken else Fact.State.WITHDRAWN)
