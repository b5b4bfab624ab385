"""One's own tokens: made, shown once, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.accounts.actions import create_token, revoke_token
from luoshi.accounts.forms import TokenForm
from luoshi.accounts.fresh import require_fresh
from luoshi.accounts.models import Person
from luoshi.accounts.queries import tokens_of
from luoshi.kernel import clock
from luoshi.kernel.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the own tokens; make one and show its secret on this answer only."""
    person = request.user
    assert isinstance(person, Person)
    form = TokenForm(request.POST or None)
    secret = ""
    if form.is_valid():
        require_fresh(request)
        try:
            secret = create_token(person=person, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            form = TokenForm()
    values = {"form": form, "secret": secret, "tokens": tokens_of(person), "now": clock.now()}
    return render(request, "accounts/tokens.html", values, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """End one of the own tokens."""
    assert isinstance(request.user, Person)
    revoke_token(token_id=token_id, by=request.user)
    messages.success(request, _("令牌已撤销，立即失效。"))
    return redirect("accounts:tokens")
