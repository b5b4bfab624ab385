"""Taking a filled sheet into the draft: all of it or nothing, twice without harm (USE-03)."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import Person
from luoshi.kernel.refusals import Conflict
from luoshi.kernel.trail import record
from luoshi.reporting import sheets
from luoshi.reporting.actions.drafting import CONFLICT, LOCKED, save_cells
from luoshi.reporting.queries.filling import duty_to_fill
from luoshi.reporting.queries.grid import grid_of


class SheetNotTaken(Conflict):
    """The report changed or was closed meanwhile; nothing of the sheet was taken."""

    code: ClassVar[str] = "reporting.sheet_not_taken"


@transaction.atomic
def take_sheet(*, duty_id: int, name: str, content: bytes, by: Person) -> int:
    """Put a sheet's cells into the draft and return how many changed; nought the second time.

    Raises:
        SheetFaulty: a cell cannot be read; nothing was taken.
        SheetOfOther: the sheet belongs to another report.
        SheetNotTaken: the report cannot be changed now.

    """
    duty = duty_to_fill(duty_id, by, lock=True)
    incoming = sheets.read(grid_of(duty), content, by)
    incoming.sheet.require_faultless()
    if not incoming.changes:
        return 0
    saved = save_cells(duty_id=duty_id, cells=incoming.edits(), by=by)
    refused = next((cell for cell in saved if cell.state in (CONFLICT, LOCKED)), None)
    if refused is not None:
        raise SheetNotTaken(refused.words, next_step=_("表格没有导入，请刷新后再试。"))
    digest = hashlib.sha256(content).hexdigest()
    data = {"name": name, "digest": digest, "cells": len(saved)}
    record("reporting.sheet.imported", by=by.login, on=duty, data=data)
    return len(saved)
