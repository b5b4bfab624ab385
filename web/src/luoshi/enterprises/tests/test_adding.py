"""Firms put on the register by hand and by sheet: looked for first, all or nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luoshi.enterprises.actions import (
    CodeTaken,
    CodeWrong,
    MayBeKnown,
    NameTaken,
    add_enterprise,
    decide,
    import_enterprises,
    project_facts,
    reopen,
    set_code,
)
from luoshi.enterprises.models import Enterprise, Mention, Name, Representative, Suggestion
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.kernel.sheets import SheetFaulty
from luoshi.plans.tests.factories import a_fact

LogIn = Callable[[Any], Client]
CODE = "91110000600037341L"
OTHER_CODE = "9141000071914425XG"
HEAD = [
    "行标识", "企业名称", "统一社会信用代码", "所在地", "行业", "产业链",
    "纳入规上", "退出规上", "填报人账号", "确属另一家",
]  # fmt: skip


@pytest.fixture
def firm(cast: Any, tree: Any) -> Enterprise:
    """Return a firm that a plan names."""
    fields = {"name_text": "丙丁轴承股份有限公司", "category": "enterprise"}
    project_facts(facts=[a_fact(fields=fields)], by=cast.editor.login)
    return Enterprise.objects.get()


def sheet(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_firm_added_by_hand_is_found_again_when_a_plan_names_it(
    firm: Enterprise, cast: Any
) -> None:
    made = add_enterprise(name=" 甲乙 客车有限公司", code=CODE.lower(), by=cast.editor)

    assert (made.name, made.uscc, made.added_by) == ("甲乙客车有限公司", CODE, "wang")
    fact = a_fact(fields={"name_text": "甲乙客车有限公司", "category": "enterprise"})
    project_facts(facts=[fact], by="wang")
    assert Mention.objects.get(fact=fact).name.enterprise == made
    assert Enterprise.objects.count() == 2


def test_what_is_there_already_is_not_added_twice(firm: Enterprise, cast: Any) -> None:
    """GOV-18: by the code with its check digit, by the very name, by a name alike."""
    set_code(firm.pk, code=CODE, by=cast.editor)

    with pytest.raises(CodeTaken):
        add_enterprise(name="戊己机床", code=CODE, by=cast.editor, sure=True)
    with pytest.raises(CodeWrong):
        add_enterprise(name="戊己机床", code=f"{CODE[:-1]}A", by=cast.editor, sure=True)
    with pytest.raises(NameTaken):
        add_enterprise(name=firm.name, by=cast.editor, sure=True)
    with pytest.raises(MayBeKnown) as alike:
        add_enterprise(name="丙丁轴承集团", by=cast.editor)

    assert alike.value.alike == (firm,)
    assert Enterprise.objects.get() == firm
    assert not Entry.objects.filter(action="enterprises.enterprise.added").exists()


def test_that_a_firm_is_another_is_kept_and_can_be_taken_back(firm: Enterprise, cast: Any) -> None:
    made = add_enterprise(name="丙丁轴承集团", by=cast.editor, sure=True)

    suggestion = Suggestion.objects.get(one=firm, other=made)
    assert (suggestion.state, suggestion.decided_by) == (Suggestion.State.DIFFERENT, "wang")
    reopen(suggestion.pk, by=cast.editor)
    decide(suggestion.pk, same=True, by=cast.editor)
    made.refresh_from_db()
    assert made.merged_into == firm


def test_the_page_warns_keeps_what_was_typed_and_leads_on(
    firm: Enterprise, cast: Any, log_in: LogIn
) -> None:
    client, url = log_in(cast.editor), reverse("enterprises:add")

    warned = client.post(url, {"name": "丙丁轴承集团", "code": CODE})

    body = warned.content.decode()
    assert warned.status_code == 422
    assert firm.url in body
    assert 'type="checkbox"' in body
    assert 'value="丙丁轴承集团"' in body
    assert CODE in body
    done = client.post(url, {"name": "丙丁轴承集团", "code": CODE, "sure": "on"})
    made = Enterprise.objects.get(uscc=CODE)
    assert done.headers["Location"] == reverse("enterprises:belonging", args=[made.pk])
    page = client.get(made.url).content.decode()
    assert "人工登记，尚无计划提及" in page
    assert "丙丁轴承集团" in client.get(reverse("enterprises:list")).content.decode()
    wrong = client.post(url, {"name": "", "code": "1"})
    assert wrong.status_code == 422


def test_a_sheet_adds_and_places_and_the_same_again_changes_nothing(
    firm: Enterprise, cast: Any, tree: Any
) -> None:
    """USE-03, GOV-17."""
    content = sheet(
        [str(firm.pk), firm.name, CODE, "410105", "轴承", "装备", "2016年1月1日", None, "qi", ""],
        ["", "甲乙客车有限公司", None, tree.jinshui.name, "汽车", "", None, None, "", ""],
        ["", "丙丁轴承集团", None, None, "", "", None, None, "", "是"],
    )

    first = import_enterprises(by=cast.editor, content=content)
    entries = Entry.objects.count()
    second = import_enterprises(by=cast.editor, content=content)

    assert (first, second) == ((2, 1), (0, 0))
    assert Entry.objects.count() == entries
    firm.refresh_from_db()
    assert (firm.uscc, firm.agency, firm.industry, firm.chain, firm.scale_from) == (
        CODE,
        tree.jinshui,
        "轴承",
        "装备",
        date(2016, 1, 1),
    )
    assert Representative.objects.get(enterprise=firm, until=None).person.login == "qi"
    assert Enterprise.objects.get(name="甲乙客车有限公司").agency == tree.jinshui
    assert Entry.objects.get(action="enterprises.sheet.imported").data == {"added": 2, "changed": 1}


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (["", "丙丁轴承集团"], "B3", "名称相近"),
        (["", "戊己机床", "91110000600037341A"], "C3", "校验位"),
        (["", "戊己机床", "", "没有的县"], "D3", "没有这个县"),
        (["", "戊己机床", "", "", "", "", "2016-05-01", "2016-05-01"], "H3", "晚于"),
        (["", "戊己机床", "", "", "", "", "", "", "nobody"], "I3", "没有这个账号"),
        (["", "甲乙客车有限公司"], "B3", "上面已经有了"),
        (["999999", "戊己机床"], "A3", "不是名录中的企业"),
        (["KEY", "丙丁轴承新名"], "B3", "不改名"),
    ],
)
def test_one_wrong_cell_keeps_the_whole_sheet_out(
    firm: Enterprise, cast: Any, log_in: LogIn, row: list[str], cell: str, words: str
) -> None:
    """USE-03: errors per cell, all or nothing."""
    row = [str(firm.pk) if one == "KEY" else one for one in row]
    content = sheet(["", "甲乙客车有限公司"], row)

    with pytest.raises(SheetFaulty):
        import_enterprises(by=cast.editor, content=content)
    page = log_in(cast.editor).post(
        reverse("enterprises:import"), {"file": SimpleUploadedFile("企业.xlsx", content)}
    )

    assert page.status_code == 422
    faults = page.context["sheet"].faults
    assert any(fault.cell == cell and words in fault.words for fault in faults), faults
    assert Enterprise.objects.get() == firm


def test_the_register_goes_out_comes_back_unchanged_and_is_shown_before_it_is_changed(
    firm: Enterprise, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """USE-03."""
    client, url = log_in(cast.editor), reverse("enterprises:import")
    out = b"".join(client.get(reverse("enterprises:template")))

    same = client.post(url, {"file": SimpleUploadedFile("企业.xlsx", out)})
    assert "没有需要导入的内容" in same.content.decode()
    book = openpyxl.load_workbook(io.BytesIO(out))
    book.worksheets[0].cell(2, 5).value = "轴承"
    file = io.BytesIO()
    book.save(file)
    shown = client.post(url, {"file": SimpleUploadedFile("企业.xlsx", file.getvalue())})
    assert "行业：— → 轴承" in shown.content.decode()
    firm.refresh_from_db()
    assert firm.industry == ""
    confirm = shown.context["confirm"]
    assert "已新增 0 家、修改 1 家企业。" in client.post(confirm, follow=True).content.decode()
    firm.refresh_from_db()
    assert firm.industry == "轴承"
    assert client.post(confirm).status_code == 409


@pytest.mark.parametrize("role", ["viewer", "reviewer", "city", "county", "enterprise", "system"])
def test_only_the_provinces_editor_adds_firms(cast: Any, tree: Any, role: str) -> None:
    """SEC-13."""
    by = getattr(cast, role)

    with pytest.raises(NotPermitted):
        add_enterprise(name="戊己机床", by=by)
    with pytest.raises(NotPermitted):
        import_enterprises(by=by, content=sheet(["", "戊己机床"]))

    assert not Name.objects.exists()
