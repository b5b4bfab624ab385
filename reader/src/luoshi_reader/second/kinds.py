"""A proposal of each kind made a fact of words and numbers that are printed, or dropped.

Of a number only its place is taken from the model: value, unit and what compares it are read
again by the grammar. A required word that is not printed drops the proposal, another is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, get_args

from luoshi_reader.extract.cluster_words import LEVEL, scale_of
from luoshi_reader.extract.measures import FLIPPED
from luoshi_reader.facts import (
    Capacity,
    Category,
    Chain,
    Citation,
    Cluster,
    ClusterKind,
    Commitment,
    Fact,
    Figure,
    FigureKind,
    Money,
    Op,
    Organisation,
    Project,
    Scope,
)
from luoshi_reader.lexicon.comparators import HEDGE
from luoshi_reader.second.grounds import Dropped, Ground, folded_words, number_of, printed_number
from luoshi_reader.text.comparators import compare
from luoshi_reader.text.quantities import Quantity

Told = dict[str, Any]

_YEAR: Final = re.compile("(?:19|20)[0-9]{2}(?=年|—|-|～)|(?<=[—～-])(?:19|20)[0-9]{2}(?=年)")
#: Years that a plan tells by their distance from its own: 上年, 今年, 明年.
_NEAR_YEARS: Final = (-1, 0, 1)
_FALLS: Final = re.compile("(?:下降|降低|减少|回落|下滑|压减|负增长)[^，。；0-9]{0,6}$")
_REACH: Final = 16
_FEWEST_LINKS: Final = 2


def fact_of(ground: Ground, told: Told) -> Fact:
    """Return a proposal as a fact; raises `Dropped` with the reason where it does not hold."""
    make = _KINDS.get(str(told.get("type")))
    if make is None:
        raise Dropped("kind")
    return make(ground, told)


def _needed(words: str | None) -> str:
    if not words:
        raise Dropped("words")
    return words


def _choice(told: object, choices: Any) -> Any:
    if told not in get_args(choices):
        raise Dropped("form")
    return told


def _figure(ground: Ground, told: Told) -> Figure:
    value, growth = number_of(told.get("value")), number_of(told.get("growth_pct"))
    if value is None and growth is None:
        raise Dropped("number")
    printed = ground.quantities()
    level = printed_number(printed, value, told.get("unit")) if value is not None else None
    grown = None
    if growth is not None:
        rates = [each for each in printed if each.noun in {"%", "％"} and each is not level]
        grown = printed_number(rates, abs(growth))
    text = ground.paragraph.text
    return Figure(
        span=ground.span,
        kind=_choice(told.get("kind"), FigureKind),
        year=_year(ground, told.get("year")),
        subject_text=ground.above(told.get("subject_text")),
        indicator_text=_needed(ground.near(told.get("indicator_text"))),
        **(_level(text, level) if level else {}),
        **(_growth(text, grown) if grown else {}),
        hedge=HEDGE in text[ground.sentence[0] : ground.end],
        scope=told["scope"] if told.get("scope") in get_args(Scope) else "sub",
    )


def _level(text: str, level: Quantity) -> dict[str, Any]:
    op = compare(text, level).op
    return {
        "op": op,
        "value": level.value,
        "value_to": level.value_to,
        "unit": level.unit or None,
    }


def _growth(text: str, grown: Quantity) -> dict[str, Any]:
    """Read a rate of growth; the words before it say whether it falls, not the model."""
    op = compare(text, grown).op
    before = text[max(0, compare(text, grown).start - _REACH) : compare(text, grown).start]
    if _FALLS.search(before):
        return {"growth_op": FLIPPED.get(op, op), "growth_pct": -grown.value}
    return {"growth_op": op, "growth_pct": grown.value}


def _year(ground: Ground, told: object) -> int | None:
    """Return the year told, where the plan prints it there or it is near the plan's own."""
    year = number_of(told)
    if year is None:
        return None
    own = ground.plan.year
    near = {own + far for far in _NEAR_YEARS} if own else set()
    printed = {int(each) for each in _YEAR.findall(ground.paragraph.text)}
    heads = {int(each) for each in _YEAR.findall(ground.plan.title_text)}
    return int(year) if year in near | printed | heads else None


def _commitment(ground: Ground, told: Told) -> Commitment:
    count = number_of(told.get("count"))
    text = ground.paragraph.text
    number: dict[str, Any] = {}
    if count is not None:
        printed = printed_number(ground.quantities(), count, told.get("unit"))
        number = {"op": compare(text, printed).op, "count": printed.value, "unit": printed.unit}
    return Commitment(
        span=ground.span,
        action_text=ground.near(told.get("action_text")),
        object_text=_needed(ground.near(told.get("object_text"))),
        **number,
        due_text=ground.above(told.get("due_text")),
        documents=_documents(ground, told.get("documents")),
    )


def _documents(ground: Ground, told: object) -> tuple[str, ...]:
    """Return those of the titles told that are printed in title marks near the quote."""
    listed = [folded_words(each).strip("《》") for each in told] if isinstance(told, list) else []
    found = (ground.near(f"《{title}》") for title in listed if title)
    return tuple(dict.fromkeys(title.strip("《》") for title in found if title))


def _project(ground: Ground, told: Told) -> Project:
    capacities = told.get("capacities")
    return Project(
        span=ground.span,
        name_text=_name(ground, told),
        owners=ground.each_around(told.get("owners")),
        places=ground.each_around(told.get("places")),
        capacities=tuple(
            _capacity(ground, each)
            for each in (capacities if isinstance(capacities, list) else [])
            if isinstance(each, dict)
        ),
        investment=_investment(ground, told.get("investment")),
        due_text=ground.around(told.get("due_text")),
    )


def _name(ground: Ground, told: Told) -> str:
    """Return a name as printed: in one, or a member of a list and the noun that the list shares."""
    name = told.get("name_text")
    whole = ground.near(name)
    if whole:
        return whole
    words = folded_words(name)
    for cut in range(len(words) - 1, 0, -1):
        own, shared = ground.quoted(words[:cut]), ground.near(words[cut:])
        if own and shared and ground.paragraph.text[ground.start : ground.end] == words[:cut]:
            return own + shared
    raise Dropped("words")


def _capacity(ground: Ground, told: Told) -> Capacity:
    value = number_of(told.get("value"))
    if value is None:
        raise Dropped("number")
    printed = printed_number(ground.quantities(), value, told.get("unit"))
    return Capacity(
        value=printed.value,
        unit=printed.unit.partition("/")[0],
        product_text=ground.near(told.get("product_text")),
    )


def _investment(ground: Ground, told: object) -> Money | None:
    if not isinstance(told, dict):
        return None
    value = number_of(told.get("value"))
    if value is None:
        return None
    near = ground.paragraph.quantities(*ground.sentence)
    sums = [each for each in near if each.kind == "money" or (each.scale and not each.noun)]
    printed = printed_number(sums, value)
    return Money(value=printed.value, unit=printed.unit if printed.noun else f"{printed.scale}元")


def _organisation(ground: Ground, told: Told) -> Organisation:
    name = _needed(ground.quoted(told.get("name_text")))
    return Organisation(
        span=ground.span, name_text=name, category=_choice(told.get("category"), Category)
    )


def _cluster(ground: Ground, told: Told) -> Cluster:
    level = LEVEL.search(ground.paragraph.text, ground.start, ground.end)
    scale: tuple[Decimal | None, Op | None] = (None, None)
    if level:
        scale = scale_of(ground.paragraph.text, level)
    return Cluster(
        span=ground.span,
        name_text=_name(ground, told),
        kind=_choice(told.get("kind"), ClusterKind),
        places=ground.each_around(told.get("places")),
        industry_text=ground.near(told.get("industry_text")),
        scale_yi=scale[0],
        scale_op=scale[1],
    )


def _chain(ground: Ground, told: Told) -> Chain:
    """Return a chain whose links are printed in the quote one behind the other."""
    listed = told.get("links")
    links, at = [], ground.start
    for link in listed if isinstance(listed, list) else []:
        words = folded_words(link)
        at = ground.paragraph.text.find(words, at, ground.end) if words else -1
        if at < 0:
            raise Dropped("words")
        links.append(ground.paragraph.folded.words(at, at + len(words)))
        at += len(words)
    if len(links) < _FEWEST_LINKS:
        raise Dropped("form")
    return Chain(
        span=ground.span,
        name_text=ground.near(told.get("name_text")),
        owner=ground.near(told.get("owner")),
        links=tuple(links),
    )


def _citation(ground: Ground, told: Told) -> Citation:
    title = folded_words(told.get("title_text")).strip("《》")
    printed = ground.quoted(f"《{title}》") if title else None
    return Citation(
        span=ground.span,
        title_text=_needed(printed).removeprefix("《").removesuffix("》"),
        doc_no=ground.around(told.get("doc_no")),
    )


#: Headings, rows and links are the grammar's own: a model has nothing to add to a numbering.
_KINDS: Final[dict[str, Callable[[Ground, Told], Fact]]] = {
    "figure": _figure,
    "commitment": _commitment,
    "project": _project,
    "organisation": _organisation,
    "cluster": _cluster,
    "chain": _chain,
    "citation": _citation,
}
