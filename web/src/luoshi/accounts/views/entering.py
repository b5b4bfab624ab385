"""Coming in, going out, one's own password and sessions."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts.actions import (
    change_password,
    digest_of,
    end_sessions,
    record_failed_login,
    record_login,
    record_logout,
    use_link,
)
from luoshi.accounts.forms import ChangePasswordForm, LoginForm, NewPasswordForm
from luoshi.accounts.fresh import require_fresh
from luoshi.accounts.logins import begin, factor_is_due
from luoshi.accounts.models import Person
from luoshi.accounts.passwords import policy
from luoshi.accounts.queries import open_invitation, password_is_due, sessions_of
from luoshi.accounts.sessions import FACTOR
from luoshi.kernel.refusals import Refusal

LINK = "link"


def wanted_page(request: HttpRequest) -> str:
    """Return where the person wanted to go, if it is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else settings.LOGIN_REDIRECT_URL


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Log in; unknown name, wrong password and locked account look the same (SEC-08)."""
    if request.user.is_authenticated:
        return redirect(wanted_page(request))
    form = LoginForm(request.POST or None)
    wrong = ""
    if form.is_valid():
        name, password = form.cleaned_data["login"], form.cleaned_data["password"]
        person = authenticate(request, username=name, password=password)
        if isinstance(person, Person):
            begin(request, person)
            record_login(person=person)
            if factor_is_due(request, person):
                query = urlencode({"next": wanted_page(request)})
                return redirect(f"{reverse('accounts:factor')}?{query}")
            return redirect(wanted_page(request))
        locked = bool(getattr(request, "axes_locked_out", False))
        if locked:
            make_password(password)  # takes as long as checking one
        record_failed_login(login=name, locked=locked)
        del form.fields["login"].widget.attrs["autofocus"]
        wrong = _("登录名或口令不正确，或者账号暂时锁定。请核对后重试，仍不能登录请联系管理员。")
    return render(
        request,
        "accounts/login.html",
        {"form": form, "wrong": wrong, "next": request.GET.get("next", "")},
        status=422 if wrong or form.errors else 200,
    )


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Log out and clear what the browser kept (SEC-42)."""
    if isinstance(request.user, Person):
        record_logout(person=request.user)
    logout(request)
    response = redirect("accounts:login")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@login_not_required
@require_safe
def follow_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address at once; nothing is spent by looking."""
    request.session[LINK] = digest_of(secret)
    return redirect("accounts:link")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """Let the holder of a one-time link set a password and come in."""
    digest = request.session.get(LINK, "")
    invitation = open_invitation(digest)
    form = NewPasswordForm(request.POST or None)
    if invitation and form.is_valid():
        try:
            person = use_link(digest=digest, password=form.cleaned_data["password"])
        except Refusal as refusal:
            form.add_error("password", str(refusal))
        else:
            logout(request)
            begin(request, person)
            record_login(person=person)
            return redirect(settings.LOGIN_REDIRECT_URL)
    status = 410 if invitation is None else 422 if form.errors else 200
    values = {"form": form, "invitation": invitation, "policy": policy()}
    return render(request, "accounts/link.html", values, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions end, this one begins anew."""
    person = request.user
    assert isinstance(person, Person)
    due = password_is_due(person)
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        if not due:
            require_fresh(request)
        try:
            change_password(
                person=person,
                present=form.cleaned_data["present"],
                password=form.cleaned_data["password"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            shown = request.session.get(FACTOR, "")
            logout(request)
            begin(request, person, factor=shown)
            return redirect(settings.LOGIN_REDIRECT_URL)
    values = {
        "form": form,
        "policy": policy(),
        "due": due,
        "sessions": sessions_of(person),
        "here": request.session.session_key,
    }
    return render(request, "accounts/password.html", values, status=422 if form.errors else 200)


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End one's sessions elsewhere."""
    person = request.user
    assert isinstance(person, Person)
    count = end_sessions(person=person, by=person, but=request.session.session_key or "")
    messages.success(request, _("已退出其他 %(count)d 处登录。") % {"count": count})
    return redirect("accounts:password")
