"""Pages of last year's bases: where each comes from, which are missing, entering them (GOV-15)."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, require
from luoshi.kernel import sheets as kernel_sheets
from luoshi.kernel.http import Request
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import Refusal
from luoshi.reporting import basesheet
from luoshi.reporting.actions.bases import set_base, take_bases
from luoshi.reporting.forms import BaseForm
from luoshi.reporting.models import Duty
from luoshi.reporting.queries import rounds
from luoshi.reporting.queries.bases import BaseRow, bases_seen, counted
from luoshi.reporting.queries.bases_of_year import bases_of_year
from luoshi.reporting.queries.filling import duty_seen
from luoshi.reporting.refusals import NotFound
from luoshi.reporting.views.filling import person
from luoshi.reporting.views.tabs import reads


def _last_year(duty: Duty) -> str:
    return Period.parse(duty.cycle.period_code).last_year().label


@require_safe
def overview(request: Request, cycle_id: int) -> HttpResponse:
    """Show how many bases each agency of a round has, and how many are missing."""
    require(request.user, May.REPORT_READ)
    who = person(request)
    cycle = get_object_or_404(rounds.cycles(who), pk=cycle_id)
    rows = counted(cycle, who)
    context = {
        "cycle": cycle,
        "period": Period.parse(cycle.period_code).last_year().label,
        "rows": rows,
        "missing": sum(row.missing for row in rows),
    }
    return render(request, "reporting/bases_of_cycle.html", context)


@require_safe
def bases(request: Request, duty_id: int) -> HttpResponse:
    """Show last year's value of every figure of a report, and where it comes from."""
    scope = reads(request)
    duty = duty_seen(duty_id, person(request))
    rows = bases_seen(duty)
    context = {
        "duty": duty,
        "respondent": str(duty.enterprise or duty.agency),
        "period": _last_year(duty),
        "rows": rows,
        "missing": sum(row.origin == "missing" for row in rows),
        "may_edit": May.CYCLE_MANAGE in scope.may,
    }
    return render(request, "reporting/bases.html", context)


@require_safe
def year(request: Request, duty_id: int, line_id: int) -> HttpResponse:
    """Show a figure's bases of all months of last year, with where each comes from."""
    scope = reads(request)
    duty = duty_seen(duty_id, person(request))
    row = _row(duty, line_id)
    rows = bases_of_year(duty, row.line)
    context = {
        "duty": duty,
        "respondent": str(duty.enterprise or duty.agency),
        "line": row.line,
        "plan": row.plan,
        "year": rows[0].period.start.year,
        "rows": rows,
        "missing": sum(each.base.origin == "missing" for each in rows),
        "may_edit": May.CYCLE_MANAGE in scope.may,
    }
    return render(request, "reporting/bases_of_year.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def base(request: Request, duty_id: int, line_id: int) -> HttpResponse:
    """Enter or correct a base; what was said of it before stays below."""
    require(request.user, May.CYCLE_MANAGE)
    who = person(request)
    duty = duty_seen(duty_id, who)
    row = _row(duty, line_id)
    form = BaseForm(request.POST if request.method == "POST" else None, initial=BaseForm.of(row))
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            set_base(duty_id=duty.pk, line_id=line_id, said=form.said(), by=who)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("已保存上年基数，未关闭的报送期将重新判定。"))
            return redirect("reporting:bases", duty.pk)
    context = {
        "duty": duty,
        "row": row,
        "form": form,
        "period": _last_year(duty),
        "versions": row.kept.versions.all() if row.kept else [],
    }
    return render(request, "reporting/base.html", context, status=status)


def _row(duty: Duty, line_id: int) -> BaseRow:
    found = next((row for row in bases_seen(duty) if row.line.pk == line_id), None)
    if found is None:
        raise NotFound
    return found


@require_safe
def out(request: Request, duty_id: int) -> FileResponse:
    """Answer with the bases of a report as a sheet that can come back."""
    reads(request)
    duty = duty_seen(duty_id, person(request))
    name = f"{_('上年基数')} {duty.cycle.form.title} {duty.enterprise or duty.agency}"
    return kernel_sheets.answer(basesheet.write(duty, bases_seen(duty)), name)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, duty_id: int) -> HttpResponse:
    """Take a sheet of bases and show what it would change; nothing is changed yet."""
    require(request.user, May.CYCLE_MANAGE)
    who = person(request)
    duty = duty_seen(duty_id, who)

    def read(content: bytes) -> tuple[kernel_sheets.Sheet, list[Any]]:
        rows = bases_seen(duty)
        sheet = basesheet.read(duty, rows, content)
        return sheet, [] if sheet.faults else list(basesheet.changes(rows, sheet))

    door = kernel_sheets.Door(
        template="reporting/bases_sheet.html", purpose=_purpose(duty),
        confirm="reporting:bases_sheet_confirm", of=duty.pk,
        back=reverse("reporting:bases", args=[duty.pk]),
    )  # fmt: skip
    return door.answer(request, read, {"duty": duty})


@require_POST
def confirm(request: Request, duty_id: int, sheet_key: uuid.UUID) -> HttpResponse:
    """Take the bases of the sheet that was shown, all of it or nothing."""
    require(request.user, May.CYCLE_MANAGE)
    who = person(request)
    duty = duty_seen(duty_id, who)
    name, content = kernel_sheets.kept(sheet_key, login=who.login, purpose=_purpose(duty))
    count = take_bases(duty_id=duty.pk, name=name, content=content, by=who)
    kernel_sheets.drop(sheet_key, login=who.login, purpose=_purpose(duty))
    words = ngettext("已导入 %(n)s 项上年基数。", "已导入 %(n)s 项上年基数。", count)
    same = _("表格与现有内容一致，没有变化。")
    messages.success(request, words % {"n": count} if count else same)
    return redirect("reporting:bases", duty.pk)


def _purpose(duty: Duty) -> str:
    return f"bases of duty {duty.pk}"
