"""Who is asking, for the trail; and nobody goes on with a password that must be changed."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from luoshi.accounts.actions import NotFresh, record_denial, record_expiry, record_ignored
from luoshi.accounts.logins import factor_is_due
from luoshi.accounts.models import Person
from luoshi.accounts.queries import password_is_due, unit_of
from luoshi.accounts.sessions import SessionStore
from luoshi.kernel import context
from luoshi.kernel.posted import Posted
from luoshi.kernel.refusals import NotPermitted

AGAIN = "X-Luoshi-Again"


def _by_script(request: HttpRequest) -> bool:
    """Whether a script of the page asks, which can ask the person without leaving the page."""
    return request.headers.get("HX-Request") == "true" or "X-Luoshi-Fetch" in request.headers


def _ask_again(what: str) -> HttpResponse:
    """Tell the page's script to let the person prove itself there, and to repeat (SEC-10)."""
    return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={AGAIN: what})


class Lasting:
    """Ends a log-in in which nobody did anything for too long, and notes activity (SEC-10)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as a stranger who comes back too late."""
        session = request.session
        if isinstance(session, SessionStore) and session.session_key:
            if session.is_over():
                if isinstance(request.user, Person):
                    record_expiry(person=request.user)
                logout(request)
            elif request.path != reverse("accounts:alive"):
                session.note_seen()
        return self.get_response(request)


class LoginRequired(LoginRequiredMiddleware):
    """Sends strangers to log in, and afterwards back to the page they were on."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> Any:
        """Answer a stranger: a page goes to log in, a script asks on the page it belongs to."""
        if _by_script(request):
            return _ask_again("log-in")
        return super().handle_no_permission(request, view_func)


class Stale:
    """Where an act needs a fresh proof of identity, asks for it and lets the act go on (SEC-12)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is in `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Lead to the proof; without script the act is then done once more by hand."""
        if not isinstance(problem, NotFresh):
            return None
        if _by_script(request):
            return _ask_again("confirm")
        page = urlsplit(request.headers.get("Referer", "")).path or "/"
        there = request.get_full_path() if request.method == "GET" else page
        return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': there})}")


class Actor:
    """Tells the trail the person's unit, and sends a due password to be changed (SEC-05)."""

    open_to_all: ClassVar[frozenset[str]] = frozenset(
        {"accounts:logout", "accounts:language", "accounts:again", "accounts:alive"}
    )
    while_factor_is_due: ClassVar[frozenset[str]] = frozenset(
        {"accounts:factor", "accounts:factor_set"}
    )
    while_password_is_due: ClassVar[frozenset[str]] = frozenset({"accounts:password"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the unit of the person at hand; it is looked up only when written."""
        unit = context.unit.set(lambda: unit_of(request.user))
        behalf = context.behalf.set(("", ""))
        try:
            return self.get_response(request)
        finally:
            context.unit.reset(unit)
            context.behalf.reset(behalf)

    def process_view(
        self, request: HttpRequest, _view: object, _arguments: object, _named: object
    ) -> HttpResponse | None:
        """Let a person whose second factor or new password is due do only that, or log out."""
        match = request.resolver_match
        if match is None or match.view_name in self.open_to_all:
            return None
        if not isinstance(request.user, Person):
            return None
        if factor_is_due(request, request.user):
            held = match.view_name not in self.while_factor_is_due
            return redirect("accounts:factor") if held else None
        if match.view_name not in self.while_password_is_due and password_is_due(request.user):
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
