"""The parts as one file, in the order of the documents' names whoever read what when."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from luoshi_reader.corpus.columns import SCHEMA, kinds_in, part_of, under
from luoshi_reader.corpus.given import digest_of
from luoshi_reader.corpus.parts import Parts

#: Rows that are compressed and found together; some 100 MB of memory at the most.
GROUP: Final = 50_000
#: Neighbours stand in the same part, but for those that a run before had read.
_PARTS_OPEN: Final = 8


def join(documents: Iterable[tuple[str, str]], parts: Parts, out: Path) -> Counter[str]:
    """Write the facts of (name, key), in that order; return how many there are of each kind.

    The file appears under its name only when it is whole.
    """
    kinds: Counter[str] = Counter()
    begun = out.with_name(f".{out.name}.begun")
    schema = SCHEMA.with_metadata({"luoshi_reader": parts.reader})
    with begun.open("wb") as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for table in _grouped(_tables(documents, parts)):
                writer.write_table(table.replace_schema_metadata(schema.metadata))
                for kind, count in kinds_in([table]):
                    kinds[kind] += count
        file.flush()
        os.fsync(file.fileno())
    begun.replace(out)
    return kinds


def _tables(documents: Iterable[tuple[str, str]], parts: Parts) -> Iterator[pa.Table]:
    """Yield the rows of documents; of neighbours that were read together, as one table."""
    part = lru_cache(_PARTS_OPEN)(lambda name: part_of(parts.folder / name))
    name, first, run = "", 0, list[tuple[str, str, int]]()
    for document, key in documents:
        kept = parts.kept[key]
        if run and (kept.part, kept.first) != (name, first + _rows(run)):
            yield under(part(name).slice(first, _rows(run)), run)
            run = []
        if not run:
            name, first = kept.part, kept.first
        run.append((document, digest_of(key), kept.rows))
    if run:
        yield under(part(name).slice(first, _rows(run)), run)


def _rows(run: Iterable[tuple[str, str, int]]) -> int:
    return sum(rows for _, _, rows in run)


def _grouped(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield tables of `GROUP` rows or a little more, the last of fewer."""
    some: list[pa.Table] = []
    rows = 0
    for table in tables:
        some.append(table)
        rows += table.num_rows
        if rows >= GROUP:
            yield pa.concat_tables(some).combine_chunks()
            some, rows = [], 0
    if some:
        yield pa.concat_tables(some).combine_chunks()
