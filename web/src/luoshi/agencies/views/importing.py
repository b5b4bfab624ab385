"""Pages on which a sheet of agencies is checked and brought in (USE-03)."""

from __future__ import annotations

import uuid
from typing import Final

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.agencies.actions import import_agencies
from luoshi.agencies.actions.importing import FIELDS, changes_of, rows_for_sheet
from luoshi.kernel import access, sheets
from luoshi.kernel.http import Request

_PURPOSE: Final = "agencies.tree"


@require_safe
def template(request: Request) -> FileResponse:
    """Answer with the agencies as a sheet to be changed and added to."""
    access.require(request.user, "agency_edit")
    title = _("单位名录")
    return sheets.answer(sheets.template(title, FIELDS, rows_for_sheet()), title)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request) -> HttpResponse:
    """Take a sheet and show what it would change; nothing is changed yet."""
    access.require(request.user, "agency_edit")
    door = sheets.Door(
        template="agencies/import.html", purpose=_PURPOSE, confirm="agencies:import_confirm",
        back=reverse("agencies:list"),
    )  # fmt: skip
    return door.answer(request, changes_of, {})


@require_POST
def confirm(request: Request, sheet_id: uuid.UUID) -> HttpResponse:
    """Bring in the sheet that was shown: all of it or nothing."""
    access.require(request.user, "agency_edit")
    login = request.user.get_username()
    _name, content = sheets.kept(sheet_id, login=login, purpose=_PURPOSE)
    added, changed = import_agencies(by=request.user, content=content)
    sheets.drop(sheet_id, login=login, purpose=_PURPOSE)
    words = _("已新增 %(added)s 个、修改 %(changed)s 个单位。")
    messages.success(request, words % {"added": added, "changed": changed})
    return redirect("agencies:list")
