"""Derived indicators: Σ factor × source, of what is already added up. Pure.

Standard vehicles are buses × 2 + lorries × 1.5; the terms are rows of the dictionary. A derived
indicator may feed another; one that leads back to itself has no value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from luoshi.monitoring.rules.amounts import EMPTY, PLACES, Amount


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms of the dictionary: derived indicator → (source indicator, factor)."""

    of: Mapping[int, tuple[tuple[int, Decimal], ...]]
    order: tuple[int, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        """Put the derived indicators in an order in which sources come first."""
        object.__setattr__(self, "order", tuple(_ordered(self.of)))

    @classmethod
    def made_of(cls, rows: Iterable[tuple[int, int, Decimal]]) -> Terms:
        """Gather rows of (derived, source, factor)."""
        found: dict[int, list[tuple[int, Decimal]]] = {}
        for derived, source, factor in rows:
            found.setdefault(derived, []).append((source, factor))
        return cls({derived: tuple(terms) for derived, terms in found.items()})

    def derives(self, indicator: int) -> bool:
        """Whether an indicator follows from others; what is typed of it does not count."""
        return indicator in self.of

    def following(self, touched: Iterable[int]) -> tuple[int, ...]:
        """Return the derived indicators that change when `touched` do, sources first."""
        changed = set(touched)
        following = []
        for derived in self.order:
            if any(source in changed for source, _factor in self.of[derived]):
                changed.add(derived)
                following.append(derived)
        return tuple(following)

    def sources(self, derived: Iterable[int]) -> set[int]:
        """Return every indicator that `derived` are computed from."""
        return {source for one in derived for source, _factor in self.of[one]}

    def touched_by(self, indicator: int) -> tuple[int, ...]:
        """Return an indicator and all that follow from it."""
        return (indicator, *self.following({indicator}))

    def needed_for(self, wanted: Iterable[int]) -> set[int]:
        """Return indicators with all that they are computed from, however many steps away."""
        found: set[int] = set()
        asked = set(wanted)
        while asked:
            found |= asked
            asked = self.sources(one for one in asked if one in self.of) - found
        return found


def _ordered(of: Mapping[int, tuple[tuple[int, Decimal], ...]]) -> Iterable[int]:
    """Yield derived indicators after their sources; what goes in a circle is left out."""
    waiting = {one: {source for source, _ in terms if source in of} for one, terms in of.items()}
    while ready := sorted(one for one, sources in waiting.items() if not sources):
        for one in ready:
            del waiting[one]
            yield one
        for sources in waiting.values():
            sources.difference_update(ready)


def derive(parts: Iterable[tuple[Decimal, Decimal | None, Amount]]) -> Amount:
    """Return the derived total from (factor, value of the source, its total).

    A source without a reading adds nothing; with none at all there is no reading.
    """
    total, pieces, flash = Decimal(0), 0, 0
    for factor, value, amount in parts:
        if value is None or amount.parts == 0:
            continue
        total += factor * value
        pieces += amount.parts
        flash += amount.flash
    if pieces == 0:
        return EMPTY
    return Amount(total.quantize(PLACES, ROUND_HALF_UP), parts=pieces, flash=flash)
