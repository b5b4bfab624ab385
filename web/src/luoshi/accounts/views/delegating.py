"""Standing in: one's own delegations, and all of them for the security administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.actions import delegate, revoke_delegation
from luoshi.accounts.delegations import InForce, colleagues_of, delegations_of
from luoshi.accounts.forms import DelegationForm
from luoshi.accounts.fresh import require_fresh, require_fresh_for_export
from luoshi.accounts.models import Person, Post
from luoshi.accounts.permissions import May
from luoshi.accounts.policies import policy_in_force
from luoshi.accounts.queries import posts_today, require, scope_of
from luoshi.kernel import clock
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """Show who stands in for the person and for whom the person does; make a delegation."""
    person = request.user
    assert isinstance(person, Person)
    posts = list(posts_today(person).filter(kind__in=Post.READERS).order_by("pk"))
    given = request.POST if request.method == "POST" else None
    form = DelegationForm(
        given,
        posts=posts,
        people=colleagues_of(person, posts),
        initial={"since": clock.today(), "posts": [post.pk for post in posts[:1]]},
    )
    if form.is_valid():
        require_fresh(request)
        try:
            delegate(by=person, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已委托，到期自行终止。"))
            return redirect("accounts:delegations")
    rows = delegations_of(person)
    values = {
        "form": form if posts else None,
        "given": [one for one in rows if one.post.person_id == person.pk],
        "taken": [one for one in rows if one.to_id == person.pk],
        "days": policy_in_force().delegation_days,
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/delegations.html", values, status=status)


@require_POST
def revoke(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Take a delegation back, or decline it."""
    assert isinstance(request.user, Person)
    revoke_delegation(delegation_id=delegation_id, by=request.user)
    messages.success(request, _("委托已撤销，立即失效。"))
    grants = May.POST_GRANT in scope_of(request.user).may
    return redirect("accounts:delegations_in_force" if grants else "accounts:delegations")


@require_safe
def all_in_force(request: Request) -> HttpResponseBase:
    """List the delegations in force, for the security administrator."""
    scope = require(request.user, May.POST_GRANT)
    require_fresh_for_export(request)
    return InForce(request, scope).response("accounts/delegations_in_force.html")
