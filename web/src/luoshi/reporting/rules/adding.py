"""How figures add up, over time and over places: one set of functions for page, report and export.

Decimal only, never a float; nothing is rounded here (rounding is for display). A blank is no
contribution and no zero (row 32). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from luoshi.kernel.rounding import growth

_HUNDRED = Decimal(100)
_PERCENT = ("%", "％")


class How(StrEnum):
    """How an indicator adds up along an axis; the words are those of the dictionary."""

    SUM = "sum"
    LATEST = "latest"
    AVERAGE = "average"
    RATIO = "ratio"
    NONE = "none"


class Entered(StrEnum):
    """What is typed each period: the period's own figure, or the running total of the year."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class Point:
    """A figure, or several added up: `parts` says how many; none of them is a blank."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    parts: int = 1

    @property
    def blank(self) -> bool:
        """Whether nothing was said."""
        nothing = self.value is None and (self.numerator is None or self.denominator is None)
        return nothing or not self.parts


BLANK = Point(parts=0)


def over_places(how: str, parts: Iterable[Point]) -> Point:
    """Return the figure of a whole from those of its parts; blanks contribute nothing.

    A ratio keeps summed numerators and denominators, an average the sum and the number of parts.
    What does not add up over places (`none`) is known for the whole only where it has one part.
    """
    said = [part for part in parts if not part.blank]
    if how == How.NONE:
        return said[0] if len(said) == 1 else BLANK
    return _sum(said, ratio=how == How.RATIO)


def over_time(how: str, entered: str, points: Sequence[Point]) -> Point:
    """Return the year's running total (累计) from its periods in order, blanks as `BLANK`.

    Where running totals are typed, the last one is it. What does not add up over time has none.
    """
    said = [point for point in points if not point.blank]
    if how == How.NONE or not said:
        return BLANK
    if how == How.LATEST or entered == Entered.CUMULATIVE:
        return said[-1]
    return _sum(said, ratio=how == How.RATIO)


def current(how: str, entered: str, points: Sequence[Point]) -> Point:
    """Return the last period's own figure (当期) from the year's periods in order.

    Where running totals are typed it is the last less the one before; with that one blank it
    cannot be known, and in the first period of the year it is the running total itself.
    """
    if not points or points[-1].blank:
        return BLANK
    last = points[-1]
    adds = how in (How.SUM, How.RATIO) and entered == Entered.CUMULATIVE
    if not adds or len(points) == 1:
        return last
    before = points[-2]
    if before.blank:
        return BLANK
    return Point(
        _less(last.value, before.value),
        _less(last.numerator, before.numerator),
        _less(last.denominator, before.denominator),
        last.parts,
    )


def value_of(how: str, point: Point, unit: str = "") -> Decimal | None:
    """Return the number a point stands for: a quotient for ratios and averages; None if blank.

    A ratio is in per cent where its unit is; over a denominator of nought there is none.
    """
    if point.blank:
        return None
    if how == How.RATIO:
        if not point.denominator or point.numerator is None:
            return None
        return point.numerator / point.denominator * (_HUNDRED if unit in _PERCENT else 1)
    if how == How.AVERAGE and point.value is not None:
        return point.value / point.parts
    return point.value


def cumulative(how: str, entered: str, points: Sequence[Point], unit: str = "") -> Decimal | None:
    """Return the year's running total as a number."""
    return value_of(how, over_time(how, entered, points), unit)


def yoy(value: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Return the growth on the year before in per cent; none over a base of nought or below."""
    return growth(value, base)


def _sum(said: Sequence[Point], *, ratio: bool) -> Point:
    if not said:
        return BLANK
    zero = Decimal(0)
    parts = sum(point.parts for point in said)
    if ratio:
        top = sum((point.numerator or zero for point in said), zero)
        bottom = sum((point.denominator or zero for point in said), zero)
        return Point(None, top, bottom, parts)
    return Point(sum((point.value or zero for point in said), zero), parts=parts)


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other
