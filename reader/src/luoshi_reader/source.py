"""The text as it was issued, and places in it.

Offsets are Unicode code points of the decoded file and half-open; the source is never edited.
A byte-order mark is not part of the text: offsets count from the first character after it.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final, NamedTuple

from luoshi_reader.errors import ReadingError

#: The largest file that is read. A notice of ten plans has 160 kB.
MAX_BYTES: Final = 16 * 2**20

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How files begin that hold no plain text, and what to call them.
_BINARIES: Final = (
    (b"%PDF-", "PDF文件"),
    (b"PK\x03\x04", "压缩包或Word、Excel新格式文件"),
    (b"\xd0\xcf\x11\xe0", "Word、Excel旧格式文件"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"RIFF", "音像或图片文件"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "RTF文件"),
)
_SAMPLE: Final = 4096
#: Anything but blanks of every kind, marks of byte order and zeros.
_PRINTED: Final = re.compile(r"[^\s\ufeff\x00]")
_CONTROLS: Final = dict.fromkeys([*range(9), *range(14, 32), 127])
_FEW: Final = 0.02
#: What stands for bytes that are no character.
_LOST: Final = "\ufffd"


_set: Final = object.__setattr__


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A stretch of the source: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        """Refuse what is no stretch; written out, for thousands are made of every text."""
        if not 0 <= start <= end:
            msg = f"span must satisfy 0 <= start <= end, got {start}..{end}"
            raise ValueError(msg)
        _set(self, "start", start)
        _set(self, "end", end)

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Piece(NamedTuple):
    """A stretch of the text, `start`..`end`, and where it stands in the file it was taken from.

    Pages, paragraphs, tables, rows and columns count from 1, as a person counts them; 0 where the
    file has none. `page` counts pages, `sheet` names one of a workbook. `level` is the rank of a
    heading set as such in the file (1 the title, 2 what 一、 heads), 0 for other words.
    """

    start: int
    end: int
    page: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    sheet: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """An issued text, untouched; `pieces`, in order, lead back into a file with pages or cells."""

    text: str = field(repr=False)
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the lines once; every later question about a place is a bisection."""
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        object.__setattr__(self, "_line_starts", tuple(starts))

    def quote(self, span: Span) -> str:
        """Return the exact words at `span`."""
        return self.text[span.start : span.end]

    def place(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of an offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def piece(self, offset: int) -> Piece | None:
        """Return where an offset stands in the file the text was taken from, where it has that."""
        at = bisect_right(self.pieces, offset, key=attrgetter("start")) - 1
        if at < 0 or offset >= self.pieces[at].end:
            return None
        return self.pieces[at]


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 or GB18030, the byte-order mark dropped.

    Refuses with a `ReadingError` what is empty, too large, no text, or in no known encoding.
    """
    if len(data) > MAX_BYTES:
        raise ReadingError(
            "source.too_large",
            f"文件有{len(data) / 2**20:.1f} MB，超过{MAX_BYTES // 2**20} MB的上限。",
            next_step="请确认选对了文件；确是计划文本的，请拆分后分别读取。",
        )
    _refuse_binary(data)
    text = _marked(data) or _unmarked(data)
    if not _PRINTED.search(text):
        raise ReadingError(
            "source.empty", "文件是空的，没有文字。", next_step="请检查文件，重新选择后再试。"
        )
    if len(text) - len(text.translate(_CONTROLS)) > _FEW * len(text):
        raise _binary("其他格式的文件")
    return text


def _refuse_binary(data: bytes) -> None:
    for start, name in _BINARIES:
        if data.startswith(start) and (b"\x00" in data[:_SAMPLE] or len(start) > len(b"BM")):
            raise _binary(name)


def _binary(name: str) -> ReadingError:
    return ReadingError(
        "source.binary",
        f"这是{name}，不是文本，无法逐句读取。",
        next_step="请另存为纯文本（.txt，UTF-8编码）后再试；图片和扫描件请先识别成文字。",
    )


def _marked(data: bytes) -> str:
    """Decode what begins with a byte-order mark; empty when there is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _undecodable(error) from error
    return ""


def _unmarked(data: bytes) -> str:
    if b"\x00" in data:
        return _utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        mended = data.decode("utf-8", errors="replace")
        if mended.count(_LOST) <= _FEW * len(mended):
            return mended  # a damaged file, such as one cut within a character
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            raise _undecodable(error) from error


def _utf16(data: bytes) -> str:
    """Decode UTF-16 without its mark: the order in which more common characters appear."""
    best, found = "", 0
    if len(data) % 2 == 0:
        for encoding in ("utf-16-le", "utf-16-be"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            common = sum(1 for char in text[:_SAMPLE] if _is_common(char))
            if common > found:
                best, found = text, common
    if 2 * found < min(len(best), _SAMPLE) or not found:
        raise _binary("其他格式的文件")
    return best


def _is_common(char: str) -> bool:
    return "一" <= char <= "龥" or char in "，。、；：（）《》“”\u3000\r\n\t" or "0" <= char <= "z"


def _undecodable(error: UnicodeDecodeError) -> ReadingError:
    return ReadingError(
        "source.encoding",
        f"文字编码无法识别：第{error.start + 1}个字节处不是UTF-8、UTF-16或GB18030编码。",
        next_step="请用记事本或WPS打开，另存为UTF-8编码的.txt文件后再试。",
    )
