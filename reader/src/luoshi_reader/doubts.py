"""Places where the text clashes with itself or cannot be read with certainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from luoshi_reader.source import Span

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One place for a person to decide.

    `code` is LS and three digits; every code is registered in `luoshi_reader.rules`.
    `message` is one Chinese sentence naming the two things that clash and the arithmetic;
    `related` are the places of the other side.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    related: tuple[Span, ...] = ()
