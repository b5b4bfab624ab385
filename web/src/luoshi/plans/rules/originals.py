"""Where a place of the text stands in the file it was taken from, and how such files are named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final

from luoshi_reader.exports.places import place_of
from luoshi_reader.formats.opening import SUFFIXES
from luoshi_reader.source import Piece, Source

from luoshi.plans.rules.kinds import _
from luoshi.plans.rules.words import Say

#: The reader's words, named here for the catalogue of translations.
WORDS: Final = (
    _("第%(n)s页"),
    _("第%(n)s段"),
    _("表%(table)s第%(row)s行第%(column)s列"),
    _("工作表“%(name)s”%(cell)s"),
    _("，"),
)


def original_place(pieces: Sequence[Sequence[Any]], offset: int, say: Say) -> str:
    """Return 第3页，第12段 or 第2页，表1第4行第2列; empty where the file has no such places."""
    piece = Source("", tuple(Piece(*each) for each in pieces)).piece(offset)
    return place_of(piece, say) if piece else ""


def usual_suffix(filename: str) -> str:
    """Return the extension of a file of a kind that is read, .txt for any other."""
    suffix = PurePath(filename).suffix.lower()
    return suffix if suffix and any(suffix in each for each in SUFFIXES.values()) else ".txt"


def suits(filename: str, kind: str) -> bool:
    """Whether a file's extension is one of its content's (SEC-31)."""
    return PurePath(filename).suffix.lower() in SUFFIXES[kind]
