"""Who answers for the items of a plan: its rows as printed, the rest through the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.agencies.api import Resolver
from luoshi.ledger import rules
from luoshi.ledger.models import Item, Responsibility, Task
from luoshi.plans.api import Plan, effective_fields, live_facts


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One responsibility as it should stand."""

    item: int
    role: str
    printed: str
    agency: int | None
    via: int | None


def assign(plan: Plan, resolver: Resolver) -> None:
    """Bring the responsibilities of a plan's items up to date, members of groups kept."""
    tasks = _tasks_with_headings(plan)
    others = list(
        Item.objects.filter(plan=plan)
        .exclude(kind__in=(Item.Kind.TASK, Item.Kind.RESOLUTION))
        .exclude(state=Item.State.WITHDRAWN)
    )
    wanted: dict[_Wanted, tuple[int, bool]] = {}
    for item, task, fields in tasks:
        for role, position, printed in _units(fields):
            found = resolver.resolve(printed)
            agency = found.agency.pk if found.agency else None
            targets = [(item.pk, None)] + [
                (other.pk, item.pk)
                for other in others
                if rules.covers(task.headings, other.level2, other.level3)
            ]
            for target, via in targets:
                key = _Wanted(target, role, printed, agency, via)
                wanted.setdefault(key, (position, found.kind == "group"))
    _replace(plan, wanted)


def _tasks_with_headings(plan: Plan) -> list[tuple[Item, Task, dict[str, object]]]:
    """Return the live tasks with the measures their links name, written where they changed."""
    links = list(live_facts().filter(plan=plan, type="link"))
    items = (
        Item.objects.filter(plan=plan, kind=Item.Kind.TASK)
        .exclude(state=Item.State.WITHDRAWN)
        .select_related("task", "fact__decision")
    )
    titles = {
        (level2, level3): title
        for heading in plan.outline
        for level2, level3, title in [rules.heading_of(plan.outline, heading["start"])]
        if heading["level"] in (2, 3)
    }
    tasks, changed = [], []
    for item in items:
        headings = [
            pair
            for link in links
            if item.words.start <= link.start < max(item.words.end, item.words.start + 1)
            for pair in effective_fields(link).get("headings") or []
        ]
        measure = "；".join(titles.get((pair[0], pair[1]), "") for pair in headings)[:300]
        if (item.task.headings, item.measure) != (headings, measure):
            item.task.headings, item.measure = headings, measure
            changed.append(item)
        tasks.append((item, item.task, effective_fields(item.words)))
    if changed:
        Task.objects.bulk_update([item.task for item in changed], ["headings"])
        Item.objects.bulk_update(changed, ["measure"])
    return tasks


def _units(fields: dict[str, object]) -> Iterator[tuple[str, int, str]]:
    for role, key in (
        (Responsibility.Role.LEAD, "leads"),
        (Responsibility.Role.PARTICIPANT, "participants"),
    ):
        units = fields.get(key) or []
        assert isinstance(units, list)
        for position, printed in enumerate(units):
            yield role, position, printed


def _replace(plan: Plan, wanted: dict[_Wanted, tuple[int, bool]]) -> None:
    """Write what is missing and drop what no row says any more.

    A row whose agency a person named stays: it is found by its printed word alone.
    """
    have = list(
        Responsibility.objects.filter(item__plan=plan, item__fact__isnull=False, group=None)
    )
    kept = set()
    for row in have:
        exact = _Wanted(row.item_id, row.role, row.printed, row.agency_id, row.via_id)
        named = _Wanted(row.item_id, row.role, row.printed, None, row.via_id)
        match = exact if exact in wanted else named if named in wanted else None
        if match is not None and match not in kept:
            kept.add(match)
        else:
            row.delete()
    Responsibility.objects.bulk_create(
        [
            Responsibility(
                item_id=key.item, role=key.role, printed=key.printed, position=position,
                agency_id=key.agency, via_id=key.via, is_group=is_group,
            )
            for key, (position, is_group) in wanted.items()
            if key not in kept
        ]
    )  # fmt: skip
