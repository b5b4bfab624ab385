"""Addresses of the ground."""

from __future__ import annotations

from django.urls import path

from luoshi.kernel import background, checkup_pages, notices, views

app_name = "kernel"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("preferences/", views.preference, name="preference"),
    path("jobs/", background.runs, name="jobs"),
    path("jobs/retry/", background.retry, name="jobs_retry"),
    path("jobs/schedule/", background.plan, name="schedule"),
    path("checkup/", checkup_pages.index, name="checkup"),
    path("checkup/run/", checkup_pages.run, name="checkup_run"),
    path("checkup/<slug:code>/", checkup_pages.flaws, name="flaws"),
    path("outbox/", notices.sent, name="outbox"),
    path("outbox/resend/", notices.resend, name="outbox_resend"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("notices/reach/", notices.reach, name="reach"),
    path("notices/<int:notice_id>/", notices.notice_open, name="notice_open"),
    path("history/<str:thing>/<int:thing_id>/", views.history, name="history"),
    path("kernel/components/", views.components, name="components"),
]
