"""What the year will end at, from its months so far. Pure; floats inside, decimals at the edge.

Two ways (ADR 0014): the months of last year say how a year is spread (`profile`); without them it
is spread evenly by days (`pace`). What is left of the year is expected to run as what is past did,
and to scatter as it scattered: the interval is an 80 % one, never narrower than `_LEAST`, wider
still with fewer than six months behind it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist, fmean, stdev
from typing import Final

PROFILE: Final = "profile"
PACE: Final = "pace"
_Z: Final = NormalDist().inv_cdf(0.9)
_LEAST: Final = 0.05
_FEW: Final = 6
_LEAST_OF_FEW: Final = 0.2
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Point:
    """A period of the year: which share of the year is over by its end, and the running total."""

    share: float
    total: float


@dataclass(frozen=True, slots=True)
class Expected:
    """What a year is expected to end at, within which bounds, and how sure that is."""

    method: str
    point: Decimal
    low: Decimal
    high: Decimal
    chance: Decimal | None
    months: int
    error: Decimal | None
    coverage: Decimal | None


def expected(
    points: Sequence[Point], method: str, target: Decimal | None, *, lower: bool, months: int
) -> Expected | None:
    """Return what the last share (1) is expected to come to; None without a first figure."""
    if not points or points[-1].share <= 0:
        return None
    middle, spread = _ahead(points, 1.0, months)
    error, coverage = _tried(points)
    return Expected(
        method,
        _decimal(middle),
        _decimal(middle - _Z * spread),
        _decimal(middle + _Z * spread),
        _chance(middle, spread, target, lower=lower),
        months,
        error,
        coverage,
    )


def _ahead(points: Sequence[Point], share: float, months: int) -> tuple[float, float]:
    """Return the total expected at a later share, and its standard deviation."""
    last = points[-1]
    rate = last.total / last.share
    left = max(share - last.share, 0.0)
    scatter = _scatter(points, rate)
    least = _LEAST if months >= _FEW else _LEAST_OF_FEW
    # The level is known from the periods behind, the rest scatters as they did.
    steps = max(left / (last.share / len(points)), 1.0)
    relative = max(scatter, least) * math.sqrt(1 / steps + 1 / len(points))
    rest = rate * left
    return last.total + rest, abs(rest) * relative


def _scatter(points: Sequence[Point], rate: float) -> float:
    """Return how the periods scatter about an even run, relative to it."""
    before = Point(0.0, 0.0)
    ratios = []
    for point in points:
        step = (point.share - before.share) * rate
        if step:
            ratios.append((point.total - before.total) / step)
        before = point
    return stdev(ratios) if len(ratios) >= _TWO else 0.0


def _tried(points: Sequence[Point]) -> tuple[Decimal | None, Decimal | None]:
    """Return the mean error of earlier forecasts of what is known by now, and how many held.

    Rolling: from each period but the last the present total is foretold with what was known then.
    """
    actual = points[-1]
    errors, held = [], []
    for known in range(_TWO, len(points)):
        middle, spread = _ahead(points[:known], actual.share, known)
        if actual.total:
            errors.append(abs(middle - actual.total) / abs(actual.total) * 100)
        held.append(abs(middle - actual.total) <= _Z * spread)
    if not errors:
        return None, None
    return _decimal(fmean(errors)), _decimal(100 * sum(held) / len(held))


def _chance(middle: float, spread: float, target: Decimal | None, *, lower: bool) -> Decimal | None:
    """Return how likely the target is met."""
    if target is None:
        return None
    if spread == 0:
        met = middle <= float(target) if lower else middle >= float(target)
        return Decimal(int(met))
    below = NormalDist(middle, spread).cdf(float(target))
    return Decimal(below if lower else 1 - below).quantize(Decimal("0.0001"))


def _decimal(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.000001"))
