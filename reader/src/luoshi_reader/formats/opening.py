"""What a file is, by its content and not its name, and the reader that suits it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from luoshi_reader.errors import ReadingError
from luoshi_reader.formats.refusals import refused
from luoshi_reader.source import Source, decode

#: The largest file that is opened: a plan of hundreds of pages with pictures.
MAX_BYTES: Final = 64 * 2**20
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF: Final = re.compile(rb"%PDF-[12]")
_HEAD: Final = 1024
_MARKUP: Final = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_HTML: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_MARKDOWN: Final = frozenset({".md", ".markdown"})
#: How files of each kind are named; a plain text may go without.
SUFFIXES: Final[dict[str, frozenset[str]]] = {
    "text": frozenset({"", ".txt", ".text"}),
    "html": _HTML,
    "md": _MARKDOWN,
    "docx": frozenset({".docx"}),
    "doc": frozenset({".doc", ".wps", ".rtf"}),
    "pdf": frozenset({".pdf"}),
    "xlsx": frozenset({".xlsx"}),
    "ofd": frozenset({".ofd"}),
}
#: The part of a zip that tells what it is.
_TELLING: Final = (
    (b"word/document.xml", "docx"),
    (b"xl/workbook.xml", "xlsx"),
    (b"OFD.xml", "ofd"),
)


def open_source(data: bytes, filename: str = "", *, ocr: str = "") -> Source:
    """Return the text of a file with the way back to its pages, paragraphs and cells.

    Reads .docx, .doc (where LibreOffice is), .pdf, .html, .xlsx, .ofd, .md and plain text. All but
    plain text are read in a process of its own with limits of time and memory. Scanned pages are
    given to the command `ocr`, where there is one (`programs.recognised`).

    Raises:
        ReadingError: the file is no text, is locked or dangerous, or what reads it is lacking.

    """
    refuse_too_large(len(data))
    kind = kind_of(data, filename)
    if kind == "text":
        return Source(decode(data))
    if kind in {"html", "md"}:
        data = decode(data).encode()
    from luoshi_reader.formats import apart, programs  # noqa: PLC0415 - start-up time of a .txt

    if kind == "doc":
        kind, data = "docx", programs.as_docx(data)
    try:
        source = apart.read_apart(kind, data)
    except ReadingError as said:
        if not (ocr and said.code == "files.scan"):
            raise
        source = programs.recognised(data, ocr)
    if not source.text.strip():
        raise refused("no_text")
    return source


def refuse_too_large(size: int) -> None:
    """Refuse a file of so many bytes with a `ReadingError`, where that is too many."""
    if size > MAX_BYTES:
        raise ReadingError(
            "source.too_large",
            f"文件有{size / 2**20:.1f} MB，超过{MAX_BYTES // 2**20} MB的上限。",
            next_step="请确认选对了文件；确是计划文本的，请拆分后分别读取。",
        )


def kind_of(data: bytes, filename: str = "") -> str:
    """Return what a file is: text, html, md, docx, doc, pdf, xlsx or ofd.

    Raises:
        ReadingError: it is none of these, or is locked or carries programs.

    """
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(b"{\\rtf"):
        return "doc"
    if _PDF.search(data, 0, _HEAD):
        return "pdf"
    suffix = PurePath(filename).suffix.lower()
    if suffix in _HTML or (b"<" in data[:_HEAD] and _is_html(data)):
        return "html"
    return "md" if suffix in _MARKDOWN else "text"


def _zipped(data: bytes) -> str:
    for name, kind in _TELLING:
        if name in data:
            return kind
    raise refused("unknown", kind="压缩包")


def _ole(data: bytes) -> str:
    """Tell apart what Microsoft's old container holds, by the names in its directory."""
    if _named(data, "EncryptedPackage"):
        raise refused("encrypted")
    if _named(data, "_VBA_PROJECT"):
        raise refused("macros")
    if _named(data, "WordDocument"):
        return "doc"
    raise refused("unknown", kind="Excel旧格式（.xls）或其他旧格式文件")


def _named(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _is_html(data: bytes) -> bool:
    try:
        text = decode(data[: 64 * _HEAD])
    except ReadingError:
        return False
    return text.lstrip().startswith("<") and _MARKUP.search(text, 0, _HEAD) is not None
