"""What a rule is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from luoshi_reader.doubts import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, how grave it is, and the sentences it says.

    `messages` are templates by the case they are said in; "" is the only or the usual one.
    """

    code: str
    slug: str
    severity: Severity
    title: str
    english: str
    messages: Mapping[str, str]


def rule(
    code: str, slug: str, severity: Severity, title: str, english: str, said: str = "", **cases: str
) -> Rule:
    """Return a rule that says `said`, or one of its `cases`."""
    return Rule(code, slug, severity, title, english, {"": said, **cases})
