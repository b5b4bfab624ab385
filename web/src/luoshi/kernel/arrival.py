"""What happens to every request on its way in and out."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from time import monotonic
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.request import HttpHeaders
from django.utils.cache import add_never_cache_headers

from luoshi.kernel import context
from luoshi.kernel.logs import note_request
from luoshi.kernel.views import too_large

METHODS = ("GET", "HEAD", "POST")
Answer = Callable[[HttpRequest], HttpResponse]


def _is_proxy(address: str) -> bool:
    """Whether an address is one of the listed proxies or in one of the listed networks."""
    try:
        return any(ip_address(address) in ip_network(proxy) for proxy in settings.PROXIES)
    except ValueError:
        return False


def certificate(request: HttpRequest) -> str:
    """Return what the proxy says of a certificate that it has verified; nothing when it is not set.

    A stranger's header never gets here: `Arrival` drops it (SEC-09, SEC-44).
    """
    name = settings.CERTIFICATE_HEADER
    return str(request.headers.get(name, "")).strip() if name else ""


def client_address(request: HttpRequest) -> str:
    """Return the nearest address that is not a listed proxy (SEC-44)."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while _is_proxy(address) and forwarded and forwarded[-1].strip():
        address = forwarded.pop().strip()
    try:
        return str(ip_address(address))
    except ValueError:
        return ""


class Arrival:
    """Names the request, drops what strangers forward, and refuses unknown methods and floods."""

    forwarded: ClassVar[tuple[str, ...]] = (
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_PROTO",
        "HTTP_X_FORWARDED_HOST",
    )

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the context of this request set, and only for its time."""
        if not _is_proxy(str(request.META.get("REMOTE_ADDR", ""))):
            named = HttpHeaders.to_wsgi_name(settings.CERTIFICATE_HEADER or "X-None")
            for header in (*self.forwarded, named):
                request.META.pop(header, None)
        number = secrets.token_hex(6).upper()
        tokens = (
            context.address.set(client_address(request)),
            context.reference.set(number),
        )
        start = monotonic()
        try:
            response = self._answer(request)
            response.headers["X-Request-Id"] = number
            note_request(request, response.status_code, monotonic() - start)
            return response
        finally:
            context.address.reset(tokens[0])
            context.reference.reset(tokens[1])

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.LARGEST_REQUEST:
            return too_large(request)
        return self.get_response(request)


class Privacy:
    """Keeps what a person saw out of every cache (SEC-42); static files may be kept."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, saying `no-store` unless the view or the file server has spoken."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
