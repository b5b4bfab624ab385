"""Which items without a figure are done: said so with a date, accepted, not taken back (row 14).

Whoever holds an item says it is done; whoever handed it on is done when all those below are. A
department that split an item among cities is done by what the province accepted of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Responsibility
from luoshi.reporting.api import Acceptance, Progress

_OPEN = Q(returned_at=None, withdrawn_at=None)


@dataclass(frozen=True, slots=True)
class Part:
    """An item in the hands of an agency, as far as finishing it goes."""

    key: int
    agency: int
    parent: int | None
    leads: bool


def finished(
    agencies: Sequence[Agency], period: Period, items: Iterable[int]
) -> dict[tuple[int, int], date]:
    """Return on which day each agency's item was done, for those that are by a period's end."""
    told = _told(period, list(items))
    parts: dict[int, list[Part]] = defaultdict(list)
    wanted = {one.item for one in told}
    for row in Assignment.objects.filter(_OPEN, item__in=wanted).order_by("pk"):
        lead = row.role == Responsibility.Role.LEAD
        parts[row.item_id].append(Part(row.pk, row.agency_id, row.parent_id, lead))
    found = {}
    for agency in agencies:
        days: dict[int, dict[int, date]] = defaultdict(dict)
        for one in told:
            if one.counts_for(agency):
                days[one.item][one.by] = one.day
        whole = None if agency.depth == 1 else agency.pk
        for item, said in days.items():
            if day := done_on(parts[item], said, whole):
                found[agency.pk, item] = day
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """Who said of an item that it is done, and which agencies, by their paths, accepted it."""

    item: int
    by: int
    day: date
    accepted: frozenset[str]

    def counts_for(self, agency: Agency) -> bool:
        """Whether it counts: accepted by the agency or the top, or its own and accepted at all."""
        own = self.by == agency.pk and bool(self.accepted)
        return own or bool(self.accepted & {agency.path, agency.path[: Agency.steplen]})


def _told(period: Period, items: list[int]) -> list[Told]:
    """Return every finish that nobody took back, in order of time; two statements."""
    rows = Progress.objects.filter(
        item__in=items,
        finished_on__isnull=False,
        reopening=None,
        submission__duty__cycle__end__lte=period.end,
    ).order_by("submission__duty__cycle__end", "pk")
    said = list(rows.values_list("submission", "item", "submission__duty__agency", "finished_on"))
    accepted: dict[int, set[str]] = defaultdict(set)
    by = Acceptance.objects.filter(submission__in={row[0] for row in said})
    for submission, path in by.order_by().values_list("submission", "agency__path"):
        accepted[submission].add(path)
    return [
        Told(item, who, day, frozenset(accepted[submission]))
        for submission, item, who, day in said
        if day
    ]


def done_on(parts: list[Part], days: dict[int, date], whole: int | None) -> date | None:
    """Return when an item was done, by what its holders said; None while somebody goes on.

    `whole` is the agency that asks; None asks for all that was handed down at first, of which
    those who lead decide.
    """
    below: dict[int | None, list[Part]] = defaultdict(list)
    for part in parts:
        below[part.parent].append(part)

    def day_of(part: Part) -> date | None:
        own = days.get(part.agency)
        return own or latest(below[part.key])

    def latest(those: list[Part]) -> date | None:
        found = [day_of(part) for part in those]
        known = [day for day in found if day is not None]
        return max(known) if known and len(known) == len(found) else None

    if whole is None:
        first = below[None]
        return latest([part for part in first if part.leads] or first)
    return latest([part for part in parts if part.agency == whole])
