"""Word documents as they stand when every tracked change is accepted.

python-docx was weighed: it passes over text boxes, insertions under tracking and automatic numbers,
which are what this module is for. What it would save is the walk over paragraphs and rows.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from luoshi_reader.formats.draft import WRAP, Draft
from luoshi_reader.formats.grid import Spanned, laid_out
from luoshi_reader.formats.numbering import Numbering
from luoshi_reader.formats.packages import Package, child, local, named, value
from luoshi_reader.formats.refusals import refused

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What holds no words of the text: properties, deletions, the codes of fields, notes on readings.
_SILENT: Final = re.compile(
    r"(?:pPr|rPr|del|moveFrom|instrText|delText|delInstrText|rt|tblPr|tblGrid|trPr|tcPr|"
    r"sectPr|sdtPr|sdtEndPr|annotationRef|footnoteRef|endnoteRef|chart|relIds|"
    r"altChunk)$"
)
_BLOCKS: Final = frozenset({"p", "tbl"})
_OFF: Final = frozenset({"0", "false", "off"})
_CONTENTS: Final = re.compile(r"(?:toc|目录) ?[0-9]$", re.IGNORECASE)
_HEADING: Final = re.compile(r"(?:heading|标题) ?([1-9])$", re.IGNORECASE)
_TITLE: Final = re.compile(r"(?:title|标题)$", re.IGNORECASE)
_ENDS: Final = "。；，、：！？.;,:!?"


def read(data: bytes) -> Draft:
    """Return the text of a .docx: paragraphs with their numbers, tables, text boxes."""
    package = Package(data)
    main = _main_part(package)
    folder = posixpath.dirname(main)
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise refused("damaged")
    reader = _Reader(
        Draft(),
        _Styles(_part(package, f"{folder}/styles.xml")),
        Numbering(_part(package, f"{folder}/numbering.xml")),
    )
    reader.blocks(body)
    reader.close()
    return reader.draft


def _main_part(package: Package) -> str:
    for each in package.xml("_rels/.rels"):
        if (named(each, "Type") or "").endswith("/officeDocument"):
            return (named(each, "Target") or "").lstrip("/")
    raise refused("damaged")


def _part(package: Package, name: str) -> _Element | None:
    return package.xml(name) if name in package else None


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""
    based: str = ""
    number: str | None = None
    level: int | None = None
    outline: int | None = None


class _Styles:
    """Paragraph styles: which is a heading, which carries a number."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self.default = ""
        for each in root if root is not None else ():
            if local(each) != "style" or named(each, "type") != "paragraph":
                continue
            key = named(each, "styleId") or ""
            if named(each, "default") in {"1", "true"}:
                self.default = key
            self._styles[key] = _Style(
                value(each, "name") or "",
                value(each, "basedOn") or "",
                value(each, "pPr", "numPr", "numId"),
                _int(value(each, "pPr", "numPr", "ilvl")),
                _int(value(each, "pPr", "outlineLvl")),
            )

    def chain(self, key: str) -> Iterator[tuple[str, _Style]]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            yield key, self._styles[key]
            key = self._styles[key].based

    def rank(self, key: str) -> int:
        """Return 1 for the title, 2 for a heading of the first level and so on; 0 for text."""
        for _, style in self.chain(key):
            if _TITLE.match(style.name):
                return 1
            if found := _HEADING.match(style.name):
                return int(found[1]) + 1
            if style.outline is not None:
                return style.outline + 2 if style.outline < len("123456789") else 0
        return 0

    def is_contents(self, key: str) -> bool:
        """Whether a style is of the table of contents, whose lines are no text of the plan."""
        return any(_CONTENTS.match(style.name) for _, style in self.chain(key))


@dataclass(slots=True)
class _Reader:
    """Walks the body in order; `pending` holds words whose paragraph mark was deleted."""

    draft: Draft
    styles: _Styles
    numbering: Numbering
    pending: str = ""
    boxes: list[_Element] = field(default_factory=list)

    def blocks(self, holder: _Element) -> None:
        """Add every paragraph and table below an element."""
        for block in _blocks(holder):
            if local(block) == "p":
                self._paragraph(block)
            else:
                self._table(block)

    def close(self) -> None:
        """Add what still waits for a paragraph that never came."""
        if self.pending:
            self.draft.paragraph([(self.pending, 0)])
            self.pending = ""

    def _paragraph(self, paragraph: _Element) -> None:
        style = value(paragraph, "pPr", "pStyle") or self.styles.default
        text = self._words(paragraph)
        if self.styles.is_contents(style):
            return
        if child(paragraph, "pPr", "rPr", "del") is not None:
            self.pending += text
            return
        label = "" if not (self.pending + text).strip() else self._label(paragraph, style)
        outline = _int(value(paragraph, "pPr", "outlineLvl"))
        level = self.styles.rank(style) if outline is None else (outline + 2) % 11
        self.draft.paragraph([(_labelled(label, self.pending + text), 0)], level=level)
        self.pending = ""
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def _label(self, paragraph: _Element, style: str) -> str:
        number = value(paragraph, "pPr", "numPr", "numId")
        level = _int(value(paragraph, "pPr", "numPr", "ilvl"))
        for key, each in self.styles.chain(style) if number is None else ():
            if each.number is not None:
                number = each.number
                tied = self.numbering.level_of_style(number, key)
                level = each.level if level is None and each.level is not None else level
                level = tied if level is None else level
                break
        return self.numbering.label(number, level or 0) if number else ""

    def _words(self, element: _Element) -> str:
        """Return the words of a paragraph; its text boxes are kept for after it."""
        parts: list[str] = []
        for each in element:
            name = local(each)
            if name == "t":
                parts.append(each.text or "")
            elif name in {"tab", "ptab"}:
                parts.append("\t")
            elif name in {"br", "cr"}:
                parts.append("\n" if named(each, "type") in {None, "textWrapping"} else "")
            elif name == "noBreakHyphen":
                parts.append("-")
            elif name == "txbxContent":
                self.boxes.append(each)
            elif name == "AlternateContent":
                chosen = each[0] if len(each) else None
                parts.append(self._words(chosen) if chosen is not None else "")
            elif name and not _SILENT.match(name) and not (name == "r" and _is_hidden(each)):
                parts.append(self._words(each))
        return "".join(parts)

    def _table(self, table: _Element) -> None:
        self.close()
        rows = [row for row in _inside(table, "tr") if child(row, "trPr", "del") is None]
        grid = [[*_cells(row)] for row in rows]
        if all(len(row) == 1 for row in grid):
            # A frame around paragraphs, not a table.
            for row in grid:
                self.blocks(row[0].element)
            return
        spanned: list[list[Spanned]] = []
        tops: dict[int, tuple[int, int]] = {}
        for line in grid:
            cells: list[Spanned] = []
            for cell in line:
                if cell.goes_on and cell.column in tops:
                    at, place = tops[cell.column]
                    top = spanned[at][place]
                    spanned[at][place] = top._replace(rows=top.rows + 1)
                    continue
                tops[cell.column] = (len(spanned), len(cells))
                text = "" if cell.element is None else self._cell(cell.element)
                cells.append(Spanned(text, cell.columns))
            spanned.append(cells)
        self.draft.table(laid_out(spanned))

    def _cell(self, cell: _Element) -> str:
        """Return the words of a cell, its paragraphs as one line."""
        words: list[str] = []
        for block in _blocks(cell):
            if local(block) == "tbl":
                words += [self._cell(each) for row in _inside(block, "tr") for each in row]
                continue
            style = value(block, "pPr", "pStyle") or self.styles.default
            text = self._words(block)
            boxes, self.boxes = self.boxes, []
            if text.strip():
                words.append(_labelled(self._label(block, style), text).replace("\t", " "))
            words += [self._cell(box) for box in boxes]
        return joined(words)


@dataclass(frozen=True, slots=True)
class _Cell:
    element: _Element
    column: int
    columns: int
    goes_on: bool


def _blocks(holder: _Element) -> Iterator[_Element]:
    """Yield paragraphs and tables, looked for inside controls, insertions and the like."""
    for each in holder:
        name = local(each)
        if name in _BLOCKS:
            yield each
        elif name == "sdt" and _is_contents(each):
            continue
        elif name == "AlternateContent":
            yield from _blocks(each[0]) if len(each) else ()
        elif name and not _SILENT.match(name):
            yield from _blocks(each)


def _inside(holder: _Element, name: str) -> Iterator[_Element]:
    """Yield children of a name, looked for inside controls and the like."""
    for each in holder:
        if local(each) == name:
            yield each
        elif local(each) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _inside(each, name)


def _cells(row: _Element) -> Iterator[_Cell]:
    column = _int(value(row, "trPr", "gridBefore")) or 0
    if column:
        yield _Cell(None, 0, column, goes_on=False)
    for cell in _inside(row, "tc"):
        columns = max(1, _int(value(cell, "tcPr", "gridSpan")) or 1)
        merge = child(cell, "tcPr", "vMerge")
        goes_on = merge is not None and named(merge, "val") != "restart"
        yield _Cell(cell, column, columns, goes_on)
        column += columns


def _is_contents(control: _Element) -> bool:
    gallery = value(control, "sdtPr", "docPartObj", "docPartGallery") or ""
    return gallery == "Table of Contents"


def _is_hidden(run: _Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and named(vanish, "val") not in _OFF


def _labelled(label: str, text: str) -> str:
    """Return a paragraph behind its number; 1. and 5个项目 keep a blank between them."""
    if not label:
        return text
    text = text.lstrip(" \t\xa0\u3000")
    close = label[-1].isascii() and text[:1].isascii()
    return f"{label} {text}" if close else label + text


def joined(words: list[str]) -> str:
    """Return the lines of a cell as one: a wrap after a sign, a blank where none parts them."""
    text = ""
    for each in filter(None, (word.strip(" \t\n\xa0\u3000") for word in words)):
        text += (WRAP if text[-1] in _ENDS else " ") + each if text else each
    return text


def _int(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < len("123456789") else None
