"""What monitoring shows on lower pages: how an item stands, and how an agency does."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Scope, scope_of
from luoshi.agencies.api import Agency
from luoshi.kernel.http import Request
from luoshi.kernel.todo import Todo
from luoshi.ledger.api import Item
from luoshi.monitoring.models import Alert, Light
from luoshi.monitoring.pages.board import items_url
from luoshi.monitoring.queries import alerts, board
from luoshi.monitoring.queries.board import Frame, NotInSight, Tally, frame_of
from luoshi.plans.api import Plan


def light_of_item(request: Request, item: Item) -> SafeString | str:
    """Show on an item's page how it stands at those in sight, with the way to why."""
    scope = scope_of(request.user)
    if May.MONITOR_READ not in scope.may:
        return ""
    lights = board.last_of_item(scope, item.pk)
    if not lights:
        return ""
    return render_to_string("monitoring/_lights_of_item.html", {"lights": lights}, request)


def todo(person: Any) -> list[Todo]:
    """Return the alerts at the person's own agencies of which nobody took note (row 47)."""
    scope = scope_of(person)
    own = alerts.own(scope)
    if not own or May.MONITOR_READ not in scope.may:
        return []
    count = Alert.objects.filter(agency__in=own, ended_at=None, acknowledged_at=None).count()
    query = urlencode({"state": "open", "at": sorted(own)}, doseq=True)
    url = f"{reverse('monitoring:alerts')}?{query}"
    return [Todo(_("确认本单位的预警"), _("去确认"), url, _("监测"), count)] if count else []


def agenda_of_plan(scope: Scope, plan: Plan) -> list[tuple[Item, str]]:
    """Return the items of a plan that are red in its last period, with whose lights are (row 105).

    A joint meeting takes them up; who may not see the lights is offered none.
    """
    if May.MONITOR_READ not in scope.may:
        return []
    lights = Light.objects.filter(scope.within("agency__path"), item__plan=plan)
    last = lights.aggregate(last=Max("end"))["last"]
    red = lights.filter(end=last, colour=Light.Colour.RED).select_related("item", "agency")
    found: dict[Item, list[str]] = {}
    for light in red.order_by("item__start", "agency__path"):
        found.setdefault(light.item, []).append(str(light.agency))
    return [
        (item, _("红灯：%(agencies)s") % {"agencies": "、".join(agencies)})
        for item, agencies in found.items()
    ]


def board_of_agency(request: Request, agency: Agency) -> SafeString | str:
    """Show on an agency's page how many lights of each colour it has, with the way to its board."""
    scope = scope_of(request.user)
    if May.MONITOR_READ not in scope.may:
        return ""
    try:
        frame: Frame = frame_of(scope, str(agency.pk), "")
    except NotInSight:
        return ""
    counted = sum(board.tally_by_plan(frame.lights()).values(), Tally())
    if not counted.total:
        return ""
    context = {"frame": frame, "counts": counted.shown, "items_url": items_url(frame, agency)}
    return render_to_string("monitoring/_board_of_agency.html", context, request)
