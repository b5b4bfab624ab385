"""What no rule has to be written for: totals that do not fit, likely wrong units, odd figures.

All of it is soft: it asks, it never blocks. Where history is too short or blank nothing is said.
A figure's own period is held against its like: what grows with the months, against periods as long.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from statistics import median
from typing import Final

from luoshi.reporting.rules import adding
from luoshi.reporting.rules.adding import Entered
from luoshi.reporting.rules.grid import Said
from luoshi.reporting.rules.known import Known

#: How many periods an expected range is drawn from, at least and at most (row 37).
FEWEST, MOST = 6, 24
#: Iglewicz and Hoaglin: a modified z above 3.5 is an outlier; 0.6745 and 1.2533 make the median
#: and the mean absolute deviation comparable to a standard deviation.
_ODD: Final = Decimal("3.5")
_MEDIAN, _MEAN = Decimal("0.6745"), Decimal("1.253314")
#: Whoever reported nearly the same every time may still move by a tenth.
_LEAST: Final = Decimal("0.03")
_STEPS: Final = (Decimal(100), Decimal(1000), Decimal(10000))
_UNDER, _OVER = Decimal("0.7"), Decimal("1.4")
_NEAR: Final = Decimal("0.000001")
_RUNNING: Final = "累计"


class Notice(StrEnum):
    """What a built-in check notices; the codes of its findings."""

    RUNNING = "running"
    FALLING = "falling"
    UNIT = "unit"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was noticed of a line, with the numbers and periods its sentence needs."""

    notice: Notice
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None
    periods: int = 0


def noticed(known: Known) -> Iterator[Noticed]:
    """Yield what is odd about one figure; a likely wrong unit says all that is to be said."""
    if known.typed is None:
        return
    found = _unit(known)
    if found:
        yield found
        return
    found = _falling(known)
    if found:
        yield found
    found = _range(known)
    if found:
        yield found


def _unit(known: Known) -> Noticed | None:
    """Notice a figure a hundred, a thousand or ten thousand times its usual size, or a part of it.

    Held against the last figure, by the month where it grows with the months, and against last
    year's; where both say something both must say the same.
    """
    told = list(_measured(known))
    steps = {_step(ratio) for _start, _end, _number, ratio in told}
    step = steps.pop() if len(steps) == 1 else None
    if step is None or known.typed is None:
        return None
    start, end, number, _ratio = told[0]
    return Noticed(Notice.UNIT, {"now": known.typed, "then": number, "times": step}, start, end)


def _measured(known: Known) -> Iterator[tuple[date, date, Decimal, Decimal]]:
    """Yield figures of other periods, with how many times those this one is."""
    last = next((said for said in reversed(known.before) if not said.point.blank), None)
    if last is not None:
        number = known.number(last.point)
        ratio = _times(_by_month(known, known.said), _by_month(known, last))
        if number is not None and ratio is not None:
            yield last.start, last.end, number, ratio
    ratio = _times(known.typed, known.base)
    if known.base is not None and ratio is not None:
        year = known.period.last_year()
        yield year.start, year.end, known.base, ratio


def _by_month(known: Known, said: Said) -> Decimal | None:
    """Return a figure by the month where it grows with the months."""
    value = known.number(said.point)
    if value is None or known.how.over_time != adding.How.SUM:
        return value
    first = 1 if known.how.entered == Entered.CUMULATIVE else said.start.month
    return value / max(1, said.end.month - first + 1)


def _times(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """Return how many times the other a number is; None where that says nothing."""
    if not one or not other or (one < 0) != (other < 0):
        return None
    return one / other


def _step(ratio: Decimal) -> Decimal | None:
    """Return the step between units that a ratio is about, up or down."""
    larger = ratio if ratio > 1 else 1 / ratio
    return next((step for step in _STEPS if step * _UNDER <= larger <= step * _OVER), None)


def _falling(known: Known) -> Noticed | None:
    """Notice a running total below that of an earlier month, or above that of a later one."""
    if not known.runs or known.typed is None:
        return None
    for said in reversed(known.this_year):
        if said.point.value is None:
            continue
        if said.point.value > known.typed:
            numbers = {"now": known.typed, "then": said.point.value, "later": Decimal(0)}
            return Noticed(Notice.FALLING, numbers, said.start, said.end)
        break
    for said in known.after:
        if said.point.value is not None and said.end.year == known.period.end.year:
            if said.point.value < known.typed:
                numbers = {"now": known.typed, "then": said.point.value, "later": Decimal(1)}
                return Noticed(Notice.FALLING, numbers, said.start, said.end)
            break
    return None


def _range(known: Known) -> Noticed | None:
    """Notice a figure outside what the respondent's own history lets expect (row 37)."""
    owns = known.owns
    now = owns.pop()
    past = [
        own
        for said, own in zip(known.before, owns, strict=True)
        if own is not None and _comparable(known, said)
    ][-MOST:]
    if now is None or len(past) < FEWEST or min(past) <= now <= max(past):
        return None
    limits = expected(past)
    if limits is None or limits[0] <= now <= limits[1]:
        return None
    numbers = {"now": now, "low": limits[0], "high": limits[1]}
    return Noticed(Notice.RANGE, numbers, periods=len(past))


def _comparable(known: Known, said: Said) -> bool:
    """Whether a period is as long as this one, where that counts."""
    if not known.how.adds:
        return True
    period = known.period
    return said.end.month - said.start.month == period.end.month - period.start.month


def expected(past: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """Return the lowest and the highest figure to be expected after these.

    Median and median absolute deviation; where more than half are the same, the mean absolute
    deviation. What was reported before is never outside. None where all of them are nought.
    """
    middle = median(past)
    apart = [abs(value - middle) for value in past]
    spread = median(apart) / _MEDIAN or sum(apart, Decimal(0)) / len(apart) * _MEAN
    spread = max(spread, abs(middle) * _LEAST)
    if not spread:
        return None
    return min(middle - _ODD * spread, *past), max(middle + _ODD * spread, *past)


def running(own: Known, total: Known) -> Noticed | None:
    """Notice that the total before and this period's figure do not make this total (REL-15).

    Both are typed, in two lines. In January, and for January and February together, there is
    none before. A correction is held against the total of the period after it as well.
    """
    figure, now = own.typed, total.typed
    if figure is None or now is None:
        return None
    before = _total_before(total)
    if before is not None and abs(before + figure - now) >= _NEAR:
        numbers = {"now": now, "then": before, "own": figure, "later": Decimal(0)}
        return Noticed(Notice.RUNNING, numbers, total.period.start, total.period.end)
    return _running_after(own, total, now)


def _total_before(total: Known) -> Decimal | None:
    """Return the total to the end of the period right before; nought in January."""
    if total.period.start.month == 1:
        return Decimal(0)
    last = total.before[-1] if total.before else None
    if (
        last is None
        or last.end.month + 1 != total.period.start.month
        or last not in total.this_year
    ):
        return None
    return last.point.value


def _running_after(own: Known, total: Known, now: Decimal) -> Noticed | None:
    """Hold a corrected total against what was already said of the period after it."""
    if not own.after or not total.after:
        return None
    figure, later = own.after[0], total.after[0]
    follows = later.start.year == total.period.end.year and (
        later.start.month == total.period.end.month + 1
    )
    said = figure.point.value, later.point.value
    if not follows or figure.end != later.end or said[0] is None or said[1] is None:
        return None
    if abs(now + said[0] - said[1]) < _NEAR:
        return None
    numbers = {"now": said[1], "then": now, "own": said[0], "later": Decimal(1)}
    return Noticed(Notice.RUNNING, numbers, later.start, later.end)


def run_up(name: str) -> str:
    """Return what a running total is the total of, by its name; empty if it is named as none."""
    for before, after in (("", f"（{_RUNNING}）"), ("", _RUNNING), (_RUNNING, "")):
        if name.startswith(before) and name.endswith(after) and len(name) > len(before + after):
            return name[len(before) : len(name) - len(after)]
    return ""
