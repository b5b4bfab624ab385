"""Times found in a sentence, told as Recognizers-Text tells them: TIMEX and spans of days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from luoshi_reader.peers.views import entity, view
from luoshi_reader.text.folding import Folded
from luoshi_reader.text.periods import Time, add_months
from luoshi_reader.text.spans import Mention, Stretch, mentions

Row = dict[str, Any]
#: Any day serves where a row has no reference.
_ANY: Final = "2017-01-01"
_SIMPLE: Final = str.maketrans("後週", "后周")


def found(row: Row) -> tuple[Folded, date, list[Mention | Stretch]]:
    """Return the view of a row, its day of reference and its times."""
    folded = view(row["input"])
    folded = folded._replace(text=folded.text.translate(_SIMPLE))
    on = datetime.fromisoformat(row.get("reference") or _ANY).date()
    return folded, on, list(mentions(folded.text, on))


def dates(row: Row) -> Row:
    """Answer with single days."""
    folded, _, times = found(row)
    days = (one for one in times if isinstance(one, Mention))
    return {
        "entities": [
            entity(folded, *one.core, timex=_timex(one))
            for one in days
            if one.other is None and one.one.grade == "day"
        ]
    }


def periods(row: Row) -> Row:
    """Answer with months, years and spans, without the words that bound them."""
    folded, on, times = found(row)
    answers = []
    for one in times:
        if isinstance(one, Stretch):
            if one.way:
                answers.append(entity(folded, one.start, one.end, timex=_away(one, on)))
        elif one.other is not None:
            answers.append(entity(folded, one.start, one.end, timex=_timex(one)))
        elif one.one.grade != "day":
            answers.append(entity(folded, *one.core, timex=_timex(one)))
    return {"entities": answers}


def durations(row: Row) -> Row:
    """Answer with counts of years, months and days."""
    folded, _, times = found(row)
    return {
        "entities": [
            entity(folded, one.start, one.end, timex=one.length)
            for one in times
            if isinstance(one, Stretch) and not one.way
        ]
    }


def everything(row: Row) -> Row:
    """Answer with all of them, each with the words that bound it."""
    folded, on, times = found(row)
    return {
        "entities": [
            entity(
                folded,
                one.start,
                one.end,
                timex=_timex(one) if isinstance(one, Mention) else _away(one, on),
            )
            for one in times
        ]
    }


def _away(one: Stretch, on: date) -> str:
    if not one.way:
        return one.length
    ends = sorted((on, one.moved(on, one.way)))
    return f"({ends[0]},{ends[1]},{one.length})"


def _timex(one: Mention) -> str:
    first, other = one.one, one.other
    if other is None:
        return first.printed or f"({first.first},{first.until},{first.length})"
    return f"({_shown(first)},{_shown(other)},{_length(first, other)})"


def _shown(time: Time) -> str:
    shown = str(time.first)
    return "XXXX" + shown[4:] if time.open else shown


def _length(one: Time, other: Time) -> str:
    months = (other.first.year - one.first.year) * 12 + other.first.month - one.first.month
    if one.grade == "day" or other.grade == "day":
        return f"P{(other.first - one.first).days}D"
    if add_months(one.first, months) == other.first and one.grade == "month":
        return f"P{months}M"
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"
