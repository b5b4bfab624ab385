"""What is read, as the shapes have it."""

from __future__ import annotations

from typing import Any

from luoshi.accounts.api import Person, scope_of, shown
from luoshi.reporting.models import Duty, Line
from luoshi.reporting.queries.filling import is_project
from luoshi.reporting.rules.chain import State


def given(who: Person, thing: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return what of a row the person may read; what is kept back is blank."""
    return dict.fromkeys(row) | shown(scope_of(who), thing, row)


def cycle_row(row: Any) -> dict[str, Any]:
    """Return a round with its counts."""
    counts = {
        word: getattr(row, word) for word in ("due", "missing", "back", "waiting", "accepted")
    }
    return {
        "id": row.pk,
        "form_id": row.form_id,
        "form": row.form.title,
        "period": row.period_code,
        "opened_at": row.opened_at,
        "closed_at": row.closed_at,
        **counts,
    }


def duty_row(row: Duty) -> dict[str, Any]:
    """Return a report that is due."""
    form = row.cycle.form
    return {
        "id": row.pk,
        "form": form.title,
        "table_number": form.table_number,
        "period": row.cycle.period_code,
        "agency": row.agency.name,
        "enterprise": str(row.enterprise) if row.enterprise else None,
        "due_at": row.due_at,
        "stands": row.stands,  # type: ignore[attr-defined]
        "number": row.current.number if row.current else 0,
        "submission_id": row.current_id,
    }


def line_row(line: Line, said: dict[tuple[int, str], str]) -> dict[str, Any]:
    """Return a line with what stands in it."""
    return {
        "id": line.pk,
        "code": line.code,
        "kind": line.kind,
        "title": line.title,
        "unit": line.series.unit if line.series else "",
        "required": line.required,
        "project": is_project(line),
        "part_of": line.part_of_id,
        "computed": line.computed,
        "cells": {column: text for (pk, column), text in said.items() if pk == line.pk},
    }


def as_text(one: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a row with one of its days as a content keeps it."""
    day = one.get(name)
    return one | {name: day.isoformat() if day else ""}


def state_row(found: State) -> dict[str, Any]:
    """Return where a version stands."""
    return {
        "kind": found.kind,
        "accepted_levels": found.at,
        "waiting_for": found.waiting_for,
        "final": found.final,
    }
