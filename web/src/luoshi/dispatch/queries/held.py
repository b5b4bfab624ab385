"""Every read of what was handed down: by a person's scope, or of an agency the caller holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from luoshi.agencies.api import Agency
from luoshi.dispatch import rules
from luoshi.dispatch.models import Assignment, ChangeRequest, Dispatch
from luoshi.kernel.access import Scope
from luoshi.kernel.figures import plain
from luoshi.ledger.api import Item, Responsibility
from luoshi.plans.api import Plan

OPEN = Q(returned_at=None, withdrawn_at=None)
_STATES = {
    Assignment.State.UNREAD: OPEN & Q(signed_at=None, read_at=None),
    Assignment.State.READ: OPEN & Q(signed_at=None, read_at__isnull=False),
    Assignment.State.SIGNED: OPEN & Q(signed_at__isnull=False),
    Assignment.State.RETURNED: Q(returned_at__isnull=False, withdrawn_at=None),
    Assignment.State.WITHDRAWN: Q(withdrawn_at__isnull=False),
}
_TERRITORIES = (Agency.Level.CITY, Agency.Level.COUNTY, Agency.Level.PARK)
_STEP: int = Agency.steplen
#: What `rules.Part` is made of, in its order.
_PART = ("amount", "unit", "share_pct")
#: What `promised` looks at of an item.
_PROMISED = (
    "kind",
    *(f"target__{name}" for name in ("value", "amended_value", "unit")),
    *(f"commitment__{name}" for name in ("count", "amended_count", "unit")),
)


def in_state(state: str) -> Q:
    """Return the condition that an assignment stands in a state."""
    return _STATES[Assignment.State(state)]


def visible(scope: Scope) -> Q:
    """Return the condition that a person may see an assignment.

    What an agency in scope holds, and what it handed down itself: a department's part of a city
    stands beside it in the tree, not below.
    """
    return (
        scope.within("agency__path")
        | scope.within("parent__agency__path")
        | scope.within("parent__parent__agency__path")
    )


def assignments(scope: Scope) -> QuerySet[Assignment]:
    """Return the assignments a person may see."""
    return Assignment.objects.filter(visible(scope))


def of_agency(agency: Agency | int, role: str | None = None) -> QuerySet[Assignment]:
    """Return the open assignments that an agency itself holds, of items still on the ledger."""
    held = of_agencies([agency if isinstance(agency, int) else agency.pk])
    return held.filter(role=role) if role else held


def of_agencies(agencies: Collection[int]) -> QuerySet[Assignment]:
    """Return the open assignments that agencies themselves hold, of items on the ledger."""
    rows = Assignment.objects.filter(OPEN, agency__in=agencies)
    return rows.exclude(item__state=Item.State.WITHDRAWN)


def leaves(item: Item | int) -> QuerySet[Assignment]:
    """Return who must report the figure of an item: open parts that are not split further.

    Those who only take part report no figure, unless a part was handed down to them.
    """
    answerable = Q(role=Responsibility.Role.LEAD) | Q(parent__isnull=False)
    below = Assignment.objects.filter(OPEN, parent=OuterRef("pk"))
    return Assignment.objects.filter(OPEN, answerable, ~Exists(below), item=item)


def children(assignment: Assignment) -> QuerySet[Assignment]:
    """Return the open parts of an assignment, in the order of the tree."""
    return (
        Assignment.objects.filter(OPEN, parent=assignment)
        .select_related("agency")
        .order_by("agency__path")
    )


def total_of(assignment: Assignment) -> tuple[Decimal | None, str]:
    """Return what an assignment has to bring: its own part, or all that the item promises."""
    part = part_of(assignment)
    if assignment.parent_id is None:
        whole, unit = promised(assignment.item)
        return (part.amount, part.unit) if part.amount is not None else (whole, unit)
    if part.share_pct is None:
        return part.amount, part.unit
    assert assignment.parent is not None
    total, unit = total_of(assignment.parent)
    return rules.in_unit(part, total, unit), unit


def with_totals(rows: QuerySet[Assignment]) -> list[Assignment]:
    """Return assignments with all that `total_of` asks for, and whose they are; two statements.

    What stands above an assignment is of the same item, so its promise is fetched once.
    """
    above = ("", "parent__", "parent__parent__")
    asked = (f"{one}{name}" for one in above for name in ("item", "parent", *_PART))
    found = list(rows.select_related("parent__parent").only("agency", "role", *asked))
    items = Item.objects.select_related("target", "commitment").only(*_PROMISED)
    promises = items.in_bulk({one.item_id for one in found if one.amount is None})
    for one in found:
        each: Assignment | None = one
        while each is not None and one.item_id in promises:
            each.item = promises[one.item_id]
            each = each.parent
    return found


def promised(item: Item) -> tuple[Decimal | None, str]:
    """Return the amount that an item promises as a whole, with its unit."""
    if item.kind == Item.Kind.TARGET:
        return item.target.now, item.target.unit
    if item.kind == Item.Kind.COMMITMENT:
        return item.commitment.now, item.commitment.unit
    return None, ""


def part_of(assignment: Assignment) -> rules.Part:
    """Return an assignment's own part."""
    return rules.Part(assignment.amount, assignment.unit, assignment.share_pct)


def split_of(assignment: Assignment) -> rules.Split:
    """Return the sum of the parts against the whole, and what is still open.

    Several leads of one item split the same whole, so their parts count together.
    """
    return splits_of([assignment])[0][1]


def splits_of(assignments: Sequence[Assignment]) -> list[tuple[Assignment, rules.Split]]:
    """Return many assignments with their splits; two statements if items have been fetched."""
    shared = {one.pk for one in assignments if one.parent_id is None and one.amount is None}
    own = [one.pk for one in assignments if one.pk not in shared]
    items = {one.item_id for one in assignments if one.pk in shared}
    parts: dict[tuple[str, int], list[rules.Part]] = defaultdict(list)
    if own:
        rows = Assignment.objects.filter(OPEN, parent__in=own)
        for parent, *part in rows.values_list("parent", *_PART):
            parts["parent", parent or 0].append(rules.Part(*part))
    if items:
        rows = Assignment.objects.filter(
            OPEN, item__in=items, parent__parent=None, parent__amount=None
        ).exclude(parent=None)
        for item, *part in rows.values_list("item", *_PART):
            parts["item", item].append(rules.Part(*part))
    return [
        (
            one,
            rules.split(
                *total_of(one),
                parts["item", one.item_id] if one.pk in shared else parts["parent", one.pk],
            ),
        )
        for one in assignments
    ]


def changeable(assignment: Assignment) -> tuple[str, ...]:
    """Return which values of an assignment can be asked to change.

    Of a part: its amount and its due date. Of what the plan gave: what the plan promises, by who
    leads it.
    """
    field = ChangeRequest.Field
    if assignment.parent_id is not None:
        return (field.AMOUNT, field.DUE) if assignment.amount is not None else (field.DUE,)
    if assignment.role != Responsibility.Role.LEAD:
        return ()
    value, _unit = promised(assignment.item)
    return (field.TARGET, field.DUE) if value is not None else (field.DUE,)


def value_now(assignment: Assignment, what: str) -> str:
    """Return a value as it stands, in the words in which a request keeps it."""
    if what == ChangeRequest.Field.DUE:
        due = due_of(assignment)
        return due.isoformat() if due else ""
    value = assignment.amount
    if assignment.parent_id is None:
        value, _unit = promised(assignment.item)
    return "" if value is None else plain(value)


def unit_now(assignment: Assignment, what: str) -> str:
    """Return the unit of a value; a date has none."""
    if what == ChangeRequest.Field.DUE:
        return ""
    return promised(assignment.item)[1] if assignment.parent_id is None else assignment.unit


def version_now(assignment: Assignment) -> int:
    """Return the version that a request for a change names: the part's, or the item's."""
    return assignment.item.version if assignment.parent_id is None else assignment.version


def receivers(assignment: Assignment, today: date) -> QuerySet[Agency]:
    """Return to whom the holder of an assignment may hand it down: everything below it.

    A department hands down to the territories that stand beside it, and to the counties directly
    under the province. Bodies that have ended are left out; a plan of a past year is asked for the
    end of that year.
    """
    agency, year = assignment.agency, assignment.item.plan.year
    day = min(today, date(year, 12, 31)) if year else today
    below = Q(path__startswith=agency.path) & ~Q(pk=agency.pk)
    if agency.level in (Agency.Level.DEPARTMENT, Agency.Level.OTHER) and agency.depth > 1:
        above = agency.path[:-_STEP]
        below |= Q(path__startswith=above, depth=agency.depth, level__in=_TERRITORIES)
        direct = Agency.objects.filter(path__startswith=above, memberships__group="direct")
        below |= Q(pk__in=direct.values("pk"), level__in=_TERRITORIES)
    standing = Q(valid_to=None) | Q(valid_to__gt=day)
    rows: QuerySet[Agency] = Agency.objects.filter(below & standing).order_by("path")
    return rows


@dataclass(slots=True)
class Preview:
    """What handing down a plan now would do: new pairs, what was sent, and what cannot be."""

    fresh: dict[tuple[int, int], str] = field(default_factory=dict)
    sent: int = 0
    unreviewed: int = 0
    nobody: list[Item] = field(default_factory=list)
    unresolved: list[Responsibility] = field(default_factory=list)


def preview(plan: Plan) -> Preview:
    """Return who would get what: (item, agency) to role, the lead before the participant."""
    found = Preview()
    items = Item.objects.filter(plan=plan).exclude(state=Item.State.WITHDRAWN)
    found.unreviewed = items.filter(state=Item.State.PROPOSED).count()
    live = items.filter(state=Item.State.LIVE)
    rows = Responsibility.objects.filter(item__in=live)
    wanted: dict[tuple[int, int], str] = {}
    named = rows.filter(agency__isnull=False).order_by("item__start", "item_id", "position", "id")
    for item_id, agency_id, role in named.values_list("item_id", "agency_id", "role"):
        assert agency_id is not None
        if wanted.get((item_id, agency_id)) != Responsibility.Role.LEAD:
            wanted[item_id, agency_id] = role
    held = set(
        Assignment.objects.filter(item__plan=plan).values_list("item_id", "agency_id").distinct()
    )
    found.fresh = {pair: role for pair, role in wanted.items() if pair not in held}
    found.sent = len(wanted) - len(found.fresh)
    assigned = {item_id for item_id, _agency in wanted} | {item_id for item_id, _agency in held}
    found.nobody = list(live.exclude(pk__in=assigned))
    found.unresolved = list(
        rows.filter(via=None, group=None, agency=None)
        .filter(Q(is_group=False) | ~Exists(Responsibility.objects.filter(group=OuterRef("pk"))))
        .select_related("item")
        .order_by("printed", "item_id")
    )
    return found


def dispatches(plan: Plan) -> QuerySet[Dispatch]:
    """Return the acts in which a plan was handed down, the latest first."""
    return Dispatch.objects.filter(plan=plan).order_by("-pk")


def due_of(assignment: Assignment) -> date | None:
    """Return until when an assignment is due: its own date, the item's, or its year's end."""
    item = assignment.item
    if assignment.due_on or item.deadline or item.kind != Item.Kind.TARGET:
        return assignment.due_on or item.deadline
    return date(item.target.year, 12, 31) if item.target.year else None


def agencies_by_id(ids: Iterable[int]) -> dict[int, Agency]:
    """Return agencies by key, one statement."""
    found: dict[int, Agency] = Agency.objects.in_bulk(set(ids))
    return found
