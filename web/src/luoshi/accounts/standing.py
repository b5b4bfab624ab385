"""Who stands in for whom: what counts today, and who is too close to decide (SEC-19)."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from luoshi.accounts.models import Delegation, Post
from luoshi.kernel import clock


def held(today: date) -> Q:
    """Return the condition that a post is held on a day."""
    return Q(since__lte=today) & (Q(until=None) | Q(until__gte=today))


def lasting(today: date) -> QuerySet[Delegation]:
    """Return the delegations that count on a day or will, were it their time."""
    colleague = Post.objects.filter(
        held(today),
        person=OuterRef("to"),
        agency=OuterRef("post__agency"),
        kind__in=Post.READERS,
    )
    return Delegation.objects.filter(
        Exists(colleague),
        Q(post__until=None) | Q(post__until__gte=today),
        Q(post__agency__valid_to=None) | Q(post__agency__valid_to__gt=today),
        revoked_at=None,
        until__gte=today,
        to__is_active=True,
        post__person__is_active=True,
        post__kind__in=Post.READERS,
        post__since__lte=today,
    )


def in_force(today: date) -> QuerySet[Delegation]:
    """Return the delegations that count on a day."""
    return lasting(today).filter(since__lte=today)


def close_to(login: str, since: date) -> frozenset[str]:
    """Return a person and everybody who stood in for it, or it for them, since a day (SEC-19).

    What one of them did, another does not decide: neither is a second pair of eyes. Taking the
    delegation back in between changes nothing.
    """
    both = Q(to__login=login) | Q(post__person__login=login)
    begun = Q(since__lte=clock.today(), until__gte=since)
    taken_back_late = Q(revoked_at__date__gte=since) & Q(revoked_at__date__gte=F("since"))
    lasted = Q(revoked_at=None) | taken_back_late
    rows = Delegation.objects.filter(both, begun, lasted)
    pairs = rows.values_list("to__login", "post__person__login")
    return frozenset({login, *(one for pair in pairs for one in pair)})
