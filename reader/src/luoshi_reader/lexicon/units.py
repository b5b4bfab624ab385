"""Unit words by kind, without the scale words 万 and 亿 that may stand before them."""

from __future__ import annotations

from typing import Final

from luoshi_reader.lexicon.words import by_first, load

MONEY: Final = load("units_money")
RATIO: Final = load("units_ratio")
DURATION: Final = load("units_duration")
PHYSICAL: Final = load("units_physical")
COUNT: Final = load("units_count")
UNITS: Final = MONEY | RATIO | DURATION | PHYSICAL | COUNT
BY_FIRST: Final = by_first(UNITS)
#: Hanzi numerals that count nothing: 十分重要, 一方面, 两翼.
NOT_COUNTED: Final = load("not_counted")
#: Words that begin with a unit word and are none: 台阶, 方面, by their first character.
NOT_UNITS: Final = by_first(load("not_units"))
