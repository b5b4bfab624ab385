"""Numerals that stand alone: read or refused."""

from __future__ import annotations

from typing import Any

from luoshi_reader.peers.views import view
from luoshi_reader.text.numerals import Malformed, read_numeral


def value(row: dict[str, Any]) -> dict[str, Any]:
    """Answer with the number, or with none where the numeral is malformed."""
    try:
        return {"value": str(read_numeral(view(row["input"]).text))}
    except Malformed:
        return {"value": None}
