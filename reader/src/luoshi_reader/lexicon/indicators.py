"""Names of indicators, of those who own them, and the words around them."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from luoshi_reader.lexicon.words import load_groups


def _merged(name: str) -> dict[str, frozenset[str]]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for group, words in load_groups(name):
        groups[group].update(words)
    return {group: frozenset(words) for group, words in groups.items()}


_NAMES: Final = _merged("indicators")
_WORDS: Final = _merged("figure_words")

#: The usual name of an indicator, and the others that it goes by: GDP for 地区生产总值.
SYNONYMS: Final[dict[str, frozenset[str]]] = {
    usual: frozenset(others) for usual, others in load_groups("indicator_names")
}
#: Sums kept by a population: 主营业务收入, 增加值.
ACCOUNTS: Final = _NAMES["accounts"]
#: How other indicator names end: 产量, 率, 里程.
MEASURES: Final = _NAMES["measures"]
#: Words that end like indicators and are none.
NOT_MEASURES: Final = _NAMES["not_measures"]
#: How the names of owners end: 企业, 行业, 园区.
POPULATIONS: Final = _NAMES["populations"]
#: Words that end like owners and are none.
NOT_POPULATIONS: Final = _NAMES["not_populations"]
#: Indicators of a territory as a whole, never of the industry named before them.
MACROS: Final = _NAMES["macros"]
#: Industries that are the whole of the territory's industry.
WHOLE: Final = _NAMES["whole"]
RISE: Final = _WORDS["rise"]
FALL: Final = _WORDS["fall"]
TRAILING: Final = _WORDS["trailing"]
LEADING: Final = _WORDS["leading"]
ACTS: Final = _WORDS["acts"]
TERMS: Final = _WORDS["terms"]
REACH: Final = _WORDS["reach"]
