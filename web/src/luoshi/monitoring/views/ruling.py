"""The page of the light rule: five published presets, what each would change, every version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.accounts.api import May, require
from luoshi.kernel import clock
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal
from luoshi.monitoring.actions.ruling import set_rule
from luoshi.monitoring.forms import RuleForm
from luoshi.monitoring.queries import ruling as queries
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.queries.ruling import Preview
from luoshi.monitoring.rules.lights import BadSetting
from luoshi.monitoring.switch import context, frame_in


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: Request) -> HttpResponse:
    """Show the rule in force, preview another one, and set it."""
    posted = request.method == "POST"
    scope = require(request.user, May.RULE_EDIT if posted else May.MONITOR_READ)
    frame = frame_in(request, scope)
    asked = request.POST if posted else request.GET if "preset" in request.GET else None
    form = RuleForm(asked, initial=RuleForm.of(queries.in_force(None, frame), clock.today()))
    status, seen = 200, None
    if form.is_valid():
        seen = _preview(frame, form)
        if posted and _set(request, form):
            return redirect(f"{reverse('monitoring:rules')}?{frame.query}")
    if form.errors:
        status = 422
    shown = {
        **context(request, frame, "rules"),
        "form": form,
        "preview": seen,
        "versions": queries.versions(),
        "typed": [pair for pair in (asked or {}).items() if pair[0] in form.fields],
        "may_edit": May.RULE_EDIT in scope.may,
    }
    return render(request, "monitoring/rules.html", shown, status=status)


def _preview(frame: Frame, form: RuleForm) -> Preview | None:
    """Return what the typed rule would change; what cannot be set says so at the form."""
    data, plan = form.cleaned_data, form.cleaned_data["plan"]
    try:
        return queries.preview(frame, data["preset"], form.thresholds, plan.pk if plan else None)
    except BadSetting as wrong:
        form.add_error(
            wrong.key if wrong.key in form.fields else None,
            _("超出范围，或黄灯线不宽于红灯线。"),
        )
        return None


def _set(request: Request, form: RuleForm) -> bool:
    """Set the rule; whether it was."""
    data = form.cleaned_data
    try:
        made = set_rule(
            preset=data["preset"],
            thresholds=form.thresholds,
            since=data["since"],
            plan_id=data["plan"].pk if data["plan"] else None,
            by=request.user,  # type: ignore[arg-type]  # whoever has a post
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    words = _("亮灯规则第%(version)s版已启用，未关闭的报送期将重新判定。")
    messages.success(request, words % {"version": made.version})
    return True
