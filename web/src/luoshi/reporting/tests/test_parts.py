"""Figures broken down: a row for each part, a total checked or computed, at every door (row 12)."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel.periods import Period
from luoshi.ledger.actions import add_dimension, add_option, rename_option, retire_option, set_total
from luoshi.ledger.api import Dimension, Indicator
from luoshi.reporting import actions, sheets
from luoshi.reporting.actions.importing import take_sheet
from luoshi.reporting.models import DraftCell, Duty, Line, Series, Submission
from luoshi.reporting.queries.filling import asked_of, content_of, duty_seen, lines_of
from luoshi.reporting.queries.grid import grid_of
from luoshi.reporting.refusals import CheckFailed, NeedsExplanation
from luoshi.reporting.rules.content import Content, FigureInput
from luoshi.reporting.rules.parts import Fault, added, judge
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.conftest import Report

JAN = date(2016, 1, 1)
JUNE = Period.month(2016, 6)
D = Decimal


@dataclass(frozen=True)
class Cars:
    """A report whose one indicator is broken down by 车型."""

    duty: Duty
    dimension: Dimension
    total: Line
    electric: Line
    plug_in: Line

    @property
    def lines(self) -> tuple[Line, Line, Line]:
        """Return the total and its parts."""
        return self.total, self.electric, self.plug_in


def broken_down(report: Report, by: Any, total: str, *, ratio: bool = False) -> Cars:
    """Break the first line of a report down by 车型."""
    series = report.lines[0].series
    assert series is not None
    if ratio:
        Indicator.objects.filter(pk=series.indicator_id).update(
            over_time="ratio", over_places="ratio"
        )
    made = add_dimension(indicator_id=series.indicator_id, name="车型", total=total, by=by)
    for revision, name in enumerate(("纯电动", "插电式")):
        add_option(dimension_id=made.pk, revision=revision, name=name, since=JAN, by=by)
    parts = Line.objects.filter(part_of=report.lines[0]).order_by("pk")
    return Cars(report.duty, made, report.lines[0], *parts)


@pytest.fixture
def typed(report: Report, cast: Any) -> Cars:
    """A total that is typed and must be the sum."""
    return broken_down(report, cast.editor, "hard")


@pytest.fixture
def computed(report: Report, cast: Any) -> Cars:
    """A total that follows from its parts."""
    return broken_down(report, cast.editor, "computed")


def found(cars: Cars, *values: str | int | None, **reasons: str) -> list[tuple[str, str]]:
    """Return what the checks find in a total and two parts: code and severity."""
    said = [
        FigureInput(
            line.pk,
            None if value is None else D(str(value)),
            blank_reason=reasons.get(word, ""),
        )
        for line, value, word in zip(cars.lines, values, ("total", "one", "two"), strict=True)
    ]
    checked = actions.check(duty_id=cars.duty.pk, content=Content(tuple(said)))
    return [(one.code, one.severity) for one in checked]


# -- lines ----------------------------------------------------------------------------------------


def test_a_form_has_a_row_for_each_part_below_the_total(typed: Cars) -> None:
    """Row 12: in order, each with a code and a series of its own."""
    lines = list(lines_of(typed.duty))

    assert [line.code for line in lines] == ["L01", "L01.1.1", "L01.1.2", "L02", "L03"]
    assert [line.title for line in lines[1:3]] == ["其中（车型）：纯电动", "其中（车型）：插电式"]
    assert [line.part_of for line in lines[:3]] == [None, typed.total, typed.total]
    names = [str(line.series) for line in lines[:3]]
    assert names[1] == f"{names[0]}（纯电动）"


def test_parts_are_asked_in_the_periods_that_their_days_meet(typed: Cars, cast: Any) -> None:
    """Dated options: retired in May they are asked no more in June; what was said stays."""
    plug, form = typed.plug_in.series, typed.duty.cycle.form
    assert plug is not None
    may = factories.duty(factories.cycle(form, Period.month(2016, 5)), typed.duty.agency)
    retire_option(
        option_id=plug.option_id or 0, revision=2, until=date(2016, 5, 10), reason="停产",
        by=cast.editor,
    )  # fmt: skip
    add_option(
        dimension_id=typed.dimension.pk, revision=3, name="燃料电池", since=date(2016, 6, 30),
        by=cast.editor,
    )  # fmt: skip

    def names(duty: Duty) -> list[str]:
        return [line.code for line in lines_of(duty) if line.part_of_id]

    assert names(may) == ["L01.1.1", "L01.1.2"]
    assert names(typed.duty) == ["L01.1.1", "L01.1.3"]
    assert list(lines_of(typed.duty)) == list(Line.objects.filter(
        pk__in=[line.pk for line in lines_of(typed.duty)]
    ).order_by("position", "pk"))  # fmt: skip


def test_a_renamed_part_keeps_its_line_and_its_figures(typed: Cars, cast: Any) -> None:
    receipt = factories.send(typed.duty, cast.county, values(typed, 5, 3, 2))
    plug = typed.plug_in.series
    assert plug is not None
    rename_option(
        option_id=plug.option_id or 0, revision=2, name="插电混动", reason="与目录一致",
        by=cast.editor,
    )  # fmt: skip

    line = Line.objects.get(pk=typed.plug_in.pk)
    assert line.title == "其中（车型）：插电混动"
    assert Line.objects.filter(part_of=typed.total).count() == 2
    assert receipt.submission.figures.get(series=plug).value == 2


def test_forms_made_later_have_the_parts_too(typed: Cars, cast: Any) -> None:
    """The firms' table as well: their parts are series of their own, added to no agency's."""
    output = Indicator.objects.create(name="工业总产值", unit="万元", over_time="sum")
    size = add_dimension(indicator_id=output.pk, name="规模", total="soft", by=cast.editor)
    add_option(dimension_id=size.pk, revision=0, name="大型", since=JAN, by=cast.editor)
    form = actions.make_firm_form(by=cast.editor)
    again = actions.make_firm_form(by=cast.editor)

    part = form.lines.get(part_of__isnull=False)
    assert (part.code, part.series.said_by if part.series else "") == ("01.1.1", "enterprise")
    assert again.lines.count() == form.lines.count()
    assert Series.objects.filter(option__isnull=False).count() == 3


def test_breaking_down_costs_the_same_for_any_number_of_parts(
    report: Report, cast: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cars = broken_down(report, cast.editor, "hard")
    for at in range(2, 12):
        add_option(
            dimension_id=cars.dimension.pk, revision=at, name=f"第{at}种", since=JAN,
            by=cast.editor,
        )  # fmt: skip
    with django_assert_num_queries(2):
        lines = list(lines_of(cars.duty))
        assert [asked_of(line).computed for line in lines] == [False] * 15


# -- totals ---------------------------------------------------------------------------------------


def values(cars: Cars, *said: str | int | None) -> Content:
    """Return a content of a total and its parts."""
    return factories.said(*zip(cars.lines, said, strict=True))


def test_a_typed_total_is_held_against_the_sum_of_its_parts(typed: Cars) -> None:
    """Hard as set: apart, missing, more than the total; what adds up passes."""
    assert found(typed, 5, 3, 2) == []
    assert found(typed, 6, 3, 2) == [("parts1", "hard")]
    assert found(typed, None, 3, 2) == [("parts1", "hard")]
    assert found(typed, None, None, None) == [], "a blank report is nobody's sum"
    assert found(typed, "0.3", "0.1", "0.2") == []


def test_blanks_are_no_noughts(typed: Cars) -> None:
    """Row 32: a silent part leaves the sum open; one that says why is left out of it."""
    assert found(typed, 5, 5, None) == [("parts1", "hard")]
    assert found(typed, 5, 5, 0) == []
    assert found(typed, 5, 3, None, two="商业秘密") == []
    assert found(typed, 5, 6, None, two="商业秘密") == [("parts1", "hard")]
    assert found(typed, 5, None, None, one="不掌握", two="不掌握") == []


def test_a_soft_total_asks_for_an_explanation_that_travels_up(report: Report, cast: Any) -> None:
    cars = broken_down(report, cast.editor, "soft")
    with pytest.raises(NeedsExplanation):
        factories.send(cars.duty, cast.county, values(cars, 6, 3, 2))
    said = {("parts1", cars.total.pk): "含未分类的改装车，另行核实"}
    receipt = factories.send(cars.duty, cast.county, values(cars, 6, 3, 2), explanations=said)

    (finding,) = receipt.submission.findings.all()
    assert finding.explanation == "含未分类的改装车，另行核实"
    assert "总数6不等于车型各分项之和5" in finding.words


def test_a_computed_total_is_nobodys_to_type(computed: Cars, cast: Any) -> None:
    """It follows at every door: typed it is locked out, sent with another value refused."""
    (saved,) = factories.type_in(computed.duty, cast.county, (computed.total, "value", "9"))
    assert saved.words == "总数由分项相加得出，不直接填数；分项填全后自动得出。"
    assert found(computed, 9, 3, 2) == [("computed", "hard")]
    assert found(computed, 5, 3, 2) == []
    typed = ((computed.electric, "value", "3"), (computed.plug_in, "value", "2"))
    factories.type_in(computed.duty, cast.county, *typed)
    receipt = factories.send(computed.duty, cast.county)

    figures = {row.line_id: row.value for row in receipt.submission.figures.all()}
    assert figures == {computed.total.pk: 5, computed.electric.pk: 3, computed.plug_in.pk: 2}


def test_sending_a_computed_total_twice_gives_one_receipt(computed: Cars, cast: Any) -> None:
    """REL-02: the key answers the content as it was sent."""
    key, said = uuid.uuid4(), values(computed, None, 3, 2)
    first = factories.send(computed.duty, cast.county, said, client_key=key)
    again = factories.send(computed.duty, cast.county, said, client_key=key)

    assert (first.number, again.number) == (1, 1)
    assert content_of(first.submission).figures[0].value == 5


def test_a_computed_total_stays_open_while_a_part_is_silent(computed: Cars, cast: Any) -> None:
    with pytest.raises(CheckFailed) as refused:
        factories.send(computed.duty, cast.county, values(computed, None, 3, None))
    assert ["1个分项没有填" in one.words for one in refused.value.found] == [True]
    assert not Submission.objects.exists()


def test_a_ratio_adds_up_by_its_parts(report: Report, cast: Any) -> None:
    """Row 29: 1/2 and 1/8 make 2/10."""
    cars = broken_down(report, cast.editor, "computed", ratio=True)
    said = Content((
        FigureInput(cars.electric.pk, None, D(1), D(2)),
        FigureInput(cars.plug_in.pk, None, D(1), D(8)),
    ))  # fmt: skip
    receipt = factories.send(cars.duty, cast.county, said)

    whole = receipt.submission.figures.get(line=cars.total)
    assert (whole.numerator, whole.denominator) == (2, 10)


def test_what_was_typed_before_a_total_was_computed_is_kept_and_not_said(
    typed: Cars, cast: Any
) -> None:
    factories.type_in(
        typed.duty, cast.county, (typed.total, "value", "9"),
        (typed.electric, "value", "3"), (typed.plug_in, "value", "2"),
    )  # fmt: skip
    set_total(dimension_id=typed.dimension.pk, revision=2, total="computed", by=cast.editor)
    receipt = factories.send(typed.duty, cast.county)

    assert receipt.submission.figures.get(line=typed.total).value == 5
    assert DraftCell.objects.get(line=typed.total, column="value").text == "9"


FIGURES = st.one_of(
    st.none(), st.decimals(0, 9999, places=2, allow_nan=False, allow_infinity=False)
)


@given(values=st.lists(FIGURES, min_size=1, max_size=6), reason=st.sampled_from(["", "无"]))
def test_a_computed_total_never_contradicts_its_parts(
    values: list[Decimal | None], reason: str
) -> None:
    """Whatever is said: what is added up passes, or parts are silent."""
    parts = [FigureInput(at, one, blank_reason=reason) for at, one in enumerate(values)]
    summed = added(parts, ratio=False)
    wrong = judge(FigureInput(99, summed.get("value")), parts, ratio=False)

    assert wrong is None or wrong.fault == Fault.SILENT
    if summed:
        assert summed["value"] == sum(one for one in values if one is not None)


# -- doors ----------------------------------------------------------------------------------------


def test_the_page_shows_the_total_as_its_parts_are_typed(
    computed: Cars, cast: Any, log_in: Any
) -> None:
    """The draft goes cell by cell, offline too; the answer says what the total comes to."""
    client: Client = log_in(cast.county)
    cells = [
        {"line": line.pk, "column": "value", "text": text, "version": 0}
        for line, text in ((computed.electric, "3"), (computed.plug_in, "2"))
    ]
    url = reverse("reporting:save", args=[computed.duty.pk])
    heads = {"Accept": "application/json"}
    answer = client.post(url, {"cells": json.dumps(cells)}, headers=heads).json()
    page = client.get(reverse("reporting:fill", args=[computed.duty.pk])).text

    assert answer["derived"][str(computed.total.pk)]["period"] == ["5", "5"]
    assert f'id="c-{computed.total.pk}-value"' not in page
    assert f'id="d-{computed.total.pk}-period" data-raw="5"' in page
    assert f'id="c-{computed.electric.pk}-value"' in page
    assert page.count('class="g--part"') == 2


def test_the_sheet_carries_the_parts_out_and_back(computed: Cars, cast: Any) -> None:
    """Row keys; the total is shown there and what is typed over it is not taken."""
    duty = duty_seen(computed.duty.pk, cast.county)
    file = sheets.write(grid_of(duty))
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    row = {str(cell.value): int(cell.row or 0) for line in page.iter_rows() for cell in line}
    place = next(
        int(cell.column or 0)
        for line in page.iter_rows()
        for cell in line
        if cell.value == "填报数"
    )
    for code, value in (("L01", 77), ("L01.1.1", 3), ("L01.1.2", 2)):
        page.cell(row[code], place, value)
    file.seek(0)
    file.truncate()
    book.save(file)

    assert take_sheet(duty_id=duty.pk, name="表.xlsx", content=file.getvalue(), by=cast.county) == 2
    assert take_sheet(duty_id=duty.pk, name="表.xlsx", content=file.getvalue(), by=cast.county) == 0
    grid = grid_of(duty)
    assert [line.cells["value"].text for line in grid.figures][:3] == ["5", "3", "2"]


def test_programs_see_which_line_is_a_part(computed: Cars, cast: Any, program: Any) -> None:
    """Row 90."""
    client = program(cast.county)
    lines = client.get(reverse("api:duty", args=[computed.duty.pk])).json()["lines"]
    said = {
        "client_key": str(uuid.uuid4()),
        "based_on": 0,
        "figures": [
            {"line_id": computed.electric.pk, "value": "3"},
            {"line_id": computed.plug_in.pk, "value": "2"},
        ],
    }
    url = reverse("api:submit", args=[computed.duty.pk])
    client.post(url, json.dumps(said), content_type="application/json")

    told = {line["code"]: (line["part_of"], line["computed"]) for line in lines}
    assert told["L01"] == (None, True)
    assert told["L01.1.2"] == (computed.total.pk, False)
    assert Submission.objects.get().figures.get(line=computed.total).value == 5
