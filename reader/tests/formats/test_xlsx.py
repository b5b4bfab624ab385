"""Workbooks of tasks."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from luoshi_reader import ReadingError, read_plan
from luoshi_reader.formats import open_source


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tasks() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "分工"
    sheet.append(["某市2026年重点工作任务分工表"])
    sheet.append(["序号", "重点任务", "责任单位", "", "完成时限", "完成率"])
    sheet.append(["", "", "牵头单位", "参加单位", "", ""])
    sheet.append([1, "培育品牌", "市商务局", "市财政局、\n市科技局", date(2026, 6, 30), 0.096])
    sheet.append([2, "推进改造", None, "市财政局", "年底前", 12500.0])
    for area in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "C4:C5"):
        sheet.merge_cells(area)
    sheet["F4"].number_format = "0.0%"
    hidden = book.create_sheet("草稿")
    hidden.append(["不读", "不读"])
    hidden.sheet_state = "hidden"
    return book


def test_a_sheet_of_tasks_is_read_as_its_rows_with_merged_cells_said_again() -> None:
    source = open_source(saved(tasks()), "分工.xlsx")

    assert source.text.split("\n") == [
        "某市2026年重点工作任务分工表",
        "序号\t重点任务\t责任单位\t\t完成时限\t完成率",
        "\t\t牵头单位\t参加单位\t\t",
        "1\t培育品牌\t市商务局\t市财政局、　市科技局\t2026年6月30日\t9.6%",
        "2\t推进改造\t市商务局\t市财政局\t年底前\t12500",
        "",
    ]
    piece = source.piece(source.text.index("12500"))
    assert piece is not None
    assert (piece.sheet, piece.row, piece.column) == ("分工", 5, 6)


def test_a_sheet_of_tasks_alone_is_a_plan_of_assignments() -> None:
    document = read_plan(open_source(saved(tasks()), "分工.xlsx"))

    found = [fact for fact in document.facts if fact.type == "assignment"]
    assert document.plans[0].title_text == "某市2026年重点工作任务分工表"
    assert [(fact.number, fact.task_text, fact.leads) for fact in found] == [
        (1, "培育品牌", ("市商务局",)),
        (2, "推进改造", ("市商务局",)),
    ]


def test_a_workbook_with_macros_or_of_a_monstrous_size_is_refused() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.cell(50_000, 1, "甲")

    with pytest.raises(ReadingError) as caught:
        open_source(saved(book), "分工.xlsx")

    assert caught.value.code == "files.bomb"
