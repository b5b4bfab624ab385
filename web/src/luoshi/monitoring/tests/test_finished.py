"""An item without a figure is green once its finish is accepted, and no longer when taken back."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.monitoring import wording
from luoshi.monitoring.actions.judging import light_reopened, light_up
from luoshi.monitoring.models import Light
from luoshi.monitoring.queries.finished import Part, done_on
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.monitoring.tests.test_judging import given
from luoshi.reporting.api import Acceptance, Duty, Line, Progress, Submission
from luoshi.reporting.models import Reopening

JULY = Period.month(2016, 7)
MAY = date(2016, 5, 31)


@pytest.fixture
def task(db: None) -> Item:
    return factories.item("建成孵化器")


def says(
    item: Item,
    agency: Agency,
    day: date | None,
    *by: Agency,
    period: Period = JUNE,
    words: str = "竣工",
) -> Duty:
    """Let an agency say of an item that it is done, and others accept it."""
    line = Line.objects.get_or_create(
        form=factories.form(), item=item, kind="progress",
        defaults={"code": f"J{item.pk}", "position": item.pk, "title": item.title},
    )[0]  # fmt: skip
    duty = factories.duty(agency, period, late=False)
    Progress.objects.create(
        submission=duty.current,
        cycle=duty.cycle,
        line=line,
        item=item,
        done=words,
        finished_on=day,
    )
    for one in by:
        Acceptance.objects.create(duty=duty, agency=one, submission=duty.current, at=clock.now())
    return duty


def light(item: Item, agency: Agency, period: Period = JUNE) -> Light:
    light_up(agency=agency, period=period)
    return Light.objects.get(item=item, agency=agency, period_code=period.code)


def test_it_counts_once_accepted_and_goes_on_counting(tree: Any, task: Item) -> None:
    """GOV-06: finished is green under every rule, with the day, this month and the next."""
    given(task, tree.zhengzhou)
    says(task, tree.zhengzhou, MAY, tree.province)

    for agency in (tree.zhengzhou, tree.province):
        for period in (JUNE, JULY):
            found = light(task, agency, period)
            assert found.colour == "green"
            assert wording.why(found) == "已于2016-05-31办结。"


def test_what_nobody_accepted_is_only_said(tree: Any, task: Item) -> None:
    given(task, tree.zhengzhou)
    says(task, tree.zhengzhou, MAY)

    assert light(task, tree.zhengzhou).numbers["measure"] == "going"
    assert light(task, tree.province).colour == "none"


def test_the_whole_is_done_when_every_part_is(tree: Any, task: Item) -> None:
    whole = given(task, tree.industry)
    given(task, tree.zhengzhou, whole)
    given(task, tree.luoyang, whole)
    says(task, tree.zhengzhou, MAY, tree.province)

    assert light(task, tree.province).numbers["measure"] != "finished"

    says(task, tree.luoyang, date(2016, 6, 2), tree.province)
    for agency in (tree.industry, tree.province):
        assert light(task, agency).numbers["finished_on"] == "2016-06-02"


def test_who_takes_part_does_not_hold_up_who_leads() -> None:
    parts = [Part(1, 10, None, leads=True), Part(2, 20, None, leads=False)]

    assert done_on(parts, {10: MAY}, None) == MAY
    assert done_on(parts, {20: MAY}, None) is None
    assert done_on(parts, {10: MAY}, 20) is None


def test_a_figure_is_not_done_by_saying_so(tree: Any) -> None:
    target = factories.item()
    given(target, tree.zhengzhou)
    says(target, tree.zhengzhou, MAY, tree.province)

    assert light(target, tree.zhengzhou).numbers["measure"] != "finished"


def test_taken_back_it_is_judged_again_where_it_still_can_be(tree: Any, task: Item) -> None:
    """GOV-06: a frozen month keeps its colour."""
    given(task, tree.zhengzhou)
    duty = says(task, tree.zhengzhou, MAY, tree.province)
    light(task, tree.province)
    Light.objects.update(frozen=True)
    light(task, tree.province, JULY)
    Reopening.objects.create(
        progress=Progress.objects.get(), agency=tree.province, reason="未完成", by="zhang",
        at=clock.now(),
    )  # fmt: skip

    light_reopened(duty=duty, item=task.pk)

    rows = dict(Light.objects.filter(agency=tree.province).values_list("period_code", "colour"))
    assert rows == {JUNE.code: "green", JULY.code: "none"}


def test_a_correction_that_says_it_goes_on_is_believed(tree: Any, task: Item) -> None:
    held: Assignment = given(task, tree.zhengzhou)
    duty = says(task, tree.zhengzhou, MAY, tree.province)
    newer = Submission.objects.create(
        duty=duty, number=2, replaces=duty.current, client_key=uuid.uuid4(), digest="1" * 64,
        at=clock.now(), by="zheng",
    )  # fmt: skip
    Acceptance.objects.update(submission=newer)
    duty.current = newer
    duty.save()

    assert light(held.item, tree.province).numbers["measure"] != "finished"
