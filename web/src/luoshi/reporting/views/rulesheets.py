"""The check rules of a form as a sheet: download, upload, look at what it changes, take it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, require
from luoshi.kernel import sheets
from luoshi.kernel.http import Request
from luoshi.reporting.actions import rulesheets
from luoshi.reporting.models import Form
from luoshi.reporting.queries.ruling import names_of
from luoshi.reporting.views.filling import person


def _purpose(form: Form) -> str:
    return f"rules of form {form.pk}"


@require_safe
def out(request: Request, form_id: int) -> FileResponse:
    """Answer with the rules in force as a sheet to be changed and added to."""
    require(request.user, May.RULE_EDIT)
    form = get_object_or_404(Form, pk=form_id, retired_at=None)
    return sheets.answer(rulesheets.write(form), f"{_('审核公式')} {form.title}")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, form_id: int) -> HttpResponse:
    """Take a sheet and show what it would change; nothing is changed yet."""
    require(request.user, May.RULE_EDIT)
    form = get_object_or_404(Form, pk=form_id, retired_at=None)
    door = sheets.Door(
        template="reporting/rules_sheet.html", purpose=_purpose(form),
        confirm="reporting:rules_sheet_confirm", of=form.pk,
        back=reverse("reporting:rules", args=[form.pk]),
    )  # fmt: skip
    context = {"form": form, "names": names_of(form)}
    return door.answer(request, lambda content: rulesheets.read(form, content), context)


@require_POST
def confirm(request: Request, form_id: int, sheet_key: uuid.UUID) -> HttpResponse:
    """Take the rules of the sheet that was shown: all of it or nothing."""
    require(request.user, May.RULE_EDIT)
    who = person(request)
    form = get_object_or_404(Form, pk=form_id, retired_at=None)
    name, content = sheets.kept(sheet_key, login=who.login, purpose=_purpose(form))
    added, revised = rulesheets.take_rules(form_id=form.pk, name=name, content=content, by=who)
    sheets.drop(sheet_key, login=who.login, purpose=_purpose(form))
    words = _("已新增 %(added)s 条、修订 %(revised)s 条审核公式。")
    same = _("表格与现有内容一致，没有变化。")
    said = words % {"added": added, "revised": revised} if added or revised else same
    messages.success(request, said)
    return redirect("reporting:rules", form.pk)
