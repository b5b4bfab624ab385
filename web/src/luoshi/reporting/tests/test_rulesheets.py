"""Check rules by sheet: out with keys, back with a preview, all or none (GOV-14, USE-03)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luoshi.accounts.api import Person
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.kernel.sheets import SheetFaulty
from luoshi.reporting.actions import rulesheets, ruling
from luoshi.reporting.actions.rulesheets import read, take_rules
from luoshi.reporting.actions.ruling import RuleDraft, set_rule
from luoshi.reporting.models import Form, Rule
from luoshi.reporting.sheets import SheetOfOther
from luoshi.reporting.tests.conftest import Report

pytestmark = pytest.mark.django_db
LogIn = Callable[[Person | None], Client]
DRAFT = RuleDraft("[L01]", "≥", "[L02]", "soft", "合计不应小于其中项")
NEW = {"left": "累计[L01]", "operator": "≥", "right": "上月累计[L01]", "severity": "强制性",
       "words": "累计数不应小于上月"}  # fmt: skip


@pytest.fixture
def rule(report: Report, cast: Any) -> Rule:
    return set_rule(form_id=report.form.pk, draft=DRAFT, by=cast.editor)


def filled(form: Form, new: dict[str, str] | None = None, **cells: str) -> bytes:
    """Return the sheet with the first rule's cells changed and a row added below."""
    file = rulesheets.write(form)
    book = openpyxl.load_workbook(file)
    page: Any = book.worksheets[0]
    heads = {field.head: field.key for field in rulesheets.fields()}
    at = next(row[0].row for row in page.iter_rows() if any(c.value in heads for c in row))
    columns = {heads[c.value]: c.column for c in page[at] if c.value in heads}
    first = next(r for r in range(at + 1, page.max_row + 2)
                 if page.cell(r, columns["code"]).value in {"G001", None})  # fmt: skip
    for key, value in cells.items():
        page.cell(first, columns[key], value)
    for key, value in (new or {}).items():
        page.cell(first + 1, columns[key], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_sheet_goes_out_and_comes_back_without_change(
    report: Report, cast: Any, rule: Rule
) -> None:
    sheet, changes = read(report.form, filled(report.form))

    assert (len(sheet.rows), sheet.faults, changes) == (1, [], [])
    taken = take_rules(
        form_id=report.form.pk, name="表", content=filled(report.form), by=cast.editor
    )
    assert taken == (0, 0)
    assert not Entry.objects.filter(action="reporting.rules.imported").exists()


def test_rules_are_added_and_revised_once_however_often_the_sheet_comes(
    report: Report, cast: Any, rule: Rule
) -> None:
    """The same file again changes nothing; a revision is a revision, as on the page."""
    content = filled(report.form, NEW, words="合计须不小于其中项")
    where = {"form_id": report.form.pk, "name": "表", "content": content, "by": cast.editor}

    assert (take_rules(**where), take_rules(**where)) == ((1, 1), (0, 0))
    standing = Rule.objects.filter(retired_at=None).order_by("code")
    assert [(one.code, one.revision, one.severity) for one in standing] == [
        ("G001", 2, "soft"), ("G002", 1, "hard"),
    ]  # fmt: skip
    assert Entry.objects.filter(action="reporting.rules.imported").count() == 1


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"left": "[L01]+"}, "第7个字符"),
        ({"right": "[X99]"}, "没有代码为“X99”"),
        ({"operator": "约等于"}, "不在可选内容中"),
        ({"words": ""}, "必填"),
        ({"left": "1", "right": "2"}, "没有表行"),
    ],
)
def test_one_wrong_cell_keeps_everything_out_and_is_named(
    report: Report, cast: Any, rule: Rule, cells: dict[str, str], words: str
) -> None:
    content = filled(report.form, NEW, **cells)
    sheet, changes = read(report.form, content)

    assert any(words in fault.words for fault in sheet.faults), [f.words for f in sheet.faults]
    assert changes == []
    with pytest.raises(SheetFaulty):
        take_rules(form_id=report.form.pk, name="表", content=content, by=cast.editor)
    assert Rule.objects.count() == 1


def test_what_somebody_revised_meanwhile_is_not_overwritten(
    report: Report, cast: Any, rule: Rule
) -> None:
    content = filled(report.form, words="合计须不小于其中项")
    newer = RuleDraft("[L01]", "≥", "[L02]", "hard", "合计不应小于其中项")
    set_rule(form_id=report.form.pk, draft=newer, by=cast.editor, code="G001", seen=1)

    with pytest.raises(SheetFaulty):
        take_rules(form_id=report.form.pk, name="表", content=content, by=cast.editor)
    (fault,) = read(report.form, content)[0].faults
    assert "已有第2次修订" in fault.words


def test_a_sheet_of_another_form_and_a_code_nobody_has_are_refused(
    report: Report, cast: Any, rule: Rule
) -> None:
    content = filled(report.form, {**NEW, "code": "G009"})
    assert any("没有编号为“G009”" in one.words for one in read(report.form, content)[0].faults)
    other = Form(pk=report.form.pk + 1)
    with pytest.raises(SheetOfOther):
        read(other, content)


@pytest.mark.parametrize("who", ["viewer", "reviewer", "department", "city", "county"])
def test_nobody_else_takes_rules(report: Report, cast: Any, rule: Rule, who: str) -> None:
    """SEC-13."""
    content = filled(report.form, NEW)
    with pytest.raises(NotPermitted):
        take_rules(form_id=report.form.pk, name="表", content=content, by=getattr(cast, who))
    assert Rule.objects.count() == 1


def test_an_import_that_fails_half_way_leaves_nothing(
    report: Report, cast: Any, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = filled(report.form, NEW, words="合计须不小于其中项")

    def powerless(*_some: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(ruling, "_next_code", powerless)
    with pytest.raises(RuntimeError):
        take_rules(form_id=report.form.pk, name="表", content=content, by=cast.editor)
    assert Rule.objects.get().revision == 1


def test_the_page_shows_before_it_takes(
    report: Report, cast: Any, rule: Rule, log_in: LogIn
) -> None:
    client = log_in(cast.editor)
    out = client.get(reverse("reporting:rules_sheet", args=[report.form.pk]))
    assert out.status_code == 200
    url = reverse("reporting:rules_sheet_in", args=[report.form.pk])

    def post(content: bytes) -> Any:
        return client.post(url, {"file": SimpleUploadedFile("表.xlsx", content)})

    wrong = post(filled(report.form, NEW, right="[X99]"))
    assert (wrong.status_code, "X99" in wrong.text) == (422, True)
    shown = post(filled(report.form, NEW, words="合计须不小于其中项"))
    assert "将新增或修订 2 条公式" in shown.text
    assert "合计不应小于其中项 → 合计须不小于其中项" in shown.text
    assert Rule.objects.count() == 1
    act = shown.context["confirm"]
    assert "已新增 1 条、修订 1 条" in client.post(act, follow=True).text
    assert client.post(act).status_code == 409
    assert "没有需要导入的内容" in post(filled(report.form)).text
