"""What goes to whoever reads, and what comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Given:
    """One document: its bytes and its file name, whose ending tells a .md from a .txt."""

    name: str
    data: bytes

    @property
    def key(self) -> str:
        """What the reading depends on: the digest of the bytes (sha256, hex) and the ending."""
        return hashlib.sha256(self.data).hexdigest() + PurePath(self.name).suffix.lower()


#: Documents that are read in one go, by one process.
Batch = tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its number of facts, or the sentence of its refusal."""

    key: str
    rows: int = 0
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A batch as it was read: an outcome a document, and all facts in order as an Arrow file.

    `part` is empty where no document was read. `reader` is the version that read.
    """

    reader: str
    outcomes: tuple[Outcome, ...]
    part: bytes = b""


def digest_of(key: str) -> str:
    """Return the digest in a key, without the ending."""
    return key.partition(".")[0]


def singly(batch: Batch) -> Iterator[Batch]:
    """Yield each document of a batch as a batch of its own."""
    for given in batch:
        yield (given,)
