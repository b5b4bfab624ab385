"""What a check found, and whether an explanation explains. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

HARD: Final = "hard"
SOFT: Final = "soft"
SHORTEST: Final = 6
_DISTINCT: Final = 4
_PHRASES: Final = re.compile(
    "(?:数据|情况|数字|以上|上述|均|已|经)*"
    "(?:核实|核对|属实|无误|准确|正确|真实|没有问题|没问题|无问题|同意|说明|正常|是|的|了)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found; a soft finding needs an explanation, a hard one blocks."""

    code: str
    severity: str
    line_id: int | None
    words: str
    rule_id: int | None = None

    @property
    def needs_explanation(self) -> bool:
        """Whether it may be sent with a true explanation."""
        return self.severity == SOFT


def explains(text: str) -> bool:
    """Whether a text is an explanation: six characters beyond 核实无误 and the like."""
    letters = re.sub(r"[\W_]+", "", text)
    rest = _PHRASES.sub("", letters)
    return len(rest) >= SHORTEST and len(set(rest)) >= _DISTINCT
