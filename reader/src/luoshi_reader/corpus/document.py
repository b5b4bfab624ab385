"""A file's bytes to a document with plans; loads nothing that only many documents need."""

from __future__ import annotations

import os

from luoshi_reader.errors import ReadingError
from luoshi_reader.formats import open_source
from luoshi_reader.plan import Document, read_plan


def read_data(data: bytes, name: str) -> Document:
    """Return what was read in a file of that name; `LUOSHI_OCR_COMMAND` reads scanned pages.

    Raises:
        ReadingError: the file is refused, or holds no plan.

    """
    ocr = os.environ.get("LUOSHI_OCR_COMMAND", "")
    document = read_plan(open_source(data, name, ocr=ocr))
    if not document.plans:
        raise ReadingError("source.no_plan", document.doubts[-1].message, next_step="")
    return document
