"""Counts the work that Python does: growth is counted, never timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

#: How long a text is, in letters, before it is made eight times as long.
SHORT = 500
#: What eight times the text may cost: 8 is linear, 64 quadratic.
LINEAR = 12


def growth(work: Callable[[str], object], piece: str, head: str = "", tail: str = "") -> float:
    """Return how many times the steps `work` takes where a piece stands eight times as often."""
    times = max(1, SHORT // len(piece))
    work(head + piece + tail)  # what is read once only, such as the lexicon, is no growth
    once, eight = (steps(work, head + piece * times * each + tail) for each in (1, 8))
    return eight / once


def steps(work: Callable[[str], object], text: str) -> int:
    """Return how many lines are run; what a pattern does inside is for `test_patterns`."""
    count = 0

    def step(_frame: FrameType, event: str, _given: Any) -> Any:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work(text)
    finally:
        sys.settrace(before)
    return count
