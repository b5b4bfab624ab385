"""The form as a sheet: out with keys, back in cell by cell, and what people do to it between."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.sheets import SheetFaulty, SheetUnreadable
from luoshi.reporting import sheets
from luoshi.reporting.actions.importing import SheetNotTaken, take_sheet
from luoshi.reporting.models import DraftCell, Rule
from luoshi.reporting.queries.filling import duty_seen
from luoshi.reporting.queries.grid import grid_of
from luoshi.reporting.refusals import CheckFailed, NeedsExplanation
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.filled import County, county

HEAD = 3
Worksheet = Any
Change = Callable[[Worksheet], Any]


@pytest.fixture
def june(tree: Any, cast: Any) -> County:
    """Return the county's report of June."""
    return county(tree.jinshui, cast.county)


def sheet_of(june: County, by: Any) -> bytes:
    """Return the sheet that goes out."""
    return sheets.write(grid_of(duty_seen(june.duty.pk, by))).getvalue()


def column(page: Worksheet, head: str) -> int:
    """Return the place of a column."""
    return next(int(cell.column) for cell in page[HEAD] if str(cell.value).startswith(head))


def changed(content: bytes, *changes: Change) -> bytes:
    """Return a sheet after somebody worked on it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for change in changes:
        change(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(row: int, head: str, value: Any) -> Change:
    """Return the change of one cell; rows count from the first line."""

    def change(page: Worksheet) -> None:
        page.cell(HEAD + row, column(page, head), value)

    return change


def rows_of(content: bytes) -> list[list[Any]]:
    """Return the cells of a sheet."""
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values]


def as_csv(content: bytes, encoding: str, delimiter: str = ",") -> bytes:
    """Return a sheet saved as CSV."""
    file = io.StringIO()
    rows = [["" if cell is None else cell for cell in row] for row in rows_of(content)]
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def drafts(june: County) -> dict[tuple[int, str], str]:
    """Return what stands in the draft."""
    rows = DraftCell.objects.filter(duty=june.duty).values_list("line_id", "column", "text")
    return {(line, name): text for line, name, text in rows if text}


def take(june: County, content: bytes, by: Any) -> int:
    """Take a sheet."""
    return take_sheet(duty_id=june.duty.pk, name="表.xlsx", content=content, by=by)


def test_the_sheet_has_the_head_of_the_form_and_numbers_that_are_numbers(
    june: County, cast: Any
) -> None:
    """USE-01, GOV-12, row 92."""
    factories.type_in(june.duty, cast.county, (june.month, "value", "12,500.5"))

    book = openpyxl.load_workbook(io.BytesIO(sheet_of(june, cast.county)))

    page = book.worksheets[0]
    assert page["B1"].value == "装备制造业月报"
    for words in (
        "表号：",
        "批准文号：豫统制〔2016〕3号",
        "填报单位：金水区人民政府",
        "期别：2016年6月",
    ):
        assert words in str(page["B2"].value)
    assert page.cell(HEAD + 1, column(page, "填报数")).value == 12500.5
    assert page.cell(HEAD + 1, column(page, "上年同期")).value == 80
    assert page.cell(HEAD + 1, column(page, "上期")).value == 100
    assert page.freeze_panes == f"C{HEAD + 1}"
    assert page.protection.sheet
    assert page.cell(HEAD + 1, 1).protection.locked
    assert not page.cell(HEAD + 1, column(page, "填报数")).protection.locked
    assert book.sheetnames[1] == "说明"


def test_a_filled_sheet_fills_the_draft_once(june: County, cast: Any) -> None:
    """USE-03, row 92: the same file twice changes nothing, and is told once."""
    content = changed(
        sheet_of(june, cast.county),
        put(1, "填报数", 120),
        put(2, "填报数", 650.5),
        put(3, "分子", 45),
        put(3, "分母", 60),
        put(1, "说明", "新增两条生产线"),
    )

    assert take(june, content, cast.county) == 5
    assert take(june, content, cast.county) == 0

    found = drafts(june)
    assert found[june.month.pk, "value"] == "120"
    assert found[june.total.pk, "value"] == "650.5"
    assert found[june.month.pk, "explanation"] == "新增两条生产线"
    assert Entry.objects.filter(action="reporting.sheet.imported").count() == 1


def _moved(content: bytes) -> bytes:
    def change(page: Worksheet) -> None:
        at = column(page, "填报数")
        for (cell,) in page.iter_rows(min_row=HEAD, min_col=at, max_col=at):
            page.cell(cell.row, 25, cell.value)
        page.delete_cols(at)

    return changed(content, change)


def _reversed(content: bytes) -> bytes:
    def change(page: Worksheet) -> None:
        rows = [
            [cell.value for cell in row]
            for row in page.iter_rows(min_row=HEAD + 1, max_row=HEAD + 3)
        ]
        for at, row in enumerate(reversed(rows), start=HEAD + 1):
            for place, value in enumerate(row, start=1):
                page.cell(at, place).value = value

    return changed(content, change)


NASTY: dict[str, Callable[[bytes], bytes]] = {
    "columns moved": _moved,
    "blank rows between": lambda content: changed(
        content, lambda page: page.insert_rows(HEAD + 2, 3)
    ),
    "rows in another order": _reversed,
    "merged cells above": lambda content: changed(content, lambda page: page.merge_cells("B1:F1")),
    "a title more above": lambda content: changed(content, lambda page: page.insert_rows(1, 2)),
    "a note below": lambda content: changed(
        content, lambda page: page.cell(HEAD + 9, 2, "注：以上数据为快报数")
    ),
    "full-width digits": lambda content: changed(content, put(1, "填报数", "１２０")),
    "commas": lambda content: changed(
        content, put(1, "填报数", "120.00"), put(2, "填报数", "1,650")
    ),
    "full-width commas": lambda content: changed(content, put(2, "填报数", "1，650")),
    "a unit behind": lambda content: changed(content, put(1, "填报数", "120亿元")),
    "万 before the unit": lambda content: changed(content, put(1, "填报数", "1200000万元")),
    "a number as text": lambda content: changed(content, put(1, "填报数", "120")),
    "blanks around": lambda content: changed(content, put(1, "填报数", "  120　")),
    "the key column deleted": lambda content: changed(content, lambda page: page.delete_cols(1)),
    "a column deleted": lambda content: changed(
        content, lambda page: page.delete_cols(column(page, "上期"))
    ),
    "a foreign column": lambda content: changed(
        content, lambda page: page.cell(HEAD, 20, "我的备忘")
    ),
    "a dash for a blank": lambda content: changed(content, put(2, "上年同期", "—")),
    "CSV in UTF-8 with its mark": lambda content: as_csv(content, "utf-8-sig"),
    "CSV in GB18030": lambda content: as_csv(content, "gb18030"),
    "text with tabs in UTF-16": lambda content: as_csv(content, "utf-16", "\t"),
}


@pytest.mark.parametrize("deed", NASTY)
def test_what_people_do_to_sheets_is_read_all_the_same(june: County, cast: Any, deed: str) -> None:
    """USE-03, USE-05: twenty files."""
    content = changed(sheet_of(june, cast.county), put(1, "填报数", 120), put(2, "填报数", 1650))

    take(june, NASTY[deed](content), cast.county)

    found = drafts(june)
    assert found[june.month.pk, "value"] == "120"
    assert found[june.total.pk, "value"] == "1650"
    assert len(found) == 2


WRONG: dict[str, tuple[Change, str, str]] = {
    "words for a number": (put(1, "填报数", "约一百"), "填报数", "不是以“亿元”计的数字"),
    "a unit of another kind": (put(1, "填报数", "120万辆"), "填报数", "不是以“亿元”计的数字"),
    "a date for a number": (put(1, "填报数", date(2016, 6, 1)), "填报数", "不是以“亿元”计的数字"),
    "seven decimals": (put(1, "填报数", "1.1234567"), "填报数", "小数最多6位"),
    "too large": (put(1, "填报数", 10**15), "填报数", "数字过大"),
    "a ratio typed": (put(3, "填报数", 75), "填报数", "分子、分母"),
    "parts of no ratio": (put(1, "分子", 5), "分子", "不按分子、分母"),
    "a formula in error": (put(1, "填报数", "#DIV/0!"), "填报数", "公式出错"),
    "a line that is none": (
        lambda page: (page.cell(HEAD + 1, 1, ""), page.cell(HEAD + 1, 2, "X9"), None)[2],
        "代码",
        "没有代码为“X9”的行",
    ),
    "a reason too long": (put(1, "空缺原因", "长" * 201), "空缺原因", "超过"),
}


@pytest.mark.parametrize("deed", WRONG)
def test_one_wrong_cell_is_named_and_nothing_is_taken(june: County, cast: Any, deed: str) -> None:
    """USE-03, row 42: row, column and plain words; all or nothing."""
    change, where, words = WRONG[deed]
    content = changed(sheet_of(june, cast.county), put(2, "填报数", 650), change)

    incoming = sheets.read(grid_of(duty_seen(june.duty.pk, cast.county)), content, cast.county)
    with pytest.raises(SheetFaulty):
        take(june, content, cast.county)

    (fault,) = incoming.sheet.faults
    assert (fault.column, fault.row) == (where, HEAD + (3 if deed == "a ratio typed" else 1))
    assert fault.cell
    assert words in fault.words
    assert drafts(june) == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
        (b"<html><table><tr><td>1</td></tr></table>", "网页"),
        (b"PK\x03\x04" + bytes(100), "损坏"),
        (b"", "空"),
        ("姓名,电话\n张三,1\n".encode(), "没有找到表头"),
    ],
)
def test_what_is_no_sheet_of_ours_is_refused_with_what_to_do(
    june: County, cast: Any, content: bytes, words: str
) -> None:
    """USE-05."""
    with pytest.raises(SheetUnreadable, match=words) as refusal:
        take(june, content, cast.county)

    assert refusal.value.next_step


def test_the_sheet_of_another_period_or_agency_is_refused_by_name(
    june: County, tree: Any, cast: Any
) -> None:
    """Row 92: wrong form, period or agency; a stranger's sheet is not even named (SEC-13)."""
    may = june.form.cycles.get(period_code="2016-05").duties.get()
    theirs = factories.duty(june.duty.cycle, tree.jianxi)
    other = sheets.write(grid_of(may)).getvalue()

    with pytest.raises(sheets.SheetOfOther, match=r"金水区.*2016年5月"):
        take(june, other, cast.county)
    with pytest.raises(sheets.SheetOfOther) as refusal:
        take(june, sheets.write(grid_of(theirs)).getvalue(), cast.county)

    assert "涧西" not in str(refusal.value)
    assert drafts(june) == {}


def test_after_acceptance_the_sheet_comes_back_without_change(june: County, cast: Any) -> None:
    """Row 92: out after acceptance and back in changes nothing."""
    factories.type_in(june.duty, cast.county, (june.month, "value", "１２，５００．５０"))
    receipt = factories.send(june.duty, cast.county)
    factories.take(receipt, cast.city_reviewer)
    factories.take(receipt, cast.reviewer)

    assert take(june, sheet_of(june, cast.county), cast.county) == 0


def test_a_sheet_for_a_report_that_waits_is_not_taken(june: County, cast: Any) -> None:
    """REL-07: locked while somebody above looks at it; not half either."""
    content = changed(sheet_of(june, cast.county), put(1, "填报数", 120))
    factories.type_in(june.duty, cast.county, (june.month, "value", "100"))
    factories.send(june.duty, cast.county)

    with pytest.raises(SheetNotTaken, match="待核报"):
        take(june, content, cast.county)

    assert drafts(june)[june.month.pk, "value"] == "100"


def test_only_who_fills_the_report_takes_its_sheet(june: County, cast: Any) -> None:
    """SEC-13: the city sees it and may not; another county has no such report."""
    content = changed(sheet_of(june, cast.county), put(1, "填报数", 120))

    for person, status in ((cast.city, 403), (cast.other_city, 404), (cast.county_reviewer, 403)):
        with pytest.raises(Refusal) as refusal:
            take(june, content, person)
        assert refusal.value.status == status

    assert drafts(june) == {}


def test_the_page_shows_what_a_sheet_changes_before_it_does(
    june: County, cast: Any, log_in: Any
) -> None:
    """USE-03: upload, look, take; the faults come as a sheet."""
    client = log_in(cast.county)
    url = reverse("reporting:sheet_in", args=[june.duty.pk])
    good = changed(sheet_of(june, cast.county), put(1, "填报数", 120))
    bad = changed(good, put(2, "填报数", "约"))

    answer = client.post(url, {"file": SimpleUploadedFile("坏.xlsx", bad)})
    page = client.get(answer.url).content.decode()
    assert "<title>错误：" in page
    assert "不是以“亿元”计的数字" in page
    faults = client.get(f"{answer.url}faults/")
    listed = rows_of(b"".join(faults.streaming_content))
    assert listed[2][1] == "填报数"
    assert listed[2][0] == HEAD + 2
    assert client.post(answer.url).status_code == 422
    assert drafts(june) == {}

    answer = client.post(url, {"file": SimpleUploadedFile("好.xlsx", good)})
    assert "导入 1 格" in client.get(answer.url).content.decode()
    assert client.post(answer.url).url == reverse("reporting:fill", args=[june.duty.pk])
    assert drafts(june) == {(june.month.pk, "value"): "120"}
    assert client.post(answer.url).status_code == 409


def test_every_way_of_writing_one_number_means_the_same() -> None:
    """One normalising function for what is typed and what is in a sheet."""
    from luoshi.reporting.rules.typed import number  # noqa: PLC0415 - the rule under test

    ways = ("12500", "12,500", "１２５００", "12 500", "1.25万", "12500.0")
    found = {number(way, "辆") for way in ways}

    assert found == {Decimal(12500)}
    assert number("0.5亿", "万元") == Decimal(5000)


def test_what_came_by_sheet_is_checked_before_it_is_sent(june: County, cast: Any) -> None:
    """GOV-14: a hard rule blocks it, a soft question wants its answer; the sheet itself is kept."""
    for code, severity, most in (("R01", "hard", 500), ("R02", "soft", 150)):
        Rule.objects.create(
            form=june.form, code=code, severity=severity, left="[L01]", operator="≤",
            right=str(most), words=f"不超过{most}",
        )  # fmt: skip
    out = sheet_of(june, cast.county)
    assert take(june, changed(out, put(1, "填报数", 600)), cast.county)
    with pytest.raises(CheckFailed):
        factories.send(june.duty, cast.county)

    out = sheet_of(june, cast.county)
    assert take(june, changed(out, put(1, "填报数", 160)), cast.county)
    with pytest.raises(NeedsExplanation):
        factories.send(june.duty, cast.county)
    why = {("R02", june.month.pk): "两条新生产线六月集中投产"}
    receipt = factories.send(june.duty, cast.county, explanations=why)

    assert receipt.submission.findings.get().explanation == why["R02", june.month.pk]
