"""Proving who one is: the second factor, once more on the same page, once more for a grave act."""

from __future__ import annotations

import secrets
from typing import Final

from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.actions import (
    CertificateNeeded,
    check_certificate,
    check_factor,
    record_confirmation,
    record_failed_login,
    record_login,
    renew_codes,
    set_up_factor,
)
from luoshi.accounts.factors import certificate_of, codes_left, device_of, key_as_text, picture_of
from luoshi.accounts.forms import AgainForm, CodeForm
from luoshi.accounts.fresh import require_fresh
from luoshi.accounts.logins import begin, confirm, factor_is_due, is_fresh, prove
from luoshi.accounts.models import Person
from luoshi.accounts.views.entering import wanted_page
from luoshi.kernel.arrival import certificate
from luoshi.kernel.refusals import Refusal

KEY: Final = "factor_key"


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code after the password; later, show the state of the second factor."""
    person = _person(request)
    due = factor_is_due(request, person)
    if device_of(person) is None and due:
        _require_certificate(person)
        return redirect("accounts:factor_set")
    form = CodeForm(request.POST or None) if due else None
    if form is not None and form.is_valid():
        shown = check_factor(person=person, code=form.cleaned_data["code"])
        if shown:
            prove(request, shown)
            return redirect(wanted_page(request))
        form.add_error("code", _("动态码不正确、已用过，或尝试过于频繁。请等下一个动态码再试。"))
    values = {"form": form, "device": device_of(person), "left": codes_left(person)}
    status = 422 if form is not None and form.errors else 200
    template = "accounts/factor_due.html" if due else "accounts/factor.html"
    return render(request, template, values, status=status)


def _require_certificate(person: Person) -> None:
    """Refuse who has a certificate and has not shown it: a password alone sets up nothing else."""
    if certificate_of(person) is not None:
        raise CertificateNeeded(
            _("本账号已绑定证书，这次登录没有出示。"),
            next_step=_("请退出，插入证书（UKey）后重新登录；证书遗失的请联系安全管理员。"),
        )


@require_http_methods(["GET", "HEAD", "POST"])
def factor_set(request: HttpRequest) -> HttpResponse:
    """Set up a device, or another in its place: the key as a picture and as text, and a code."""
    person = _person(request)
    if device_of(person) is not None and factor_is_due(request, person):
        return redirect("accounts:factor")
    if factor_is_due(request, person):
        _require_certificate(person)
    require_fresh(request)
    key = request.session.setdefault(KEY, secrets.token_hex(20))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            codes = set_up_factor(person=person, key=key, code=form.cleaned_data["code"].strip())
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            logout(request)
            begin(request, person, factor="totp")
            return render(request, "accounts/codes.html", {"codes": codes})
    values = {"form": form, "key": key_as_text(key), "picture": picture_of(key, person.login)}
    return render(request, "accounts/factor_set.html", values, status=422 if form.errors else 200)


@require_POST
def codes(request: HttpRequest) -> HttpResponse:
    """Show fresh recovery codes once."""
    require_fresh(request)
    if device_of(_person(request)) is None:
        return redirect("accounts:factor")
    return render(request, "accounts/codes.html", {"codes": renew_codes(person=_person(request))})


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Say whether the log-in lasts (and is fresh, where that is asked); it is not prolonged."""
    lasts = request.user.is_authenticated
    fresh = "fresh" not in request.GET or (lasts and is_fresh(request))
    return HttpResponse(status=204 if lasts and fresh else 401)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Let the page's dialog prove who is there: a log-in that ran out, or a fresh proof."""
    form = AgainForm(request.POST or None, initial={"login": request.GET.get("login", "")})
    if form.is_valid():
        person = _proven(request, form)
        if person is not None:
            return JsonResponse({"token": get_token(request), "login": person.login})
    values = {"form": form}
    return render(request, "accounts/_again.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest) -> HttpResponse:
    """Ask for a fresh proof on a page of its own, for browsers without script."""
    given = request.POST.copy() if request.method == "POST" else None
    if given is not None:
        given["login"] = _person(request).login
    form = AgainForm(given, initial={"login": _person(request).login})
    if form.is_valid() and _proven(request, form) is not None:
        return redirect(wanted_page(request))
    values = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "accounts/confirm.html", values, status=422 if form.errors else 200)


def _proven(request: HttpRequest, form: AgainForm) -> Person | None:
    """Return who has proven itself, or say on the form why nobody has (SEC-08)."""
    login, password = form.cleaned_data["login"], form.cleaned_data["password"]
    person = authenticate(request, username=login, password=password)
    other = request.user.is_authenticated and person != request.user
    if not isinstance(person, Person) or other:
        locked = bool(getattr(request, "axes_locked_out", False))
        record_failed_login(login=login, locked=locked)
        form.add_error("password", _("口令不正确，或者账号暂时锁定。"))
        return None
    shown = ""
    if check_certificate(person=person, named=certificate(request)):
        shown = "certificate"
    elif device_of(person) is not None:
        shown = check_factor(person=person, code=form.cleaned_data["code"])
        if not shown:
            form.add_error("code", _("动态码不正确或已用过。"))
            return None
    if request.user.is_authenticated:
        confirm(request)
        record_confirmation(person=person)
    else:
        begin(request, person, factor=shown)
        record_login(person=person)
    return person
