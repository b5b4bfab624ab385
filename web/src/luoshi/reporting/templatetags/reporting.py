"""Filters of the form page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import template

from luoshi.kernel.periods import Period
from luoshi.reporting import showing
from luoshi.reporting.queries.grid import Row
from luoshi.reporting.wording import cell_text, column_words, origin_words

register = template.Library()
_REFERENCE = re.compile(r"([\u4e00-\u9fff]*\[[^\]]*\])")


@register.filter
def of_column(widths: Any, key: str) -> int | None:
    """Return the width that the person gave a column; none where it is as made."""
    return widths.get(key) if isinstance(widths, dict) else None


@register.filter
def of_line(mapping: Mapping[int, Any], line: int) -> Any:
    """Return what belongs to a line: findings, files; nothing where there is none."""
    return mapping.get(line, "")


@register.filter
def period(code: str) -> str:
    """Return a period in words by its code."""
    return Period.parse(code).label


register.filter("origin_word", origin_words)


@register.filter
def column_word(column: str) -> str:
    """Return what a cell is called."""
    return column_words()[column]


@register.filter
def in_words(text: str, column: str) -> str:
    """Return a cell as people read it."""
    return cell_text(column, text)


register.filter("project_places", showing.project_places)
register.filter("project_sums", showing.project_sums)


@register.filter
def was(changed: Mapping[str, str], column: str) -> str:
    """Return what stood in a cell in the version before, where it is another now."""
    return cell_text(column, changed.get(column, ""))


@register.filter
def with_names(text: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return an expression in parts: each reference with the name of its line, signs without."""
    return [
        (part, names.get(part.partition("[")[2].rstrip("]"), "") if "[" in part else "")
        for part in _REFERENCE.split(text)
        if part
    ]


@register.filter
def first_cell(row: Row) -> str:
    """Return the cell at which a line is looked at first."""
    if row.how is None:
        return "done"
    return "numerator" if row.how.ratio else "value"
