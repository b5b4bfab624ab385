"""What the ledger shows on lower pages, finds for the search, and puts on the to-do list."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, scope_of
from luoshi.agencies.api import Agency
from luoshi.kernel.http import Request
from luoshi.kernel.search import Hit, excerpt, matching
from luoshi.kernel.todo import Todo
from luoshi.ledger import queries
from luoshi.plans.api import Fact


def items_found(person: Any, words: list[str], limit: int) -> list[Hit]:
    """Return the items in the person's scope that hold every word."""
    scope = scope_of(person)
    if May.LEDGER_READ not in scope.may:
        return []
    found = queries.items(scope).filter(matching(words, "title", "fact__quote", "measure"))
    return [
        Hit(
            str(_("台账")),
            item.title,
            excerpt(item.fact.sentence if item.fact else item.title, words),
            reverse("ledger:item", args=[item.pk]),
        )
        for item in found.select_related("fact")[:limit]
    ]


def indicators_found(person: Any, words: list[str], limit: int) -> list[Hit]:
    """Return the indicators whose name or meaning holds every word."""
    scope = scope_of(person)
    if May.LEDGER_READ not in scope.may:
        return []
    found = queries.indicators(scope).filter(matching(words, "name", "definition", "formula"))
    return [
        Hit(
            str(_("指标口径")),
            indicator.name,
            excerpt(indicator.definition or indicator.formula, words),
            reverse("ledger:indicator", args=[indicator.pk]),
            quoted=False,
        )
        for indicator in found.order_by("name")[:limit]
    ]


def todo(person: Any) -> list[Todo]:
    """Return the units a reviewer has to settle, and the load of whoever answers for items."""
    scope = scope_of(person)
    waiting = []
    if May.PLAN_REVIEW in scope.may:
        number = queries.unresolved(scope).count()
        if number:
            waiting.append(
                Todo(_("对应分工表中的单位"), _("去对应"), reverse("ledger:units"), count=number)
            )
    return waiting


def load_of_agency(request: Request, agency: Agency) -> SafeString:
    """Show on an agency's page what it answers for, with the way to its list."""
    scope = scope_of(request.user)
    if May.LEDGER_READ not in scope.may or not queries.agencies(scope).filter(pk=agency.pk):
        return SafeString()
    context = {"agency": agency, "load": queries.load(scope, agency)}
    return render_to_string("ledger/_load.html", context, request)


def item_of_fact(request: Request, fact: Fact) -> SafeString:
    """Show on the reading page the item that a fact made."""
    scope = scope_of(request.user)
    item = queries.items(scope).filter(fact=fact).first() if May.LEDGER_READ in scope.may else None
    if item is None:
        return SafeString()
    return render_to_string("ledger/_item_of_fact.html", {"item": item}, request)
