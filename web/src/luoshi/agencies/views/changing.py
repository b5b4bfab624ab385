"""Pages on which bodies are made, moved, renamed, merged, split and closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.agencies.actions import (
    add_agency,
    move_agency,
    rename_agency,
    restructure,
    undo_rename,
)
from luoshi.agencies.forms import EndingForm, MoveForm, NewAgencyForm, RenameForm
from luoshi.agencies.models import Agency
from luoshi.agencies.queries import hanging_on, living_below
from luoshi.agencies.views.tree import found
from luoshi.kernel import access
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal

_SHOWN_BELOW = 20


def _asked(request: Request, agency_id: int) -> Agency:
    """Return the agency to be changed, for whoever may change it."""
    access.require(request.user, "agency_edit")
    return found(request, agency_id)


def _page(
    request: Request,
    agency: Agency,
    form: forms.Form,
    heading: str,
    summary: str,
    **more: Any,
) -> HttpResponse:
    """Show the form of a change, with 422 when it was filled in wrongly."""
    context = {
        "form": form,
        "agency": agency,
        "heading": heading,
        "summary": summary,
        "trail": [(reverse("agencies:tree"), _("单位")), (agency.url, agency), ("", heading)],
        **more,
    }
    status = 422 if form.errors else 200
    return render(request, "agencies/change.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, agency_id: int) -> HttpResponse:
    """Make a body below another."""
    above = _asked(request, agency_id)
    form = NewAgencyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = add_agency(by=request.user, above=above, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已新增单位。"))
            return redirect(made.url)
    return _page(request, above, form, _("新增下属单位"), _("新单位设在这个单位之下。"))


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, agency_id: int) -> HttpResponse:
    """Put a body below another."""
    agency = _asked(request, agency_id)
    form = MoveForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            move_agency(agency.pk, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已移动单位。"))
            return redirect(agency.url)
    summary = _("连同下属单位一起移动；查看范围随之改变，已有数据不变。")
    return _page(request, agency, form, _("调整上级"), summary)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: Request, agency_id: int) -> HttpResponse:
    """Give a body a new name from a day on."""
    agency = _asked(request, agency_id)
    initial = {"name": agency.name, "short_name": agency.short_name}
    form = RenameForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            rename_agency(agency.pk, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已更名；当天可以撤销。"))
            return redirect(agency.url)
    summary = _("原名作为曾用名保留，按日期识别；当天可以撤销。")
    return _page(request, agency, form, _("更名"), summary)


@require_POST
def rename_undo(request: Request, agency_id: int) -> HttpResponse:
    """Take back a renaming of today."""
    agency = _asked(request, agency_id)
    undo_rename(agency.pk, by=request.user)
    messages.success(request, _("已恢复原名。"))
    return redirect(agency.url)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, agency_id: int) -> HttpResponse:
    """Show what hangs on a body, and let it end or divide once that was seen."""
    agency = _asked(request, agency_id)
    form = EndingForm(request.POST if request.method == "POST" else None)
    sure = False
    if form.is_bound and form.is_valid():
        if request.POST.get("step") == "confirm":
            try:
                restructure(agency.pk, by=request.user, ending=form.ending)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("已办理；历史数据留在原单位名下。"))
                return redirect(agency.url)
        else:
            sure = True
    more = {
        "sure": sure,
        "hanging": [one for one in hanging_on(agency) if one.count],
        "below": living_below(agency)[:_SHOWN_BELOW],
        "shows_hanging": True,
    }
    summary = _("合并、职责划入、分设或撤销；单位不删除，按日期停用，数据留在原处。")
    return _page(request, agency, form, _("撤并"), summary, **more)
