"""Numbers as Chinese texts print them: digits, hanzi numerals and both mixed, always exact.

12,500 is 12500; 4.78万亿 is 4.78 of 万亿; 三百二十万 is 320 of 万; 百亿 is 100 of 亿;
两千四百五 is 2450; 十余万 is 10 of 万 and more; 三分之二 is two thirds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

_ONES: Final = {char: at for at, char in enumerate("零一二三四五六七八九")} | dict(
    zip("〇○两兩壹贰貳叁肆伍陆柒捌玖", (0, 0, 2, 2, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_MYRIADS: Final = {"万": 4, "萬": 4, "亿": 8, "億": 8}
_TRILLIONS: Final = 12
_ONE: Final = "".join(_ONES)
_TENS: Final = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
_TEN: Final = "".join(_TENS)
_MYRIAD: Final = "".join(_MYRIADS)
_MORE: Final = "余多几"
_FIGURE: Final = "".join(char for char, value in _ONES.items() if value)
_NIL: Final = "[零〇○]?"
#: 千米, 千瓦 and their like are units: there 千 counts nothing.
_KILO: Final = "米克瓦伏卡焦帕赫安升比字乏"
_DIGITS: Final = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_SIMPLE: Final = re.compile(
    rf"({_DIGITS})([{_MORE}]?)(?: {{0,3}}(万亿|[{_MYRIAD}]))?([余多]?)"
    rf"(?!\.?[0-9]|[{_ONE}{_TEN}{_MYRIAD}分])"
)
_D: Final = rf"[0-9]+(?:\.[0-9]+)?|[{_FIGURE}]"
#: What stands below one 万: 5千4百, 二百零六, 十几, 3000.
_SECTION: Final = re.compile(
    rf"(?:{_NIL}({_D})?(千|仟)(?![{_KILO}]))?(?:{_NIL}({_D})?(百|佰))?(?:{_NIL}({_D})?(十|拾))?"
    rf"({_NIL})({_D})?"
)
_ROW: Final = re.compile(rf"[{_ONE}]{{2,40}}+(?![{_TEN}{_ONE}])")
_ABOUT: Final = re.compile(rf"([{_ONE}])([{_ONE}])([{_TEN}])([{_MYRIAD}]{{0,3}})")
_POINT: Final = re.compile(rf"点([{_ONE.replace('两', '').replace('兩', '')}]{{1,40}})")
#: 五兆六十二亿, 五兆元; 五兆瓦 and 五兆字节 are units.
_TRILLION: Final = re.compile(rf"兆(?=[{_ONE}{_TEN}元]|$)")
_TAIL: Final = re.compile(
    rf"([零]?[{_MORE}]?)(?: {{0,3}}([{_MYRIAD}]{{1,3}}))?([{_MORE}]?)([{_MYRIAD}]?)"
)
_BAR: Final = "分之"
_SLASH: Final = re.compile(r"([0-9]{1,3})[/／]([1-9][0-9]{0,2})(?![0-9/／])")
#: 1 3/5 and 4 6/3: a whole number before a fraction.
_AND_PART: Final = re.compile(r"([0-9]{1,3}) ([0-9]{1,3})[/／]([1-9][0-9]{0,2})(?![0-9/／])")
_POWER: Final = re.compile(r"[0-9]{1,28}(?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}(?![0-9A-Za-z])")
#: Versions, addresses and paragraphs: 192.168.1.1 is no decimal number.
_CHAIN: Final = re.compile(r"[0-9]{1,28}(?:\.[0-9]+){2,}+")
_IN_CHAIN: Final = re.compile(r"[0-9]+")
#: A dozen, but not 打造, 打通, 打击.
_DOZEN: Final = re.compile("打(?![造开击响通算工卡印破扮下捞拼动包断架字赢仗好牢基出])")
_HALF_HUNDRED: Final = "半百"
_SIGNS: Final = frozenset("-−－负")
#: No plan prints a number this long.
_NOISE: Final = re.compile(r"[0-9]{28}")
_START: Final = re.compile(
    rf"(?<![0-9A-Za-z.])[-−](?=[0-9])|负(?=[0-9{_ONE}{_TEN}])|(?<![A-Za-z0-9.])\.(?=[0-9])"
    rf"|(?<![A-Za-z0-9])(?<![0-9]\.)[0-9]|[{_ONE}{_TEN}{_MYRIAD}]|半(?=百)"
)
#: 三千两百两: 两 behind a unit is a weight.
_PAIR: Final = "两兩"
#: What a number may go on with.
_GO_ON: Final = frozenset("/／ eE打分")
#: 万亿三大产业: what follows 万亿 opens a new word.
_NOT_ELIDED: Final = frozenset("大是级类种个家")
#: How far hanzi numerals are followed.
_MOST_CHARS: Final = 40


class Number(NamedTuple):
    """A number at `start`..`end` of a text: `value` times `scale`.

    `value` is what stands before the scale words (12500 of 12500亿), `scale` the scale words at
    its end ("", 万, 亿, 万亿), `more` tells of 余, 多 or 几 inside or behind, `places` how many
    decimals are printed.
    """

    start: int
    end: int
    value: Decimal
    scale: str = ""
    more: bool = False
    places: int = 0

    @property
    def whole(self) -> Decimal:
        """The number multiplied out: 2亿 is 200000000."""
        return self.value * Decimal(10) ** power(self.scale)


@cache
def power(scale: str) -> int:
    """Return the power of ten of scale words: 万 is 4, 万亿 is 12."""
    return sum(_MYRIADS.get(char, 0) for char in scale) if scale != "兆" else _TRILLIONS


def numbers(text: str) -> Iterator[Number]:
    """Yield every number of a text in order, hanzi numerals wherever they stand."""
    at = 0
    while match := _START.search(text, at):
        if chain := _CHAIN.match(text, match.start()):
            for part in _IN_CHAIN.finditer(text, match.start(), chain.end()):
                yield Number(part.start(), part.end(), Decimal(part[0]))
            at = chain.end()
            continue
        number = number_at(text, match.start())
        if number is not None and not _is_word(text, number):
            yield number
        at = number.end if number is not None else match.end()


def _is_word(text: str, number: Number) -> bool:
    """Whether a numeral is part of a word: 百分点, 万 alone."""
    printed = text[number.start : number.end]
    return printed in _MYRIADS or text.startswith("分点", number.end)


def number_at(text: str, at: int) -> Number | None:
    """Return the number that begins exactly at `at`, or None."""
    first = text[at : at + 1]
    if first in _SIGNS:
        number = number_at(text, at + 1) if text[at + 1 : at + 2] not in _SIGNS else None
        return number._replace(start=at, value=-number.value) if number is not None else None
    number = _plain(text, at)
    if number is None:
        return _odd(text, at, first)
    after = text[number.end : number.end + 1]
    return _continued(text, number, after) if after in _GO_ON else number


def _odd(text: str, at: int, first: str) -> Number | None:
    """Read .25 and 半百."""
    if first == "." and (number := _plain(text, at + 1)) is not None:
        printed = text[at : number.end]
        shown = printed[1:].isdecimal()
        return Number(at, number.end, Decimal(printed), places=len(printed) - 1) if shown else None
    if text.startswith(_HALF_HUNDRED, at):
        return Number(at, at + len(_HALF_HUNDRED), Decimal(50))
    return None


def _continued(text: str, number: Number, after: str) -> Number:
    """Read on behind a number: 3/5, 1 3/5, 1.2e3, 三分之二, 两打."""
    at = number.start
    if after in "/／" and (slash := _SLASH.match(text, at)):
        return Number(at, slash.end(), Decimal(slash[1]) / Decimal(slash[2]))
    if after == " " and (part := _AND_PART.match(text, at)):
        return Number(at, part.end(), int(part[1]) + Decimal(part[2]) / Decimal(part[3]))
    if after in "eE" and (power_of := _POWER.match(text, at)):
        return Number(at, power_of.end(), Decimal(power_of[0]))
    if after == "打" and _DOZEN.match(text, number.end):
        return number._replace(end=number.end + 1, value=number.value * 12)
    if text.startswith(_BAR, number.end) and number.whole:
        behind = number.end + len(_BAR)
        minus = text[behind : behind + 1] in _SIGNS
        above = _plain(text, behind + minus)
        if above is not None:
            part_of = (-above.whole if minus else above.whole) / number.whole
            return Number(at, above.end, part_of, more=above.more)
    return number


def _plain(text: str, at: int) -> Number | None:
    """Read a number that is no fraction and has no sign."""
    if _NOISE.match(text, at):
        return None
    return _simple(text, at) or _mixed(text, at)


def numeral(text: str) -> Decimal | None:
    """Return the value of a text that is one number and nothing else, or None."""
    number = number_at(text, 0)
    return number.whole if number is not None and number.end == len(text) else None


def _simple(text: str, at: int) -> Number | None:
    """Read digits with at most a scale word behind: nearly every number of a plan."""
    match = _SIMPLE.match(text, at)
    if match is None:
        return None
    printed = match[1].replace(",", "").replace("，", "")
    more = bool(match[2] or match[4])
    places = len(printed.partition(".")[2])
    return Number(at, match.end(), Decimal(printed), match[3] or "", more, places)


def _mixed(text: str, at: int) -> Number | None:
    """Read hanzi numerals and mixtures, one section below 万 after the other."""
    if approximate := _ABOUT.match(text, at):
        return _about(approximate)
    high, group, here = Decimal(0), Decimal(0), at
    scale, more, places = "", False, 0
    while here - at < _MOST_CHARS and (section := _section(text, here, scale)) is not None:
        end, value, places = section
        tail = _TAIL.match(text, end)
        assert tail is not None
        more = more or bool(tail[1] or tail[3])
        scale = (tail[2] or "") + tail[4]
        here = tail.end()
        if not scale and (trillion := _TRILLION.match(text, here)):
            scale, here = "兆", trillion.end()
        if not scale:
            group += value
            break
        if scale.endswith(("亿", "億", "兆")):
            high += (group + value) * 10 ** power(scale)
            group = Decimal(0)
        else:
            group += value * 10 ** power(scale)
    if here == at:
        return None
    if scale and not places and text.startswith("点", here) and text[at] in _ONES:
        here, behind, places = _with_point(text, here, Decimal(0))
        if places:
            return Number(at, here, high + group + behind, "", more, places)
    return Number(at, here, (high + group) / 10 ** power(scale), scale, more, places)


def _section(text: str, at: int, above: str) -> tuple[int, Decimal, int] | None:
    """Return end, value and decimals of what stands below one 万, or None."""
    if not above and (row := _ROW.match(text, at)):
        return _with_point(text, row.end(), Decimal("".join(str(_ONES[c]) for c in row[0])))
    match = _SECTION.match(text, at)
    assert match is not None
    if match.end() == at:
        bare = not above and text[at : at + 1] in _MYRIADS
        return (at, Decimal(1), 0) if bare else None
    thousands, thousand, hundreds, hundred, tens, ten, nil, last = match.groups()
    value = Decimal(0)
    for digit, unit, shift in ((thousands, thousand, 3), (hundreds, hundred, 2), (tens, ten, 1)):
        if unit:
            value += (_digit(digit) or 1) * 10**shift
    if not last:
        return _with_point(text, match.end(), value)
    after = text[match.end() : match.end() + 1]
    over = "" if after in _MYRIADS else above
    below = 0 if nil or last not in _ONES else _elided(thousand, hundred, ten, over)
    if below and (after in _NOT_ELIDED or last in _PAIR):
        return (match.start(8), value, 0) if match.start(8) > at else None
    if "." in last:
        return match.end(), value + Decimal(last), len(last.partition(".")[2])
    return _with_point(text, match.end(), value + _digit(last) * 10**below)


def _elided(thousand: str | None, hundred: str | None, ten: str | None, above: str) -> int:
    """Return the power a last figure without unit stands for: 五 of 两千四百五 is 50."""
    if ten:
        return 0
    if hundred:
        return 1
    if thousand:
        return 2
    return power(above) - 1 if above else 0


def _with_point(text: str, end: int, value: Decimal) -> tuple[int, Decimal, int]:
    point = _POINT.match(text, end)
    if point is None:
        return end, value, 0
    shown = "".join(str(_ONES[char]) for char in point[1])
    return point.end(), value + Decimal(f"0.{shown}"), len(shown)


def _about(match: re.Match[str]) -> Number | None:
    """Read 二三十 as 20 and a little more; figures that do not follow one another are no number."""
    first, second = _ONES[match[1]], _ONES[match[2]]
    if second != first + 1:
        return None
    low = Decimal(first * 10 ** _TENS[match[3]])
    return Number(match.start(), match.end(), low, match[4], more=True)


def _digit(printed: str | None) -> Decimal:
    if not printed:
        return Decimal(0)
    return Decimal(_ONES[printed]) if printed in _ONES else Decimal(printed)
