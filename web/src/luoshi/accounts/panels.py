"""What the accounts show on lower pages: who holds a post at an agency."""

from __future__ import annotations

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.accounts.models import Post
from luoshi.accounts.queries import scope_of
from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.http import Request


def posts_at_agency(request: Request, agency: Agency) -> SafeString:
    """Show the posts held today at an agency within the person's scope; names and posts only."""
    scope = scope_of(request.user)
    today = clock.today()
    held = Post.objects.filter(agency=agency, since__lte=today, person__is_active=True)
    posts = (
        held.filter(Q(until=None) | Q(until__gte=today))
        .exclude(kind=Post.Kind.ADMINISTRATOR)
        .filter(scope.within("agency__path"))
        .select_related("person")
        .order_by("since", "pk")
    )
    if not posts:
        return SafeString("")
    return render_to_string("accounts/_posts_at_agency.html", {"posts": posts}, request)
