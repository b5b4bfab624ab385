"""Rounds and what is due in them: how each duty stands as the database counts it.

`Duty.standing` repeats what `rules.chain.state` says of the steps: lists and counts ask it for
thousands of duties in one statement, and tests hold the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Left

from luoshi.accounts.api import ANYONE, May, Scope, scope_of
from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.rounding import rate_text
from luoshi.reporting.models import Cycle, Duty, Finding, Form, Line
from luoshi.reporting.queries.filling import represented, visible
from luoshi.reporting.rules.windows import ENTERPRISE
from luoshi.reporting.wording import Stands, level_word

_STEP: int = Agency.steplen
_CITY_DEPTH = 2


def with_standing(duties: QuerySet[Duty]) -> QuerySet[Any]:
    """Return duties with `stands`."""
    return duties.annotate(
        stands=Case(
            When(current=None, excused=True, then=Value(Stands.EXCUSED)),
            When(current=None, due_at__lte=clock.now(), then=Value(Stands.OVERDUE)),
            When(current=None, then=Value(Stands.AWAITED)),
            default=F("standing"),
            output_field=CharField(),
        ),
    )


def awaited() -> QuerySet[Any]:
    """Return the duties of open rounds that nobody has sent, or that came back."""
    rows = with_standing(Duty.objects.filter(cycle__closed_at=None, excused=False))
    found: QuerySet[Any] = rows.filter(
        stands__in=(Stands.OVERDUE, Stands.AWAITED, Stands.RETURNED, Stands.WITHDRAWN)
    ).select_related("cycle__form", "agency", "enterprise")
    return found


def duties(by: ANYONE) -> QuerySet[Any]:
    """Return what is due from whom, as far as a person may see it."""
    rows = with_standing(Duty.objects.filter(visible(by)))
    found: QuerySet[Any] = rows.select_related("cycle__form", "agency", "enterprise", "current")
    return found


def mine(by: ANYONE) -> QuerySet[Any]:
    """Return what a person reports: for the agencies of the posts, or for the firm."""
    scope = scope_of(by)
    own = Q(agency__in=scope.at(May.REPORT_FILL), enterprise=None)
    if May.FIRM_REPORT in scope.may:
        own |= Q(enterprise__in=represented(by).values("enterprise"))
    found: QuerySet[Any] = duties(by).filter(own)
    return found


def queue(by: ANYONE) -> QuerySet[Any]:
    """Return what waits for the person's acceptance; at most one agency of a chain is next."""
    scope = scope_of(by)
    waits = Q(pk__in=())
    for agency in reviewing(scope):
        waits |= Q(agency__path__startswith=agency.path, next_depth=agency.depth)
    sent = duties(by).filter(standing=Duty.Standing.SUBMITTED)
    length = Case(
        When(Q(enterprise__isnull=False) | Q(agency__depth=1), then=F("agency__depth")),
        default=F("agency__depth") - 1,
        output_field=IntegerField(),
    )
    rows: QuerySet[Any] = sent.annotate(next_depth=length - F("got"))
    found: QuerySet[Any] = rows.filter(waits)
    return found


def with_flags(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return duties with the number of findings that their senders explained."""
    found = Finding.objects.filter(submission=OuterRef("current")).order_by()
    number = found.values("submission").annotate(n=Count("pk")).values("n")
    flags = Coalesce(Subquery(number), 0, output_field=IntegerField())
    counted: QuerySet[Any] = rows.annotate(flags=flags)
    return counted


def reviewing(scope: Scope) -> list[Agency]:
    """Return the agencies for which a person accepts, the highest first."""
    return list(Agency.objects.filter(pk__in=scope.at(May.REPORT_ACCEPT)).order_by("path"))


def next_for(duty: Any, agencies: Iterable[Agency]) -> Agency | None:
    """Return for which of the agencies a row of `queue` waits."""
    wanted = duty.next_depth
    path = duty.agency.path
    fit = (one for one in agencies if one.depth == wanted and path.startswith(one.path))
    return next(fit, None)


def forms() -> QuerySet[Form]:
    """Return the forms, counted."""
    live = Count("lines", filter=Q(lines__retired_at=None), distinct=True)
    return Form.objects.annotate(
        line_count=live, cycle_count=Count("cycles", distinct=True)
    ).select_related("plan")


def lines(form: Form) -> QuerySet[Line]:
    """Return a form's live lines in order, with what the page shows of each."""
    return (
        form.lines.filter(retired_at=None)
        .select_related("series__indicator", "item")
        .order_by("position", "pk")
    )


def cycles(by: ANYONE) -> QuerySet[Cycle]:
    """Return the rounds with the counts of what the person may see in them."""
    seen = with_standing(Duty.objects.filter(visible(by), cycle=OuterRef("pk")))

    def counted(*stands: Stands) -> Coalesce:
        rows = seen.filter(stands__in=stands) if stands else seen
        number = rows.order_by().values("cycle").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(number), 0, output_field=IntegerField())

    return (
        Cycle.objects.annotate(
            due=counted(),
            missing=counted(Stands.OVERDUE, Stands.AWAITED),
            back=counted(Stands.RETURNED, Stands.WITHDRAWN),
            waiting=counted(Stands.SUBMITTED),
            accepted=counted(Stands.ACCEPTED),
        )
        .filter(due__gt=0)
        .select_related("form")
    )


def periods() -> list[str]:
    """Return the codes of the periods that rounds were opened for, the newest first."""
    rows = Cycle.objects.order_by("-end", "-start", "period_code")
    return list(dict.fromkeys(rows.values_list("period_code", flat=True)))


@dataclass(slots=True)
class Completeness:
    """How complete and how much in time the reports of a group are (row 30)."""

    name: str
    query: str
    due: int = 0
    in_time: int = 0
    late: int = 0
    stands: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, stands: str, number: int, *, came: bool, in_time: bool) -> None:
        """Count duties that stand alike; who is excused owes nothing."""
        self.stands[stands] += number
        if stands == Stands.EXCUSED:
            return
        self.due += number
        self.in_time += number if in_time else 0
        self.late += number if came and not in_time else 0

    @property
    def received(self) -> int:
        """Return how many came at all."""
        return self.in_time + self.late

    @property
    def rate(self) -> str:
        """Return which part came at all, in per cent with one decimal (GOV-16)."""
        return rate_text(Decimal(self.received * 100) / self.due if self.due else None)

    @property
    def missing(self) -> int:
        """Return how many have not come."""
        return self.stands[Stands.OVERDUE] + self.stands[Stands.AWAITED]

    @property
    def back(self) -> int:
        """Return how many are with their senders again."""
        return self.stands[Stands.RETURNED] + self.stands[Stands.WITHDRAWN]

    @property
    def accepted(self) -> int:
        """Return how many everybody accepted."""
        return self.stands[Stands.ACCEPTED]

    @property
    def waiting(self) -> int:
        """Return how many are on their way up."""
        return self.stands[Stands.SUBMITTED]


def completeness(cycle: Cycle, by: ANYONE) -> tuple[list[Completeness], list[Completeness]]:
    """Return the completeness of a round by level, and by the agency below the top; one read."""
    rows = with_standing(Duty.objects.filter(visible(by), cycle=cycle)).annotate(
        place=Left("agency__path", _STEP * _CITY_DEPTH),
        firm=Q(enterprise__isnull=False),
        came=Q(first_at__isnull=False),
        in_time=Q(first_at__isnull=False, first_at__lt=F("due_at")),
    )
    kinds = rows.order_by().values_list(
        "place", "agency__level", "firm", "stands", "came", "in_time"
    )
    levels: dict[str, Completeness] = {}
    places: dict[str, Completeness] = {}
    counted = kinds.annotate(n=Count("pk"), first=Min("agency__path")).order_by("first", "firm")
    for path, at, firm, stands, came, in_time, number, _first in counted:
        level = ENTERPRISE if firm else at
        for found in (
            levels.setdefault(level, Completeness(level_word(level), f"level={level}")),
            places.setdefault(path, Completeness(path, "")),
        ):
            found.add(stands, number, came=came, in_time=in_time)
    for agency in Agency.objects.filter(path__in=places):
        places[agency.path].name, places[agency.path].query = agency.name, f"place={agency.pk}"
    return list(levels.values()), list(places.values())
