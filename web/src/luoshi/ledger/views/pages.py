"""Pages of the ledger: thin, one function each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.accounts.api import May, Scope, require, typed
from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Conflict, Refusal
from luoshi.ledger import actions, queries, wording
from luoshi.ledger.actions import (
    confirm_members,
    define_indicator,
    measure_indicator,
    name_agency,
    record_letter,
)
from luoshi.ledger.forms import DefinitionForm, MembersForm, MethodForm, NameForm, NewIndicatorForm
from luoshi.ledger.letters import letter
from luoshi.ledger.lists import (
    AgencyRows,
    IndicatorRows,
    ItemRows,
    MatrixRows,
    ProjectRows,
    TargetRows,
    UnitRows,
)

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _tabs(here: str, scope: Scope) -> dict[str, Any]:
    """Return the tabs of the ledger; what only the province may see is left out for others."""
    tabs = [
        ("items", _("全部事项")),
        ("targets", _("目标对照")),
        ("indicators", _("指标口径")),
        ("projects", _("项目")),
        ("matrix", _("单位矩阵")),
    ]
    if May.PROPOSAL_READ in scope.may:
        tabs.append(("units", _("待对应单位")))
    shown = [
        {"url": reverse(f"ledger:{name}"), "label": label, "here": name == here, "count": None}
        for name, label in tabs
    ]
    return {"tabs": shown, "here": here}


@require_safe
def items(request: Request) -> HttpResponseBase:
    """Show the ledger."""
    scope = require(request.user, May.LEDGER_READ)
    context = {**_tabs("items", scope), "counts": queries.counts(scope)}
    return ItemRows(request, scope).response("ledger/items.html", context)


@require_safe
def targets(request: Request) -> HttpResponseBase:
    """Show the targets beside last year's base."""
    scope = require(request.user, May.LEDGER_READ)
    return TargetRows(request, scope).response("ledger/targets.html", _tabs("targets", scope))


@require_safe
def indicators(request: Request) -> HttpResponseBase:
    """Show the dictionary of indicators."""
    scope = require(request.user, May.LEDGER_READ)
    context = {**_tabs("indicators", scope), "may_edit": May.INDICATOR_EDIT in scope.may}
    return IndicatorRows(request, scope).response("ledger/indicators.html", context)


@require_safe
def indicator(request: Request, indicator_id: int) -> HttpResponse:
    """Show what an indicator means, every place that states it, and who wrote the meaning when."""
    scope = require(request.user, May.LEDGER_READ)
    found = get_object_or_404(queries.indicators(scope), pk=indicator_id)
    asked = request.GET.get("kind", "")
    kind = asked if asked in ("target", "actual") else ""
    context = {
        "indicator": found,
        "uses": wording.stated(queries.uses_of(scope, found, kind)),
        "kind": kind,
        "history": queries.history(found),
        "dimensions": queries.dimensions(found),
        "terms": [one for one in queries.terms(clock.today()) if one.indicator_id == found.pk],
        "may_edit": May.INDICATOR_EDIT in scope.may,
    }
    return render(request, "ledger/indicator.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_indicator(request: Request) -> HttpResponse:
    """Enter an indicator that no plan states."""
    require(request.user, May.INDICATOR_EDIT)
    said = typed(request, "ledger.new_indicator")
    form = said.close(NewIndicatorForm(said.data))
    status = 422 if form.errors else 200
    if form.is_valid():
        name, words = form.said()
        try:
            made = actions.add_indicator(name=name, words=words, by=request.user)
        except actions.IndicatorThere as refusal:
            form.add_error("name", str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("已登记指标。"))
            return redirect("ledger:indicator", made.pk)
    return render(request, "ledger/indicator_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def define(request: Request, indicator_id: int) -> HttpResponse:
    """Write what an indicator means; what was typed stays when somebody else was faster."""
    scope = require(request.user, May.INDICATOR_EDIT)
    found = get_object_or_404(queries.indicators(scope), pk=indicator_id)
    said = typed(request, "ledger.definition")
    form = said.close(DefinitionForm(said.data, initial=DefinitionForm.of(found)))
    status = 200
    if form.is_valid():
        revision, words = form.read()
        try:
            define_indicator(indicator_id=found.pk, revision=revision, words=words, by=request.user)
        except Conflict as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("已保存指标口径。"))
            return redirect("ledger:indicator", found.pk)
    elif form.errors:
        status = 422
    context = {"indicator": found, "form": form}
    return render(request, "ledger/define.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: Request, indicator_id: int) -> HttpResponse:
    """Say how an indicator is reported and adds up; frozen once figures were reported."""
    scope = require(request.user, May.INDICATOR_EDIT)
    found = get_object_or_404(queries.indicators(scope), pk=indicator_id)
    said = typed(request, "ledger.method", state="frozen" if found.frozen_at else "open")
    form = said.close(MethodForm(said.data, initial=MethodForm.of(found)))
    status = 422 if form.errors else 200
    if form.is_valid():
        revision, method = form.read()
        try:
            measure_indicator(
                indicator_id=found.pk, revision=revision, method=method, by=request.user
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("已保存报送与汇总办法。"))
            return redirect("ledger:indicator", found.pk)
    context = {"indicator": found, "form": form}
    return render(request, "ledger/measure.html", context, status=status)


@require_safe
def projects(request: Request) -> HttpResponseBase:
    """Show the projects, and how many stand in each city."""
    scope = require(request.user, May.LEDGER_READ)
    context = {**_tabs("projects", scope), "cities": queries.projects_by_city(scope)}
    return ProjectRows(request, scope).response("ledger/projects.html", context)


@require_safe
def matrix(request: Request) -> HttpResponseBase:
    """Show how many tasks of each plan every agency leads and takes part in."""
    scope = require(request.user, May.LEDGER_READ)
    return MatrixRows(request, scope).response("ledger/matrix.html", _tabs("matrix", scope))


@require_safe
def units(request: Request) -> HttpResponseBase:
    """Show the printed units that stand for nobody yet."""
    scope = require(request.user, May.PROPOSAL_READ)
    return UnitRows(request, scope).response("ledger/units.html", _tabs("units", scope))


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: Request, unit_id: int) -> HttpResponse:
    """Confirm the members of a group, or say which agency a printed name means."""
    posts = request.method == "POST"
    scope = require(request.user, May.PLAN_REVIEW if posts else May.PROPOSAL_READ)
    row = get_object_or_404(queries.units(scope), pk=unit_id)
    said = typed(request, "ledger.members" if row.is_group else "ledger.unit")
    form = said.close((MembersForm if row.is_group else NameForm)(said.data, row=row))
    if form.is_valid():
        if isinstance(form, MembersForm):
            number = confirm_members(
                responsibility_id=row.pk, agencies=form.chosen, by=request.user
            )
            messages.success(request, _("已确认 %(number)s 个成员单位。") % {"number": number})
        else:
            name_agency(responsibility_id=row.pk, agency_id=form.chosen, by=request.user)
            messages.success(request, _("已对应单位。"))
        return redirect("ledger:units")
    context = {**_tabs("units", scope), "unit": row, "form": form}
    return render(request, "ledger/unit.html", context, status=422 if form.errors else 200)


@require_safe
def item(request: Request, item_id: int) -> HttpResponse:
    """Show one item: its sentence, who answers, the arithmetic, what belongs with it."""
    scope = require(request.user, May.LEDGER_READ)
    found = get_object_or_404(queries.in_full(queries.items(scope)), pk=item_id)
    related = queries.in_full(queries.related(found, scope))
    context = {
        "item": found,
        "facts": wording.described(found),
        "arithmetic": wording.arithmetic(found.target) if found.kind == found.Kind.TARGET else "",
        "related": related,
        "amendments": found.amendments.all(),
    }
    return render(request, "ledger/item.html", context)


@require_safe
def agency(request: Request, agency_id: int) -> HttpResponseBase:
    """Show everything one agency leads or takes part in, across all plans."""
    scope = require(request.user, May.LEDGER_READ)
    found = get_object_or_404(queries.agencies(scope), pk=agency_id)
    context = {"agency": found, "load": queries.load(scope, found)}
    return AgencyRows(request, scope, agency=found).response("ledger/agency.html", context)


@require_safe
def agency_letter(request: Request, agency_id: int) -> HttpResponse:
    """Answer with the letter that lists an agency's tasks, and leave an entry in the trail."""
    scope = require(request.user, May.LEDGER_EXPORT)
    found: Agency = get_object_or_404(queries.agencies(scope), pk=agency_id)
    rows = AgencyRows(request, scope, agency=found)
    data = letter(found, rows.every_row(), on=clock.today())
    record_letter(agency=found, by=request.user.get_username())
    name = f"{found.name}-重点工作任务分工-{clock.today():%Y%m%d}.docx"
    response = HttpResponse(data, content_type=_DOCX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 - Django's signature
    return response
