"""From the bytes of a file to what is stored of it: the one stair to the reader."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import PurePath
from typing import Any, Final

from luoshi_reader import Document, Doubt, Fact, Source, as_record, confidence, read_plan
from luoshi_reader import Plan as PlanRead
from luoshi_reader.compare import Change as Change
from luoshi_reader.compare import Comparison as Comparison
from luoshi_reader.compare import compare_documents
from luoshi_reader.errors import ReadingError as ReadingError
from luoshi_reader.exports.akn import as_akn
from luoshi_reader.exports.compared import as_docx
from luoshi_reader.formats import open_source
from luoshi_reader.formats.apart import ask
from luoshi_reader.formats.opening import kind_of as kind_of
from luoshi_reader.source import Piece
from luoshi_reader.version import reader_version as reader_version

_SENTENCE_END: Final = re.compile(r"[。！？\n]")
_TITLE: Final = re.compile(r"《([^《》\n]{4,80}?(?:计划|方案|规划|意见|措施|办法|细则|纲要))》")
_DATE: Final = re.compile(
    r"^[ \t　]*((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日[ \t\r　]*$", re.MULTILINE
)
_ISSUER: Final = re.compile(
    r"^[\s　]*([^\s　，。；：]{4,40}(?:政府|办公厅|办公室|委员会|委|厅|局|部))[\s　]*$"
)
#: A sentence is shown as far as this on either side; longer ones are no sentences.
_REACH: Final = 600
_ENCODINGS: Final = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_MARKS: Final = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


@dataclass(frozen=True, slots=True)
class ReadFact:
    """A fact ready to be stored."""

    type: str
    start: int
    end: int
    quote: str
    sentence: str
    fields: dict[str, Any]
    evidence: list[list[int]]
    key: str
    confidence: float | None = None


def touches(start: int, end: int, places: Iterable[Sequence[int]]) -> bool:
    """Whether a place shares a character with one of several."""
    return any(start < last and first < end for first, last in places)


@dataclass(frozen=True, slots=True)
class ReadDoubt:
    """A doubt ready to be stored."""

    code: str
    severity: str
    message: str
    start: int
    end: int
    related: list[list[int]]
    key: str

    def touches(self, start: int, end: int) -> bool:
        """Whether a place shares a character with either side of the doubt."""
        return touches(start, end, [[self.start, self.end], *self.related])


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """One plan ready to be stored."""

    title: str
    year: int | None
    issuer: str
    start: int
    end: int
    outline: list[dict[str, Any]]
    facts: list[ReadFact]
    doubts: list[ReadDoubt]

    @property
    def counts(self) -> dict[str, int]:
        """How many facts of each type."""
        return dict(Counter(fact.type for fact in self.facts))


@dataclass(frozen=True, slots=True)
class Reading:
    """A file, opened and read; `pieces` as in `Version`."""

    text: str
    pieces: list[Piece]
    encoding: str
    sha256: str
    title: str
    issuer: str
    issued_on: date | None
    plans: list[ReadPlan]

    @property
    def states_something(self) -> bool:
        """Whether anything beyond its own title was found in the text."""
        return any(
            fact.type != "heading" or fact.fields.get("level") != 1
            for plan in self.plans
            for fact in plan.facts
        )


#: From here on facts may be taken over in bulk, the error rate told with them.
SURE: Final = confidence.SURE


@cache
def error_rate() -> float:
    """Return the share of wrong facts measured among those as sure as `SURE`, 0 to 1."""
    return confidence.measured(SURE).error_rate


def read_file(data: bytes, filename: str, *, ocr: str = "") -> Reading:
    """Open and read a file; `ocr` is the office's command for scanned pages, if it has one.

    Raises:
        ReadingError: it is no text that can be read.

    """
    kind = kind_of(data, filename)
    source = open_source(data, filename, ocr=ocr)
    encoding = encoding_of(data, source.text) if kind == "text" else kind
    return read_again(
        source.text,
        source.pieces,
        filename=filename,
        encoding=encoding,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def pages_of(data: bytes) -> int:
    """Return how many pages a PDF has; nought where it cannot be opened."""
    try:
        return int(ask("pdf", data, "count"))
    except ReadingError:
        return 0


def read_again(
    text: str, pieces: Iterable[Sequence[Any]], *, filename: str, encoding: str, sha256: str
) -> Reading:
    """Read what a file was opened to: the same reading without opening it once more."""
    kept = [Piece(*piece) for piece in pieces]
    plans = read_text(text, kept)
    preamble = text[: plans[0].start] if plans else text
    return Reading(
        text=text,
        pieces=kept,
        encoding=encoding,
        sha256=sha256,
        title=title_of(preamble, plans, filename),
        issuer=issuer_of(text, preamble, plans),
        issued_on=date_of(text, preamble),
        plans=plans,
    )


def read_text(text: str, pieces: Iterable[Sequence[Any]] = ()) -> list[ReadPlan]:
    """Read a text, with its way back into its file, into plans ready to be stored.

    Doubts about the words before the plans are kept with the first plan, which shows those words.
    What a waiver in the text answers is no doubt.
    """
    document = document_of(text, pieces)
    ends = [plan.span.start for plan in document.plans[1:]]
    doubts: list[list[Doubt]] = [[] for _ in document.plans]
    for doubt in document.doubts if document.plans else ():
        doubts[bisect_right(ends, doubt.span.start)].append(doubt)
    pairs = zip(document.plans, doubts, strict=True)
    return [_plan(document.source, plan, found) for plan, found in pairs]


def document_of(text: str, pieces: Iterable[Sequence[Any]]) -> Document:
    """Return what the reader makes of a text with its way back into its file."""
    return read_plan(Source(text, tuple(Piece(*piece) for piece in pieces)))


def _plan(source: Source, plan: PlanRead, found: list[Doubt]) -> ReadPlan:
    seen: Counter[str] = Counter()
    facts = [read_fact(source, fact, seen) for fact in plan.facts]
    outline = [
        {
            "level": fact.fields["level"],
            "number": fact.fields["number"],
            "title": fact.fields["title_text"],
            "start": fact.start,
            "end": fact.end,
        }
        for fact in facts
        if fact.type == "heading"
    ]
    doubts: Counter[str] = Counter()
    return ReadPlan(
        title=plan.title_text.strip() or "（无标题）",
        year=plan.year,
        issuer=plan.issuer_text or "",
        start=plan.span.start,
        end=plan.span.end,
        outline=outline,
        facts=facts,
        doubts=[_doubt(doubt, doubts) for doubt in found],
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands: the text with its way back into its file, and the plan's start there."""

    text: str
    pieces: Iterable[Sequence[Any]]
    start: int

    def read(self) -> Document:
        """Return the document with this plan alone."""
        document = document_of(self.text, self.pieces)
        alone = tuple(plan for plan in document.plans if plan.span.start == self.start)
        return replace(document, plans=alone)


def compared_plans(old: Standing, new: Standing) -> Comparison:
    """Compare two plans, each read as it was when it was taken in."""
    return compare_documents(old.read(), new.read())


def comparison_docx(found: Comparison) -> bytes:
    """Return a comparison as a Word document."""
    return as_docx(found)


def akoma_ntoso(text: str, pieces: Iterable[Sequence[Any]]) -> bytes:
    """Return a text with what is read in it as XML of Akoma Ntoso (docs/akn.md), in UTF-8."""
    return as_akn(document_of(text, pieces)).encode()


def read_fact(source: Source, fact: Fact, seen: Counter[str]) -> ReadFact:
    """Return a fact ready to be stored; `seen` numbers those of one kind at one place."""
    fields = as_record(fact, source)
    quote, start = fields.pop("quote"), fields.pop("start")
    end = start + len(quote)
    return ReadFact(
        type=fields.pop("type"),
        start=start,
        end=end,
        quote=quote,
        sentence=sentence_at(source.text, start, end),
        fields=fields,
        evidence=[[span.start, span.end] for span in fact.evidence],
        key=_numbered(f"{fact.type}:{start}-{end}", seen),
        confidence=fact.confidence,
    )


def _doubt(doubt: Doubt, seen: Counter[str]) -> ReadDoubt:
    return ReadDoubt(
        code=doubt.code,
        severity=doubt.severity,
        message=doubt.message,
        start=doubt.span.start,
        end=doubt.span.end,
        related=[[span.start, span.end] for span in doubt.related],
        key=_numbered(f"{doubt.code}:{doubt.span.start}-{doubt.span.end}", seen),
    )


def _numbered(key: str, seen: Counter[str]) -> str:
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}:{seen[key]}"


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence (or table row) of the source that holds a place."""
    floor, ceiling = max(0, start - _REACH), min(len(text), end + _REACH)
    first = max(text.rfind(mark, floor, start) for mark in "。！？\n") + 1 or floor
    found = _SENTENCE_END.search(text, max(start, end - 1), ceiling)
    last = ceiling if found is None else found.end()
    return text[first:last].strip()


def title_of(preamble: str, plans: list[ReadPlan], filename: str) -> str:
    """Name the document: what its notice cites first, else its only plan, else the file."""
    if len(plans) == 1:
        return plans[0].title
    cited = _TITLE.search(preamble)
    return cited[1] if cited else PurePath(filename).stem or "（无标题）"


def date_of(text: str, preamble: str) -> date | None:
    """Return the date that stands on a line of its own, in the notice or at the very end."""
    for found in [*_DATE.finditer(preamble), *_DATE.finditer(text)]:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None


def issuer_of(text: str, preamble: str, plans: list[ReadPlan]) -> str:
    """Return who signed above the date, or the only plan's byline."""
    for where in (preamble, text):
        if found := _DATE.search(where):
            lines = where[: found.start()].rstrip().rsplit("\n", 1)
            if signed := _ISSUER.match(lines[-1]):
                return signed[1]
    return plans[0].issuer if len(plans) == 1 else ""


def encoding_of(data: bytes, text: str) -> str:
    """Return the encoding that turns the text back into the file."""
    for name in _ENCODINGS:
        try:
            body = text.encode(name)
        except UnicodeEncodeError:
            continue
        if data in (body, _MARKS.get(name, b"") + body):
            return name
    return "gb18030"
