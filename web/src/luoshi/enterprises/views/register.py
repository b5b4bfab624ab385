"""Pages of the enterprises: the list, one enterprise, what waits for a word."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import CheckboxInput
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, Scope, require
from luoshi.enterprises import actions, queries
from luoshi.enterprises.forms import AddForm, BelongingForm, CodeForm
from luoshi.enterprises.models import Enterprise, Mention, Merge, Name, Suggestion
from luoshi.enterprises.tables import Enterprises
from luoshi.kernel import reads
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal
from luoshi.plans.api import effective_fields, link_to


def _found(scope: Scope, enterprise_id: int) -> Enterprise:
    """Return the enterprise of an address, or 404."""
    try:
        return queries.enterprise(scope, enterprise_id)
    except Enterprise.DoesNotExist as missing:
        raise Http404 from missing


def _by_sentence(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Gather mentions of one sentence, so that it is quoted once."""
    found: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["fact"].plan_id, row["fact"].sentence), []).append(row)
    return list(found.values())


@require_safe
def index(request: Request) -> HttpResponseBase:
    """Show the list of enterprises."""
    table = Enterprises(request, require(request.user, May.ENTERPRISE_READ))
    return table.response(
        "enterprises/list.html", {"may_edit": May.ENTERPRISE_EDIT in table.scope.may}
    )


@require_safe
def enterprise(request: Request, enterprise_id: int) -> HttpResponse:
    """Show one enterprise: its names, projects and every mention with its sentence."""
    scope = require(request.user, May.ENTERPRISE_READ)
    gone = Enterprise.objects.filter(pk=enterprise_id).exclude(merged_into=None).first()
    if gone is not None and gone.merged_into is not None:
        return redirect(gone.merged_into.url)
    found = _found(scope, enterprise_id)
    reads.note(request, "enterprises.enterprise", found.pk, found)
    rows: list[dict[str, Any]] = [
        {
            "mention": one,
            "owner": one.role == Mention.Role.OWNER,
            "fact": one.fact,
            "fields": effective_fields(one.fact),
            "url": link_to(one.fact),
        }
        for one in queries.mentions_of(scope, found)
    ]
    may_edit = May.ENTERPRISE_EDIT in scope.may
    context = {
        "enterprise": found,
        "trail": [(reverse("enterprises:list"), _("企业")), ("", found)],
        "sentences": _by_sentence(rows),
        "mentions": rows,
        "projects": [row for row in rows if row["owner"]],
        "may_edit": may_edit,
        "suggestions": queries.suggestions_about(scope, found) if may_edit else [],
        "decided": queries.decided_about(scope, found) if may_edit else [],
        "merges": queries.merges_of(found),
        "belonging": queries.belonging_of(found),
    }
    return render(request, "enterprises/enterprise.html", context)


@require_safe
def suggestions(request: Request) -> HttpResponse:
    """Show the pairs of enterprises that wait for a word."""
    scope = require(request.user, May.ENTERPRISE_EDIT)
    found = queries.with_words(scope, queries.open_suggestions(scope))
    return render(request, "enterprises/suggestions.html", {"suggestions": found})


@require_POST
def decide(request: Request, suggestion_id: int) -> HttpResponse:
    """Say whether two enterprises are one."""
    require(request.user, May.ENTERPRISE_EDIT)
    get_object_or_404(Suggestion, pk=suggestion_id)
    same = request.POST.get("same") == "1"
    done = actions.decide(suggestion_id, same=same, by=request.user)
    word = _("已归并，可在企业页撤销。") if same else _("已记为不是同一家，可在企业页撤回。")
    messages.success(request, f"{done.one} / {done.other}：{word}")
    return redirect("enterprises:suggestions")


@require_POST
def reopen(request: Request, suggestion_id: int) -> HttpResponse:
    """Take back that two enterprises are different."""
    require(request.user, May.ENTERPRISE_EDIT)
    get_object_or_404(Suggestion, pk=suggestion_id)
    done = actions.reopen(suggestion_id, by=request.user)
    messages.success(request, _("已撤回，重新等待确认。"))
    return redirect(done.one.url)


@require_POST
def undo_merge(request: Request, merge_id: int) -> HttpResponse:
    """Take an enterprise out of another again."""
    require(request.user, May.ENTERPRISE_EDIT)
    get_object_or_404(Merge, pk=merge_id)
    done = actions.undo_merge(merge_id, by=request.user)
    messages.success(request, _("已撤销归并。"))
    return redirect(done.kept.url)


@require_POST
def split_name(request: Request, name_id: int) -> HttpResponse:
    """Give a name an enterprise of its own."""
    require(request.user, May.ENTERPRISE_EDIT)
    get_object_or_404(Name, pk=name_id)
    own = actions.split_name(name_id, by=request.user)
    messages.success(request, _("已分出为单独的企业。"))
    return redirect(own.url)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """Put a firm on the register by hand; others of a like name are shown first."""
    require(request.user, May.ENTERPRISE_EDIT)
    form = AddForm(request.POST or None)
    alike: tuple[Enterprise, ...] = ()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.add_enterprise(**said, by=request.user)
        except actions.MayBeKnown as refusal:
            alike = refusal.alike
            form.fields["sure"].widget = CheckboxInput()
            form.add_error("sure", str(refusal))
        except (actions.CodeWrong, actions.CodeTaken) as refusal:
            form.add_error("code", str(refusal))
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("已登记企业。请继续填写归属。"))
            return redirect("enterprises:belonging", made.pk)
    context = {
        "form": form,
        "alike": alike,
        "trail": [(reverse("enterprises:list"), _("企业")), ("", _("登记企业"))],
    }
    return render(request, "enterprises/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def code(request: Request, enterprise_id: int) -> HttpResponse:
    """Enter the social credit code of an enterprise."""
    found = _found(require(request.user, May.ENTERPRISE_EDIT), enterprise_id)
    form = CodeForm(request.POST or None, initial={"code": found.uscc})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_code(found.pk, code=form.cleaned_data["code"], by=request.user)
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("已保存。"))
            return redirect(found.url)
    context = {
        "form": form,
        "enterprise": found,
        "trail": [
            (reverse("enterprises:list"), _("企业")),
            (found.url, found),
            ("", _("信用代码")),
        ],
    }
    return render(request, "enterprises/code.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def belonging(request: Request, enterprise_id: int) -> HttpResponse:
    """Enter where a firm's figures count, when it is above the scale, who reports for it."""
    found = _found(require(request.user, May.ENTERPRISE_EDIT), enterprise_id)
    initial = {
        "agency": found.agency_id,
        "industry": found.industry,
        "chain": found.chain,
        "scale_from": found.scale_from,
        "scale_to": found.scale_to,
        "login": queries.representative_of(found),
    }
    form = BelongingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _belongs(request, found, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存。"))
            return redirect(found.url)
    context = {
        "form": form,
        "enterprise": found,
        "trail": [
            (reverse("enterprises:list"), _("企业")),
            (found.url, found),
            ("", _("归属与规上")),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "enterprises/belonging.html", context, status=status)


@transaction.atomic
def _belongs(request: Request, found: Enterprise, form: BelongingForm) -> None:
    """Do both, or neither."""
    actions.set_belonging(enterprise_id=found.pk, said=form.said(), by=request.user)
    login = form.cleaned_data["login"].strip()
    actions.set_representative(enterprise_id=found.pk, login=login, by=request.user)
