"""Figures as people read them: grouped by threes, the original digits when copied."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def plain(value: Decimal | float | str) -> str:
    """Return a number without exponent or trailing zeros: `12500`, `9.6`."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def groups(text: str) -> list[str]:
    """Split the digits before the point by threes; four digits stay together.

    12500 gives 12 and 500; 9.6 and 2016 stay whole.
    """
    whole, point, rest = text.partition(".")
    sign, digits = (whole[:1], whole[1:]) if whole[:1] in "-+" and whole else ("", whole)
    if len(digits) <= 4:  # noqa: PLR2004 - years and the like
        return [text]
    first = len(digits) % 3 or 3
    parts = [digits[:first], *(digits[i : i + 3] for i in range(first, len(digits), 3))]
    parts[0] = sign + parts[0]
    parts[-1] += point + rest
    return parts


def figure(value: Any) -> SafeString | str:
    """Return a figure for a page: groups are spaced by style, so that copying keeps the digits."""
    if value is None or value == "":
        return ""
    text = plain(value)
    spans = "".join([f"<span>{part}</span>" for part in groups(text)])
    return mark_safe(f'<data class="figure" value="{text}">{spans}</data>')  # noqa: S308 - the digits of a decimal
