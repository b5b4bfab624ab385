"""How much a second reader adds, on plans annotated by hand: an office measures its own model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from luoshi_reader.bench.gold import cases
from luoshi_reader.bench.scoring import TYPES, Tally, score
from luoshi_reader.facts import as_record
from luoshi_reader.plan import read_plan
from luoshi_reader.second import Service, propose


@dataclass(frozen=True, slots=True)
class Measured:
    """The tallies by kind: of the grammar alone, and as if every proposal were accepted."""

    alone: dict[str, Tally]
    together: dict[str, Tally]


def measure(folder: Path, service: Service, progress: Callable[[int, int], None]) -> Measured:
    """Ask a service about every annotated plan of a folder and score what holds.

    Raises:
        NotMeasurable: there is no gold, or it does not fit its text.
        ReadingError: the service answered nothing.

    """
    alone = {kind: Tally() for kind in TYPES}
    together = {kind: Tally() for kind in TYPES}
    for case in cases(folder):
        document = read_plan(case.text)
        proposed = propose(document, service, progress).facts
        read = [as_record(fact, document.source) for fact in document.facts]
        more = [as_record(fact, document.source) for fact in proposed]
        for sums, records in ((alone, read), (together, [*read, *more])):
            for kind, tally in score(case.facts, records).tallies.items():
                sums[kind] += tally
    return Measured(alone, together)


def told(result: Measured) -> str:
    """Return the table: kind, annotated, F1 of the grammar, proposals and F1 with them."""
    lines = [f"{'type':<13}{'gold':>6}{'F1':>8}{'proposed':>10}{'right':>7}{'F1 with':>9}"]
    for kind in TYPES:
        alone, both = result.alone[kind], result.together[kind]
        if both.gold or both.read:
            lines.append(
                f"{kind:<13}{both.gold:>6}{alone.f1:>8.3f}{both.read - alone.read:>10}"
                f"{both.hits - alone.hits:>7}{both.f1:>9.3f}"
            )
    return "\n".join(lines) + "\n"
