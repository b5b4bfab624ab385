"""Handing an assignment down: the table of receivers, the sum as it is typed, the act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.accounts.api import May, require
from luoshi.dispatch import actions, queries, rules, wording
from luoshi.dispatch.forms import SplitForm
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.refusals import PartWrong, TooMuch
from luoshi.dispatch.views.shared import own, person
from luoshi.kernel import clock
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal


def _form(row: Assignment, request: Request) -> SplitForm:
    """Return the form: the receivers that hold no part yet."""
    _total, unit = queries.total_of(row)
    taken = [child.agency_id for child in queries.children(row)]
    receivers = queries.receivers(row, clock.today()).exclude(pk__in=taken)
    return SplitForm(receivers, unit, request.POST if request.method == "POST" else None)


def _context(row: Assignment, form: SplitForm, parts: list[rules.Part]) -> dict[str, Any]:
    total, unit = queries.total_of(row)
    have = queries.split_of(row)
    new = rules.split(total, unit, parts)
    both = rules.Split(have.total, unit, have.given + new.given, have.parts + new.parts)
    return {
        "row": row,
        "form": form,
        "unit": unit,
        "total": wording.amount(total, unit),
        "countable": both.total is not None,
        "children": [(child, wording.part(child)) for child in queries.children(row)],
        "sum": both,
        "summed": wording.summed(both),
        "over": both.excess is not None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: Request, assignment_id: int) -> HttpResponse:
    """Hand an assignment down; what was typed or pasted stays when something is wrong."""
    scope = require(request.user, May.RECEIVE)
    row = own(request, scope, assignment_id)
    form = _form(row, request)
    if request.method != "POST":
        return render(request, "dispatch/split.html", _context(row, form, []))
    if request.POST.get("fill"):
        form.fill()
        context = _context(row, form, [given.part for given in form.given()])
        return render(request, "dispatch/split.html", context)
    given = form.given()
    refusal = None if form.errors else _hand_down(request, row, form, given)
    if not form.errors and refusal is None:
        return redirect("dispatch:assignment", row.pk)
    if refusal is not None:
        form.errors.append(str(refusal))
    context = _context(row, form, [each.part for each in given])
    status = refusal.status if refusal else 422
    return render(request, "dispatch/split.html", context, status=status)


def _hand_down(
    request: Request, row: Assignment, form: SplitForm, given: list[actions.Given]
) -> Refusal | None:
    try:
        made = actions.hand_down(
            assignment_id=row.pk, parts=given, by=person(request),
            excess_reason=form.excess_reason,
        )  # fmt: skip
    except PartWrong as wrong:
        for key, error in wrong.errors.items():
            form.rows[int(key)].error = error
        return wrong
    except TooMuch as much:
        return much
    messages.success(request, _("已下达给 %(n)s 个单位。") % {"n": len(made)})
    return None


@require_POST
def total(request: Request, assignment_id: int) -> HttpResponse:
    """Say what the rows as typed add up to; nothing is kept."""
    scope = require(request.user, May.RECEIVE)
    row = own(request, scope, assignment_id)
    form = _form(row, request)
    context = _context(row, form, [given.part for given in form.given()])
    return render(request, "dispatch/_sum.html", context)
