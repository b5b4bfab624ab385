"""Sums of money: 15元, 五元三毛, 人民币 8千元, 1万(含)-5万元, 三五百块, 3000多欧元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from luoshi_reader.lexicon.currencies import CODES, PARTS
from luoshi_reader.lexicon.words import alternation
from luoshi_reader.text.numbers import Number, number_at, power

_HANZI: Final = "一二三四五六七八九十百千万亿两兩零〇半壹贰貳叁肆伍陆柒捌玖拾佰仟"
_START: Final = re.compile(rf"[-−负]?(?:(?<![A-Za-z0-9.])[0-9]|(?<![第{_HANZI}点])[{_HANZI}])")
#: 元旦, 块状, 角度 are words; 五角大楼 is a house.
_CURRENCY: Final = re.compile(
    rf" {{0,3}}个?({alternation(CODES)})(?![旦月素件年宵状根]|地(?!区|方)|大楼|落|色)"
)
_PART: Final = re.compile(rf" ?({alternation(PARTS)})(?![钟之行布析配别为开局工头手期数度])")
_AND: Final = re.compile(" ?[又零]? ?")
_LEAD: Final = re.compile(rf"(?:{alternation(CODES)})[ 　]{{0,3}}$")
_LONGEST_LEAD: Final = max(map(len, CODES)) + 3
#: Names of a unit that any currency may have.
_ANY: Final = frozenset(("", "元", "块", "圆", "块钱", "元钱"))
_BAR: Final = re.compile(" ?(?:[-—–~～−]{1,2}|至|到) ?")
_INCLUDED: Final = re.compile("[（(]不?含[）)]")
_SEEMLY: Final = re.compile("[整正](?![个理体年月式在数常天合治])")
_THOUSANDS: Final = re.compile("[kK](?![A-Za-z])")
_SIDE_BY_SIDE: Final = re.compile(
    "([一二两三四五六七八])([二三四五六七八九])([十百千]?)(?=([万亿]{0,2}))"
)
_FIGURES: Final = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS: Final = {"": 1, "十": 10, "百": 100, "千": 1000}


class Money(NamedTuple):
    """A sum at `start`..`end`, counted out in whole units of `currency` (ISO 4217).

    `value_to` is the upper end of a span, printed (1万元—5万元) or meant (3000多, 三五百).
    """

    start: int
    end: int
    value: Decimal
    value_to: Decimal | None
    currency: str


class _Amount(NamedTuple):
    end: int
    low: Decimal
    high: Decimal | None
    scale: str
    #: 10, 100 or 1000 where a single figure before a span shares it: 两至三百.
    tens: int = 1


def sums(text: str) -> Iterator[Money]:
    """Yield the sums of money of a text in order; a number without a currency is none."""
    at = 0
    while match := _START.search(text, at):
        found = money_at_number(text, match.start())
        if found is not None:
            yield found
            at = found.end
            continue
        number = number_at(text, match.start())
        at = max(match.end(), number.end if number is not None else 0)


def money_at(text: str, at: int) -> bool:
    """Whether a currency is printed at `at`."""
    return _CURRENCY.match(text, at) is not None


def money_at_number(text: str, at: int) -> Money | None:
    """Return the sum whose number begins exactly at `at`, or None."""
    first = _amount(text, at)
    if first is None:
        return None
    end, currency = _named(text, first.end)
    begin, lead = _led(text, at)
    included = _INCLUDED.match(text, end)
    bar = _BAR.match(text, included.end() if included else end)
    other = _amount(text, bar.end()) if bar else None
    if other is not None:
        until, behind = _named(text, other.end)
        low = _shared(at, first, other)
        salary = text[first.end - 1] in "kK" and text[other.end - 1] in "kK"
        if (behind or lead or salary) and low < other.low:
            code = _code(behind, lead)
            return Money(begin, until, low, other.high or other.low, code)
    if not currency and not lead and not _PART.match(text, end):
        return None
    parts, value = _parts(text, end, first, currency)
    if parts is None:
        return None
    high = first.high if value == first.low else None
    return Money(begin, parts, value, high, _code(currency, lead))


def amount(text: str) -> Money | None:
    """Return the sum a short text says, 元 meant where no currency is printed: 小于40万."""
    found = next(sums(text), None)
    match = _START.search(text) if found is None else None
    bare = _amount(text, match.start()) if match else None
    if bare is None or match is None:
        return found
    return Money(match.start(), bare.end, bare.low, bare.high, "CNY")


def _amount(text: str, at: int) -> _Amount | None:
    if about := _SIDE_BY_SIDE.match(text, at):
        ones, tens, scale = _FIGURES[about[1]], _TENS[about[3]], about[4]
        if _FIGURES[about[2]] > ones and (about[3] or scale):
            unit = tens * Decimal(10) ** power(scale)
            end = about.end() + len(scale)
            return _Amount(end, ones * unit, _FIGURES[about[2]] * unit, scale)
    number = number_at(text, at)
    if number is None:
        return None
    if thousands := _THOUSANDS.match(text, number.end):
        return _Amount(thousands.end(), number.whole * 1000, None, "千")
    value = number.whole
    last = text[number.end - 1 - len(number.scale)] if number.end - at > len(number.scale) else ""
    tens = _TENS.get(last.translate(_PLAIN), 1) if last else 1
    return _Amount(number.end, value, _more(number) if number.more else None, number.scale, tens)


_PLAIN: Final = str.maketrans("拾佰仟", "十百千")


def _more(number: Number) -> Decimal:
    """Return how far 多 may reach: 3000多 to 4000, 1200多 to 1300, 十几 to 20."""
    value = number.whole
    step = Decimal(10) ** max(
        0, value.normalize().adjusted() - len(value.normalize().as_tuple().digits) + 1
    )
    return value + step


def _shared(at: int, first: _Amount, other: _Amount) -> Decimal:
    """Return the lower end with the unit it leaves to the upper: 十八至三十万, 两~3百."""
    if first.scale or not (other.scale or other.tens > 1):
        return first.low
    if other.scale:
        return first.low * Decimal(10) ** power(other.scale)
    return first.low * other.tens if first.end - at == 1 else first.low


def _named(text: str, at: int) -> tuple[int, str]:
    match = _CURRENCY.match(text, at)
    return (match.end(), match[1]) if match else (at, "")


def _led(text: str, at: int) -> tuple[int, str]:
    """Return where a currency before the number begins: 人民币 50元."""
    window = max(0, at - _LONGEST_LEAD)
    match = _LEAD.search(text[window:at])
    name = match[0].strip(" 　") if match else ""
    if match is None or name in _ANY:
        return at, ""
    return window + match.start(), name


def _code(behind: str, lead: str) -> str:
    """Return whose money it is: 新台币5元 is no yuan."""
    return CODES[lead if lead and behind in _ANY else behind or "元"]


def _parts(text: str, end: int, first: _Amount, currency: str) -> tuple[int | None, Decimal]:
    """Read the parts behind: 又三美分, 6角三分, 整."""
    value = first.low if currency else Decimal(0)
    if not currency and (part := _PART.match(text, first.end)):
        if text.startswith("大楼", part.end()):
            return None, value
        value, end = first.low * PARTS[part[1]], part.end()
    elif not currency:
        value = first.low
    while joint := _AND.match(text, end):
        number = number_at(text, joint.end())
        part = _PART.match(text, number.end) if number is not None else None
        if number is None or part is None:
            break
        value, end = value + number.whole * PARTS[part[1]], part.end()
    if seemly := _SEEMLY.match(text, end):
        end = seemly.end()
    return end, value
