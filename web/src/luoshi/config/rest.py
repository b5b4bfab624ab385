"""The door for programs, /api/v1/: every context's `rest`, one way in, one shape of refusals.

A program comes with a token (`Authorization: Bearer …`) and may what its person may, so often a
minute. A session does not count: no page of ours asks here, and a page of somebody else could make
a browser ask. What a program is refused, it is told as data: code, message, next step.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from luoshi.accounts.api import Person, person_of_token, record_denial, spend
from luoshi.agencies.rest import router as agencies
from luoshi.dispatch.rest import router as dispatch
from luoshi.kernel.refusals import NotPermitted, Refusal
from luoshi.ledger.rest import router as ledger
from luoshi.monitoring.rest import router as monitoring
from luoshi.reporting.rest import router as reporting


class Token(HttpBearer):
    """A token in the head of a request."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """Return the person for whom the program acts; nobody for an unknown token.

        Raises:
            TooMany: the person's programs ask more often than they may.

        """
        person = person_of_token(token)
        if person is not None:
            wait = spend(person)
            if wait:
                raise TooMany(wait)
            request.user = person
        return person


class TooMany(Refusal):
    """A person's programs ask more often than they may; `wait` is in seconds."""

    code: ClassVar[str] = "config.too_many"
    status: ClassVar[int] = 429

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(_("请求过于频繁。"), next_step=_("请在 %(n)s 秒后再试。") % {"n": wait})


api = NinjaAPI(
    title="落实 Luoshi",
    version="1",
    description="以您的令牌，在您的权限和范围内，读取台账、下达、监测，办理报送。",
    urls_namespace="api",
    auth=Token(),
    docs_url=None,
    openapi_url="/openapi.json",
)
for prefix, router in {
    "agencies": agencies,
    "ledger": ledger,
    "dispatch": dispatch,
    "reporting": reporting,
    "monitoring": monitoring,
}.items():
    api.add_router(f"/{prefix}", router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal as data; who was denied what stands in the trail (SEC-21)."""
    if isinstance(refusal, NotPermitted):
        record_denial(by=request.user.get_username(), path=request.path, method=request.method)
    told: dict[str, Any] = {
        "code": refusal.code,
        "message": refusal.message,
        "next_step": refusal.next_step,
    }
    found = getattr(refusal, "found", ())
    if found:
        told["findings"] = [
            {"code": one.code, "severity": one.severity, "line_id": one.line_id, "words": one.words}
            for one in found
        ]
    response = api.create_response(request, told, status=refusal.status)
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.wait)
    return response


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """Say which field is not what it should be; what was sent is not repeated."""
    fields = [{"field": list(one["loc"]), "words": one["msg"]} for one in problem.errors]
    told = {
        "code": "api.unreadable",
        "message": _("提交的数据不符合格式。"),
        "next_step": _("请对照接口说明修改后再提交。"),
        "fields": fields,
    }
    return api.create_response(request, told, status=422)


@api.exception_handler(Http404)
def missing(request: HttpRequest, _problem: Http404) -> HttpResponse:
    """Answer for what is not there or out of scope; which of the two is not told (SEC-13)."""
    told = {
        "code": "api.missing",
        "message": _("没有这一项，或不在您的范围内。"),
        "next_step": _("请核对编号。"),
    }
    return api.create_response(request, told, status=404)


@api.exception_handler(HttpError)
def unreadable_body(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """Answer a body that is no JSON in the same shape."""
    told = {
        "code": "api.unreadable",
        "message": _("提交的数据不符合格式。"),
        "next_step": _("请对照接口说明修改后再提交。"),
    }
    return api.create_response(request, told, status=problem.status_code)


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, _problem: AuthenticationError) -> HttpResponse:
    """Answer who brings no token that counts."""
    told = {
        "code": "api.stranger",
        "message": _("没有有效的令牌。"),
        "next_step": _("请使用有效的令牌。"),
    }
    return api.create_response(request, told, status=401)


def urls() -> tuple[list[Any], str, str]:
    """Return the addresses; a stranger is answered here, not led to the page to log in.

    What describes the door is a page like others: to be looked at, by whoever is logged in.
    """
    found, app, space = api.urls
    patterns: list[Any] = list(found)
    for pattern in patterns:
        described = pattern.name in {"openapi-json", "api-root"}
        open_ = pattern.callback
        pattern.callback = require_safe(open_) if described else login_not_required(open_)
    return patterns, app, space
