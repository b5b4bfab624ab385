"""Numbers that stand in running text as numbers, apart from those inside words and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.lexicon.divisions import names
from luoshi_reader.lexicon.units import COUNT, UNITS
from luoshi_reader.lexicon.vocabulary import common_words, longer_words
from luoshi_reader.lexicon.words import load
from luoshi_reader.text.money import money_at
from luoshi_reader.text.numbers import Number, number_at, numbers

_NTH: Final = re.compile("第(?=[0-9零一二三四五六七八九十百千两])")
_WORDS: Final = load("figures_in_words")
_FIGURE: Final = "零一二两三四五六七八九十百千万"
#: 千方百计, 四面八方: figures that do not count but rhyme.
_IDIOM: Final = re.compile(f"[{_FIGURE}]([一-龥])[{_FIGURE}]([一-龥])")
_BARE: Final = frozenset("十百千万亿")
_ONE: Final = frozenset("一两")
_LONGEST_NAME: Final = 4
_SHORTEST_NAME: Final = 2


def standing(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that count something or stand for themselves.

    None are figures inside words and names (四川, 十足, 千方百计), a unit behind a number (五十千)
    and a single 一 or 两 that belongs to a sum of money (一美元).
    """
    end = word = -1
    for number in numbers(text):
        printed = text[number.start : number.end]
        word = max(word, _word_end(text, number))
        if number.start >= word and not (
            (printed in _BARE and number.start == end)
            or (printed in _ONE and money_at(text, number.end))
        ):
            yield number
        end = number.end


def _word_end(text: str, number: Number) -> int:
    """Return where the word, the place's name or the idiom ends that a hanzi figure opens, or -1.

    Where the character behind the figure is a measure word it counts: 五台山 begins as 五台.
    """
    at = number.start
    if text[at] not in _FIGURE:
        return -1
    two = text[at : at + 2]
    if two in _WORDS and not _has_unit(text, at + 2):
        return at + 2
    counts = two in _WORDS or text[at + 1 : at + 2] in COUNT
    if not counts and number.end - at == 1:
        idiom = _IDIOM.match(text, at)
        if idiom and not {*idiom.groups()} & COUNT:
            return idiom.end()
        if two in common_words() or text[at : at + 3] in longer_words():
            return at + 2
    least = _SHORTEST_NAME + counts
    return max(
        (at + n for n in range(least, _LONGEST_NAME + 1) if text[at : at + n] in names()),
        default=-1,
    )


def _has_unit(text: str, at: int) -> bool:
    """Whether a unit follows, so that the word before it counts after all: 千万元."""
    return any(text[at : at + size] in UNITS for size in (1, 2))


def ordinals(text: str) -> Iterator[Number]:
    """Yield the ordinals of a text, 第 taken in: 第三 is 3."""
    for match in _NTH.finditer(text):
        number = number_at(text, match.end())
        if number is not None:
            yield number._replace(start=match.start())
