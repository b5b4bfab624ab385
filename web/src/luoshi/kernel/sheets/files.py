"""From the bytes of a file to the cells of its sheets, within limits (SEC-31, SEC-32)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from django.http import HttpRequest
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from luoshi.kernel.refusals import Refusal

LARGEST: Final = 8 * 1024 * 1024
MOST_ENTRIES: Final = 1000
MOST_UNPACKED: Final = 60 * 1024 * 1024
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_SHEETS: Final = 20
#: A formula without the value that it had when the file was saved.
UNCOUNTED: Final = "#未计算"
_CHUNK: Final = 1 << 20
_OLE: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK\x03\x04"
_MARKUP: Final = (b"<html", b"<!doctype", b"<?xml", b"<table", b"mime-version")


class SheetUnreadable(Refusal):
    """The file is no sheet that can be read."""

    code: ClassVar[str] = "kernel.sheet_unreadable"


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet: numbered rows, of which blank ones may be left out."""

    name: str
    rows: list[tuple[int, tuple[Any, ...]]] = field(default_factory=list)


def _use_template() -> str:
    return _("请用本页下载的模板填写，保存为 .xlsx 后重新上传。")


def _refuse(words: str, next_step: str = "") -> SheetUnreadable:
    return SheetUnreadable(words, next_step=next_step or _use_template())


def uploaded(request: HttpRequest, name: str = "file") -> tuple[str, bytes]:
    """Return the name and the bytes of the file that was sent.

    Raises:
        SheetUnreadable: none was, or it is larger than a sheet may be.

    """
    sent = request.FILES.get(name)
    if sent is None or not sent.name:
        raise SheetUnreadable(_("没有选择文件。"), next_step=_("请选择填好的表格后再上传。"))
    if sent.size is None or sent.size > LARGEST:
        raise _too_large()
    return sent.name, sent.read()


def _too_large() -> SheetUnreadable:
    most = LARGEST // 1024 // 1024
    words = _("文件超过 %(most)s MB。") % {"most": most}
    return _refuse(words, _("请删去图片和多余的工作表，或拆成几个文件上传。"))


def grids(content: bytes) -> list[Grid]:
    """Return the sheets of a workbook or of a CSV file.

    Raises:
        SheetUnreadable: it is neither, or larger than a sheet may be.

    """
    if len(content) > LARGEST:
        raise _too_large()
    if content.startswith(_OLE):
        words = _("这是旧版 .xls 文件或加密的工作簿，不能直接读取。")
        raise _refuse(words, _("请在 Excel 或 WPS 中去掉密码，另存为 .xlsx 后重新上传。"))
    if content.startswith(_ZIP):
        return _workbook(content)
    if content[:512].lstrip().lower().startswith(_MARKUP):
        words = _("这是网页格式的文件，只是扩展名像表格。")
        raise _refuse(words, _("请在 Excel 或 WPS 中打开，另存为 .xlsx 后重新上传。"))
    return [text_grid(_decoded(content))]


def _decoded(content: bytes) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 with its mark, or GB18030."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _refuse(_("这个文件不是表格，或编码无法识别。"))


def text_grid(text: str) -> Grid:
    """Return the cells of a CSV file or of a pasted block: commas, semicolons or tabs."""
    first = text.partition("\n")[0]
    delimiter = max("\t,;", key=first.count)
    grid = Grid("")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(rows, start=1):
            _add(grid, number, [cell or None for cell in cells])
    except csv.Error as wrong:
        raise _refuse(_("这个文件不是表格，或引号没有成对。")) from wrong
    return grid


def _add(grid: Grid, number: int, cells: list[Any] | tuple[Any, ...]) -> None:
    """Take a row in unless it is blank, within the limits."""
    last = max((place for place, cell in enumerate(cells, 1) if cell not in {None, ""}), default=0)
    if not last:
        return
    if last > MOST_COLUMNS or len(grid.rows) >= MOST_ROWS:
        most = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        words = _("表格超过 %(rows)s 行或 %(columns)s 栏。") % most
        raise _refuse(words, _("请拆成几个文件上传。"))
    grid.rows.append((number, tuple(cells[:last])))


def _workbook(content: bytes) -> list[Grid]:
    """Return the visible sheets of an .xlsx file, formulas as the values they had when saved."""
    with_formulas = _looked_through(content)
    broken = (
        InvalidFileException,
        DefusedXmlException,
        zipfile.BadZipFile,
        ParseError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        EOFError,
        OSError,
    )
    try:
        return list(_sheets(content, with_formulas=with_formulas))
    except broken as wrong:
        raise _refuse(_("文件已损坏或不是 .xlsx 表格。")) from wrong


def _looked_through(content: bytes) -> bool:
    """Refuse what unpacks to too much; tell whether there are formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            names = {entry.filename for entry in entries}
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
                raise _refuse(_("文件解开后过大，没有读取。"))
            if any(entry.flag_bits & 1 for entry in entries):
                words = _("文件有密码，不能读取。")
                raise _refuse(words, _("请在 Excel 或 WPS 中去掉密码后重新上传。"))
            if "xl/workbook.xml" not in names:
                raise _refuse(_("这个文件不是 .xlsx 表格。"))
            if any(name.endswith("vbaProject.bin") for name in names):
                words = _("文件带有宏，不能读取。")
                raise _refuse(words, _("请另存为不带宏的 .xlsx 后重新上传。"))
            sheets = [name for name in names if name.startswith("xl/worksheets/")]
            return any(b"<f" in _read_entry(packed, name) for name in sheets)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as wrong:
        raise _refuse(_("文件已损坏或不是 .xlsx 表格。")) from wrong


def _read_entry(packed: zipfile.ZipFile, name: str) -> bytes:
    """Read an entry, however large it says it is, only as far as a sheet may go."""
    with packed.open(name) as entry:
        found = entry.read(MOST_UNPACKED + 1)
    if len(found) > MOST_UNPACKED:
        raise _refuse(_("文件解开后过大，没有读取。"))
    return found


def _sheets(content: bytes, *, with_formulas: bool) -> Iterator[Grid]:
    """Yield the visible sheets."""
    book = _opened(content, counted=True)
    formulas = _opened(content, counted=False) if with_formulas else None
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in visible[:MOST_SHEETS]:
        grid = Grid(sheet.title)
        sheet.reset_dimensions()
        written = iter(_cells(formulas[sheet.title])) if formulas else None
        for number, cells in _cells(sheet):
            counted = cells
            if written is not None:
                pairs = zip(cells, next(written)[1], strict=False)
                counted = tuple(_counted(value, formula) for value, formula in pairs)
            _add(grid, number, counted)
        yield grid
    book.close()


def _opened(content: bytes, *, counted: bool) -> Any:
    """Open a workbook to read, without its links to elsewhere."""
    return openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=counted, keep_links=False
    )


def _cells(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the numbered rows of a sheet."""
    sheet.reset_dimensions()
    yield from enumerate(sheet.iter_rows(values_only=True), start=1)


def _counted(value: Any, written: Any) -> Any:
    """Return the value of a cell; a formula that has none is not a blank."""
    if value is None and written is not None:
        return UNCOUNTED
    return value
