"""Which grammar answers which suite."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from luoshi_reader.peers import amounts, jio_times, numerals, sums, times

Row = dict[str, Any]
#: By the second part of a row's id: recognizers-zh/number/0001.
_SUITES: Final[dict[str, Callable[[Row], Row]]] = {
    "number": amounts.number,
    "ordinal": amounts.ordinal,
    "percentage": amounts.percentage,
    "numberrange": amounts.numberrange,
    "numberrange-closed": amounts.numberrange,
    "currency": sums.currency,
    "dimension": amounts.dimension,
    "money-extract": sums.currency,
    "money-parse": sums.parsed,
    "date": times.dates,
    "dateperiod": times.periods,
    "datetimemodel": times.everything,
    "duration": times.durations,
    "time-extract": jio_times.extracted,
    "time-parse": jio_times.parsed,
    "cn2an": numerals.value,
    "cn2an-error": numerals.value,
}


def answer(row: Row) -> Row | None:
    """Return the answer to a row, or None for a suite that is not answered."""
    suite = str(row["id"]).split("/")[1]
    given: Row = {key: row[key] for key in ("input", "reference", "mode", "options") if key in row}
    to = _SUITES.get(suite)
    return {"id": row["id"], **to(given)} if to else None


def answers(folder: Path) -> Iterator[Row]:
    """Yield the answer to every row of a folder of suites, in the order of the files."""
    for path in sorted(folder.glob("*/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found = answer(json.loads(line)) if line.strip() else None
            if found is not None:
                yield found
