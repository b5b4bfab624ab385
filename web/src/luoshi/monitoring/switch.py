"""The agency and the period of a page, read from its address and shown in the bar (USE-17)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.api import Scope
from luoshi.kernel.http import Request
from luoshi.monitoring.queries.board import Frame, NotInSight, frame_of

#: What the bar sets itself, and what belongs to another agency or period.
_OWN = frozenset({"agency", "period", "page"})


def frame_in(request: Request, scope: Scope) -> Frame:
    """Return the context a request asks for.

    Raises:
        Http404: an agency out of the person's scope, or a period without lights.

    """
    agency = request.GET.get("agency", "")
    try:
        return frame_of(scope, agency, request.GET.get("period", ""))
    except NotInSight as missing:
        raise Http404(str(missing)) from missing


def switch(request: Request, frame: Frame) -> dict[str, Any]:
    """Return what the bar needs to change the agency and the period."""
    agencies = [(each.pk, each) for each in frame.agencies]
    fields = [{"name": "agency", "label": _("单位"), "options": agencies,
               "chosen": [str(frame.agency.pk)]}]  # fmt: skip
    if frame.period:
        periods = [(each.code, each.label) for each in frame.periods]
        fields.append({"name": "period", "label": _("期别"), "options": periods,
                       "chosen": [frame.period.code]})  # fmt: skip
    kept = [
        (name, value)
        for name, values in request.GET.lists()
        if name not in _OWN
        for value in values
    ]
    return {"fields": fields, "kept": kept}


def context(request: Request, frame: Frame, here: str) -> dict[str, Any]:
    """Return what every page of monitoring shows: the switch, the tabs, the context."""
    named = (
        ("board", _("总览")),
        ("items", _("亮灯台账")),
        ("alerts", _("预警")),
        ("league", _("排名")),
        ("map", _("地图")),
        ("projects", _("项目")),
        ("benchmark", _("对标")),
        ("rules", _("亮灯规则")),
    )
    tabs = [
        {
            "url": f"{reverse(f'monitoring:{name}')}?{frame.query}",
            "label": label,
            "here": name == here,
            "count": None,
        }
        for name, label in named
    ]
    return {"switch": switch(request, frame), "tabs": tabs, "frame": frame, "here": here}
