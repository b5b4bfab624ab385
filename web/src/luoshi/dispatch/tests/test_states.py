"""Whatever people do, in whatever order: no state is skipped, nobody acts for another (SEC-19)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.dispatch import actions, queries
from luoshi.dispatch.actions import Given
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.rules import Part
from luoshi.dispatch.tests import factories
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db
State = Assignment.State
#: From where each act may lead where; everything else leaves the state as it is.
LEADS = {
    ("read", State.UNREAD): State.READ,
    ("sign", State.UNREAD): State.SIGNED,
    ("sign", State.READ): State.SIGNED,
    ("return", State.UNREAD): State.RETURNED,
    ("return", State.READ): State.RETURNED,
    **{("withdraw", state): State.WITHDRAWN for state in State},
}
#: Who may do what; the province acts for nobody else.
ACTORS = {"read": "department", "sign": "department", "return": "department", "withdraw": "editor"}
acts = st.sampled_from(["read", "sign", "return", "withdraw", "split"])
people = st.sampled_from(["editor", "department", "city", "viewer", "system"])


def act_on(held: Assignment, act: str, by: Any, city: Any) -> Callable[[], Any]:
    parts = [Given(city.pk, Part(Decimal(5), "辆"))]
    return {
        "read": lambda: actions.mark_read(ids=[held.pk], by=by),
        "sign": lambda: actions.sign(ids=[held.pk], by=by),
        "return": lambda: actions.return_(ids=[held.pk], reason="不是职责", by=by),
        "withdraw": lambda: actions.withdraw(ids=[held.pk], reason="任务已调整", by=by),
        "split": lambda: actions.hand_down(assignment_id=held.pk, parts=parts, by=by),
    }[act]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.tuples(acts, people), min_size=1, max_size=8))
def test_no_order_of_acts_leads_where_none_of_them_may(
    sent: Any, cast: Any, tree: Any, steps: list[tuple[str, str]]
) -> None:
    with transaction.atomic():
        held = factories.held(factories.CARS, tree.industry)
        expected = State.UNREAD
        for act, who in steps:
            entries = Entry.objects.count()
            before = expected
            if ACTORS.get(act) == who:
                expected = LEADS.get((act, before), before)
            done = True
            try:
                act_on(held, act, getattr(cast, who), tree.zhengzhou)()
            except Refusal:
                done = False

            held.refresh_from_db()
            assert held.state == expected, (act, who)
            if expected != before:
                assert Entry.objects.count() > entries  # no change without its entry
            parts = queries.children(held)
            if expected != State.SIGNED:
                assert not parts.exists()
            if act == "split" and done:
                assert (who, before) == ("department", State.SIGNED)
            assert sum(part.amount or 0 for part in parts) <= 18000
        transaction.set_rollback(True)
