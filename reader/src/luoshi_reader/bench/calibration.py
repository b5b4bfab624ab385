"""How often facts are right, by kind and form: what `luoshi_reader.confidence` is made of.

Only plans that no rule was written from are counted, and those met last; what is told of a
confidence is measured on plans left out of the counts, one at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from luoshi_reader.bench.gold import GOLD, KEPT_APART, MET_LAST, Case, cases
from luoshi_reader.bench.scoring import judged
from luoshi_reader.confidence import CELLS, MEASURED, Measured, form_of, smoothed
from luoshi_reader.facts import as_record
from luoshi_reader.plan import read_plan

FOLDERS: Final = (GOLD, GOLD.with_name("gold-others"))
#: The floors of which the error rate is told.
FLOORS: Final = (0.95, 0.9, 0.8, 0.7, 0.5, 0.0)

Judged = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The counts of every cell (read, right), and what holds of a confidence on plans left out."""

    counts: dict[str, tuple[int, int]]
    measured: tuple[Measured, ...]
    names: tuple[str, ...]


def calibrate(folders: Sequence[Path] = FOLDERS) -> Calibration:
    """Count the plans kept apart or met last in some folders of gold.

    Raises:
        NotMeasurable: a folder holds no gold, or gold that does not fit its text.

    """
    found = {
        case.name: _judged(case)
        for folder in folders
        for case in cases(folder)
        if case.name in {*KEPT_APART, *MET_LAST}
    }
    held: list[tuple[float, bool]] = []
    for name, facts in found.items():
        known = smoothed(_counts([each for other, each in found.items() if other != name]))
        for cell, right in facts:
            held.append((known.get(cell, known.get(cell.partition(":")[0], known[""])), right))
    measured = tuple(
        Measured(
            floor,
            sum(1 for sure, _ in held if sure >= floor),
            sum(1 for sure, right in held if sure >= floor and not right),
        )
        for floor in FLOORS
    )
    return Calibration(_counts(list(found.values())), measured, tuple(found))


def save(made: Calibration) -> None:
    """Write the tables that the reader ships."""
    head = f"# Written by `luoshi-reader calibrate --write` from {', '.join(made.names)}.\n"
    cells = "".join(f"{cell}\t{n}\t{right}\n" for cell, (n, right) in sorted(made.counts.items()))
    CELLS.write_text(f"{head}# cell, facts read, facts right\n{cells}", encoding="utf-8")
    rows = "".join(f"{each.least}\t{each.read}\t{each.wrong}\n" for each in made.measured)
    MEASURED.write_text(
        f"{head}# confidence at least, facts of plans left out, wrong ones\n{rows}",
        encoding="utf-8",
    )


def _judged(case: Case) -> Judged:
    document = read_plan(case.text)
    facts = document.facts
    told = judged(case.facts, [as_record(fact, document.source) for fact in facts])
    return [
        (form_of(fact), right) for fact, right in zip(facts, told, strict=True) if right is not None
    ]


def _counts(found: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    read: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for facts in found:
        for cell, good in facts:
            read[cell] += 1
            right[cell] += good
    return {cell: (n, right[cell]) for cell, n in read.items()}
