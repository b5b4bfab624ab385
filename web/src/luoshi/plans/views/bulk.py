"""Many facts at once: the queue, the preview of a bulk act, the act."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.accounts.api import May, require
from luoshi.kernel.http import Request
from luoshi.plans.actions import bulk, doubts
from luoshi.plans.actions.deciding import Result, already
from luoshi.plans.actions.refusals import NotPossible
from luoshi.plans.models import Fact, Type
from luoshi.plans.queries import Selection, names_of, plan_choices, selected, unreviewed
from luoshi.plans.rules.reading import SURE, error_rate
from luoshi.plans.views.answers import (
    LAST_ACT,
    act,
    back,
    click,
    done,
    last_act,
    number,
    person,
    wants_json,
)
from luoshi.plans.views.records import doubt_record
from luoshi.plans.views.tables import Doubts, Queue

#: What no count of facts holds: taken back, or only proposed.
_NOT_COUNTED = (Fact.State.WITHDRAWN, Fact.State.PROPOSED)


@require_GET
def queue(request: Request) -> HttpResponseBase:
    """List the facts to review; filters, sort and page live in the address."""
    scope = require(request.user, May.PROPOSAL_READ)
    return Queue(request, scope).response(
        "plans/queue.html",
        {"may_review": May.PLAN_REVIEW in scope.may, "undo": last_act(request), "sure": SURE},
    )


@require_GET
def doubt_list(request: Request) -> HttpResponseBase:
    """List the doubts of every plan."""
    scope = require(request.user, May.PROPOSAL_READ)
    return Doubts(request, scope).response("plans/doubts.html")


@require_POST
def ticked(request: Request, verb: str) -> HttpResponse:
    """Show what a bulk act on ticked rows would do, counted, before it is done."""
    scope = require(request.user, May.PLAN_REVIEW)
    picked = Queue.picked(request, scope)
    rows = list(picked.values_list("state", "type"))
    kinds = [kind for state, kind in rows if state in Fact.WAITING]
    proposed = sum(1 for state, _kind in rows if state == Fact.State.PROPOSED)
    context = {
        "verb": verb,
        "picked": len(rows),
        "fresh": len(kinds),
        "unreviewed": len(kinds) - proposed,
        "proposed": proposed,
        "left": len(rows) - len(kinds),
        "kinds": _by_kind(kinds),
        "act": uuid.uuid4(),
        "query": request.POST.get("query", ""),
        "everything": request.POST.get("all") == "1",
        "ticked": request.POST.getlist("row"),
        "next": reverse("plans:queue") + request.POST.get("query", ""),
    }
    return render(request, "plans/bulk.html", context)


@act
def decide(request: Request, verb: str) -> HttpResponse:
    """Decide the facts of a confirmed bulk act."""
    scope = require(request.user, May.PLAN_REVIEW)
    picked = Queue.picked(request, scope)
    ids = list(picked.filter(state__in=Fact.WAITING).values_list("pk", flat=True))
    expected = number(request, "expected")
    if not already(click(request)) and len(ids) > expected:
        raise NotPossible("所选范围内新增了未审的事实。", next_step="请返回清单，重新勾选并确认。")
    if verb == "accept":
        result = bulk.accept_these(ids=ids, by=person(request), act=click(request))
        return _told(request, result, _("已采纳 %(n)s 条。") % {"n": result.done})
    reason = request.POST.get("reason", "")
    result = bulk.reject_these(ids=ids, reason=reason, by=person(request), act=click(request))
    return _told(request, result, _("已否决 %(n)s 条。") % {"n": result.done})


@require_http_methods(["GET", "POST"])
def accept_all(request: Request) -> HttpResponse:
    """Count what accepting a selection would decide, then do it."""
    if request.method == "POST":
        return act(_accept_all)(request)
    require(request.user, May.PLAN_REVIEW)
    chosen = _selection(request)
    waiting = unreviewed(chosen)
    kinds = list(waiting.values_list("type", flat=True))
    plans = plan_choices()
    plan = str(chosen.plan_id or "")
    context = {
        "selection": chosen,
        "plans": plans,
        "plan": plan,
        "scope_words": dict(plans).get(plan, ""),
        "queue_url": reverse("plans:queue"),
        "fresh": len(kinds),
        "there": selected(chosen).exclude(state__in=_NOT_COUNTED).count(),
        "kinds": _by_kind(kinds),
        "types": Type.choices,
        "sure": SURE,
        "error_percent": error_rate() * 100,
        "act": uuid.uuid4(),
        "next": request.GET.get("next", ""),
    }
    return render(request, "plans/accept_all.html", context)


def _accept_all(request: Request) -> HttpResponse:
    result = bulk.accept_all(selection=_selection(request), by=person(request), act=click(request))
    return _told(request, result, _("已采纳 %(n)s 条。") % {"n": result.done})


def _told(request: Request, result: Result, message: str) -> HttpResponse:
    if result.left:
        message += _("另有 %(n)s 条已审定，未改动。") % {"n": result.left}
    if wants_json(request):
        return done(request, result, message)
    undo = reverse("plans:undo_act", args=[result.act])
    request.session[LAST_ACT] = {"url": undo, "text": message}
    return redirect(back(request) or "plans:queue")


def _selection(request: Request) -> Selection:
    asked = request.POST if request.method == "POST" else request.GET

    def whole(name: str) -> int | None:
        raw = asked.get(name, "")
        return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else None  # noqa: PLR2004 - fits every database

    kind = asked.get("type", "")
    return Selection(
        document_id=whole("document"),
        plan_id=whole("plan"),
        type=kind if kind in Type.values else "",
        start=whole("start"),
        end=whole("end"),
        without_doubt=asked.get("without_doubt") == "1",
        sure=asked.get("sure") == "1",
    )


def _by_kind(kinds: list[str]) -> list[tuple[str, int]]:
    return [(str(kind.label), kinds.count(kind)) for kind in Type if kind in kinds]


@act
def settle(request: Request, doubt_id: int) -> HttpResponse:
    """Settle a doubt with a note."""
    doubt = doubts.settle_doubt(
        doubt_id=doubt_id,
        revision=number(request, "revision"),
        note=request.POST.get("note", ""),
        by=person(request),
    )
    if wants_json(request):
        record = doubt_record(doubt, names_of([doubt.settled_by]))
        return JsonResponse({"message": _("存疑已处理。"), "doubt": record})
    messages.success(request, _("存疑已处理。"))
    return redirect(back(request) or "plans:doubts")


@act
def reopen(request: Request, doubt_id: int) -> HttpResponse:
    """Open a settled doubt again."""
    doubt = doubts.reopen_doubt(
        doubt_id=doubt_id, revision=number(request, "revision"), by=person(request)
    )
    if wants_json(request):
        return JsonResponse({"message": _("存疑已重新打开。"), "doubt": doubt_record(doubt, {})})
    messages.success(request, _("存疑已重新打开。"))
    return redirect(back(request) or "plans:doubts")
