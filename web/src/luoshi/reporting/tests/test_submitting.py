"""A report is sent once, however often it arrives, and never changed."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from luoshi.kernel import clock, slots
from luoshi.kernel.models import Entry
from luoshi.reporting.models import (
    DraftCell,
    Figure,
    Finding,
    Line,
    Progress,
    Stage,
    Step,
    Submission,
)
from luoshi.reporting.queries.filling import content_of
from luoshi.reporting.refusals import (
    CheckFailed,
    KeyReused,
    Locked,
    NotFound,
    NotYours,
    StageWrong,
    Stale,
)
from luoshi.reporting.rules.content import Content, FigureInput
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.conftest import Report

pytestmark = pytest.mark.django_db


def test_the_draft_is_sent_as_one_version_with_its_receipt(report: Report, cast: Any) -> None:
    """REL-01: version, figures, step and trail stand together when the receipt is given."""
    one, two, _ = report.lines
    factories.type_in(
        report.duty, cast.county, (one, "value", "12,500.5"), (two, "blank_reason", "本月停产")
    )

    receipt = factories.send(report.duty, cast.county)

    report.duty.refresh_from_db()
    assert report.duty.current == receipt.submission
    assert (receipt.number, receipt.late, len(receipt.digest)) == (1, False, 64)
    figures = Figure.objects.order_by("line__position").values_list("value", "blank_reason")
    assert list(figures) == [(Decimal("12500.5"), ""), (None, "本月停产")]
    assert Step.objects.get().act == Step.Act.SUBMITTED
    entry = Entry.objects.get(action="reporting.submission.sent")
    assert (entry.actor, entry.data["digest"]) == ("jin", receipt.digest)


def test_the_same_sending_gives_the_same_receipt(report: Report, cast: Any) -> None:
    """REL-02."""
    key, content = uuid.uuid4(), factories.said((report.lines[0], 5))

    receipts = {
        factories.send(report.duty, cast.county, content, client_key=key, based_on=0)
        for _ in range(3)
    }

    assert len(receipts) == 1
    assert Submission.objects.count() == Step.objects.count() == 1


def test_the_same_key_with_other_content_is_refused_with_both(report: Report, cast: Any) -> None:
    """REL-03."""
    key, line = uuid.uuid4(), report.lines[0]
    factories.send(report.duty, cast.county, factories.said((line, 5)), client_key=key)

    with pytest.raises(KeyReused, match="内容不同") as refused:
        factories.send(report.duty, cast.county, factories.said((line, 6)), client_key=key)

    (cell,) = refused.value.cells
    assert (cell.theirs, cell.mine, refused.value.status) == ("5", "6", 409)
    assert Submission.objects.count() == 1


def test_a_key_of_another_duty_is_refused_without_its_content(
    report: Report, tree: Any, cast: Any
) -> None:
    """What another unit said is not shown to whoever guesses its key."""
    key = uuid.uuid4()
    other = factories.duty(report.duty.cycle, tree.luoyang)
    factories.send(other, cast.other_city, factories.said((report.lines[0], 77)), client_key=key)

    with pytest.raises(KeyReused) as refused:
        factories.send(
            report.duty, cast.county, factories.said((report.lines[0], 1)), client_key=key
        )

    assert all(cell.theirs == "" for cell in refused.value.cells)


def test_of_two_who_correct_one_version_the_second_sees_base_mine_and_theirs(
    report: Report, cast: Any
) -> None:
    """REL-05: no value is lost."""
    one, two, _ = report.lines
    first = factories.send(report.duty, cast.county, factories.said((one, 1), (two, 2)))
    factories.back(first, cast.city_reviewer, "请核对")
    factories.send(report.duty, cast.county, factories.said((one, 10), (two, 2)), based_on=1)

    with pytest.raises(Stale, match="第 2 版") as refused:
        factories.send(report.duty, cast.county, factories.said((one, 1), (two, 20)), based_on=1)

    cells = {cell.line_id: (cell.base, cell.mine, cell.theirs) for cell in refused.value.cells}
    assert cells == {one.pk: ("1", "1", "10"), two.pk: ("2", "20", "2")}
    assert Submission.objects.count() == 2


def test_a_report_that_waits_is_not_sent_again(report: Report, cast: Any) -> None:
    """REL-06: the answer says to withdraw it first; then it is sent as the next version."""
    content = factories.said((report.lines[0], 5))
    first = factories.send(report.duty, cast.county, content)

    with pytest.raises(Locked, match="请先撤回"):
        factories.send(report.duty, cast.county, content)
    factories.take_back(first, cast.county)
    again = factories.send(report.duty, cast.county, content)

    assert (again.number, again.submission.replaces) == (2, first.submission)


def test_what_was_sent_by_another_door_becomes_the_draft(report: Report, cast: Any) -> None:
    """A correction starts from what stands, and an open page cannot overwrite it unseen."""
    line = report.lines[0]
    factories.type_in(report.duty, cast.county, (line, "value", "4"), (line, "explanation", "旧"))

    factories.send(report.duty, cast.county, factories.said((line, 5)), source="sheet")

    cells = DraftCell.objects.order_by("column").values_list("column", "text", "version")
    assert list(cells) == [("explanation", "", 2), ("value", "5", 2)]


def test_a_draft_with_an_unreadable_cell_is_not_sent(report: Report, cast: Any) -> None:
    factories.type_in(report.duty, cast.county, (report.lines[0], "value", "约五"))

    with pytest.raises(CheckFailed) as refused:
        factories.send(report.duty, cast.county)

    assert [one.line_id for one in refused.value.found] == [report.lines[0].pk]
    assert not Submission.objects.exists()


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+20", "0.0000001"])
def test_no_door_lets_in_a_number_that_cannot_be_kept(
    report: Report, cast: Any, value: str
) -> None:
    """SEC-28: what a sheet or a program sends passes the same checks."""
    content = factories.said((report.lines[0], value))

    with pytest.raises(CheckFailed):
        factories.send(report.duty, cast.county, content, source="rest")


def test_foreign_lines_and_lines_said_twice_are_refused(report: Report, cast: Any) -> None:
    foreign = factories.line(factories.form(frequency="year"), "X01")
    line = report.lines[0]

    for content in (factories.said((foreign, 1)), factories.said((line, 1), (line, 2))):
        with pytest.raises(CheckFailed):
            factories.send(report.duty, cast.county, content)


def test_a_required_line_is_filled_or_says_why_it_is_blank(report: Report, cast: Any) -> None:
    """Row 32: nought is an answer, a blank is none."""
    line = report.lines[0]
    Line.objects.filter(pk=line.pk).update(required=True)

    with pytest.raises(CheckFailed, match="强制性审核"):
        factories.send(report.duty, cast.county, factories.said((line, None)))
    blank = Content((FigureInput(line.pk, blank_reason="停产检修"),))
    sent = factories.send(report.duty, cast.county, blank)

    assert content_of(sent.submission) == blank


def test_a_firms_number_of_nought_is_kept_as_nought(report: Report, cast: Any) -> None:
    sent = factories.send(
        report.duty, cast.county, factories.said((report.lines[0], 0), (report.lines[1], None))
    )

    assert list(sent.submission.figures.values_list("value", flat=True)) == [Decimal(0)]


def test_only_whoever_fills_the_report_sends_it(report: Report, cast: Any) -> None:
    """SEC-13."""
    content = factories.said((report.lines[0], 1))

    for person in (cast.city, cast.editor, cast.reviewer, cast.county_reviewer):
        with pytest.raises(NotYours):
            factories.send(report.duty, person, content)
    for person in (cast.other_city, cast.enterprise, cast.system, cast.security, cast.audit):
        with pytest.raises(NotFound):
            factories.send(report.duty, person, content)

    assert not Submission.objects.exists()


@pytest.mark.parametrize(("second", "marks"), [(-1, [False]), (0, [True])])
def test_lateness_is_judged_when_the_server_receives(
    report: Report, cast: Any, monkeypatch: pytest.MonkeyPatch, second: int, marks: list[bool]
) -> None:
    """REL-11: 23:59:59 is in time, 00:00:00 is late, and late is marked, not refused."""
    due = datetime(2016, 7, 6, tzinfo=ZoneInfo("Asia/Shanghai"))
    report.duty.due_at = due
    report.duty.save()
    monkeypatch.setattr(timezone, "now", lambda: due + timedelta(seconds=second))

    receipt = factories.send(report.duty, cast.county, factories.said((report.lines[0], 1)))

    assert [receipt.late] == marks


def test_a_closed_cycle_takes_nothing_more_but_what_was_let_in(report: Report, cast: Any) -> None:
    """A respondent who was given longer may still send."""
    cycle, duty = report.duty.cycle, report.duty
    cycle.closed_at = clock.now()
    cycle.save()
    duty.due_at = clock.now() - timedelta(days=1)
    duty.save()

    with pytest.raises(Locked, match="本期已关闭"):
        factories.send(duty, cast.county, factories.said((report.lines[0], 1)))
    duty.due_at = clock.now() + timedelta(days=1)
    duty.save()
    receipt = factories.send(duty, cast.county, factories.said((report.lines[0], 1)))

    assert receipt.number == 1


def test_flash_comes_before_final_and_revised_after_it(report: Report, cast: Any) -> None:
    """Row 34."""
    report.form.flash = True
    report.form.save()
    report.duty.flash_due_at = clock.now() + timedelta(days=1)
    report.duty.save()
    content = factories.said((report.lines[0], 5))

    with pytest.raises(StageWrong):
        factories.send(report.duty, cast.county, content, stage=Stage.REVISED)
    flash = factories.send(report.duty, cast.county, content)
    factories.take(flash, cast.city_reviewer)
    final = factories.send(report.duty, cast.county, content)
    factories.take_back(final, cast.county)
    with pytest.raises(StageWrong):
        factories.send(report.duty, cast.county, content, stage=Stage.FLASH)
    final = factories.send(report.duty, cast.county, content)
    factories.take(final, cast.city_reviewer)
    revised = factories.send(report.duty, cast.county, content)

    assert [each.submission.stage for each in (flash, final, revised)] == [
        Stage.FLASH,
        Stage.FINAL,
        Stage.REVISED,
    ]


def test_the_first_figure_freezes_how_its_indicator_adds_up(report: Report, cast: Any) -> None:
    """Row 16: and no other indicator's."""
    factories.send(report.duty, cast.county, factories.said((report.lines[0], 5)))

    frozen = Line.objects.order_by("code").values_list("series__indicator__frozen_at", flat=True)
    assert [at is not None for at in frozen] == [True, False, False]


def test_the_database_refuses_to_change_what_was_sent(report: Report, cast: Any) -> None:
    """REL-13: not even a statement past the program does."""
    line = report.lines[0]
    Finding.objects.create(
        submission=factories.send(report.duty, cast.county, factories.said((line, 5))).submission,
        code="x",
        severity="soft",
        words="x",
    )
    sent = Submission.objects.get()

    for rows, change in (
        (Submission.objects.all(), {"note": "改"}),
        (Figure.objects.all(), {"value": 6}),
        (Finding.objects.all(), {"explanation": "改"}),
        (Step.objects.all(), {"note": "改"}),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows._raw_delete("default")

    assert Submission.objects.get() == sent
    assert Progress.objects.count() == 0


def test_half_a_report_is_impossible(
    report: Report, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REL-01: a failure in the last step leaves nothing behind."""

    def fail(**_named: Any) -> None:
        message = "the totals failed"
        raise RuntimeError(message)

    monkeypatch.setattr(slots, "_filled", {**slots._filled, "reporting.received": [fail]})

    with pytest.raises(RuntimeError, match="totals"):
        factories.send(report.duty, cast.county, factories.said((report.lines[0], 5)))

    report.duty.refresh_from_db()
    assert report.duty.current is None
    assert not any(model.objects.exists() for model in (Submission, Figure, Step))
    assert not Entry.objects.filter(action="reporting.submission.sent").exists()
