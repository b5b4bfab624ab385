"""The terms of an indicator as a sheet: download, upload, look at what it changes, take it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, require
from luoshi.kernel import sheets
from luoshi.kernel.http import Request
from luoshi.ledger import queries
from luoshi.ledger.actions import termsheets
from luoshi.ledger.models import Indicator


def _found(request: Request, indicator_id: int) -> Indicator:
    scope = require(request.user, May.INDICATOR_EDIT)
    return get_object_or_404(queries.indicators(scope), pk=indicator_id)


def _purpose(indicator: Indicator) -> str:
    return f"terms of indicator {indicator.pk}"


@require_safe
def out(request: Request, indicator_id: int) -> FileResponse:
    """Answer with the terms as a sheet to be changed and added to."""
    found = _found(request, indicator_id)
    return sheets.answer(termsheets.write(found), f"{_('折算系数')} {found.name}")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, indicator_id: int) -> HttpResponse:
    """Take a sheet and show what it would change; nothing is changed yet."""
    found = _found(request, indicator_id)
    door = sheets.Door(
        template="ledger/terms_sheet.html", purpose=_purpose(found),
        confirm="ledger:terms_sheet_confirm", of=found.pk,
        back=reverse("ledger:terms", args=[found.pk]),
    )  # fmt: skip
    return door.answer(
        request, lambda content: termsheets.read(found, content), {"indicator": found}
    )


@require_POST
def confirm(request: Request, indicator_id: int, sheet_key: uuid.UUID) -> HttpResponse:
    """Take the terms of the sheet that was shown: all of it or nothing."""
    found = _found(request, indicator_id)
    login = request.user.get_username()
    name, content = sheets.kept(sheet_key, login=login, purpose=_purpose(found))
    changed = termsheets.take_terms(
        indicator_id=found.pk, name=name, content=content, by=request.user
    )
    sheets.drop(sheet_key, login=login, purpose=_purpose(found))
    words = ngettext("已改 %(n)s 项折算系数。", "已改 %(n)s 项折算系数。", changed)
    same = _("表格与现有内容一致，没有变化。")
    messages.success(request, words % {"n": changed} if changed else same)
    return redirect("ledger:terms", found.pk)
