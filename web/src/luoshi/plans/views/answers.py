"""One answer for every act: values for the script, or back to the page without it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from luoshi.accounts.api import Person
from luoshi.kernel.http import Request, refused
from luoshi.kernel.refusals import Refusal
from luoshi.plans.actions.deciding import Result
from luoshi.plans.actions.refusals import BadFields, DoubtStale, Stale
from luoshi.plans.queries import link_to, names_of
from luoshi.plans.views.records import doubt_record, fact_records

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def person(request: Request) -> Person:
    """Return who asks; strangers are sent to log in before any view."""
    assert isinstance(request.user, Person)
    return request.user


def wants_json(request: Request) -> bool:
    """Whether the page's script asks."""
    return request.headers.get("Accept", "").startswith("application/json")


def act(view: View[P]) -> View[P]:
    """Take only posts, and answer a refusal to the script with its sentence and what stands."""

    @require_POST
    @wraps(view)
    def answering(request: Request, *arguments: P.args, **named: P.kwargs) -> HttpResponse:
        click(request)  # every act brings the key of its click, needed or not
        try:
            return view(request, *arguments, **named)
        except Refusal as refusal:
            if not wants_json(request):
                return refused(request, refusal)
            return JsonResponse(refusal_record(refusal), status=refusal.status)

    return cast("View[P]", answering)


def refusal_record(refusal: Refusal) -> dict[str, Any]:
    """Return a refusal for the script: the sentence, the wrong fields, the other's decision."""
    record: dict[str, Any] = {
        "code": refusal.code,
        "message": refusal.message,
        "next": refusal.next_step,
    }
    if isinstance(refusal, BadFields):
        record["errors"] = refusal.errors
    if isinstance(refusal, Stale):
        record["facts"] = fact_records([refusal.fact])
    if isinstance(refusal, DoubtStale):
        record["doubt"] = doubt_record(refusal.doubt, names_of([refusal.doubt.settled_by]))
    return record


def done(request: Request, result: Result, message: str, *, undo: bool = True) -> HttpResponse:
    """Answer an act: the facts as they now stand, what was done, and the way back."""
    if wants_json(request):
        return JsonResponse(
            {
                "message": message,
                "facts": fact_records(result.facts),
                "left": result.left,
                "undo": reverse("plans:undo_act", args=[result.act]) if undo else "",
            }
        )
    messages.success(request, message)
    return redirect(back(request) or (link_to(result.facts[0]) if result.facts else "plans:home"))


#: Where the session keeps the last bulk act, to be offered for undoing on the next page.
LAST_ACT = "plans.last_act"


def last_act(request: Request) -> dict[str, str] | None:
    """Return the bulk act just done, once: what was done and the address that undoes it."""
    found: dict[str, str] | None = request.session.pop(LAST_ACT, None)
    return found


def back(request: Request) -> str:
    """Return the page of this site to go back to, if the form named one."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""


def number(request: Request, name: str) -> int:
    """Return a whole number of the form; what is none is a revision nobody has seen."""
    raw = request.POST.get(name, "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else -1  # noqa: PLR2004 - fits every database


def click(request: Request) -> uuid.UUID | None:
    """Return the key that the page made for this click, so that sending twice is once."""
    try:
        return uuid.UUID(request.POST.get("act", ""))
    except ValueError:
        return None
