"""What is exported: the facts of the files read, as records in the guide's fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json import JSONEncoder
from typing import IO, Any, Final

from luoshi_reader.facts import as_record
from luoshi_reader.plan import Document

_ENCODER: Final = JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document under the name it was read from."""

    name: str
    document: Document


def records(readings: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    """Yield every fact as a record; with more than one file, the file's name stands first."""
    named = len(readings) > 1
    for reading in readings:
        source = reading.document.source
        for fact in reading.document.facts:
            record = as_record(fact, source)
            yield {"file": reading.name, **record} if named else record


def write_jsonl(readings: Sequence[Reading], out: IO[bytes]) -> None:
    """Write one JSON object a line, in UTF-8."""
    out.writelines(_ENCODER.encode(row).encode() + b"\n" for row in records(readings))
