"""Joint meetings: the list, one of them, its agenda, what it resolved, its minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, Scope, require, typed
from luoshi.dispatch import actions, queries
from luoshi.dispatch.forms import MeetingForm, ResolutionForm, TopicForm
from luoshi.dispatch.letters import minutes as paper
from luoshi.dispatch.lists import ConferenceRows
from luoshi.dispatch.models import Conference
from luoshi.dispatch.views.shared import DOCX, person, tabs, whole
from luoshi.kernel import clock, slots
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal
from luoshi.ledger.api import items


@require_safe
def conferences(request: Request) -> HttpResponseBase:
    """Show the meetings."""
    scope = require(request.user, May.DISPATCH_READ)
    context = tabs("conferences", scope)
    return ConferenceRows(request, scope).response("dispatch/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: Request, plan_id: int) -> HttpResponse:
    """Enter a meeting on a plan."""
    scope = require(request.user, May.CONFERENCE_EDIT)
    plan = get_object_or_404(queries.plans(scope), pk=plan_id)
    said = typed(request, "dispatch.conference")
    form = said.close(MeetingForm(said.data, initial={"held_on": clock.today()}))
    if form.is_valid():
        made = actions.hold(plan_id=plan.pk, written=form.read(), by=person(request))
        messages.success(request, _("已记录会议。"))
        return redirect("dispatch:conference", made.pk)
    status = 422 if form.errors else 200
    return render(request, "dispatch/hold.html", {"plan": plan, "form": form}, status=status)


def _found(scope: Scope, conference_id: int) -> Conference:
    return get_object_or_404(queries.conferences(scope), pk=conference_id)


def _page(scope: Scope, row: Conference, **forms: Any) -> dict[str, Any]:
    may_edit = May.CONFERENCE_EDIT in scope.may
    topics = list(row.topics.select_related("item"))
    taken = {topic.item_id for topic in topics}
    offered = slots.call("dispatch.agenda", scope, row.plan) if may_edit else []
    return {
        "row": row,
        "topics": topics,
        "offered": [one for found in offered for one in found if one[0].pk not in taken],
        "resolutions": queries.resolutions_of(scope, row),
        "may_edit": may_edit,
        "see_all": scope.province,
        "topic_form": TopicForm(),
        "form": ResolutionForm(),
        **forms,
    }


@require_safe
def conference(request: Request, conference_id: int) -> HttpResponse:
    """Show one meeting."""
    scope = require(request.user, May.DISPATCH_READ)
    row = _found(scope, conference_id)
    return render(request, "dispatch/conference.html", _page(scope, row))


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, conference_id: int) -> HttpResponse:
    """Write down a meeting; what was typed stays when somebody else was faster."""
    scope = require(request.user, May.CONFERENCE_EDIT)
    row = _found(scope, conference_id)
    said = typed(request, "dispatch.conference")
    initial = {key: getattr(row, key) for key in MeetingForm.base_fields}
    form, status = said.close(MeetingForm(said.data, initial=initial)), 200
    if form.is_valid() and said.data is not None:
        version = whole(said.data.get("version", ""))
        try:
            actions.write(
                conference_id=row.pk, version=version, written=form.read(), by=person(request)
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("已保存会议记录。"))
            return redirect("dispatch:conference", row.pk)
    elif form.errors:
        status = 422
    context = {"row": row, "form": form}
    return render(request, "dispatch/write.html", context, status=status)


@require_POST
def topic(request: Request, conference_id: int) -> HttpResponse:
    """Put a point on the agenda."""
    scope = require(request.user, May.CONFERENCE_EDIT)
    row = _found(scope, conference_id)
    said = typed(request, "dispatch.topic")
    form, status = said.close(TopicForm(said.data)), 422
    if form.is_valid():
        try:
            actions.add_topic(conference_id=row.pk, by=person(request), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return redirect("dispatch:conference", row.pk)
    context = _page(scope, row, topic_form=form)
    return render(request, "dispatch/conference.html", context, status=status)


@require_POST
def resolve(request: Request, conference_id: int) -> HttpResponse:
    """Put what the meeting resolved on the ledger."""
    scope = require(request.user, May.CONFERENCE_EDIT)
    row = _found(scope, conference_id)
    said = typed(request, "dispatch.resolution")
    form = said.close(ResolutionForm(said.data))
    if not form.is_valid():
        context = _page(scope, row, form=form)
        return render(request, "dispatch/conference.html", context, status=422)
    actions.resolve(conference_id=row.pk, by=person(request), **form.cleaned_data)
    messages.success(request, _("已列入台账，请在计划下达页下达。"))
    return redirect("dispatch:conference", row.pk)


@require_safe
def minutes(request: Request, conference_id: int) -> HttpResponse:
    """Answer with the minutes as a paper, and leave an entry in the trail."""
    scope = require(request.user, May.LEDGER_EXPORT)
    row = _found(scope, conference_id)
    data = paper(row, queries.resolutions_of(scope, row))
    actions.record_minutes(conference=row, by=person(request))
    response = HttpResponse(data, content_type=DOCX)
    name = f"联席会议纪要-{row.held_on:%Y%m%d}.docx"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 - Django's signature
    return response


@require_safe
def origin(request: Request, item_id: int) -> HttpResponse:
    """Lead from an item to the meeting that resolved it."""
    scope = require(request.user, May.LEDGER_READ)
    item = get_object_or_404(items(scope).filter(resolution__isnull=False), pk=item_id)
    return redirect(reverse("dispatch:conference", args=[item.resolution.conference_id]))
