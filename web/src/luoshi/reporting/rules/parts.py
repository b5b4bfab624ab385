"""How the parts of a breakdown and their total go together (row 12). Pure.

A blank is no nought: what is blank without a reason leaves the whole open, what is blank with one
is known to be left out. So a total is the sum of what is said once every part says something, and
is compared only then: with parts left out it may be larger than their sum, never smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from luoshi.reporting.rules.content import FigureInput

_NOUGHT: Final = Decimal(0)
_VALUE: Final = ("value",)
_RATIO: Final = ("numerator", "denominator")


class Fault(StrEnum):
    """Why a total and its parts do not go together."""

    SILENT = "silent"  # parts are blank and do not say why
    MISSING = "missing"  # the parts are said, the total is not
    APART = "apart"  # the total is not their sum
    OVER = "over"  # the parts that are said come to more than the total


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong: how many parts are silent, or what the total says and what they come to."""

    fault: Fault
    silent: int = 0
    total: Decimal | None = None
    summed: Decimal | None = None


def columns(*, ratio: bool) -> tuple[str, ...]:
    """Return the cells in which a figure is said; a ratio adds up by its parts."""
    return _RATIO if ratio else _VALUE


def is_said(figure: FigureInput | None, *, ratio: bool) -> bool:
    """Whether a figure has a value."""
    named = columns(ratio=ratio)
    return figure is not None and all(getattr(figure, name) is not None for name in named)


def added(parts: Sequence[FigureInput | None], *, ratio: bool) -> dict[str, Decimal]:
    """Return by column what a computed total comes to; empty while it is open."""
    said = [part for part in parts if part is not None and is_said(part, ratio=ratio)]
    if not said or _silent(parts, ratio=ratio):
        return {}
    return {name: _sum(said, name) for name in columns(ratio=ratio)}


def judge(
    total: FigureInput | None, parts: Sequence[FigureInput | None], *, ratio: bool
) -> Judged | None:
    """Return what is wrong between a total and its parts; None where nothing is, or is said."""
    said = [part for part in parts if part is not None and is_said(part, ratio=ratio)]
    whole = is_said(total, ratio=ratio)
    if not parts or not (said or whole):
        return None
    if silent := _silent(parts, ratio=ratio):
        return Judged(Fault.SILENT, silent)
    if not said:
        return None
    if not whole:
        return Judged(Fault.MISSING)
    for name in columns(ratio=ratio):
        wanted, summed = getattr(total, name), _sum(said, name)
        if len(said) == len(parts) and wanted != summed:
            return Judged(Fault.APART, total=wanted, summed=summed)
        if summed > wanted and all(getattr(part, name) >= 0 for part in said):
            return Judged(Fault.OVER, total=wanted, summed=summed)
    return None


def _silent(parts: Sequence[FigureInput | None], *, ratio: bool) -> int:
    """Return how many parts are blank and do not say why."""
    return sum(
        not is_said(part, ratio=ratio) and not (part is not None and part.blank_reason.strip())
        for part in parts
    )


def _sum(said: Sequence[FigureInput], name: str) -> Decimal:
    return sum((getattr(part, name) for part in said), _NOUGHT)
