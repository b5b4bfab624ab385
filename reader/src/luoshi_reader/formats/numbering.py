"""Automatic numbers of Word lists, as the text that a reader sees: 一、 （一） 1. 第一章 ①."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from luoshi_reader.formats.packages import child, local, named, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS: Final = 9
_PLACE: Final = re.compile("%([1-9])")
_HAN: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def counting(number: int, digits: str = _HAN, tens: str = "十百") -> str:
    """Return a number below a thousand as it is counted: 21 is 二十一, 105 一百零五."""
    if number >= 1000:  # noqa: PLR2004 - no list is longer; digits then, one by one
        return "".join(digits[int(each)] for each in str(number))
    hundreds, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    text = f"{digits[hundreds]}{tens[1]}" if hundreds else ""
    if ten:
        text += (digits[ten] if ten > 1 or hundreds or digits != _HAN else "") + tens[0]
    elif hundreds and one:
        text += "零"
    return text + (digits[one] if one or not (hundreds or ten) else "")


def _roman(number: int) -> str:
    text = ""
    for amount, sign in _ROMAN:
        times, number = divmod(number, amount)
        text += sign * times
    return text


def _letter(number: int) -> str:
    at = number - 1
    return chr(ord("a") + at % 26) * (at // 26 + 1)


def _from(first: str, most: int) -> Callable[[int], str]:
    """Return what numbers by signs in a row of the code: ①, ②, …; beyond it by digits."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= most else str(number)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


#: Formats of ECMA-376 part 1, 17.18.59, that Chinese documents use; every other counts in digits.
_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(d) + 0xFEE0) for d in str(number)),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "chineseLegalSimplified": lambda number: counting(number, _LEGAL, "拾佰"),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "bullet": lambda _: "",
    "none": lambda _: "",
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "ideographDigital",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        counting,
    ),
}


@dataclass(slots=True)
class _Level:
    text: str = ""
    form: str = "decimal"
    start: int = 1
    legal: bool = False


@dataclass(slots=True)
class _List:
    """One list definition: its nine levels, and how far each has counted."""

    levels: dict[int, _Level]
    styles: dict[str, int]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, counted on paragraph by paragraph in the order of the text."""

    def __init__(self, root: _Element | None) -> None:
        """Take the definitions from the numbering part; without one nothing is numbered."""
        definitions: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        for each in root if root is not None else ():
            if local(each) == "abstractNum":
                definitions[named(each, "abstractNumId") or ""] = _definition(each)
        for each in root if root is not None else ():
            if local(each) != "num":
                continue
            own = definitions.get(value(each, "abstractNumId") or "")
            number = named(each, "numId") or ""
            if own is None:
                continue
            self._lists[number] = own
            for override in each:
                if local(override) == "lvlOverride":
                    self._override(number, own, override)

    def _override(self, number: str, own: _List, override: _Element) -> None:
        level = _number(named(override, "ilvl"), 0)
        start = value(override, "startOverride")
        if start is not None:
            self._restarts.setdefault(number, {})[level] = _number(start, 1)
        if (changed := child(override, "lvl")) is not None:
            # A list of its own from here on: the definition stays what it is for the others.
            levels = {**own.levels, level: _level(changed)}
            self._lists[number] = _List(levels, own.styles)

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level of a list that is tied to a paragraph style."""
        own = self._lists.get(number)
        return own.styles.get(style, 0) if own else 0

    def label(self, number: str, level: int) -> str:
        """Count one paragraph of a list; return its number as printed, empty for a bullet."""
        own = self._lists.get(number)
        if own is None or level not in own.levels:
            return ""
        restart = self._restarts.get(number, {}).pop(level, None)
        if restart is not None:
            own.counts[level] = restart
        else:
            own.counts[level] = own.counts.get(level, own.levels[level].start - 1) + 1
        for deeper in [each for each in own.counts if each > level]:
            del own.counts[deeper]
        here = own.levels[level]

        def said(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form = own.levels.get(at, _Level())
            count = own.counts.setdefault(at, form.start) if at <= level else form.start
            legal = here.legal and form.form not in {"bullet", "none"}
            return str(count) if legal else _FORMATS.get(form.form, str)(max(count, 0))

        return "" if here.form in {"bullet", "none"} else _PLACE.sub(said, here.text)


def _definition(element: _Element) -> _List:
    levels: dict[int, _Level] = {}
    styles: dict[str, int] = {}
    for each in element:
        if local(each) == "lvl":
            level = _number(named(each, "ilvl"), 0)
            levels[level] = _level(each)
            if style := value(each, "pStyle"):
                styles[style] = level
    return _List(levels, styles)


def _level(element: _Element) -> _Level:
    return _Level(
        value(element, "lvlText") or "",
        value(element, "numFmt") or "decimal",
        _number(value(element, "start"), 1),
        child(element, "isLgl") is not None,
    )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() and len(text) < _LEVELS else otherwise
