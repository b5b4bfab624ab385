"""Finished parts, kept so that a reading that is killed goes on where it was.

Beside `facts.parquet` stands the folder `.facts.parquet.parts`: an Arrow file a batch, put there
under its name only when it is whole, and `manifest.jsonl`, a line a file, written after it. What
the manifest does not name is no part. Documents are known by `Given.key`, so that one that was
moved or renamed is not read again; of another version of the reader nothing is taken over.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from luoshi_reader.corpus.given import Answer

_MANIFEST: Final = "manifest.jsonl"
_LOCK: Final = "lock"


class Busy(Exception):  # noqa: N818 - it names the state of things, not a fault of ours
    """Another run is writing the same output."""


class OtherReader(Exception):  # noqa: N818 - it names the state of things, not a fault of ours
    """A worker reads with another version of the reader than this process."""


class Kept(NamedTuple):
    """Where the facts of a document are: the part's name, its first row there, and how many."""

    part: str
    first: int
    rows: int


class Parts:
    """The parts of one output, by one version of the reader."""

    def __init__(self, folder: Path, reader: str) -> None:
        """Take up what is there; parts of another reader, and what was never finished, go."""
        self.folder = folder
        self.reader = reader
        self.kept: dict[str, Kept] = {}
        lines = [line for line in _lines(folder / _MANIFEST) if self._known(line)]
        for line in lines:
            self._enter(line)
        _whole(folder / _MANIFEST, "".join(map(_said, lines)).encode())
        named = {_MANIFEST, _LOCK, *(kept.part for kept in self.kept.values())}
        for path in folder.iterdir():
            if path.name not in named:
                path.unlink()

    def keep(self, answer: Answer) -> None:
        """Keep what was read, and then enter it.

        Raises:
            OtherReader: the answer is of another version of the reader.

        """
        if answer.reader != self.reader:
            raise OtherReader(answer.reader)
        if not answer.part:
            return
        name = f"{hashlib.sha256(answer.part).hexdigest()[:32]}.arrow"
        _whole(self.folder / name, answer.part)
        documents = [[each.key, each.rows] for each in answer.outcomes if not each.refused]
        line = {"reader": self.reader, "part": name, "documents": documents}
        with (self.folder / _MANIFEST).open("ab") as manifest:
            manifest.write(_said(line).encode())
            manifest.flush()
            os.fsync(manifest.fileno())
        self._enter(line)

    def _known(self, line: Mapping[str, object]) -> bool:
        return line["reader"] == self.reader and (self.folder / str(line["part"])).is_file()

    def _enter(self, line: Mapping[str, object]) -> None:
        first, documents = 0, line["documents"]
        assert isinstance(documents, list)
        for key, rows in documents:
            self.kept[key] = Kept(str(line["part"]), first, rows)
            first += rows


@contextmanager
def parts_of(out: Path, reader: str) -> Iterator[Parts]:
    """Open the parts of an output, for this process alone.

    Raises:
        Busy: another process has them open.

    """
    folder = out.parent / f".{out.name}.parts"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise Busy from held
        yield Parts(folder, reader)


def _lines(manifest: Path) -> Iterator[dict[str, object]]:
    """Yield the lines that are whole; a killed run may leave half of its last one."""
    if not manifest.is_file():
        return
    for line in manifest.read_bytes().splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def _said(line: Mapping[str, object]) -> str:
    return json.dumps(line) + "\n"


def _whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, also when the power goes."""
    begun = path.with_name(f"{path.name}.begun")
    with begun.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    begun.replace(path)
