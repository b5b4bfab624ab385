"""What a plan states: the ten kinds of fact.

Fields and their meaning follow the annotation guide (docs/facts.md). Every fact carries the span
of its quote and, where it inherited its subject, year or verb, the spans of that evidence.
Fields ending in `_text` keep the source's wording without layout wraps.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

if TYPE_CHECKING:
    from luoshi_reader.source import Source, Span

Op = Literal["=", ">=", ">", "~", "<=", "<"]
Scope = Literal["province", "sub"]
FigureKind = Literal["actual", "estimate", "target"]
#: 约束性, what a government must reach, and 预期性, what it expects.
Nature = Literal["binding", "expected"]
Category = Literal["enterprise", "institute", "university", "association", "government"]
ClusterKind = Literal["cluster", "base", "park", "centre"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share: the place of the quote and of the words it inherits.

    `confidence` is how often a fact of this kind and form was right where it was measured, 0 to
    1; None of a fact that no reading made.
    """

    type: ClassVar[str] = ""
    span: Span
    evidence: tuple[Span, ...] = ()
    confidence: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Fact):
    """A heading of level 1 (a title), 2 (一、), 3 （一）, 4 (1. or a bare label) or 5 （1）."""

    type: ClassVar[str] = "heading"
    level: int
    number: int | None
    title_text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A number stated of an indicator for a year; growth in percent, negative when falling."""

    type: ClassVar[str] = "figure"
    kind: FigureKind
    year: int | None
    subject_text: str | None
    indicator_text: str | None
    op: Op | None = None
    value: Decimal | None = None
    value_to: Decimal | None = None
    unit: str | None = None
    growth_op: Op | None = None
    growth_pct: Decimal | None = None
    hedge: bool = False
    scope: Scope = "province"
    nature: Nature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Fact):
    """A countable or dated promise that somebody could tick off."""

    type: ClassVar[str] = "commitment"
    action_text: str | None
    object_text: str | None
    op: Op | None = None
    count: Decimal | None = None
    unit: str | None = None
    due_text: str | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a project is to produce: 年产20万吨… is 20, 万吨, …."""

    value: Decimal
    unit: str
    product_text: str | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as printed: 11.3, 亿元."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Fact):
    """A named thing to be built, expanded, researched or moved, with its owners."""

    type: ClassVar[str] = "project"
    name_text: str
    owners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    investment: Money | None = None
    due_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Fact):
    """An organisation at its first mention in a plan."""

    type: ClassVar[str] = "organisation"
    name_text: str
    category: Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster(Fact):
    """A cluster, base, park or centre to be built or grown; scale in 亿元."""

    type: ClassVar[str] = "cluster"
    name_text: str
    kind: ClusterKind
    places: tuple[str, ...] = ()
    industry_text: str | None = None
    scale_yi: Decimal | None = None
    scale_op: Op | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(Fact):
    """An industrial chain printed as an ordered path."""

    type: ClassVar[str] = "chain"
    name_text: str | None
    owner: str | None
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Fact):
    """Who leads and who takes part in a task; `task` is the place of the task's own words."""

    type: ClassVar[str] = "assignment"
    number: int | None
    task_text: str
    leads: tuple[str, ...]
    participants: tuple[str, ...]
    due_text: str | None = None
    task: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Fact):
    """A document cited by its title."""

    type: ClassVar[str] = "citation"
    title_text: str
    doc_no: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Fact):
    """Which headings an assignment row covers, as (level-2 number, level-3 number or None)."""

    type: ClassVar[str] = "link"
    assignment: int
    headings: tuple[tuple[int, int | None], ...]


KINDS: tuple[type[Fact], ...] = (
    Heading,
    Figure,
    Commitment,
    Project,
    Organisation,
    Cluster,
    Chain,
    Assignment,
    Citation,
    Link,
)
_HIDDEN = frozenset({"span", "evidence", "confidence", "task"})
#: What a record leaves out where it is null, by the kind of fact.
LEFT_OUT: Final = {
    "figure": frozenset({"value_to", "nature"}),
    "assignment": frozenset({"due_text"}),
}


def field_names(kind: type[Fact]) -> list[str]:
    """Return the guide's own fields of a kind of fact, in the guide's order."""
    return [each.name for each in fields(kind) if each.name not in _HIDDEN]


def as_record(fact: Fact, source: Source) -> dict[str, Any]:
    """Return a fact in exactly the guide's fields, ready for JSON; numbers as int or float."""
    record: dict[str, Any] = {
        "type": fact.type,
        "quote": source.quote(fact.span),
        "start": fact.span.start,
    }
    for name in field_names(type(fact)):
        record[name] = _plain(getattr(fact, name))
    for name in LEFT_OUT.get(fact.type, ()):
        if record[name] is None:
            del record[name]
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, (Capacity, Money)):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
