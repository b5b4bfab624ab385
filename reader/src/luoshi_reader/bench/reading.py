"""`reading`: how fast, how large and how evenly the whole notice is read.

The peers are run on the same text in the same run, turn and turn about: rjieba, a segmenter in
Rust, and where they are installed jieba's tagger, LAC and Recognizers-Text, which each find a
small part of what the reader finds.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from math import log
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final, NamedTuple

from luoshi_reader.bench.gold import HENAN
from luoshi_reader.bench.rows import NotMeasurable, Row
from luoshi_reader.plan import read_plan

ROUNDS: Final = 7
#: How many times the text is laid end to end for the growth of cost.
SIZES: Final = (1, 2, 4, 8, 50)
_LONG: Final = 1_000_000
_MOST_TIMES: Final = 8
_FEW_ROUNDS: Final = 2
_TO_FACTS: Final = "whole notice to facts"
_TO_DOUBTS: Final = "whole notice to facts and doubts"
_MOST_MEGABYTES: Final = 150
_MOST_GROWTH: Final = 1.15

#: Prints the peak of a fresh process in kB. VmHWM belongs to this program alone, where ru_maxrss
#: on Linux remembers the one that started it.
_PROBE: Final = """
import sys
from pathlib import Path
from luoshi_reader.plan import read_plan
document = read_plan(Path(sys.argv[1]).read_bytes().decode())
facts = document.facts
status = Path("/proc/self/status")
if status.exists():
    line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
    print(line.split()[1])
else:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


class Peer(NamedTuple):
    """A slower tool: `tool` gives what reads a text; it takes at least `bar` times our time."""

    name: str
    tool: Callable[[], Callable[[str], object]]
    bar: float


def _tagger() -> Callable[[str], object]:
    tag = import_module("jieba.posseg").cut
    return lambda text: list(tag(text))


def _lac() -> Callable[[str], object]:
    run: Callable[[str], object] = import_module("LAC").LAC(mode="lac").run
    return run


def _recognizers() -> Callable[[str], object]:
    numbers: Any = import_module("recognizers_number")
    chinese = import_module("recognizers_text").Culture.Chinese
    return lambda text: numbers.recognize_number(text, chinese)


PEERS: Final = (
    Peer("jieba's tagger", _tagger, 10),
    Peer("LAC", _lac, 40),
    Peer("Recognizers-Text, numbers alone", _recognizers, 40),
)


def rows(file: Path = HENAN) -> list[Row]:
    """Measure reading a text: against the peer, in memory, and as the text grows."""
    if not file.is_file():
        msg = f"{file}：没有这个文件，无法测量。"
        raise NotMeasurable(msg)
    text = file.read_bytes().decode()
    return [*_against_peer(text), *_slower_peers(text), _memory(file), _growth(text)]


def _against_peer(text: str) -> list[Row]:
    """Measure reading beside the peer; with the doubts as well, which has no bar."""
    cut = _segmenter()
    if cut is None:
        return [_row(_TO_FACTS, None, None)]
    facts, doubts, theirs = _interleaved(
        lambda: read_plan(text).facts, lambda: read_plan(text).doubts, lambda: cut(text)
    )
    return [_row(_TO_FACTS, facts, theirs), _row(_TO_DOUBTS, doubts, theirs, bar=None)]


def _row(
    metric: str, ours: float | None, theirs: float | None, *, bar: float | None = _MOST_TIMES
) -> Row:
    return Row(
        name="reading",
        metric=metric,
        value=round(ours * 1000, 1) if ours is not None else None,
        unit="ms",
        against=f"rjieba {theirs * 1000:.1f} ms" if theirs is not None else "rjieba 未安装",
        ratio=round(ours / theirs, 2) if ours and theirs else None,
        bar=bar,
        at_most=True,
    )


def _slower_peers(text: str) -> list[Row]:
    """Measure the slower peers that are installed; the others have no row."""
    found = []
    for peer in PEERS:
        try:
            read = peer.tool()
        except ImportError:
            continue
        ours, theirs = _interleaved(
            lambda: read_plan(text).facts, partial(read, text), rounds=_FEW_ROUNDS
        )
        found.append(
            Row(
                name="reading",
                metric=f"{peer.name} on the same notice",
                value=round(theirs * 1000, 1),
                unit="ms",
                against=f"whole notice to facts {ours * 1000:.1f} ms",
                ratio=round(theirs / ours, 2),
                bar=peer.bar,
            )
        )
    return found


def _segmenter() -> Callable[[str], Sequence[str]] | None:
    try:
        cut: Callable[[str], Sequence[str]] = import_module("rjieba").cut
    except ImportError:
        return None
    return cut


def _interleaved(*turns: Callable[[], object], rounds: int | None = None) -> list[float]:
    """Return the median time of each, taken in turns after one for warming up."""
    took: list[list[float]] = [[] for _ in turns]
    for _ in range((rounds or ROUNDS) + 1):
        for times, turn in zip(took, turns, strict=True):
            times.append(_seconds(turn))
    return [median(times[1:]) for times in took]


def _seconds(turn: Callable[[], object]) -> float:
    """Return the processor time of a turn, which a busy machine does not lengthen."""
    gc.collect()
    started = process_time()
    turn()
    return process_time() - started


def _memory(file: Path) -> Row:
    run = subprocess.run(  # noqa: S603 - our own program and a file we were given
        [sys.executable, "-c", _PROBE, str(file)],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    return Row(
        name="reading",
        metric="peak memory of a fresh process",
        value=round(int(run.stdout) / 1024, 1),
        unit="MB",
        bar=_MOST_MEGABYTES,
        at_most=True,
    )


def _growth(text: str) -> Row:
    return Row(
        name="reading",
        metric=f"growth exponent, 1 to {SIZES[-1]} times the text",
        value=round(growth(text, SIZES), 3),
        bar=_MOST_GROWTH,
        at_most=True,
    )


def growth(text: str, sizes: Sequence[int]) -> float:
    """Return the exponent of cost over size: 1 is linear, 2 quadratic (least squares of logs)."""
    points = [(log(size), log(_fastest("\n".join([text] * size)))) for size in sizes]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    over = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return over / sum((x - mean_x) ** 2 for x, _ in points)


def _fastest(text: str) -> float:
    """Return the best of a few; a long text evens itself out and is read once."""
    rounds = 1 if len(text) > _LONG else 3
    return min(_seconds(lambda: read_plan(text).facts) for _ in range(rounds))
