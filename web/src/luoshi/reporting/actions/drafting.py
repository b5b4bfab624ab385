"""Drafts: every cell on the server at once, each with a version of its own (REL-07, REL-09)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from luoshi.accounts.api import Person
from luoshi.kernel import clock
from luoshi.kernel.periods import Period
from luoshi.kernel.trail import record
from luoshi.reporting.models import DraftCell, Duty, Line, Stage
from luoshi.reporting.queries.filling import asked_of, duty_to_fill, is_project, lines_of
from luoshi.reporting.queries.projects import before_of
from luoshi.reporting.rules.typed import cell_wrong
from luoshi.reporting.wording import words_of

SAVED: Final = "saved"
CONFLICT: Final = "conflict"
INVALID: Final = "invalid"
LOCKED: Final = "locked"
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell as typed; `version` is the one the person saw, nought for an empty cell."""

    line_id: int
    column: str
    text: str
    version: int


@dataclass(frozen=True, slots=True)
class SavedCell:
    """What became of a cell: the text and version that stand now, and why if not as typed."""

    line_id: int
    column: str
    state: str
    text: str
    version: int
    words: str = ""


def locked_why(duty: Duty) -> str:
    """Return why nobody may type into a report now, as a code of `wording`; empty if one may.

    What nobody has accepted yet is withdrawn first; what somebody has is corrected by a new
    version, and a flash report gives way to the final one at any time.
    """
    if duty.current is not None:
        if duty.standing == Duty.Standing.RETURNED:
            return ""
        waits = duty.standing == Duty.Standing.SUBMITTED and duty.got == 0
        if waits and duty.current.stage != Stage.FLASH:
            return "waiting"
    closed = duty.cycle.closed_at is not None and duty.due_at <= clock.now()
    return "closed" if closed else ""


@transaction.atomic
def save_cells(*, duty_id: int, cells: Sequence[CellEdit], by: Person) -> list[SavedCell]:
    """Keep cells as typed, each where its version is still the one the person saw.

    What is no number is kept all the same and said to be invalid; nothing typed is lost. A cell
    that somebody else changed is not overwritten; sending the same text again changes nothing.
    The duty is locked first, so that two savings of one report come one after the other.

    Raises:
        NotFound: no such duty in the person's scope.
        NotYours: the person does not fill it.

    """
    duty = duty_to_fill(duty_id, by, lock=True)
    present = {(row.line_id, row.column): row for row in DraftCell.objects.filter(duty=duty)}
    why = locked_why(duty)
    if why:
        return [_refused(edit, present, LOCKED, why) for edit in cells]
    lines = {line.pk: line for line in lines_of(duty)}
    carried = _carried(duty, lines, present, {edit.line_id for edit in cells}, by.login)
    present |= carried
    written: dict[Key, tuple[str, DraftCell]] = {}
    answers = [_judged(duty, edit, lines, present, written, by.login) for edit in cells]
    if written:
        touched = {line for line, _column in written}
        DraftCell.objects.bulk_create(
            row for key, row in carried.items() if key not in written and key[0] in touched
        )
        _write(duty, lines, written, by=by.login)
    return answers


def _carried(
    duty: Duty,
    lines: Mapping[int, Line],
    present: Mapping[Key, DraftCell],
    touched: Collection[int],
    login: str,
) -> dict[Key, DraftCell]:
    """Return what projects carry over from the period before, for those touched the first time.

    The page shows it as it stands there; it becomes part of the draft with the first cell that
    somebody types. Its version is nought, as the page knows it.
    """
    known = {line for line, _column in present}
    fresh = [lines[pk] for pk in touched if pk in lines and pk not in known]
    if duty.current_id is not None or not any(is_project(line) for line in fresh):
        return {}
    period = Period.parse(duty.cycle.period_code)
    return {
        (line, column): DraftCell(
            duty=duty, line_id=line, column=column, text=text, version=0,
            saved_at=clock.now(), saved_by=login,
        )
        for line, before in before_of(duty, fresh).items()
        for column, text in before.carried(period).items()
    }  # fmt: skip


def _judged(
    duty: Duty,
    edit: CellEdit,
    lines: Mapping[int, Line],
    present: dict[Key, DraftCell],
    written: dict[Key, tuple[str, DraftCell]],
    login: str,
) -> SavedCell:
    """Return what becomes of one cell; put it among those to write where it changes."""
    key = edit.line_id, edit.column
    line = lines.get(edit.line_id)
    wrong = "line" if line is None else cell_wrong(asked_of(line), edit.column, edit.text)
    if wrong in ("line", "column"):
        return _refused(edit, present, LOCKED, wrong)
    row = present.get(key)
    text, version = (row.text, row.version) if row else ("", 0)
    if edit.text != text:
        if edit.version != version:
            return _refused(edit, present, CONFLICT, "conflict")
        row = DraftCell(
            duty=duty,
            line_id=edit.line_id,
            column=edit.column,
            text=edit.text,
            version=version + 1,
            saved_at=clock.now(),
            saved_by=login,
        )
        present[key] = row
        written[key] = (written[key][0] if key in written else text, row)
        version += 1
    state = INVALID if wrong else SAVED
    return SavedCell(edit.line_id, edit.column, state, edit.text, version, words_of(wrong))


def _refused(edit: CellEdit, present: Mapping[Key, DraftCell], state: str, why: str) -> SavedCell:
    """Return what stands instead of a cell that was not taken."""
    row = present.get((edit.line_id, edit.column))
    text, version = (row.text, row.version) if row else ("", 0)
    return SavedCell(edit.line_id, edit.column, state, text, version, words_of(why))


def _write(
    duty: Duty, lines: Mapping[int, Line], written: Mapping[Key, tuple[str, DraftCell]], *, by: str
) -> None:
    """Write cells in one statement, and who changed what into the trail."""
    DraftCell.objects.bulk_create(
        [row for _before, row in written.values()],
        update_conflicts=True,
        unique_fields=["duty", "line", "column"],
        update_fields=["text", "version", "saved_at", "saved_by"],
    )
    changes = [
        [lines[line].code, column, before, row.text]
        for (line, column), (before, row) in written.items()
    ]
    record("reporting.draft.saved", by=by, on=duty, data={"cells": changes})


def follow(duty: Duty, cells: Mapping[Key, str], *, by: str) -> None:
    """Bring the draft to what was sent by another door, so that a correction starts from it.

    Cells of lines that the sent content does not fill become empty; each change counts up the
    cell's version, so that an open page cannot overwrite it unseen.
    """
    present = {(row.line_id, row.column): row for row in DraftCell.objects.filter(duty=duty)}
    now, changed = clock.now(), []
    for key in present.keys() | cells.keys():
        row, text = present.get(key), cells.get(key, "")
        if (row.text if row else "") == text:
            continue
        version = (row.version if row else 0) + 1
        line, column = key
        changed.append(
            DraftCell(
                duty=duty,
                line_id=line,
                column=column,
                text=text,
                version=version,
                saved_at=now,
                saved_by=by,
            )
        )
    DraftCell.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["duty", "line", "column"],
        update_fields=["text", "version", "saved_at", "saved_by"],
    )
