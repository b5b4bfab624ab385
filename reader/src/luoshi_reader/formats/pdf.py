"""PDF with text, by PDFium: glyphs and ruling lines of every page, and a page as a picture."""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from luoshi_reader.formats.draft import Draft
from luoshi_reader.formats.glyphs import Glyph, Page, Rule
from luoshi_reader.formats.pages import draft_of
from luoshi_reader.formats.refusals import refused

#: The longest plan seen has some 300 pages.
MOST_PAGES: Final = 1_000
_THIN: Final = 3.0
_STRAIGHT: Final = 0.5
_MOST_OF: Final = 0.5
_HYPHEN: Final = "\x02"
#: Dots to the point at which a page is drawn for text recognition: 216 to the inch.
_SCALE: Final = 3


def read(data: bytes) -> Draft:
    """Return the text of a PDF, its paragraphs whole and its tables as rows."""
    return draft_of(_pages(_opened(data)))


def count(data: bytes) -> bytes:
    """Return how many pages there are, in digits."""
    return str(len(_opened(data))).encode()


def picture(data: bytes, number: int) -> bytes:
    """Return one page, counted from 1, as a grey PNG for text recognition."""
    page = _opened(data)[number - 1]
    bitmap = page.render(scale=_SCALE, grayscale=True)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    grey = bytes(bitmap.buffer)
    rows = b"".join(b"\x00" + grey[at * stride : at * stride + width] for at in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as broken:
        locked = raw.FPDF_GetLastError() in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise refused("encrypted" if locked else "damaged") from broken
    if len(document) > MOST_PAGES:
        raise refused("too_many_pages", pages=len(document), most=MOST_PAGES)
    return document


def _pages(document: pdfium.PdfDocument) -> list[Page]:
    return [_page(document[at], at + 1) for at in range(len(document))]


def _page(page: pdfium.PdfPage, number: int) -> Page:
    turn = _Turn(page)
    found = Page(number, *turn.size)
    found.glyphs = list(_glyphs(page, turn))
    wanted = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    covered = 0.0
    for item in page.get_objects(filter=wanted, max_depth=3):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
        elif item.level == 0:
            found.rules += _rules(item, turn)
    found.pictured = covered > _MOST_OF * found.width * found.height
    page.close()
    return found


class _Turn:
    """From PDF's own places to those of the page as it is seen, turned as its file says."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        left, bottom, right, top = page.get_cropbox()
        self.left, self.bottom = left, bottom
        self.wide, self.high = right - left, top - bottom
        self.angle = page.get_rotation()
        self.size = (self.wide, self.high)
        if self.angle % 180:
            self.size = (self.high, self.wide)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point is seen, from the top left."""
        x, y = x - self.left, y - self.bottom
        if self.angle == 90:  # noqa: PLR2004 - degrees
            return y, x
        if self.angle == 180:  # noqa: PLR2004 - degrees
            return self.wide - x, y
        if self.angle == 270:  # noqa: PLR2004 - degrees
            return self.high - y, self.wide - x
        return x, self.high - y

    def box(self, x1: float, y1: float, x2: float, y2: float) -> tuple[float, float, float, float]:
        """Return (left, top, right, bottom) of two corners."""
        (a, b), (c, d) = self.point(x1, y1), self.point(x2, y2)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def _glyphs(page: pdfium.PdfPage, turn: _Turn) -> Iterator[Glyph]:
    words = page.get_textpage()
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words, at)
        if raw.FPDFText_IsGenerated(words, at) == 1 or code in {0, 10, 13, 0xFFFE}:
            continue
        if raw.FPDFText_GetLooseCharBox(words, at, ctypes.byref(box)):
            text = chr(code) if code < 0x110000 else ""  # noqa: PLR2004 - the end of Unicode
            where = turn.box(box.left, box.bottom, box.right, box.top)
            raw.FPDFText_GetCharOrigin(words, at, ctypes.byref(x), ctypes.byref(y))
            yield Glyph("-" if text == _HYPHEN else text, *where, turn.point(x.value, y.value)[1])
    words.close()


def _rules(item: Any, turn: _Turn) -> Iterator[Rule]:
    """Yield the straight lines of a path: strokes along the page, and bars too thin to be boxes."""
    matrix = item.get_matrix()
    stroke, fill = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    for shape in _shapes(item):
        points = [turn.point(*matrix.on_point(x, y)) for x, y in shape]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Rule(min(xs), min(ys), max(xs), max(ys))
        if min(box.right - box.left, box.bottom - box.top) <= _THIN:
            yield box
        elif stroke.value:
            for (x1, y1), (x2, y2) in pairwise(points):
                if abs(x1 - x2) <= _STRAIGHT or abs(y1 - y2) <= _STRAIGHT:
                    yield Rule(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _shapes(item: Any) -> Iterator[list[tuple[float, float]]]:
    """Yield the outlines of a path, each as its corners; a closed one ends where it began."""
    shape: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and shape:
            yield shape
            shape = []
        shape.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            shape.append(shape[0])
    if len(shape) > 1:
        yield shape
