"""Many senders at the same moment: one row a key, one receipt, one first version (T2, T2b)."""

from __future__ import annotations

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from luoshi.kernel.models import Entry
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import Refusal
from luoshi.reporting.actions import submit
from luoshi.reporting.models import Duty, Line, Step, Submission
from luoshi.reporting.tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

SENDERS, KEYS = 8, 50


def _send(duty: Duty, line: Line, key: uuid.UUID, by: Any) -> tuple[int, str]:
    receipt = submit(
        duty_id=duty.pk, client_key=key, by=by, content=factories.said((line, 12)), based_on=0,
        header=factories.HEADER,
    )  # fmt: skip
    return receipt.number, receipt.digest


def test_eight_senders_of_fifty_keys_make_fifty_rows_with_one_receipt_each(
    tree: Any, cast: Any
) -> None:
    """REL-02, REL-04: on PostgreSQL no doubled row; on SQLite no lock error either."""
    form = factories.form()
    line = factories.line(form, "L01")
    rounds = [factories.cycle(form, Period.month(2010 + n // 12, n % 12 + 1)) for n in range(KEYS)]
    duties = [factories.duty(one, tree.jinshui) for one in rounds]
    keys = [uuid.uuid4() for _duty in duties]
    gate = Barrier(SENDERS)

    def sender(_number: int) -> list[tuple[int, str]]:
        try:
            answers = []
            for duty, key in zip(duties, keys, strict=True):
                gate.wait(timeout=60)
                answers.append(_send(duty, line, key, cast.county))
            return answers
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as people:
        receipts = list(people.map(sender, range(SENDERS)))

    assert Submission.objects.count() == KEYS
    assert set(Submission.objects.values_list("client_key", flat=True)) == set(keys)
    assert Step.objects.count() == KEYS
    assert Entry.objects.filter(action="reporting.submission.sent").count() == KEYS
    for number in range(KEYS):
        assert len({receipt[number] for receipt in receipts}) == 1


def test_of_eight_first_reports_at_once_one_is_the_first(tree: Any, cast: Any) -> None:
    """REL-08: a row that does not exist yet cannot be locked; the duty is."""
    form = factories.form()
    line = factories.line(form, "L01")
    duty = factories.duty(factories.cycle(form), tree.jinshui)
    gate = Barrier(SENDERS)

    def sender(_number: int) -> str:
        try:
            gate.wait(timeout=60)
            _send(duty, line, uuid.uuid4(), cast.county)
        except Refusal as refusal:
            return refusal.code
        else:
            return "sent"
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as people:
        ends = Counter(people.map(sender, range(SENDERS)))

    assert ends == {"sent": 1, "reporting.stale": SENDERS - 1}
    assert list(Submission.objects.values_list("number", flat=True)) == [1]
