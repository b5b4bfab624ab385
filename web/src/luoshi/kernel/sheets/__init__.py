"""Sheets out and back in: a template with row keys, and a reader that forgives form, not content.

A context lists its `Field`s, writes `template(...)`, and reads what comes back with `read(...)`:
columns may have moved, heads may be merged, digits may be full-width. What cannot be read is a
`Fault` with its cell and plain words; a context takes all rows or none (USE-03). Between preview
and confirmation the file is kept by `keep` and fetched again by `kept`; a `Door` does both steps.
"""

from luoshi.kernel.sheets.door import Door
from luoshi.kernel.sheets.fields import Field
from luoshi.kernel.sheets.files import SheetUnreadable, uploaded
from luoshi.kernel.sheets.keeping import SheetGone, drop, keep, kept
from luoshi.kernel.sheets.reading import Fault, Row, Sheet, SheetFaulty, read, read_text
from luoshi.kernel.sheets.writing import answer, template

__all__ = [
    "Door",
    "Fault",
    "Field",
    "Row",
    "Sheet",
    "SheetFaulty",
    "SheetGone",
    "SheetUnreadable",
    "answer",
    "drop",
    "keep",
    "kept",
    "read",
    "read_text",
    "template",
    "uploaded",
]
