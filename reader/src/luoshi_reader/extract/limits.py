"""The limit printed for what stands before it: 完成时限：2026年12月底前."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from luoshi_reader.extract.governing import DUE
from luoshi_reader.facts import Commitment
from luoshi_reader.source import Span
from luoshi_reader.structure.outline import Paragraph

_LABEL: Final = re.compile(
    "(?:完成|办结|落实|整改|工作|推进|实施|责任)的?(?:时限|时间节点|时间|期限)(?:要求)?[：:] {0,4}"
)
_WORDS: Final = ("时限", "时间", "期限")


class Limit(NamedTuple):
    """A printed limit: its words and where they stand."""

    words: str
    span: Span


def limits_in(paragraph: Paragraph) -> Iterator[Limit]:
    """Yield the limits that a paragraph prints behind a label."""
    text, folded = paragraph.text, paragraph.folded
    if not any(map(text.__contains__, _WORDS)):
        return
    for label in _LABEL.finditer(text):
        if found := DUE.match(text, label.end()):
            yield Limit(folded.words(*found.span()), folded.back(*found.span()))


class Waiting:
    """The promises of a plan without a date of their own, until a line of their measure has one."""

    def __init__(self, promises: list[Commitment]) -> None:
        self._promises = promises
        self._undated: dict[int, list[int]] = {}

    def add(self, paragraph: Paragraph, first: int) -> None:
        """Take up the promises of a paragraph, those from `first` on, and close what it limits."""
        section = id(paragraph.section)
        new = [at for at in range(first, len(self._promises)) if self._is_undated(at)]
        undated = [*self._undated.get(section, []), *new]
        for limit in limits_in(paragraph):
            before = [at for at in undated if self._promises[at].span.start < limit.span.start]
            undated = [at for at in undated if at not in before]
            for at in before:
                each = self._promises[at]
                self._promises[at] = replace(
                    each, due_text=limit.words, evidence=(*each.evidence, limit.span)
                )
        self._undated[section] = undated

    def _is_undated(self, at: int) -> bool:
        return self._promises[at].due_text is None
