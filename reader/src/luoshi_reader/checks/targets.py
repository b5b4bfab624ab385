"""LS107: one target that a plan prints twice with different values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from luoshi_reader.checks.arithmetic import level
from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Fact, Figure
from luoshi_reader.rules import raised
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.text.numbers import power
from luoshi_reader.text.quantities import bare_unit

#: A threshold before the words of a figure: 100万元以上.
_ABOVE: Final = re.compile("[0-9][^，。；：]{0,6}(?:以上|以下|以内)$")
_NEAR: Final = 16


def one_target_twice(plan: PlanText, facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS107 where indicator, subject, year and unit agree and the value does not."""
    seen: dict[tuple[object, ...], Figure] = {}
    for fact in facts:
        if not isinstance(fact, Figure) or fact.kind != "target" or fact.value is None:
            continue
        if not (fact.year and fact.subject_text and fact.indicator_text):
            continue
        if _ABOVE.search(plan.source.text, max(0, fact.span.start - _NEAR), fact.span.start):
            continue  # 50万元以上|村占50%，100万元以上|村占20%: each of its own
        unit = fact.unit or ""
        noun = bare_unit(unit)
        key = (fact.year, fact.subject_text, fact.indicator_text, noun, fact.scope)
        first = seen.setdefault(key, fact)
        if _whole(first) != _whole(fact) and fact.value_to is None and first.value_to is None:
            yield raised(
                "LS107",
                fact.span,
                (first.span,),
                year=fact.year,
                what=f"{fact.subject_text}{fact.indicator_text}",
                here=level(fact),
                there=level(first),
            )


def _whole(figure: Figure) -> Decimal:
    unit = figure.unit or ""
    scale = unit[: len(unit) - len(unit.lstrip("万亿"))]
    return (figure.value or Decimal(0)) * Decimal(10) ** power(scale)
