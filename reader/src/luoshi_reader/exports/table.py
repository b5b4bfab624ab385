"""Facts as text tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from shutil import get_terminal_size
from typing import IO, Final

from luoshi_reader.exports.cells import Cell, columns, rows
from luoshi_reader.exports.labels import TYPES
from luoshi_reader.exports.records import Reading
from luoshi_reader.exports.width import clip, pad, width
from luoshi_reader.facts import KINDS, Fact

_GAP: Final = "  "
#: The widest a column is set before the quote, which takes what is left of the line.
_WIDEST: Final = 26
_LEAST: Final = 20


def write(readings: Sequence[Reading], out: IO[bytes]) -> None:
    """Write one table a kind of fact and plan, each as wide as the terminal and no wider."""
    room = get_terminal_size((160, 24)).columns
    for kind in KINDS:
        plans: dict[tuple[str, str], list[list[Cell]]] = {}
        for name, title, cells in rows(kind, readings):
            plans.setdefault((name, title), []).append(cells)
        for (name, title), found in plans.items():
            told = f"{title}（{name}）" if len(readings) > 1 else title
            head = f"{TYPES[kind.type]}　{told}　共 {len(found)} 条\n"
            out.write(head.encode() + _table(kind, found, room).encode() + b"\n")


def _table(kind: type[Fact], found: Sequence[Sequence[Cell]], room: int) -> str:
    names = columns(kind)
    told = [names, *([_told(cell) for cell in cells] for cells in found)]
    numeric = [
        all(cell is None or isinstance(cell, (int, float)) for cell in column)
        for column in zip(*found, strict=True)
    ]
    kept = [at for at in range(len(names)) if any(cells[at] is not None for cells in found)]
    widths = {at: min(_WIDEST, max(width(row[at]) for row in told)) for at in kept}
    last = kept[-1]
    taken = sum(widths[at] + len(_GAP) for at in kept if at != last)
    widths[last] = max(_LEAST, room - taken)
    lines = [
        _GAP.join(pad(clip(row[at], widths[at]), widths[at], right=numeric[at]) for at in kept)
        for row in told
    ]
    rule = _GAP.join("─" * min(widths[at], max(width(row[at]) for row in told)) for at in kept)
    return "\n".join([lines[0].rstrip(), rule, *(line.rstrip() for line in lines[1:])]) + "\n"


def _told(cell: Cell) -> str:
    return "" if cell is None else str(cell)
