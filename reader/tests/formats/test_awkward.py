"""Small files as an office's own program writes them: numbers, merged cells, a box, changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from luoshi_reader.formats import open_source

FILES = Path(__file__).parent / "files"
LINES = [
    "某市纺织产业2026年度行动计划",
    "一、总体要求",
    "以创新为引领，产值达到120亿元。",
    "二、重点工作",
    "（一）培育品牌",
    "1.办好服装节，培育10个品牌。",
    "2.建设2个园区。",
    "（二）推进改造",
    "支持企业技术改造。",
    "专栏：技术改造示范企业",
    "分工表",
    "序号\t工作任务\t责任单位\t",
    "\t\t牵头单位\t参加单位",
    "1\t培育品牌\t市商务局\t市财政局、市科技局",
    "2\t推进改造\t市商务局\t市财政局",
]


@pytest.mark.parametrize("name", ["awkward.docx", "awkward.pdf"])
def test_a_file_of_an_office_s_program_is_read_as_it_is_seen(name: str) -> None:
    source = open_source((FILES / name).read_bytes(), name)

    assert [line for line in source.text.split("\n") if line] == LINES
