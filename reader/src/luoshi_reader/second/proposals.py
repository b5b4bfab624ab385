"""A document asked through, stretch by stretch, and what of the answers holds."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from luoshi_reader.errors import ReadingError
from luoshi_reader.facts import (
    Assignment,
    Chain,
    Citation,
    Commitment,
    Fact,
    Figure,
    Organisation,
)
from luoshi_reader.plan import Document
from luoshi_reader.second.asking import Stretch, messages, stretches
from luoshi_reader.second.grounds import Dropped, ground_of
from luoshi_reader.second.kinds import fact_of
from luoshi_reader.second.service import Service, Silence
from luoshi_reader.source import Span

#: Told after each stretch: how many are done, and of how many.
Progress = Callable[[int, int], None]
#: After so many stretches in a row without an answer nobody is asked any more.
_PATIENCE: Final = 3
#: What a model thinks before it answers is no answer.
_THOUGHT: Final = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
#: No more objects than a page can state are looked at, and no more of an answer than they fill.
_MOST: Final = 200
_LONGEST: Final = 200_000


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a second reader proposes beyond the facts of a document.

    `facts` stand in the order of the text, each with its exact quote, none of them read by the
    grammar. `refused` counts what was said and dropped, by reason: ``form`` no JSON or no such
    value, ``kind`` no such kind of fact, ``quote`` words that stand nowhere, ``words`` a needed
    part that stands nowhere, ``number`` a number that is not printed, ``known`` read by the
    grammar already, ``repeated`` said twice. `unanswered` are the stretches of the source that
    got no answer, and `silence` says why in a sentence, "" where all were answered.
    """

    facts: tuple[Fact, ...]
    refused: dict[str, int]
    unanswered: tuple[Span, ...] = ()
    silence: str = ""


def propose(document: Document, service: Service, progress: Progress | None = None) -> Proposals:
    """Ask a service about every stretch of a document's plans.

    Raises:
        ReadingError: no stretch was answered; codes as in `Service.answer`.

    """
    asked = stretches(document)
    found: list[Fact] = []
    refused: Counter[str] = Counter()
    unanswered: list[Span] = []
    silence: ReadingError | None = None
    waited = 0
    for done, stretch in enumerate(asked, 1):
        try:
            if waited < _PATIENCE:
                answer = service.answer(messages(stretch))
                found += _holding(stretch, answer, found, refused)
                waited = 0
            else:
                unanswered.append(stretch.span)
        except ReadingError as failed:
            if len(unanswered) + 1 == done and not isinstance(failed, Silence):
                raise  # nothing to keep, and nothing to come
            silence = failed
            waited += 1 if isinstance(failed, Silence) else _PATIENCE
            unanswered.append(stretch.span)
        if progress:
            progress(done, len(asked))
    if silence and len(unanswered) == len(asked):
        raise silence
    return Proposals(
        tuple(sorted(found, key=attrgetter("span.start", "type"))),
        dict(refused),
        tuple(unanswered),
        str(silence or ""),
    )


def _holding(
    stretch: Stretch, answer: str, before: Iterable[Fact], refused: Counter[str]
) -> list[Fact]:
    """Return what holds of one answer; what does not is counted."""
    found: list[Fact] = []
    for told in _told(answer, refused):
        try:
            fact = fact_of(ground_of(stretch, told), told)
        except Dropped as dropped:
            refused[str(dropped)] += 1
            continue
        if any(_one(fact, known) for known in stretch.plan.facts):
            refused["known"] += 1
        elif any(_one(fact, other) for other in (*before, *found)):
            refused["repeated"] += 1
        else:
            found.append(fact)
    return found


def _told(answer: str, refused: Counter[str]) -> Iterator[dict[str, Any]]:
    """Yield the objects that an answer tells, one a line or however they are laid out.

    Fences and words around them are passed over; of a list of facts, or of an object that holds
    one, each is an object of its own, so that what is cut short loses its last fact alone.
    """
    text = _THOUGHT.sub("", answer)[:_LONGEST]
    read = json.JSONDecoder().raw_decode
    at = text.find("{")
    for _ in range(_MOST):
        if at < 0:
            return
        end = at + 1
        try:
            told, end = read(text, at)
        except (ValueError, RecursionError):
            told = None
        if isinstance(told, dict) and _is_fact(told):
            yield told
        elif isinstance(told, dict) and any(isinstance(each, list) for each in told.values()):
            end = at + 1  # {"facts": […]}: its members come one by one
        else:
            refused["form"] += 1
        at = text.find("{", end)
    refused["form"] += at >= 0


def _is_fact(told: dict[str, Any]) -> bool:
    return "type" in told or "quote" in told


def _one(fact: Fact, other: Fact) -> bool:
    """Whether a reading states nothing that another does not state too."""
    if isinstance(other, Assignment) and isinstance(fact, Organisation):
        named = (*other.leads, *other.participants)
        return fact.name_text in named and _touch(fact.span, other.span)
    if type(fact) is not type(other):
        return False
    if isinstance(fact, Organisation) and isinstance(other, Organisation):
        return fact.name_text == other.name_text or _shared(fact.span, other.span)
    if isinstance(fact, Citation) and isinstance(other, Citation):
        return fact.title_text == other.title_text
    if isinstance(fact, Figure) and isinstance(other, Figure):
        level = fact.value in (None, other.value)
        return (
            level and fact.growth_pct in (None, other.growth_pct) and _touch(fact.span, other.span)
        )
    if isinstance(fact, Commitment) and isinstance(other, Commitment):
        return fact.count == other.count and _touch(fact.span, other.span)
    if isinstance(fact, Chain):
        return _touch(fact.span, other.span)
    return _shared(fact.span, other.span)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _shared(one: Span, other: Span) -> bool:
    """Whether two stretches share at least half of the shorter one."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common > 0 and 2 * common >= min(len(one), len(other))
