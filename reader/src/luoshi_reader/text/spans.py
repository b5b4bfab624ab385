"""Times in running text: single ones, spans from one to another, and stretches counted from today.

A mention keeps both ends of a span and the words that bound it, so that each reader of it may
count the last day in or out as its own rules say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from luoshi_reader.text.numbers import number_at
from luoshi_reader.text.periods import Time, add_months, bare_year, time_at

Bound = Literal["", "before", "until", "after", "since"]
_HANZI: Final = "〇○零一二三四五六七八九十两几半"
_START: Final = re.compile(
    rf"(?<!马)[0-9{_HANZI}上下前后大去今明来当本这昨全现目最年过近未接Q第＝=]"
)
_BAR: Final = re.compile(" ?(?:[-—–~～]{1,2}|到|至|和|与|起至) ?")
_TO: Final = re.compile(" ?(?:[-—–~～]{1,2}|到|至|起至) ?")
_MIDST: Final = re.compile(" ?(?:之间|期间|间(?![隔接断谍歇]))")
_LEAD: Final = re.compile("(截止到|截至到|截止|截至|自从|从|自)$")
_TAIL: Final = re.compile(
    " ?(?:(?P<until>[或及][之以]前|止)|(?P<before>[之以]前|前(?![两三几一二四五六0-9十]))"
    "|(?P<since>[或及][之以]后|起|开始|以来)|(?P<after>[之以]后|后(?![半来年])))"
)
_DAY_ONLY: Final = re.compile(
    "(3[01]|[12][0-9]|0?[1-9]|三十一?|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]?"
)
_NEXT_DAY: Final = re.compile("[，、,] ?(?=[0-9一二三十]{1,3}[日号])")
_ROUND: Final = re.compile("过去|最近|近|未来|今后|接下来|此后|前|后|上|下|过")
_UNIT: Final = re.compile(" ?(年|个?季度|个?月|个?星期|周|週|天|日)(半)?(?![度级岁初底代])")
_UNIT_OF: Final = {
    "年": "Y",
    "季度": "M",
    "月": "M",
    "星期": "W",
    "周": "W",
    "週": "W",
    "天": "D",
    "日": "D",
}
_INSIDE: Final = re.compile("以?[内里]|之内|间")
_BEHIND: Final = re.compile("(?P<since>以?来)|(?P<before>[之以]?前)|(?P<after>[之以]?后)")
_AND: Final = re.compile("又|零|加")
_WHEN: Final = {"过去": -1, "最近": -1, "近": -1, "前": -1, "上": -1}
_NOT_BEHIND: Final = frozenset("第0123456789零年")
_MOST: Final = 5000
_FOUR: Final = 4
_TWO: Final = 2
_IP: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3,}|[0-9]{9,}")


#: How a year begins that is printed in full.
_NAMED_YEAR: Final = re.compile(
    r"(?<![0-9.])(?:(?:19|20|21)[0-9]{2}(?=[ 年./—–~～至到-])"
    r"|[一二][〇○零一二三四五六七八九]{3}(?=年))"
)
#: No time that prints its year is counted from a day.
_ANY_DAY: Final = date(2000, 1, 1)


class Stretch(NamedTuple):
    """A count of years, months, weeks and days at `start`..`end`.

    `way` is -1 for back, 1 for on, 0 for neither.
    """

    start: int
    end: int
    years: Decimal
    months: Decimal
    weeks: Decimal
    days: Decimal
    way: int = 0
    inside: bool = False
    bound: Bound = ""
    more: bool = False
    #: 过两天: once so much has passed.
    passed: bool = False

    def moved(self, reference: date, way: int) -> date:
        """Return the day so far from the reference."""
        months = int(self.years * 12 + self.months)
        odd = (self.years * 12 + self.months - months) * 30
        days = int(self.weeks * 7 + self.days + odd)
        return add_months(reference, way * months) + timedelta(way * min(days, 99999))

    @property
    def length(self) -> str:
        """The length as ISO 8601 writes it: P1M2D, P3.5Y."""
        parts = ((self.years, "Y"), (self.months, "M"), (self.weeks, "W"), (self.days, "D"))
        return "P" + "".join(f"{value.normalize():f}{unit}" for value, unit in parts if value)


class Mention(NamedTuple):
    """A time, or a span from `one` to `other`; `core` is where the words without bounds lie."""

    start: int
    end: int
    one: Time
    other: Time | None
    bound: Bound
    core: tuple[int, int]


def mentions(text: str, reference: date) -> Iterator[Mention | Stretch]:
    """Yield every time and stretch of a text in order."""
    at = 0
    while match := _START.search(text, at):
        start = match.start()
        if noise := _IP.match(text, start):
            known = time_at(text, start, reference)
            at = known.end if known else noise.end()
            if known is None:
                continue
        found: Mention | Stretch | None = stretch_at(text, start) or _mention(
            text, start, reference
        )
        if found is not None:
            yield found
            at = found.end
            continue
        number = number_at(text, start) if match[0] not in "前后上下" else None
        at = max(match.end(), number.end if number is not None else 0)


def years_named(text: str) -> Iterator[Mention]:
    """Yield the times that print their year: 2016年上半年, 2025—2027年, 二〇二五年二月."""
    at = 0
    while match := _NAMED_YEAR.search(text, at):
        found = _mention(text, match.start(), _ANY_DAY)
        if found is None or not _prints_year(text, found):
            at = match.end()
            continue
        yield found
        at = found.end


def _prints_year(text: str, found: Mention) -> bool:
    """Whether 年 or a whole date is printed: 2000-2050平方米 is none."""
    return text.find("年", *found.core) >= 0 or found.one.grade == "day"


def stretch_at(text: str, at: int) -> Stretch | None:
    """Return the stretch that begins exactly at `at`: 两年, 近30天, 未来5年内, 两天又一个月."""
    lead = _ROUND.match(text, at)
    way = _WHEN.get(lead[0], 1) if lead else 0
    here = lead.end() if lead else at
    if not lead and text[at - 1 : at] in _NOT_BEHIND and at:
        return None
    if lead and lead[0] in "上下前后" and text.startswith(("半", "一"), here):
        return None
    counts: dict[str, Decimal] = dict.fromkeys("YMWD", Decimal(0))
    more, end = False, here
    while (part := _counted(text, end, plain=lead is None)) is not None:
        end, value, unit, rough = part
        counts[unit] += value
        more = more or rough
        joint = _AND.match(text, end)
        if joint is None or _counted(text, joint.end(), plain=lead is None) is None:
            break
        end = joint.end()
    if end == here:
        return None
    inside = _INSIDE.match(text, end)
    end = inside.end() if inside else end
    found = Stretch(at, end, counts["Y"], counts["M"], counts["W"], counts["D"], way, bool(inside))
    if lead is None and (behind := _BEHIND.match(text, end)):
        bound: Bound = next(k for k in ("since", "before", "after") if behind[k])
        found = found._replace(end=behind.end(), bound=bound)
    return found._replace(more=more, passed=lead is not None and lead[0] == "过")


def _counted(text: str, at: int, *, plain: bool) -> tuple[int, Decimal, str, bool] | None:
    """Read one count and its unit; 5月 and 08年 belong to the calendar."""
    if half := re.compile("半个?(年|月|天)").match(text, at):
        return half.end(), Decimal("0.5"), _UNIT_OF[half[1]], False
    few = text.startswith("几", at)
    number = number_at(text, at) if not few else None
    if number is None and not few:
        return None
    end = number.end if number is not None else at + 1
    loose = text.startswith("个多", end)
    half_more = text.startswith("个半", end)
    unit = _UNIT.match(text, end + 2 if half_more or loose else end)
    if unit is None:
        return None
    name = unit[1].removeprefix("个")
    digits = text[at:end]
    calendar = (
        (name == "月" and not unit[1].startswith("个") and not half_more and not loose)
        or (name == "日" and not _INSIDE.match(text, unit.end()))
        or (name == "年" and _is_year(text, digits, unit.end()))
        or unit[1] == "季度"
        or (name == "年" and len(digits) > 1 and digits.strip("〇○零一二三四五六七八九") == "")
        or (name == "年" and digits[:1] in "二两一" and digits[1:2] == "千")
    )
    if (plain and calendar) or (
        number is not None and (number.scale or number.value < 0 or number.value > _MOST)
    ):
        return None
    value = number.whole if number is not None else Decimal(3)
    if half_more or unit[2]:
        value += Decimal("0.5")
    if name == "季度":
        value *= 3
    return unit.end(), value, _UNIT_OF[name], few or loose or (number is not None and number.more)


def _is_year(text: str, digits: str, end: int) -> bool:
    """Whether digits before 年 name a year: 2015年前, 07年以后, 24年, but 20年后 counts."""
    if not digits.isdecimal():
        return False
    four = len(digits) == _FOUR or digits.startswith("0")
    return four or (len(digits) == _TWO and not _YEARS.match(text, end))


_YEARS: Final = re.compile("以?内|之?[后前]|以[来后前]|多|间")


def _mention(text: str, at: int, reference: date) -> Mention | None:
    """Read a time with what bounds it, or a span of two."""
    if text[at] in "=＝":
        one = bare_year(text, at + 1 + (text[at + 1 : at + 2] == " "), reference)
        return Mention(at, one.end, one, None, "", (at, one.end)) if one else None
    one = time_at(text, at, reference) or bare_year(text, at, reference)
    if one is None:
        return None
    lead = _LEAD.search(text[max(0, at - 3) : at])
    start = at - (len(lead[1]) if lead else 0)
    begun = one.end + (
        text[one.end : one.end + 1] == "起" and _TO.match(text, one.end + 1) is not None
    )
    if span := _spanning(text, start, one, begun, reference):
        return span
    tail = _TAIL.match(text, one.end)
    bound: Bound = ""
    end = one.end
    if tail is not None:
        end = tail.end()
        bound = next(k for k in ("until", "before", "since", "after") if tail[k])
    elif lead and lead[1].startswith("截"):
        bound = "before"
    elif lead and lead[1] == "自从":
        bound = "since"
    if (lead and not bound) or (lead and lead[1] == "从" and not text.startswith("开始", end - 2)):
        start = at
    return Mention(start, end, one, None, bound, (at, one.end))


def _spanning(text: str, start: int, one: Time, end: int, reference: date) -> Mention | None:
    if one.grade == "day" and (last := _last_of_days(text, one)) is not None:
        return Mention(start, last.end, one, last, "", (one.start, last.end))
    bar = _BAR.match(text, end)
    if bar is None:
        return None
    other = time_at(text, bar.end(), reference)
    if other is None and one.grade == "day" and (day := _DAY_ONLY.match(text, bar.end())):
        named = day[0][-1] in "日号" or one.end < end
        other = _same_month(one, bar.end(), day) if named else None
    if other is None and one.grade == "year":
        other = bare_year(text, bar.end(), reference)
    if other is None:
        return None
    midst = _MIDST.match(text, other.end)
    if midst is None and _TO.fullmatch(bar[0]) is None:
        return None
    if other.open and not one.open and one.grade != "year":
        other = _moved(other, one.first.year)
    if other.first < one.first and other.open:
        other = _moved(other, one.first.year + 1)
    if other.first < one.first:
        return None
    stop = midst.end() if midst else other.end
    stop += text.startswith("止", stop)
    return Mention(start, stop, one, other, "", (one.start, other.end))


def _last_of_days(text: str, one: Time) -> Time | None:
    """Return the last of days listed one after the other: 9月10号，11号，12号."""
    other, here = None, one.end
    expected = one.first
    while match := _NEXT_DAY.match(text, here):
        day = _DAY_ONLY.match(text, match.end())
        expected += timedelta(1)
        other = _same_month(one, match.end(), day) if day else None
        if other is None or other.first != expected:
            return None
        here = other.end
    return other


def _same_month(one: Time, at: int, match: re.Match[str]) -> Time | None:
    shown = one.printed[:8] if one.printed else f"{one.first:%Y-%m-}"
    whole = time_at(f"{one.first.year}年{one.first.month}月{match[0]}", 0, one.first)
    if whole is None:
        return None
    return whole._replace(
        start=at, end=match.end(), open=one.open, printed=f"{shown}{whole.first.day:02}"
    )


def _moved(time: Time, year: int) -> Time:
    months = (year - time.first.year) * 12
    return time._replace(first=add_months(time.first, months), until=add_months(time.until, months))
