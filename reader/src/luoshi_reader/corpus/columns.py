"""The table of facts: a column for every field of the guide, of whatever kind of fact.

A row holds what a line of `luoshi read --format jsonl` holds, blanks where a kind has no such
field; numbers are doubles, as JSON has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import ipc

from luoshi_reader.facts import as_record
from luoshi_reader.plan import Document

_WORDS: Final = pa.list_(pa.string())
_SUM: Final = (("value", pa.float64()), ("unit", pa.string()))
#: Where a fact stands: the plan it belongs to, its kind and its place in the text.
_PLACE: Final = (
    ("plan_title", pa.string()),
    ("plan_year", pa.int32()),
    ("issuer", pa.string()),
    ("type", pa.string()),
    ("quote", pa.string()),
    ("start", pa.int64()),
    ("line", pa.int32()),
    ("page", pa.int32()),
    ("confidence", pa.float64()),
)
_FIELDS: Final = (
    ("level", pa.int32()),
    ("number", pa.int32()),
    ("title_text", pa.string()),
    ("kind", pa.string()),
    ("year", pa.int32()),
    ("subject_text", pa.string()),
    ("indicator_text", pa.string()),
    ("op", pa.string()),
    ("value", pa.float64()),
    ("value_to", pa.float64()),
    ("unit", pa.string()),
    ("growth_op", pa.string()),
    ("growth_pct", pa.float64()),
    ("hedge", pa.bool_()),
    ("scope", pa.string()),
    ("nature", pa.string()),
    ("action_text", pa.string()),
    ("object_text", pa.string()),
    ("count", pa.float64()),
    ("due_text", pa.string()),
    ("documents", _WORDS),
    ("name_text", pa.string()),
    ("owners", _WORDS),
    ("places", _WORDS),
    ("capacities", pa.list_(pa.struct([*_SUM, ("product_text", pa.string())]))),
    ("investment", pa.struct(_SUM)),
    ("category", pa.string()),
    ("industry_text", pa.string()),
    ("scale_yi", pa.float64()),
    ("scale_op", pa.string()),
    ("owner", pa.string()),
    ("links", _WORDS),
    ("task_text", pa.string()),
    ("leads", _WORDS),
    ("participants", _WORDS),
    ("doc_no", pa.string()),
    ("assignment", pa.int32()),
    ("headings", pa.list_(pa.list_(pa.int32()))),
)
#: What a reader of documents gives.
PART: Final = pa.schema([*_PLACE, *_FIELDS])
#: What the joined file holds: the document's path in its folder and its sha256 before that.
SCHEMA: Final = pa.schema([("document", pa.string()), ("digest", pa.string()), *PART])


def rows_of(document: Document) -> Iterator[dict[str, Any]]:
    """Yield the facts of a document as rows, in the order of the text."""
    source = document.source
    for plan in document.plans:
        shared = {
            "plan_title": plan.title_text,
            "plan_year": plan.year,
            "issuer": plan.issuer_text,
        }
        for fact in plan.facts:
            piece = source.piece(fact.span.start)
            yield (
                shared
                | as_record(fact, source)
                | {
                    "line": source.place(fact.span.start)[0],
                    "page": (piece.page or None) if piece else None,
                    "confidence": fact.confidence,
                }
            )


def as_part(rows: Sequence[dict[str, Any]]) -> bytes:
    """Return rows as an Arrow file: a fifth of the work of Parquet, which only the whole becomes.

    The same bytes for the same rows.
    """
    cells: dict[str, list[Any]] = {name: [None] * len(rows) for name in PART.names}
    for at, row in enumerate(rows):
        for name, value in row.items():
            cells[name][at] = value
    columns = [pa.array(cells[each.name], each.type) for each in PART]
    out = BytesIO()
    with ipc.new_file(out, PART, options=ipc.IpcWriteOptions(compression="lz4")) as file:
        file.write_table(pa.Table.from_arrays(columns, schema=PART))
    return out.getvalue()


def part_of(path: Path) -> pa.Table:
    """Return the rows of a part."""
    with ipc.open_file(path) as file:
        return file.read_all()


def under(table: pa.Table, documents: Sequence[tuple[str, str, int]]) -> pa.Table:
    """Return rows of a part below their documents: (name, digest, number of rows) of each."""
    names = [name for name, _, rows in documents for _ in range(rows)]
    digests = [digest for _, digest, rows in documents for _ in range(rows)]
    said = [pa.array(names, pa.string()), pa.array(digests, pa.string())]
    return pa.Table.from_arrays([*said, *table.columns], schema=SCHEMA)


def kinds_in(tables: Iterable[pa.Table]) -> Iterator[tuple[str, int]]:
    """Yield (kind of fact, number) of each table."""
    for table in tables:
        for each in table.column("type").value_counts():
            yield each["values"].as_py(), each["counts"].as_py()
