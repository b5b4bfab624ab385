"""A cluster while its name is being read, and the text around its head noun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from luoshi_reader.facts import Op
from luoshi_reader.text.places import Place


@dataclass(frozen=True, slots=True)
class Named:
    """One cluster: its quote, the parts of its name, its head noun, and what its words say."""

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    head: str
    places: tuple[str, ...]
    industry: str | None
    scale: Decimal | None
    scale_op: Op | None


@dataclass(frozen=True, slots=True)
class Context:
    """The text with its places, and those that are to have what is named."""

    text: str
    places: list[Place]
    subject: tuple[Place, ...]
    head: re.Match[str]

    @property
    def noun(self) -> str:
        """The head noun without a bracket behind it."""
        return self.head[0].partition("（")[0]

    @property
    def head_at(self) -> int:
        """Where the head noun begins."""
        return self.head.start()

    @property
    def end(self) -> int:
        """Where the head noun ends, a bracket behind it included."""
        return self.head.end()
