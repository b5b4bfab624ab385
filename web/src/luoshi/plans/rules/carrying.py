"""What of a new version says word for word what the old one said."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar


class Stated(Protocol):
    """A fact as far as it says something: its kind, its words, its fields."""

    @property
    def type(self) -> str: ...  # noqa: D102 - kind of fact
    @property
    def quote(self) -> str: ...  # noqa: D102 - its words
    @property
    def fields(self) -> Mapping[str, Any]: ...  # noqa: D102 - what it says


Old = TypeVar("Old", bound=Stated)
New = TypeVar("New", bound=Stated)
One = TypeVar("One")
Other = TypeVar("Other")


def same_words(old: Iterable[Old], new: Iterable[New]) -> list[tuple[Old, New]]:
    """Pair facts of the same kind, words and fields, the first with the first and so on."""
    return paired(((_key(one), one) for one in old), ((_key(one), one) for one in new))


def paired(
    old: Iterable[tuple[object, One]], new: Iterable[tuple[object, Other]]
) -> list[tuple[One, Other]]:
    """Pair what has the same key, the first with the first and so on."""
    waiting: dict[object, deque[One]] = defaultdict(deque)
    for key, one in old:
        waiting[key].append(one)
    return [(waiting[key].popleft(), other) for key, other in new if waiting.get(key)]


def only_place(words: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where words stand in a stretch of a text, if they stand there exactly once."""
    first = text.find(words, start, end)
    if first < 0 or text.find(words, first + 1, end) >= 0:
        return None
    return first, first + len(words)


def _key(fact: Stated) -> tuple[str, str, str]:
    words = "".join(fact.quote.split())
    return fact.type, words, json.dumps(fact.fields, sort_keys=True, ensure_ascii=False)
