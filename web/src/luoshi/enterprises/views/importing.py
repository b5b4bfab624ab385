"""Pages on which a sheet of firms is checked and brought in (USE-03)."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, require
from luoshi.enterprises.actions.importing import (
    FIELDS,
    changes_of,
    import_enterprises,
    rows_for_sheet,
)
from luoshi.kernel import sheets
from luoshi.kernel.http import Request

_PURPOSE: Final = "enterprises.register"


@require_safe
def template(request: Request) -> FileResponse:
    """Answer with the register as a sheet to be changed and added to."""
    scope = require(request.user, May.ENTERPRISE_EDIT)
    title = _("企业归属表")
    return sheets.answer(sheets.template(title, FIELDS, rows_for_sheet(scope)), title)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request) -> HttpResponse:
    """Take a sheet and show what it would change; nothing is changed yet."""
    scope = require(request.user, May.ENTERPRISE_EDIT)
    context: dict[str, Any] = {
        "trail": [(reverse("enterprises:list"), _("企业")), ("", _("导入企业"))]
    }
    if request.method != "POST":
        return render(request, "enterprises/import.html", context)
    name, content = sheets.uploaded(request)
    sheet, changes = changes_of(content, scope)
    key = None
    if not sheet.faults:
        login = request.user.get_username()
        key = sheets.keep(login=login, purpose=_PURPOSE, name=name, content=content)
    context = {**context, "sheet": sheet, "key": key, "changes": changes, "name": name}
    status = 422 if sheet.faults else 200
    return render(request, "enterprises/import.html", context, status=status)


@require_POST
def confirm(request: Request, sheet_id: uuid.UUID) -> HttpResponse:
    """Bring in the sheet that was shown: all of it or nothing."""
    require(request.user, May.ENTERPRISE_EDIT)
    login = request.user.get_username()
    _name, content = sheets.kept(sheet_id, login=login, purpose=_PURPOSE)
    added, changed = import_enterprises(by=request.user, content=content)
    sheets.drop(sheet_id, login=login, purpose=_PURPOSE)
    words = _("已新增 %(added)s 家、修改 %(changed)s 家企业。")
    messages.success(request, words % {"added": added, "changed": changed})
    return redirect("enterprises:list")
