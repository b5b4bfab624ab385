"""Sums of money, found in a sentence or read from a short text."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from luoshi_reader.peers.views import entity, view
from luoshi_reader.text.money import Money, amount, sums

Row = dict[str, Any]
_CENT: Final = Decimal("0.01")


def currency(row: Row) -> Row:
    """Answer with the sums of a sentence and their values."""
    folded = view(row["input"])
    return {
        "entities": [
            entity(folded, one.start, one.end, value=str(one.value), currency=one.currency)
            for one in sums(folded.text)
        ]
    }


def parsed(row: Row) -> Row:
    """Answer with the value of a text that names one sum, to the cent; two values for a span."""
    one = amount(view(row["input"]).text)
    return {"value": _shown(one) if one is not None else None}


def _shown(one: Money) -> str | list[str]:
    low = str(one.value.quantize(_CENT, ROUND_HALF_UP))
    if one.value_to is None:
        return low
    return [low, str(one.value_to.quantize(_CENT, ROUND_HALF_UP))]
