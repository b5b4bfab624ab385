"""Facts read, scored against facts annotated by hand.

Both are records in the guide's fields. A fact read is paired with at most one of the gold, the
best agreement first; of pairs, each further field is right or wrong. Not scored: a commitment's
unit, a project's places, due date and product, a cluster's industry, a chain's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, Final

from luoshi_reader.bench.likeness import (
    Record,
    end,
    magnitude,
    near,
    similarity,
    squeeze,
    without_place,
)

Agreement = Callable[[Record, Record], float]
Sameness = Callable[[Record, Record], bool]

TYPES: Final = (
    "heading",
    "figure",
    "commitment",
    "project",
    "organisation",
    "cluster",
    "chain",
    "assignment",
    "citation",
    "link",
)
#: How alike two texts must be to mean the same thing, by what they are.
_ALIKE: Final = {"commitment": 0.5, "name": 0.7, "task": 0.6, "indicator": 0.8, "subject": 0.6}
_HEADING_CLOSE: Final = 20
_FIGURE_SLACK: Final = 30
_CHAIN_SLACK: Final = 60
_ROW_SLACK: Final = 5


def _names(items: Iterable[str] | None) -> set[str]:
    return {squeeze(item) for item in items or ()}


def _bare_name(fact: Record) -> str:
    name = squeeze(fact["name_text"])
    for owner in sorted(_names(fact.get("owners")), key=len, reverse=True):
        name = name.replace(owner, "", 1)
    return name.removeprefix("的") or squeeze(fact["name_text"])


def _count(fact: Record) -> Decimal | None:
    return magnitude(fact.get("count"), fact.get("unit"))[0]


def _quantity(fact: Record) -> tuple[Decimal | None, str]:
    return magnitude(fact.get("value"), fact.get("unit"))


def _at_least(alike: float, least: float) -> float:
    return alike if alike >= least else 0.0


def _agree_heading(g: Record, p: Record) -> float:
    same = g["level"] == p.get("level") and g.get("number") == p.get("number")
    same = same and squeeze(g["title_text"]) == squeeze(p.get("title_text"))
    return float(same and abs(g["start"] - p["start"]) <= _HEADING_CLOSE)


def _agree_figure(g: Record, p: Record) -> float:
    if not near(g, p, _FIGURE_SLACK) or _quantity(g) != _quantity(p):
        return 0.0
    if g.get("growth_pct") != p.get("growth_pct"):
        return 0.0
    return 0.6 + 0.4 * similarity(g.get("indicator_text"), p.get("indicator_text"))


def _agree_commitment(g: Record, p: Record) -> float:
    if not near(g, p) or _count(g) != _count(p):
        return 0.0
    what, found = (
        (fact.get("action_text") or "") + (fact.get("object_text") or "") for fact in (g, p)
    )
    return _at_least(similarity(what, found), _ALIKE["commitment"])


def _agree_named(g: Record, p: Record) -> float:
    if not near(g, p):
        return 0.0
    whole = similarity(g["name_text"], p["name_text"])
    return _at_least(max(whole, similarity(_bare_name(g), _bare_name(p))), _ALIKE["name"])


def _agree_organisation(places: Collection[str], g: Record, p: Record) -> float:
    a, b = squeeze(g["name_text"]), squeeze(p["name_text"])
    return float(a == b or a == without_place(b, places) or without_place(a, places) == b)


def _agree_chain(g: Record, p: Record) -> float:
    same = [squeeze(link) for link in g["links"]] == [squeeze(link) for link in p["links"]]
    return float(same and near(g, p, _CHAIN_SLACK))


def _agree_assignment(g: Record, p: Record) -> float:
    if not near(g, p, _ROW_SLACK):
        return 0.0
    return _at_least(similarity(g["task_text"], p["task_text"]), _ALIKE["task"])


def _agree_citation(g: Record, p: Record) -> float:
    return float(squeeze(g["title_text"]) == squeeze(p["title_text"]))


def _same(name: str) -> Sameness:
    return lambda g, p: bool(g.get(name) == p.get(name))


def _same_words(name: str) -> Sameness:
    return lambda g, p: squeeze(g.get(name)) == squeeze(p.get(name))


def _same_names(name: str) -> Sameness:
    return lambda g, p: _names(g.get(name)) == _names(p.get(name))


def _alike(name: str, least: float) -> Sameness:
    return lambda g, p: similarity(g.get(name), p.get(name)) >= least


def _same_hedge(g: Record, p: Record) -> bool:
    return bool(g.get("hedge")) == bool(p.get("hedge"))


def _same_owners(places: Collection[str], g: Record, p: Record) -> bool:
    a, b = _names(g.get("owners")), _names(p.get("owners"))
    return a == b or _placeless(a, places) == _placeless(b, places)


def _placeless(names: set[str], places: Collection[str]) -> set[str]:
    return {without_place(name, places) for name in names}


def _same_capacities(g: Record, p: Record) -> bool:
    a, b = (Counter(map(_quantity, fact.get("capacities") or ())) for fact in (g, p))
    return a == b


def _same_investment(g: Record, p: Record) -> bool:
    return _quantity(g.get("investment") or {}) == _quantity(p.get("investment") or {})


def _same_scale(g: Record, p: Record) -> bool:
    return bool((g.get("scale_yi"), g.get("scale_op")) == (p.get("scale_yi"), p.get("scale_op")))


def _agreements(places: Collection[str]) -> dict[str, Agreement]:
    return {
        "heading": _agree_heading,
        "figure": _agree_figure,
        "commitment": _agree_commitment,
        "project": _agree_named,
        "organisation": partial(_agree_organisation, places),
        "cluster": _agree_named,
        "chain": _agree_chain,
        "assignment": _agree_assignment,
        "citation": _agree_citation,
    }


def _fields(places: Collection[str]) -> dict[str, dict[str, Sameness]]:
    return {
        "figure": {
            **{name: _same(name) for name in ("kind", "year", "op", "growth_op")},
            "hedge": _same_hedge,
            "scope": _same("scope"),
            "indicator": _alike("indicator_text", _ALIKE["indicator"]),
            "subject": _alike("subject_text", _ALIKE["subject"]),
        },
        "commitment": {
            "op": _same("op"),
            "due": _same_words("due_text"),
            "documents": _same_names("documents"),
        },
        "project": {
            "owners": partial(_same_owners, places),
            "capacities": _same_capacities,
            "investment": _same_investment,
        },
        "organisation": {"category": _same("category")},
        "cluster": {
            "kind": _same("kind"),
            "places": _same_names("places"),
            "scale": _same_scale,
        },
        "assignment": {
            "number": _same("number"),
            "task": _same_words("task_text"),
            "leads": _same_names("leads"),
            "participants": _same_names("participants"),
        },
        "chain": {"owner": _same_words("owner")},
        "citation": {"doc_no": _same_words("doc_no")},
    }


@dataclass(slots=True)
class Tally:
    """What was right and wrong of one kind of fact, over any number of plans."""

    gold: int = 0
    read: int = 0
    hits: int = 0
    fields: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.gold + other.gold,
            self.read + other.read,
            self.hits + other.hits,
            Counter({n: self.fields[n] + other.fields[n] for n in {**self.fields, **other.fields}}),
        )

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.hits / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was read."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def errors(self) -> int:
        """Facts missed and facts too many."""
        return self.gold + self.read - 2 * self.hits

    def share(self, name: str) -> float:
        """Return the share of paired facts whose field `name` is right."""
        return self.fields[name] / self.hits if self.hits else 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: a fact missed, one too many (extra), or wrong fields of a pair."""

    what: str
    type: str
    start: int
    quote: str


@dataclass(slots=True)
class Score:
    """The tallies by kind, and every fault."""

    tallies: dict[str, Tally]
    faults: list[Fault]


def score(gold: Sequence[Record], read: Sequence[Record]) -> Score:
    """Score what was read of the stretch of text that the gold covers.

    Only facts that begin between the first and the last annotated character count.
    """
    low, high = min(fact["start"] for fact in gold), max(end(fact) for fact in gold)
    places = {squeeze(place) for fact in gold for place in fact.get("places") or ()}
    inside = [fact for fact in read if low <= fact["start"] < high]
    result = Score({}, [])
    for kind in TYPES:
        wanted = [fact for fact in gold if fact["type"] == kind]
        found = _once([fact for fact in inside if fact["type"] == kind], kind)
        if kind == "link":
            result.tallies[kind] = _score_links(wanted, found, result.faults)
        else:
            result.tallies[kind] = _score_facts(kind, wanted, found, places, result.faults)
    return result


def judged(gold: Sequence[Record], read: Sequence[Record]) -> list[bool | None]:
    """Return of each fact read whether it is in the gold with every compared field right.

    None for facts outside the stretch that the gold covers and for later mentions of a name.
    """
    low, high = min(fact["start"] for fact in gold), max(end(fact) for fact in gold)
    places = {squeeze(place) for fact in gold for place in fact.get("places") or ()}
    told: dict[int, bool] = {}
    for kind in TYPES:
        inside = [each for each in read if each["type"] == kind and low <= each["start"] < high]
        found = _once(inside, kind)
        wanted = [fact for fact in gold if fact["type"] == kind]
        told.update((id(each), False) for each in found)
        if kind == "link":
            starts = [fact["start"] for fact in wanted]
            right = _row_headings(wanted, starts)
            told.update((id(each), _row_headings([each], starts) <= right) for each in found)
            continue
        fields = _fields(places).get(kind, {})
        for i, j in _pairs(wanted, found, _agreements(places)[kind], fields):
            told[id(found[j])] = all(same(wanted[i], found[j]) for same in fields.values())
    return [told.get(id(each)) for each in read]


def _once(facts: list[Record], kind: str) -> list[Record]:
    """Of organisations and citations the first mention of a name counts."""
    if kind not in {"organisation", "citation"}:
        return facts
    first = {
        squeeze(fact.get("name_text") or fact.get("title_text")): fact for fact in reversed(facts)
    }
    return list(first.values())


def _score_facts(
    kind: str,
    gold: list[Record],
    read: list[Record],
    places: Collection[str],
    faults: list[Fault],
) -> Tally:
    fields = _fields(places).get(kind, {})
    pairs = _pairs(gold, read, _agreements(places)[kind], fields)
    tally = Tally(len(gold), len(read), len(pairs), Counter(dict.fromkeys(fields, 0)))
    for i, j in pairs:
        right = {name for name, same in fields.items() if same(gold[i], read[j])}
        tally.fields.update(right)
        if wrong := ",".join(name for name in fields if name not in right):
            faults.append(_fault(wrong, gold[i]))
    paired = {i for i, _ in pairs}, {j for _, j in pairs}
    faults += [_fault("missed", fact) for i, fact in enumerate(gold) if i not in paired[0]]
    faults += [_fault("extra", fact) for j, fact in enumerate(read) if j not in paired[1]]
    return tally


def _pairs(
    gold: list[Record], read: list[Record], agree: Agreement, fields: dict[str, Sameness]
) -> list[tuple[int, int]]:
    """Pair one to one, greedily: best agreement, most fields right, nearest, first."""
    ranks = []
    for i, g in enumerate(gold):
        for j, p in enumerate(read):
            agreement = agree(g, p)
            if agreement > 0:
                right = sum(same(g, p) for same in fields.values())
                gap = abs(g["start"] - p["start"])
                ranks.append((-round(agreement, 6), -right, gap, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(ranks):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def _score_links(gold: list[Record], read: list[Record], faults: list[Fault]) -> Tally:
    starts = [fact["start"] for fact in gold]
    wanted, found = _row_headings(gold, starts), _row_headings(read, starts)
    quotes = {_row(fact["start"], starts): fact["quote"] for fact in (*read, *gold)}
    for what, wrong in (("missed", wanted - found), ("extra", found - wanted)):
        faults += [
            Fault(f"{what} {_dotted(heading)}", "link", start, quotes[start])
            for start, heading in sorted(wrong, key=str)
        ]
    return Tally(len(wanted), len(found), len(wanted & found))


def _row(start: int, starts: list[int]) -> int:
    """Name a row by the nearest start of the gold within a few characters."""
    best = min(starts, key=lambda other: abs(other - start), default=start)
    return best if abs(best - start) <= _ROW_SLACK else start


def _row_headings(facts: list[Record], starts: list[int]) -> set[tuple[int, tuple[Any, ...]]]:
    return {(_row(f["start"], starts), tuple(heading)) for f in facts for heading in f["headings"]}


def _dotted(heading: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in heading if part is not None)


def _fault(what: str, fact: Record) -> Fault:
    return Fault(what, fact["type"], fact["start"], fact["quote"])
