"""Addresses of every context."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from luoshi.config import rest, tour, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("luoshi.kernel.urls")),
    path("agencies/", include("luoshi.agencies.urls")),
    path("enterprises/", include("luoshi.enterprises.urls")),
    path("", include("luoshi.accounts.urls")),
    path("", include("luoshi.plans.urls")),
    path("ledger/", include("luoshi.ledger.urls")),
    path("dispatch/", include("luoshi.dispatch.urls")),
    path("monitoring/", include("luoshi.monitoring.urls")),
    path("reporting/", include("luoshi.reporting.urls")),
    path("api/v1/", rest.urls()),
    path("tour/", tour.tour, name="tour"),
    path("tour/<int:post_id>/", tour.enter, name="tour_enter"),
    path("help/", views.help_page, name="help_start"),
    path("help/<slug:key>/", views.help_page, name="help"),
    path("healthz", views.alive, name="healthz"),
    path("readyz", views.ready, name="readyz"),
]

handler400 = "luoshi.kernel.views.bad_request"
handler403 = "luoshi.kernel.views.denied"
handler404 = "luoshi.kernel.views.not_found"
handler500 = "luoshi.kernel.views.failed"
