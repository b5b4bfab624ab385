"""Pages of the tree: the tree, the list, one agency, its names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.agencies.actions import AliasTaken, DatesReversed, add_alias, change_alias
from luoshi.agencies.actions.changing import renamed_today
from luoshi.agencies.forms import AliasForm
from luoshi.agencies.models import Agency, Alias
from luoshi.agencies.queries import above, below, resolve
from luoshi.agencies.queries import agency as agency_by_id
from luoshi.agencies.queries import tree as whole_tree
from luoshi.agencies.tables import Agencies
from luoshi.kernel import access, clock
from luoshi.kernel.http import Request


def tabs(here: str) -> list[dict[str, Any]]:
    """Return the ways to look at the agencies, and their calendar."""
    pages = (("tree", _("树")), ("list", _("表")), ("calendar", _("工作日历")))
    return [
        {"url": reverse(f"agencies:{name}"), "label": label, "here": here == name}
        for name, label in pages
    ]


def _day(raw: str) -> date:
    """Read the day asked for, today otherwise."""
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return clock.today()


def found(request: Request, agency_id: int) -> Agency:
    """Return the agency of an address, or 404."""
    try:
        return agency_by_id(request.user, agency_id)
    except Agency.DoesNotExist as missing:
        raise Http404 from missing


@require_safe
def tree(request: Request) -> HttpResponse:
    """Show the tree of a day, and what a printed name stands for on it."""
    day = _day(request.GET.get("on", ""))
    name = request.GET.get("name", "").strip()[:200]
    context = {
        "roots": whole_tree(request.user, day),
        "day": day,
        "name": name,
        "resolution": resolve(name, on=day) if name else None,
        "tabs": tabs("tree"),
        "may_edit": "agency_edit" in access.scope_of(request.user).may,
    }
    return render(request, "agencies/tree.html", context)


@require_safe
def index(request: Request) -> HttpResponseBase:
    """Show the list of agencies."""
    table = Agencies(request, access.require(request.user, "agency_read"))
    may_edit = "agency_edit" in access.scope_of(request.user).may
    return table.response("agencies/list.html", {"tabs": tabs("list"), "may_edit": may_edit})


@require_safe
def agency(request: Request, agency_id: int) -> HttpResponse:
    """Show one agency: names over time, groups, what became of it, and what others put here."""
    shown = found(request, agency_id)
    may_edit = "agency_edit" in access.scope_of(request.user).may
    context = {
        "agency": shown,
        "trail": [
            (reverse("agencies:tree"), _("单位")),
            *((one.url, one) for one in above(shown)),
            ("", shown),
        ],
        "below": below(shown),
        "may_edit": may_edit,
        "renamed": renamed_today(shown) if may_edit else None,
    }
    return render(request, "agencies/agency.html", context)


@require_http_methods(["GET", "POST"])
def add_name(request: Request, agency_id: int) -> HttpResponse:
    """Enter a further name of an agency."""
    access.require(request.user, "agency_edit")
    agency = found(request, agency_id)
    form = AliasForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_alias(agency, by=request.user, **form.cleaned_data)
        except (AliasTaken, DatesReversed) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已添加名称。"))
            return redirect("agencies:agency", agency_id)
    return _form_page(request, form, agency, _("添加名称"))


@require_http_methods(["GET", "POST"])
def change_name(request: Request, alias_id: int) -> HttpResponse:
    """Change a name, its dates or its source."""
    access.require(request.user, "agency_edit")
    alias = Alias.objects.select_related("agency").filter(pk=alias_id).first()
    if alias is None:
        raise Http404
    fields = ("name", "valid_from", "valid_to", "source", "checked")
    form = AliasForm(
        request.POST or None, initial={field: getattr(alias, field) for field in fields}
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_alias(alias_id, by=request.user, **form.cleaned_data)
        except (AliasTaken, DatesReversed) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已修改名称。"))
            return redirect("agencies:agency", alias.agency_id)
    return _form_page(request, form, alias.agency, _("修改名称"))


def _form_page(request: Request, form: AliasForm, agency: Agency, heading: str) -> HttpResponse:
    """Show the form of a name, with 422 when it was filled in wrongly."""
    context = {
        "form": form,
        "agency": agency,
        "heading": heading,
        "trail": [(reverse("agencies:tree"), _("单位")), (agency.url, agency), ("", heading)],
    }
    status = 422 if form.errors else 200
    return render(request, "agencies/name.html", context, status=status)
