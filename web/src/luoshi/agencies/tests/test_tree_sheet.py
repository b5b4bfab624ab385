"""The tree of agencies as a sheet: out, changed, and back."""

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

from luoshi.agencies.actions import (
    import_agencies,
)
from luoshi.agencies.api import Agency
from luoshi.kernel.models import Entry
from luoshi.kernel.sheets import SheetFaulty

LogIn = Callable[[Any], Client]


HEAD = ["行标识", "代码", "全称", "简称", "层级", "上级代码", "启用日期", "说明", "依据"]


def sheet(*rows: list[Any], head: list[str] = HEAD) -> bytes:
    book = openpyxl.Workbook()
    for row in (head, *rows):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


NEW = ["", "410105-a", "金水区甲局", "甲局", "部门", "410105", "2016年1月1日", "", "试用"]


BELOW = ["", "410105-a-1", "金水区甲局一科", "", "其他单位", "410105-a", None, "", "试用"]


def test_a_sheet_adds_changes_and_moves_and_the_same_file_again_does_nothing(
    cast: Any, tree: Any
) -> None:
    """USE-03."""
    moved = ["410305", "410305", "涧西区人民政府", "涧西区", "县（市、区）", "410100", None, "", ""]
    content = sheet(BELOW, NEW, moved)

    first = import_agencies(by=cast.editor, content=content)
    second = import_agencies(by=cast.editor, content=content)

    assert (first, second) == ((2, 1), (0, 0))
    inner = Agency.objects.get(code="410105-a-1")
    assert [one.code for one in Agency.objects.get_ancestors(inner)][-2:] == ["410105", "410105-a"]
    assert Agency.objects.get(code="410105-a").valid_from == date(2016, 1, 1)
    west = Agency.objects.get(code="410305")
    assert (west.short_name, Agency.objects.get_parent(west).code) == ("涧西区", "410100")
    assert Entry.objects.get(action="agencies.agency.changed").data["fields"] == {
        "short_name": ["", "涧西区"]
    }
    assert Entry.objects.filter(action="agencies.sheet.imported").count() == 1


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (["410105", "410109", "x", "", "部门", "410100"], "B3", "不能改代码"),
        (["410105", "410105", "金水新区", "", "县（市、区）", "410100"], "C3", "办理更名"),
        (["", "410105-b", "乙局", "", "部门", "410999"], "F3", "没有代码为“410999”的单位"),
        (["", "410105-b", "乙局", "", "部门", ""], "F3", "请填上级单位的代码"),
        (["", "410105-b", "乙局", "", "处", "410105"], "E3", "不在可选内容中"),
        (["", "410105-a", "丙局", "", "部门", "410105"], "B3", "上面已经有了"),
        (["", "410105-b", "乙局", "", "部门", "410105-b"], "F3", "不能是单位自身"),
        (["", "410100", "郑州市人民政府", "", "市", "410105"], "F3", "不能是单位自身"),
        (["", "410105-b", "", "", "部门", "410105"], "C3", "必填"),
    ],
)
def test_one_wrong_cell_keeps_the_whole_sheet_out(
    cast: Any, tree: Any, log_in: LogIn, row: list[Any], cell: str, words: str
) -> None:
    """USE-03: errors per cell, all or nothing."""
    content = sheet(NEW, row)

    with pytest.raises(SheetFaulty):
        import_agencies(by=cast.editor, content=content)
    page = log_in(cast.editor).post(
        reverse("agencies:import"), {"file": SimpleUploadedFile("单位.xlsx", content)}
    )

    assert page.status_code == 422
    assert any(
        fault.cell == cell and words in fault.words for fault in page.context["sheet"].faults
    ), page.context["sheet"].faults
    assert not Agency.objects.filter(code="410105-a").exists()


def test_the_tree_goes_out_as_a_sheet_and_comes_back_unchanged(
    cast: Any, tree: Any, log_in: LogIn
) -> None:
    """USE-03."""
    client = log_in(cast.editor)
    content = b"".join(client.get(reverse("agencies:template")))

    same = client.post(
        reverse("agencies:import"), {"file": SimpleUploadedFile("单位.xlsx", content)}
    )
    assert "没有需要导入的内容" in same.content.decode()
    new = SimpleUploadedFile("单位.xlsx", sheet(NEW))
    shown = client.post(reverse("agencies:import"), {"file": new})
    assert "将新增或修改 1 个单位" in shown.content.decode()
    assert "<tr><td>2</td>" in shown.content.decode()
    assert "<td>金水区甲局</td>" in shown.content.decode()
    address = shown.context["confirm"]
    assert "已新增 1 个、修改 0 个单位。" in client.post(address, follow=True).content.decode()
    assert client.post(address).status_code == 409
