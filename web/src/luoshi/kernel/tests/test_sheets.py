"""Sheets as people send them back: a corpus of odd ones, and what must be refused (USE-03)."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from luoshi.kernel import sheets
from luoshi.kernel.models import KeptSheet
from luoshi.kernel.sheets import Field, Sheet, SheetFaulty, SheetGone, SheetUnreadable, files

FIELDS = (
    Field("unit", "填报单位", required=True, aliases=("单位名称",)),
    Field("value", "完成值", "number", required=True, unit="亿元"),
    Field("cars", "产量", "number", unit="万辆"),
    Field("on", "日期", "date"),
    Field("state", "状态", "choice", choices=(("flash", "快报"), ("final", "定案"))),
    Field("good", "合格", "flag"),
    Field("code", "代码", longest=18),
)
MARCH = datetime(2016, 3, 1)  # noqa: DTZ001 - a sheet knows no zone
HEAD = ["行标识", "填报单位", "完成值", "产量", "日期", "状态", "合格", "代码"]
ROW = ["k1", "郑州市", 12.5, 120, MARCH, "快报", "是", "410100"]
PLAIN = {
    "unit": "郑州市",
    "value": Decimal("12.5"),
    "cars": Decimal(120),
    "on": date(2016, 3, 1),
    "state": "flash",
    "good": True,
    "code": "410100",
}


def book(*rows: list[Any], prepare: Callable[[Any], None] | None = None) -> bytes:
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    for row in rows:
        page.append(row)
    if prepare:
        prepare(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read(content: bytes) -> Sheet:
    return sheets.read(content, FIELDS)


def changed(at: str, value: Any) -> list[Any]:
    return [value if head == at else cell for head, cell in zip(HEAD, ROW, strict=True)]


def _merged_head(made: Any) -> None:
    page = made.active
    page.insert_rows(1, 2)
    page["A1"] = "2016年3月完成情况表"
    page.merge_cells("A1:H1")
    page["A2"], page["B2"], page["C2"] = "行标识", "填报单位", "主要指标"
    page.merge_cells("C2:D2")
    page["A3"] = page["B3"] = None
    for cell, word in zip("EFGH", HEAD[4:], strict=True):
        page[f"{cell}2"], page[f"{cell}3"] = word, None
        page.merge_cells(f"{cell}2:{cell}3")


def _second_sheet(made: Any) -> None:
    made.create_sheet("说明", 0)["A1"] = "请先阅读：填报单位不得留空"
    made.create_sheet("旧表", 1).sheet_state = "hidden"


GOOD: dict[str, Callable[[], bytes]] = {
    "as the template": lambda: book(HEAD, ROW),
    "columns moved": lambda: book(HEAD[::-1], ROW[::-1]),
    "blank rows between and below": lambda: book(HEAD, [], [None] * 8, ROW, [], [""] * 8),
    "a title above the head": lambda: book(["2016年3月完成情况"], [], HEAD, ROW),
    "a merged head of two rows": lambda: book(HEAD, ROW, prepare=_merged_head),
    "a sheet of instructions first": lambda: book(HEAD, ROW, prepare=_second_sheet),
    "heads with units and stars": lambda: book(
        ["行标识", "填报单位*", "完成值（亿元）*", "产量(万辆)", "日 期", "状态：", "合格", "代码"],
        ROW,
    ),
    "a head under its other name": lambda: book(["行标识", "单位名称", *HEAD[2:]], ROW),
    "a column nobody asked for": lambda: book([*HEAD, "备注二"], [*ROW, "顺便"]),
    "full-width digits": lambda: book(HEAD, changed("完成值", "１２．５")),
    "numbers as text with commas": lambda: book(HEAD, changed("完成值", " 12.50 ")),
    "a scale of its own": lambda: book(HEAD, changed("产量", "120万")),
    "a unit that converts": lambda: book(HEAD, changed("完成值", "125000万元")),
    "a date in words": lambda: book(HEAD, changed("日期", "2016年3月1日")),
    "a date with slashes": lambda: book(HEAD, changed("日期", "2016/3/1")),
    "a date that lost its format": lambda: book(HEAD, changed("日期", 42430)),
    "a code kept as a number": lambda: book(HEAD, changed("代码", 410100)),
    "a tick for yes": lambda: book(HEAD, changed("合格", "√")),
    "blanks around the words": lambda: book(HEAD, changed("填报单位", "  郑州市\n ")),
    "remarks below": lambda: book(HEAD, ROW, ["注：以上为快报数"], [None, "填表人：王"]),
    "CSV with a mark": lambda: csv_of("utf-8-sig"),
    "CSV in GB18030": lambda: csv_of("gb18030"),
    "CSV in UTF-16 with tabs": lambda: csv_of("utf-16", "\t"),
    "CSV with semicolons": lambda: csv_of("utf-8", ";"),
}


def csv_of(encoding: str, delimiter: str = ",") -> bytes:
    row = ["k1", "郑州市", "12.5", "120", "2016-03-01", "快报", "是", "410100"]
    return "\r\n".join(delimiter.join(line) for line in (HEAD, row)).encode(encoding)


@pytest.mark.parametrize("name", GOOD)
def test_odd_form_makes_no_difference(name: str) -> None:
    """USE-03: the corpus."""
    sheet = read(GOOD[name]())

    assert sheet.faults == []
    assert [(row.key, dict(row.values)) for row in sheet.rows] == [("k1", PLAIN)]
    sheet.require_faultless()


@pytest.mark.parametrize(
    ("at", "value", "words"),
    [
        ("填报单位", None, "必填，不能为空。"),
        ("完成值", "—", "必填，不能为空。"),
        ("完成值", "约12", "“约12”不是以“亿元”计的数字。"),
        ("完成值", "12万辆", "“12万辆”不是以“亿元”计的数字。"),
        ("完成值", "1,25", "“1,25”不是以“亿元”计的数字。"),
        ("完成值", "#DIV/0!", "公式出错（#DIV/0!），请改正或填写数值。"),
        ("完成值", "=1+1", "公式没有计算结果，请在 Excel 或 WPS 中打开并保存，或填写数值。"),
        ("日期", "3月1日", "“3月1日”不是日期，请按 2016-03-01 填写。"),
        ("日期", "2016-02-30", "“2016-02-30”不是日期，请按 2016-03-01 填写。"),
        ("状态", "初稿", "“初稿”不在可选内容中，请填：快报、定案。"),
        ("合格", "大概", "“大概”不是“是”或“否”。"),
        ("代码", "1" * 19, "超过 18 个字。"),
        ("代码", 410100199001011234, "“410100199001011"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_cell_and_nothing_is_taken(
    at: str, value: Any, words: str
) -> None:
    """USE-03: errors per cell, all or nothing."""
    sheet = read(book(HEAD, ROW, ["k2", *changed(at, value)[1:]]))

    (fault,) = sheet.faults
    assert fault.words.startswith(words)
    assert (fault.column, fault.cell) == (at, f"{'ABCDEFGH'[HEAD.index(at)]}3")
    with pytest.raises(SheetFaulty, match="1 处错误，全部没有导入"):
        sheet.require_faultless()


def test_a_missing_column_is_named_with_the_one_that_may_be_meant() -> None:
    """USE-03: never guessed."""
    sheet = read(book(["填报单位", "完成值情况"], ["郑州市", 1]))

    assert [fault.words for fault in sheet.faults] == [
        "没有“完成值”一栏。表中的“完成值情况”如就是这一栏，请改为“完成值”。"
    ]
    assert sheet.ignored == ["完成值情况"]


def test_a_column_that_is_there_twice_and_a_key_that_is_there_twice_are_faults() -> None:
    twice = read(book([*HEAD, "产量"], [*ROW, 3]))
    keys = read(book(HEAD, ROW, ROW))

    assert [fault.words for fault in twice.faults] == ["“产量”有多栏（D、I），请只留一栏。"]
    assert [fault.cell for fault in keys.faults] == ["A3"]


def test_a_context_adds_its_own_faults_in_the_order_of_the_sheet() -> None:
    sheet = read(book(HEAD, ROW, changed("行标识", "k2")))

    sheet.fault(sheet.rows[1], "unit", "没有这个单位。")
    sheet.fault(sheet.rows[0], "code", "没有这个代码。")

    assert [fault.cell for fault in sheet.in_order] == ["H2", "B3"]
    assert sheet.in_order[1].column == "填报单位"


def test_a_check_of_a_field_is_heard() -> None:
    fields = (Field("n", "数", "whole", check=lambda n: "应为正数。" if n < 1 else ""),)

    sheet = sheets.read(book(["数"], [1], [0], [1.5]), fields)

    assert [fault.words for fault in sheet.faults] == ["应为正数。", "“1.5”不是整数。"]


def _bomb() -> bytes:
    file = io.BytesIO(book(HEAD, ROW))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/big.bin", b"\0" * (files.MOST_UNPACKED + 1))
    return file.getvalue()


def _many_entries() -> bytes:
    file = io.BytesIO(book(HEAD, ROW))
    with zipfile.ZipFile(file, "a") as packed:
        for place in range(files.MOST_ENTRIES):
            packed.writestr(f"xl/x{place}", b"")
    return file.getvalue()


def _with(name: str, content: bytes) -> bytes:
    old = zipfile.ZipFile(io.BytesIO(book(HEAD, ROW)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for entry in old.namelist():
            if entry != name:
                packed.writestr(entry, old.read(entry))
        packed.writestr(name, content)
    return file.getvalue()


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", b"<x/>")
    return file.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    b"<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
)
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 512, "另存为 .xlsx"),
    "a page that calls itself .xls": (lambda: b"<html><table></table></html>", "网页格式"),
    "a bomb": (_bomb, "解开后过大"),
    "too many entries": (_many_entries, "解开后过大"),
    "a macro": (lambda: _with("xl/vbaProject.bin", b"x"), "带有宏"),
    "entities": (lambda: _with("xl/worksheets/sheet1.xml", LAUGHS), "已损坏"),
    "broken XML": (lambda: _with("xl/worksheets/sheet1.xml", b"<worksheet><sh"), "已损坏"),
    "half a file": (lambda: book(HEAD, ROW)[:900], "已损坏"),
    "another zip": (_zip, "不是 .xlsx 表格"),
    "no text": (lambda: bytes(range(256)) * 4, "不是表格"),
    "nothing": (lambda: b"", "空的"),
    "an empty sheet": (book, "空的"),
    "no head": (lambda: book(["甲", "乙"], [1, 2]), "没有找到表头，应有“填报单位、完成值”"),
    "too many rows": (lambda: b"a\n" * (files.MOST_ROWS + 1), "请拆成几个文件"),
    "too many columns": (lambda: b"a," * files.MOST_COLUMNS + b"a", "请拆成几个文件"),
    "too large": (lambda: b"a" * (files.LARGEST + 1), "文件超过 8 MB"),
    "a quote that never ends": (lambda: b'"' + b"a" * 140_000, "引号没有成对"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_sheet_is_refused_with_what_to_do(name: str) -> None:
    """SEC-31, SEC-32, USE-05."""
    make, words = BAD[name]

    with pytest.raises(SheetUnreadable, match=words) as refusal:
        read(make())

    assert refusal.value.next_step


def test_a_password_is_asked_to_be_taken_off() -> None:
    content = bytearray(book(HEAD, ROW))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as packed:
        offset = packed.start_dir
    content[offset + 8] |= 1

    with pytest.raises(SheetUnreadable, match="有密码"):
        read(bytes(content))


def test_a_template_comes_back_as_it_went_out() -> None:
    """USE-01, USE-03: the same file twice is no change."""
    rows = [("k1", PLAIN), ("k2", {**PLAIN, "unit": "=1+1", "value": Decimal("-0.3"), "on": None})]
    content = sheets.template("完成情况", FIELDS, rows, notes=["每月5日前报送。"]).getvalue()

    sheet = read(content)

    assert sheet.faults == []
    assert [(row.key, dict(row.values)) for row in sheet.rows] == [
        ("k1", PLAIN),
        ("k2", {**PLAIN, "unit": "=1+1", "value": Decimal("-0.3"), "on": None}),
    ]
    with pytest.raises(KeyError):
        _ = sheet.rows[0]["number"]


def test_a_template_guards_its_keys_and_explains_itself() -> None:
    """USE-01."""
    content = sheets.template("完成情况", FIELDS, [("k1", PLAIN)], notes=["每月5日前报送。"])

    made = openpyxl.load_workbook(content)
    page = made["完成情况"]
    assert page.protection.sheet
    assert page["A2"].protection.locked
    assert not page["B2"].protection.locked
    assert (page.freeze_panes, page.print_title_rows) == ("C2", "$1:$1")
    assert (page["C2"].value, page["E2"].value) == (12.5, MARCH)
    assert {rule.formula1 for rule in page.data_validations.dataValidation} == {
        '"快报,定案"',
        '"是,否"',
    }
    said = [cell for row in made["说明"].iter_rows(values_only=True) for cell in row if cell]
    assert {"每月5日前报送。", "从下列内容中选填：快报、定案。", "完成值（亿元）"} <= set(said)


def test_a_locked_column_is_shown_and_not_read() -> None:
    fields = (Field("name", "名称", locked=True), Field("value", "值", "number"))
    content = sheets.template("表", fields, [("k1", {"name": "甲", "value": Decimal(1)})])

    (row,) = sheets.read(content.getvalue(), fields).rows

    assert dict(row.values) == {"value": Decimal(1)}


def test_a_pasted_block_is_read_like_a_file() -> None:
    sheet = sheets.read_text('填报单位\t完成值\r\n"郑州\n市"\t１，２００\r\n', FIELDS)

    assert [dict(row.values) for row in sheet.rows] == [{"unit": "郑州 市", "value": Decimal(1200)}]


@pytest.mark.django_db
def test_a_sheet_is_kept_a_day_for_the_one_who_sent_it() -> None:
    key = sheets.keep(login="wang", purpose="agencies", name="单位.xlsx", content=b"x")

    assert sheets.kept(key, login="wang", purpose="agencies") == ("单位.xlsx", b"x")
    for login, purpose, asked in (
        ("li", "agencies", key),
        ("wang", "people", key),
        ("wang", "agencies", uuid.uuid4()),
    ):
        with pytest.raises(SheetGone, match="重新上传"):
            sheets.kept(asked, login=login, purpose=purpose)


@pytest.mark.django_db
def test_a_kept_sheet_goes_when_it_is_old_replaced_or_done() -> None:
    with time_machine.travel(date(2016, 3, 1), tick=False) as clock:
        old = sheets.keep(login="li", purpose="agencies", name="a", content=b"a")
        first = sheets.keep(login="wang", purpose="agencies", name="a", content=b"a")
        second = sheets.keep(login="wang", purpose="agencies", name="b", content=b"b")
        sheets.drop(second, login="li", purpose="agencies")
        assert set(KeptSheet.objects.values_list("pk", flat=True)) == {old, second}
        sheets.drop(second, login="wang", purpose="agencies")
        clock.shift(timedelta(hours=25))
        with pytest.raises(SheetGone):
            sheets.kept(old, login="li", purpose="agencies")
        sheets.keep(login="wang", purpose="people", name="c", content=b"c")

    assert first != second
    assert KeptSheet.objects.count() == 1


def test_a_request_without_a_file_or_with_too_large_a_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make = RequestFactory()
    monkeypatch.setattr(files, "LARGEST", 2 << 20)
    large = SimpleUploadedFile("a.xlsx", b"a" * (2 << 20) + b"a")

    name, content = sheets.uploaded(make.post("/", {"file": SimpleUploadedFile("a.csv", b"a")}))
    assert (name, content) == ("a.csv", b"a")
    with pytest.raises(SheetUnreadable, match="没有选择文件"):
        sheets.uploaded(make.post("/"))
    with pytest.raises(SheetUnreadable, match="超过 2 MB"):
        sheets.uploaded(make.post("/", {"file": large}))


def test_an_answer_carries_its_chinese_name() -> None:
    """SEC-33."""
    answer = sheets.answer(sheets.template("单位", FIELDS), "单位导入模板")

    assert "filename*=utf-8''" in answer.headers["Content-Disposition"]
    assert b"".join(answer).startswith(b"PK")


def test_a_kind_of_field_that_nobody_can_read_is_refused_when_it_is_declared() -> None:
    with pytest.raises(ValueError, match="is none of"):
        Field("a", "甲", "money")
