"""What the form shows beside what was typed: as shown, and as it is copied."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from luoshi.kernel.rounding import half_up, points_text, rate_text
from luoshi.reporting.queries.grid import Row
from luoshi.reporting.rules.adding import value_of
from luoshi.reporting.rules.content import NUMBER_COLUMNS, PROJECT_NUMBERS, ProjectInput, text_of
from luoshi.reporting.rules.grid import point_of
from luoshi.reporting.rules.parts import columns as value_columns
from luoshi.reporting.rules.projects import Sums, sums

_SHOWN_DECIMALS: Final = 2


def sums_of(row: Row) -> Sums:
    """Return what stands beside the money of a project."""
    assert row.before is not None
    typed: dict[str, Any] = {column: row.number(column) for column in PROJECT_NUMBERS}
    return sums(ProjectInput(row.line.pk, **typed), row.before)


def shown(value: Decimal | None) -> tuple[str, str]:
    """Return a derived number as the form shows it, and as it is copied."""
    return ("", "") if value is None else (text_of(half_up(value, _SHOWN_DECIMALS)), text_of(value))


def derived_of(row: Row) -> dict[str, tuple[str, str]]:
    """Return what the form shows beside a figure, by column: as shown, as copied."""
    if row.is_project:
        return _derived_of_project(row)
    found = row.beside
    if found is None or row.how is None:
        return {}
    rate = rate_text(found.rate)
    goal = "" if row.target is None else f"{shown(row.target)[0]} · {rate}"
    change = "" if found.yoy is None else text_of(found.yoy)
    growth = points_text(found.yoy) if row.how.in_points else rate_text(found.yoy)
    return {
        "period": shown(found.period),
        "cumulative": shown(found.cumulative),
        "last": shown(found.last),
        "base": _on_basis(row, shown(found.base)),
        "yoy": ("" if found.cumulative is None and found.yoy is None else growth, change),
        "rate": (goal, "" if found.rate is None else text_of(found.rate)),
        **_summed_parts(row),
    }


def _derived_of_project(row: Row) -> dict[str, tuple[str, str]]:
    """Return what the form shows beside the money of a project."""
    found = sums_of(row)
    return {
        "year": shown(found.year),
        "year_rate": (rate_text(found.year_rate), ""),
        "total_rate": (rate_text(found.total_rate), ""),
        "total_next": shown(found.total_next),
    }


def _on_basis(row: Row, base: tuple[str, str]) -> tuple[str, str]:
    """Return last year's value with the basis it stands on, where that is not as published."""
    text, raw = base
    return (_("%(base)s（可比口径）") % {"base": text} if row.comparable and text else text), raw


def _summed_parts(row: Row) -> dict[str, tuple[str, str]]:
    """Return the parts of a ratio that follow from those of a breakdown, by column."""
    assert row.how is not None
    if not row.line.computed or not row.how.ratio:
        return {}
    return {column: shown(row.number(column)) for column in value_columns(ratio=True)}


def ratio_of(row: Row) -> Decimal | None:
    """Return the quotient of a ratio's typed parts."""
    assert row.how is not None
    typed = {column: row.number(column) for column in NUMBER_COLUMNS}
    return value_of(row.how.over_time, point_of(typed, row.how), row.how.unit)
