"""What the agencies put into slots of the ground: what search finds, and a warning."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luoshi.agencies.queries import named, unknown_years
from luoshi.kernel import access, clock
from luoshi.kernel.http import Request
from luoshi.kernel.search import Hit

#: Whoever may do one of these sets due dates.
_SETS_DATES = frozenset(
    {"dispatch", "cycle_manage", "rule_edit", "conference_edit", "receive", "agency_edit"}
)


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


def calendar_banner(request: Request, person: Any) -> SafeString:
    """Warn whoever sets due dates that a year's holidays are missing (GOV-11)."""
    if _SETS_DATES.isdisjoint(access.scope_of(person).may):
        return SafeString("")
    years = unknown_years(clock.today())
    if not years:
        return SafeString("")
    return render_to_string("agencies/_calendar_banner.html", {"years": years}, request)
