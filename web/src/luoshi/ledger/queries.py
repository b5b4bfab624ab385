"""Every read of the ledger; each takes the person's scope."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from luoshi.accounts.api import May
from luoshi.agencies.api import Agency
from luoshi.kernel import slots
from luoshi.kernel.access import Scope
from luoshi.kernel.models import Entry
from luoshi.ledger import rules
from luoshi.ledger.models import (
    DerivedTerm,
    Dimension,
    Indicator,
    IndicatorUse,
    Item,
    Option,
    Place,
    Responsibility,
)
from luoshi.plans.api import Fact, Plan


def items(scope: Scope) -> QuerySet[Item]:
    """Return the items a person may see: reviewed ones that name an agency in scope.

    What was handed down to an agency that no plan names comes from the slot `ledger.also_visible`.
    Posts at the province see all, the undecided (marked 未审) included.
    """
    found = Item.objects.exclude(state=Item.State.WITHDRAWN).filter(plan__version__current=True)
    if May.PROPOSAL_READ not in scope.may:
        found = found.filter(state=Item.State.LIVE)
    if not scope.province:
        named = Responsibility.objects.filter(
            scope.within("agency__path"), item=OuterRef("pk"), agency__isnull=False
        )
        condition = Q(Exists(named))
        for others in slots.call("ledger.also_visible", scope):
            condition |= Q(pk__in=others)
        found = found.filter(condition)
    return found


#: What no list shows of a fact, and is long.
_HEAVY: Final = ("fields", "evidence", "proposed", "sentence")


class Unit(NamedTuple):
    """A unit that answers for an item: as what, as printed, and the agency it stands for."""

    role: str
    printed: str
    agency_id: int | None
    via_id: int | None


def for_list(found: QuerySet[Item]) -> QuerySet[Item]:
    """Fetch what a row of the ledger shows; who answers for it comes `with_units`."""
    return found.defer("plan__outline", *(f"fact__{name}" for name in _HEAVY)).select_related(
        "plan", "fact", "target", "commitment", "project"
    )


def with_units(found: list[Any]) -> list[Any]:
    """Give items their `units` in the order of the plan; one statement.

    A page has a thousand and more: the words alone, without making rows of them.
    """
    units: dict[int, list[Unit]] = defaultdict(list)
    rows = Responsibility.objects.filter(item__in=[item.pk for item in found], group=None)
    for item, *unit in rows.values_list("item", *Unit._fields):
        units[item].append(Unit(*unit))
    for item in found:
        item.units = units[item.pk]
    return found


def in_full(found: QuerySet[Item]) -> QuerySet[Item]:
    """Fetch beside it who answers, the base of a target, the owners and places of a project."""
    units = Responsibility.objects.filter(group=None)
    return (
        for_list(found)
        .defer(*(f"target__base_fact__{name}" for name in _HEAVY))
        .select_related("task", "target__base_fact")
        .prefetch_related(
            Prefetch("responsibilities", queryset=units, to_attr="units"),
            "owners__name__enterprise",
            "places__agency",
        )
    )


def items_of_agency(scope: Scope, agency: Agency, role: str | None = None) -> QuerySet[Item]:
    """Return what an agency (itself, not those below it) leads or takes part in."""
    named = Responsibility.objects.filter(item=OuterRef("pk"), agency=agency)
    if role:
        named = named.filter(role=role)
    return items(scope).filter(Exists(named))


def unresolved(scope: Scope) -> QuerySet[Responsibility]:
    """Return the printed units that stand for no agency yet, and groups without members."""
    return (
        Responsibility.objects.filter(item__in=items(scope), via=None, group=None, agency=None)
        .filter(Q(is_group=False) | ~Exists(Responsibility.objects.filter(group=OuterRef("pk"))))
        .select_related("item__plan")
        .order_by("is_group", "printed", "item_id")
    )


def plans_with_tasks(scope: Scope) -> list[Plan]:
    """Return the plans whose tasks a person may see, in their order."""
    tasks = items(scope).filter(kind=Item.Kind.TASK).order_by().values("plan")
    return list(Plan.objects.filter(pk__in=tasks).order_by("version_id", "ordinal"))


def matrix(scope: Scope, plans: list[Plan]) -> QuerySet[Agency]:
    """Return every agency named in tasks with `led`, `joined`, and both per plan (`led_<pk>`).

    Counts are of tasks alone, the rows of the division tables; confirmed members of groups count.
    """
    tasks = items(scope).filter(kind=Item.Kind.TASK).order_by().values("pk")
    named = Q(responsibilities__item__in=tasks)

    def number(role: str, **of: int) -> Count:
        condition = named & Q(responsibilities__role=role, **of)
        return Count("responsibilities__item", filter=condition, distinct=True)

    lead, participant = Responsibility.Role.LEAD, Responsibility.Role.PARTICIPANT
    each = {
        f"{word}_{plan.pk}": number(role, responsibilities__item__plan=plan.pk)
        for plan in plans
        for word, role in (("led", lead), ("joined", participant))
    }
    rows: QuerySet[Agency] = agencies(scope).filter(
        pk__in=Responsibility.objects.filter(item__in=tasks).order_by().values("agency")
    )
    counted: QuerySet[Agency] = rows.annotate(led=number(lead), joined=number(participant), **each)
    return counted


def projects_by_city(scope: Scope) -> list[tuple[Agency, int]]:
    """Return how many projects stand in each territory named, the fullest first."""
    counted = dict(
        Place.objects.filter(
            item__in=items(scope).filter(kind=Item.Kind.PROJECT).order_by().values("pk"),
            agency__isnull=False,
        )
        .values_list("agency")
        .annotate(Count("item", distinct=True))
    )
    agencies = Agency.objects.in_bulk(list(counted))
    return sorted(
        ((agencies[pk], number) for pk, number in counted.items()),
        key=lambda pair: (-pair[1], pair[0].code),
    )


def related(item: Item, scope: Scope) -> QuerySet[Item]:
    """Return what belongs with an item: the items a task covers, or the tasks that cover it."""
    if item.kind == Item.Kind.TASK:
        return items(scope).filter(responsibilities__via=item).distinct()
    return items(scope).filter(carried__item=item).distinct()


def counts(scope: Scope) -> dict[str, int]:
    """Return how many items of each kind the person may see, and how many are undecided."""
    numbers = dict(items(scope).order_by().values_list("kind").annotate(Count("pk")))
    numbers["proposed"] = items(scope).filter(state=Item.State.PROPOSED).count()
    return numbers


def units(scope: Scope) -> QuerySet[Responsibility]:
    """Return the printed units of rows a person may see, to settle what each stands for."""
    rows = Responsibility.objects.filter(item__in=items(scope), via=None, group=None)
    return rows.select_related("item__plan__version__document", "item__fact", "agency")


def agencies(scope: Scope) -> QuerySet[Agency]:
    """Return the agencies whose page a person may open: those in scope."""
    rows: QuerySet[Agency] = Agency.objects.filter(scope.within("path"))
    return rows


def load(scope: Scope, agency: Agency) -> list[tuple[str, str, int]]:
    """Return (kind, role, number) of what an agency answers for (row 22)."""
    named = Responsibility.objects.filter(
        item__in=items(scope).order_by().values("pk"), agency=agency
    )
    counted = (
        named.order_by().values_list("item__kind", "role").annotate(Count("item", distinct=True))
    )
    return sorted(counted)


def day_of(plan: Plan) -> date | None:
    """Return the day on which a plan means its names: its issue, or the middle of its year."""
    issued: date | None = plan.version.document.issued_on
    return issued or (date(plan.year, 7, 1) if plan.year else None)


def indicator_uses(scope: Scope) -> QuerySet[IndicatorUse]:
    """Return the places that state an indicator, as open as the text; undecided to the province."""
    found = IndicatorUse.objects.filter(fact__plan__version__current=True)
    if May.PROPOSAL_READ not in scope.may:
        found = found.exclude(fact__state=Fact.State.UNREVIEWED)
    return found


def indicators(scope: Scope) -> QuerySet[Indicator]:
    """Return the dictionary: indicators that plans state, are reported, or somebody has defined.

    Each with `targets`, `actuals` (what happened or is expected) and the number of `plans`.
    """
    there = Q(uses__in=indicator_uses(scope).order_by().values("pk"))
    target = Q(uses__kind=IndicatorUse.Kind.TARGET)
    counted = Indicator.objects.annotate(
        targets=Count("uses", filter=there & target, distinct=True),
        actuals=Count("uses", filter=there & ~target, distinct=True),
        plans=Count("uses__fact__plan", filter=there, distinct=True),
    )
    used = Q(revision__gt=0) | Q(frozen_at__isnull=False)
    return counted.filter(Q(plans__gt=0) | used)


def dimensions(indicator: Indicator) -> list[Dimension]:
    """Return how an indicator is broken down, its parts with the names they had; three statements.

    Parts in use come first.
    """
    parts = Option.objects.order_by(F("until").desc(nulls_first=True), "number")
    rows = indicator.dimensions.order_by("number")
    return list(rows.prefetch_related(Prefetch("options", parts), "options__former"))


def terms(on: date, *, known_at: datetime | None = None) -> list[DerivedTerm]:
    """Return the terms of every derived indicator that count on a day, in one statement.

    With `known_at`, as they had been said by that moment.
    """
    said = DerivedTerm.objects.filter(Q(since=None) | Q(since__lte=on)).select_related(
        "indicator", "source"
    )
    if known_at is not None:
        said = said.filter(Q(made_at=None) | Q(made_at__lte=known_at))
    return [one for one in rules.in_force(said, on) if one.factor is not None]


def terms_of(indicator: Indicator) -> list[DerivedTerm]:
    """Return all that was ever said of the terms of an indicator, the latest word first."""
    said = indicator.terms.select_related("source", "indicator")
    return list(said.order_by("-pk"))


def term(scope: Scope, term_id: int) -> DerivedTerm | None:
    """Return a version of a term of an indicator that the person sees."""
    found = DerivedTerm.objects.select_related("source", "indicator")
    return found.filter(pk=term_id, indicator__in=indicators(scope)).first()


def uses_of(scope: Scope, indicator: Indicator, kind: str = "") -> QuerySet[IndicatorUse]:
    """Return the places that state an indicator, in the order of the plans; one kind if asked.

    What is expected (预计) counts with what happened: both are no targets.
    """
    found = indicator_uses(scope).filter(indicator=indicator)
    if kind:
        target = Q(kind=IndicatorUse.Kind.TARGET)
        found = found.filter(target if kind == IndicatorUse.Kind.TARGET else ~target)
    return found.select_related("fact__plan", "fact__decision", "fact__item").order_by(
        "fact__plan__version_id", "fact__plan__ordinal", "fact__start", "fact__sequence"
    )


def history(indicator: Indicator) -> list[Entry]:
    """Return who wrote what an indicator means and when, the latest first, from the trail."""
    entries = Entry.objects.filter(
        action="ledger.indicator.defined",
        object_type=Indicator._meta.label_lower,
        object_id=str(indicator.pk),
    )
    return list(entries)
