"""Projects in the monthly form: carried over, checked, sent, corrected (rows 64 to 66)."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from luoshi.accounts.api import Person
from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.ledger.tests import factories as ledger
from luoshi.reporting import sheets
from luoshi.reporting.actions import check
from luoshi.reporting.actions.importing import take_sheet
from luoshi.reporting.models import (
    DraftCell,
    Duty,
    Line,
    ProjectBlocker,
    ProjectProgress,
    ProjectStage,
)
from luoshi.reporting.queries.filling import content_of, duty_seen
from luoshi.reporting.queries.grid import Row, grid_of
from luoshi.reporting.refusals import CheckFailed, NeedsExplanation
from luoshi.reporting.rules import projects as rules
from luoshi.reporting.rules.content import ProjectInput
from luoshi.reporting.tests import factories

pytestmark = pytest.mark.django_db
LogIn = Callable[[Person | None], Client]
HEAD = 3
MAY, JUNE = Period.month(2016, 5), Period.month(2016, 6)
TYPED = {
    "stage": "building", "investment_yi": "30", "planned_yi": "10", "period_yi": "1.5",
    "total_yi": "6", "expected_on": "2017-10-31", "leader": "张副市长", "blocker": "land",
    "problems": "二期用地指标未落实", "help": "请协调用地指标", "owner": "郑州市人民政府",
    "done": "主体厂房封顶",
}  # fmt: skip


@dataclass(frozen=True)
class Dock:
    """A project of the county's, its line, its reports of May and June."""

    line: Line
    may: Duty
    june: Duty


@pytest.fixture
def dock(tree: Any) -> Dock:
    """Return the duties of 金水区, which answers for a project, and of 郑州, which takes part."""
    item = ledger.plan().items.filter(kind=Item.Kind.TASK).first()
    assert item is not None
    Item.objects.filter(pk=item.pk).update(kind=Item.Kind.PROJECT)
    for agency, role in ((tree.jinshui, "lead"), (tree.zhengzhou, "participant")):
        Assignment.objects.create(
            item_id=item.pk, agency=agency, role=role, sent_at=clock.now(), sent_by="wang"
        )
    form = factories.form()
    line = Line.objects.create(
        form=form, code="J001", position=1, kind="progress", title="船坞项目", item_id=item.pk
    )
    may, june = (
        factories.duty(factories.cycle(form, period), tree.jinshui) for period in (MAY, JUNE)
    )
    return Dock(line, may, june)


def say(duty: Duty, line: Line, by: Any, **typed: str) -> None:
    """Type cells of the project."""
    cells = [(line, column, text) for column, text in typed.items()]
    factories.type_in(duty, by, *cells)


def row_of(duty: Duty, by: Any) -> Row:
    """Return the project of a form."""
    return grid_of(duty_seen(duty.pk, by)).projects[0]


def codes(duty: Duty) -> dict[str, str]:
    """Return what the checks find in the draft: severity by code."""
    return {one.code: one.severity for one in check(duty_id=duty.pk)}


def test_the_rules_and_the_database_know_the_same_stages_and_blockers() -> None:
    assert ProjectStage.values == [stage.value for stage in rules.Stage]
    assert ProjectBlocker.values == [blocker.value for blocker in rules.Blocker]


def test_what_is_carried_leaves_out_what_must_be_said_anew() -> None:
    texts = {"stage": "building", "period_yi": "1", "planned_yi": "10", "done": "封顶"}
    before = rules.Before(ProjectInput(1), texts, None, "2015-12")

    assert before.carried(Period.month(2016, 1)) == {"stage": "building"}
    assert before.carried(Period.month(2015, 12)) == {"stage": "building", "planned_yi": "10"}


def test_the_sums_come_from_the_periods_and_rates_from_the_plans() -> None:
    """Row 65: since January is added up, never typed."""
    last = ProjectInput(1, total_yi=Decimal(4))
    said = ProjectInput(
        1,
        period_yi=Decimal(1),
        total_yi=Decimal(5),
        planned_yi=Decimal(8),
        investment_yi=Decimal(20),
    )

    found = rules.sums(said, rules.Before(last, {}, Decimal(3)))

    assert (found.year, found.total_next) == (Decimal(4), Decimal(5))
    assert (found.year_rate, found.total_rate) == (Decimal(50), Decimal(25))


def test_only_who_answers_for_a_project_says_how_it_stands(
    dock: Dock, cast: Any, tree: Any, log_in: LogIn
) -> None:
    city = factories.duty(dock.june.cycle, tree.zhengzhou)

    own = log_in(cast.county).get(reverse("reporting:fill", args=[dock.june.pk])).content.decode()
    other = log_in(cast.city).get(reverse("reporting:fill", args=[city.pk])).content.decode()

    assert "项目进展" in own
    assert f'id="c-{dock.line.pk}-total_yi"' in own
    assert f'id="c-{dock.line.pk}-total_yi"' not in other
    assert f'id="c-{dock.line.pk}-done"' in other
    saved = factories.type_in(city, cast.city, (dock.line, "stage", "building"))
    assert [one.state for one in saved] == ["locked"]


def test_last_month_stands_in_the_form_and_becomes_the_draft_with_the_first_cell(
    dock: Dock, cast: Any
) -> None:
    """Row 33: nothing already known is asked again; what nobody touched is not sent."""
    say(dock.may, dock.line, cast.county, **TYPED)
    factories.send(dock.may, cast.county)

    row = row_of(dock.june, cast.county)
    shown = {name: cell.text for name, cell in row.cells.items() if cell.carried}
    assert shown == {key: TYPED[key] for key in rules.CARRIED}
    assert not row.filled
    assert not DraftCell.objects.filter(duty=dock.june).exists()
    factories.send(dock.june, cast.county)
    assert not ProjectProgress.objects.filter(submission__duty=dock.june).exists()


def test_the_first_cell_of_a_project_takes_along_what_is_carried(dock: Dock, cast: Any) -> None:
    say(dock.may, dock.line, cast.county, **TYPED)
    factories.send(dock.may, cast.county)

    say(dock.june, dock.line, cast.county, period_yi="0.5", total_yi="6.5")
    factories.send(dock.june, cast.county)

    sent = ProjectProgress.objects.get(submission__duty=dock.june)
    assert (sent.stage, sent.planned_yi, sent.total_yi) == ("building", 10, Decimal("6.5"))


def test_a_cleared_cell_stays_cleared(dock: Dock, cast: Any) -> None:
    say(dock.may, dock.line, cast.county, **TYPED)
    factories.send(dock.may, cast.county)

    say(dock.june, dock.line, cast.county, blocker="none")
    say(dock.june, dock.line, cast.county, help="", owner="", problems="")

    cells = row_of(dock.june, cast.county).cells
    assert [cells[name].text for name in ("blocker", "help", "owner")] == ["none", "", ""]
    assert cells["stage"].text == "building"


def test_a_total_below_last_months_blocks_and_nothing_is_sent_by_half(
    dock: Dock, cast: Any
) -> None:
    say(dock.may, dock.line, cast.county, **TYPED)
    factories.send(dock.may, cast.county)
    say(dock.june, dock.line, cast.county, period_yi="1", total_yi="5")

    with pytest.raises(CheckFailed) as refused:
        factories.send(dock.june, cast.county)

    (found,) = refused.value.found
    assert found.words.endswith("自开工累计完成投资5亿元小于上期的6亿元。")
    assert ProjectProgress.objects.count() == 1
    assert not dock.june.submissions.exists()


def test_a_stage_that_goes_back_and_money_above_the_plan_ask_for_a_word(
    dock: Dock, cast: Any
) -> None:
    say(dock.may, dock.line, cast.county, **TYPED)
    factories.send(dock.may, cast.county)
    say(dock.june, dock.line, cast.county, stage="started", period_yi="9", total_yi="40")

    found = codes(dock.june)
    with pytest.raises(NeedsExplanation):
        factories.send(dock.june, cast.county)
    why = "设计变更后重新办理施工许可，投资提前到位"
    told = {(code, dock.line.pk): why for code in found}
    factories.send(dock.june, cast.county, explanations=told)

    assert found == dict.fromkeys(("stage_back", "over_plan", "over_total", "total_runs"), "soft")
    assert dock.june.submissions.get().findings.filter(explanation=why).count() == 4


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"total_yi": "1", "period_yi": "2", "stage": "early"}, "total_short"),
        ({"stage": "building"}, "project"),
        ({"period_yi": "1"}, "project"),
        ({"stage": "early", "blocker": "land"}, "project"),
        ({"stage": "early", "owner": "没有的单位"}, "owner"),
        ({"stage": "early", "period_yi": "-1"}, "format"),
        ({"stage": "梦想"}, "format"),
        ({"stage": "early", "expected_on": "明年"}, "format"),
    ],
)
def test_what_a_project_lacks_or_gets_wrong_blocks(
    dock: Dock, cast: Any, typed: dict[str, str], code: str
) -> None:
    """Rows 64 and 66: what a stage asks for, and who clears a blocker."""
    say(dock.june, dock.line, cast.county, **typed)

    assert codes(dock.june)[code] == "hard"


def test_a_project_expected_before_now_asks_for_its_new_day(dock: Dock, cast: Any) -> None:
    say(dock.june, dock.line, cast.county, stage="early", expected_on="2016年5月1日")

    assert codes(dock.june) == {"project_overdue": "soft"}


def test_what_is_sent_of_a_project_is_read_back_and_never_changed(dock: Dock, cast: Any) -> None:
    """REL-13: the database itself refuses."""
    say(dock.june, dock.line, cast.county, **TYPED | {"planned_yi": "100000万元"})
    receipt = factories.send(dock.june, cast.county)

    (said,) = content_of(receipt.submission).projects
    assert (said.planned_yi, said.expected_on, said.owner) == (10, "2017-10-31", "郑州市人民政府")
    sent = ProjectProgress.objects.get()
    assert str(sent.owner_agency) == "郑州市人民政府"
    for act in (sent.delete, lambda: ProjectProgress.objects.update(leader="别人")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


def test_a_returned_project_is_corrected_accepted_and_then_frozen(
    dock: Dock, cast: Any, log_in: LogIn
) -> None:
    say(dock.june, dock.line, cast.county, **TYPED)
    factories.back(factories.send(dock.june, cast.county), cast.city_reviewer)
    say(dock.june, dock.line, cast.county, total_yi="7")
    receipt = factories.send(dock.june, cast.county)

    text = log_in(cast.city_reviewer).get(
        reverse("reporting:review", args=[receipt.submission.pk])
    ).content.decode()  # fmt: skip
    factories.take(receipt, cast.city_reviewer)
    factories.take(receipt, cast.reviewer)

    assert "原 6" in text
    assert "在建" in text
    assert [one.total_yi for one in ProjectProgress.objects.order_by("pk")] == [6, 7]
    page = log_in(cast.county).get(reverse("reporting:fill", args=[dock.june.pk]))
    assert f'id="c-{dock.line.pk}-total_yi"' not in page.content.decode()


def test_the_sheet_goes_out_with_projects_and_comes_back_without_change(
    dock: Dock, cast: Any
) -> None:
    """Row 92; a stage is a word in the sheet."""
    say(dock.may, dock.line, cast.county, **TYPED)
    factories.send(dock.may, cast.county)
    content = sheets.write(grid_of(duty_seen(dock.june.pk, cast.county))).getvalue()
    assert take_sheet(duty_id=dock.june.pk, name="a.xlsx", content=content, by=cast.county) == 0

    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    heads = {str(cell.value): place for place, cell in enumerate(page[HEAD], start=1)}
    assert page.cell(HEAD + 1, heads["阶段"]).value == "在建"
    page.cell(HEAD + 1, heads["阶段"], "竣工")
    page.cell(HEAD + 1, heads["本期完成投资（亿元）"], 2)
    page.cell(HEAD + 1, heads["自开工累计完成投资（亿元）"], "80000万元")
    file = io.BytesIO()
    book.save(file)
    take_sheet(duty_id=dock.june.pk, name="a.xlsx", content=file.getvalue(), by=cast.county)

    cells = row_of(dock.june, cast.county).cells
    found = {name: cells[name].text for name in ("stage", "period_yi", "total_yi", "leader")}
    assert found == {"stage": "finished", "period_yi": "2", "total_yi": "8", "leader": "张副市长"}


def test_a_program_sends_projects_as_it_sends_figures(
    dock: Dock, cast: Any, program: LogIn
) -> None:
    """Row 90; SEC-15: what nobody may write is dropped and recorded."""
    client = program(cast.county)
    lines = client.get(reverse("api:duty", args=[dock.june.pk])).json()["lines"]
    body = {
        "client_key": str(uuid.uuid4()), "based_on": 0,
        "progress": [{"line_id": dock.line.pk, "done": "主体厂房封顶"}],
        "projects": [{
            "line_id": dock.line.pk, "stage": "running", "total_yi": "6.5",
            "expected_on": "2016-05-31", "score": "100",
        }],
    }  # fmt: skip

    answer = client.post(
        reverse("api:submit", args=[dock.june.pk]),
        json.dumps(body),
        content_type="application/json",
    )

    assert [(line["code"], line["project"]) for line in lines] == [("J001", True)]
    assert answer.status_code == 200, answer.content
    assert ProjectProgress.objects.get().total_yi == Decimal("6.5")
    again = client.get(reverse("api:duty", args=[dock.june.pk])).json()["lines"]
    assert again[0]["cells"]["stage"] == "running"


def test_the_page_shows_what_the_year_comes_to_as_soon_as_a_cell_is_saved(
    dock: Dock, cast: Any, log_in: LogIn
) -> None:
    say(dock.may, dock.line, cast.county, **TYPED)
    factories.send(dock.may, cast.county)
    cell = {"line": dock.line.pk, "column": "period_yi", "text": "1", "version": 0}

    answer = log_in(cast.county).post(
        reverse("reporting:save", args=[dock.june.pk]),
        {"cells": json.dumps([cell])}, headers={"accept": "application/json"},
    ).json()  # fmt: skip

    derived = answer["derived"][str(dock.line.pk)]
    assert (derived["year"][0], derived["year_rate"][0]) == ("2.5", "25.0%")
    assert derived["total_next"][0] == "7"
    assert "项目 1 / 1 个" in answer["summary"]
