"""Last year's figure beside a target, by the reader's own rule, on the fields as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar

from luoshi_reader.checks.arithmetic import base_of as base_figure
from luoshi_reader.facts import Figure
from luoshi_reader.source import Span

#: Powers of ten of the prefixes that a unit of amount may carry.
_SCALES: Final = {"万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "万": 4}
_NOWHERE: Final = Span(0, 0)
Found = TypeVar("Found")
Fields = Mapping[str, Any]


def base_of(target: Fields, past: Iterable[tuple[Found, Fields]]) -> tuple[Found, Fields] | None:
    """Return last year's figure of the same indicator and population, or None.

    `past` are (what was found, its fields). The rule is that of the check LS101, so that a page
    and a doubt never differ; fields that a person corrected count as corrected.
    """
    if target.get("kind") != "target" or target.get("value") is None:
        return None
    pairs = [(_figure(fields), (found, fields)) for found, fields in past]
    base = base_figure(_figure(target), [figure for figure, _pair in pairs])
    return next((pair for figure, pair in pairs if figure is base), None)


def growth(base: tuple[Decimal, str], target: tuple[Decimal, str]) -> Decimal | None:
    """Return by how many percent `target` exceeds `base`; None without a positive like base."""
    base_value, base_unit = _in_base_units(*base)
    value, unit = _in_base_units(*target)
    if base_unit != unit or base_value <= 0:
        return None
    return (value / base_value - 1) * 100


def _in_base_units(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return an amount in its bare unit: 2.3 亿部 is 230000000 部."""
    for prefix, power in _SCALES.items():
        if unit.startswith(prefix) and len(unit) > len(prefix):
            return value * Decimal(10) ** power, unit[len(prefix) :]
    return value, unit


def _figure(fields: Fields) -> Figure:
    value = fields.get("value")
    return Figure(
        span=_NOWHERE,
        kind=fields.get("kind", "target"),
        year=fields.get("year"),
        subject_text=fields.get("subject_text"),
        indicator_text=fields.get("indicator_text"),
        value=None if value is None else Decimal(str(value)),
        unit=fields.get("unit"),
        scope=fields.get("scope", "province"),
    )
