"""What handing down puts into slots of the ground and of lower contexts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, scope_of
from luoshi.agencies.api import Agency, Hanging
from luoshi.dispatch import queries
from luoshi.dispatch.models import Assignment
from luoshi.kernel import clock
from luoshi.kernel.access import Scope
from luoshi.kernel.http import Request
from luoshi.kernel.todo import Todo
from luoshi.ledger.api import Item


def may_read(person: Any) -> bool:
    """Whether the person sees what was handed down."""
    return May.DISPATCH_READ in scope_of(person).may


def items_held(scope: Scope) -> QuerySet[Assignment, int]:
    """Return the keys of the items in the hands of agencies that the person may see."""
    if May.DISPATCH_READ not in scope.may:
        return Assignment.objects.none().values_list("item_id", flat=True)
    held = Assignment.objects.filter(queries.visible(scope), queries.OPEN)
    return held.order_by().values_list("item_id", flat=True)


def tree_of_item(request: Request, item: Item) -> SafeString:
    """Show on an item's page to whom it was handed down, as a tree with sums."""
    scope = scope_of(request.user)
    if May.DISPATCH_READ not in scope.may:
        return SafeString("")
    context = {
        "item": item,
        "nodes": queries.tree(item, scope),
        "may_assign": May.DISPATCH in scope.may and item.state == Item.State.LIVE,
    }
    return render_to_string("dispatch/_panel.html", context, request)


def origin_url(item: Item) -> str:
    """Return the address that leads from an item to the meeting that resolved it."""
    return reverse("dispatch:origin", args=[item.pk])


def meeting_of_item(request: Request, item: Item) -> SafeString:
    """Show on the page of what a meeting resolved when it met, in the place of the plan's words."""
    found = queries.resolutions(scope_of(request.user)).filter(item=item)
    row = found.select_related("conference__plan").first()
    if row is None:
        return SafeString("")
    return render_to_string("dispatch/_meeting.html", {"meeting": row.conference}, request)


def load_of_agency(request: Request, agency: Agency) -> SafeString:
    """Show on an agency's page what it holds, by person in charge (row 22)."""
    scope = scope_of(request.user)
    in_scope = scope.province or any(agency.path.startswith(path) for path in scope.paths)
    if May.DISPATCH_READ not in scope.may or not in_scope:
        return SafeString("")
    context = {"agency": agency, "loads": queries.loads(scope, agency)}
    context["states"] = [state.label for state in queries.LOADS]
    return render_to_string("dispatch/_load.html", context, request)


def closing(agency: Agency) -> list[Hanging]:
    """Return how much an agency holds open, when it is to end."""
    return [Hanging(_("在手的任务"), queries.of_agency(agency).count())]


def todo(person: Any) -> list[Todo]:
    """Return what waits: to sign, to settle, to decide, to finish soon (USE-16)."""
    scope = scope_of(person)
    if not scope.may & {May.RECEIVE, May.CHANGE_DECIDE}:
        return []
    found = queries.waiting(scope, clock.today())
    source = _("下达")
    mine, returned = reverse("dispatch:mine"), reverse("dispatch:returned")
    changes = f"{reverse('dispatch:changes')}?state=mine"
    lines = (
        (
            found.unsigned,
            _("签收上级下达的任务"),
            _("去签收"),
            f"{mine}?state=open",
            found.sign_by,
        ),
        (found.returned, _("处理退回的任务"), _("去处理"), returned, None),
        (found.to_decide, _("审批调整申请"), _("去审批"), changes, None),
        (found.soon, _("完成即将到期的节点"), _("去办理"), f"{mine}?step=soon", found.first_due),
    )
    return [
        Todo(what, act, url, source, count, due) for count, what, act, url, due in lines if count
    ]
