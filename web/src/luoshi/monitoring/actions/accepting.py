"""What a monthly form says of projects, taken up once a level accepts it (rows 64 to 66)."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from luoshi.agencies.api import Agency
from luoshi.ledger.api import Item
from luoshi.monitoring.models import MONEY, ProjectReport
from luoshi.reporting.api import Acceptance, Duty, Progress, ProjectProgress, Submission

_SAME = ("stage", *MONEY, "expected_on", "leader", "help")


@transaction.atomic
def take_accepted(*, after: Submission | None, **_which: Agency | Duty | Submission | None) -> None:
    """Take up what a version says of projects: fills the slot `reporting.accepted`.

    Once for a version, whoever accepts it first; for whom it counts follows from who stands by it.
    """
    if after is not None:
        take(ProjectProgress.objects.filter(submission=after))


def take(said: QuerySet[ProjectProgress]) -> int:
    """Make reports of what accepted versions say and nobody took up yet; return how many."""
    known = ProjectReport.objects.filter(submission=OuterRef("submission"), item=OuterRef("item"))
    rows = list(
        said.filter(~Exists(known))
        .select_related("submission__duty__cycle")
        .order_by("submission__at", "submission", "pk")
    )
    if not rows:
        return 0
    items = sorted({row.item_id for row in rows})
    # Two agencies' reports of one project are accepted one after the other.
    list(Item.objects.select_for_update().filter(pk__in=items).order_by("pk").values_list("pk"))
    numbers = _numbers(items)
    sent = {row.submission_id for row in rows}
    told = Progress.objects.filter(submission__in=sent, item__in=items)
    words = {(one.submission_id, one.item_id): one for one in told}
    made = []
    for row in rows:
        key = row.item_id, row.submission.duty.cycle.period_code
        numbers[key] += 1
        made.append(_report(row, words.get((row.submission_id, row.item_id)), numbers[key]))
    ProjectReport.objects.bulk_create(made, batch_size=500)
    return len(made)


def take_period(period_code: str) -> int:
    """Take up all that was accepted of a period; return how many were lacking."""
    accepted = Acceptance.objects.filter(submission=OuterRef("submission"))
    said = ProjectProgress.objects.filter(Exists(accepted))
    return take(said.filter(submission__duty__cycle__period_code=period_code))


def _numbers(items: list[int]) -> Counter[tuple[int, str]]:
    """Return the highest number that each project has in each period."""
    rows = ProjectReport.objects.filter(item__in=items).order_by()
    found = rows.values_list("item", "period_code").annotate(Max("number"))
    return Counter({(item, code): number for item, code, number in found})


def _report(row: ProjectProgress, words: Progress | None, number: int) -> ProjectReport:
    sent = row.submission
    cycle = sent.duty.cycle
    return ProjectReport(
        item_id=row.item_id,
        agency_id=sent.duty.agency_id,
        number=number,
        period_code=cycle.period_code,
        start=cycle.start,
        end=cycle.end,
        submission=sent,
        at=sent.at,
        by=sent.by,
        blocker=row.blocker or ProjectReport.Blocker.NONE,
        blocker_text=words.problems if words else "",
        blocker_owner_id=row.owner_agency_id,
        note=words.done if words else "",
        **{name: getattr(row, name) for name in _SAME},
    )
