"""OFD (GB/T 33190), the layout format of Chinese offices: words and ruling lines of its pages.

easyofd was weighed: it turns pages into pictures and invoices into fields, brings a PDF writer and
an image library along, and gives no text with places. A page's text is a few elements.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from luoshi_reader.formats.draft import Draft
from luoshi_reader.formats.glyphs import Glyph, Page, Rule
from luoshi_reader.formats.packages import Package, child, local
from luoshi_reader.formats.pages import draft_of
from luoshi_reader.formats.refusals import refused

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PAGES: Final = 1_000
#: OFD measures in millimetres, pages in points.
_POINT: Final = 72 / 25.4
_ASCENT: Final = 0.85
_THIN: Final = 1.0
_MOST_OF: Final = 0.5
_NEXT: Final = 1.3
_PATH: Final = re.compile(r"([MLSBQAC])|(-?[0-9]*\.?[0-9]+)")
_A4: Final = (0.0, 0.0, 210.0, 297.0)

_Box = tuple[float, float, float, float]


def read(data: bytes) -> Draft:
    """Return the text of the first document of an OFD file."""
    package = Package(data)
    if any(name.endswith("Encryptions.xml") for name in package.names):
        raise refused("encrypted")
    root = child(package.xml("OFD.xml"), "DocBody", "DocRoot")
    if root is None or not root.text:
        raise refused("damaged")
    main = root.text.strip().lstrip("/")
    folder = posixpath.dirname(main)
    document = package.xml(main)
    listed = child(document, "Pages")
    pages = [
        each.get("BaseLoc", "")
        for each in (listed if listed is not None else ())
        if local(each) == "Page"
    ]
    if len(pages) > MOST_PAGES:
        raise refused("too_many_pages", pages=len(pages), most=MOST_PAGES)
    usual = _numbers(_text(child(document, "CommonData", "PageArea", "PhysicalBox")), 4) or _A4
    return draft_of(
        [
            _page(package, _within(folder, where), number, usual)
            for number, where in enumerate(pages, 1)
        ]
    )


def _within(folder: str, where: str) -> str:
    return where.lstrip("/") if where.startswith("/") else posixpath.normpath(f"{folder}/{where}")


def _page(package: Package, name: str, number: int, usual: tuple[float, ...]) -> Page:
    root = package.xml(name)
    box = _numbers(_text(child(root, "Area", "PhysicalBox")), 4) or usual
    page = Page(number, box[2] * _POINT, box[3] * _POINT)
    covered = 0.0
    for item in root.iter():
        kind = local(item)
        if kind == "TextObject":
            page.glyphs += _glyphs(item)
        elif kind == "PathObject":
            page.rules += _rules(item)
        elif kind == "ImageObject":
            _, _, wide, high = _boundary(item)
            covered += wide * high
    page.pictured = covered > _MOST_OF * box[2] * box[3]
    return page


def _glyphs(item: _Element) -> Iterator[Glyph]:
    """Yield the characters of a text object, each where its steps have come to."""
    left, top, _, _ = _boundary(item)
    a, b, c, d, e, f = _numbers(item.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    size = (_numbers(item.get("Size"), 1) or (0.0,))[0]
    x = y = 0.0
    for code in item:
        if local(code) != "TextCode":
            continue
        x = (_numbers(code.get("X"), 1) or (x,))[0]
        y = (_numbers(code.get("Y"), 1) or (y,))[0]
        across = _steps(code.get("DeltaX"))
        down = _steps(code.get("DeltaY"))
        for at, char in enumerate((code.text or "").strip("\n")):
            wide = size if ord(char) > 0xFF else size / 2  # noqa: PLR2004 - Latin is half as wide
            step = across[at] if at < len(across) else (across[-1] if across else wide)
            if 0 < step < _NEXT * size:
                wide = step  # the next character stands close: that is how wide this one is
            at_x, at_y = left + a * x + c * y + e, top + b * x + d * y + f
            tall = size * (abs(d) or 1.0)
            yield Glyph(
                char,
                at_x * _POINT,
                (at_y - _ASCENT * tall) * _POINT,
                (at_x + wide * (abs(a) or 1.0)) * _POINT,
                (at_y + (1 - _ASCENT) * tall) * _POINT,
                at_y * _POINT,
            )
            x += step
            y += down[at] if at < len(down) else 0.0


def _steps(text: str | None) -> list[float]:
    """Return the steps between characters: g 3 6.35 says 6.35 three times."""
    words = (text or "").split()
    steps: list[float] = []
    at = 0
    while at < len(words):
        if words[at] == "g" and at + 2 < len(words) and words[at + 1].isdigit():
            steps += [_number(words[at + 2])] * min(int(words[at + 1]), 10_000)
            at += 3
        else:
            steps.append(_number(words[at]))
            at += 1
    return steps


def _rules(item: _Element) -> Iterator[Rule]:
    """Yield the straight lines along the page of a path object."""
    left, top, _, _ = _boundary(item)
    a, b, c, d, e, f = _numbers(item.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for shape in _shapes(_text(child(item, "AbbreviatedData"))):
        points = [
            ((left + a * x + c * y + e) * _POINT, (top + b * x + d * y + f) * _POINT)
            for x, y in shape
        ]
        for (x1, y1), (x2, y2) in pairwise(points):
            if abs(x1 - x2) <= _THIN or abs(y1 - y2) <= _THIN:
                yield Rule(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _shapes(text: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the outlines of a path as their corners; curves end one, for they rule no table."""
    shape: list[tuple[float, float]] = []
    verb = ""
    waiting: list[float] = []
    for letter, number in _PATH.findall(text):
        if letter:
            verb, waiting = letter, []
            if letter == "C" and shape:
                shape.append(shape[0])
            continue
        waiting.append(float(number))
        if len(waiting) < len("xy") or verb not in "MSL":
            continue
        point = (waiting[0], waiting[1])
        waiting = []
        if verb in "MS" and shape:
            yield shape
            shape = []
        shape.append(point)
    if len(shape) > 1:
        yield shape


def _boundary(item: _Element) -> _Box:
    found = _numbers(item.get("Boundary"), 4)
    return (found[0], found[1], found[2], found[3]) if found else (0.0, 0.0, 0.0, 0.0)


def _numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    words = (text or "").split()
    return tuple(map(_number, words)) if len(words) == count else None


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        raise refused("damaged") from None


def _text(element: _Element | None) -> str:
    return "" if element is None else (element.text or "")
