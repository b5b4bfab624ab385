"""Saying that an item without a figure is done: with a day and a file, until it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.accounts.api import Person
from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.ledger.tests import factories as ledger
from luoshi.reporting.actions import accept, reopen
from luoshi.reporting.actions.checking import check
from luoshi.reporting.actions.proving import attach
from luoshi.reporting.models import Duty, Line, Progress, Reopening
from luoshi.reporting.queries.grid import grid_of
from luoshi.reporting.refusals import CheckFailed, NoReason, NotFound, NotYours
from luoshi.reporting.sheets import read, write
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.conftest import Report

pytestmark = pytest.mark.django_db
LogIn = Callable[[Person | None], Client]


def progress_line(report: Report, kind: str) -> Line:
    """Return the county's line of progress of an item of a kind."""
    item = ledger.plan().items.filter(kind=kind).first()
    assert item is not None
    Assignment.objects.create(
        item=item, agency=report.duty.agency, role="lead", sent_at=clock.now(), sent_by="wang"
    )
    return Line.objects.create(
        form=report.form, code="J001", position=10001, kind="progress", title=item.title, item=item
    )


@pytest.fixture
def task(report: Report) -> Line:
    """Return the county's line of a task."""
    return progress_line(report, Item.Kind.TASK)


@pytest.fixture
def sent(report: Report, task: Line, cast: Any) -> int:
    """Return a report that says the task is done, with a file."""
    factories.type_in(report.duty, cast.county, (task, "done", "全部竣工验收"))
    factories.type_in(report.duty, cast.county, (task, "finished_on", "2016年5月31日"))
    attach(duty_id=report.duty.pk, line_id=task.pk, name="a.pdf", content=b"%PDF-", by=cast.county)
    return factories.send(report.duty, cast.county).submission.pk


@pytest.fixture
def accepted(sent: int, tree: Any, cast: Any) -> int:
    """Return it when city and province have accepted it."""
    accept(submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer)
    accept(submission_id=sent, agency_id=tree.province.pk, by=cast.reviewer)
    return sent


def test_done_needs_words_a_file_and_a_day_that_is_past(
    report: Report, task: Line, cast: Any
) -> None:
    """Row 14, row 31: half a finish blocks the report and says what lacks."""
    factories.type_in(report.duty, cast.county, (task, "finished_on", "2999-01-01"))

    found = check(duty_id=report.duty.pk)

    assert [one.code for one in found] == ["finished"]
    for lack in ("请写明办结情况", "请上传佐证材料", "不能晚于今天"):
        assert lack in found[0].words
    with pytest.raises(CheckFailed):
        factories.send(report.duty, cast.county)


@pytest.mark.parametrize("text", ["五月底", "2016-13-01"])
def test_what_is_no_day_is_kept_and_said_to_be_wrong(
    report: Report, task: Line, cast: Any, text: str
) -> None:
    [saved] = factories.type_in(report.duty, cast.county, (task, "finished_on", text))

    assert (saved.state, saved.text) == ("invalid", text)
    assert "format" in {one.code for one in check(duty_id=report.duty.pk)}


def test_what_a_figure_measures_is_not_done_by_saying_so(report: Report, cast: Any) -> None:
    line = progress_line(report, Item.Kind.TARGET)

    [saved] = factories.type_in(report.duty, cast.county, (line, "finished_on", "2016-05-31"))

    assert "按数据判定" in saved.words
    assert not next(row for row in grid_of(report.duty).progress).asks_finish


def test_a_finish_is_kept_as_a_day_and_shown_next_month(
    accepted: int, report: Report, task: Line, cast: Any, log_in: LogIn
) -> None:
    """Nothing known is asked again."""
    assert Progress.objects.get().finished_on == clock.today().replace(2016, 5, 31)
    july = factories.duty(factories.cycle(report.form, Period.month(2016, 7)), report.duty.agency)

    page = log_in(cast.county).get(reverse("reporting:fill", args=[july.pk])).content.decode()

    assert "已办结" in page
    assert "2016年5月31日 办结" in page
    assert "-finished_on" not in page


def test_a_finish_nobody_accepted_does_not_count(sent: int, report: Report, task: Line) -> None:
    july = factories.duty(factories.cycle(report.form, Period.month(2016, 7)), report.duty.agency)

    [row] = grid_of(july).progress

    assert sent
    assert row.last_words is not None
    assert row.finished is None


def test_the_sheet_carries_the_day(report: Report, task: Line, cast: Any) -> None:
    """Row 92: out and back in."""
    factories.type_in(report.duty, cast.county, (task, "finished_on", "2016-05-31"))
    sheet = write(grid_of(report.duty)).read()
    factories.type_in(report.duty, cast.county, (task, "finished_on", ""))

    changes = read(grid_of(report.duty), sheet, cast.county).changes

    assert [(one.column, one.after) for one in changes] == [("finished_on", "2016-05-31")]


def test_a_level_that_accepted_it_takes_it_back_once_with_a_reason(
    accepted: int, task: Line, tree: Any, cast: Any
) -> None:
    with pytest.raises(NoReason):
        reopen(submission_id=accepted, line_id=task.pk, by=cast.reviewer, reason=" ")
    first = reopen(submission_id=accepted, line_id=task.pk, by=cast.reviewer, reason="验收未过")
    again = reopen(submission_id=accepted, line_id=task.pk, by=cast.reviewer, reason="又一次")

    assert again == first
    assert (again.agency, again.reason) == (tree.province, "验收未过")
    [entry] = Entry.objects.filter(action="reporting.progress.reopened")
    assert entry.actor == "fang"


def test_nobody_else_takes_it_back(sent: int, task: Line, tree: Any, cast: Any) -> None:
    """SEC-14: not who sent it, not another city, not a level that has not accepted it."""
    accept(submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer)
    for who in (cast.county, cast.city, cast.viewer, cast.reviewer):
        with pytest.raises(NotYours):
            reopen(submission_id=sent, line_id=task.pk, by=who, reason="不属实")
    with pytest.raises(NotFound):
        reopen(submission_id=sent, line_id=task.pk, by=cast.other_city, reason="不属实")
    assert not Reopening.objects.exists()


def test_the_page_of_the_report_shows_it_and_leads_to_taking_it_back(
    accepted: int, task: Line, cast: Any, log_in: LogIn
) -> None:
    client = log_in(cast.reviewer)
    review, back = (
        reverse("reporting:review", args=[accepted]),
        reverse("reporting:reopen", args=[accepted, task.pk]),
    )

    assert back in client.get(review).content.decode()
    assert client.post(back, {"note": ""}).status_code == 422
    assert client.post(back, {"note": "现场核实未完成"}).status_code == 302

    page = client.get(review).content.decode()
    assert "已撤销办结" in page
    assert "现场核实未完成" in page
    assert back not in page
    assert Duty.objects.count() == 1
