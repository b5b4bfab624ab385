"""Places in a league: equals share a place, and the next one counts them all. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def places(values: Sequence[Decimal | None]) -> list[int | None]:
    """Return the place of each value, the highest first: 9, 7, 7, 5 stand at 1, 2, 2, 4.

    What has no value has no place.
    """
    known = sorted((value for value in values if value is not None), reverse=True)
    first = {value: known.index(value) + 1 for value in set(known)}
    return [None if value is None else first[value] for value in values]


def median(values: Sequence[Decimal]) -> Decimal | None:
    """Return the middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2
