"""Accounts as administrators see them: who is there, which posts, and one act a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from luoshi.accounts.forms import PersonForm, PostForm
from luoshi.accounts.models import Person, Post
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import everyone, is_locked, require, sessions_of
from luoshi.accounts.tables import People, state_of
from luoshi.agencies.api import Agency
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal


def _administrator(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)
    require(person, May.ACCOUNT_MANAGE)
    return person


@require_safe
def people(request: Request) -> HttpResponseBase:
    """List the accounts."""
    scope = require(_administrator(request), May.ACCOUNT_MANAGE)
    return People(request, scope).response("accounts/people.html")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open an account with its first post, and show the one-time link once."""
    by = _administrator(request)
    form = PersonForm(request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        try:
            with transaction.atomic():
                person = actions.add_person(login=values["login"], name=values["name"], by=by)
                actions.add_post(person=person, agency=values["agency"], kind=values["kind"], by=by)
                secret = actions.issue_link(person=person, by=by)
        except Refusal as refusal:
            form.add_error("login", str(refusal))
        else:
            return _link_shown(request, person, secret)
    context = {"form": form, "agencies": Agency.objects.values_list("name", flat=True)}
    return render(request, "accounts/add.html", context, status=422 if form.errors else 200)


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show one account: posts, sessions, and what can be done."""
    by = _administrator(request)
    found = get_object_or_404(everyone(), pk=person_id)
    return _page(request, found, by, PostForm())


@require_POST
def post_add(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give the person a post."""
    by = _administrator(request)
    found = get_object_or_404(everyone(), pk=person_id)
    form = PostForm(request.POST)
    if form.is_valid():
        try:
            actions.add_post(person=found, by=by, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已增加岗位。"))
            return redirect("accounts:person", found.pk)
    return _page(request, found, by, form, status=422)


@require_POST
def post_end(request: HttpRequest, post_id: int) -> HttpResponse:
    """Relieve the person of a post."""
    by = _administrator(request)
    post = get_object_or_404(Post.objects.select_related("person", "agency"), pk=post_id)
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
    done: str, act: Callable[..., object], **named: Any
) -> Callable[[HttpRequest, int], HttpResponse]:
    """Return the view of an act on one account: do it, say so, go back to the account."""

    @require_POST
    def view(request: HttpRequest, person_id: int) -> HttpResponse:
        by = _administrator(request)
        act(person=get_object_or_404(Person, pk=person_id), by=by, **named)
        messages.success(request, _(done))
        return redirect("accounts:person", person_id)

    return view


_disable = _act(gettext_noop("已停用，该账号的登录已退出。"), actions.set_active, active=False)
enable = _act(gettext_noop("已启用。"), actions.set_active, active=True)
sessions_end = _act(gettext_noop("该账号的登录已全部退出。"), actions.end_sessions)
unlock = _act(gettext_noop("已解除锁定。"), actions.unlock)


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


def _page(
    request: HttpRequest, found: Person, by: Person, form: PostForm, status: int = 200
) -> HttpResponse:
    context = {
        "person": found,
        "state": state_of(found),
        "locked": is_locked(found),
        "sessions": sessions_of(found),
        "oneself": found == by,
        "form": form,
        "agencies": Agency.objects.values_list("name", flat=True),
    }
    return render(request, "accounts/person.html", context, status=status)


def _link_shown(request: HttpRequest, found: Person, secret: str) -> HttpResponse:
    """Show a link on this answer only; it is kept nowhere."""
    address = request.build_absolute_uri(reverse("accounts:follow_link", args=[secret]))
    context = {"person": found, "address": address, "hours": actions.LINK_HOURS}
    return render(request, "accounts/link_shown.html", context)
