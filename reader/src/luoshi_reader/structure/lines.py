"""The lines of a text: trimmed of layout, told apart by what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from luoshi_reader.source import Source, Span
from luoshi_reader.structure.marks import Mark, mark_of
from luoshi_reader.text.folding import WRAPS, Folded, fold, unspaced

_BLANKS: Final = "\t \xa0\u1680" + "".join(map(chr, range(0x2000, 0x2010))) + "\u202f\u205f\u2060"
#: What stands before and after a line's words: blanks, wraps, and the stars of bold type.
_LAYOUT: Final = "".join(sorted(WRAPS)) + _BLANKS + "*#"
_RUN: Final = re.compile(r"[^\r\n]+")
_PAGE: Final = re.compile(
    r"(?:第 ?[0-9]{1,4} ?页|[—–-]{1,3} ?[0-9]{1,4} ?[—–-]{1,3}|[—–-]{2,}|[ >|【】]+)$"
)
_ENDS: Final = frozenset("。；：！？;:!?…")
_CLOSERS: Final = "”’）)】」"
_PAUSES: Final = frozenset("，、,")
_DATE: Final = re.compile(
    r"(?:(?:19|20)[0-9]{2}|[二一][〇○零0O九][〇○零一二三四五六七八九0-9]{2})年"
    r"[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日$"
)
_DOC_NO: Final = re.compile(
    r"[^，。、：〔［\[]{1,16}[〔［\[](?:19|20)[0-9]{2}[〕］\]][0-9]{1,5}号$"
)
_NOTE: Final = re.compile(r"[（(][^（）()]{2,40}[）)]$")
_ATTACHED: Final = re.compile(r"附[件录表][0-9一二三四五六七八九十]{0,2}[.．、：:]?$")
_POINTER: Final = re.compile(r"附[件录表][0-9一二三四五六七八九十]{0,2}[：:.．]?.")
#: 时间：2023-03-30⇥来源：政府网: what a portal prints above a text is no row of a table.
_PORTAL: Final = re.compile(
    r"(?:发布)?(?:时间|日期|来源|作者)[：:][^\t]{0,40}(?:\t{1,8}[^\t：:]{1,8}[：:][^\t]{0,40}){1,8}$"
)
_PIPES: Final = 3
#: A row or a bracket is not broken over more lines than this.
_MOST_PIECES: Final = 8
_SHORT: Final = 60
_TINY: Final = 4


@dataclass(slots=True)
class Line:
    """One line without its indent; `apart` when a blank line stands above it.

    `cells` counts the cells of a row; `captioned` tells a title that stood behind 附件1：.
    """

    folded: Folded
    apart: bool
    mark: Mark | None
    cells: int
    captioned: bool = False
    #: The folded text: what patterns match on.
    text: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the text at hand: a line is asked for it many times."""
        self.text = self.folded.text

    @property
    def start(self) -> int:
        """The offset of the first character."""
        return self.folded.origins[0]

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.folded.origins[-1] + 1

    @property
    def rank(self) -> int:
        """The level of a short line that its file sets as a heading (`Piece.level`), else 0."""
        piece = self.folded.source.piece(self.start)
        return piece.level if piece and not (self.is_row or self.is_running) else 0

    @property
    def is_row(self) -> bool:
        """Whether this is a row of a table."""
        return self.cells > 1

    @property
    def is_running(self) -> bool:
        """Whether this is running text: it holds a sentence, or is as long as one."""
        text = self.text
        return len(text) > _SHORT or "。" in text or text.rstrip(_CLOSERS)[-1:] in _ENDS

    @property
    def is_plain(self) -> bool:
        """Whether this is a short line that is no sentence, no row and carries no number."""
        return not (self.mark or self.is_row or self.is_running)

    @property
    def is_date(self) -> bool:
        """Whether this is the date below a signature."""
        return _DATE.match(self.text) is not None

    @property
    def is_number(self) -> bool:
        """Whether this is a document number such as 国发〔2019〕4号."""
        return _DOC_NO.match(self.text) is not None

    @property
    def is_note(self) -> bool:
        """Whether this is a line wholly in brackets, such as a byline."""
        return _NOTE.match(self.text) is not None

    @property
    def opens_attachment(self) -> bool:
        """Whether this is a lone 附件 or 附件1."""
        return _ATTACHED.match(self.text) is not None

    @property
    def names_attachment(self) -> bool:
        """Whether this points to an attachment: 附件：…."""
        return _POINTER.match(self.text) is not None and not self.is_running

    @property
    def is_scrap(self) -> bool:
        """Whether this is a scrap of a web page: 下载, 【, 首页."""
        return len(self.text) <= _TINY

    @property
    def in_bracket(self) -> bool:
        """Whether a bracket was cut by the end of this line."""
        last = self.text.rfind("（")
        return not self.is_row and last > self.text.rfind("）")

    @property
    def is_open(self) -> bool:
        """Whether a sentence was cut by the end of this line."""
        text = self.text
        if self.is_row or not text or text[-1] in _ENDS or text[-1] in _CLOSERS:
            return False
        runs = "。" in text or ("，" in text and self.mark is None)
        return text[-1] in _PAUSES or (runs and len(text) > _SHORT // 3)


def lines_of(source: Source) -> list[Line]:
    """Return the lines that hold text, page numbers left out and broken sentences mended."""
    found: list[Line] = []
    pieces: list[Line] = []
    bracket = False
    for line in _mend_rows(source, list(_physical(source))):
        if pieces and (bracket or pieces[-1].is_open) and _continues(line, in_bracket=bracket):
            pieces.append(line)
        elif pieces and pieces[-1].is_open and line.text.isdigit():
            continue  # a page number in the middle of a sentence
        else:
            found += _joined(pieces)
            pieces = [line]
            bracket = False
        bracket = line.in_bracket or (bracket and "）" not in line.text)
        bracket = bracket and len(pieces) < _MOST_PIECES
    return found + _joined(pieces)


def _joined(pieces: list[Line]) -> list[Line]:
    """Return one line made of pieces; what stood between them, a page number, is no part."""
    if len(pieces) < len("ab"):
        return pieces
    first = pieces[0]
    text = "".join([piece.text for piece in pieces])
    origins = tuple(chain.from_iterable(piece.folded.origins for piece in pieces))
    return [Line(Folded(first.folded.source, text, origins), first.apart, first.mark, 1)]


def _physical(source: Source) -> Iterator[Line]:
    text = source.text
    last = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        raw = run[0]
        inner = raw.strip(_LAYOUT)
        if not inner or _PAGE.match(inner):
            continue
        gap = text[last:start]
        apart = gap.count("\n") > 1 or gap.count("\r") > 1 or not last
        last = end
        cells = _cell_count(raw, inner)
        if cells > 1:
            stop = end - (len(raw) - len(raw.rstrip("\r \u3000")))
            yield Line(fold(source, Span(start, stop)), apart, None, cells)
            continue
        at = start + raw.index(inner[0])
        folded = unspaced(fold(source, Span(at, at + len(inner))))
        yield Line(folded, apart, mark_of(folded.text), 1)


def _cell_count(raw: str, inner: str) -> int:
    """Return how many cells a line has: tabs between words, or bars around them."""
    if "\t" in inner and _PORTAL.match(inner):
        return 1
    if inner.startswith("|") and inner.endswith("|") and inner.count("|") >= _PIPES:
        return inner.count("|") - 1
    if "\t" not in inner and raw.endswith("\t\t"):
        return raw.strip("\r\n").count("\t") + 1  # a cell over the whole width, as files give it
    head, tab, rest = inner.partition("\t")
    if not tab or ("\t" not in rest and _is_mark(head)):
        return 1
    return raw.strip("\r\n").count("\t") + 1


def _is_mark(head: str) -> bool:
    """Whether the words before a tab are a heading's number and no more: 1.⇥加强领导."""
    mark = mark_of(head.strip())
    return mark is not None and mark.end == len(head.strip())


def _mend_rows(source: Source, lines: list[Line]) -> Iterator[Line]:
    """Join a row that was broken inside a cell with its rest on the next line.

    A line with one tab, or with tabs only at its end, is a row only beside other rows.
    """
    at = 0
    wide = 0
    above_is_row = False
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.is_row:
            row = _begins_blank(source, line, wide) if above_is_row else None
            above_is_row = row is not None
            yield row or line
            continue
        loose = line.cells == len("ab") or "\t" not in line.text.strip("\t \xa0")
        if loose and not (above_is_row or _beside_rows(lines, at - 1)):
            yield _unrowed(source, line)
            above_is_row = False
            continue
        first = at
        while line.cells < wide and at < len(lines) and _completes(line, lines[at], wide):
            whole = fold(source, Span(line.start, lines[at].end))
            line = Line(whole, line.apart, None, line.cells + lines[at].cells - 1)
            at += 1
            if at - first == _MOST_PIECES:
                break
        wide = max(wide, line.cells) if not line.apart else line.cells
        above_is_row = True
        yield line


def _begins_blank(source: Source, line: Line, wide: int) -> Line | None:
    """Return a line below a row as one, where tabs before its words leave the first cells blank."""
    text, start = source.text, line.start
    while text[start - 1 : start] == "\t":
        start -= 1
    cells = text.count("\t", start, line.end) + 1
    if line.apart or not 1 < cells <= wide or text[start - 1 : start] not in {"\n", "\r", ""}:
        return None
    return Line(fold(source, Span(start, line.end)), line.apart, None, cells)


def _beside_rows(lines: list[Line], at: int) -> bool:
    beside = lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]
    return any(each.is_row for each in beside)


def _unrowed(source: Source, line: Line) -> Line:
    text = source.text
    start, end = line.start, line.end
    while start < end and text[start] in _LAYOUT:
        start += 1
    while end > start and text[end - 1] in _LAYOUT:
        end -= 1
    folded = fold(source, Span(start, end))
    return Line(folded, line.apart, mark_of(folded.text), 1)


def _completes(line: Line, rest: Line, wide: int) -> bool:
    if rest.apart or rest.mark or rest.is_running:
        return False
    return rest.cells < wide and line.cells + rest.cells - 1 <= wide


def _continues(line: Line, *, in_bracket: bool) -> bool:
    if line.mark or line.is_row or line.text.startswith(("—", "-", "附件")):
        return False
    return in_bracket or line.is_running or "，" in line.text
