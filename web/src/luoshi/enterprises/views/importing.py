"""Pages on which a sheet of firms is checked and brought in (USE-03)."""

from __future__ import annotations

import uuid
from typing import Final

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
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
    trail = [(reverse("enterprises:list"), _("企业")), ("", _("导入企业"))]
    door = sheets.Door(
        template="enterprises/import.html", purpose=_PURPOSE, confirm="enterprises:import_confirm",
        back=reverse("enterprises:list"),
    )  # fmt: skip
    return door.answer(request, lambda content: changes_of(content, scope), {"trail": trail})


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
