"""What is exported: the facts of the files read, as records in the guide's fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi_reader.facts import as_record
from luoshi_reader.plan import Document


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
