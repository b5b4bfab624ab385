"""Who is asking, for the trail; and nobody goes on with a password that must be changed."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from luoshi.accounts.actions import record_denial, record_ignored
from luoshi.accounts.models import Person
from luoshi.accounts.queries import password_is_due, unit_of
from luoshi.kernel import context
from luoshi.kernel.posted import Posted
from luoshi.kernel.refusals import NotPermitted


class ToLogIn(HttpResponseRedirect):
    """Tells htmx, which follows redirects into its fragment, to take the whole page there."""

    status_code = 401


class LoginRequired(LoginRequiredMiddleware):
    """Sends strangers to log in, and afterwards back to the page they were on."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """Answer a stranger."""
        if request.headers.get("HX-Request") != "true":
            return super().handle_no_permission(request, view_func)
        page = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        there = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': page})}"
        return ToLogIn(there, headers={"HX-Redirect": there})


class Actor:
    """Tells the trail the person's unit, and sends a due password to be changed (SEC-05)."""

    open_to_all: ClassVar[frozenset[str]] = frozenset(
        {"accounts:password", "accounts:logout", "accounts:language"}
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the unit of the person at hand; it is looked up only when written."""
        token = context.unit.set(lambda: unit_of(request.user))
        try:
            return self.get_response(request)
        finally:
            context.unit.reset(token)

    def process_view(
        self, request: HttpRequest, _view: object, _arguments: object, _named: object
    ) -> HttpResponse | None:
        """Let a person with a due password only change it, log out, or switch the language."""
        match = request.resolver_match
        if match is None or match.view_name in self.open_to_all:
            return None
        if isinstance(request.user, Person) and password_is_due(request.user):
            return redirect("accounts:password")
        return None


class Denials:
    """Keeps in the trail who was refused what (SEC-21); the answer is the kernel's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is in `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> None:
        """Write the denial down."""
        if isinstance(problem, NotPermitted):
            record_denial(by=request.user.get_username(), path=request.path, method=request.method)


class Unlisted:
    """Keeps in the trail which posted fields no form has: ignored, and not unnoticed (SEC-15)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; where something was done, see whether more was posted than anybody asked for."""
        answer = self.get_response(request)
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            return answer
        posted = request.POST
        if isinstance(posted, Posted) and posted.ignored:
            by = request.user.get_username()
            record_ignored(by=by, path=request.path, fields=posted.ignored)
        return answer

    def process_view(
        self, request: HttpRequest, _view: object, _arguments: object, _named: object
    ) -> None:
        """Hand the view fields that know whether they are asked for."""
        if request.method == "POST":
            posted: Any = Posted(request.POST)
            request.POST = posted
