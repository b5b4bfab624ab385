"""PDF: paragraphs whole across lines and pages, running heads gone, tables as rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from luoshi_reader import ReadingError, Source
from luoshi_reader.formats import open_source
from luoshi_reader.formats.apart import ask

from reader.tests.formats.making import GOLD, HENAN, as_pdf, as_print, facts_of

HEBEI = (GOLD / "hebei.txt").read_text(encoding="utf-8")
RULED = """
<table><tr><td rowspan=2>序号<td rowspan=2>工作任务<td colspan=2>责任单位</tr>
<tr><td>牵头单位<td>参加单位</tr>
<tr><td>1<td>培育品牌，办好服装节，推动全市特色产业集群做大做强，形成新的增长点
<td rowspan=2>市商务局<td>市财政局</tr><tr><td>2<td>推进改造<td></tr></table>
"""
ALIGNED = """
<p>一、主要目标</p><div style="display:grid;grid-template-columns:4em 16em 8em;font-size:12pt">
<b>序号</b><b>工作任务</b><b>牵头单位</b><b>1</b><b>培育品牌，办好服装节，扩大特色产业集群的规模</b>
<b>市商务局</b><b>2</b><b>推进改造</b><b>市科技局</b></div><p>二、保障措施</p>
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("print")


def printed(page: str, room: Path) -> Source:
    return open_source(as_pdf(page, room), "计划.pdf")


def alone(inside: str) -> str:
    return as_print("", "@page{@top-center{content:none}}").replace("</body>", f"{inside}</body>")


@pytest.mark.parametrize("text", [HENAN, HEBEI], ids=["henan", "hebei"])
def test_a_printed_plan_reads_like_its_text_running_heads_and_numbers_gone(
    text: str, room: Path
) -> None:
    source = printed(as_print(text), room)

    assert "公报" not in source.text
    assert "— 2 —" not in source.text
    assert facts_of(source) == facts_of(text)


def test_a_place_leads_back_to_its_page_and_a_paragraph_over_two_pages_to_both(room: Path) -> None:
    long = "推进产业转型升级，" * 60
    style = "@page{size:A5;margin:20mm} p{widows:1;orphans:1}"
    source = printed(as_print("一、总体要求\n" + (long + "。\n") * 3 + "二、重点任务", style), room)

    pages = {piece.paragraph: [] for piece in source.pieces}
    for piece in source.pieces:
        pages[piece.paragraph].append(piece.page)

    assert len(pages) == 5
    assert max(map(len, pages.values())) > 1
    assert pages[5] == [max(max(each) for each in pages.values())]
    for each in pages.values():
        assert each == sorted(set(each))


def test_a_ruled_table_is_read_with_its_merged_cells(room: Path) -> None:
    source = printed(alone(RULED), room)

    assert source.text.split("\n")[:-1] == [
        "序号\t工作任务\t责任单位\t",
        "\t\t牵头单位\t参加单位",
        "1\t培育品牌，办好服装节，推动全市特色产业集群做大做强，形成新的增长点\t市商务局\t市财政局",
        "2\t推进改造\t市商务局\t",
    ]
    last = source.piece(source.text.index("推进改造"))
    assert last is not None
    assert (last.page, last.table, last.row, last.column) == (1, 1, 4, 2)


def test_a_table_without_lines_is_told_by_its_columns(room: Path) -> None:
    source = printed(alone(ALIGNED), room)

    assert [line for line in source.text.split("\n") if line] == [
        "一、主要目标",
        "序号\t工作任务\t牵头单位",
        "1\t培育品牌，办好服装节，扩大特色产业集群的规模\t市商务局",
        "2\t推进改造\t市科技局",
        "二、保障措施",
    ]


def test_scanned_pages_are_said_and_can_be_drawn_for_text_recognition(room: Path) -> None:
    # A canvas drawn by a script goes onto the page as a picture, as a scanner's does.
    script = (
        "<canvas id=c width=1200 height=1800 style='width:180mm;height:250mm'></canvas><script>"
        "c.getContext('2d').fillRect(9,9,900,900)</script>"
    )
    data = as_pdf(f"<style>@page{{size:A4;margin:5mm}}</style>{script}", room)

    with pytest.raises(ReadingError, match="扫描页：全部1页") as caught:
        open_source(data, "扫描.pdf")

    assert caught.value.code == "files.scan"
    assert ask("pdf", data, "picture", "1").startswith(b"\x89PNG\r\n\x1a\n")


def test_a_file_of_10000_pages_or_cut_short_is_refused() -> None:
    """SEC-31."""
    kids = " ".join(f"{at} 0 R" for at in range(3, 10_003))
    parts = [
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        f"2 0 obj<</Type/Pages/Count 10000/Kids[{kids}]>>endobj",
        *(
            f"{at} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj"
            for at in range(3, 10_003)
        ),
        "trailer<</Root 1 0 R>>",
    ]
    data = "\n".join(["%PDF-1.4", *parts]).encode()

    with pytest.raises(ReadingError, match="10000页，超过1000页") as many:
        open_source(data)
    with pytest.raises(ReadingError) as cut:
        open_source(b"%PDF-1.7\n1 0 obj")

    assert (many.value.code, cut.value.code) == ("files.too_many_pages", "files.damaged")
