"""What a figure adds to a total, and the arithmetic of totals. Pure; decimals only.

A total keeps what is needed to say it and to take any part out of it again: the sum, how many
parts made it, and for a ratio the two sums it is the quotient of.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol

NONE: Final = Decimal(0)
PLACES: Final = Decimal("0.000001")
"""The finest step that a stored number has."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A total, or what is added to one. Zero parts is no reading (row 32)."""

    value: Decimal = NONE
    numerator: Decimal = NONE
    denominator: Decimal = NONE
    parts: int = 0
    flash: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(
            self.value + other.value,
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.parts + other.parts,
            self.flash + other.flash,
        )

    def __neg__(self) -> Amount:
        return Amount(-self.value, -self.numerator, -self.denominator, -self.parts, -self.flash)

    def __bool__(self) -> bool:
        """Whether adding it changes anything."""
        return self != EMPTY


EMPTY: Final = Amount()


class Said(Protocol):
    """A reported figure, as far as adding needs it."""

    @property
    def value(self) -> Decimal | None:
        """The number."""

    @property
    def numerator(self) -> Decimal | None:
        """The part, for a ratio."""

    @property
    def denominator(self) -> Decimal | None:
        """The whole, for a ratio."""


def contribution(figure: Said, how: str, *, flash: bool) -> Amount:
    """Return what a figure adds to a total, by how its indicator adds over places.

    A blank adds nothing, not nought. What does not add over places is kept as a sum too, so that
    it is there again when all parts but one have left; it is only said of one part.
    """
    early = int(flash)
    if how == "ratio":
        if figure.numerator is None or figure.denominator is None:
            return EMPTY
        return Amount(NONE, figure.numerator, figure.denominator, 1, early)
    if figure.value is None:
        return EMPTY
    return Amount(figure.value, NONE, NONE, 1, early)
