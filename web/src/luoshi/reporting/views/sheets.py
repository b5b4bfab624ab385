"""The form as a sheet: download, upload, look at what it changes, take it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.kernel import sheets as kernel_sheets
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal
from luoshi.reporting import sheets
from luoshi.reporting.actions.importing import take_sheet
from luoshi.reporting.models import Duty
from luoshi.reporting.opened import note_duty
from luoshi.reporting.queries.filling import duty_seen, duty_to_fill, may_fill
from luoshi.reporting.queries.grid import grid_of
from luoshi.reporting.views.filling import person


def _purpose(duty: Duty) -> str:
    return f"sheet of duty {duty.pk}"


@require_safe
def out(request: Request, duty_id: int) -> FileResponse:
    """Answer with the form as a sheet that can come back."""
    who = person(request)
    duty = duty_seen(duty_id, who)
    note_duty(request, duty)
    grid = grid_of(duty, drafts=may_fill(duty, who))
    name = f"{duty.cycle.form.title} {duty.enterprise or duty.agency} {grid.period.label}"
    return kernel_sheets.answer(sheets.write(grid), name)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, duty_id: int) -> HttpResponse:
    """Take a sheet to look at; nothing is changed yet."""
    who = person(request)
    duty = duty_to_fill(duty_id, who)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            name, content = kernel_sheets.uploaded(request)
            sheets.read(grid_of(duty), content, who)
        except Refusal as wrong:
            refusal = wrong
        else:
            key = kernel_sheets.keep(
                login=who.login, purpose=_purpose(duty), name=name, content=content
            )
            return redirect("reporting:sheet_preview", duty.pk, key)
    context = {"duty": duty, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "reporting/sheet.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Request, duty_id: int, sheet_key: uuid.UUID) -> HttpResponse:
    """Show what a sheet changes and what is wrong with it; take all of it or nothing."""
    who = person(request)
    duty = duty_to_fill(duty_id, who)
    name, content = kernel_sheets.kept(sheet_key, login=who.login, purpose=_purpose(duty))
    if request.method == "POST":
        count = take_sheet(duty_id=duty.pk, name=name, content=content, by=who)
        kernel_sheets.drop(sheet_key, login=who.login, purpose=_purpose(duty))
        words = ngettext("已从表格导入 %(n)s 格。", "已从表格导入 %(n)s 格。", count)
        messages.success(
            request, words % {"n": count} if count else _("表格与现有内容一致，没有变化。")
        )
        return redirect("reporting:fill", duty.pk)
    incoming = sheets.read(grid_of(duty), content, who)
    context = {
        "duty": duty,
        "key": sheet_key,
        "name": name,
        "changes": incoming.changes,
        "faults": incoming.sheet.in_order,
        "ignored": incoming.sheet.ignored,
        "rows": len(incoming.sheet.rows),
    }
    return render(request, "reporting/sheet_preview.html", context)


@require_safe
def faults(request: Request, duty_id: int, sheet_key: uuid.UUID) -> FileResponse:
    """Answer with the faults of a sheet as a sheet."""
    who = person(request)
    duty = duty_to_fill(duty_id, who)
    name, content = kernel_sheets.kept(sheet_key, login=who.login, purpose=_purpose(duty))
    incoming = sheets.read(grid_of(duty), content, who)
    return kernel_sheets.answer(sheets.faults(incoming.sheet.in_order, name), _("错误清单"))
