"""Reads across all plans: the figures of every plan side by side, and the measures of all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FloatField,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import (
    Cast,
    Coalesce,
    Concat,
    Length,
    NullIf,
    Replace,
    StrIndex,
    Substr,
    Trim,
)
from luoshi_reader.lexicon.indicators import SYNONYMS

from luoshi.accounts.api import Scope
from luoshi.kernel.units import SCALES, split_unit
from luoshi.plans.models import Fact, Type
from luoshi.plans.queries import effective_fields, visible_facts, whole
from luoshi.plans.rules.recurring import Group, Measure, measure_words, recurring

#: Sorts what states no such number below everything that does.
_LEAST = -1e300
#: Whose figure it is, said one way: 规模以上工业 is 规上工业, 全省 the place of the plan itself.
_ONE_WAY = (
    ("规模以上", "规上"),
    ("规模工业", "规上工业"),
    *((whole, "") for whole in ("全省", "全市", "全自治区", "全区", "全县", "我省", "我市")),
)
#: 亿 alone counts money, unless what is counted are heads, tons or pieces.
_BARE = ("亿", "万亿", "千亿", "百亿")
_COUNTED = ("人口", "人数", "人次", "户数", "量", "数", "面积", "里程", "用户")
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


def _stated(name: str) -> Case:
    """Return a field as it stands: a person's where somebody changed them (`effective_fields`)."""
    ours = NullIf(
        KeyTextTransform(name, "decision__fields"), Value("null")
    )  # SQLite's word for a blank
    read = NullIf(KeyTextTransform(name, "fields"), Value("null"))
    return Case(
        When(decision__fields__isnull=False, then=ours), default=read, output_field=CharField()
    )


def _sector() -> Any:
    """Return the subject as figures are compared by it."""
    words: Any = F("subject")
    for said, meant in _ONE_WAY:
        words = Replace(words, Value(said), Value(meant))
    return words


def _usual() -> Case:
    """Return the usual name of what is `named`: 地区生产总值 for GDP.

    SQL writes an annotation out wherever it is asked for. So the names are looked up in one text,
    each behind those it stands for and as wide as the widest, and not by a condition for each.
    """
    usual = {other: name for name, others in SYNONYMS.items() for other in others}
    wide = max(map(len, usual.values()))
    text = "".join(f"{_MARK}{said}{_MARK}{name:{wide}}" for said, name in usual.items())
    asked = Concat(Value(_MARK), F("named"), Value(_MARK))
    behind = StrIndex(Value(text), asked) + Length(F("named")) + 2
    found = When(named__in=list(usual), then=Trim(Substr(Value(text), behind, wide)))
    return Case(found, default=F("named"), output_field=CharField())


def _in_money() -> Case:
    """Return the unit as figures are compared by it: 亿元 for 亿, of what is no count."""
    of_money = Q(printed__in=_BARE) & ~Q(named__regex=f"({'|'.join(_COUNTED)})$")
    money = When(of_money, then=Concat("printed", Value("元")))
    return Case(money, default=F("printed"), output_field=CharField())


def _by_width(words: Iterable[str]) -> dict[int, list[str]]:
    """Return words by how many signs they have."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for word in words:
        found[len(word)].append(word)
    return found


def figures_across(scope: Scope) -> QuerySet[Any]:
    """Return every figure with what it is compared by.

    `indicator` is the usual name of it, `unit` 亿元 where 亿 is printed of money; `subject`, `kind`
    and `year` are as they stand; `sector` is the subject without the plan's own place, blank where
    it is that; `bare` is the unit without 万 or 亿, `size` the value in it, `rate` the growth in
    per cent, both far below nought where none is stated.
    """
    power = [When(unit__regex=f"^{word}.", then=Value(10.0**n)) for word, n in SCALES.items()]
    bare = [
        When(unit__regex=f"^({'|'.join(words)}).", then=Substr("unit", width + 1))
        for width, words in sorted(_by_width(SCALES).items(), reverse=True)
    ]
    stated: QuerySet[Any] = (
        _standing(scope)
        .filter(type=Type.FIGURE)
        .annotate(
            named=Coalesce(_stated("indicator_text"), Value("")),
            printed=Coalesce(_stated("unit"), Value("")),
            indicator=_usual(),
            subject=Coalesce(_stated("subject_text"), Value("")),
            kind=Coalesce(_stated("kind"), Value("")),
            year=Cast(_stated("year"), IntegerField()),
            unit=_in_money(),
            amount=Cast(_stated("value"), FloatField()),
            growth=Cast(_stated("growth_pct"), FloatField()),
        )
    )
    compared: QuerySet[Any] = stated.annotate(
        sector=_sector(),
        bare=Case(*bare, default=F("unit"), output_field=CharField()),
        size=Coalesce(
            F("amount") * Case(*power, default=Value(1.0), output_field=FloatField()),
            Value(_LEAST),
        ),
        rate=Coalesce("growth", Value(_LEAST)),
    )
    return compared


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
    if row["size"] > _LEAST:
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
    place = StrIndex(Value(first), Concat(Value(_MARK), F("indicator"), Value(_MARK)))
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
