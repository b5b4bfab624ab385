"""Two plans beside each other: what was kept, changed, dropped in silence, and is new."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from luoshi.accounts.api import May, require
from luoshi.kernel.http import Request
from luoshi.plans.models import Plan
from luoshi.plans.queries import plans_beside, plans_to_compare
from luoshi.plans.rules.reading import (
    Change,
    Comparison,
    Standing,
    compared_plans,
    comparison_docx,
)

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: What became of a thing from one plan to the next, in the order it is told.
CHANGES: Final[tuple[tuple[Change, object], ...]] = (
    ("dropped", _("未再提及")),
    ("changed", _("有变化")),
    ("new", _("新增")),
    ("kept", _("保留")),
)


@require_GET
def compare_plans(request: Request) -> HttpResponse:
    """Compare any two plans, as a page or, with `format=docx`, as a Word document."""
    require(request.user, May.PROPOSAL_READ)
    keys = [_key(request.GET.get(name, "")) for name in ("old", "new")]
    plans = plans_beside(key for key in keys if key)
    old, new = (plans.get(key) for key in keys)
    found = None
    if old and new:
        found = compared_plans(_standing(old), _standing(new))
        if request.GET.get("format") == "docx":
            return _document(found)
    context = {
        "old": old,
        "new": new,
        "choices": plans_to_compare(),
        "counts": [(word, found.counts[change]) for change, word in CHANGES] if found else [],
        "changes": _told(found, old, new) if found and old and new else [],
    }
    return render(request, "plans/compare_plans.html", context)


def _key(said: str) -> int:
    """Return a plan's key; nought for what is none."""
    return int(said[:9]) if said.isascii() and said.isdigit() else 0


def _standing(plan: Plan) -> Standing:
    return Standing(plan.version.text, plan.version.pieces, plan.start)


def _told(found: Comparison, old: Plan, new: Plan) -> list[dict[str, object]]:
    """Return each change with its pairs and the addresses of both sides."""
    return [
        {
            "word": word,
            "rows": [
                {
                    "kind": pair.type,
                    "name": pair.name,
                    "sides": [
                        (side.said, f"{reverse('plans:read', args=[plan.pk])}#o={side.span.start}")
                        if side
                        else ("", "")
                        for side, plan in ((pair.old, old), (pair.new, new))
                    ],
                }
                for pair in found.of(change)
            ],
        }
        for change, word in CHANGES
    ]


def _document(found: Comparison) -> HttpResponse:
    response = HttpResponse(comparison_docx(found), content_type=_DOCX)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=str(_("计划对照.docx"))
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
