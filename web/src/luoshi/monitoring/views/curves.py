"""The page of a target's curve of pace: presets, twelve shares typed, beside what was reached."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.accounts.api import May, require
from luoshi.kernel import charts
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal
from luoshi.ledger.api import Item, items
from luoshi.monitoring.actions.curves import draw_curve
from luoshi.monitoring.forms import CurveForm
from luoshi.monitoring.pages.curve import chart
from luoshi.monitoring.queries.curves import paced, versions_of
from luoshi.monitoring.switch import context, frame_in
from luoshi.reporting.api import is_measured


@require_http_methods(["GET", "HEAD", "POST"])
def curve(request: Request, item_id: int) -> HttpResponseBase:
    """Show how a target is expected to accrue and how it does; draw another curve."""
    posted = request.method == "POST"
    scope = require(request.user, May.RULE_EDIT if posted else May.MONITOR_READ)
    frame = frame_in(request, scope)
    measured = items(scope).filter(kind__in=(Item.Kind.TARGET, Item.Kind.COMMITMENT))
    item = get_object_or_404(measured.select_related("target", "commitment", "plan"), pk=item_id)
    if not is_measured(item):
        raise Http404(str(item_id))
    versions = versions_of(item)
    now = versions[0] if versions else None
    form = CurveForm(request.POST if posted else None, initial=CurveForm.of(now))
    status = 422 if form.errors else 200
    if posted and form.is_valid():
        try:
            draw_curve(item_id=item.pk, **form.said(), by=request.user)  # type: ignore[arg-type]  # whoever has a post
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("已保存序时进度，未关闭的报送期将重新判定。"))
            return redirect(f"{reverse('monitoring:curve', args=[item.pk])}?{frame.query}")
    year = paced(item, frame.agency, now)
    drawn = [chart(year, now)] if year else []
    export = May.LEDGER_EXPORT in scope.may
    wanted = charts.asked(request, drawn) if export else None
    if wanted:
        return charts.download(request, *wanted)
    shown = {
        **context(request, frame, "items"),
        "item": item,
        "form": form,
        "charts": drawn,
        "versions": versions,
        "may_edit": May.RULE_EDIT in scope.may,
        "may_export": export,
    }
    return render(request, "monitoring/curve.html", shown, status=status)
