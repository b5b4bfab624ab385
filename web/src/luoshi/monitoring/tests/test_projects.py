"""Projects: what a stage asks for, who may report and who may confirm, what the board adds up."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.accounts.models import Delegation
from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.api import Item
from luoshi.ledger.models import Place, Project
from luoshi.monitoring.actions.projects import Said, check_project, report_project
from luoshi.monitoring.models import ProjectCheck, ProjectReport
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.queries.projects import by_place
from luoshi.monitoring.refusals import (
    NotYourProject,
    OwnReport,
    ProjectIncomplete,
    ProjectReportedMeanwhile,
)
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.reporting.api import projects as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("henan")]
LogIn = Callable[[Any], Client]
BUILDING = Said("building", planned_yi=Decimal(10), period_yi=Decimal("1.5"), leader="张副市长")


@pytest.fixture
def dock(tree: Any) -> Item:
    """Return a project that stands in 郑州 and was given to 郑州."""
    item = factories.item("郑州船坞项目")
    item.kind = Item.Kind.PROJECT
    item.save()
    Project.objects.create(item=item, name_text=item.title)
    Place.objects.create(item=item, printed="郑州", agency=tree.zhengzhou)
    Assignment.objects.create(
        item=item, agency=tree.zhengzhou, role="lead", sent_at=clock.now(), sent_by="wang"
    )
    factories.light(item, tree.zhengzhou, "green")
    factories.light(item, tree.province, "green")
    return item


def test_each_stage_asks_for_what_it_needs_and_a_blocker_for_its_owner() -> None:
    """Rows 64 and 66."""
    assert rules.missing("early", {}) == ()
    assert rules.missing("building", {"leader": "张"}) == ("planned_yi", "period_yi")
    assert rules.missing("building", {"leader": "张", "planned_yi": 1, "period_yi": 0}) == ()
    assert rules.missing("early", {"blocker": "land"}) == ("problems", "owner")


def test_a_blocker_without_an_owner_is_refused_by_the_database_too(dock: Item, tree: Any) -> None:
    with pytest.raises(IntegrityError, match="monitoring_project_blocker"), transaction.atomic():
        ProjectReport.objects.create(
            item=dock, agency=tree.zhengzhou, number=1, stage="early", blocker="land",
            period_code="2016-06", start=JUNE.start, end=JUNE.end, at=clock.now(), by="zheng",
        )  # fmt: skip


def test_the_agency_that_holds_a_project_reports_it_once_however_often_it_sends(
    cast: Any, dock: Item
) -> None:
    for _again in range(2):
        report_project(item_id=dock.pk, period=JUNE, said=BUILDING, based_on=0, by=cast.city)

    assert ProjectReport.objects.count() == 1
    entry = Entry.objects.get(action="monitoring.project.reported")
    assert entry.data["after"]["period_yi"] == "1.5"


def test_nobody_reports_a_project_that_another_agency_holds(cast: Any, dock: Item) -> None:
    for who in (cast.other_city, cast.editor, cast.county):
        with pytest.raises(NotYourProject):
            report_project(item_id=dock.pk, period=JUNE, said=BUILDING, based_on=0, by=who)
    with pytest.raises(NotPermitted):
        report_project(item_id=dock.pk, period=JUNE, said=BUILDING, based_on=0, by=cast.viewer)

    assert not ProjectReport.objects.exists()


def test_a_report_based_on_an_older_one_is_a_conflict(cast: Any, dock: Item) -> None:
    """REL-07."""
    report_project(item_id=dock.pk, period=JUNE, said=BUILDING, based_on=0, by=cast.city)
    other = Said("finished", period_yi=Decimal(2), note="已完工")

    with pytest.raises(ProjectReportedMeanwhile):
        report_project(item_id=dock.pk, period=JUNE, said=other, based_on=0, by=cast.city)
    made = report_project(item_id=dock.pk, period=JUNE, said=other, based_on=1, by=cast.city)

    assert made.number == 2
    assert ProjectReport.objects.count() == 2


def test_a_stage_left_open_is_refused_with_what_is_missing(cast: Any, dock: Item) -> None:
    with pytest.raises(ProjectIncomplete, match="包联领导、年度计划投资"):
        report_project(item_id=dock.pk, period=JUNE, said=Said("started"), based_on=0, by=cast.city)

    assert not Entry.objects.filter(action="monitoring.project.reported").exists()


def test_a_step_back_needs_a_word_of_why(cast: Any, dock: Item) -> None:
    may = Period.month(2016, 5)
    report_project(item_id=dock.pk, period=may, said=BUILDING, based_on=0, by=cast.city)

    with pytest.raises(ProjectIncomplete, match="后退"):
        report_project(item_id=dock.pk, period=JUNE, said=Said("early"), based_on=0, by=cast.city)


def test_only_a_reviewer_above_confirms_and_never_the_reporter(
    cast: Any, dock: Item, tree: Any
) -> None:
    """Row 68, SEC-19."""
    made = report_project(item_id=dock.pk, period=JUNE, said=BUILDING, based_on=0, by=cast.city)

    def confirm(by: Any, agency: Any) -> None:
        check_project(report_id=made.pk, agency_id=agency.pk, right=True, note="到场查看", by=by)

    with pytest.raises(NotPermitted):
        confirm(cast.editor, tree.province)
    with pytest.raises(NotYourProject):
        confirm(cast.county_reviewer, tree.jinshui)
    ProjectReport.objects.filter(pk=made.pk).update(by=cast.reviewer.login)
    with pytest.raises(OwnReport):
        confirm(cast.reviewer, tree.province)
    ProjectReport.objects.filter(pk=made.pk).update(by=cast.viewer.login)
    Delegation.objects.create(
        post=cast.reviewer.posts.get(),
        to=cast.viewer,
        since=clock.today(),
        until=clock.today(),
        reason="出差",
        made_at=clock.now(),
    )
    for close in (cast.reviewer, cast.viewer):
        with pytest.raises(OwnReport):
            confirm(close, tree.province)
    ProjectReport.objects.filter(pk=made.pk).update(by=cast.city.login)
    for _again in range(2):
        confirm(cast.reviewer, tree.province)

    assert ProjectCheck.objects.get().by == cast.reviewer.login
    assert Entry.objects.filter(action="monitoring.project.checked").count() == 1


def test_the_board_adds_up_periods_and_counts_each_project_once(
    cast: Any, dock: Item, tree: Any
) -> None:
    """Row 65: what comes to since January is added up, a correction counts once."""
    Place.objects.create(item=dock, printed="洛阳", agency=tree.luoyang)
    may = Period.month(2016, 5)
    report_project(item_id=dock.pk, period=may, said=BUILDING, based_on=0, by=cast.city)
    report_project(item_id=dock.pk, period=JUNE, said=BUILDING, based_on=0, by=cast.city)
    corrected = Said("building", Decimal(10), Decimal(2), "张副市长")
    report_project(item_id=dock.pk, period=JUNE, said=corrected, based_on=1, by=cast.city)

    whole, parts = by_place(Frame(tree.province, JUNE, (), (JUNE,)), ("city",))

    assert (whole.stages["building"], whole.done, whole.planned) == (1, Decimal("3.5"), Decimal(10))
    assert [str(agency) for agency in parts] == ["郑州市", "洛阳市"]


def test_the_page_of_a_project_takes_a_report_and_keeps_what_was_typed(
    cast: Any, log_in: LogIn, dock: Item
) -> None:
    address = reverse("monitoring:project", args=[dock.pk])
    client = log_in(cast.city)
    typed = {"based_on": "0", "stage": "building", "blocker": "none", "leader": "李副市长"}

    refused = client.post(address, typed)
    done = client.post(address, typed | {"planned_yi": "10", "period_yi": "1.5"})

    assert refused.status_code == 422
    assert "李副市长" in refused.content.decode()
    assert done.status_code == 302
    assert "在建" in client.get(address).content.decode()


def test_another_citys_project_is_not_there(cast: Any, log_in: LogIn, dock: Item) -> None:
    """SEC-14."""
    factories.light(factories.item(), cast.other_city.posts.get().agency, "green")
    address = reverse("monitoring:project", args=[dock.pk])

    assert log_in(cast.other_city).get(address).status_code == 404
    assert log_in(cast.viewer).get(address).status_code == 200


def test_the_list_of_projects_costs_the_same_for_one_and_for_many(
    cast: Any,
    log_in: LogIn,
    dock: Item,
    tree: Any,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    report_project(item_id=dock.pk, period=JUNE, said=BUILDING, based_on=0, by=cast.city)
    for number in range(6):
        item = factories.item(f"项目{number}")
        Item.objects.filter(pk=item.pk).update(kind=Item.Kind.PROJECT)
        Project.objects.create(item=item, name_text=item.title)
        Place.objects.create(item=item, printed="郑州", agency=tree.zhengzhou)
    client = log_in(cast.editor)

    with django_assert_max_num_queries(40):
        text = client.get(reverse("monitoring:projects")).content.decode()

    assert "河南省共7个项目，开工在建1个" in text
