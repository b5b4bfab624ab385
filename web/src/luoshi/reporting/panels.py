"""What reporting puts into the rail and into 待办."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, scope_of
from luoshi.kernel.todo import Todo
from luoshi.reporting.queries import rounds
from luoshi.reporting.wording import Stands

_OPEN = (Stands.AWAITED, Stands.OVERDUE, Stands.WITHDRAWN)


def may_read(person: Any) -> bool:
    """Whether the person sees or sends reports."""
    return bool(scope_of(person).may & {May.REPORT_READ, May.FIRM_REPORT})


def todo(person: Any) -> list[Todo]:
    """Return what waits: to send, what came back, to accept (USE-16)."""
    scope = scope_of(person)
    found: list[Todo] = []
    if scope.may & {May.REPORT_FILL, May.FIRM_REPORT}:
        found += _to_send(person)
    if May.REPORT_ACCEPT in scope.may:
        waiting = rounds.queue(person).count()
        if waiting:
            url = reverse("reporting:queue")
            found.append(Todo(_("核报下级报送的报表"), _("去核报"), url, _("报送"), waiting))
    return found


def _to_send(person: Any) -> list[Todo]:
    rows = rounds.mine(person).filter(cycle__closed_at=None, excused=False)
    counted = rows.order_by().aggregate(
        open=Count("pk", filter=Q(stands__in=_OPEN)),
        open_due=Min("due_at", filter=Q(stands__in=_OPEN)),
        back=Count("pk", filter=Q(stands=Stands.RETURNED)),
        back_due=Min("due_at", filter=Q(stands=Stands.RETURNED)),
    )
    lines = (
        ("open", _("填报报表"), _("去填报"), "?state=open"),
        ("back", _("修改被退回的报表"), _("去修改"), f"?state={Stands.RETURNED}"),
    )
    mine = reverse("reporting:mine")
    return [
        Todo(
            what,
            act,
            f"{mine}{query}",
            _("报送"),
            counted[key],
            timezone.localdate(counted[f"{key}_due"]),
        )
        for key, what, act, query in lines
        if counted[key]
    ]
