"""Projects that a monthly form asks about: the board reads what was accepted (rows 64 to 66)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.ledger.models import Place, Project
from luoshi.monitoring.actions.accepting import take_period
from luoshi.monitoring.actions.projects import Said, check_project, report_project
from luoshi.monitoring.models import CheckFile, ProjectReport
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.queries.projects import by_place, history
from luoshi.monitoring.refusals import ReportedInForm
from luoshi.monitoring.tests.factories import JUNE, item
from luoshi.reporting.actions import unlock
from luoshi.reporting.models import Duty, Line
from luoshi.reporting.rules.content import Content, ProgressInput, ProjectInput
from luoshi.reporting.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("henan")]
LogIn = Callable[[Any], Client]
MAY = Period.month(2016, 5)


@dataclass(frozen=True)
class Dock:
    """A project that 金水区 answers for, the line that asks about it, the reports that are due."""

    item: Item
    line: Line
    may: Duty
    june: Duty

    def says(self, total: str, period: str = "1") -> Content:
        """Return what is said of the project."""
        said = ProjectInput(
            self.line.pk, "building", Decimal(30), Decimal(10), Decimal(period), Decimal(total),
            leader="张副市长",
        )  # fmt: skip
        return Content((), (ProgressInput(self.line.pk, done="主体封顶"),), (), (said,))


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    """Keep the files of a test apart."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dock(tree: Any) -> Dock:
    """Return a project with a form that asks about it."""
    made = item("县船坞项目")
    Item.objects.filter(pk=made.pk).update(kind=Item.Kind.PROJECT)
    Project.objects.create(item=made, name_text=made.title)
    Place.objects.create(item=made, printed="郑州", agency=tree.zhengzhou)
    Assignment.objects.create(
        item=made, agency=tree.jinshui, role="lead", sent_at=clock.now(), sent_by="wang"
    )
    form = factories.form()
    line = Line.objects.create(
        form=form, code="J001", position=1, kind="progress", title=made.title, item=made
    )
    may, june = (
        factories.duty(factories.cycle(form, period), tree.jinshui) for period in (MAY, JUNE)
    )
    return Dock(made, line, may, june)


def seen(agency: Any, period: Period = JUNE) -> tuple[int, Decimal]:
    """Return how many projects an agency's board counts as reported, and what they came to."""
    whole, _parts = by_place(Frame(agency, period, (), (period,)), ("city",))
    return whole.there - whole.silent, whole.done


def test_a_level_sees_what_it_accepted_and_the_reporter_what_anybody_did(
    dock: Dock, cast: Any, tree: Any
) -> None:
    receipt = factories.send(dock.june, cast.county, dock.says("5"))
    boards = (tree.jinshui, tree.zhengzhou, tree.province)

    sent = [seen(agency)[0] for agency in boards]
    factories.take(receipt, cast.city_reviewer)
    by_city = [seen(agency)[0] for agency in boards]
    factories.take(receipt, cast.reviewer)
    by_all = [seen(agency)[0] for agency in boards]

    assert (sent, by_city, by_all) == ([0, 0, 0], [1, 1, 0], [1, 1, 1])
    (report,) = history(dock.item, tree.province)
    assert (report.total_yi, report.note, report.submission) == (5, "主体封顶", receipt.submission)


def test_a_correction_counts_where_it_is_accepted_and_the_year_adds_up(
    dock: Dock, cast: Any, tree: Any
) -> None:
    """Row 65: a correction counts once."""
    for duty, total in ((dock.may, "4"), (dock.june, "5")):
        receipt = factories.send(duty, cast.county, dock.says(total))
        factories.take(receipt, cast.city_reviewer)
        factories.take(receipt, cast.reviewer)
    mended = factories.send(dock.june, cast.county, dock.says("6", "2"))
    factories.take(mended, cast.city_reviewer)

    assert seen(tree.zhengzhou) == (1, Decimal(3))
    assert seen(tree.province) == (1, Decimal(2))
    factories.take(mended, cast.reviewer)
    assert seen(tree.province) == (1, Decimal(3))


def test_what_is_unlocked_counts_no_more_until_it_is_accepted_again(
    dock: Dock, cast: Any, tree: Any
) -> None:
    receipt = factories.send(dock.june, cast.county, dock.says("5"))
    factories.take(receipt, cast.city_reviewer)

    unlock(submission_id=receipt.submission.pk, agency_id=tree.zhengzhou.pk,
           by=cast.city_reviewer, note="再核对")  # fmt: skip
    assert seen(tree.zhengzhou)[0] == 0
    factories.take(receipt, cast.city_reviewer)

    assert seen(tree.zhengzhou)[0] == 1
    assert ProjectReport.objects.count() == 1
    assert take_period(JUNE.code) == 0


def test_a_project_in_a_form_is_reported_there_and_nowhere_else(
    dock: Dock, cast: Any, log_in: LogIn
) -> None:
    with pytest.raises(ReportedInForm, match="在报表中填报"):
        report_project(
            item_id=dock.item.pk, period=JUNE, said=Said("early"), based_on=0, by=cast.county
        )

    text = log_in(cast.county).get(reverse("monitoring:project", args=[dock.item.pk])).content
    assert f"/reporting/duties/{dock.june.pk}/#projects" in text.decode()
    assert 'name="based_on"' not in text.decode()
    assert not ProjectReport.objects.exists()


def test_an_accepted_report_leads_to_its_submission_and_is_confirmed_from_outside(
    dock: Dock, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """Row 68; a figure leads to the version that it comes from."""
    receipt = factories.send(dock.june, cast.county, dock.says("5"))
    factories.take(receipt, cast.city_reviewer)
    factories.take(receipt, cast.reviewer)
    report = ProjectReport.objects.get()

    check_project(
        report_id=report.pk, agency_id=tree.province.pk, right=True, note="到场查看",
        files=[("现场.pdf", b"%PDF-1.4")], by=cast.reviewer,
    )  # fmt: skip

    text = log_in(cast.viewer).get(reverse("monitoring:project", args=[dock.item.pk])).content
    assert reverse("reporting:review", args=[receipt.submission.pk]) in text.decode()
    assert "到场查看" in text.decode()
    address = reverse("monitoring:check_file", args=[CheckFile.objects.get().pk])
    answers = {who: log_in(getattr(cast, who)).get(address).status_code
               for who in ("viewer", "county", "other_city", "audit")}  # fmt: skip
    assert answers == {"viewer": 200, "county": 200, "other_city": 404, "audit": 403}
    board = log_in(cast.viewer).get(reverse("monitoring:projects")).content.decode()
    assert "主体封顶" in board
