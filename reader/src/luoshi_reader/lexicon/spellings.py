"""Characters and words that are written one for another."""

from __future__ import annotations

from typing import Final

from luoshi_reader.lexicon.words import load_groups

#: Every character that clerks exchange in names, with those it is exchanged for.
CONFUSABLE: Final[dict[str, frozenset[str]]] = {}
for _first, _rest in load_groups("confusable"):
    for _char in (_first, *_rest):
        CONFUSABLE[_char] = CONFUSABLE.get(_char, frozenset()) | {_first, *_rest}
#: A word printed otherwise, and the standard way to print it.
STANDARD: Final = {other: first for first, rest in load_groups("spellings") for other in rest}
