"""From the filled form to its receipt: check, send, withdraw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.kernel.http import Request
from luoshi.kernel.posted import beginning
from luoshi.kernel.refusals import Refusal
from luoshi.reporting import showing
from luoshi.reporting.actions import Receipt, check, submit, withdraw
from luoshi.reporting.forms import SendForm
from luoshi.reporting.models import Duty
from luoshi.reporting.opened import note_version
from luoshi.reporting.queries.filling import duty_to_fill
from luoshi.reporting.queries.grid import Row, grid_of
from luoshi.reporting.queries.sent import last_sent, submission_seen
from luoshi.reporting.queries.standing import state_of
from luoshi.reporting.refusals import CheckFailed, KeyReused, NeedsExplanation, Stale
from luoshi.reporting.rules.checks import HARD, Found
from luoshi.reporting.views.filling import person


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, duty_id: int) -> HttpResponse:
    """Show what the checks find and what will be sent; send it."""
    duty = duty_to_fill(duty_id, person(request))
    number = duty.current.number if duty.current else 0
    posted = request.POST if request.method == "POST" else None
    form = SendForm(posted, initial=SendForm.of(last_sent(duty), based_on=number))
    if posted is None or not form.is_valid():
        return _page(request, duty, form, status=200 if posted is None else 422)
    said = _explanations(request)
    try:
        receipt = _submit(request, duty, form, said)
    except (CheckFailed, NeedsExplanation, Stale, KeyReused) as refusal:
        return _page(request, duty, form, refusal=refusal, said=said, status=refusal.status)
    return redirect("reporting:receipt", receipt.submission.pk)


def _submit(request: Request, duty: Duty, form: SendForm, said: dict[str, str]) -> Receipt:
    found = {_name(one): (one.code, one.line_id) for one in check(duty_id=duty.pk)}
    return submit(
        duty_id=duty.pk,
        client_key=form.cleaned_data["client_key"],
        by=person(request),
        based_on=form.cleaned_data["based_on"],
        header=form.header(),
        explanations={key: said[name] for name, key in found.items() if name in said},
    )


def _name(found: Found) -> str:
    """Return under which name the page asks for the explanation of a finding."""
    return f"why.{found.code}.{found.line_id or ''}"


def _explanations(request: Request) -> dict[str, str]:
    """Return what was written about findings, by their names on the page."""
    return {name: request.POST[name] for name in beginning(request.POST, "why.")}


def _page(
    request: Request,
    duty: Duty,
    form: SendForm,
    *,
    refusal: Refusal | None = None,
    said: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show findings with their explanations, the counts and the foot."""
    found, grid = check(duty_id=duty.pk), grid_of(duty)
    places = {row.line.pk: row for row in grid.rows}
    silent = {(one.code, one.line_id) for one in getattr(refusal, "found", ())}
    findings = [
        {
            **one,
            "name": _name(one["found"]),
            "said": (said or {}).get(_name(one["found"]), _noted(one["row"])),
            "wrong": (one["found"].code, one["found"].line_id) in silent,
        }
        for one in showing.placed(grid, found)
    ]
    context: dict[str, Any] = {
        "duty": duty,
        "grid": grid,
        "form": form,
        "refusal": refusal,
        "findings": findings,
        "cells": _named(getattr(refusal, "cells", ()), places),
        "blocked": any(one.severity == HARD for one in found),
        "summary": showing.summary(grid),
        "empty": not grid.filled,
        "back": _back(request, duty),
    }
    return render(request, "reporting/send.html", context, status=status)


def _noted(row: Row | None) -> str:
    """Return what was noted of a line on the form already; it is not asked for again."""
    noted = row.cells.get("explanation") if row else None
    return noted.text if noted else ""


def _back(request: Request, duty: Duty) -> str:
    """Return the address of the form, opened to correct it where it was before."""
    address = reverse("reporting:fill", args=[duty.pk])
    return f"{address}?correct" if "correct" in request.GET else address


def _named(cells: Any, places: dict[int, Any]) -> list[dict[str, Any]]:
    return [{"cell": cell, "row": places.get(cell.line_id)} for cell in cells]


@require_safe
def receipt(request: Request, submission_id: int) -> HttpResponse:
    """Show that the server has a report: number, time, digest; to be printed."""
    sent = submission_seen(submission_id, person(request))
    note_version(request, sent)
    context = {
        "sent": sent,
        "duty": sent.duty,
        "state": state_of(sent),
        "counts": (sent.figures.count(), sent.progress.count(), sent.evidence.count()),
        "findings": sent.findings.select_related("line").order_by("pk"),
    }
    return render(request, "reporting/receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Request, submission_id: int) -> HttpResponse:
    """Ask whether to withdraw a report that nobody has accepted; withdraw it."""
    who = person(request)
    sent = submission_seen(submission_id, who)
    duty_to_fill(sent.duty_id, who)
    if request.method == "POST":
        withdraw(submission_id=sent.pk, by=who)
        messages.success(request, _("已撤回，可以继续修改后重新报送。"))
        return redirect("reporting:fill", sent.duty_id)
    return render(request, "reporting/withdraw.html", {"sent": sent, "duty": sent.duty})
