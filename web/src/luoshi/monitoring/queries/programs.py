"""Readings and lights as programs ask for them: what lies in a person's scope."""

from __future__ import annotations

from django.db.models import QuerySet

from luoshi.kernel.access import Scope
from luoshi.monitoring.models import Light, Reading


def readings(scope: Scope) -> QuerySet[Reading]:
    """Return the readings of agencies in scope that have parts; blank is no reading (row 32)."""
    rows = Reading.objects.filter(scope.within("agency__path"), parts__gt=0)
    return rows.select_related("series__indicator", "series__option__dimension", "agency")


def lights(scope: Scope) -> QuerySet[Light]:
    """Return the lights of agencies in scope."""
    rows = Light.objects.filter(scope.within("agency__path"))
    return rows.select_related("item__plan", "agency", "rule")
