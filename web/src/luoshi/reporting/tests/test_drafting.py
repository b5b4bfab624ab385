"""Cells on the server at once, each with its version; nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel.models import Entry
from luoshi.reporting.actions import CellEdit, save_cells
from luoshi.reporting.models import DraftCell
from luoshi.reporting.refusals import NotFound, NotYours
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.conftest import Report

pytestmark = pytest.mark.django_db


def test_a_cell_is_kept_with_a_version_and_the_trail_says_what_changed(
    report: Report, cast: Any
) -> None:
    """REL-09, row 88."""
    line = report.lines[0]

    (first,) = factories.type_in(report.duty, cast.county, (line, "value", "12.5"))
    (second,) = factories.type_in(report.duty, cast.county, (line, "value", "13"))

    assert (first.state, first.version, second.version) == ("saved", 1, 2)
    assert DraftCell.objects.get().text == "13"
    entries = Entry.objects.filter(action="reporting.draft.saved").order_by("pk")
    assert [entry.data["cells"] for entry in entries] == [
        [["L01", "value", "", "12.5"]],
        [["L01", "value", "12.5", "13"]],
    ]


def test_of_two_writing_one_cell_the_second_sees_what_the_first_wrote(
    report: Report, cast: Any
) -> None:
    """REL-07."""
    line = report.lines[0]
    edit = CellEdit(line.pk, "value", "12", 0)
    save_cells(duty_id=report.duty.pk, cells=[edit], by=cast.county)

    (mine,) = save_cells(
        duty_id=report.duty.pk, cells=[CellEdit(line.pk, "value", "15", 0)], by=cast.county
    )

    assert (mine.state, mine.text, mine.version) == ("conflict", "12", 1)
    assert "被他人修改" in mine.words
    assert DraftCell.objects.get().text == "12"


def test_the_same_cell_sent_again_changes_nothing(report: Report, cast: Any) -> None:
    """What a lost answer makes the page send twice."""
    edit = CellEdit(report.lines[0].pk, "value", "12", 0)

    answers = [
        save_cells(duty_id=report.duty.pk, cells=[edit], by=cast.county)[0] for _ in range(2)
    ]

    assert [(each.state, each.version) for each in answers] == [("saved", 1)] * 2
    assert Entry.objects.filter(action="reporting.draft.saved").count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("十二", "不是数字"),
        ("1.0000001", "小数最多6位"),
        ("123456789012345", "数字过大"),
        ("NaN", "不是数字"),
    ],
)
def test_what_is_no_number_is_kept_as_typed_and_said_to_be_invalid(
    report: Report, cast: Any, text: str, words: str
) -> None:
    (answer,) = factories.type_in(report.duty, cast.county, (report.lines[0], "value", text))

    assert (answer.state, answer.text) == ("invalid", text)
    assert words in answer.words
    assert DraftCell.objects.get().text == text


@pytest.mark.parametrize("text", ["１２，５００.5", "1.25005万亿元", " 12,500.5 ", "12500.5亿元"])
def test_numbers_as_people_write_them_are_numbers(report: Report, cast: Any, text: str) -> None:
    (answer,) = factories.type_in(report.duty, cast.county, (report.lines[0], "value", text))

    assert answer.state == "saved"


def test_a_ratio_is_typed_by_its_parts(report: Report, cast: Any) -> None:
    """Row 29."""
    ratio = factories.indicator(unit="%", over_time="ratio", over_places="ratio")
    line = factories.line(report.form, "L09", factories.series(ratio))

    answers = factories.type_in(
        report.duty,
        cast.county,
        (line, "value", "50"),
        (line, "numerator", "1"),
        (report.lines[0], "denominator", "2"),
    )

    assert [answer.state for answer in answers] == ["invalid", "saved", "invalid"]


def test_a_foreign_line_and_a_foreign_column_are_locked(report: Report, cast: Any) -> None:
    other = factories.line(factories.form(frequency="year"), "X01")

    answers = factories.type_in(
        report.duty, cast.county, (other, "value", "1"), (report.lines[0], "done", "已完成")
    )

    assert [answer.state for answer in answers] == ["locked", "locked"]
    assert not DraftCell.objects.exists()


def test_only_whoever_fills_the_report_types_into_it(report: Report, cast: Any) -> None:
    """SEC-13: who sees it is told so, to the others it does not exist."""
    cells = [CellEdit(report.lines[0].pk, "value", "1", 0)]

    for person in (cast.city, cast.editor, cast.viewer, cast.county_reviewer):
        with pytest.raises(NotYours):
            save_cells(duty_id=report.duty.pk, cells=cells, by=person)
    for person in (cast.other_city, cast.department, cast.enterprise, cast.system, cast.audit):
        with pytest.raises(NotFound):
            save_cells(duty_id=report.duty.pk, cells=cells, by=person)

    assert not DraftCell.objects.exists()


def test_a_firm_fills_its_own_report_and_no_other(report: Report, tree: Any, cast: Any) -> None:
    form = factories.form(said_by="enterprise")
    line = factories.line(form, "E01")
    round_ = factories.cycle(form)
    own = factories.duty(
        round_, tree.jinshui, enterprise=factories.firm(tree.jinshui, cast.enterprise)
    )
    other = factories.duty(round_, tree.jinshui, enterprise=factories.firm(tree.jinshui))

    (answer,) = factories.type_in(own, cast.enterprise, (line, "value", "3"))

    assert answer.state == "saved"
    with pytest.raises(NotFound):
        factories.type_in(other, cast.enterprise, (line, "value", "3"))
    with pytest.raises(NotYours):
        factories.type_in(own, cast.county, (line, "value", "3"))


def test_a_report_that_waits_for_its_acceptance_cannot_be_typed_into(
    report: Report, cast: Any
) -> None:
    factories.send(report.duty, cast.county, factories.said((report.lines[0], 5)))
    report.duty.refresh_from_db()

    (answer,) = factories.type_in(report.duty, cast.county, (report.lines[0], "value", "9"))

    assert (answer.state, answer.text) == ("locked", "5")
    assert "请先撤回" in answer.words


def test_pasting_two_hundred_cells_costs_no_more_statements_than_one(
    tree: Any, cast: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    form = factories.form()
    lines = [factories.line(form, f"P{number:03}") for number in range(200)]
    duty = factories.duty(factories.cycle(form), tree.jinshui)
    cells = [(line, "value", str(number)) for number, line in enumerate(lines)]

    with django_assert_max_num_queries(12):
        answers = factories.type_in(duty, cast.county, *cells)

    assert {answer.state for answer in answers} == {"saved"}
    assert DraftCell.objects.count() == 200


def test_no_respondent_owes_one_report_twice(report: Report, tree: Any, cast: Any) -> None:
    """REL-04: a rule of the database, on both engines."""
    round_ = report.duty.cycle
    firm = factories.firm(tree.jinshui, cast.enterprise)
    factories.duty(round_, tree.jinshui, enterprise=firm)

    for whose in (None, firm):
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.duty(round_, tree.jinshui, enterprise=whose)
