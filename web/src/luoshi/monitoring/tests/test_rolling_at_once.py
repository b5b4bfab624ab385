"""What the roll-up costs, that it is never half done, and many at once (REL-05, REL-14, T2)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.agencies.api import Agency
from luoshi.kernel import slots
from luoshi.kernel.periods import Period
from luoshi.ledger.api import DerivedTerm, Indicator
from luoshi.monitoring.actions.rolling import roll_up
from luoshi.monitoring.models import Reading
from luoshi.monitoring.queries.recomputed import totals
from luoshi.monitoring.tests.history import History
from luoshi.monitoring.tests.totals import JUNE, stored, value
from luoshi.reporting.models import Submission

D = Decimal


@pytest.fixture
def vehicles(db: None) -> Indicator:
    return Indicator.objects.create(name="新能源汽车产量", unit="辆")


def statements(tree: Any, lines: int) -> int:
    """Return how many statements one acceptance of a report with many lines takes."""
    many = Indicator.objects.bulk_create(Indicator(name=f"指标{lines}-{at}") for at in range(lines))
    history = History.of(many)
    sent = history.submit(history.duty(tree.luoyang, JUNE), {at: D(1) for at in range(lines)})
    with CaptureQueriesContext(connection) as counted:
        history.accept(sent, tree.province)
    return len(counted)


def test_the_cost_of_an_acceptance_does_not_grow_with_lines_or_history(
    tree: Any, vehicles: Indicator
) -> None:
    """REL-14: the same number of statements for 2 lines, for 20, and with a year of history."""
    few = statements(tree, 2)
    assert statements(tree, 20) == few
    history = History.of([vehicles])
    for month in range(1, 7):
        sent = history.submit(history.duty(tree.luoyang, Period.month(2016, month)), {0: D(1)})
        history.accept(sent, tree.province)
    assert statements(tree, 3) == few


def test_an_acceptance_that_fails_leaves_no_total(
    tree: Any, vehicles: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half is impossible: totals change with the acceptance or not at all."""
    history = History.of([vehicles])
    sent = history.submit(history.duty(tree.luoyang, JUNE), {0: D(5)})

    def powerless(**_named: object) -> None:
        msg = "the power went"
        raise RuntimeError(msg)

    monkeypatch.setattr(slots, "_filled", {"reporting.accepted": [roll_up, powerless]})
    with pytest.raises(RuntimeError):
        history.accept(sent, tree.province)
    assert not Reading.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_reports_accepted_at_once_lose_nothing_and_lock_nobody_out(tree: Any) -> None:
    """REL-05, T2: eight reports whose lines stand in every order, all accepted in one moment."""
    many = [Indicator.objects.create(name=f"指标{at}") for at in range(6)]
    derived = Indicator.objects.create(name="折算")
    for one in many:
        DerivedTerm.objects.create(indicator=derived, source=one, factor=D("0.5"))
    history = History.of(many)
    sent = []
    for at in range(8):
        agency = Agency.objects.add_child(
            tree.province, create_kwargs={"name": f"第{at}市", "code": f"x{at}", "level": "city"}
        )
        lines = [(at + step) % 6 for step in range(4)]
        said = history.submit(history.duty(agency, JUNE), {line: D(at + 1) for line in lines})
        sent.append(said.pk)
    together = Barrier(len(sent))

    def accept(pk: int) -> None:
        try:
            together.wait()
            history.accept(Submission.objects.get(pk=pk), tree.province)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sent)) as people:
        list(people.map(accept, sent))
    assert stored() == totals(JUNE.code)
    assert value(derived, tree.province) == 4 * sum(range(1, 9)) * D("0.5")
