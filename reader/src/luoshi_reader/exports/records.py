"""What is exported: facts in the guide's fields with their confidence, and findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import as_record
from luoshi_reader.plan import Document
from luoshi_reader.source import Source
from luoshi_reader.waivers import Waived


@dataclass(frozen=True, slots=True)
class Reading:
    """A document under the name it was read from."""

    name: str
    document: Document


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of one file as the settings have them, those that stand and those waived."""

    name: str
    source: Source
    doubts: tuple[Doubt, ...]
    waived: tuple[Waived, ...] = ()


def records(readings: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    """Yield every fact as a record; with more than one file, the file's name stands first."""
    named = len(readings) > 1
    for reading in readings:
        source = reading.document.source
        for fact in reading.document.facts:
            record = as_record(fact, source) | {"confidence": fact.confidence}
            yield {"file": reading.name, **record} if named else record
