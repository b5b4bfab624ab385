"""The same table gives the same facts in every form in which plans print it."""

from __future__ import annotations

from pathlib import Path

import pytest
from luoshi_reader import read_plan

from reader.tests.tables.making import rows_read, source_of
from reader.tests.tables.sheets import SHEETS

FORMS = ("docx", "html", "xlsx", "md", "tabs", "stack")
#: Names of years in one row and what is told of each in the next leave nothing to tell a cell by,
#: nor do columns that are named by what they count.
LOST = {("sections", "stack"), ("parted", "stack")}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", sorted(SHEETS))
def test_a_table_states_the_same_in_every_form(name: str, form: str, tmp_path: Path) -> None:
    sheet, stated = SHEETS[name]

    assert rows_read(source_of(sheet, form, tmp_path)) == ([] if (name, form) in LOST else stated)


@pytest.mark.parametrize(
    ("name", "form"), [("ladder", "pdf"), ("numbered", "aligned"), ("spoken", "aligned")]
)
def test_a_printed_table_states_the_same(name: str, form: str, tmp_path: Path) -> None:
    sheet, stated = SHEETS[name]

    assert rows_read(source_of(sheet, form, tmp_path)) == stated


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["indicators", "projects"])
def test_a_fact_of_a_row_quotes_its_cell_and_leads_back_to_it(
    name: str, form: str, tmp_path: Path
) -> None:
    source = source_of(SHEETS[name][0], form, tmp_path)

    facts = [fact for fact in read_plan(source).facts if fact.type in {"figure", "project"}]

    cells = {words for line in source.text.splitlines() for words in line.split("\t")}
    cells |= {words.strip() for line in source.text.splitlines() for words in line.split("|")}
    assert {source.quote(fact.span) for fact in facts} <= cells
    for fact in facts if source.pieces else ():
        piece = source.piece(fact.span.start)
        assert piece
        assert (piece.start, piece.end) == (fact.span.start, fact.span.end)
        assert piece.row
        assert piece.column


def test_a_number_rests_on_the_cells_that_say_whose_it_is_and_when(tmp_path: Path) -> None:
    source = source_of(SHEETS["indicators"][0], "tabs", tmp_path)

    figures = [fact for fact in read_plan(source).facts if fact.type == "figure"]

    assert [source.quote(place) for place in figures[1].evidence] == [
        "全市", "2025年", "地区生产总值", "亿元",
    ]  # fmt: skip
    assert source.quote(figures[1].span) == "1980"
