"""A value beside the best and the median of its peers (对标). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.monitoring.rules.ranking import median, places


@dataclass(frozen=True, slots=True)
class Beside:
    """How one stands among its peers: the gaps are nought or below where it is behind."""

    value: Decimal | None
    place: int | None
    peers: int
    best: Decimal
    middle: Decimal
    best_of: tuple[int, ...]
    lower: bool

    def _gap(self, other: Decimal) -> Decimal | None:
        if self.value is None:
            return None
        return other - self.value if self.lower else self.value - other

    @property
    def to_best(self) -> Decimal | None:
        """Return how far it is from the best."""
        return self._gap(self.best)

    @property
    def to_middle(self) -> Decimal | None:
        """Return how far it is from the one in the middle."""
        return self._gap(self.middle)


def beside(values: Mapping[int, Decimal], one: int, *, lower: bool) -> Beside | None:
    """Return how `one` stands among all of `values`; None with fewer than two of them.

    Where lower is better the lowest comes first. Equals share a place.
    """
    middle = median(list(values.values()))
    if len(values) < 2 or middle is None:  # noqa: PLR2004 - one has no peers
        return None
    keys = list(values)
    order = places([-values[key] if lower else values[key] for key in keys])
    best = min(values.values()) if lower else max(values.values())
    first = tuple(key for key in keys if values[key] == best)
    place = dict(zip(keys, order, strict=True)).get(one)
    return Beside(values.get(one), place, len(values), best, middle, first, lower)
