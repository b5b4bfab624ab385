"""Counts the steps of a pattern: a backtracking matcher, made to be counted.

It walks the parsed pattern in the order in which `re` tries things, and the tests hold its
matches against those of `re`, so that its count stands for the work that `re` does. A run of
single characters is one step a character, each place it gives back another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as op
from re import _parser
from typing import Any

Node = tuple[Any, Any]
Groups = dict[int, tuple[int, int]]

_SINGLE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
_CATEGORIES = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
}
_NOT = {
    op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT,
    op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
    op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
}


class TooManyError(Exception):
    """More steps than anybody wants to wait for."""


class Stepper:
    """One pattern, and the steps it has taken so far."""

    def __init__(self, pattern: re.Pattern[str], most: int = 1_000_000) -> None:
        self.steps = 0
        self._most = most
        self._flags = pattern.flags
        self._nodes: Sequence[Node] = list(_parser.parse(pattern.pattern, pattern.flags))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return what `finditer` finds, counting on."""
        found = []
        at = 0
        while at <= len(text):
            end = next((end for end, _ in self._all(self._nodes, 0, text, at, {})), None)
            if end is not None:
                found.append((at, end))
            at = at + 1 if end is None or end == at else end
        return found

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self._most:
            raise TooManyError

    def _all(
        self, nodes: Sequence[Node], first: int, text: str, at: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        """Yield every place that the nodes from `first` on can end at, in the order of `re`."""
        if first == len(nodes):
            yield at, groups
            return
        for here, known in self._one(nodes[first], text, at, groups):
            yield from self._all(nodes, first + 1, text, here, known)

    def _one(self, node: Node, text: str, at: int, groups: Groups) -> Iterator[tuple[int, Groups]]:
        kind, given = node
        self._step()
        if kind in _SINGLE:
            if at < len(text) and self._is(node, text[at]):
                yield at + 1, groups
        elif kind is op.AT:
            if self._at(given, text, at):
                yield at, groups
        elif kind in {op.ASSERT, op.ASSERT_NOT}:
            yield from self._assert(node, text, at, groups)
        elif kind in {op.MAX_REPEAT, op.MIN_REPEAT}:
            yield from self._repeat(node, text, at, groups)
        else:
            yield from self._group(node, text, at, groups)

    def _group(
        self, node: Node, text: str, at: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        kind, given = node
        if kind is op.BRANCH:
            for branch in given[1]:
                yield from self._all(list(branch), 0, text, at, groups)
        elif kind is op.SUBPATTERN:
            number, _, _, inner = given
            for end, known in self._all(list(inner), 0, text, at, groups):
                yield end, known if number is None else {**known, number: (at, end)}
        elif kind is op.POSSESSIVE_REPEAT:
            yield from self._first(self._repeat((op.MAX_REPEAT, given), text, at, groups))
        elif kind is op.GROUPREF:
            words = text[slice(*groups[given])] if given in groups else None
            if words is not None and text.startswith(words, at):
                yield at + len(words), groups
        elif kind is op.ATOMIC_GROUP:
            yield from self._first(self._all(list(given), 0, text, at, groups))
        else:
            msg = f"no step for {kind}"
            raise NotImplementedError(msg)

    @staticmethod
    def _first(ways: Iterator[tuple[int, Groups]]) -> Iterator[tuple[int, Groups]]:
        yield from (way for way in [next(ways, None)] if way is not None)

    def _repeat(
        self, node: Node, text: str, at: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        kind, (least, most, inner) = node
        most = len(text) + 1 if most is op.MAXREPEAT else most
        if len(inner) == 1 and inner[0][0] in _SINGLE:
            yield from ((end, groups) for end in self._run(kind, least, most, inner[0], text, at))
        elif kind is op.MAX_REPEAT:
            yield from self._greedy(list(inner), least, most, text, at, groups)
        else:
            yield from self._lazy(list(inner), least, most, text, at, groups)

    def _run(
        self, kind: Any, least: int, most: int, node: Node, text: str, at: int
    ) -> Iterator[int]:
        """Yield where a run of single characters may end."""
        lazy = kind is op.MIN_REPEAT
        end = at
        while end - at < most and end < len(text) and self._is(node, text[end]):
            if lazy and end - at >= least:
                yield end
            end += 1
            self._step()
        if lazy:
            if end - at >= least:
                yield end
            return
        while end - at >= least:
            yield end
            self._step()
            end -= 1

    def _greedy(
        self, inner: list[Node], least: int, most: int, text: str, at: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        if most > 0:
            for end, known in self._all(inner, 0, text, at, groups):
                if end > at or least > 0:
                    yield from self._greedy(inner, max(0, least - 1), most - 1, text, end, known)
        if least <= 0:
            yield at, groups

    def _lazy(
        self, inner: list[Node], least: int, most: int, text: str, at: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        if least <= 0:
            yield at, groups
        if most > 0:
            for end, known in self._all(inner, 0, text, at, groups):
                if end > at or least > 0:
                    yield from self._lazy(inner, max(0, least - 1), most - 1, text, end, known)

    def _assert(
        self, node: Node, text: str, at: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        kind, (direction, inner) = node
        start = at - inner.getwidth()[0] if direction < 0 else at
        way = next(self._all(list(inner), 0, text, start, groups), None) if start >= 0 else None
        if (way is not None) is (kind is op.ASSERT):
            yield at, way[1] if way is not None else groups

    def _at(self, where: Any, text: str, at: int) -> bool:
        if where is op.AT_BEGINNING and self._flags & re.MULTILINE:
            return at == 0 or text[at - 1] == "\n"
        if where in {op.AT_BEGINNING, op.AT_BEGINNING_STRING}:
            return at == 0
        if where is op.AT_END:
            multiline = bool(self._flags & re.MULTILINE) and text[at : at + 1] == "\n"
            return at == len(text) or (at == len(text) - 1 and text[at] == "\n") or multiline
        if where is op.AT_END_STRING:
            return at == len(text)
        if where in {op.AT_BOUNDARY, op.AT_NON_BOUNDARY}:
            before = at > 0 and _CATEGORIES[op.CATEGORY_WORD](text[at - 1])
            behind = at < len(text) and _CATEGORIES[op.CATEGORY_WORD](text[at])
            return (before != behind) is (where is op.AT_BOUNDARY)
        msg = f"no step for {where}"
        raise NotImplementedError(msg)

    def _is(self, node: Node, char: str) -> bool:
        kind, given = node
        if self._flags & re.IGNORECASE:
            lower, upper = char.lower(), char.upper()
            return self._plain(kind, given, lower) or self._plain(kind, given, upper)
        return self._plain(kind, given, char)

    def _plain(self, kind: Any, given: Any, char: str) -> bool:
        if kind is op.LITERAL:
            return ord(char) == given
        if kind is op.NOT_LITERAL:
            return ord(char) != given
        if kind is op.ANY:
            return char != "\n" or bool(self._flags & re.DOTALL)
        negated: bool = given[0][0] is op.NEGATE
        return negated is not any(self._in(each, char) for each in given)

    @staticmethod
    def _in(each: Node, char: str) -> bool:
        kind, given = each
        if kind is op.RANGE:
            return bool(given[0] <= ord(char) <= given[1])
        if kind is op.CATEGORY:
            return bool(
                _CATEGORIES[given](char)
                if given in _CATEGORIES
                else not _CATEGORIES[_NOT[given]](char)
            )
        return bool(kind is op.LITERAL and ord(char) == given)
