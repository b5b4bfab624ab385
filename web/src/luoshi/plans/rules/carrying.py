"""Which facts of a new version say word for word what a decided fact of the old one said."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar


class Stated(Protocol):
    """A fact as far as it says something: its kind, its words, its fields."""

    type: str
    quote: str
    fields: Mapping[str, Any]


Old = TypeVar("Old", bound=Stated)
New = TypeVar("New", bound=Stated)


def same_words(old: Iterable[Old], new: Iterable[New]) -> list[tuple[Old, New]]:
    """Pair facts of the same kind, words and fields, the first with the first and so on."""
    waiting: dict[tuple[str, str, str], list[Old]] = defaultdict(list)
    for one in old:
        waiting[_key(one)].append(one)
    pairs = []
    for other in new:
        same = waiting.get(_key(other))
        if same:
            pairs.append((same.pop(0), other))
    return pairs


def _key(fact: Stated) -> tuple[str, str, str]:
    words = "".join(fact.quote.split())
    return fact.type, words, json.dumps(fact.fields, sort_keys=True, ensure_ascii=False)
