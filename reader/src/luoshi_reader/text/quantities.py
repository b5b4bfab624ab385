"""Numbers with their units: 12500亿元, 8-10家, 20%—30%, 8个百分点, 百分之五, 360万千伏安时."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final, Literal, NamedTuple

from luoshi_reader.lexicon.units import (
    BY_FIRST,
    COUNT,
    DURATION,
    MONEY,
    NOT_COUNTED,
    NOT_UNITS,
    RATIO,
)
from luoshi_reader.text.numbers import Number, number_at, power

Kind = Literal["money", "ratio", "duration", "physical", "count", "none"]

_HANZI: Final = "一二三四五六七八九十百千万亿两"
_NUMERAL: Final = f"{_HANZI}零余多几点"
#: Its first character comes first in the pattern, so that others are passed by at a glance.
_START: Final = re.compile(
    rf"[-−负0-9{_HANZI}](?:(?<=[0-9])(?<![A-Za-z0-9.第—].)"
    r"|(?<=[-−负])(?<![A-Za-z0-9.%％个位年月日—~～至到].)(?=[0-9])"
    rf"|(?<=[{_HANZI}])(?<![第{_NUMERAL}].)"
    rf"(?=[{_NUMERAL}]{{0,12}}(?:(?<=亿)|[分{''.join(sorted(BY_FIRST))}])))"
)
_RANGE: Final = re.compile(r" ?(?:[-—–~～−]{1,2}|至|到) ?(?=[0-9" + _HANZI + "])")
_PER: Final = re.compile(r"/[万亿]?")
_OF_HUNDRED: Final = {"百分之": "%", "千分之": "‰"}
_PART_LENGTH: Final = 3
_SIGNS: Final = frozenset("-−负")
_MOST_BLANKS: Final = 3
#: 两年半, 一吨半, but not 3个半导体项目.
_HALF: Final = re.compile(r"半(?![导岛径成自挂数年月天日])")
_KINDS: Final[dict[str, Kind]] = {
    "": "none",
    **dict.fromkeys(COUNT, "count"),
    **dict.fromkeys(DURATION, "duration"),
    **dict.fromkeys(RATIO, "ratio"),
    **dict.fromkeys(MONEY, "money"),
}
_RATIO_START: Final = re.compile(
    rf"(?<![0-9{_HANZI}])百分之|(?<![0-9A-Za-z.])[-−](?=[0-9])|负(?=[0-9{_HANZI}])|(?<![0-9.])[0-9]|[{_HANZI}零]"
)
_RATIO_UNIT: Final = re.compile(
    " {0,3}(?:[%％]|个?百分点|成(?![立为本果功员就长品熟套都交人份年分效]))"
)
_SIDE_BY_SIDE: Final = re.compile("[一二三四五六七八九]{2}[十百千]")
#: A set: a range would compare a Decimal with each of its members.
_YEARS: Final = frozenset(range(1900, 2200))


#: Plans print wide signs as well; they measure the same.
_NARROW: Final = str.maketrans("％／", "%/")


def bare_unit(unit: str | None) -> str:
    """Return a unit without its scale and in narrow signs: 亿元 is 元, ％ is %."""
    return (unit or "").lstrip("万亿").translate(_NARROW)


class Quantity(NamedTuple):
    """A number and its unit at `start`..`end` of a text, without the words that compare it.

    `value` counts in `unit`, which keeps its 万 or 亿 as printed (2, 亿元); `value_to` is the
    other end of a range; `unit` is "" where none is printed; `places` are the decimals printed.
    """

    start: int
    end: int
    value: Decimal
    value_to: Decimal | None = None
    scale: str = ""
    noun: str = ""
    more: bool = False
    places: int = 0

    @property
    def unit(self) -> str:
        """The unit as printed, scale words included: 亿元, 万辆, %."""
        return self.scale + self.noun

    @property
    def kind(self) -> Kind:
        """What the unit measures."""
        return kind_of(self.noun)

    @property
    def whole(self) -> Decimal:
        """The value multiplied out: 2亿元 is 200000000."""
        return self.value * Decimal(10) ** power(self.scale)


@cache
def kind_of(noun: str) -> Kind:
    """Return what a unit without its scale words measures."""
    return _KINDS.get(noun.partition("/")[0], "physical")


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Yield the quantities of a stretch of text in order.

    Years and days of the calendar, ordinals (第5) and numerals that count nothing (十分, 一方面)
    are none; a number in digits without a unit is one, with unit "".
    """
    end = len(text) if end is None else end
    while match := _START.search(text, start, end):
        at, signed = match.start(), text[match.start()] in "-−"
        found = quantity_at(text, at)
        if found is not None and found.end <= end and (not signed or found.kind == "ratio"):
            yield found
            start = found.end
            continue
        number = number_at(text, at) if not signed else None
        start = max(match.end(), number.end if number is not None else 0)


def quantity_at(text: str, at: int) -> Quantity | None:
    """Return the quantity that begins exactly at `at`, or None."""
    if percent := _OF_HUNDRED.get(text[at : at + _PART_LENGTH]):
        number = number_at(text, at + _PART_LENGTH)
        if number is None:
            return None
        return Quantity(at, number.end, number.whole, None, "", percent, number.more, number.places)
    number = number_at(text, at)
    if number is None or _is_calendar(text, number):
        return None
    noun, until = _unit(text, number.end)
    whole = _range(text, number, noun, until) or _single(text, number, noun, until)
    if text[at] in _SIGNS or "0" <= text[at] <= "9":
        return whole
    counts = bool(whole.noun) or "亿" in whole.scale
    return whole if counts and text[at : whole.end] not in NOT_COUNTED else None


def ratios(text: str) -> Iterator[Quantity]:
    """Yield the percentages of a text: 5%, 百分之五, 六个百分点, 十成."""
    at = 0
    while match := _RATIO_START.search(text, at):
        found = _ratio_at(text, match.start())
        number = number_at(text, match.start()) if found is None else None
        at = max(match.end(), number.end if number is not None else 0)
        if found is not None:
            at = found.end
            if not _is_about(text, found):
                yield found


def measures(text: str) -> Iterator[Quantity]:
    """Yield the physical quantities of a text: 168公分, 一吨半, 三千比特 (3 of 千比特)."""
    at = 0
    while match := _RATIO_START.search(text, at):
        found = quantity_at(text, match.start())
        at = match.end()
        if found is not None and found.kind == "physical":
            yield found
        number = number_at(text, match.start())
        at = max(at, found.end if found else 0, number.end if number else 0)


def _is_about(text: str, found: Quantity) -> bool:
    """Whether two figures stand side by side: 二三十个百分点 says no one value."""
    return found.more and _SIDE_BY_SIDE.search(text, found.start, found.end) is not None


def _ratio_at(text: str, at: int) -> Quantity | None:
    if text.startswith(tuple(_OF_HUNDRED), at):
        return quantity_at(text, at)
    number = number_at(text, at)
    if number is None:
        return None
    match = _RATIO_UNIT.match(text, number.end)
    if match is None:
        return None
    tens = 10 if match[0].endswith("成") else 1
    return Quantity(at, match.end(), number.whole * tens, None, "", "%", number.more, number.places)


def unit_at(text: str, at: int) -> str:
    """Return the longest unit printed at `at`, 元/吨 and the like included, or ""."""
    return _unit(text, at)[0]


def _unit(text: str, at: int) -> tuple[str, int]:
    """Return the unit at `at` or a few blanks behind it, and where it ends."""
    start = at
    while text.startswith(" ", start) and start - at < _MOST_BLANKS:
        start += 1
    noun = _longest(text, start)
    end = start + len(noun) if noun else at
    if noun and (slash := _PER.match(text, end)):
        other = _longest(text, slash.end())
        if other:
            return noun + slash[0] + other, slash.end() + len(other)
    return noun, end


def _longest(text: str, at: int) -> str:
    if text.startswith(NOT_UNITS.get(text[at : at + 1], ()), at):
        return ""
    for noun in BY_FIRST.get(text[at : at + 1], ()):
        if text.startswith(noun, at):
            after = text[at + len(noun) : at + len(noun) + 1]
            return "" if _is_letter(noun[-1]) and _is_letter(after) else noun
    return ""


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _single(text: str, number: Number, noun: str, end: int) -> Quantity:
    value, places = number.value, number.places
    if noun and not number.scale and (half := _HALF.match(text, end)):
        value, places, end = value + Decimal("0.5"), 1, half.end()
    return Quantity(number.start, end, value, None, number.scale, noun, number.more, places)


def _range(text: str, first: Number, noun: str, end: int) -> Quantity | None:
    """Read 8-10家, 5亿—10亿元 or 20%-30%: a second, larger number of the same unit."""
    bar = _RANGE.match(text, end)
    second = number_at(text, bar.end()) if bar is not None else None
    if second is None or _is_calendar(text, second):
        return None
    other, until = _unit(text, second.end)
    if noun and noun != other:
        return None
    scale = second.scale or first.scale
    low = first.value * 10 ** power(first.scale or scale) / 10 ** power(scale)
    high = second.value * 10 ** power(second.scale or scale) / 10 ** power(scale)
    if low >= high:
        return None
    places = max(first.places, second.places)
    return Quantity(first.start, until, low, high, scale, other, second.more, places)


def _is_calendar(text: str, number: Number) -> bool:
    """Whether a number is a year, a month or a day: 2016年, 10月, 6月30日, 2016-2018年."""
    after = text[number.end : number.end + 1]
    if after == "月":
        return True
    if after == "日":
        return text[number.start - 1 : number.start] == "月"
    plain = number.value in _YEARS and not number.scale and not number.places
    return plain and (after == "年" or _year_range(text, number.end))


def _year_range(text: str, at: int) -> bool:
    bar = _RANGE.match(text, at)
    return bar is not None and text[bar.end() + 4 : bar.end() + 5] == "年"
