"""`read_folder`: every document of a folder, by whatever way, into one file of facts."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

from luoshi_reader.corpus.given import Batch, Given
from luoshi_reader.corpus.joining import join
from luoshi_reader.corpus.parts import Parts, parts_of
from luoshi_reader.corpus.ways import Way
from luoshi_reader.errors import ReadingError
from luoshi_reader.formats.opening import SUFFIXES, refuse_too_large
from luoshi_reader.version import reader_version

#: A batch is full with so many documents or bytes: some tenths of a second of reading.
_DOCUMENTS: Final = 32
_BYTES: Final = 256 * 1024
#: Told (documents done, of how many).
Progress = Callable[[int, int], object]
_KNOWN: Final = frozenset[str]().union(*SUFFIXES.values())


@dataclass(slots=True)
class Report:
    """What became of a folder.

    `documents` counts those read, `before` those of them that an earlier run had read; `facts`
    counts by kind. `refused` are (name, sentence), `passed_over` counts files that are no plan by
    their name.
    """

    documents: int = 0
    before: int = 0
    passed_over: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0


def read_folder(folder: Path, out: Path, way: Way, progress: Progress) -> Report:
    """Read every document under `folder` into the Parquet file `out`; go on with a run before.

    The file is the same to the byte whichever way reads, and whether or not it was interrupted.

    Raises:
        OSError: the folder cannot be listed, or the output not be written.
        Busy: another run is writing this output.
        OtherReader: a worker has another version of the reader.
        NoWorkers: the scheduler cannot be used.

    """
    started = monotonic()
    with parts_of(out, reader_version()) as parts:
        run = _Run(folder, parts, out, progress)
        for answer in way(run.batches()):
            parts.keep(answer)
            run.told |= {each.key: each.refused for each in answer.outcomes if each.refused}
            run.advance(len(answer.outcomes))
        report = run.report
        read = run.sorted_out()
        report.documents = len(read)
        report.facts = join(read, parts, out)
    report.seconds = monotonic() - started
    return report


class _Run:
    """One run over a folder: what it found, and what it was told of each document."""

    def __init__(self, folder: Path, parts: Parts, out: Path, progress: Progress) -> None:
        self.folder, self.parts, self.progress = folder, parts, progress
        self.report = Report()
        self.told: dict[str, str] = {}
        self._names: list[str] = []
        self._keys: list[tuple[str, str]] = []
        self._done = 0
        for path in self._files():
            if path.suffix.lower() in _KNOWN:
                self._names.append(path.relative_to(folder).as_posix())
            elif path != out:
                self.report.passed_over += 1
        self.advance(0)

    def advance(self, documents: int) -> None:
        self._done += documents
        self.progress(self._done, len(self._names))

    def batches(self) -> Iterator[Batch]:
        """Yield what is still to be read; each content once, under whichever name comes first."""
        some: list[Given] = []
        asked: set[str] = set()
        for name in self._names:
            given = self._given(name)
            if given is None:
                continue
            key = given.key
            self._keys.append((name, key))
            if key in self.parts.kept or key in asked:
                self.report.before += key not in asked
                self.advance(1)
                continue
            asked.add(key)
            some.append(given)
            if len(some) >= _DOCUMENTS or sum(len(each.data) for each in some) >= _BYTES:
                yield tuple(some)
                some = []
        if some:
            yield tuple(some)

    def _given(self, name: str) -> Given | None:
        path = self.folder / name
        try:
            refuse_too_large(path.stat().st_size)
            return Given(path.name, path.read_bytes())
        except ReadingError as refused:
            self.report.refused.append((name, str(refused)))
        except OSError as failed:
            self._refuse(name, failed)
        self.advance(1)
        return None

    def sorted_out(self) -> list[tuple[str, str]]:
        """Return (name, key) of what was read, in order; the rest goes to the report."""
        read = [each for each in self._keys if each[1] not in self.told]
        self.report.refused += [
            (name, self.told[key]) for name, key in self._keys if key in self.told
        ]
        self.report.refused.sort()
        return read

    def _files(self) -> list[Path]:
        """Return every file in the order of paths; hidden ones, and links, left out."""
        found = []
        for path, folders, names in os.walk(self.folder, onerror=self._closed):
            folders[:] = [each for each in folders if not each.startswith(".")]
            found += [Path(path, each) for each in names if not each.startswith(".")]
        return sorted(path for path in found if not path.is_symlink())

    def _closed(self, failed: OSError) -> None:
        """Stop where the folder itself cannot be listed; report one inside it and go on."""
        path = Path(failed.filename)
        if path == self.folder:
            raise failed
        self._refuse(path.relative_to(self.folder).as_posix(), failed)

    def _refuse(self, name: str, failed: OSError) -> None:
        sentence = f"打不开（{failed.strerror or failed}），请检查权限和磁盘后再试。"
        self.report.refused.append((name, sentence))
