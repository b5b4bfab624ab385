"""What a language model proposes of a text, ready to be stored; and what it says again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from luoshi_reader.second import Service as Service
from luoshi_reader.second import propose
from luoshi_reader.second.proposals import Progress as Progress

from luoshi.plans.rules.matching import Placed, overlap
from luoshi.plans.rules.reading import ReadFact, document_of, read_fact

#: A key like those of read facts, that none of them has.
_PREFIX: Final = "second:"
_NAMES: Final = {"organisation": "name_text", "citation": "title_text"}
_NUMBERS: Final = {"figure": ("value", "growth_pct"), "commitment": ("count",)}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a model proposes of a text; `refused`, `unanswered` and `why` as in `SecondReading`."""

    facts: list[ReadFact]
    refused: dict[str, int]
    unanswered: list[list[int]]
    why: str


def proposed(
    text: str, pieces: Iterable[Sequence[Any]], service: Service, progress: Progress
) -> Proposed:
    """Ask a model about a text, and return what of its answers stands there.

    Raises:
        ReadingError: it answered nothing.

    """
    document = document_of(text, pieces)
    found = propose(document, service, progress)
    seen: Counter[str] = Counter()
    return Proposed(
        facts=[read_fact(document.source, fact, seen) for fact in found.facts],
        refused=dict(found.refused),
        unanswered=[[span.start, span.end] for span in found.unanswered],
        why=found.silence,
    )


def free_key(kind: str, place: tuple[int, int], taken: Container[str]) -> str:
    """Return a key for a proposal of a kind at a place that no other has."""
    start, end = place
    first = key = f"{_PREFIX}{kind}:{start}-{end}"
    number = 1
    while key in taken:
        number += 1
        key = f"{first}:{number}"
    return key


def numbered(fact: ReadFact, taken: Container[str]) -> ReadFact:
    """Return a fact under a key that is not taken yet."""
    return replace(fact, key=free_key(fact.type, (fact.start, fact.end), taken))


def says_the_same(
    one: Placed, fields: Mapping[str, Any], other: Placed, others: Mapping[str, Any]
) -> bool:
    """Whether two facts of a plan are one, with `fields` and `others` as they are stated.

    A name is one wherever it stands, a number where it is the same and the words meet; of the
    rest, who share half of the shorter one's words.
    """
    if one.type != other.type:
        return False
    if (name := _NAMES.get(one.type)) and fields.get(name) == others.get(name):
        return True
    shared = overlap(one, other)
    if numbers := _NUMBERS.get(one.type):
        return shared > 0 and all(fields.get(each) == others.get(each) for each in numbers)
    return shared > 0 and 2 * shared >= min(one.end - one.start, other.end - other.start)
