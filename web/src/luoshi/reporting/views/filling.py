"""The form page and what it asks while somebody fills it: save, look at one line."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.accounts.api import Person
from luoshi.kernel.http import Request
from luoshi.kernel.posted import beginning
from luoshi.kernel.refusals import Refusal
from luoshi.reporting import showing
from luoshi.reporting.actions import CellEdit, SavedCell, save_cells
from luoshi.reporting.actions.drafting import locked_why
from luoshi.reporting.markup import Lines
from luoshi.reporting.opened import note_duty
from luoshi.reporting.queries.derived import derived_of
from luoshi.reporting.queries.filling import duty_seen, duty_to_fill, may_fill
from luoshi.reporting.queries.grid import Grid, Row, grid_of
from luoshi.reporting.queries.history import detail_of
from luoshi.reporting.queries.proof import files_of
from luoshi.reporting.refusals import NotFound

#: No page posts more cells at once (a pasted block comes in several goes).
MOST_CELLS = 1000


def person(request: Request) -> Person:
    """Return who asks; strangers are sent to log in before any view."""
    assert isinstance(request.user, Person)
    return request.user


def wants_json(request: Request) -> bool:
    """Whether the page's script asks."""
    return request.headers.get("Accept", "").startswith("application/json")


def owner_of(who: Person) -> str:
    """Return the mark under which a browser keeps a person's unsent values: no name, no id."""
    return salted_hmac("reporting.unsent", str(who.pk), secret=settings.SECRET_KEY).hexdigest()[:24]


@require_safe
def fill(request: Request, duty_id: int) -> HttpResponse:
    """Show the form with all that was typed and what stands beside it."""
    who = person(request)
    asked = {"correcting": "correct" in request.GET, "checking": "check" in request.GET}
    duty = duty_seen(duty_id, who)
    note_duty(request, duty)
    context = showing.page(duty, who, **asked)
    context["lines"] = Lines(context).of(context["grid"])
    context["data"] = {
        "url": reverse("reporting:save", args=[duty_id]),
        "owner": owner_of(who),
        "duty": duty_id,
        "words": showing.words(),
    }
    return render(request, "reporting/fill.html", context)


@require_POST
def save(request: Request, duty_id: int) -> HttpResponse:
    """Keep cells as typed; without script, all that the page shows, and back to it."""
    who = person(request)
    if not wants_json(request):
        save_cells(duty_id=duty_id, cells=_posted(request), by=who)
        return redirect("reporting:fill", duty_id)
    try:
        saved = save_cells(duty_id=duty_id, cells=_sent(request), by=who)
    except Refusal as refusal:
        record = {"code": refusal.code, "message": str(refusal)}
        return JsonResponse(record, status=refusal.status)
    return JsonResponse(_answer(grid_of(duty_to_fill(duty_id, who)), saved))


def _sent(request: Request) -> list[CellEdit]:
    """Return the cells that the script sent; what is none is left out."""
    try:
        rows = json.loads(request.POST.get("cells", "[]"))[:MOST_CELLS]
        return [
            CellEdit(int(row["line"]), str(row["column"]), str(row["text"]), int(row["version"]))
            for row in rows
        ]
    except (ValueError, TypeError, KeyError) as wrong:
        raise Unreadable from wrong


def _posted(request: Request) -> list[CellEdit]:
    """Return the cells of a page without script: `c.<line>.<column>.<version>`."""
    found = []
    for name in beginning(request.POST, "c."):
        match name.split("."):
            case ["c", line, column, version] if line.isdigit() and version.isdigit():
                text = request.POST[name]
                found.append(CellEdit(int(line), column, text, int(version)))
    return found


class Unreadable(Refusal):
    """What the page's script sent is no list of cells."""

    code = "reporting.cells_unreadable"
    status = 400

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(_("没有读懂要保存的内容，没有保存。"), next_step=_("请刷新页面后再试。"))


def _answer(grid: Grid, saved: list[SavedCell]) -> dict[str, Any]:
    """Return what became of the cells, and what follows from them."""
    touched = {cell.line_id for cell in saved}
    touched |= {row.line.part_of_id or 0 for row in grid.rows if row.line.pk in touched}
    return {
        "cells": [
            {
                "line": cell.line_id,
                "column": cell.column,
                "state": cell.state,
                "text": cell.text,
                "version": cell.version,
                "words": cell.words,
            }
            for cell in saved
        ],
        "derived": {
            row.line.pk: derived_of(row)
            for row in (*grid.figures, *grid.projects)
            if row.line.pk in touched
        },
        "summary": showing.summary(grid),
    }


def line_of(line_id: int, grid: Grid) -> Row:
    """Return a line of a form, or refuse as for nothing there."""
    found = next((row for row in grid.rows if row.line.pk == line_id), None)
    if found is None:
        raise NotFound
    return found


@require_safe
def line(request: Request, duty_id: int, line_id: int) -> HttpResponse:
    """Show what was said in one line before, who changed what, what was found, what proves it."""
    return line_page(request, duty_id, line_id)


def line_page(
    request: Request, duty_id: int, line_id: int, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Answer with one line: a part for htmx, a page otherwise."""
    who = person(request)
    duty = duty_seen(duty_id, who)
    filler = may_fill(duty, who)
    row = line_of(line_id, grid_of(duty, drafts=filler))
    context = {
        "duty": duty,
        "row": row,
        "detail": detail_of(duty, row.line),
        "files": files_of(duty, draft=filler).get(line_id, []),
        "editable": filler and not locked_why(duty),
        "filler": filler,
        "refusal": refusal,
    }
    name = "reporting/_line.html" if request.htmx else "reporting/line.html"
    status = 200 if refusal is None or request.htmx else refusal.status
    return render(request, name, context, status=status)
