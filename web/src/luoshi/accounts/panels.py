"""What the accounts show on lower pages: who holds a post at an agency."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luoshi.accounts.models import Post, PostRequest
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import scope_of, waiting_requests
from luoshi.accounts.sessions import IDLE
from luoshi.agencies.api import Agency, Hanging
from luoshi.kernel import clock
from luoshi.kernel.http import Request
from luoshi.kernel.todo import Todo


def posts_at_agency(request: Request, agency: Agency) -> SafeString:
    """Show the posts held today at an agency within the person's scope; names and posts only."""
    scope = scope_of(request.user)
    today = clock.today()
    held = Post.objects.filter(agency=agency, since__lte=today, person__is_active=True)
    posts = (
        held.filter(Q(until=None) | Q(until__gte=today))
        .exclude(kind__in=Post.ADMINISTRATORS)
        .filter(scope.within("agency__path"))
        .select_related("person")
        .order_by("since", "pk")
    )
    if not posts:
        return SafeString("")
    return render_to_string("accounts/_posts_at_agency.html", {"posts": posts}, request)


def posts_hanging(agency: Agency) -> list[Hanging]:
    """Return how many posts are held at an agency that is to end; they are granted anew."""
    today = clock.today()
    held = Post.objects.filter(agency=agency).filter(Q(until=None) | Q(until__gte=today))
    return [Hanging(_("岗位"), held.count(), goes_over=False)]


def todo(person: Any) -> list[Todo]:
    """Tell who grants posts how many requests wait."""
    if May.POST_GRANT not in scope_of(person).may:
        return []
    count = waiting_requests()
    if not count:
        return []
    url = f"{reverse('accounts:requests')}?state={PostRequest.State.WAITING}"
    return [Todo(_("岗位申请待审批"), _("审批"), url, _("账号"), count)]


def standing_in(request: Request, person: Any) -> SafeString:
    """Say in every page's bar for whom the person stands in today; it costs no statement."""
    posts = scope_of(person).stands_in
    if not posts:
        return SafeString("")
    names = list(dict.fromkeys(name for name, _post in posts))
    return render_to_string("accounts/_standing_in.html", {"names": names, "posts": posts}, request)


def again(request: Request, _thing: object) -> SafeString:
    """Put into every page the dialog in which the person logs in again without leaving it."""
    values = {"idle": request.session.get(IDLE, settings.IDLE_SECONDS)}
    return render_to_string("accounts/_again_dialog.html", values, request)
