"""How projects stand: the latest report of each in a period, what the year comes to, by city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models import Sum as Total

from luoshi.accounts.api import Scope
from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.monitoring.models import CheckFile, ProjectCheck, ProjectReport
from luoshi.monitoring.queries.board import Frame
from luoshi.reporting.api import Acceptance
from luoshi.reporting.api import projects as rules


def projects(frame: Frame) -> QuerySet[Item]:
    """Return the projects that an agency or those below it hold, or that stand in its territory."""
    held = Assignment.objects.filter(
        item=OuterRef("pk"),
        agency__path__startswith=frame.agency.path,
        returned_at=None,
        withdrawn_at=None,
    )
    rows = Item.objects.filter(kind=Item.Kind.PROJECT).exclude(state=Item.State.WITHDRAWN)
    placed = Q(places__agency__path__startswith=frame.agency.path)
    return rows.filter(Exists(held) | Q(pk__in=rows.filter(placed).values("pk")))


def visible(scope: Scope, item_id: int, frame: Frame) -> Item | None:
    """Return a project that the person may see."""
    assert scope.may
    found = projects(frame).select_related("plan", "project", "fact").defer("plan__outline")
    return found.filter(pk=item_id).first()


def counting(agency: Agency) -> Q:
    """Return the condition that a report counts for an agency: direct, or accepted.

    Accepted by the agency itself or by the top of the tree; its own once anybody accepted it.
    """
    levels = [agency.pk]
    if agency.depth > 1:
        levels.append(Agency.objects.get(path=agency.path[: Agency.steplen]).pk)
    accepted = Acceptance.objects.filter(submission=OuterRef("submission"))
    own = Q(Exists(accepted), agency=agency)
    # Keys, not paths: a database goes from the report to its acceptances, not from the level.
    return Q(submission=None) | Q(Exists(accepted.filter(agency__in=levels))) | own


def latest(items: Iterable[int], period: Period, agency: Agency) -> dict[int, ProjectReport]:
    """Return the last thing said of projects up to a period; two statements."""
    keys = list(items)
    until = ProjectReport.objects.filter(counting(agency), item__in=keys, end__lte=period.end)
    ends = dict(until.order_by().values_list("item").annotate(Max("end")))
    rows = until.filter(end__in=set(ends.values())).select_related("agency", "blocker_owner")
    found: dict[int, ProjectReport] = {}
    for row in rows.order_by("end", "number"):
        if row.end == ends[row.item_id]:
            found[row.item_id] = row
    return found


def done_this_year(items: Iterable[int], period: Period, agency: Agency) -> dict[int, Decimal]:
    """Return what each project came to since January, all who answer for it together."""
    rows = ProjectReport.objects.filter(
        counting(agency), item__in=list(items), end__year=period.end.year, end__lte=period.end
    )
    by_item: dict[int, dict[tuple[str, int], Decimal | None]] = defaultdict(dict)
    for item, code, who, value in rows.order_by("number").values_list(
        "item", "period_code", "agency", "period_yi"
    ):
        by_item[item][code, who] = value
    sums = {item: rules.total(codes.values()) for item, codes in by_item.items()}
    return {item: value for item, value in sums.items() if value is not None}


def confirmed(reports: Iterable[ProjectReport]) -> dict[int, ProjectCheck]:
    """Return the last confirmation of each report; one statement."""
    rows = ProjectCheck.objects.filter(report__in=[row.pk for row in reports])
    return {row.report_id: row for row in rows.order_by("at", "pk")}


@dataclass(slots=True)
class Sum:
    """What the projects of a place come to."""

    stages: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(ProjectReport.Stage.values, 0)
    )
    there: int = 0
    silent: int = 0
    blocked: int = 0
    planned: Decimal = Decimal(0)
    done: Decimal = Decimal(0)

    def add(self, report: ProjectReport | None, done: Decimal | None) -> None:
        """Count a project with what was said of it last."""
        self.there += 1
        if report is None:
            self.silent += 1
            return
        self.stages[report.stage] += 1
        self.blocked += report.blocker != ProjectReport.Blocker.NONE
        self.planned += report.planned_yi or 0
        self.done += done or 0


def by_place(frame: Frame, levels: tuple[str, ...]) -> tuple[Sum, dict[Agency | None, Sum]]:
    """Return all projects of an agency together and by territory; a constant number of statements.

    A project that stands in several places counts in each of them, and once in the whole.
    """
    whole, parts = Sum(), defaultdict[Agency | None, Sum](Sum)
    if frame.period is None:
        return whole, {}
    rows = projects(frame)
    items = list(rows.order_by().values_list("pk", flat=True))
    said = latest(items, frame.period, frame.agency)
    done = done_this_year(items, frame.period, frame.agency)
    territories = {
        agency.path: agency
        for agency in Agency.objects.filter(
            path__startswith=frame.agency.path, level__in=levels
        ).order_by("path")
    }
    places: dict[int, set[Agency | None]] = defaultdict(set)
    for item, path in rows.order_by().values_list("pk", "places__agency__path"):
        places[item].add(_within(path, territories))
    for item in items:
        whole.add(said.get(item), done.get(item))
        for place in places[item] - ({None} if len(places[item]) > 1 else set()):
            parts[place].add(said.get(item), done.get(item))
    order = sorted(parts, key=lambda agency: (agency is None, agency.path if agency else ""))
    return whole, {agency: parts[agency] for agency in order}


def _within(path: str | None, territories: dict[str, Agency]) -> Agency | None:
    """Return the territory in which a place lies."""
    steps = range(Agency.steplen, len(path or "") + 1, Agency.steplen)
    found = [territories[(path or "")[:end]] for end in steps if (path or "")[:end] in territories]
    return found[0] if found else None


def history(item: Item, agency: Agency) -> QuerySet[ProjectReport]:
    """Return what was said of a project and counts, the latest first, with its confirmations."""
    rows = ProjectReport.objects.filter(counting(agency), item=item)
    rows = rows.select_related("agency", "blocker_owner")
    return rows.prefetch_related("checks__agency", "checks__files").order_by("-end", "-number")


def holders(item: Item) -> QuerySet[Assignment]:
    """Return who holds a project."""
    return (
        Assignment.objects.filter(item=item, returned_at=None, withdrawn_at=None)
        .select_related("agency")
        .order_by("role", "pk")
    )


def for_list(rows: QuerySet[Item], frame: Frame) -> QuerySet[Item]:
    """Annotate what the list sorts and narrows by: the stage and the blocker said last."""
    until = ProjectReport.objects.filter(counting(frame.agency), item=OuterRef("pk"))
    if frame.period is not None:
        until = until.filter(end__lte=frame.period.end)
    last = until.order_by("-end", "-number")
    return (
        rows.annotate(
            stage=Subquery(last.values("stage")[:1]), blocker=Subquery(last.values("blocker")[:1])
        )
        .select_related("plan", "project", "fact")
        .defer("plan__outline")
        .prefetch_related("places__agency", "owners")
        .annotate(investment=F("project__investment"))
    )


def accepting(agencies: Iterable[int], report: ProjectReport) -> int:
    """Return the nearest of some agencies that is the reporter's or above it; nought for none."""
    path = report.agency.path
    above = [path[:end] for end in range(Agency.steplen, len(path) + 1, Agency.steplen)]
    rows = Agency.objects.filter(pk__in=list(agencies), path__in=above).order_by("-path")
    found: int | None = rows.values_list("pk", flat=True).first()
    return found or 0


def check_files(scope: Scope) -> QuerySet[CheckFile]:
    """Return the files of confirmations of reports that a person may see."""
    return CheckFile.objects.filter(scope.within("check_of__report__agency__path"))


def kept_for(agency_id: int) -> int:
    """Return how many bytes are kept for an agency: fills the slot `kernel.kept_for`."""
    rows = CheckFile.objects.filter(check_of__agency=agency_id)
    return rows.aggregate(sum=Total("size"))["sum"] or 0
