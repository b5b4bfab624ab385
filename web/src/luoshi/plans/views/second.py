"""The second reader on a document's page: asking it, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.accounts.api import May, Scope, require
from luoshi.kernel.http import Request
from luoshi.plans.actions.second import ask_second_reader, withdraw_proposals
from luoshi.plans.models import Plan, SecondReading, Version
from luoshi.plans.queries import names_of, version_with_text
from luoshi.plans.queries.second import Asked, is_configured, last_asked, proposals_of
from luoshi.plans.views.answers import person, wants_json

#: Why what a model says is dropped, the commonest lie first.
_REASONS: Final = {
    "quote": gettext_lazy("原文中找不到所引的字句"),
    "words": gettext_lazy("要素的字句不在所引的原文"),
    "number": gettext_lazy("数字与原文不符"),
    "kind": gettext_lazy("没有这类事实"),
    "form": gettext_lazy("格式不符"),
    "place": gettext_lazy("不在现有计划的正文之内"),
}
#: What holds and is there already.
_THERE: Final = frozenset({"known", "repeated"})


def panel_of(version: Version, plans: Sequence[Plan], scope: Scope) -> dict[str, Any] | None:
    """Return what the panel shows of a current text; nothing where there is no second reader.

    Proposals that wait are shown, to be decided or withdrawn, also where it was switched off.
    """
    waiting = sum(int(vars(plan)["proposed"]) for plan in plans)
    if May.PLAN_IMPORT not in scope.may or not (is_configured() or waiting):
        return None
    asked = last_asked(version.pk)
    return {
        "version": version,
        "model": settings.SECOND_READER_MODEL,
        "may_ask": is_configured() and not (asked and asked.under_way),
        "waiting": waiting,
        "waiting_url": _queue_of(plans),
        **(_told(asked, plans) if asked else {"state": ""}),
    }


def _queue_of(plans: Sequence[Plan]) -> str:
    """Return the address of the proposals to review: of one plan, or else of all."""
    holding = [plan.pk for plan in plans if vars(plan)["proposed"]]
    of_plan = f"plan={holding[0]}&" if len(holding) == 1 else ""
    return f"{reverse('plans:queue')}?{of_plan}state=proposed"


def _told(asked: Asked, plans: Iterable[Plan]) -> dict[str, Any]:
    """Return what the panel says of the last asking."""
    reading = asked.reading
    reasons = [(word, reading.refused.get(key, 0)) for key, word in _REASONS.items()]
    dropped = [(word, number) for word, number in reasons if number]
    return {
        "state": asked.state,
        "reading": reading,
        "by": names_of([reading.by]).get(reading.by, reading.by),
        "words": _progress(asked),
        "dropped": sum(number for _word, number in dropped),
        "reasons": dropped,
        "there": sum(reading.refused.get(key, 0) for key in _THERE),
        "unanswered": [_place(start, end, plans) for start, end in reading.unanswered],
    }


def _place(start: int, end: int, plans: Iterable[Plan]) -> tuple[str, str]:
    """Return where a stretch stands: the plan's title, and the address that opens it there."""
    for plan in plans:
        if plan.start <= start < plan.end:
            return plan.title, f"{reverse('plans:read', args=[plan.pk])}#o={start}-{end}"
    return "", ""


def _progress(asked: Asked) -> str:
    """Return how far an asking is, in words."""
    reading = asked.reading
    if asked.state == SecondReading.State.RUNNING and reading.total:
        said = _("已读 %(done)s / %(total)s 段")
        return said % {"done": reading.done, "total": reading.total}
    return _("排队等候") if asked.state == SecondReading.State.WAITING else _("开始发问")


def _version(version_id: int) -> Version:
    """Return a version; there is nothing to see where no second reader is set up."""
    version = version_with_text(version_id) if is_configured() else None
    if version is None:
        raise Http404
    return version


@require_GET
def progress(request: Request, version_id: int) -> HttpResponse:
    """Say how far an asking is; without the page's script, on the document's page."""
    require(request.user, May.PLAN_IMPORT)
    version = _version(version_id)
    if not wants_json(request):
        return redirect("plans:document", version.document_id)
    asked = last_asked(version_id)
    if asked is None:
        raise Http404
    reading = asked.reading
    told = {"state": asked.state, "done": reading.done, "total": reading.total}
    return JsonResponse({**told, "words": _progress(asked)})


@require_POST
def ask(request: Request, version_id: int) -> HttpResponse:
    """Ask the second reader; the page shows how far it is."""
    require(request.user, May.PLAN_IMPORT)
    version = _version(version_id)
    ask_second_reader(version_id=version_id, by=person(request))
    return redirect(f"{reverse('plans:document', args=[version.document_id])}#second")


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, version_id: int) -> HttpResponse:
    """Take back the proposals that nobody decided, after a counted confirmation."""
    require(request.user, May.PLAN_IMPORT)
    version = version_with_text(version_id)
    if version is None:
        raise Http404
    if request.method == "GET":
        context = {"document": version.document, "count": proposals_of(version)}
        return render(request, "plans/withdraw_proposals.html", context)
    count = withdraw_proposals(version_id=version_id, by=person(request))
    said = ngettext("已撤回 %(n)s 条提议。", "已撤回 %(n)s 条提议。", count)
    messages.success(request, said % {"n": count})
    return redirect("plans:document", version.document_id)
