"""What a file that proves something may be: known kinds, told by content, within limits. Pure."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Final

LARGEST: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
MOST_ENTRIES: Final = 2000
MOST_UNPACKED: Final = 200 * 1024 * 1024
#: All files of one agency together.
QUOTA: Final = 2 * 1024 * 1024 * 1024
#: What a name may end with, and the kind its content must be.
KINDS: Final = {
    "pdf": "pdf",
    "jpg": "jpg",
    "jpeg": "jpg",
    "png": "png",
    "docx": "docx",
    "xlsx": "xlsx",
}
#: What a page offers to choose from.
ACCEPT: Final = ",".join(f".{ending}" for ending in KINDS)
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_MAIN: Final = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def ending(name: str) -> str:
    """Return what a name ends with, in small letters."""
    return name.rpartition(".")[2].lower()


def wrong(name: str, content: bytes) -> str:
    """Return why a file cannot be taken, as a code, or an empty text.

    `empty`, `large`, `kind`: none of the kinds; `content`: not what its name says; `packed`: it
    unpacks to too much, or holds macros; `pixels`: too large a picture.
    """
    if not content:
        return "empty"
    if len(content) > LARGEST:
        return "large"
    kind = KINDS.get(ending(name))
    if kind is None:
        return "kind"
    if kind in ("docx", "xlsx"):
        return _packed(content, kind)
    if kind == "pdf":
        return "" if content.startswith(b"%PDF-") else "content"
    size = _png(content) if kind == "png" else _jpeg(content)
    if size is None:
        return "content"
    return "pixels" if size[0] * size[1] > MOST_PIXELS else ""


def _packed(content: bytes, kind: str) -> str:
    """Return what is wrong with an office file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        return "content"
    names = {entry.filename for entry in entries}
    if not any(found == kind and name in names for name, found in _MAIN.items()):
        return "content"
    macros = any(name.endswith("vbaProject.bin") for name in names)
    unpacked = sum(entry.file_size for entry in entries)
    too_much = len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED
    return "packed" if macros or too_much else ""


def _png(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG picture, from its head alone."""
    head = 24
    if not content.startswith(_PNG) or len(content) < head:
        return None
    width, height = struct.unpack(">II", content[16:head])
    return width, height


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a JPEG picture, from the head of its frame."""
    if not content.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - every marker begins so
        if content[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    return None
