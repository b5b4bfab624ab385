"""How a printed name is compared, and which days are worked: pure, no database.

A key is a name without blanks, province prefix and 政府: 省财政厅, 河南省财政厅 and (after
省工业和信息化委、) 财政厅 have one key; so have 郑州市, 郑州市政府 and 郑州市人民政府.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_BRACKETS: Final = str.maketrans("()", "（）")
_HEADS: Final = ("河南省", "我省", "省")
_TAILS: Final = ("人民政府", "政府", "管理委员会", "管委会")
_TERRITORY: Final = frozenset("市县区")
_NOT_AFTER_HEAD: Final = ("辖", "直")  # 省辖市, 省直管县: the 省 belongs to the word
_SHORTEST: Final = 2

PROVINCE_KEY: Final = "省"
"""The key of the province itself (省政府, 河南省人民政府)."""


def printed(name: str) -> str:
    """Return a name as it was meant: without the blanks of a broken line, one kind of bracket."""
    return re.sub(r"\s+", "", name).translate(_BRACKETS)


def key_of(name: str) -> str:
    """Return the key of a name.

    省工业和信息化委 gives 工业和信息化委; 濮阳市政府 gives 濮阳市; 省政府 gives 省.
    """
    key = printed(name)
    for head in _HEADS:
        rest = key.removeprefix(head)
        if rest != key and not rest.startswith(_NOT_AFTER_HEAD):
            key = rest
            break
    for tail in _TAILS:
        if key.endswith(tail):
            key = key.removesuffix(tail)
            break
    return key or PROVINCE_KEY


def bare(key: str) -> str:
    """Return a territory's key without its last sign, if that leaves a name: 郑州市 gives 郑州."""
    return key[:-1] if key[-1] in _TERRITORY and len(key) > _SHORTEST else ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group that a plan names instead of bodies: which kinds, and whether all of them."""

    kinds: tuple[str, ...]
    every: bool


_KINDS: Final = (
    ("省直管县（市）", "direct"),
    ("省直管县市", "direct"),
    ("省直管县", "direct"),
    ("县（市、区）", "county"),
    ("县（市）", "county"),
    ("县市区", "county"),
    ("县区", "county"),
    ("省辖市", "city"),
    ("设区市", "city"),
    ("地市", "city"),
    ("开发区", "park"),
    ("产业集聚区", "park"),
    ("部门", "department"),
    ("单位", "department"),
    ("市", "city"),
    ("县", "county"),
    ("区", "county"),
)
_KIND: Final = "|".join(re.escape(word) for word, _ in _KINDS)
_GROUP: Final = re.compile(
    r"(?P<which>各有关|各相关|有关|相关|全省各|各)?(?P<province>河南省|全省|省)?"
    rf"(?P<kinds>(?:{_KIND})(?:[、和及，]?(?:{_KIND}))*)(?:级)?(?:人民政府|政府|管委会)?"
)


def group_of(name: str) -> Group | None:
    """Return the group a name stands for, or nothing when it names a body.

    有关省辖市、县（市、区）政府 gives cities and counties, not all of them;
    各省辖市、省直管县（市）政府 gives all cities and all counties directly under the province.
    """
    found = _GROUP.fullmatch(printed(name))
    if found is None:
        return None
    words = re.findall(_KIND, found["kinds"])
    by_word = dict(_KINDS)
    if found["which"] is None and all(len(word) == 1 for word in words):
        return None
    kinds = tuple(dict.fromkeys(by_word[word] for word in words))
    return Group(kinds, every=found["which"] in {"各", "全省各"})


#: The clock by which a day ends, wherever the server stands (GOV-10).
OFFICE: Final = ZoneInfo("Asia/Shanghai")
_SATURDAY: Final = 5
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked: the week, and the days that are otherwise (`exceptions`).

    Nothing fails for want of a year: an unknown one has only its weekends, and `knows` says so.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year have been entered."""
        return any(day.year == year for day in self.exceptions)

    def is_working(self, day: date) -> bool:
        """Whether a day is worked."""
        return self.exceptions.get(day, day.weekday() < _SATURDAY)

    def next_working(self, day: date) -> date:
        """Return the day itself if it is worked, otherwise the first after it that is."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add_working(self, day: date, count: int) -> date:
        """Return the day that is `count` working days later; for nought the next working day."""
        day = self.next_working(day) if count == 0 else day
        for _ in range(count):
            day = self.next_working(day + timedelta(days=1))
        return day

    def due_on(self, end: date, day: int, *, months: int = 1) -> date:
        """Return the due day of a period that ends on `end`: by the 5th of the month after.

        `months` says how many months after that of the end; in a short month the last day counts
        for a later one; a day off puts it to the next working day (GOV-10).
        """
        number = end.year * _MONTHS + end.month - 1 + months
        year, month = number // _MONTHS, number % _MONTHS + 1
        last = calendar.monthrange(year, month)[1]
        return self.next_working(date(year, month, min(day, last)))


def cut_off(day: date) -> datetime:
    """Return the moment from which what is due on a day is late: 24:00 by the office's clock."""
    return datetime.combine(day + timedelta(days=1), time(), OFFICE)
