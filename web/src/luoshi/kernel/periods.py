"""Periods are values: a month, months reported as one, a quarter, a half, a year, or days agreed.

A period is known by its canonical code, which is what tables keep and addresses show:
`2016-06`, `2016-01~02`, `2016-Q2`, `2016-H1`, `2016`, `2016-03-01~2016-04-15`. Pure: rules use it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import Final, Literal

MONTHS: Final = 12
_NUMERALS: Final = "一二三四"
_HALVES: Final = ("上半年", "下半年")

January = Literal["normal", "exempt", "joint"]
"""What becomes of January: reported like any month, not reported, or together with February."""


class Kind(StrEnum):
    """The shape of a period."""

    MONTH = "month"
    JOINT = "joint"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    CUSTOM = "custom"


_ORDER: Final = tuple(Kind)
_LENGTHS: Final = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.YEAR: MONTHS}
_CODES: Final = {
    Kind.MONTH: re.compile(r"(?P<year>[0-9]{4})-(?P<first>[0-9]{2})"),
    Kind.JOINT: re.compile(r"(?P<year>[0-9]{4})-(?P<first>[0-9]{2})~(?P<last>[0-9]{2})"),
    Kind.QUARTER: re.compile(r"(?P<year>[0-9]{4})-Q(?P<part>[1-4])"),
    Kind.HALF: re.compile(r"(?P<year>[0-9]{4})-H(?P<part>[12])"),
    Kind.YEAR: re.compile(r"(?P<year>[0-9]{4})"),
}
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CUSTOM: Final = re.compile(f"({_DAY})~({_DAY})")


def _last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _moved(day: date, years: int) -> date:
    """Return the same day of another year; 29 February becomes the 28th where there is none."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; ordered by its end, the shorter before the longer."""

    kind: Kind
    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse days that are no period of this kind."""
        if not self._shape_is_right():
            msg = f"{self.start}..{self.end} is no period of kind {self.kind!r}"
            raise ValueError(msg)

    def _shape_is_right(self) -> bool:
        """Whether the days are those of a period of this kind."""
        if self.kind == Kind.CUSTOM:
            return self.start <= self.end
        first, last = self.start.month, self.end.month
        whole = self.start.day == 1 and self.end == _last_day(self.end.year, last)
        if not whole or self.start.year != self.end.year:
            return False
        if self.kind == Kind.JOINT:
            return first < last
        length = _LENGTHS[self.kind]
        return last - first + 1 == length and (first - 1) % length == 0

    @classmethod
    def _spanning(cls, kind: Kind, year: int, first: int, last: int) -> Period:
        """Return the period from the first day of one month to the last of another."""
        return cls(kind, date(year, first, 1), _last_day(year, last))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return a month: `2016-06`."""
        return cls._spanning(Kind.MONTH, year, month, month)

    @classmethod
    def joint(cls, year: int, first: int = 1, last: int = 2) -> Period:
        """Return months of a year that are reported as one: `2016-01~02`."""
        return cls._spanning(Kind.JOINT, year, first, last)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """Return a quarter: `2016-Q2`."""
        return cls._spanning(Kind.QUARTER, year, quarter * 3 - 2, quarter * 3)

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        """Return a half of a year: `2016-H1`."""
        return cls._spanning(Kind.HALF, year, half * 6 - 5, half * 6)

    @classmethod
    def whole_year(cls, year: int) -> Period:
        """Return a year: `2016`."""
        return cls._spanning(Kind.YEAR, year, 1, MONTHS)

    @classmethod
    def custom(cls, start: date, end: date) -> Period:
        """Return days agreed on, both ends included."""
        return cls(Kind.CUSTOM, start, end)

    @classmethod
    def parse(cls, code: str) -> Period:
        """Return the period of a canonical code.

        Raises:
            ValueError: it is the code of none.

        """
        return _parsed(code)

    @classmethod
    def _parsed(cls, code: str) -> Period:
        """Read a code by the first shape that fits."""
        days = _CUSTOM.fullmatch(code)
        if days:
            return cls.custom(date.fromisoformat(days[1]), date.fromisoformat(days[2]))
        for kind, pattern in _CODES.items():
            found = pattern.fullmatch(code)
            if found is None:
                continue
            part = {name: int(text) for name, text in found.groupdict().items()}
            length = _LENGTHS.get(kind, 1)
            first = part.get("first", (part.get("part", 1) - 1) * length + 1)
            return cls._spanning(kind, part["year"], first, part.get("last", first + length - 1))
        raise ValueError(code)

    @property
    def code(self) -> str:
        """Return the canonical code, as tables keep it."""
        return _code(self)

    @property
    def label(self) -> str:
        """Return the period in words: 2016年6月, 2016年1—2月, 2016年二季度, 2016年上半年."""
        year, first, last = self.start.year, self.start.month, self.end.month
        return {
            Kind.MONTH: f"{year}年{first}月",
            Kind.JOINT: f"{year}年{first}—{last}月",
            Kind.QUARTER: f"{year}年{_NUMERALS[(last - 1) // 3]}季度",
            Kind.HALF: f"{year}年{_HALVES[(last - 1) // 6]}",
            Kind.YEAR: f"{year}年",
            Kind.CUSTOM: self._days_in_words(),
        }[self.kind]

    def _days_in_words(self) -> str:
        """Return 2016年3月1日—4月15日; the second year only where it is another."""
        end = f"{self.end.month}月{self.end.day}日"
        if self.end.year != self.start.year:
            end = f"{self.end.year}年{end}"
        return f"{self.start.year}年{self.start.month}月{self.start.day}日—{end}"

    @property
    def cumulative_label(self) -> str:
        """Return from when to when the year's running total goes: 1—6月."""
        month = self.end.month
        if self.end != _last_day(self.end.year, month):
            return f"1月1日—{month}月{self.end.day}日"
        return "1月" if month == 1 else f"1—{month}月"

    def next(self) -> Period:
        """Return the period after this one; after joint months comes a month."""
        after = self.end + timedelta(days=1)
        if self.kind == Kind.CUSTOM:
            return Period.custom(after, after + (self.end - self.start))
        length = _LENGTHS.get(self.kind, 1)
        return Period._spanning(self._single, after.year, after.month, after.month + length - 1)

    def previous(self) -> Period:
        """Return the period before this one; before joint months comes a month."""
        before = self.start - timedelta(days=1)
        if self.kind == Kind.CUSTOM:
            return Period.custom(before - (self.end - self.start), before)
        length = _LENGTHS.get(self.kind, 1)
        return Period._spanning(self._single, before.year, before.month - length + 1, before.month)

    @property
    def _single(self) -> Kind:
        """Return the kind of the neighbours."""
        return Kind.MONTH if self.kind == Kind.JOINT else self.kind

    def last_year(self) -> Period:
        """Return the same period of the year before, to compare with (同期)."""
        if self.kind == Kind.CUSTOM:
            return Period.custom(_moved(self.start, -1), _moved(self.end, -1))
        return Period._spanning(self.kind, self.start.year - 1, self.start.month, self.end.month)

    def months(self) -> tuple[Period, ...]:
        """Return the months that the period touches, in order."""
        first = self.start.year * MONTHS + self.start.month - 1
        last = self.end.year * MONTHS + self.end.month - 1
        return tuple(
            Period.month(number // MONTHS, number % MONTHS + 1) for number in range(first, last + 1)
        )

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.start <= day <= self.end

    def _key(self) -> tuple[date, int, int]:
        return self.end, -self.start.toordinal(), _ORDER.index(self.kind)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._key() < other._key()

    def __str__(self) -> str:
        return self.code


# A month's lights ask for the same few periods tens of thousands of times.


@lru_cache(maxsize=4096)
def _parsed(code: str) -> Period:
    try:
        return Period._parsed(code)  # noqa: SLF001 - its own
    except ValueError as wrong:
        msg = f"{code!r} is not the code of a period: 2016-06, 2016-01~02, 2016-Q2, 2016-H1"
        raise ValueError(msg) from wrong


@lru_cache(maxsize=4096)
def _code(period: Period) -> str:
    year, first, last = period.start.year, period.start.month, period.end.month
    return {
        Kind.MONTH: f"{year:04}-{first:02}",
        Kind.JOINT: f"{year:04}-{first:02}~{last:02}",
        Kind.QUARTER: f"{year:04}-Q{last // 3}",
        Kind.HALF: f"{year:04}-H{last // 6}",
        Kind.YEAR: f"{year:04}",
        Kind.CUSTOM: f"{period.start}~{period.end}",
    }[period.kind]


def months_of(year: int, january: January = "normal") -> tuple[Period, ...]:
    """Return the months a year is reported in.

    `exempt` leaves January out: February's running total covers both; `joint` makes the two one.
    """
    months = tuple(Period.month(year, month) for month in range(1, MONTHS + 1))
    if january == "joint":
        return (Period.joint(year), *months[2:])
    return months[1:] if january == "exempt" else months
