"""Pages of the ground: 待办, the component gallery, preferences, errors."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from luoshi.kernel.gallery import gallery
from luoshi.kernel.http import Request
from luoshi.kernel.preferences import parsed, set_preference
from luoshi.kernel.search import LONGEST
from luoshi.kernel.search import search as search_all
from luoshi.kernel.todo import todos


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
    facets = search_all(request.user, query, kind)
    shown = [facet for facet in facets if facet.kind == kind] if kind else facets
    context = {"query": query, "kind": kind, "facets": facets, "shown": shown}
    return render(request, "kernel/search.html", context)


@require_POST
def preference(request: Request) -> HttpResponse:
    """Keep one display preference; the page goes on as it is."""
    raw = request.POST.get("value", "")
    key = request.POST.get("key", "")
    set_preference(login=request.user.get_username(), key=key, value=parsed(raw))
    return HttpResponse(status=204)


def _error(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """Answer an error with a number to quote, no trace and no version (SEC-45)."""
    number = secrets.token_hex(4).upper()
    context = {"title": title, "text": text, "number": number, "plain": True}
    return render(request, "kernel/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 400."""
    return _error(request, 400, "请求有误", "浏览器发来的内容不完整或已被改动。请返回上一页重试。")


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 403."""
    return _error(
        request, 403, "没有权限", "您的岗位没有此项权限。如需办理，请与本单位系统管理员联系。"
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 404; the same words for what is not there and what is not to be seen."""
    return _error(request, 404, "没有找到", "这一页不存在，或不在您可以查看的范围内。")


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return _error(request, 500, "系统出错", "刚才的操作没有完成，已有内容没有改动。请稍后重试。")
