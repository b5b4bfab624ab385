"""Search over everything: contexts fill slot `kernel.search`, the page shows what they find.

A provider is `(person, words, limit) -> list[Hit]`: at most `limit` hits, the person's scope
applied, every word found. `matching` builds the condition; Django escapes wildcards in it, and
`icontains` finds two-character Chinese words on both databases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from luoshi.kernel import slots

MOST_WORDS: Final = 5
LONGEST: Final = 100
_SHORT: Final = 8
_FULL: Final = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its kind as shown, its name, the words around the match, its address.

    `quoted` is false when the excerpt is not a plan's own words.
    """

    kind: str
    title: str
    excerpt: str
    url: str
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class Facet:
    """The hits of one kind; `more` when there are more than are shown."""

    kind: str
    hits: list[Hit]
    more: bool


def words_of(query: str) -> list[str]:
    """Return the words of a query: split at blanks, at most five."""
    return query[:LONGEST].split()[:MOST_WORDS]


def matching(words: list[str], *fields: str) -> Q:
    """Return the condition that every word stands in at least one of the fields."""
    condition = Q()
    for word in words:
        anywhere = Q(pk__in=())
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        condition &= anywhere
    return condition


def search(person: Any, query: str, kind: str = "") -> list[Facet]:
    """Return what `person` may see of what matches, by kind; one kind is shown at length."""
    words = words_of(query)
    if not words:
        return []
    most = _FULL if kind else _SHORT
    facets: dict[str, list[Hit]] = {}
    for hits in slots.call("kernel.search", person, words, most + 1):
        for hit in hits:
            facets.setdefault(str(hit.kind), []).append(hit)
    return [Facet(name, hits[:most], len(hits) > most) for name, hits in facets.items()]


def excerpt(text: str, words: list[str], around: int = 40) -> str:
    """Return the stretch of `text` around the first word found in it, cut with …."""
    folded = text.lower()
    places = [folded.find(word.lower()) for word in words]
    first = min((place for place in places if place >= 0), default=0)
    start, end = max(0, first - around), min(len(text), first + around * 2)
    inside = re.sub(r"\s+", " ", text[start:end]).strip()
    return f"{'…' if start else ''}{inside}{'…' if end < len(text) else ''}"


def highlight(text: str, query: str) -> SafeString:
    """Return `text` with every word of the query marked."""
    words = sorted(words_of(query), key=len, reverse=True)
    if not words:
        return format_html_join("", "{}", ((text,),))
    pattern = re.compile("(" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)
    parts = pattern.split(text)
    return format_html_join(
        "",
        "{}{}",
        (
            (part, "")
            if place % 2 == 0
            else ("", format_html_join("", "<mark>{}</mark>", ((part,),)))
            for place, part in enumerate(parts)
        ),
    )
