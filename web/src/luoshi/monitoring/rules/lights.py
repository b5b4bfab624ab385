"""Lights: what colour an item has, why, and what would turn it green. Pure.

There is no national threshold: five cities publish five rules, so a rule is data with a version
(GOV-06). What is judged is gathered in `Seen`; the rule only compares. Nothing said is hollow
grey and never red (GOV-07); what is met is green under every rule; the plan's own words decide
when that is: 突破 is more than, 左右 allows a little less, 不超过 runs the other way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)
_ABOUT: Final = Decimal("0.95")
"""左右: five per cent less still counts."""
LOWER_WORDS: Final = frozenset({"<", "<=", "≤"})


class Colour(StrEnum):
    """The colours, as kept."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    NONE = "none"


class Preset(StrEnum):
    """The five published ways of judging, by the city that published each."""

    YINCHUAN = "yinchuan"
    SANYA = "sanya"
    WUHAN = "wuhan"
    TIANJIN = "tianjin"
    SUQIAN = "suqian"


class Measure(StrEnum):
    """What a colour was decided by."""

    FINISHED = "finished"
    MET = "met"
    SILENT = "silent"
    OVERDUE = "overdue"
    AT_THE_END = "at_the_end"
    GAP = "gap"
    SHORTFALL = "shortfall"
    RATIO = "ratio"
    GROWTH = "growth"
    PACE = "pace"
    MILESTONE = "milestone"
    SOON = "soon"
    GOING = "going"


#: What a rule may set: key → (default, least, most).
SETTINGS: Final[Mapping[Preset, Mapping[str, tuple[int, int, int]]]] = {
    Preset.YINCHUAN: {"yellow": (10, 0, 100), "red": (30, 0, 100)},
    Preset.SANYA: {"red": (50, 0, 100)},
    Preset.WUHAN: {"yellow": (80, 0, 100), "red": (60, 0, 100)},
    Preset.TIANJIN: {},
    Preset.SUQIAN: {"soon": (30, 1, 365)},
}
#: What every rule may set besides: from how many days a late milestone is red; the worst colour
#: of a promise that is hedged (力争): 1 yellow, 0 red.
SHARED: Final[Mapping[str, tuple[int, int, int]]] = {
    "late_red": (90, 1, 365),
    "hedge_yellow": (1, 0, 1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of an item for an agency on a day.

    `pace` is the share expected by then; `level` says that the figure is a rate or a stock, which
    is not built up over the year. `growth`, `plan_growth` and `average` are in per cent;
    `comparable`: the growth is on last year as adjusted.
    """

    day: date
    reported: bool = False
    done: Decimal | None = None
    target: Decimal | None = None
    pace: Decimal = _ONE
    op: str = ""
    lower: bool = False
    level: bool = False
    hedge: bool = False
    growth: Decimal | None = None
    comparable: bool = False
    plan_growth: Decimal | None = None
    average: Decimal | None = None
    due_on: date | None = None
    finished_on: date | None = None
    late_since: date | None = None

    @property
    def final(self) -> bool:
        """Whether the time for it is over."""
        return self.due_on is not None and self.day >= self.due_on

    @property
    def overdue(self) -> bool:
        """Whether the day on which it was due has passed."""
        return self.due_on is not None and self.day > self.due_on

    @property
    def share(self) -> Decimal | None:
        """Return which share of the target is done, or of the allowance used up."""
        if self.done is None or self.target is None:
            return None
        if self.target <= 0:
            return _ONE if self.done == self.target else _ONE + self.done.copy_sign(_ONE)
        return self.done / self.target

    @property
    def gap(self) -> Decimal | None:
        """Return how many points of per cent it is ahead of its pace; below nought is behind."""
        if self.share is None:
            return None
        ahead = self.pace - self.share if self.lower else self.share - self.pace
        return ahead * _HUNDRED


@dataclass(frozen=True, slots=True)
class Verdict:
    """A colour, by what it was decided, with the number and the threshold that decided.

    `hedged` says that it would be red if the promise were not hedged (力争).
    """

    colour: Colour
    measure: Measure
    number: Decimal | None = None
    threshold: Decimal | None = None
    hedged: bool = False


class BadSetting(ValueError):  # noqa: N818 - an answer to who sets a rule
    """A rule cannot be set so; `key` says what is wrong."""

    def __init__(self, key: str) -> None:
        """Keep which setting."""
        super().__init__(key)
        self.key = key


def checked(preset: str, given: Mapping[str, object]) -> dict[str, str]:
    """Return the settings of a rule, defaults filled in, as they are kept.

    Raises:
        BadSetting: an unknown preset or key, no number, out of its bounds, or yellow beyond red.

    """
    try:
        allowed = {**SETTINGS[Preset(preset)], **SHARED}
    except ValueError as unknown:
        raise BadSetting("preset") from unknown
    if strange := sorted(set(given) - set(allowed)):
        raise BadSetting(strange[0])
    found: dict[str, Decimal] = {}
    for key, (default, least, most) in allowed.items():
        try:
            number = Decimal(str(given.get(key, default)))
        except ArithmeticError as wrong:
            raise BadSetting(key) from wrong
        if not number.is_finite() or not least <= number <= most:
            raise BadSetting(key)
        found[key] = number
    order = {Preset.YINCHUAN: 1, Preset.WUHAN: -1}.get(Preset(preset), 0)
    if order and (found["red"] - found["yellow"]) * order <= 0:
        raise BadSetting("red")
    return {key: f"{number.normalize():f}" for key, number in found.items()}


def met(seen: Seen) -> bool:
    """Whether a target is met by the plan's own words."""
    if seen.done is None or seen.target is None:
        return False
    if seen.lower:
        within = seen.done < seen.target if seen.op == "<" else seen.done <= seen.target
        return within and (seen.level or seen.final)
    if seen.op == ">":
        return seen.done > seen.target
    return seen.done >= (seen.target * _ABOUT if seen.op in {"~", "≈"} else seen.target)


def judge(preset: str, settings: Mapping[str, str], seen: Seen) -> Verdict:
    """Return the light of an item under a rule whose settings were `checked`."""
    verdict = _judged(Preset(preset), settings, seen)
    if verdict.colour == Colour.RED and seen.hedge and settings["hedge_yellow"] == "1":
        return replace(verdict, colour=Colour.YELLOW, hedged=True)
    return verdict


def _judged(preset: Preset, settings: Mapping[str, str], seen: Seen) -> Verdict:
    if seen.finished_on is not None:
        return Verdict(Colour.GREEN, Measure.FINISHED)
    if seen.target is None and seen.plan_growth is None:
        return _by_dates(settings, seen)
    if met(seen):
        return Verdict(Colour.GREEN, Measure.MET, seen.done, seen.target)
    if seen.done is None and seen.growth is None:
        return Verdict(Colour.NONE, Measure.SILENT)
    if seen.overdue and seen.target is not None:
        return Verdict(Colour.RED, Measure.OVERDUE, seen.done, seen.target)
    verdict = _by_figures(preset, settings, seen)
    if seen.final and verdict.colour in (Colour.GREEN, Colour.BLUE) and seen.target is not None:
        return Verdict(Colour.YELLOW, Measure.AT_THE_END, seen.done, seen.target)
    return verdict


def _by_figures(preset: Preset, settings: Mapping[str, str], seen: Seen) -> Verdict:
    """Judge what has a figure by the rule."""
    if preset == Preset.TIANJIN or seen.target is None:
        by_growth = _by_growth(seen)
        if by_growth is not None:
            return by_growth
    if seen.gap is None:
        return Verdict(Colour.NONE, Measure.SILENT)
    limits = {key: Decimal(value) for key, value in settings.items()}
    if preset == Preset.YINCHUAN:
        return _by_gap(-seen.gap, limits)
    if preset == Preset.WUHAN:
        return _by_ratio(seen, limits)
    if seen.gap >= 0:
        return _on_pace(preset, limits, seen)
    short = -seen.gap / seen.pace
    if preset == Preset.SANYA and short > limits["red"]:
        return Verdict(Colour.RED, Measure.SHORTFALL, short, limits["red"])
    if preset == Preset.SANYA:
        return Verdict(Colour.YELLOW, Measure.SHORTFALL, short, _ZERO)
    return Verdict(Colour.YELLOW, Measure.PACE, seen.gap, _ZERO)


def _on_pace(preset: Preset, limits: Mapping[str, Decimal], seen: Seen) -> Verdict:
    """Judge what keeps its pace: blue where it is due soon and the rule has blue."""
    if preset == Preset.SUQIAN and seen.due_on is not None:
        left = Decimal((seen.due_on - seen.day).days)
        if left <= limits["soon"]:
            return Verdict(Colour.BLUE, Measure.SOON, left, limits["soon"])
    return Verdict(Colour.GREEN, Measure.PACE, seen.gap, _ZERO)


def _by_gap(behind: Decimal, limits: Mapping[str, Decimal]) -> Verdict:
    if behind > limits["red"]:
        return Verdict(Colour.RED, Measure.GAP, behind, limits["red"])
    colour = Colour.YELLOW if behind >= limits["yellow"] else Colour.GREEN
    return Verdict(colour, Measure.GAP, behind, limits["yellow"])


def _by_ratio(seen: Seen, limits: Mapping[str, Decimal]) -> Verdict:
    share = seen.share
    assert share is not None
    over, under = (seen.pace, share) if seen.lower else (share, seen.pace)
    ratio = over / under * _HUNDRED if under > 0 else _HUNDRED
    if ratio < limits["red"]:
        return Verdict(Colour.RED, Measure.RATIO, ratio, limits["red"])
    colour = Colour.YELLOW if ratio < limits["yellow"] else Colour.GREEN
    return Verdict(colour, Measure.RATIO, ratio, limits["yellow"])


def _by_growth(seen: Seen) -> Verdict | None:
    """Judge by growth: at the plan green, at the average yellow, below both red."""
    if seen.growth is None or seen.plan_growth is None:
        return None
    if seen.growth >= seen.plan_growth:
        return Verdict(Colour.GREEN, Measure.GROWTH, seen.growth, seen.plan_growth)
    if seen.average is None or seen.growth >= seen.average:
        return Verdict(Colour.YELLOW, Measure.GROWTH, seen.growth, seen.plan_growth)
    return Verdict(Colour.RED, Measure.GROWTH, seen.growth, seen.average)


def _by_dates(settings: Mapping[str, str], seen: Seen) -> Verdict:
    """Judge what has no figure by its dates and by whether anything was said of it."""
    if seen.overdue and seen.due_on is not None:
        late = Decimal((seen.day - seen.due_on).days)
        return Verdict(Colour.RED, Measure.OVERDUE, late, _ZERO)
    if seen.late_since is not None and seen.late_since < seen.day:
        late, red = Decimal((seen.day - seen.late_since).days), Decimal(settings["late_red"])
        colour = Colour.RED if late >= red else Colour.YELLOW
        return Verdict(colour, Measure.MILESTONE, late, red if colour == Colour.RED else _ZERO)
    if not seen.reported:
        return Verdict(Colour.NONE, Measure.SILENT)
    if "soon" in settings and seen.due_on is not None:
        left, soon = Decimal((seen.due_on - seen.day).days), Decimal(settings["soon"])
        if left <= soon:
            return Verdict(Colour.BLUE, Measure.SOON, left, soon)
    return Verdict(Colour.GREEN, Measure.GOING)


def needed(
    preset: str, settings: Mapping[str, str], seen: Seen, step: Decimal = _ONE
) -> Decimal | None:
    """Return the least that, done besides today, would turn the light green; None if nothing can.

    A multiple of `step`, the finest amount in which the figure is said. What must stay below its
    target, and what is judged by growth or by dates, is not mended by doing more of it.
    """
    if seen.done is None or seen.target is None or seen.lower:
        return None
    low, high = _ZERO, (max(seen.target - seen.done, _ZERO) / step + 1).to_integral_value() + 1

    def green(steps: Decimal) -> bool:
        more = replace(seen, done=(seen.done or _ZERO) + steps * step)
        return judge(preset, settings, more).colour in (Colour.GREEN, Colour.BLUE)

    if green(low):
        return _ZERO
    if not green(high):
        return None
    while high - low > 1:
        middle = ((low + high) / 2).to_integral_value()
        low, high = (low, middle) if green(middle) else (middle, high)
    return high * step
