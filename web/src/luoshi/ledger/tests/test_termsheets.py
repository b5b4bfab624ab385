"""Conversion factors by sheet: out with keys, back with a preview, all or none (USE-03)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.kernel.sheets import SheetFaulty
from luoshi.ledger.actions import TermSaid, add_term, change_term, termsheets
from luoshi.ledger.actions.termsheets import read, take_terms
from luoshi.ledger.models import DerivedTerm, Indicator

pytestmark = pytest.mark.django_db
LogIn = Callable[[Any], Client]
D = Decimal
WHY: dict[str, Any] = {"reason": "重新核定", "paper": "豫工信〔2016〕31号"}


@pytest.fixture
def standard(cast: Any) -> Indicator:
    """An indicator that follows from buses."""
    made = Indicator.objects.create(name="标准车产量", unit="辆", revision=1)
    buses = Indicator.objects.create(name="客车产量", unit="辆", revision=1)
    Indicator.objects.create(name="货车产量", unit="辆", revision=1)
    said = TermSaid(D(2), date(2016, 1, 1), "折合标准车", "豫工信〔2016〕9号")
    add_term(indicator_id=made.pk, source_id=buses.pk, said=said, by=cast.editor)
    return made


def filled(of: Indicator, new: dict[str, Any] | None = None, **cells: Any) -> bytes:
    """Return the sheet with the first term's cells changed and a row added below."""
    book = openpyxl.load_workbook(termsheets.write(of))
    page: Any = book.worksheets[0]
    heads = {field.head: field.key for field in termsheets.fields()}
    at = next(row[0].row for row in page.iter_rows() if any(c.value in heads for c in row))
    columns = {heads[c.value]: c.column for c in page[at] if c.value in heads}
    first = next(
        r for r in range(at + 1, page.max_row + 2)
        if page.cell(r, columns["source"]).value in {"客车产量", None}
    )  # fmt: skip
    for key, value in cells.items():
        page.cell(first, columns[key], value)
    for key, value in (new or {}).items():
        page.cell(first + 1, columns[key], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


NEW = {"source": "货车产量", "factor": 1.5, "since": date(2016, 6, 1), **WHY}


def test_the_sheet_goes_out_and_comes_back_without_change(standard: Indicator) -> None:
    sheet, changes = read(standard, filled(standard))
    assert not sheet.faults
    assert not changes


def test_a_sheet_is_shown_before_it_is_taken_and_the_same_again_does_nothing(
    cast: Any, log_in: LogIn, standard: Indicator
) -> None:
    client = log_in(cast.editor)
    content = filled(standard, NEW, factor=2.5, since=date(2016, 6, 1), **WHY)
    page = reverse("ledger:terms_sheet_in", args=[standard.pk])
    shown = client.post(page, {"file": SimpleUploadedFile("系数.xlsx", content)})
    assert DerivedTerm.objects.count() == 1
    assert "将新增或改动 2 项" in shown.text
    confirm = shown.context["confirm"]
    assert "已改 2 项折算系数" in client.post(confirm, follow=True).text
    last = DerivedTerm.objects.order_by("source", "number")
    assert [(one.source.name, one.number, one.factor) for one in last] == [
        ("客车产量", 1, D(2)),
        ("客车产量", 2, D("2.5")),
        ("货车产量", 1, D("1.5")),
    ]
    assert Entry.objects.get(action="ledger.terms.imported").data["terms"] == 2
    named: dict[str, Any] = {"indicator_id": standard.pk, "name": "系数.xlsx", "content": content}
    assert take_terms(**named, by=cast.editor) == 0
    assert DerivedTerm.objects.count() == 3


@pytest.mark.parametrize(
    ("cells", "new", "words"),
    [
        ({"factor": 3}, {}, "须写明"),
        ({"factor": -1, **WHY}, {}, "大于零"),
        ({}, {**NEW, "source": "没有的指标"}, "没有这个指标"),
        ({}, {**NEW, "source": "标准车产量"}, "本指标"),
        ({}, {**NEW, "source": "客车产量"}, "只留一行"),
    ],
)
def test_one_wrong_cell_keeps_the_whole_sheet_out(
    cast: Any, standard: Indicator, cells: dict[str, Any], new: dict[str, Any], words: str
) -> None:
    content = filled(standard, new, **cells)
    sheet, changes = read(standard, content)
    assert not changes
    assert any(words in fault.words for fault in sheet.faults)
    with pytest.raises(SheetFaulty):
        take_terms(indicator_id=standard.pk, name="系数.xlsx", content=content, by=cast.editor)
    assert DerivedTerm.objects.count() == 1


def test_a_term_changed_since_the_sheet_went_out_is_not_overwritten(
    cast: Any, standard: Indicator
) -> None:
    content = filled(standard, factor=3, **WHY)
    said = TermSaid(D(4), date(2016, 3, 1), "核定", "豫工信〔2016〕12号")
    change_term(term_id=DerivedTerm.objects.get().pk, said=said, by=cast.editor)
    sheet, _changes = read(standard, content)
    assert any("重新下载" in fault.words for fault in sheet.faults)


@pytest.mark.parametrize("who", ["viewer", "department", "city", "system"])
def test_nobody_but_a_province_editor_takes_a_sheet(
    cast: Any, standard: Indicator, who: str
) -> None:
    """SEC-13."""
    content = filled(standard, NEW)
    with pytest.raises(NotPermitted):
        take_terms(
            indicator_id=standard.pk, name="系数.xlsx", content=content, by=getattr(cast, who)
        )
