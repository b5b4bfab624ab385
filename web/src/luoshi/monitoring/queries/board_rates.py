"""How many reports were due in a period, came, and came in time (row 30)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q

from luoshi.kernel.rounding import share
from luoshi.monitoring.queries.board import Frame
from luoshi.reporting.api import Duty


@dataclass(frozen=True, slots=True)
class Rates:
    """Reports due, come and in time; who was excused owes nothing."""

    due: int
    come: int
    in_time: int

    @property
    def complete(self) -> Decimal | None:
        """Return which share of the reports came."""
        return share(Decimal(self.come), Decimal(self.due))

    @property
    def on_time(self) -> Decimal | None:
        """Return which share of the reports came in time."""
        return share(Decimal(self.in_time), Decimal(self.due))


def rates(frame: Frame) -> tuple[Rates, Rates]:
    """Return the rates of the agency and those below it, and of their firms; one statement."""
    if frame.period is None:
        return Rates(0, 0, 0), Rates(0, 0, 0)
    # All duties are below the root of the tree: there is nothing to look up for each of them.
    below = Q() if frame.agency.depth == 1 else Q(agency__path__startswith=frame.agency.path)
    duties = Duty.objects.filter(
        below,
        cycle__end=frame.period.end,
        cycle__period_code=frame.period.code,
        excused=False,
    )
    counted = (
        duties.order_by()
        .annotate(own=Q(enterprise=None))
        .values_list("own")
        .annotate(
            due=Count("pk"),
            come=Count("pk", filter=Q(first_at__isnull=False)),
            in_time=Count("pk", filter=Q(first_at__lt=F("due_at"))),
        )
    )
    found = {own: Rates(*numbers) for own, *numbers in counted}
    return found.get(True, Rates(0, 0, 0)), found.get(False, Rates(0, 0, 0))
