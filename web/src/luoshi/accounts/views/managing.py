"""Accounts as administrators see them: who is there, which posts, and one act a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts import actions
from luoshi.accounts.delegations import delegations_of
from luoshi.accounts.factors import certificate_of, device_of
from luoshi.accounts.forms import PersonForm, PostForm
from luoshi.accounts.fresh import require_fresh, require_fresh_for_export
from luoshi.accounts.models import Person, Post
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import Scope, everyone, is_locked, require, scope_of, sessions_of
from luoshi.accounts.tables import People, state_of
from luoshi.accounts.views.tabs import tabs
from luoshi.agencies.api import Agency
from luoshi.kernel import reads
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal


def _administrator(request: HttpRequest, what: May = May.ACCOUNT_MANAGE) -> Person:
    person = request.user
    assert isinstance(person, Person)
    require(person, what)
    return person


def _either(request: HttpRequest) -> tuple[Person, Scope]:
    """Let in who makes accounts and who grants posts: both must see who is there."""
    person = request.user
    assert isinstance(person, Person)
    scope = scope_of(person)
    if May.POST_GRANT not in scope.may:
        require(person, May.ACCOUNT_MANAGE)
    return person, scope


@require_safe
def people(request: Request) -> HttpResponseBase:
    """List the accounts."""
    _person, scope = _either(request)
    require_fresh_for_export(request)
    may_add = May.ACCOUNT_MANAGE in scope.may
    context = {"may_add": may_add, "tabs": tabs("people")}
    return People(request, scope).response("accounts/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open an account without any post, and show the one-time link once."""
    by = _administrator(request)
    form = PersonForm(request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        try:
            with transaction.atomic():
                person = actions.add_person(login=values["login"], name=values["name"], by=by)
                secret = actions.issue_link(person=person, by=by)
        except Refusal as refusal:
            form.add_error("login", str(refusal))
        else:
            return _link_shown(request, person, secret)
    return render(request, "accounts/add.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show one account: posts, sessions, and what can be done."""
    _either(request)
    found = get_object_or_404(everyone(), pk=person_id)
    reads.note(request, "accounts.person", found.pk, f"{found.name}（{found.login}）")
    return _page(request, found, PostForm())


@require_POST
def post_add(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give the person a post."""
    by = _administrator(request, May.POST_GRANT)
    found = get_object_or_404(everyone(), pk=person_id)
    require_fresh(request)
    form = PostForm(request.POST)
    if form.is_valid():
        try:
            actions.add_post(person=found, by=by, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已增加岗位。"))
            return redirect("accounts:person", found.pk)
    return _page(request, found, form, status=422)


@require_POST
def post_end(request: HttpRequest, post_id: int) -> HttpResponse:
    """Relieve the person of a post."""
    by = _administrator(request, May.POST_GRANT)
    post = get_object_or_404(Post.objects.select_related("person", "agency"), pk=post_id)
    require_fresh(request)
    actions.end_post(post=post, by=by)
    messages.success(request, _("已撤销岗位，该账号的登录已退出。"))
    return redirect("accounts:person", post.person_id)


@require_POST
def link_issue(request: HttpRequest, person_id: int) -> HttpResponse:
    """Issue a new one-time link, shown once."""
    by = _administrator(request)
    found = get_object_or_404(Person, pk=person_id, is_active=True)
    return _link_shown(request, found, actions.issue_link(person=found, by=by))


def _act(
    done: str, act: Callable[..., object], what: May = May.ACCOUNT_MANAGE, **named: Any
) -> Callable[[HttpRequest, int], HttpResponse]:
    """Return the view of an act on one account: do it, say so, go back to the account."""

    @require_POST
    def view(request: HttpRequest, person_id: int) -> HttpResponse:
        by = _administrator(request, what)
        act(person=get_object_or_404(Person, pk=person_id), by=by, **named)
        messages.success(request, _(done))
        return redirect("accounts:person", person_id)

    return view


_disable = _act(gettext_noop("已停用，该账号的登录已退出。"), actions.set_active, active=False)
enable = _act(gettext_noop("已启用。"), actions.set_active, active=True)
sessions_end = _act(gettext_noop("该账号的登录已全部退出。"), actions.end_sessions)
unlock = _act(gettext_noop("已解除锁定。"), actions.unlock, May.POST_GRANT)


@require_http_methods(["GET", "HEAD", "POST"])
def disable(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask on a page of its own, for browsers without script, and disable the account."""
    if request.method == "POST":
        return _disable(request, person_id)
    by = _administrator(request)
    found = get_object_or_404(Person, pk=person_id)
    if not found.is_active or found == by:
        return redirect("accounts:person", person_id)
    return render(request, "accounts/disable.html", {"person": found})


def _page(request: HttpRequest, found: Person, form: PostForm, status: int = 200) -> HttpResponse:
    may = scope_of(request.user).may
    context = {
        "person": found,
        "state": state_of(found),
        "locked": is_locked(found),
        "sessions": sessions_of(found),
        "oneself": found == request.user,
        "manages": May.ACCOUNT_MANAGE in may,
        "grants": May.POST_GRANT in may and found != request.user,
        "device": May.POST_GRANT in may and device_of(found),
        "binds": bool(settings.CERTIFICATE_HEADER)
        and May.POST_GRANT in may
        and found != request.user,
        "certificate": May.POST_GRANT in may and certificate_of(found),
        "unlocks": May.POST_GRANT in may,
        "given": _given(found) if May.POST_GRANT in may else [],
        "form": form,
        "agencies": Agency.objects.values_list("name", flat=True),
    }
    return render(request, "accounts/person.html", context, status=status)


def _given(found: Person) -> list[Any]:
    """Return the delegations by which others stand in for a person."""
    return [one for one in delegations_of(found) if one.post.person_id == found.pk]


def _link_shown(request: HttpRequest, found: Person, secret: str) -> HttpResponse:
    """Show a link on this answer only; it is kept nowhere."""
    address = request.build_absolute_uri(reverse("accounts:follow_link", args=[secret]))
    context = {"person": found, "address": address, "hours": actions.LINK_HOURS}
    return render(request, "accounts/link_shown.html", context)
