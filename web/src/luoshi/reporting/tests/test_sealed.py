"""What was sent is held against the trail, whose chain shows a change (SEC-24)."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.kernel import chain
from luoshi.kernel.tests.test_chain import owner, seal
from luoshi.reporting.models import Submission
from luoshi.reporting.queries.sealed import breaks
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.filled import county

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(tree: Any, cast: Any) -> Submission:
    """Return an accepted version of the county's report."""
    june = county(tree.jinshui, cast.county)
    factories.type_in(
        june.duty, cast.county,
        (june.month, "value", "120.50"), (june.month, "explanation", " 新增一条生产线 "),
    )  # fmt: skip
    receipt = factories.send(june.duty, cast.county)
    factories.take(receipt, cast.city_reviewer)
    seal()
    return receipt.submission


def test_what_was_sent_and_accepted_holds(sent: Submission) -> None:
    assert chain.verify().broken is None


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE reporting_figure SET value = 999 WHERE submission_id = %s",
            "报送的内容与留痕不符",
        ),
        ("UPDATE reporting_submission SET note = 'x' WHERE id = %s", "报送的内容与留痕不符"),
        ("UPDATE reporting_submission SET digest = 'x' WHERE id = %s", "报送的内容摘要与留痕不符"),
    ],
)
def test_a_changed_report_is_named(sent: Submission, statement: str, words: str) -> None:
    with owner() as cursor:
        cursor.execute(statement, [sent.pk])

    broken = chain.verify().broken

    assert broken is not None
    assert (broken.thing, broken.key) == ("reporting.submission", str(sent.pk))
    assert broken.words == words


def test_a_report_that_nobody_sent_is_named(sent: Submission) -> None:
    made = Submission.objects.get(pk=sent.pk)
    made.pk, made.client_key, made.number = None, "00000000-0000-0000-0000-000000000001", 2
    made.replaces = sent
    made.save(force_insert=True)

    assert [one.words for one in breaks()] == ["报送没有留痕"]
