"""Letting a person in, and what the person has proven since."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth import login
from django.http import HttpRequest

from luoshi.accounts.actions import check_certificate
from luoshi.accounts.factors import certificate_of, device_of
from luoshi.accounts.models import Person, Post
from luoshi.accounts.policies import factor_needed, policy_in_force, shipped_policy
from luoshi.accounts.queries import posts_today
from luoshi.accounts.sessions import ADDRESS, BEGAN, CONFIRMED, FACTOR, IDLE, NEEDS_FACTOR
from luoshi.kernel import clock, context
from luoshi.kernel.arrival import certificate

#: How long a proof of identity counts for acts that ask for a fresh one (SEC-12).
FRESH_FOR: Final = timedelta(minutes=10)


def begin(request: HttpRequest, person: Person, *, factor: str = "") -> None:
    """Let a person in: a new session key (SEC-11), its limits as the policy has them today.

    The person's own certificate, verified by the proxy, counts as the second factor (SEC-09).
    """
    if not factor and check_certificate(person=person, named=certificate(request)):
        factor = "certificate"
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    rules = policy_in_force()
    now = clock.now()
    administrator = posts_today(person).filter(kind__in=Post.ADMINISTRATORS).exists()
    minutes = rules.administrator_idle_minutes if administrator else rules.idle_minutes
    session = request.session
    session[BEGAN] = now.isoformat()
    session[ADDRESS] = context.address.get()
    session[IDLE] = minutes * 60
    has_one = device_of(person) is not None or certificate_of(person) is not None
    session[NEEDS_FACTOR] = factor_needed(person, rules) or has_one
    session[FACTOR] = factor
    session.set_expiry(now + timedelta(hours=rules.lasting_hours))


def factor_is_due(request: HttpRequest, person: Person) -> bool:
    """Whether the second factor must be shown in this session before anything else (SEC-09)."""
    if request.session.get(FACTOR):
        return False
    needs = request.session.get(NEEDS_FACTOR)
    if needs is None:  # begun before there was a policy
        return factor_needed(person, shipped_policy())
    return bool(needs)


def prove(request: HttpRequest, factor: str) -> None:
    """Note that the second factor was shown, which is a fresh proof as well."""
    request.session[FACTOR] = factor
    confirm(request)


def confirm(request: HttpRequest) -> None:
    """Note that the person has just proven once more who it is."""
    request.session[CONFIRMED] = clock.now().isoformat()


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has proven within the last minutes who it is (SEC-12)."""
    moments = [request.session[key] for key in (BEGAN, CONFIRMED) if key in request.session]
    return any(datetime.fromisoformat(said) + FRESH_FOR > clock.now() for said in moments)
