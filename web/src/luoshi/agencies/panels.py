"""What the agencies put into slots of the ground: what search finds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from luoshi.agencies.queries import named
from luoshi.kernel import access
from luoshi.kernel.search import Hit


def may_read(person: Any) -> bool:
    """Whether the person may see the tree."""
    return "agency_read" in access.scope_of(person).may


def search_agencies(person: Any, words: list[str], limit: int) -> list[Hit]:
    """Return the agencies one of whose names holds the words."""
    if not may_read(person):
        return []
    return [
        Hit(_("单位"), str(agency), f"{agency.name} · {agency.code}", agency.url, quoted=False)
        for agency in named(words)[:limit]
    ]
