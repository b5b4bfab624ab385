"""Reads Chinese action plans into facts tied to their exact sentences."""

from luoshi_reader.patterns import kept_patterns

with kept_patterns():
    from luoshi_reader.doubts import Doubt
    from luoshi_reader.errors import ReadingError
    from luoshi_reader.facts import Fact, as_record
    from luoshi_reader.plan import Document, Plan, read_plan
    from luoshi_reader.source import Source, Span

__all__ = [
    "Document",
    "Doubt",
    "Fact",
    "Plan",
    "ReadingError",
    "Source",
    "Span",
    "as_record",
    "read_plan",
]
