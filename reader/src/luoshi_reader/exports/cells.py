"""One fact as a row of cells for people: Chinese column names, words instead of codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from luoshi_reader.exports.labels import FIELDS, VALUES
from luoshi_reader.exports.records import Reading
from luoshi_reader.facts import Fact, as_record, field_names
from luoshi_reader.source import Source

#: A cell: words, a number, or nothing.
Cell = str | int | float | None

_LIST: Final = "；"


def columns(kind: type[Fact]) -> list[str]:
    """Return the column names of a kind of fact: its fields, then where it stands."""
    return [*(FIELDS[name] for name in field_names(kind)), "行", FIELDS["start"], FIELDS["quote"]]


def rows(kind: type[Fact], readings: Sequence[Reading]) -> Iterator[tuple[str, str, list[Cell]]]:
    """Yield (file, plan title, cells) of every fact of a kind."""
    for reading in readings:
        for plan in reading.document.plans:
            for fact in plan.facts:
                if isinstance(fact, kind):
                    yield reading.name, plan.title_text, _cells(fact, reading.document.source)


def _cells(fact: Fact, source: Source) -> list[Cell]:
    record = as_record(fact, source)
    cells = [_cell(name, record.get(name)) for name in field_names(type(fact))]
    return [*cells, source.place(fact.span.start)[0], fact.span.start, record["quote"]]


def _cell(name: str, value: Any) -> Cell:
    if isinstance(value, bool):
        return "是" if value else None
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, dict):
        return "".join(str(each) for each in value.values() if each is not None)
    if isinstance(value, list):
        return _LIST.join(_item(name, each) for each in value) or None
    word: str = value
    return VALUES.get(name, {}).get(word, word)


def _item(name: str, value: Any) -> str:
    if name == "headings":
        return ".".join(str(each) for each in value if each is not None)
    return str(_cell(name, value))
