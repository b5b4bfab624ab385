"""Pages that belong to no context: health."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether the database is there and at the version of this program; no details."""
    try:
        executor = MigrationExecutor(connection)
        good = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        good = False
    word, status = ("ok", 200) if good else ("not ready", 503)
    return HttpResponse(word, status=status, content_type="text/plain; charset=utf-8")
