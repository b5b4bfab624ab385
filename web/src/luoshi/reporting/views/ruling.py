"""The check rules of a form: list, write and try, retire, restore (rows 35 and 36, GOV-14)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, require
from luoshi.kernel.http import Request
from luoshi.reporting.actions.ruling import RuleDraft, restore_rule, retire_rule, set_rule
from luoshi.reporting.actions.trying import Trial, trial
from luoshi.reporting.forms import ReasonForm, RuleForm
from luoshi.reporting.models import Form
from luoshi.reporting.queries.ruling import Listed, faults_of, names_of, rules_of_form
from luoshi.reporting.refusals import BadRule, NotFound, RuleStale
from luoshi.reporting.views.filling import person


@require_safe
def rules(request: Request, form_id: int) -> HttpResponse:
    """Show a form's rules: how each reads, how grave it is, how often it was found of late."""
    scope = require(request.user, May.REPORT_READ)
    form = get_object_or_404(Form, pk=form_id)
    context = {
        "form": form,
        "rules": rules_of_form(form),
        "names": names_of(form),
        "may_edit": May.RULE_EDIT in scope.may and form.retired_at is None,
    }
    return render(request, "reporting/rules.html", context)


@require_safe
def read(request: Request, form_id: int) -> HttpResponse:
    """Say while somebody types how both sides read, or where they cannot be read."""
    require(request.user, May.RULE_EDIT)
    form = get_object_or_404(Form, pk=form_id)
    said = [request.GET.get(name, "")[:400] for name in ("left", "operator", "right")]
    context = {
        "wrong": faults_of(form, *said),
        "left": said[0],
        "operator": said[1],
        "right": said[2],
        "names": names_of(form),
    }
    return render(request, "reporting/_rule_read.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: Request, form_id: int, code: str = "") -> HttpResponse:
    """Write a rule, try it on what was accepted last, and keep it."""
    require(request.user, May.RULE_EDIT)
    form = get_object_or_404(Form, pk=form_id, retired_at=None)
    listed = _listed(form, code)
    initial = RuleForm.of(listed.rule) if listed else None
    typing = RuleForm(request.POST if request.method == "POST" else None, initial=initial)
    tried: Trial | None = None
    if typing.is_valid():
        draft = _draft(typing)
        for field, words in faults_of(form, draft.left, draft.operator, draft.right).items():
            typing.add_error(field, words)
        if not typing.errors and "try" in request.POST:
            tried = trial(form, draft.rule(form, code or _("新公式")))
        elif not typing.errors and _kept(request, form, code, draft, typing):
            return redirect("reporting:rules", form.pk)
    context: dict[str, Any] = {
        "form": form,
        "typing": typing,
        "listed": listed,
        "names": names_of(form),
        "tried": tried,
    }
    return render(request, "reporting/rule.html", context, status=422 if typing.errors else 200)


def _listed(form: Form, code: str) -> Listed | None:
    """Return the rule in force with a code; none for a new one."""
    if not code:
        return None
    rows = (one for one in rules_of_form(form) if one.rule.code == code)
    found = next(rows, None)
    if found is None or found.rule.retired_at is not None:
        raise NotFound
    return found


def _draft(typing: RuleForm) -> RuleDraft:
    return RuleDraft(**{key: value for key, value in typing.cleaned_data.items() if key != "seen"})


def _kept(request: Request, form: Form, code: str, draft: RuleDraft, typing: RuleForm) -> bool:
    """Keep a rule; whether it was. What was typed stays where it was not."""
    try:
        made = set_rule(
            form_id=form.pk,
            draft=draft,
            by=person(request),
            code=code,
            seen=typing.cleaned_data["seen"],
        )
    except BadRule as bad:
        for field, words in bad.wrong.items():
            typing.add_error(field, words)
        return False
    except RuleStale as stale:
        typing.add_error(None, f"{stale}{stale.next_step}")
        return False
    messages.success(
        request,
        _("审核公式%(code)s第%(n)s次修订已启用。") % {"code": made.code, "n": made.revision},
    )
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: Request, form_id: int, code: str) -> HttpResponse:
    """Ask why a rule goes out of force; take it out."""
    require(request.user, May.RULE_EDIT)
    form = get_object_or_404(Form, pk=form_id)
    listed = _listed(form, code)
    asking = ReasonForm(request.POST if request.method == "POST" else None)
    if asking.is_valid():
        retire_rule(
            form_id=form.pk, code=code, reason=asking.cleaned_data["reason"], by=person(request)
        )
        messages.success(request, _("审核公式%(code)s已停用。") % {"code": code})
        return redirect("reporting:rules", form.pk)
    context = {"form": form, "asking": asking, "listed": listed}
    status = 422 if asking.errors else 200
    return render(request, "reporting/rule_retire.html", context, status=status)


@require_POST
def restore(request: Request, form_id: int, code: str) -> HttpResponse:
    """Put a retired rule back into force."""
    require(request.user, May.RULE_EDIT)
    form = get_object_or_404(Form, pk=form_id)
    restore_rule(form_id=form.pk, code=code, by=person(request))
    messages.success(request, _("审核公式%(code)s已恢复使用。") % {"code": code})
    return redirect("reporting:rules", form.pk)
