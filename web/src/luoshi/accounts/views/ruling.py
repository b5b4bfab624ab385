"""The log-in policy, as the security administrator lays it down."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.accounts.actions import bind_certificate, lay_down_policy, take_off_factor
from luoshi.accounts.forms import PolicyForm
from luoshi.accounts.fresh import require_fresh
from luoshi.accounts.models import Person, Policy
from luoshi.accounts.permissions import May
from luoshi.accounts.policies import policy_in_force
from luoshi.accounts.queries import person_with, require

#: What a proxy writes of a certificate: a fingerprint, a serial number or a distinguished name.
LONGEST: Final = 500


@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """Show the policy in force and its versions; lay down the next one."""
    assert isinstance(request.user, Person)
    require(request.user, May.POLICY_EDIT)
    rules = policy_in_force()
    now = {name: getattr(rules, name) for name in PolicyForm.Meta.fields if name != "reason"}
    form = PolicyForm(request.POST or None, initial=now)
    if form.is_valid():
        require_fresh(request)
        lay_down_policy(by=request.user, **form.cleaned_data)
        messages.success(request, _("登录策略已更新，对此后的登录生效。"))
        return redirect("accounts:policy")
    values = {"form": form, "versions": Policy.objects.order_by("-pk")[:20]}
    return render(request, "accounts/policy.html", values, status=422 if form.errors else 200)


@require_POST
def factor_remove(request: HttpRequest, person_id: int) -> HttpResponse:
    """Take a lost device off an account."""
    assert isinstance(request.user, Person)
    require(request.user, May.POST_GRANT)
    require_fresh(request)
    take_off_factor(person=person_with(person_id), by=request.user)
    messages.success(request, _("已解除该账号的两步验证设备，其登录已退出。"))
    return redirect("accounts:person", person_id)


@require_POST
def certificate_bind(request: HttpRequest, person_id: int) -> HttpResponse:
    """Bind a certificate to an account, or take it off when none is named."""
    assert isinstance(request.user, Person)
    require(request.user, May.POST_GRANT)
    require_fresh(request)
    named = request.POST.get("certificate", "")[:LONGEST]
    bind_certificate(person=person_with(person_id), named=named, by=request.user)
    bound, removed = _("已绑定证书，该账号的登录已退出。"), _("已解除证书，该账号的登录已退出。")
    messages.success(request, bound if named.strip() else removed)
    return redirect("accounts:person", person_id)
