"""Facts as a workbook, read back by another program."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from luoshi_reader import Document, Doubt, Fact, Plan, Source, Span
from luoshi_reader.exports.records import Reading
from luoshi_reader.exports.xlsx import write
from luoshi_reader.facts import Capacity, Figure, Organisation, Project
from luoshi_reader.structure.outline import PlanText, Section

TEXT = "=1+1甲公司\n主营业务收入下降3%\n年产20万吨项目\n"


def reading(*facts: Fact, doubts: tuple[Doubt, ...] = (), name: str = "计划.txt") -> Reading:
    source = Source(TEXT)
    span = Span(0, len(TEXT))
    text = PlanText(source, span, "计划", 2016, None, None, Section(None, None), [], [], [])
    document = Document(source, (Plan("计划", 2016, span, None, facts, text),))
    vars(document)["_judged"] = (doubts, ())
    return Reading(name, document)


def book(*readings: Reading) -> openpyxl.Workbook:
    out = BytesIO()
    write(readings, out)
    return openpyxl.load_workbook(BytesIO(out.getvalue()))


def figure(**given: Any) -> Figure:
    told: dict[str, Any] = {"indicator_text": "主营业务收入", "subject_text": None, **given}
    return Figure(span=Span(8, 18), kind="target", year=2016, **told)


def cells(sheet: Any, line: int = 2) -> dict[str, Any]:
    heads = [cell.value for cell in sheet[1]]
    return dict(zip(heads, sheet[line], strict=True))


def test_each_kind_of_fact_that_occurs_has_its_sheet_after_the_explanation() -> None:
    found = book(
        reading(figure(), Organisation(span=Span(4, 7), name_text="甲公司", category="enterprise"))
    )

    assert found.sheetnames == ["说明", "指标", "机构"]
    assert all(sheet.freeze_panes == "A2" for sheet in found)


@pytest.mark.parametrize("sign", "=+-@\t\r")
def test_words_that_look_like_a_formula_stay_words_sec_35(sign: str) -> None:
    words = f"{sign}cmd|' /C calc'!A0"

    sheet = book(reading(Organisation(span=Span(0, 7), name_text=words, category="enterprise")))[
        "机构"
    ]

    cell = cells(sheet)["名称"]
    assert cell.data_type == "s"
    assert cell.value.replace("\r", "\r") in {words, words.replace("\r", "_x000D_")}


def test_numbers_stay_numbers_and_negative_ones_too_sec_35() -> None:
    sheet = book(reading(figure(growth_pct=Decimal("-3.5"), value=Decimal(12500))))["指标"]

    row = cells(sheet)
    assert row["增速(%)"].value == -3.5
    assert row["增速(%)"].data_type == "n"
    assert row["数值"].value == 12500


def test_more_digits_than_a_sheet_can_hold_are_kept_as_text() -> None:
    sheet = book(reading(figure(value=Decimal(410105199001011234))))["指标"]

    cell = cells(sheet)["数值"]
    assert cell.value == "410105199001011234"
    assert cell.data_type == "s"


def test_lists_codes_and_places_are_written_for_people() -> None:
    project = Project(
        span=Span(19, 27),
        name_text="年产20万吨项目",
        owners=("甲公司", "乙公司"),
        capacities=(Capacity(Decimal(20), "万吨", None),),
    )

    row = cells(book(reading(figure(hedge=True), project))["项目"])
    assert row["实施单位"].value == "甲公司；乙公司"
    assert row["产能"].value == "20万吨"
    assert (row["行"].value, row["位置"].value) == (3, 19)

    row = cells(book(reading(figure(hedge=True)))["指标"])
    assert row["类别"].value == "目标"
    assert row["力争"].value == "是"
    assert row["范围"].value == "全域"


def test_doubts_have_a_sheet_with_both_sides() -> None:
    doubt = Doubt(
        code="LS101", severity="error", message="不一致。", span=Span(8, 14), related=(Span(4, 7),)
    )

    row = cells(book(reading(doubts=(doubt,)))["存疑"])
    assert row["编号"].value == "LS101"
    assert row["程度"].value == "错误"
    assert row["相关原文"].value == "甲公司"


def test_two_files_share_the_sheets_and_each_row_names_its_own() -> None:
    sheet = book(reading(figure(), name="甲.txt"), reading(figure(), name="乙.txt"))["指标"]

    assert [cells(sheet, line)["文件"].value for line in (2, 3)] == ["甲.txt", "乙.txt"]
