"""Sentences of a paragraph and where their clauses begin; headings read as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luoshi_reader.structure.outline import Paragraph, PlanText
from luoshi_reader.text.folding import fold, tight

#: The level of （一）: titles of plans and parts state nothing of their own.
_MEASURE: Final = 3
_STOP: Final = re.compile(r"[。！？!?]+[”’）]*")
_CLOSING: Final = {"）": "（", ")": "("}
_LONGEST_ASIDE: Final = 30
_BREAKS: Final = frozenset("，；：（）(),;。！？")


class Stretch(NamedTuple):
    """A half-open stretch of a paragraph's folded text."""

    start: int
    end: int


def sentences(text: str) -> Iterator[Stretch]:
    """Yield the sentences of a text, their closing signs included."""
    start = 0
    for match in _STOP.finditer(text):
        yield Stretch(start, match.end())
        start = match.end()
    if start < len(text):
        yield Stretch(start, len(text))


def clause_start(text: str, at: int, floor: int) -> int:
    """Return where the clause that holds `at` begins: after the nearest sign, not below `floor`.

    、 joins members of a list and opens no clause; a comma inside a number and brackets that
    open and close inside the clause are part of it.
    """
    here = at
    while here > floor:
        sign = text[here - 1]
        if sign in _CLOSING:
            opened = text.rfind(_CLOSING[sign], max(floor, here - _LONGEST_ASIDE), here)
            if opened < 0:
                return here
            here = opened
            continue
        if sign in _BREAKS and not (sign == "," and text[here - 2 : here - 1].isdigit()):
            return here
        here -= 1
    return floor


def headlines(plan: PlanText) -> list[Paragraph]:
    """Return the headings below the parts of a plan as paragraphs under themselves."""
    if not plan.headlines:
        plan.headlines.extend(_headlines(plan))
    return plan.headlines


def _headlines(plan: PlanText) -> Iterator[Paragraph]:
    waiting = [plan.root]
    while waiting:
        section = waiting.pop()
        waiting.extend(section.children)
        heading = section.heading
        if heading is not None and heading.level >= _MEASURE and heading.title_text:
            view = tight(fold(plan.source, heading.span))
            yield Paragraph(view, section, len(plan.paragraphs))
