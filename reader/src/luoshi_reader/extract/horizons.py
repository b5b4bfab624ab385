"""The date that goals are set for, told once and meant for each promise of their list."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from luoshi_reader.source import Span
from luoshi_reader.structure.outline import Paragraph, Section

_LIMIT: Final = re.compile(
    r"(?:\A[^，。；：]{0,8}[：:]|\A(?:——|（[^）]{1,3}）|[0-9]{1,2}[.．、])?|(?<=[。；：，\s]))"
    r"(?:力争|争取)?(?P<due>[到至]20[0-9]{2}年(?:年?[底末])?(?:前)?"
    r"|[自从]?20[0-9]{2}年(?:开始|起)，?[^，。；0-9]{0,6}?[0-9一二三四五六七八九十]{1,2}年(?:左右)?的?(?:时间|努力|以?内|之内|左右))，?"
)
_BULLET: Final = re.compile(r"——|[—─●•·◆]|[0-9]{1,2}[.．、]|（[0-9一二三四五六七八九十]{1,3}）")
_LONGEST_OPENING: Final = 16
#: The level of 一、: the date of a section of goals is meant for the part it stands in.
_PART: Final = 2


class Goal(NamedTuple):
    """A date set for goals: in force from `at` on, its words and where they are printed."""

    at: int
    words: str
    span: Span


class Horizons:
    """The dates in force over the paragraphs of one plan, read in order."""

    def __init__(self) -> None:
        self._lists: dict[int, Goal] = {}
        self._goals: dict[int, Goal] = {}
        self._here: list[Goal] = []
        self._before: Goal | None = None

    def enter(self, paragraph: Paragraph) -> None:
        """Take up a paragraph: what it sets a date for may go on in those that follow."""
        text, section = paragraph.text, paragraph.section
        self._before, self._here = self._standing(text, section), []
        if "20" not in text:
            return
        found = [
            Goal(
                match.end(),
                paragraph.folded.words(*match.span("due")),
                paragraph.folded.back(*match.span("due")),
            )
            for match in _LIMIT.finditer(text)
        ]
        if not found:
            return
        aims = _of_goals(section)
        self._here = [each for each in found if aims or _opens(text, each)]
        self._lists[id(section)] = found[-1]
        headed = section.parent is not None and bool(section.children)
        if aims or headed or text.endswith(("：", ":")):
            self._goals[id(section)] = found[-1]
        part = section.above(_PART)
        if aims and part is not None:
            self._goals[id(part)] = found[-1]

    def over(self, at: int) -> Goal | None:
        """Return the date in force at an offset of the paragraph, or None."""
        return next((each for each in reversed(self._here) if each.at <= at), self._before)

    def _standing(self, text: str, section: Section) -> Goal | None:
        if (goal := self._lists.get(id(section))) and _BULLET.match(text):
            return goal
        at: Section | None = section
        while at is not None:
            if goal := self._goals.get(id(at)):
                return goal
            at = at.parent
        return None


def _opens(text: str, goal: Goal) -> bool:
    """Whether a date opens its paragraph, all sentences of which it is meant for."""
    return goal.at - len(goal.words) <= _LONGEST_OPENING and "，" not in text[: goal.at - 1]


def _of_goals(section: Section) -> bool:
    at: Section | None = section
    while at is not None:
        if at.heading is not None and "目标" in (at.heading.title_text or ""):
            return True
        at = at.parent
    return False
