"""Milestones and reminders: set, done, taken back; told once a day and only the unread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luoshi.dispatch import actions
from luoshi.dispatch.models import Assignment, Milestone, MilestoneFile, Reminder
from luoshi.dispatch.refusals import MilestoneWrong, NotOpen, ReasonMissing
from luoshi.dispatch.tests import factories
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF"


@pytest.fixture(autouse=True)
def in_june() -> Iterator[None]:
    """Stand in the plan's own year."""
    with time_machine.travel(datetime(2016, 6, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def step(lead: Assignment, cast: Any) -> Milestone:
    return actions.add_milestone(
        assignment_id=lead.pk, title="出台补贴细则", due_on=date(2016, 6, 30), by=cast.department
    )


def test_a_milestone_is_set_done_and_taken_back(step: Milestone, cast: Any) -> None:
    """Row 14."""
    with pytest.raises(ReasonMissing):
        actions.finish_milestone(
            milestone_id=step.pk, done_on=date(2016, 6, 1), evidence="", by=cast.department
        )
    actions.finish_milestone(
        milestone_id=step.pk, done_on=date(2016, 6, 1), evidence="豫工信〔2016〕9号",
        by=cast.department,
    )  # fmt: skip
    with pytest.raises(NotOpen):
        actions.finish_milestone(
            milestone_id=step.pk, done_on=date(2016, 6, 1), evidence="又一次", by=cast.department
        )

    actions.reopen_milestone(milestone_id=step.pk, reason="文件未印发", by=cast.department)

    step.refresh_from_db()
    assert (step.done_on, step.evidence) == (None, "")
    entry = Entry.objects.get(action="dispatch.milestone.reopened")
    assert entry.data["evidence"] == "豫工信〔2016〕9号"
    assert Entry.objects.filter(action="dispatch.milestone.finished").count() == 1
    with pytest.raises(NotOpen):
        actions.reopen_milestone(milestone_id=step.pk, reason="再撤", by=cast.department)


def test_the_same_milestone_twice_is_one(step: Milestone, lead: Assignment, cast: Any) -> None:
    again = actions.add_milestone(
        assignment_id=lead.pk, title=" 出台补贴细则 ", due_on=step.due_on, by=cast.department
    )

    assert again == step
    assert Entry.objects.filter(action="dispatch.milestone.added").count() == 1
    with pytest.raises(MilestoneWrong):
        actions.add_milestone(
            assignment_id=lead.pk, title=step.title, due_on=date(2016, 7, 1), by=cast.department
        )


def test_a_milestone_lies_before_the_due_date_and_is_done_in_the_past(
    step: Milestone, lead: Assignment, cast: Any
) -> None:
    with pytest.raises(MilestoneWrong, match="2016-12-31"):
        actions.add_milestone(
            assignment_id=lead.pk, title="总结", due_on=date(2017, 1, 5), by=cast.department
        )
    with pytest.raises(MilestoneWrong, match="今天"):
        actions.finish_milestone(
            milestone_id=step.pk, done_on=date(2016, 6, 7), evidence="将要", by=cast.department
        )
    with pytest.raises(MilestoneWrong):
        actions.add_milestone(
            assignment_id=lead.pk, title=" ", due_on=date(2016, 6, 30), by=cast.department
        )


def test_nobody_sets_or_ends_milestones_of_another(
    step: Milestone, lead: Assignment, cast: Any
) -> None:
    for who in (cast.editor, cast.viewer, cast.city, cast.county):
        with pytest.raises(NotPermitted):
            actions.add_milestone(
                assignment_id=lead.pk, title="代设", due_on=date(2016, 6, 30), by=who
            )
        with pytest.raises(NotPermitted):
            actions.finish_milestone(
                milestone_id=step.pk, done_on=date(2016, 6, 1), evidence="代填", by=who
            )


def test_unsigned_and_taken_back_assignments_have_no_milestones(
    step: Milestone, lead: Assignment, cast: Any, tree: Any
) -> None:
    unsigned = factories.held(factories.CARS, tree.zhengzhou)
    with pytest.raises(NotOpen):
        actions.add_milestone(
            assignment_id=unsigned.pk, title="甲", due_on=date(2016, 6, 30), by=cast.city
        )
    actions.withdraw(ids=[lead.pk], reason="收回", by=cast.editor)
    with pytest.raises(NotOpen):
        actions.finish_milestone(
            milestone_id=step.pk, done_on=date(2016, 6, 1), evidence="完成", by=cast.department
        )


def test_only_the_unread_are_reminded_and_once_a_day(sent: Any, cast: Any, tree: Any) -> None:
    """USE-21."""
    mine = Assignment.objects.filter(agency=tree.industry).values_list("pk", flat=True)
    actions.mark_read(ids=list(mine), by=cast.department)

    first = actions.remind(plan_id=sent.pk, by=cast.editor)
    again = actions.remind(plan_id=sent.pk, by=cast.editor, agencies=[tree.industry.pk,
                                                                     tree.luoyang.pk])  # fmt: skip

    assert [(told.agency, told.done) for told in first] == [
        (tree.zhengzhou, True),
        (tree.luoyang, True),
    ]
    assert [told.why for told in again] == ["没有未读", "今天已提醒"]
    assert Reminder.objects.count() == 2
    assert Entry.objects.filter(action="dispatch.agency.reminded").count() == 2
    with time_machine.travel(datetime(2016, 6, 7, 9, tzinfo=ZoneInfo("Asia/Shanghai"))):
        assert all(told.done for told in actions.remind(plan_id=sent.pk, by=cast.editor))
    for who in (cast.viewer, cast.department, cast.city):
        with pytest.raises(NotPermitted):
            actions.remind(plan_id=sent.pk, by=who)


def test_a_milestone_is_shown_by_files_that_go_off_when_it_is_taken_back(
    step: Milestone, cast: Any, log_in: Callable[[Any], Client]
) -> None:
    """Row 31: the files come with the act, twice the same is one; SEC-33: in scope only."""
    address = reverse("dispatch:milestone", args=[step.pk])
    files = [SimpleUploadedFile(name, PDF) for name in ("印发稿.pdf", "又一份.pdf")]
    typed = {"done_on": "2016-06-01", "evidence": "豫工信〔2016〕9号"}

    done = log_in(cast.department).post(address, {**typed, "file": files})

    kept = MilestoneFile.objects.get()
    entry = Entry.objects.get(action="dispatch.milestone.finished")
    assert (done.status_code, kept.added_by) == (302, cast.department.login)
    assert entry.data["file"] == ["印发稿.pdf", "又一份.pdf"]
    download = reverse("dispatch:milestone_file", args=[kept.pk])
    answers = {who: log_in(getattr(cast, who)).get(download).status_code
               for who in ("viewer", "city", "county", "audit")}  # fmt: skip
    assert answers == {"viewer": 200, "city": 404, "county": 404, "audit": 403}
    page = log_in(cast.viewer).get(reverse("dispatch:assignment", args=[step.assignment_id]))
    assert download in page.content.decode()

    MilestoneFile.objects.update(scan=MilestoneFile.Scan.BLOCKED)
    assert log_in(cast.viewer).get(download).status_code == 404  # SEC-34

    actions.reopen_milestone(milestone_id=step.pk, reason="文件未印发", by=cast.department)
    page = log_in(cast.viewer).get(reverse("dispatch:assignment", args=[step.assignment_id]))
    assert download not in page.content.decode()


def test_a_file_that_proves_nothing_leaves_the_milestone_undone(
    step: Milestone, cast: Any, log_in: Callable[[Any], Client]
) -> None:
    """SEC-31: all files or nothing."""
    good, bad = SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.pdf", b"MZ")
    typed = {"done_on": "2016-06-01", "evidence": "豫工信〔2016〕9号", "file": [good, bad]}

    answer = log_in(cast.department).post(reverse("dispatch:milestone", args=[step.pk]), typed)
    with pytest.raises(MilestoneWrong, match="最多"):
        actions.finish_milestone(
            milestone_id=step.pk, done_on=date(2016, 6, 1), evidence="附件", by=cast.department,
            files=[("a.pdf", PDF)] * 11,
        )  # fmt: skip

    step.refresh_from_db()
    assert (answer.status_code, step.done_on) == (422, None)
    assert "文件内容与扩展名不符" in answer.content.decode()
    assert not MilestoneFile.objects.exists()
