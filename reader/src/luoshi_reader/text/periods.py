"""Days, months, quarters, halves, years and decades, seen from a day of reference.

2010-01-29, 15年3月2日, 去年本月十日, 下下个季度, 2021年前两个季度, 上世纪90年代, 今年的最后3周.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from luoshi_reader.text.numbers import numeral

Grade = Literal["day", "month", "year", "span"]
_F: Final = "〇○零一二三四五六七八九"
_MONTH: Final = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY: Final = r"3[01]|[12][0-9]|0?[1-9]|三十一?|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_COUNT: Final = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}|几"
_YEARS_OFF: Final = {
    "大前年": -3, "前年": -2, "去年": -1, "上一年": -1, "上年": -1, "今年": 0, "本年": 0,
    "这一年": 0,     "当年": 0, "明年": 1, "来年": 1, "下一年": 1, "后年": 2, "大后年": 3,
}  # fmt: skip
_DAYS_OFF: Final = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "当日": 0, "当天": 0,
    "全天": 0, "现在": 0, "目前": 0, "最近": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_OFF: Final = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "下": 1, "下下": 2}
_ISO: Final = re.compile(
    r"(?<![0-9.])(?:(?P<y>[12][0-9]{3})([-./ ])(?P<m>1[0-2]|0?[1-9])\2"
    r"(?P<d>3[01]|[12][0-9]|0?[1-9])"
    r"|(?P<dd>3[01]|[12][0-9]|0?[1-9])([-./])(?P<mm>1[0-2]|0?[1-9])\6(?P<yy>[12][0-9]{3}|[0-9]{1,2})"
    r"|(?P<sy>[12][0-9]{3})(?P<sm>0[1-9]|1[0-2])(?P<sd>0[1-9]|[12][0-9]|3[01]))(?![0-9]|\.[0-9])"
)
_SHORT: Final = re.compile(r"(?<![0-9.])([12][0-9]{3})[.](0?[1-9]|1[0-2])(?![0-9.])")
_YEAR: Final = re.compile(
    rf"(?<![0-9.])(?P<full>[12][0-9]{{3}})(?= ?年|度)|(?P<hanzi>[一二][{_F}]{{3}})(?=年)"
    rf"|(?P<said>[一两二]千零?[一二三四五六七八九十百零]{{0,6}})(?=年)"
    rf"|(?<![0-9.])(?P<two>[0-9]{{2}}|(?<![{_F}])[{_F}]{{2}})(?= ?年(?!代|多|来|间|内|以[来内]))"
    rf"|(?P<near>{'|'.join(sorted(_YEARS_OFF, key=len, reverse=True))})"
)
_YEAR_WORD: Final = re.compile(" ?年度?")
_AFTER_YEAR: Final = re.compile(" ?(?:年度?)?(?:的| )?")
_IN_YEAR: Final = re.compile(
    rf"(?P<half>[上下前后]半年)|(?:第|前)?Q?(?P<quarter>[一二三四1-4])个?季度(?P<qturn>[初末底])?"
    rf"|前(?P<quarters>{_COUNT})个?季度|前(?P<months>{_COUNT})个?月|"
    rf"(?P<edge>最后|最後|前) ?(?P<n>{_COUNT}) ?(?P<unit>个?月|周|週|天|日)"
    rf"|第(?P<nth>{_COUNT})个月|(?P<month>{_MONTH})月份?|(?P<this>本月)"
    r"|(?P<turn>年?(?:底|末|初|伊始|中)(?![步级小高学国间]))"
)
#: 2 of 2—4月 leaves its unit to the other end.
_FROM_MONTH: Final = re.compile("(1[0-2]|0?[1-9])(?= ?[-—–~～至到]{1,2} ?(?:1[0-2]|0?[1-9])月)")
_MONTH_DAY: Final = re.compile("(?<![0-9.-])(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?![0-9.-])")
_FROM_QUARTER: Final = re.compile("前(?=[一二三四1-4]个?季度)")
_IN_MONTH: Final = re.compile(
    rf" ?(?:(?P<turn>月?(?:底|末|初|[上中下]旬)(?!步))|(?P<day>{_DAY})(?:[日号]"
    rf"|(?![0-9个.．万千百亿年月家项,，]))|前(?P<days>{_COUNT})天)"
)
_RELATIVE: Final = re.compile(
    r"(?P<which>上上|下下|[上下这本当])个?(?P<unit>月|季度|半年)(?![球份饼亮])(?P<turn>[初末底])?"
)
_DECADE: Final = re.compile(
    r"(?:(?P<last>上个?世纪|本世纪)|(?P<century>[0-9]{1,2}|[一二]?十[一二三四五六七八九]?)世纪)?"
    r"(?P<tens>[0-9]0|[二三四五六七八九]十)年代|(?P<whole>[0-9]{1,2}|[一二]?十[一二三四五六七八九]?)世纪"
)
_MANY_YEARS: Final = re.compile("今明两年|去今两年|今明后三年")
_YEAR_ALONE: Final = re.compile(
    r"(?<![0-9.A-Za-z])(19[5-9][0-9]|20[0-9]{2})(?![0-9.A-Za-z个万亿元家项人])"
)
#: A year of two figures below this one is of this century: 49 is 2049, 50 is 1950.
_PIVOT: Final = 50
_TWO: Final = 2
_MOST_DAYS: Final = 31
_MONTHS: Final = 12
_DAYS_OF_YEAR: Final = 365
_CENTURIES: Final = 29
_YEARS: Final = range(1000, 3000)

#: The last year of each five-year plan, by the name it goes by.
FIVE_YEARS: Final = {
    "十一五": 2010,
    "十二五": 2015,
    "十三五": 2020,
    "十四五": 2025,
    "十五五": 2030,
}


class Time(NamedTuple):
    """A stretch of days named at `start`..`end`: `first` inclusive to `until` exclusive.

    `open` tells that the text names no year, `turn` a loose part (底, 初, 中旬), `form` how the
    stretch is written: a date, a month, a year or `(first,until,length)`.
    """

    start: int
    end: int
    first: date
    until: date
    grade: Grade
    open: bool = False
    turn: str = ""
    printed: str = ""
    length: str = ""


_FIVE_YEARS: Final = re.compile(f"{'|'.join(FIVE_YEARS)}|第(十[一二三四五])个五年")


def five_years_named(text: str) -> int | None:
    """Return the last year of the first five-year plan a text names: 2025 of 第十四个五年."""
    found = _FIVE_YEARS.search(text)
    return FIVE_YEARS[f"{found[1]}五" if found[1] else found[0]] if found else None


def time_at(text: str, at: int, reference: date) -> Time | None:
    """Return the time whose words begin exactly at `at`, or None."""
    for read in _READERS:
        found = read(text, at, reference)
        if found is not None:
            return found
    return None


def count(printed: str) -> int:
    """Return a printed count; 几 is none."""
    value = numeral(printed.replace("几", "零"))
    return int(value) if value is not None else 0


def day(at: int, end: int, year: int, month: int, of_month: int, *, open_: bool = False) -> Time:
    """Return one day; the 29th of February of a common year is its 28th, told as printed."""
    clipped = date(year, month, min(of_month, monthrange(year, month)[1]))
    shown = f"{'XXXX' if open_ else year:>04}-{month:02}-{of_month:02}"
    return Time(at, end, clipped, clipped + timedelta(1), "day", open_, "", shown)


def month_of(at: int, end: int, year: int, month: int, *, open_: bool = False) -> Time:
    """Return one month."""
    shown = f"{'XXXX' if open_ else year:>04}-{month:02}"
    return Time(
        at,
        end,
        date(year, month, 1),
        add_months(date(year, month, 1), 1),
        "month",
        open_,
        "",
        shown,
    )


def add_months(on: date, months: int) -> date:
    """Return the same day so many months on, the last day of a shorter month."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def _spanned(at: int, end: int, first: date, months: int) -> Time:
    length = f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"
    return Time(at, end, first, add_months(first, months), "span", length=length)


def _numeric(text: str, at: int, reference: date) -> Time | None:
    match = _ISO.match(text, at)
    if match is None:
        if near := _MONTH_DAY.match(text, at):
            month, on = int(near[1]), int(near[2])
            return day(at, near.end(), reference.year, month, on, open_=True)
        short = _SHORT.match(text, at)
        return month_of(at, short.end(), int(short[1]), int(short[2])) if short else None
    if match["dd"] is None:
        parts = (match["y"] or match["sy"], match["m"] or match["sm"], match["d"] or match["sd"])
        year, month, of_month = map(int, parts)
    elif (
        len(match["yy"]) <= _TWO
        and len(match["dd"]) == _TWO
        and int(match["yy"]) <= _MOST_DAYS
        and match[6] != "/"
    ):
        year, month, of_month = _full(match["dd"]), int(match["mm"]), int(match["yy"] or 1)
    else:
        year, month, of_month = _full(match["yy"]), int(match["mm"]), int(match["dd"])
    return day(at, match.end(), year, month, of_month or 1)


def _full(printed: str) -> int:
    value = int(printed)
    if len(printed) > _TWO:
        return value
    return value + (2000 if value < _PIVOT else 1900)


def _decade(text: str, at: int, reference: date) -> Time | None:
    match = _DECADE.match(text, at)
    if match is None:
        return None
    if match["whole"]:
        century = count(match["whole"])
        if not 1 < century <= _CENTURIES:
            return None
        return _spanned(at, match.end(), date(century * 100 - 100, 1, 1), 1200)
    known = match["last"] or match["century"]
    base = reference.year // 100 * 100 - (100 if not (match["last"] or "").startswith("本") else 0)
    if match["century"]:
        base = count(match["century"]) * 100 - 100
    if base not in _YEARS:
        return None
    found = _spanned(at, match.end(), date(base + count(match["tens"]), 1, 1), 120)
    if known:
        return found
    tens = count(match["tens"])
    shown = f"(XX{tens:02}-01-01,XX{(tens + 10) % 100:02}-01-01,P10Y)"
    return found._replace(open=True, printed=shown)


def _year(text: str, at: int, reference: date) -> Time | None:
    match = _YEAR.match(text, at)
    if match is None:
        return None
    if match["near"]:
        year, end = reference.year + _YEARS_OFF[match["near"]], match.end()
    else:
        printed = match["full"] or match["hanzi"] or match["two"] or match["said"]
        value = numeral(printed)
        if value is None:
            return None
        year = _full(f"{int(value):02}") if match["two"] else int(value)
        after = _YEAR_WORD.match(text, match.end())
        end = after.end() if after else match.end()
    if year not in _YEARS:
        return None
    inside = _AFTER_YEAR.match(text, end)
    behind = inside.end() if inside else end
    return _in_year(text, at, behind, year, reference) or Time(
        at, end, date(year, 1, 1), date(year + 1, 1, 1), "year", printed=str(year)
    )


def _in_year(
    text: str, at: int, behind: int, year: int, reference: date, *, open_: bool = False
) -> Time | None:
    """Read what stands in a year: 上半年, 第三季度, 前两个月, 5月3日, 年底."""
    if spread := _FROM_MONTH.match(text, behind):
        return month_of(at, spread.end(), year, int(spread[1]), open_=open_)
    match = _IN_YEAR.match(text, behind)
    if match is None:
        return None
    part = _part_of_year(text, at, match, year)
    if part is not None:
        return part if part.until > part.first else None
    month = match["nth"] or match["month"]
    of_year = count(month) if month else reference.month
    if match["edge"] or not 1 <= of_year <= _MONTHS:
        return None
    if match["turn"]:
        turn = "年" + match["turn"].removeprefix("年")
        whole = date(year, 1, 1), date(year + 1, 1, 1)
        return Time(at, match.end(), *whole, "year", open_, turn, str(year))
    return _in_month(text, month_of(at, match.end(), year, of_year, open_=open_))


def _part_of_year(text: str, at: int, match: re.Match[str], year: int) -> Time | None:
    """Read halves, quarters and the first or last so many months; none of them is empty."""
    end, new_year = match.end(), date(year, 1, 1)
    if match["half"]:
        return _spanned(at, end, date(year, 7 if match["half"][0] in "下后" else 1, 1), 6)
    if match["quarter"]:
        number = count(match["quarter"])
        if _FROM_QUARTER.match(text, match.start()):
            return _spanned(at, end, new_year, number * 3)
        turn = "季" + match["qturn"] if match["qturn"] else ""
        return _spanned(at, end, date(year, number * 3 - 2, 1), 3)._replace(turn=turn)
    if several := match["quarters"] or match["months"]:
        months = count(several) * (3 if match["quarters"] else 1)
        return _spanned(at, end, new_year, months if months <= _MONTHS else 0)
    return _edge(at, match, year) if match["edge"] else None


def _edge(at: int, match: re.Match[str], year: int) -> Time | None:
    """Read 最后3周 and 前10天 of a year."""
    number, unit = count(match["n"]), match["unit"]
    new_year, next_year = date(year, 1, 1), date(year + 1, 1, 1)
    if unit.endswith("月"):
        first = add_months(next_year, -number) if match["edge"] != "前" else new_year
        return _spanned(at, match.end(), first, number)
    days = number * (7 if unit in "周週" else 1)
    if not 0 < days <= _DAYS_OF_YEAR:
        return None
    first = new_year
    if match["edge"] != "前":
        last = next_year if unit not in "周週" else _monday(next_year - timedelta(1))
        first = last - timedelta(days)
    length = f"P{number}{'W' if unit in '周週' else 'D'}"
    return Time(at, match.end(), first, first + timedelta(days), "span", length=length)


def _monday(on: date) -> date:
    return on - timedelta(on.weekday())


def _in_month(text: str, month: Time) -> Time:
    """Read what stands in a month: 15号, 底, 中旬, 前两天."""
    match = _IN_MONTH.match(text, month.end)
    if match is None:
        return month
    if match["turn"]:
        return month._replace(end=match.end(), turn="月" + match["turn"].removeprefix("月"))
    if match["days"]:
        until = month.first + timedelta(count(match["days"]))
        return month._replace(end=match.end(), until=until, grade="span")
    year, of_year = month.first.year, month.first.month
    return day(month.start, match.end(), year, of_year, count(match["day"]), open_=month.open)


def _undated(text: str, at: int, reference: date) -> Time | None:
    if text[at - 1 : at] and text[at - 1] in "个0123456789.前第每":
        return None
    found = _in_year(text, at, at, reference.year, reference, open_=True)
    if found is None or (
        found.printed == "" and text[at] in "前最第本" and "季度" not in text[at : found.end]
    ):
        return None
    return None if found.grade == "year" and text[at] != "年" else found


def _relative(text: str, at: int, reference: date) -> Time | None:
    match = _RELATIVE.match(text, at)
    if match is None:
        for word, off in _DAYS_OFF.items():
            if text.startswith(word, at):
                on = reference + timedelta(off)
                if word == "最近" and len(text) > at + 2 and re.match(f"{_COUNT}", text[at + 2 :]):
                    return None
                return day(at, at + len(word), on.year, on.month, on.day)
        return None
    off, first = _OFF[match["which"]], reference.replace(day=1)
    if match["unit"] == "月":
        on = add_months(first, off)
        month = month_of(at, match.end(), on.year, on.month)
        if match["turn"]:
            return month._replace(turn="月" + match["turn"])
        return _in_month(text, month)
    size = 3 if match["unit"] == "季度" else 6
    begin = date(reference.year, (reference.month - 1) // size * size + 1, 1)
    turn = "季" + match["turn"] if match["turn"] else ""
    return _spanned(at, match.end(), add_months(begin, off * size), size)._replace(turn=turn)


def _many(text: str, at: int, reference: date) -> Time | None:
    match = _MANY_YEARS.match(text, at)
    if match is None:
        return None
    first = reference.year - (1 if match[0].startswith("去") else 0)
    return _spanned(at, match.end(), date(first, 1, 1), 36 if "三" in match[0] else 24)


def bare_year(text: str, at: int, _reference: date) -> Time | None:
    """Return a year that stands without 年: 从2016到2018."""
    match = _YEAR_ALONE.match(text, at)
    if match is None:
        return None
    year = int(match[1])
    return Time(at, match.end(), date(year, 1, 1), date(year + 1, 1, 1), "year", printed=match[1])


_READERS: Final[tuple[Callable[[str, int, date], Time | None], ...]] = (
    _numeric, _decade, _many, _year, _relative, _undated,
)  # fmt: skip
