"""Every act of review, by name, and the facts to try it on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from luoshi.plans.actions import bulk, review
from luoshi.plans.models import Fact
from luoshi.plans.queries import Selection
from luoshi.plans.tests.factories import a_fact

ORG = {"name_text": "省工业和信息化委", "category": "government"}


def again(fact: Fact) -> Fact:
    return Fact.objects.select_related("decision").get(pk=fact.pk)


def two_facts() -> list[Fact]:
    return [a_fact(fields=dict(ORG, name_text=name)) for name in ("省财政厅", "省科技厅")]


def revisions(facts: list[Fact]) -> dict[int, int]:
    return {fact.pk: fact.revision for fact in facts}


ACTS: dict[str, Callable[[Fact, Any], Any]] = {
    "accept": lambda fact, by: review.accept(fact_id=fact.pk, revision=fact.revision, by=by),
    "correct": lambda fact, by: review.correct(
        fact_id=fact.pk, revision=fact.revision, fields=ORG, by=by
    ),
    "reject": lambda fact, by: review.reject(
        fact_id=fact.pk, revision=fact.revision, reason="不是单位", by=by
    ),
    "split": lambda fact, by: review.split(
        fact_id=fact.pk, revision=fact.revision, parts=[ORG, ORG], by=by
    ),
    "add": lambda fact, by: review.add(
        plan_id=fact.plan_id, type="organisation", place=(fact.start, fact.end), fields=ORG, by=by
    ),
    "accept all": lambda fact, by: bulk.accept_all(
        selection=Selection(plan_id=fact.plan_id), by=by
    ),
    "accept these": lambda fact, by: bulk.accept_these(ids=[fact.pk], by=by),
    "reject these": lambda fact, by: bulk.reject_these(ids=[fact.pk], reason="重复", by=by),
}
