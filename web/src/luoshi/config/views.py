"""Pages that belong to no context: health and help."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from luoshi.config.handbooks import BOOKS, book
from luoshi.kernel import clock, schedule


@login_not_required
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether the database is there, at the version of this program, and jobs are planned.

    No details for strangers (REL-29).
    """
    try:
        executor = MigrationExecutor(connection)
        good = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        good = good and not schedule.is_silent(clock.now())
    except DatabaseError:
        good = False
    word, status = ("ok", 200) if good else ("not ready", 503)
    return HttpResponse(word, status=status, content_type="text/plain; charset=utf-8")


@require_safe
def help_page(request: HttpRequest, key: str = next(iter(BOOKS))) -> HttpResponse:
    """Show a handbook."""
    found = book(key)
    if found is None:
        raise Http404
    tabs = [
        {
            "url": reverse("help", args=[each]),
            "label": title,
            "here": each == (key if key in BOOKS else "checks"),
        }
        for each, (_name, title) in BOOKS.items()
    ]
    return render(request, "config/help.html", {"book": found, "tabs": tabs})
