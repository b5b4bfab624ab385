"""Papers come out in the official layout."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from luoshi.kernel.papers import BODY_FONT, HEADING_FONTS, TITLE_FONT, Paper


def _paper() -> Any:
    paper = Paper("关于重点工作分工的函")
    paper.addressee("省财政厅")
    paper.heading("一、牵头事项")
    paper.paragraph("落实税收政策。")
    paper.table(["序号", "工作任务"], [["1", "落实税收政策"]], [16, 140])
    paper.close("省工业和信息化委", "2016年3月4日")
    return docx.Document(BytesIO(paper.data()))


def test_the_type_area_is_that_of_the_standard() -> None:
    """DOC-01."""
    section = _paper().sections[0]

    got = (section.page_width, section.top_margin, section.left_margin, section.right_margin)
    for value, wanted in zip(got, (Mm(210), Mm(37), Mm(28), Mm(26)), strict=True):
        assert abs(value - wanted) < Mm(1)


def test_lines_have_the_pitch_and_spacing_that_give_22_by_28() -> None:
    """DOC-02."""
    line = next(p for p in _paper().paragraphs if p.text.startswith("落实"))

    assert line.paragraph_format.line_spacing == Pt(28.95)
    assert line.runs[0]._element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"


def test_each_element_has_its_own_face() -> None:
    """DOC-03, DOC-09."""
    faces = {
        p.text: p.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia"))
        for p in _paper().paragraphs
        if p.text
    }

    assert faces["关于重点工作分工的函"] == TITLE_FONT
    assert faces["省财政厅："] == BODY_FONT
    assert faces["一、牵头事项"] == HEADING_FONTS[1]
    assert faces["落实税收政策。"] == BODY_FONT


def test_a_table_repeats_its_head() -> None:
    table = _paper().tables[0]

    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
