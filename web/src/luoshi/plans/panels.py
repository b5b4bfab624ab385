"""What plans put on lower pages: places in the rail, 待办, search."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, scope_of
from luoshi.kernel.search import Hit, excerpt, matching
from luoshi.kernel.todo import Todo
from luoshi.plans.models import Fact, Plan
from luoshi.plans.queries import (
    link_to,
    open_doubts,
    plans_with_progress,
    sentence_of,
    visible_facts,
)


def may_read(person: Any) -> bool:
    """Whether a person may read plans."""
    return May.PLAN_READ in scope_of(person).may


def may_see_review(person: Any) -> bool:
    """Whether a person may see what was read before it is decided."""
    return May.PROPOSAL_READ in scope_of(person).may


def todos(person: Any) -> list[Todo]:
    """Return what waits for a reviewer: documents with undecided facts, and doubts."""
    if May.PLAN_REVIEW not in scope_of(person).may:
        return []
    waiting: dict[int, Todo] = {}
    for plan in plans_with_progress():
        document = plan.version.document
        before = waiting.get(document.pk)
        count = (
            int(vars(plan)["total"])
            - int(vars(plan)["decided"])
            + (before.count or 0 if before else 0)
        )
        url = reverse("plans:document", args=[document.pk])
        waiting[document.pk] = Todo(
            _("审定《%(title)s》的事实") % {"title": document.title}, _("去审定"), url, count=count
        )
    found = [todo for todo in waiting.values() if todo.count]
    doubts = open_doubts().filter(plan__version__current=True).count()
    if doubts:
        url = f"{reverse('plans:doubts')}?state=open"
        found.append(Todo(_("处理原文存疑"), _("去处理"), url, count=doubts))
    return found


def found(person: Any, words: list[str], limit: int) -> list[Hit]:
    """Return plans and facts that hold every word, as far as the person may see them."""
    scope = scope_of(person)
    if May.PLAN_READ not in scope.may:
        return []
    plans = Plan.objects.filter(matching(words, "title"), version__current=True)
    hits = [
        Hit(_("行动计划"), plan.title, plan.issuer, reverse("plans:read", args=[plan.pk]))
        for plan in plans.defer("outline").order_by("pk")[:limit]
    ]
    facts = (
        visible_facts(scope)
        .filter(matching(words, "sentence"), plan__version__current=True)
        .exclude(Q(type__in=["heading", "link"]) | Q(state=Fact.State.PROPOSED))
        .select_related("plan")
        .defer("plan__outline")
        .order_by("plan_id", "start", "pk")
    )
    seen: set[tuple[int, str]] = set()
    kept: list[Fact] = []
    for fact in facts[: limit * 4]:
        if (fact.plan_id, fact.sentence) not in seen:
            seen.add((fact.plan_id, fact.sentence))
            kept.append(fact)
    hits += [
        Hit(_("计划原文"), fact.plan.title, excerpt(sentence_of(fact), words), link_to(fact))
        for fact in kept[:limit]
    ]
    return hits
