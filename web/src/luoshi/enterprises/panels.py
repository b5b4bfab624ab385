"""What the enterprises put into slots of the ground and of the plans."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, scope_of
from luoshi.enterprises.queries import mentions, named, waiting
from luoshi.kernel.http import Request
from luoshi.kernel.search import Hit
from luoshi.kernel.todo import Todo
from luoshi.plans.api import Fact


def may_read(person: Any) -> bool:
    """Whether the person may see enterprises."""
    return May.ENTERPRISE_READ in scope_of(person).may


def firms_of_fact(request: Request, fact: Fact) -> SafeString:
    """Show on the reading page the firms that a fact names."""
    if not may_read(request.user):
        return SafeString("")
    found = mentions(scope_of(request.user)).filter(fact=fact).select_related("name__enterprise")
    firms = list(dict.fromkeys(mention.name.enterprise for mention in found))
    if not firms:
        return SafeString("")
    return render_to_string("enterprises/_firms_of_fact.html", {"firms": firms}, request)


def search_enterprises(person: Any, words: list[str], limit: int) -> list[Hit]:
    """Return the enterprises one of whose names holds the words."""
    if not may_read(person):
        return []
    return [
        Hit(_("企业"), one.name, "；".join(name.text for name in one.names.all()), one.url)
        for one in named(scope_of(person), words)[:limit]
    ]


def todo_enterprises(person: Any) -> list[Todo]:
    """Return the pairs of names that wait for the person's word."""
    if May.ENTERPRISE_EDIT not in scope_of(person).may:
        return []
    count = waiting(person)
    if not count:
        return []
    url = reverse("enterprises:suggestions")
    return [Todo(_("对企业名称，确认是否同一家"), _("去确认"), url, _("企业"), count)]
