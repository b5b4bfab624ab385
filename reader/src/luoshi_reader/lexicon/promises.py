"""Nouns and measure words of what a plan promises. General vocabulary of official prose."""

from __future__ import annotations

from typing import Final

from luoshi_reader.lexicon.words import load, load_groups

#: Measure words of people and things that are to be made, won, trained or held.
MEASURES: Final = load("promised_measures")
#: Measure words and the characters that make them open another word: 个人, 项目, 大型.
NOT_MEASURED: Final = {
    word: frozenset(after) for word, after in load_groups("promised_not_measured")
}
#: Measure words that hanzi numerals count with: 三大, 百项.
PLAIN_MEASURES: Final = load("promised_plain_measures")
#: Measure words of goods: with other verbs than those of supply they tell a capacity.
PRODUCED: Final = load("promised_produced")
#: Those that measure land, power, tonnage and money; 万 and 亿 stay with them.
PHYSICAL: Final = load("promised_physical")
#: Counted words that name no thing: 三个方面, 五大原则.
ABSTRACT: Final = load("promised_abstract")
#: A single thing of these kinds is a promise: 建成一个…中心.
SINGLE: Final = load("promised_single")
#: Papers that a government writes.
PAPERS: Final = load("promised_papers")
#: Papers so common that only a subject of some length names one.
COMMON_PAPERS: Final = load("promised_common_papers")
#: Words that any paper may open with and that name none.
COMMON_WORDS: Final = load("promised_common_words")
#: Bodies, centres and platforms that are founded.
BODIES: Final = load("promised_bodies")
#: Events.
EVENTS: Final = load("promised_events")
#: Events of every day: without a number, a date or a name of their own they promise nothing.
ROUTINE: Final = load("promised_routine")
#: What follows a counted list that merely names its members: 甲项目、乙项目等3个项目.
CLOSING: Final = load("promised_closing")
#: Sections that look back.
PAST_TITLES: Final = load("promised_past_titles")
