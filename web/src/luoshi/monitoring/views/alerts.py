"""Pages of alerts: the list, one of them, and the rules that raise them (row 47)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.accounts.api import May, Person, names_of, require
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Conflict
from luoshi.monitoring.actions.alerting import acknowledge, set_alert_rule
from luoshi.monitoring.forms import AlertRuleForm
from luoshi.monitoring.lists.alerts import AlertRows, state_of
from luoshi.monitoring.models import Alert, AlertRule
from luoshi.monitoring.queries import alerts as queries
from luoshi.monitoring.switch import context, frame_in


@require_safe
def alerts(request: Request) -> HttpResponseBase:
    """Show the alerts of whoever is in the person's sight."""
    scope = require(request.user, May.MONITOR_READ)
    shown = context(request, frame_in(request, scope), "alerts")
    shown["standing"] = queries.standing(scope).filter(acknowledged_at=None).count()
    return AlertRows(request, scope).response("monitoring/alerts.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def alert(request: Request, alert_id: int) -> HttpResponse:
    """Show one alert, and let it be taken note of."""
    scope = require(request.user, May.MONITOR_READ)
    if request.method == "POST":
        return _acknowledged(request, alert_id)
    found = get_object_or_404(queries.visible(scope), pk=alert_id)
    may = not scope.may.isdisjoint({May.REPORT_FILL, May.REPORT_ACCEPT})
    open_ = found.ended_at is None and found.acknowledged_at is None
    by = names_of([found.acknowledged_by]).get(found.acknowledged_by, found.acknowledged_by)
    shown = {"alert": found, "mark": state_of(found), "may_note": may and open_, "noted_by": by}
    return render(request, "monitoring/alert.html", shown)


def _acknowledged(request: Request, alert_id: int) -> HttpResponse:
    """Take note of an alert; what is refused is answered in one place."""
    assert isinstance(request.user, Person)
    try:
        acknowledge(alert_id=alert_id, words=request.POST.get("words", ""), by=request.user)
    except Alert.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("已确认。"))
    return redirect("monitoring:alert", alert_id)


@require_safe
def alert_rules(request: Request) -> HttpResponse:
    """Show what raises alerts."""
    scope = require(request.user, May.MONITOR_READ)
    shown: dict[str, Any] = context(request, frame_in(request, scope), "alerts")
    shown |= {"rules": queries.rules(), "may_edit": May.RULE_EDIT in scope.may}
    return render(request, "monitoring/alert_rules.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def alert_rule(request: Request, rule_id: int | None = None) -> HttpResponse:
    """Write a rule, or revise one."""
    require(request.user, May.RULE_EDIT)
    found = get_object_or_404(AlertRule, pk=rule_id) if rule_id else None
    posted = request.POST if request.method == "POST" else None
    form = AlertRuleForm(posted, instance=found)
    if posted is not None and form.is_valid() and _set(request, form, rule_id):
        messages.success(request, _("预警规则已保存。"))
        return redirect("monitoring:alert_rules")
    status = 422 if form.errors else 200
    shown = {"form": form, "seen": found.revision if found else 0, "rule_id": rule_id}
    return render(request, "monitoring/alert_rule.html", shown, status=status)


def _set(request: Request, form: AlertRuleForm, rule_id: int | None) -> bool:
    """Keep the rule; whether it was."""
    raw = request.POST.get("seen", "")
    seen = int(raw) if raw.isascii() and raw.isdigit() else 0
    try:
        assert isinstance(request.user, Person)
        set_alert_rule(fields=form.cleaned_data, by=request.user, rule_id=rule_id, seen=seen)
    except Conflict as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
