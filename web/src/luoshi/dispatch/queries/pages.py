"""Reads for the pages: who has signed for what of a plan, the tree of an item, what waits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from luoshi.accounts.api import May
from luoshi.accounts.api import Scope as Posts
from luoshi.agencies.api import Agency
from luoshi.dispatch import rules
from luoshi.dispatch.models import Assignment, ChangeRequest, Milestone, MilestoneFile, Reminder
from luoshi.dispatch.queries.held import (
    OPEN,
    assignments,
    in_state,
    part_of,
    promised,
    visible,
)
from luoshi.kernel.access import Scope
from luoshi.ledger.api import Item, Responsibility
from luoshi.plans.api import Plan

State = Assignment.State
_SOON = 7


def _number(rows: QuerySet[Assignment], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def plans(scope: Scope) -> QuerySet[Plan]:
    """Return the plans a person sees here, with how much of each was handed down and signed for.

    The province sees every plan in force; others those of which something is in their hands.
    """
    own = Assignment.objects.filter(visible(scope), item__plan=OuterRef("pk"))
    found = Plan.objects.filter(version__current=True)
    if not scope.province:
        found = found.filter(Exists(own))
    each = {
        state.value: _number(own.filter(in_state(state)), "item__plan")
        for state in (State.UNREAD, State.READ, State.SIGNED, State.RETURNED)
    }
    return found.annotate(open=_number(own.filter(OPEN), "item__plan"), **each)


def sheet(scope: Scope, plan: Plan) -> QuerySet[Agency]:
    """Return the agencies that hold something of a plan, with how far each has come (USE-21)."""
    own = Assignment.objects.filter(visible(scope), item__plan=plan, agency=OuterRef("pk"))
    each: dict[str, Any] = {
        state.value: _number(own.filter(in_state(state)), "agency")
        for state in (State.UNREAD, State.READ, State.SIGNED, State.RETURNED)
    }
    role = Responsibility.Role

    def last(name: str) -> Subquery:
        latest = own.order_by().values("agency").annotate(last=Max(name)).values("last")
        return Subquery(latest)

    reminded = Reminder.objects.filter(plan=plan, agency=OuterRef("pk")).order_by("-at")
    rows: QuerySet[Agency] = Agency.objects.filter(Exists(own)).annotate(
        led=_number(own.filter(OPEN, role=role.LEAD), "agency"),
        joined=_number(own.filter(OPEN, role=role.PARTICIPANT), "agency"),
        read_last=last("read_at"),
        signed_last=last("signed_at"),
        reminded_last=Subquery(reminded.values("at")[:1]),
        plan_id=Value(plan.pk),
        **each,
    )
    return rows


def for_list(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Fetch what a row of a list shows, in one statement, and name the state to sort by."""
    whens = [When(in_state(state), then=Value(state.value)) for state in State]
    return rows.select_related(
        "item__plan", "item__target", "item__commitment", "agency", "parent__agency", "dispatch"
    ).annotate(
        stands=Case(*whens, output_field=CharField()),
        due=Coalesce("due_on", "item__amended_due_on", "item__due_on"),
    )


def mine(scope: Posts) -> QuerySet[Assignment]:
    """Return what the agencies hold at which the person has a post, not those below."""
    return assignments(scope).filter(agency__in=scope.at(May.DISPATCH_READ))


def returned(scope: Posts) -> QuerySet[Assignment]:
    """Return what came back and waits for whoever gave it: the province, or the agency above."""
    waiting = assignments(scope).filter(in_state(State.RETURNED), replaced_by=None)
    own = Q(parent__agency__in=scope.at(May.RECEIVE))
    if May.DISPATCH in scope.may:
        own |= Q(parent=None)
    return waiting.filter(own)


def changes(scope: Posts) -> QuerySet[ChangeRequest]:
    """Return the requests for a change that a person may see."""
    path = "assignment__parent__agency__path"
    seen = scope.within("agency__path") | scope.within(path)
    found = ChangeRequest.objects.filter(seen)
    return found.select_related(
        "item__target", "assignment__item", "assignment__parent__agency", "agency"
    )


def to_decide(scope: Posts) -> QuerySet[ChangeRequest]:
    """Return the requests that wait for the person's decision: never those asked by the same."""
    at = scope.at(May.CHANGE_DECIDE)
    own = Q(assignment__parent__agency__in=at)
    if Agency.objects.filter(pk__in=at, depth=1).exists():
        own |= Q(assignment__parent=None)
    waiting = ChangeRequest.objects.filter(own, decided_at=None)
    return waiting.exclude(asked_by=scope.person)


def milestones(scope: Scope) -> QuerySet[Milestone]:
    """Return the milestones a person may see."""
    return Milestone.objects.filter(assignment__in=assignments(scope)).select_related(
        "assignment__item", "assignment__agency"
    )


#: The files of milestones that stand.
FILES: Final = Prefetch("files", MilestoneFile.objects.filter(removed_at=None).order_by("pk"))


def milestone_files(scope: Scope) -> QuerySet[MilestoneFile]:
    """Return the files of milestones that a person may see; those taken off too, for the trail."""
    return MilestoneFile.objects.filter(milestone__assignment__in=assignments(scope))


def kept_for(agency_id: int) -> int:
    """Return how many bytes are kept for an agency: fills the slot `kernel.kept_for`."""
    rows = MilestoneFile.objects.filter(milestone__assignment__agency=agency_id)
    return rows.aggregate(sum=Sum("size"))["sum"] or 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person, counted: and the first date by which something is due."""

    unsigned: int
    sign_by: date | None
    returned: int
    to_decide: int
    soon: int
    first_due: date | None


#: What has to be signed for: open, unsigned, and still on the ledger.
TO_SIGN = OPEN & Q(signed_at=None) & ~Q(item__state=Item.State.WITHDRAWN)


def due_soon(rows: QuerySet[Assignment], today: date) -> QuerySet[Assignment]:
    """Return the open assignments of which a milestone is late or falls due within a week."""
    steps = Milestone.objects.filter(
        assignment=OuterRef("pk"), done_on=None, due_on__lte=today + timedelta(days=_SOON)
    )
    first = steps.order_by("due_on").values("due_on")[:1]
    return rows.filter(OPEN).annotate(step=Subquery(first)).exclude(step=None)


def waiting(scope: Posts, today: date) -> Waiting:
    """Return what waits for a person of handing down; each number is that of its list (USE-16)."""
    held = Assignment.objects.filter(agency__in=scope.at(May.RECEIVE))
    unsigned = held.filter(TO_SIGN).aggregate(n=Count("pk"), first=Min("dispatch__sign_by"))
    soon = due_soon(held, today).aggregate(n=Count("pk"), first=Min("step"))
    return Waiting(
        unsigned["n"],
        unsigned["first"],
        returned(scope).count(),
        to_decide(scope).count() if May.CHANGE_DECIDE in scope.may else 0,
        soon["n"],
        soon["first"],
    )


LOADS = (State.UNREAD, State.READ, State.SIGNED)


def loads(scope: Scope, agency: Agency) -> list[tuple[str, list[int]]]:
    """Return who is in charge, with how much each has unread, read and signed (row 22)."""
    rows = assignments(scope).filter(OPEN, agency=agency).order_by("contact").values("contact")
    each = {state.value: Count("pk", filter=in_state(state)) for state in LOADS}
    counted = rows.annotate(**each).values_list("contact", *each)
    return [(contact, list(numbers)) for contact, *numbers in counted]


@dataclass(slots=True)
class Node:
    """An assignment in the tree of its item: how deep, and what of it is split."""

    assignment: Assignment
    depth: int
    split: rules.Split
    amount: rules.Part
    whole: bool


def tree(item: Item, scope: Scope) -> list[Node]:
    """Return the open assignments of an item in the order of handing down, one statement.

    Sums count every part; shown is what the person may see.
    """
    rows = list(
        Assignment.objects.filter(OPEN, item=item)
        .select_related("agency", "parent")
        .order_by("parent_id", "role", "agency__path")
    )
    seen = set(assignments(scope).filter(OPEN, item=item).values_list("pk", flat=True))
    below: dict[int | None, list[Assignment]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    whole, unit = promised(item)
    leads = [row for row in below[None] if row.role == Responsibility.Role.LEAD]
    shared = [part for row in leads if row.amount is None for part in below[row.pk]]
    found: list[Node] = []

    def walk(row: Assignment, depth: int, total: Any, total_unit: str) -> None:
        part = part_of(row)
        if row.share_pct is not None:
            own, own_unit = rules.in_unit(part, total, total_unit), total_unit
        elif row.amount is not None:
            own, own_unit = row.amount, row.unit
        else:
            own, own_unit = (whole, unit) if row in leads else (None, "")
        parts = shared if row in leads and row.amount is None else below[row.pk]
        split = rules.split(own, own_unit, [part_of(each) for each in parts])
        if row.pk in seen:
            found.append(Node(row, depth, split, part, whole=own is not None))
        for each in below[row.pk]:
            walk(each, depth + 1, own, own_unit)

    for row in sorted(below[None], key=lambda each: (each.role, each.agency.path)):
        walk(row, 0, whole, unit)
    return found
