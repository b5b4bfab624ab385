"""What every suite does to its text first: fold it as plans are folded, and tell offsets back."""

from __future__ import annotations

from typing import Any

from luoshi_reader.source import Source, Span
from luoshi_reader.text.folding import Folded, close, fold


def view(text: str) -> Folded:
    """Return the folded view that the grammar reads."""
    source = Source(text)
    return close(fold(source, Span(0, len(text))))


def entity(folded: Folded, start: int, end: int, **said: Any) -> dict[str, Any]:
    """Return one found thing, its offsets counted in the row's own text."""
    span = folded.back(start, end)
    return {"start": span.start, "end": span.end, **said}
