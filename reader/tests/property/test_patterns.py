"""No pattern of the reader costs more than the text is long, whatever the text is made of.

Work is counted, not timed: `Stepper` does what `re` does and counts its steps. The hostile texts
are made from each pattern itself, for nothing keeps a pattern busy like what it nearly accepts.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from random import Random

import luoshi_reader
import pytest

from reader.tests.property.near_misses import near_miss
from reader.tests.property.stepping import Stepper, TooManyError

#: Twice the text may take so many times the steps: 2 is linear, 4 quadratic.
MOST = 2.6
SHORTEST, LONGEST = 32, 1024
TRIES = 2
#: The stepper calls itself for every round of a repeat.
DEEP = 40_000


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every pattern of the package by the place of its name."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(luoshi_reader.__path__, "luoshi_reader."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[f"{module.name.removeprefix('luoshi_reader.')}.{name}"] = value
    return {name: each for name, each in found.items() if _is_first(name, each, found)}


def _is_first(name: str, pattern: re.Pattern[str], found: dict[str, re.Pattern[str]]) -> bool:
    return next(key for key, each in found.items() if each == pattern) == name


PATTERNS = patterns()


def hostile(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield what a text may begin with and what it may repeat to keep a pattern busy."""
    random = Random(repr(pattern.pattern))  # the same texts on every run
    for _ in range(TRIES):
        text = near_miss(pattern, random)
        if text:
            at = random.randrange(len(text))
            yield "", text
            yield "", text[: at + 1]
            yield text[:at], text[at : at + random.randint(1, 4)]


def steps(pattern: re.Pattern[str], text: str) -> float:
    stepper = Stepper(pattern)
    try:
        stepper.spans(text)
    except TooManyError:
        return float("inf")
    return stepper.steps


def is_superlinear(pattern: re.Pattern[str], head: str, body: str) -> bool:
    """Whether the steps grow faster than the text at every doubling up to the longest."""
    size = SHORTEST
    before = steps(pattern, head + (body * size)[:size])
    while size < LONGEST:
        size *= 2
        after = steps(pattern, head + (body * size)[:size])
        if after <= MOST * before and after != float("inf"):
            return False
        if after == float("inf"):
            return True
        before = after
    return True


@pytest.fixture(autouse=True)
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEEP)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_costs_more_than_the_text_is_long(name: str) -> None:
    pattern = PATTERNS[name]

    assert [each for each in hostile(pattern) if is_superlinear(pattern, *each)] == []


@pytest.mark.parametrize("name", PATTERNS)
def test_the_stepper_finds_what_re_finds(name: str) -> None:
    pattern = PATTERNS[name]
    texts = [head + body for head, body in hostile(pattern)]

    assert [Stepper(pattern).spans(text) for text in texts] == [
        [match.span() for match in pattern.finditer(text)] for text in texts
    ]


@pytest.mark.parametrize(
    ("pattern", "body"),
    [(r"[0-9]+个", "1"), (r"(?:重点|重大)*项目", "重点"), (r"[一-龥]+者$", "产")],
)
def test_growth_is_found(pattern: str, body: str) -> None:
    assert is_superlinear(re.compile(pattern), "", body)


@pytest.mark.parametrize(
    ("pattern", "body"),
    [(r"[0-9]{1,9}个", "1"), (r"(?<![0-9])[0-9]++个", "1"), (r"《[^《》]*》", "《")],
)
def test_a_large_but_even_cost_is_no_growth(pattern: str, body: str) -> None:
    assert not is_superlinear(re.compile(pattern), "", body)
