"""Two people at the same moment: one act stands, the other finds it, nothing is doubled (T2)."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from luoshi.dispatch import actions, queries
from luoshi.dispatch.actions import Given
from luoshi.dispatch.models import Assignment, Dispatch
from luoshi.dispatch.rules import Part
from luoshi.dispatch.tests import factories
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[str]:
    """Run acts at the same moment, each with its own connection; say how each went."""
    gate = threading.Barrier(len(acts))
    ends: list[str] = []

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            act()
            ends.append("done")
        except Refusal as refusal:
            ends.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_two_handing_down_one_plan_at_once_make_one_act(plan: Any, cast: Any) -> None:
    ends = together(*(lambda: factories.hand_out(plan, by=cast.editor) for _ in range(3)))

    assert ends == ["dispatch.nothing_new", "dispatch.nothing_new", "done"]
    assert Dispatch.objects.get().number == 1
    assert Assignment.objects.count() == 10


def test_one_click_sent_three_times_at_once_is_one_act(plan: Any, cast: Any) -> None:
    """REL-02."""
    key = uuid.uuid4()

    ends = together(
        *(
            lambda: actions.dispatch_plan(plan_id=plan.pk, client_key=key, by=cast.editor)
            for _ in range(3)
        )
    )

    assert ends == ["done", "done", "done"]
    assert Dispatch.objects.count() == 1


def test_signing_at_once_is_signed_once(sent: Any, cast: Any, tree: Any) -> None:
    held = factories.held(factories.CARS, tree.industry)

    together(*(lambda: actions.sign(ids=[held.pk], by=cast.department) for _ in range(3)))

    assert Entry.objects.filter(action="dispatch.assignment.signed").count() == 1


def test_signing_and_returning_at_once_leaves_one_of_them(sent: Any, cast: Any, tree: Any) -> None:
    held = factories.held(factories.CARS, tree.industry)

    together(
        lambda: actions.sign(ids=[held.pk], by=cast.department),
        lambda: actions.return_(ids=[held.pk], reason="不是职责", by=cast.department),
    )

    held.refresh_from_db()
    assert (held.signed_at is None) != (held.returned_at is None)


def test_two_splits_at_once_never_exceed_the_whole(lead: Assignment, cast: Any, tree: Any) -> None:
    """GOV-05."""

    def give(agency: Any) -> None:
        part = Part(Decimal(10000), "辆")
        actions.hand_down(assignment_id=lead.pk, parts=[Given(agency.pk, part)], by=cast.department)

    ends = together(lambda: give(tree.zhengzhou), lambda: give(tree.luoyang))

    assert ends == ["dispatch.too_much", "done"]
    assert queries.split_of(lead).rest == 8000
