"""Papers as .docx in the layout of GB/T 9704-2012.

A4 with a type area of 156 × 225 mm (top 37, left 28, right 26, bottom 35 mm); 22 lines of 28
characters: 16 pt, run spacing -0.25 pt, exact pitch 28.95 pt and no character grid (a grid comes
out squeezed in some word processors). Title 小标宋 22 pt, body 仿宋, level 1 黑体, level 2 楷体;
page numbers 14 pt with a dash each side, odd right, even left. Nothing here is issued: a paper is a
draft until a person enters its number and signer (DOC-17).
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from luoshi.kernel.simulation import simulated

TITLE_FONT: Final = "方正小标宋简体"
BODY_FONT: Final = "仿宋_GB2312"
HEADING_FONTS: Final = {1: "黑体", 2: "楷体_GB2312", 3: BODY_FONT}
_LATIN: Final = "Times New Roman"
_PITCH: Final = Pt(28.95)


class Paper:
    """A paper under construction: title, addressee, headings, paragraphs, tables, bytes."""

    def __init__(self, title: str) -> None:
        """Open an A4 sheet with the title set."""
        self._document = Document()
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        self._document.settings.odd_and_even_pages_header_footer = True
        _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
        _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
        if simulated():
            self._line("（模拟数据，不得作为依据）", font=HEADING_FONTS[1])
        heading = self._line(title, font=TITLE_FONT, size=22)
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        heading.paragraph_format.space_after = _PITCH

    def addressee(self, text: str) -> None:
        """Set the body addressed, flush left with a full-width colon (DOC-09)."""
        self._line(f"{text.rstrip('：:')}：")

    def heading(self, text: str, level: int = 1) -> None:
        """Set a heading; its number is part of the text (DOC-04)."""
        self._indented(text, font=HEADING_FONTS[level])

    def paragraph(self, text: str) -> None:
        """Set running text, indented by two characters."""
        self._indented(text)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> None:
        """Set a table whose head repeats on every page; `widths` in mm, 156 together."""
        table = self._document.add_table(rows=1, cols=len(head))
        table.style = "Table Grid"
        table.autofit = False
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            _cell(cell, text, font=HEADING_FONTS[1])
        _repeat(table.rows[0])
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                _cell(cell, text)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)

    def close(self, unit: str, date_text: str) -> None:
        """Set the unit and the date, four characters from the right edge (DOC-11)."""
        for text in ("", unit, date_text):
            line = self._line(text)
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.right_indent = Pt(64)

    def data(self) -> bytes:
        """Return the file."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _indented(self, text: str, font: str = BODY_FONT) -> None:
        self._line(text, font=font).paragraph_format.first_line_indent = Pt(32)

    def _line(self, text: str, font: str = BODY_FONT, size: int = 16) -> Any:
        line = self._document.add_paragraph()
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        line.paragraph_format.line_spacing = _PITCH if size == 16 else Pt(36)  # noqa: PLR2004 - body size
        _run(line, text, font, size)
        return line


def _run(paragraph: Any, text: str, font: str, size: int) -> Any:
    run = paragraph.add_run(text)
    run.font.name = _LATIN
    run.font.size = Pt(size)
    properties = run._element.get_or_add_rPr()  # noqa: SLF001 - East Asian fonts have no public setter
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "-5")
    properties.append(spacing)
    return run


def _cell(cell: Any, text: str, font: str = BODY_FONT) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(18)
    _run(paragraph, text, font, 12)


def _repeat(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - repeated heads have no public setter
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)


def _page_number(footer: Any, side: Any) -> None:
    """Set `— 1 —`, one character in from the outer edge (DOC-13)."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    _run(paragraph, "— ", "宋体", 14)
    run = _run(paragraph, "", "宋体", 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._element.append(part)  # noqa: SLF001 - fields have no public setter
    _run(paragraph, " —", "宋体", 14)
