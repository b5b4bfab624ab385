"""Pages of the ground: 待办, the component gallery, preferences, errors."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Final

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.kernel import context, reads
from luoshi.kernel.gallery import gallery
from luoshi.kernel.history import PAGE
from luoshi.kernel.history import history as history_of
from luoshi.kernel.http import Request
from luoshi.kernel.preferences import parsed, set_preference
from luoshi.kernel.search import LONGEST
from luoshi.kernel.search import search as search_all
from luoshi.kernel.todo import todos

#: Below this a program asks, which reads no page: it is answered in the shape of the door.
PROGRAMS: Final = "/api/"
_CODES: Final = {404: "api.missing", 500: "api.failed", 503: "api.away"}
_log = logging.getLogger("luoshi.failure")


@require_GET
def home(request: Request) -> HttpResponse:
    """Show what waits for the person: the first screen."""
    return render(request, "kernel/todo.html", {"todos": todos(request.user)})


@require_GET
def components(request: Request) -> HttpResponse:
    """Show every component of the design system in its states."""
    return render(request, "kernel/components.html", gallery())


@require_GET
def search(request: Request) -> HttpResponse:
    """Show what is found over all contexts, by kind."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    kind = request.GET.get("kind", "")
    if query:
        reads.note(request, "kernel.search", title=query)
    facets = search_all(request.user, query, kind)
    shown = [facet for facet in facets if facet.kind == kind] if kind else facets
    values = {"query": query, "kind": kind, "facets": facets, "shown": shown}
    return render(request, "kernel/search.html", values)


@require_GET
def history(request: Request, thing: str, thing_id: int) -> HttpResponse:
    """Show what was done to one thing, the newest first, to whoever sees the thing (row 88)."""
    raw = request.GET.get("page", "1")
    page = max(1, min(int(raw), 10_000)) if raw.isascii() and raw.isdigit() else 1
    told, acts, more = history_of(request, thing, thing_id, (page - 1) * PAGE)
    context = {
        "told": told,
        "acts": acts,
        "trail": [(told.url, told.title), ("", _("变更记录"))],
        "previous": f"?page={page - 1}" if page > 1 else "",
        "next": f"?page={page + 1}" if more else "",
    }
    return render(request, "kernel/history.html", context)


@require_POST
def preference(request: Request) -> HttpResponse:
    """Keep one display preference; the page goes on as it is."""
    raw = request.POST.get("value", "")
    key = request.POST.get("key", "")
    set_preference(login=request.user.get_username(), key=key, value=parsed(raw))
    return HttpResponse(status=204)


def _error(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """Answer an error with the number of the request to quote, no trace, no version (SEC-45)."""
    number = context.reference.get() or secrets.token_hex(6).upper()
    if request.path.startswith(PROGRAMS):
        told = {"code": _CODES.get(status, "api.refused"), "message": title, "next_step": text}
        return JsonResponse(told, status=status)
    values = {"title": title, "text": text, "number": number, "plain": True}
    return render(request, "kernel/error.html", values, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400, or 413 where there was too much of it."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    text = _("浏览器发来的内容不完整或已被改动。请返回上一页重试。")
    return _error(request, 400, _("请求有误"), text)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 403."""
    text = _("您的岗位没有此项权限。如需办理，请与本单位系统管理员联系。")
    return _error(request, 403, _("没有权限"), text)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a form without its token, usually one that waited over a log-out (SEC-41)."""
    text = _("这一页停留过久或已在别处退出登录，刚才的内容没有提交。请返回上一页，刷新后重试。")
    return _error(request, 403, _("页面已过期"), text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 404; the same words for what is not there and what is not to be seen."""
    return _error(request, 404, _("没有找到"), _("这一页不存在，或不在您可以查看的范围内。"))


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413."""
    return _error(request, 413, _("内容过大"), _("发来的内容超过上限，没有保存。请拆分后重试。"))


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the database is away: nothing is done without its trail (SEC-25)."""
    _log.error("request failed", exc_info=sys.exception())
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        text = _("数据库暂时不能使用，刚才的操作没有完成。请稍后重试。")
        answer = _error(request, 503, _("暂时不能使用"), text)
        answer.headers["Retry-After"] = "30"
        return answer
    text = _("刚才的操作没有完成，已有内容没有改动。请稍后重试。")
    return _error(request, 500, _("系统出错"), text)
