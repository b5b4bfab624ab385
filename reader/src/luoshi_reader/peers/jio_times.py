"""Short texts that name one time, told as JioNLP tells them: first and last second."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any, Final

from luoshi_reader.peers.times import found
from luoshi_reader.text.periods import Time, add_months
from luoshi_reader.text.spans import Mention, Stretch

Row = dict[str, Any]
_ENDLESS: Final = "inf"
#: How long the loose parts last: months of a year, months of a quarter, days of a month.
_TURNS: Final = {
    "年初": (0, 2),
    "年伊始": (0, 1),
    **dict.fromkeys(("年底", "年末"), (10, 12)),
    "季初": (0, 1),
    **dict.fromkeys(("季末", "季底"), (2, 3)),
}
_DAYS: Final = {
    "月初": (1, 5),
    "月上旬": (1, 10),
    "月中旬": (11, 20),
    "月下旬": (21, 31),
    **dict.fromkeys(("月底", "月末"), (25, 31)),
}


def extracted(row: Row) -> Row:
    """Answer with the times of a sentence, offsets only."""
    folded, _, times = found(row)
    spans = [
        folded.back(one.start, one.end)
        for one in times
        if not isinstance(one, Stretch) or one.way or one.bound
    ]
    return {"entities": [{"start": span.start, "end": span.end} for span in spans]}


def parsed(row: Row) -> Row:
    """Answer with the first and the last second of the time that a text names."""
    _, on, times = found(row)
    now = (
        datetime.fromisoformat(row["reference"])
        if row.get("reference")
        else datetime.combine(on, datetime.min.time())
    )
    if not times:
        return {"value": None}
    one = times[0]
    if isinstance(one, Stretch):
        return {"value": _stretch(one, now)}
    return {
        "value": _mention(
            one, now, row["input"], future=bool((row.get("options") or {}).get("ret_future"))
        )
    }


def _mention(one: Mention, now: datetime, text: str, *, future: bool) -> list[str]:
    if "现在" in text and one.other is None and one.one.first == now.date():
        return [_second(now)] * 2
    first, last = bounds(one.one)
    if future and one.one.open and last < now.date():
        first, last = add_months(first, 12), add_months(last, 12)
    if one.other is not None:
        if text.endswith(("现在", "目前", "今天")):
            return [_begin(first), _second(now)]
        return [_begin(first), _close(bounds(one.other)[1])]
    if one.bound in {"before", "until"}:
        return [_second(now), _close(last)]
    if one.bound == "after":
        return [_begin(last + timedelta(1)), _ENDLESS]
    if one.bound == "since":
        return [_begin(first), _second(now)]
    return [_begin(first), _close(last)]


def bounds(time: Time) -> tuple[date, date]:
    """Return the first and the last day, loose parts taken as JioNLP takes them."""
    first, last = time.first, time.until - timedelta(1)
    if months := _TURNS.get(time.turn):
        return add_months(first, months[0]), add_months(first, months[1]) - timedelta(1)
    if days := _DAYS.get(time.turn):
        most = monthrange(first.year, first.month)[1]
        return first.replace(day=days[0]), first.replace(day=min(days[1], most))
    return first, last


def _stretch(one: Stretch, now: datetime) -> list[str] | None:
    on = now.date()
    only_days = bool(one.days) and not (one.years or one.months)
    if one.way < 0:
        begin = one.moved(on, -1)
        since = (
            datetime.combine(begin, now.time())
            if only_days
            else datetime.combine(begin, datetime.min.time())
        )
        return [_second(since), _second(now)]
    if one.bound == "before" and one.years and one.more:
        more = 10 ** (len(str(int(one.years))) - 1)
        low, high = (on.year - int(one.years) - more, on.year - int(one.years))
        return [_begin(date(low, 1, 1)), _close(date(high, 12, 31))]
    if one.bound == "after" or one.passed:
        to = one.moved(on, 1)
        if one.months and one.more:
            to = to.replace(day=1)
        if one.years:
            to = to.replace(month=1, day=1)
        return [_begin(to), _ENDLESS]
    if one.bound == "since":
        return [
            _begin(one.moved(on, -1).replace(day=1) if one.months else one.moved(on, -1)),
            _second(now),
        ]
    if one.way > 0 and only_days and not one.inside:
        return [_second(now), _second(datetime.combine(one.moved(on, 1), now.time()))]
    if one.way > 0:
        days = one.years * 365 + one.months * 30 + one.weeks * 7 + one.days
        return [_second(now), _close(on + timedelta(min(int(days), 99999)))]
    if one.inside:
        return [_second(now), _close(one.moved(on, 1))]
    return None


def _second(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S")


def _begin(on: date) -> str:
    return f"{on} 00:00:00"


def _close(on: date) -> str:
    return f"{on} 23:59:59"
