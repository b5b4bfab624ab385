"""A document asked through, stretch by stretch, and what of the answers holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from luoshi_reader.facts import Fact
from luoshi_reader.plan import Document
from luoshi_reader.second.service import Service
from luoshi_reader.source import Span

#: Told after each stretch: how many are done, and of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a second reader proposes beyond the facts of a document.

    `facts` stand in the order of the text, each with its exact quote, none of them read by the
    grammar. `refused` counts what was said and dropped, by reason: ``form``, ``kind``, ``quote``,
    ``words``, ``number``, ``known``, ``repeated``. `unanswered` are the stretches of the source
    that got no answer, and `silence` says why in a sentence, "" where all were answered.
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
    raise NotImplementedError
