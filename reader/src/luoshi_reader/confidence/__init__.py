"""How often a fact of this kind and form is right, as measured on plans annotated by hand.

`luoshi-reader calibrate` counts, over the plans that no rule was written from and those met
last, how many of the facts read were right in everything the bench compares; here are only its
two tables. A cell is a kind of fact in one of a few forms (`form_of`). A cell that was met seldom
leans on its kind, and a kind on all facts, so that no handful of cases makes a certainty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from luoshi_reader.confidence.forms import form_of
from luoshi_reader.facts import Fact

#: From here on a fact may be taken over in bulk; its measured error rate is told with it.
SURE: Final = 0.95
CELLS: Final = Path(__file__).with_name("cells.tsv")
MEASURED: Final = Path(__file__).with_name("measured.tsv")
#: As many cases as the next wider count weighs beside the counted ones.
_WEIGHT: Final = 4
#: Nothing counted is ever certain.
_MOST: Final = 0.99

Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Of `read` facts held out that had at least a confidence, `wrong` were wrong."""

    least: float
    read: int
    wrong: int

    @property
    def error_rate(self) -> float:
        """The share of wrong facts, 0 to 1; 1 where nothing was measured."""
        return self.wrong / self.read if self.read else 1.0


def confidence_of(fact: Fact) -> float:
    """Return how often a fact of this kind and form is right, 0 to 1, in hundredths."""
    known = _known()
    return known.get(form_of(fact)) or known.get(fact.type) or known[""]


def measured(least: float = SURE) -> Measured:
    """Return what was measured of the facts with at least a confidence of `least`."""
    for line in _rows(MEASURED):
        floor, read, wrong = line
        if float(floor) == least:
            return Measured(least, int(read), int(wrong))
    return Measured(least, 0, 0)


def smoothed(counts: Counts) -> dict[str, float]:
    """Return the confidence of every cell counted as (read, right), of every kind, and of all.

    Cells are named `kind` or `kind:form`; the whole stands under "".
    """
    kinds: dict[str, tuple[int, int]] = {}
    for cell, (read, right) in counts.items():
        kind = cell.partition(":")[0]
        before = kinds.get(kind, (0, 0))
        kinds[kind] = (before[0] + read, before[1] + right)
    whole = _leaning((sum(n for n, _ in kinds.values()), sum(r for _, r in kinds.values())), 0.5)
    found = {"": whole}
    for kind, count in kinds.items():
        found[kind] = _leaning(count, whole)
    for cell, count in counts.items():
        found[cell] = _leaning(count, found[cell.partition(":")[0]])
    return {cell: min(round(value, 2), _MOST) for cell, value in found.items()}


def _leaning(count: tuple[int, int], wider: float) -> float:
    read, right = count
    return (right + _WEIGHT * wider) / (read + _WEIGHT)


@lru_cache(maxsize=1)
def _known() -> dict[str, float]:
    return smoothed({cell: (int(read), int(right)) for cell, read, right in _rows(CELLS)})


def _rows(path: Path) -> Iterable[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("#"))


__all__ = [
    "CELLS",
    "MEASURED",
    "SURE",
    "Measured",
    "confidence_of",
    "form_of",
    "measured",
    "smoothed",
]
