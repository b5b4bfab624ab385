"""From the reviewed plan to everybody's hands: groups settled, plans dispatched, targets split."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from luoshi.accounts.api import Person, Post
from luoshi.agencies.api import Agency, Resolver
from luoshi.config.demo.people import Staff
from luoshi.config.demo.saying import COUNTED
from luoshi.config.demo.world import World
from luoshi.dispatch.api import Assignment, Given, Part, assign, dispatch_plan, hand_down, sign
from luoshi.ledger.actions.groups import confirm_members
from luoshi.ledger.models import Item, Responsibility
from luoshi.ledger.queries import day_of
from luoshi.plans.api import Fact, Plan, Selection, accept_all

_KIND = Post.Kind
_ONE, _CENT = Decimal(1), Decimal("0.01")
#: What is given of a target of which a part stays open, and the units of what cannot be split.
_OPEN = Decimal("0.9")
_SHARES = ("%", "百分点")


def review(world: World, staff: Staff) -> None:
    """Accept what nobody has decided, and settle whom 有关省辖市政府 and the like mean."""
    editor = staff.of(staff.province, _KIND.EDITOR)
    if Fact.objects.filter(state=Fact.State.UNREVIEWED, plan__version__current=True).exists():
        accept_all(selection=Selection(), by=editor)
    groups = Responsibility.objects.filter(is_group=True, via=None).select_related("item__plan")
    for row in groups.order_by("pk"):
        found = Resolver(on=day_of(row.item.plan)).resolve(row.printed)
        members = [each for each in found.candidates if found.every or _is_meant(world, row, each)]
        if members and not row.members.exists():
            ids = [each.pk for each in members]
            confirm_members(responsibility_id=row.pk, agencies=ids, by=editor)


def _is_meant(world: World, row: Responsibility, agency: Agency) -> bool:
    """Whether 有关 means an agency: two in five."""
    return world.draw("group", row.printed, agency.code).random() < 0.4  # noqa: PLR2004 - as said


def dispatch_all(world: World, staff: Staff) -> None:
    """Dispatch every plan, give a lead to the targets that name none, and let everybody sign."""
    editor = staff.of(staff.province, _KIND.EDITOR)
    for plan in Plan.objects.filter(version__current=True).order_by("pk"):
        dispatch_plan(plan_id=plan.pk, client_key=world.key(plan.pk), by=editor)
        _lead_for_targets(plan, editor)
    for agency in staff.agencies:
        sign_all(staff, agency)


def sign_all(staff: Staff, agency: Agency) -> None:
    """Let an agency sign for everything it has not signed for."""
    ids = Assignment.objects.filter(agency=agency, signed_at=None, returned_at=None)
    waiting = list(ids.values_list("pk", flat=True))
    if waiting:
        sign(ids=waiting, by=staff.of(agency, _KIND.EDITOR))


def _lead_for_targets(plan: Plan, editor: Person) -> None:
    """Let the department that leads most tasks of a plan answer for its targets without a lead."""
    leads = Assignment.objects.filter(
        item__plan=plan, role=Responsibility.Role.LEAD, agency__level=Agency.Level.DEPARTMENT
    ).values_list("agency", flat=True)
    counted = {agency: list(leads).count(agency) for agency in leads}
    if not counted:
        return
    most = max(sorted(counted), key=lambda agency: counted[agency])
    targets = Item.objects.filter(plan=plan, kind=Item.Kind.TARGET, state=Item.State.LIVE)
    led = Assignment.objects.filter(item__in=targets, role=Responsibility.Role.LEAD)
    for item in targets.exclude(pk__in=led.values("item")).order_by("pk"):
        if not Assignment.objects.filter(item=item, agency=most).exists():
            assign(item_id=item.pk, agency_id=most, role=Responsibility.Role.LEAD, by=editor)


def split_targets(world: World, staff: Staff, deep: int) -> None:
    """Split the province's targets among the cities, and some of each plan among their counties."""
    cities = staff.at(Agency.Level.CITY)
    handed: dict[int, int] = {}
    for assignment in _splittable():
        _hand_down(world, staff, assignment, cities)
        plan = assignment.item.plan_id
        handed[plan] = handed.get(plan, 0) + 1
        if handed[plan] > deep:
            continue
        for part in Assignment.objects.filter(parent=assignment).select_related(
            "agency", "item__target"
        ):
            sign_all(staff, part.agency)
            _hand_down(world, staff, part, _below(staff, part.agency))
    for agency in staff.at(Agency.Level.CITY, Agency.Level.COUNTY, Agency.Level.PARK):
        sign_all(staff, agency)


def _splittable() -> Iterator[Assignment]:
    """Yield the departments' leading assignments of province-wide targets, one an item."""
    seen: set[int] = set()
    rows = Assignment.objects.filter(
        role=Responsibility.Role.LEAD, item__kind=Item.Kind.TARGET, parent=None,
        agency__level=Agency.Level.DEPARTMENT, item__target__scope="province",
        signed_at__isnull=False,
    )  # fmt: skip
    for assignment in rows.select_related("item__target", "agency").order_by("item_id", "pk"):
        if assignment.item_id not in seen:
            seen.add(assignment.item_id)
            yield assignment


def _below(staff: Staff, city: Agency) -> list[Agency]:
    return [
        each
        for each in staff.at(Agency.Level.COUNTY, Agency.Level.PARK)
        if each.path.startswith(city.path)
    ]


def _hand_down(
    world: World, staff: Staff, assignment: Assignment, receivers: Sequence[Agency]
) -> None:
    """Split an assignment by the receivers' sizes; of one in five a part stays open.

    A share or a rate is everybody's as a whole: it is handed down without an amount.
    """
    held = Assignment.objects.filter(item=assignment.item_id, role=Responsibility.Role.LEAD)
    leading = set(held.values_list("agency", flat=True))
    receivers = [each for each in receivers if each.pk not in leading]
    if not receivers:
        return
    target = assignment.item.target
    whole = assignment.amount if assignment.parent_id else target.value
    unit = assignment.unit or target.unit
    if unit in _SHARES:
        whole = None
    weights = [world.size(assignment.item_id, each.code) for each in receivers]
    step = _ONE if unit in COUNTED else _CENT
    amounts = _amounts(world, assignment.item_id, whole, weights, step)
    parts = [
        Given(agency_id=agency.pk, part=Part(amount=amount, unit=unit) if amount else Part())
        for agency, amount in zip(receivers, amounts, strict=True)
        if amount or not whole
    ]
    # A few things that are counted, rounded down for everybody, leave nothing to hand on.
    if parts:
        hand_down(
            assignment_id=assignment.pk, parts=parts, by=staff.of(assignment.agency, _KIND.EDITOR)
        )


def _amounts(
    world: World, item: int, whole: Decimal | None, weights: Sequence[Decimal], step: Decimal
) -> list[Decimal]:
    """Return the parts of a whole, in steps; the last takes what rounding leaves."""
    if not whole:
        return [Decimal(0) for _weight in weights]
    is_open = world.draw("open", item).random() < 0.2  # noqa: PLR2004 - one in five
    given = whole * _OPEN if is_open else whole
    total = sum(weights)
    amounts = [(given * weight / total).quantize(step, rounding=ROUND_DOWN) for weight in weights]
    if not is_open:
        amounts[-1] = whole - sum(amounts[:-1])
    return amounts
