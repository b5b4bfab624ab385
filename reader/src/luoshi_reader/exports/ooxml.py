"""The least of a .docx: parts of WordprocessingML put into a package (ECMA-376), nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: What XML 1.0 has no way to write.
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RUN: Final = re.compile("\t|[^\t]+")
_DAY: Final = (1980, 1, 1, 0, 0, 0)

_STYLES: Final = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
    'w:hAnsi="Times New Roman" w:eastAsia="仿宋"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
)


def attribute(value: str) -> str:
    """Return a value in quotation marks, fit to stand in a tag."""
    return quoteattr(_ILLEGAL.sub("\ufffd", value))


def run(text: str, *, marks: str = "") -> str:
    """Return a run of text; tabs become tabs, `marks` are properties such as <w:b/>."""
    if not text:
        return ""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    parts = (
        "<w:tab/>" if part == "\t" else f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _RUN.findall(_ILLEGAL.sub("\ufffd", text))
    )
    return f"<w:r>{properties}{''.join(parts)}</w:r>"


def paragraph(runs: str) -> str:
    """Return a paragraph of runs."""
    return f"<w:p>{runs}</w:p>"


def table(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """Return a ruled table of words, its first row in bold; widths in twentieths of a point."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = []
    for at, row in enumerate(rows):
        marks = '<w:b/><w:sz w:val="24"/>' if at == 0 else '<w:sz w:val="24"/>'
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{paragraph(run(words, marks=marks))}</w:tc>"
            for words, width in zip(row, widths, strict=True)
        )
        head = "<w:trPr><w:tblHeader/></w:trPr>" if at == 0 else ""
        lines.append(f"<w:tr>{head}{cells}</w:tr>")
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>{paragraph('')}"
    )


def package(body: str, comments: str, out: IO[bytes]) -> None:
    """Write a document with its styles and, where there are any, its comments."""
    parts = {
        "document": f"<w:document xmlns:w='{MAIN}'><w:body>{body}{_SECTION}</w:body></w:document>",
        "styles": f"<w:styles xmlns:w='{MAIN}'>{_STYLES}</w:styles>",
    }
    if comments:
        parts["comments"] = f"<w:comments xmlns:w='{MAIN}'>{comments}</w:comments>"
    memory = BytesIO()
    with ZipFile(memory, "w", ZIP_DEFLATED) as archive:
        _put(archive, "[Content_Types].xml", _content_types(parts))
        _put(archive, "_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        others = {name: f"{name}.xml" for name in parts if name != "document"}
        _put(archive, "word/_rels/document.xml.rels", _relations(others))
        for name, xml in parts.items():
            _put(archive, f"word/{name}.xml", xml)
    out.write(memory.getvalue())


#: A4 with the margins of GB/T 9704-2012: 37, 26, 35 and 28 mm, in twentieths of a point.
_SECTION: Final = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" '
    'w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def _put(archive: ZipFile, name: str, xml: str) -> None:
    """Store a part under a fixed day, so that the same findings give the same bytes."""
    entry = ZipInfo(name, _DAY)
    entry.compress_type = ZIP_DEFLATED
    archive.writestr(entry, f"{_XML}{xml}".encode("utf-8", "replace"))


def _content_types(parts: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.'
        f'{"document.main" if name == "document" else name}+xml"/>'
        for name in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'
