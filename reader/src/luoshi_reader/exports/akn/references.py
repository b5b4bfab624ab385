"""The facts of a plan as references of its metadata, and as marks on the words that state them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote

from luoshi_reader.exports.akn.markup import Mark, opened
from luoshi_reader.facts import (
    Assignment,
    Chain,
    Citation,
    Cluster,
    Commitment,
    Fact,
    Figure,
    Heading,
    Link,
    Organisation,
    Project,
    as_record,
)
from luoshi_reader.source import Source, Span

#: The namespace of the facts with all their fields (docs/akn.md).
FACTS: Final = "urn:luoshi:facts"
#: Of each kind of fact: the class of the reference, the element in the text.
_CLASSES: Final[Mapping[type[Fact], tuple[str, str]]] = {
    Figure: ("TLCConcept", "quantity"),
    Commitment: ("TLCEvent", "event"),
    Project: ("TLCObject", "object"),
    Organisation: ("TLCOrganization", "organization"),
    Cluster: ("TLCLocation", "location"),
    Chain: ("TLCTerm", "term"),
    Assignment: ("TLCProcess", "process"),
}
_ORGANIZATION: Final = "TLCOrganization"
_DIGITS: Final = 12


def work_address(name: str) -> str:
    """Return the address of a document of China by its number or title."""
    return f"/akn/cn/doc/{quote(name, safe='', errors='replace')}"


def concept_address(kind: str, name: str) -> str:
    """Return the address of a thing by the kind of its element and its name."""
    return f"/akn/ontology/{kind}/cn/{quote(name, safe='', errors='replace')}"


def reference_key(prefix: str, kind: str, name: str) -> str:
    """Return the eId of a reference: the same name has the same one wherever it is mentioned."""
    return f"{prefix}{kind}_{sha256(name.encode('utf-8', 'replace')).hexdigest()[:_DIGITS]}"


def references(facts: Sequence[Fact], source: Source, prefix: str) -> list[str]:
    """Return the references of some facts, each once, in the order of the text."""
    found: dict[str, str] = {}
    for fact in facts:
        for tag, kind, name, address in _named(fact, source):
            key = reference_key(prefix, kind, name)
            told = {"eId": key, "href": address, "showAs": name}
            found.setdefault(key, opened(tag, told, closed=True))
    return list(found.values())


def _named(fact: Fact, source: Source) -> Iterator[tuple[str, str, str, str]]:
    """Yield (class, kind, name, address) of what a fact refers to."""
    if isinstance(fact, Citation):
        yield "activeRef", "ref", fact.title_text, _cited(fact)
    elif type(fact) in _CLASSES:
        tag, kind = _CLASSES[type(fact)]
        name = _name(fact, source)
        yield tag, kind, name, concept_address(kind, name)
    if isinstance(fact, Assignment):
        for unit in (*fact.leads, *fact.participants):
            yield _ORGANIZATION, "organization", unit, concept_address("organization", unit)


def marks(facts: Sequence[Fact], source: Source, prefix: str) -> Iterator[Mark]:
    """Yield a mark on the words of every fact that is stated in words of its own."""
    for fact in facts:
        if isinstance(fact, Citation):
            key = reference_key(prefix, "ref", fact.title_text)
            yield Mark(fact.span, "ref", {"href": _cited(fact), "refersTo": f"#{key}"})
        elif type(fact) in _CLASSES:
            _, kind = _CLASSES[type(fact)]
            key = reference_key(prefix, kind, _name(fact, source))
            yield Mark(_place(fact), kind, {"refersTo": f"#{key}", **_normalized(fact)})


def recorded(facts: Sequence[Fact], source: Source, prefix: str) -> list[str]:
    """Return the facts with every field; lists as JSON, what the text does not state left out."""
    return [
        opened(f"facts:{fact.type}", _fields(fact, source, prefix), closed=True)
        for fact in facts
        if not isinstance(fact, Heading)
    ]


def _fields(fact: Fact, source: Source, prefix: str) -> dict[str, str]:
    named = next(_named(fact, source), None)
    told = {"refersTo": f"#{reference_key(prefix, named[1], named[2])}"} if named else {}
    told |= {"start": str(fact.span.start), "end": str(fact.span.end)}
    if fact.confidence is not None:
        told["confidence"] = str(fact.confidence)
    record = as_record(fact, source)
    for left_out in ("type", "quote", "start"):
        del record[left_out]
    return told | {name: _told(value) for name, value in record.items() if value not in (None, [])}


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _normalized(fact: Fact) -> dict[str, str]:
    if not isinstance(fact, Figure):
        return {}
    if fact.value is not None:
        return {"normalized": f"{fact.value}{fact.unit or ''}"}
    return {} if fact.growth_pct is None else {"normalized": f"{fact.growth_pct}%"}


def _place(fact: Fact) -> Span:
    return fact.task if isinstance(fact, Assignment) else fact.span


def _name(fact: Fact, source: Source) -> str:
    match fact:
        case Figure():
            name = f"{fact.subject_text or ''}{fact.indicator_text or ''}"
        case Commitment():
            name = f"{fact.action_text or ''}{fact.object_text or ''}"
        case Chain():
            name = fact.name_text or "—".join(fact.links)
        case Assignment():
            name = fact.task_text
        case Project() | Organisation() | Cluster():
            name = fact.name_text
        case Link() | Heading() | _:
            name = ""
    return name or source.quote(fact.span)


def _cited(fact: Citation) -> str:
    return work_address(fact.doc_no or fact.title_text)
