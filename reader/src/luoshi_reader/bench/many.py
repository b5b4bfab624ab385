"""`many`: what a pool of processes costs, whether memory stays, and whether other machines do.

The ceiling is two bare processes that read half of the documents each to facts in memory and do
nothing else: no pool, no file of facts, nothing kept for a restart.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from luoshi_reader.bench.gold import GOLD, HENAN
from luoshi_reader.bench.recombining import write
from luoshi_reader.bench.rows import NotMeasurable, Row

ROUNDS: Final = 5
WORKERS: Final = 2
#: Documents of a race, of the long run, and of the run over namespaces.
RACE, LONG, FAR = 4_000, 20_000, 400
_LEAST_OF_CEILING: Final = 0.9
_MOST_GROWTH: Final = 1.1
#: Memory is looked at from here on; before, the processes are still loading.
_SETTLED: Final = 2_000
_NAME: Final = "many"
_EXTRA: Final = "luoshi-reader[corpus] 未安装"
_POOL: Final = f"{WORKERS} workers, {RACE} documents to one file"
_MEMORY: Final = f"memory after {LONG} documents"
_FAR: Final = f"{WORKERS} Dask workers in network namespaces that read the very bytes"

#: Reads every second file to facts; the arguments are the folder, and which of the two it is.
_BARE: Final = """
import sys
from pathlib import Path
from luoshi_reader.corpus.document import read_data
from luoshi_reader.facts import as_record
files = sorted(Path(sys.argv[1]).rglob("*.txt"))
for path in files[int(sys.argv[2])::2]:
    document = read_data(path.read_bytes(), path.name)
    records = [as_record(fact, document.source) for fact in document.facts]
"""
#: Reads a folder and prints, as documents are done, their number and the kB that the process and
#: its workers hold (a page shared by them counts once for each).
_WATCHED: Final = """
import sys
from multiprocessing import active_children
from os import getpid
from pathlib import Path
from luoshi_reader.corpus.folder import read_folder
from luoshi_reader.corpus.ways import processes
def held(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
seen = 0
def look(done, of):
    global seen
    if done // 500 > seen:
        seen = done // 500
        print(done, sum(held(pid) for pid in [getpid(), *(p.pid for p in active_children())]))
if __name__ == "__main__":
    read_folder(Path(sys.argv[1]), Path(sys.argv[2]), processes(int(sys.argv[3])), look)
"""


def rows() -> list[Row]:
    """Measure on plans recombined from those of the repository."""
    if find_spec("pyarrow") is None or find_spec("distributed") is None:
        return [_row(metric, _EXTRA) for metric in (_POOL, _MEMORY, _FAR)]
    sources = _sources()
    if not sources:
        msg = f"{HENAN}：没有这个文件，无法测量。"
        raise NotMeasurable(msg)
    return [*_race(sources), *_memory(sources), _far(sources)]


def _sources() -> list[Path]:
    beside = GOLD.with_name("gold-others")
    return [path for path in (HENAN, *sorted(beside.glob("*.txt"))) if path.is_file()]


def _row(metric: str, why: str) -> Row:
    """Return the row of what could not be measured; its bar is not reached."""
    return Row(name=_NAME, metric=metric, value=None, against=why, bar=1)


@contextmanager
def _plans(sources: Sequence[Path], count: int) -> Iterator[Path]:
    with TemporaryDirectory(prefix="luoshi-many-") as room:
        write(Path(room, "plans"), sources, count)
        yield Path(room)


def _race(sources: Sequence[Path]) -> list[Row]:
    """Measure the pool beside the bare processes, turn and turn about."""
    rates: list[tuple[float, float, float]] = []
    with _plans(sources, RACE) as room:
        for number in range(ROUNDS):
            bare, bare_busy = _bare(room / "plans")
            ours, busy = _pool(room / "plans", room / f"{number}.parquet")
            rates.append((RACE / ours, RACE / bare, bare_busy / busy))
    ours, bare, share = (median(each) for each in zip(*rates, strict=True))
    return [
        Row(
            name=_NAME,
            metric=_POOL,
            value=round(ours, 1),
            unit="documents/s",
            against=f"two bare processes {bare:.1f}",
            ratio=round(median(mine / theirs for mine, theirs, _ in rates), 3),
            bar=_LEAST_OF_CEILING,
        ),
        Row(name=_NAME, metric="share of processor time spent reading", value=round(share, 3)),
    ]


def _bare(plans: Path) -> tuple[float, float]:
    return _timed([[sys.executable, "-c", _BARE, str(plans), str(at)] for at in range(WORKERS)])


def _pool(plans: Path, out: Path) -> tuple[float, float]:
    words = ["read", str(plans), "--out", str(out), "--workers", str(WORKERS)]
    return _timed([[sys.executable, "-m", "luoshi_reader.cli", *words]])


def _timed(commands: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Run commands side by side; return the seconds they took and those they computed."""
    before, started = _busy(), perf_counter()
    running = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own programs
        for command in commands
    ]
    if any(list(map(subprocess.Popen.wait, running))):
        raise NotMeasurable("有进程没有读完，无法测量。")
    return perf_counter() - started, _busy() - before


def _busy() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(sources: Sequence[Path]) -> list[Row]:
    """Measure what all processes hold at the end beside what they held once they had loaded."""
    with _plans(sources, LONG) as room:
        program = room / "watched.py"
        program.write_text(_WATCHED, encoding="utf-8")
        words = [str(room / "plans"), str(room / "facts.parquet"), str(WORKERS)]
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(program), *words], stdout=subprocess.PIPE, check=True, text=True
        )
    seen = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    held = [kilobytes for documents, kilobytes in seen if documents >= _SETTLED]
    few = max(1, len(held) // 9)
    first, last = median(held[:few]), median(held[-few:])
    return [
        Row(
            name=_NAME,
            metric=_MEMORY,
            value=round(last / 1024, 1),
            unit="MB",
            against=f"after {_SETTLED}: {first / 1024:.1f} MB",
            ratio=round(last / first, 3),
            bar=_MOST_GROWTH,
            at_most=True,
        ),
        Row(name=_NAME, metric="most memory seen", value=round(max(held) / 1024, 1), unit="MB"),
    ]


def _far(sources: Sequence[Path]) -> Row:
    from luoshi_reader.bench import namespaces  # noqa: PLC0415 - the extra, asked for in `rows`
    from luoshi_reader.corpus.folder import read_folder  # noqa: PLC0415 - as above
    from luoshi_reader.corpus.ways import scheduler  # noqa: PLC0415 - as above

    with _plans(sources, FAR) as room:
        near, far = room / "near.parquet", room / "far.parquet"
        _pool(room / "plans", near)
        try:
            with namespaces.cluster(WORKERS, room) as address:
                read_folder(room / "plans", far, scheduler(address), lambda *_: None)
                read = namespaces.hosts_that_read(address)
        except NotMeasurable as lacking:
            return _row(_FAR, str(lacking))
        same = far.read_bytes() == near.read_bytes()
    return Row(name=_NAME, metric=_FAR, value=read if same else 0, bar=WORKERS)
