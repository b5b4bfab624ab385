"""Reads across all plans: the figures of every plan side by side, and the measures of all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import (
    Coalesce,
    Concat,
    NullIf,
    StrIndex,
)

from luoshi.accounts.api import Scope
from luoshi.kernel.units import split_unit
from luoshi.plans.models import Fact, Type
from luoshi.plans.queries import effective_fields, visible_facts, whole
from luoshi.plans.rules.figures import LEAST, Compared
from luoshi.plans.rules.recurring import Group, Measure, measure_words, recurring

_COMPARED = tuple(one.name for one in fields(Compared))
#: Between names that are kept in one text: no name holds it.
_MARK = "\n"
#: So many indicators stand before the alphabet, by the number of plans that state them.
_FIRST = 200


def _standing(scope: Scope) -> QuerySet[Any]:
    """Return the facts of current versions that count, and that the person may see."""
    seen: QuerySet[Any] = visible_facts(scope).filter(
        state__in=Fact.LIVE, plan__version__current=True
    )
    facts: QuerySet[Any] = whole(seen)
    standing: QuerySet[Any] = facts.annotate(
        issuer=Coalesce(NullIf("plan__issuer", Value("")), "plan__version__document__issuer")
    )
    return standing


def figures_across(scope: Scope) -> QuerySet[Any]:
    """Return every figure with what it is compared by (`rules.figures.Compared`)."""
    told = {name: F(f"comparison__{name}") for name in _COMPARED}
    figures: QuerySet[Any] = _standing(scope).filter(comparison__isnull=False).annotate(**told)
    return figures


def common_units(figures: QuerySet[Any]) -> dict[str, str]:
    """Return for each bare unit the one that most figures are stated in: 元 gives 亿元."""
    counts = figures.order_by().values_list("unit").annotate(n=Count("pk"))
    common: dict[str, tuple[int, int, str]] = {}
    for unit, number in counts:
        power, bare = split_unit(unit)
        common[bare] = max(common.get(bare, (0, 0, "")), (number, -power, unit))
    return {bare: unit for bare, (_number, _power, unit) in common.items()}


def places_of(
    figures: QuerySet[Any], rows: Sequence[Mapping[str, Any]]
) -> dict[int, tuple[int, int]]:
    """Return for each of `rows` its place among equals, and of how many.

    Equals state the same indicator of the same subject (the place aside) for the same year, as the
    same kind (target, actual, estimate) and in the same unit, prefixes aside; where no value is
    stated, their growth. The largest is first, equal ones share a place.
    """
    wanted = {row["indicator"] for row in rows}
    fields = ("pk", "indicator", "sector", "year", "kind", "bare", "size", "rate")
    peers: defaultdict[tuple[Any, ...], list[tuple[float, int]]] = defaultdict(list)
    for each in figures.filter(indicator__in=wanted).values(*fields):
        group, number = _compared(each)
        peers[group].append((number, each["pk"]))
    found: dict[int, tuple[int, int]] = {}
    for members in peers.values():
        above = Counter(number for number, _pk in members)
        first = 1
        for number in sorted(above, reverse=True):
            found |= {pk: (first, len(members)) for n, pk in members if n == number}
            first += above[number]
    return {row["pk"]: found[row["pk"]] for row in rows if row["pk"] in found}


def _compared(row: Mapping[str, Any]) -> tuple[tuple[Any, ...], float]:
    """Return with whom a figure is compared, and by what number."""
    shared = (row["indicator"], row["sector"], row["year"], row["kind"])
    if row["size"] > LEAST:
        return (*shared, row["bare"]), row["size"]
    return (*shared, None), row["rate"]


def indicators(figures: QuerySet[Any]) -> list[tuple[str, int]]:
    """Return the indicators that more than one figure states, with their number.

    Those of the most plans come first, so that what can be compared does.
    """
    counted = figures.exclude(indicator="").order_by().values_list("indicator")
    told = counted.annotate(n=Count("pk"), plans=Count("plan", distinct=True)).filter(n__gt=1)
    return [(word, n) for word, n, _plans in told.order_by("-plans", "-n", "indicator")]


def by_spread(figures: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
    """Add `spread`, by which the first of these indicators come in this order before the rest."""
    first = _MARK + _MARK.join(words[:_FIRST]) + _MARK
    named = Concat(Value(_MARK), F("indicator"), Value(_MARK), output_field=TextField())
    place = StrIndex(Value(first), named)
    spread = Coalesce(NullIf(place, Value(0)), Value(len(first)), output_field=IntegerField())
    sorted_by: QuerySet[Any] = figures.annotate(spread=spread)
    return sorted_by


def distinct(rows: QuerySet[Any], name: str) -> list[tuple[str, str]]:
    """Return the values of an annotation to filter by, in order."""
    values = rows.order_by(name).values_list(name, flat=True).distinct()
    return [(str(value), str(value)) for value in values if value not in (None, "")]


def stated_decimal(fact: Fact, name: str) -> Decimal | None:
    """Return a number of a fact as it stands, exactly as printed."""
    value = effective_fields(fact).get(name)
    return None if value is None else Decimal(str(value))


def measures_across(scope: Scope) -> QuerySet[Any]:
    """Return what plans undertake: commitments, tasks of division tables, headings of measures."""
    measures = Q(type__in=[Type.COMMITMENT, Type.ASSIGNMENT]) | Q(
        type=Type.HEADING, fields__level__gte=3
    )
    return _standing(scope).filter(measures)


def recurring_measures(measures: QuerySet[Any]) -> list[Group]:
    """Return the measures that stand in more than one plan, by likeness, the widest first."""
    rows = measures.order_by("plan_id", "start", "sequence").values_list(
        "pk", "plan_id", "type", "fields", "decision__fields"
    )
    told = [
        Measure(pk, plan, measure_words(kind, decided or fields))
        for pk, plan, kind, fields, decided in rows
    ]
    return recurring(measure for measure in told if measure.words)


def in_groups(measures: QuerySet[Any], groups: Iterable[Group]) -> QuerySet[Any]:
    """Return the members of groups; `group` counts the groups from 1."""
    members = [(number, group.members) for number, group in enumerate(groups, 1)]
    numbered = Case(
        *(When(pk__in=pks, then=Value(number)) for number, pks in members),
        default=Value(0),
        output_field=IntegerField(),
    )
    keys = [pk for _number, pks in members for pk in pks]
    found: QuerySet[Any] = measures.filter(pk__in=keys).annotate(group=numbered)
    return found
