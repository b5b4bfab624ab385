"""What is said of a document in its `meta`: work, expression, manifestation, references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from luoshi_reader.exports.akn.markup import opened
from luoshi_reader.exports.akn.references import (
    FACTS,
    concept_address,
    recorded,
    reference_key,
    references,
    work_address,
)
from luoshi_reader.facts import Fact
from luoshi_reader.source import Source

#: Who marked the text up.
READER: Final = "luoshi"
#: The standard wants a day of every document; this one is no document's.
NO_DAY: Final = "0001-01-01"
_UNNAMED: Final = "-"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document; `day` as XML has it, `number` as printed.

    `component` is its place in the whole: main, or att_2 for the second attachment.
    """

    title: str
    issuer: str | None
    number: str | None
    day: str | None
    year: int | None
    component: str


def meta(known: Known, whole: Known, facts: Sequence[Fact], source: Source, prefix: str) -> str:
    """Return the metadata of a document that is `whole` itself or an attachment of it."""
    people = [*references(facts, source, prefix)]
    if known.issuer and (author := _author(known, prefix)) not in people:
        people.insert(0, author)
    if not prefix:
        reader = {"eId": READER, "href": "/akn/ontology/organization/luoshi", "showAs": "落实"}
        people.insert(0, opened("TLCOrganization", reader, closed=True))
    told = [_identification(known, whole, prefix)]
    if people:
        told += [f'<references source="#{READER}">', *people, "</references>"]
    if fields := recorded(facts, source, prefix):
        told += [f'<proprietary source="#{READER}" xmlns:facts="{FACTS}">', *fields]
        told += ["</proprietary>"]
    return f"<meta>{''.join(told)}</meta>"


def _author(known: Known, prefix: str) -> str:
    name = known.issuer or ""
    key = reference_key(prefix, "organization", name)
    told = {"eId": key, "href": concept_address("organization", name), "showAs": name}
    return opened("TLCOrganization", told, closed=True)


def _identification(known: Known, whole: Known, prefix: str) -> str:
    work = work_address(whole.number or whole.title or _UNNAMED)
    expression, file = f"{work}/zho@", f"{work}/zho@.xml"
    named = [_value("FRBRcountry", "cn")]
    named += [_value("FRBRnumber", known.number)] if known.number else []
    named += [_value("FRBRname", known.title)] if known.title else []
    language = opened("FRBRlanguage", {"language": "zho"}, closed=True)
    parts = (
        ("FRBRWork", work, "".join(named)),
        ("FRBRExpression", expression, language),
        ("FRBRManifestation", file, _value("FRBRformat", "application/akn+xml")),
    )
    told = "".join(
        f"<{tag}>{_value('FRBRthis', f'{address}/!{known.component}')}"
        f"{_value('FRBRuri', address)}{_core(known, prefix)}{more}</{tag}>"
        for tag, address, more in parts
    )
    return f'<identification source="#{READER}">{told}</identification>'


def _core(known: Known, prefix: str) -> str:
    if known.day:
        day = {"date": known.day, "name": "成文日期"}
    elif known.year:
        day = {"date": f"{known.year}-01-01", "name": "计划年度"}
    else:
        day = {"date": NO_DAY, "name": "未载明"}
    issuer = reference_key(prefix, "organization", known.issuer) if known.issuer else READER
    author = opened("FRBRauthor", {"href": f"#{issuer}"}, closed=True)
    return opened("FRBRdate", day, closed=True) + author


def _value(tag: str, value: str) -> str:
    return opened(tag, {"value": value}, closed=True)
