"""What a level above looks at before it accepts, and its acts: accept, return, unlock."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.api import May, require, require_fresh, scope_of
from luoshi.agencies.api import Agency
from luoshi.kernel.http import Request
from luoshi.reporting import actions
from luoshi.reporting.forms import NoteForm
from luoshi.reporting.lists import QueueRows
from luoshi.reporting.lists.duties import respondent
from luoshi.reporting.models import Submission
from luoshi.reporting.opened import note_version
from luoshi.reporting.queries import reviewed, rounds
from luoshi.reporting.queries.sent import finish_seen, submission_seen
from luoshi.reporting.queries.standing import chain_of, state_of
from luoshi.reporting.refusals import NotYours
from luoshi.reporting.rules.chain import Standing
from luoshi.reporting.views.filling import person


@require_safe
def review(request: Request, submission_id: int) -> HttpResponse:
    """Show a version beside last period and last year, with flags, words, steps, versions."""
    who = person(request)
    sent = submission_seen(submission_id, who)
    note_version(request, sent)
    return render(request, "reporting/review.html", _page(request, sent))


def _page(request: Request, sent: Submission, **more: Any) -> dict[str, Any]:
    duty = sent.duty
    state, chain = state_of(sent), chain_of(duty)
    mine = scope_of(request.user).at(May.REPORT_ACCEPT)
    standing = duty.current_id == sent.pk
    open_ = standing and state.kind in (Standing.SUBMITTED, Standing.ACCEPTED)
    waits = state.waiting_for if open_ and state.waiting_for in mine else None
    returns = [one for one in chain[state.at :] if one.pk in mine] if open_ else []
    last = chain[state.at - 1] if open_ and state.at else None
    return {
        "sent": sent,
        "duty": duty,
        "state": state,
        "standing": standing,
        "waiting_for": next((one for one in chain if one.pk == state.waiting_for), None),
        "chain": [(one, place < state.at) for place, one in enumerate(chain)],
        "accepts_for": waits,
        "returns_for": returns[0].pk if returns else None,
        "unlocks_for": last.pk if last is not None and last.pk in mine else None,
        "reopens": any(one.pk in mine for one in chain[: state.at]) if open_ else False,
        "next": _next(request, sent),
        **reviewed.page(sent),
        **more,
    }


def _next(request: Request, sent: Submission) -> int | None:
    """Return the next version that waits for the person, so that a pile is gone through."""
    if May.REPORT_ACCEPT not in scope_of(request.user).may:
        return None
    rows = rounds.queue(person(request)).exclude(current=sent).order_by("first_at", "pk")
    return rows.values_list("current_id", flat=True).first()


def _at(request: Request, sent: Submission) -> int:
    """Return the agency for which the person decides; the page says which."""
    asked = request.POST.get("agency", "")
    mine = scope_of(request.user).at(May.REPORT_ACCEPT)
    own: list[int] = [one.pk for one in chain_of(sent.duty) if one.pk in mine]
    chosen = [pk for pk in own if str(pk) == asked] or own
    if not chosen:
        raise NotYours
    return chosen[0]


@require_POST
def accept(request: Request, submission_id: int) -> HttpResponse:
    """Accept, and go on to the next one that waits."""
    require(request.user, May.REPORT_ACCEPT)
    sent = submission_seen(submission_id, person(request))
    actions.accept(submission_id=sent.pk, agency_id=_at(request, sent), by=person(request))
    messages.success(request, _("已核报通过：%(who)s。") % {"who": respondent(sent.duty)})
    following = _next(request, sent)
    if following is not None and "next" in request.POST:
        return redirect("reporting:review", following)
    return redirect("reporting:review", sent.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: Request, submission_id: int) -> HttpResponse:
    """Ask what is wrong; return the report with it."""
    require(request.user, May.REPORT_ACCEPT)
    sent = submission_seen(submission_id, person(request))
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.send_back(
            submission_id=sent.pk,
            agency_id=_at(request, sent),
            by=person(request),
            note=form.cleaned_data["note"],
        )
        messages.success(request, _("已退回：%(who)s。") % {"who": respondent(sent.duty)})
        return redirect("reporting:review", sent.pk)
    return _ask(request, sent, form, _("退回报表"))


@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: Request, submission_id: int) -> HttpResponse:
    """Ask why an acceptance is taken back, and for a fresh proof; take it back (SEC-12)."""
    require(request.user, May.REPORT_ACCEPT)
    sent = submission_seen(submission_id, person(request))
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        require_fresh(request)
        actions.unlock(
            submission_id=sent.pk,
            agency_id=_at(request, sent),
            by=person(request),
            note=form.cleaned_data["note"],
        )
        messages.success(request, _("已解锁：%(who)s。") % {"who": respondent(sent.duty)})
        return redirect("reporting:review", sent.pk)
    return _ask(request, sent, form, _("解锁已核报的报表"), fresh=True)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: Request, submission_id: int, line_id: int) -> HttpResponse:
    """Ask why an item is not done after all; take its finish back."""
    require(request.user, May.REPORT_ACCEPT)
    said = finish_seen(submission_id, line_id, person(request))
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.reopen(
            submission_id=submission_id,
            line_id=line_id,
            by=person(request),
            reason=form.cleaned_data["note"],
        )
        messages.success(request, _("已撤销办结：%(item)s。") % {"item": said.item})
        return redirect("reporting:review", submission_id)
    sent = submission_seen(submission_id, person(request))
    return _ask(request, sent, form, _("撤销办结"), about=said)


def _ask(
    request: Request, sent: Submission, form: NoteForm, title: str, **more: Any
) -> HttpResponse:
    context = {"sent": sent, "duty": sent.duty, "form": form, "title": title, **more}
    status = 422 if form.errors else 200
    return render(request, "reporting/decide.html", context, status=status)


@require_POST
def ticked(request: Request) -> HttpResponse:
    """Show what accepting the ticked reports would do; or do it, with a result a row (row 41)."""
    scope = require(request.user, May.REPORT_ACCEPT)
    rows = list(QueueRows.picked(request, scope))
    agencies = rounds.reviewing(scope)
    if request.POST.get("sure") != "1":
        named = [(row, rounds.next_for(row, agencies)) for row in rows]
        return render(request, "reporting/bulk.html", {"rows": named, "number": len(rows)})
    results = _accept(request, rows, agencies)
    context = {
        "title": _("核报结果"),
        "word": _("核报"),
        "results": results,
        "done": sum(done for _name, done, _why in results),
        "next": reverse("reporting:queue"),
    }
    return render(request, "reporting/done.html", context)


def _accept(
    request: Request, rows: list[Any], agencies: list[Agency]
) -> list[tuple[str, bool, str]]:
    names = {row.current_id: respondent(row) for row in rows}
    results = []
    for agency in agencies:
        own = [row.current_id for row in rows if rounds.next_for(row, agencies) == agency]
        results += actions.accept_many(ids=own, agency_id=agency.pk, by=person(request))
    return [(names[one.submission_id], one.done, one.words) for one in results]
