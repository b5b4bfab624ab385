"""Reads of the joint meetings: the province sees all, others those that gave them something."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet

from luoshi.dispatch.models import Conference, Resolution
from luoshi.kernel.access import Scope
from luoshi.ledger.api import Item, items


def conferences(scope: Scope) -> QuerySet[Conference]:
    """Return the meetings a person sees, with how much of each plan was resolved."""
    found = Conference.objects.select_related("plan")
    if not scope.province:
        own = resolutions(scope).filter(conference=OuterRef("pk"))
        found = found.filter(Exists(own))
    return found.annotate(resolved=Count("resolutions", distinct=True))


def resolutions(scope: Scope) -> QuerySet[Resolution]:
    """Return what meetings resolved and the person sees on the ledger."""
    seen = items(scope).filter(kind=Item.Kind.RESOLUTION).order_by().values("pk")
    return Resolution.objects.filter(item__in=seen)


def resolutions_of(scope: Scope, conference: Conference) -> QuerySet[Resolution]:
    """Return what one meeting resolved, with who answers."""
    found = resolutions(scope).filter(conference=conference)
    return found.select_related("item").prefetch_related(
        "item__responsibilities", "item__assignments__agency"
    )
