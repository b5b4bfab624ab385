"""How a page changes what hangs on an indicator: type, keep, go back to its list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal
from luoshi.ledger.models import Indicator


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed of an indicator; `back` is the address of the list, `back_title` its name.

    `done` is said when it is done, `told` above the form.
    """

    indicator: Indicator
    title: str
    done: str
    back: str
    back_title: str
    told: str = ""


def kept(
    request: Request, form: forms.Form, change: Change, act: Callable[..., object], **of: int
) -> HttpResponse:
    """Do what was typed and go back to the list; what is refused is said above the form."""
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            act(**of, **form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, change.done)
            return redirect(change.back, change.indicator.pk)
    return render(request, "ledger/change.html", {"change": change, "form": form}, status=status)
