"""Requests and the one place where refusals are answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from luoshi.kernel.refusals import Refusal


class Request(HttpRequest):
    """A request that knows whether htmx sent it."""

    htmx: HtmxDetails


def refused(request: Request, refusal: Refusal) -> HttpResponse:
    """Answer a refusal: a fragment for htmx, a page otherwise, with the refusal's status."""
    name = "kernel/_refused.html" if request.htmx else "kernel/refused.html"
    return render(request, name, {"refusal": refusal}, status=refusal.status)
