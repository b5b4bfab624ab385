"""Refusals raised anywhere below a view are answered in one place."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from luoshi.kernel.http import Request, refused
from luoshi.kernel.refusals import Refusal


class RefusalMiddleware:
    """Answers a `Refusal` that a view let through with its page or fragment and status."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave everything else to Django."""
        return refused(request, exception) if isinstance(exception, Refusal) else None
