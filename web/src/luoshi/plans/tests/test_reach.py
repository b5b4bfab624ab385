"""Plans outside their own pages: the file as it came, the first screen, the search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.kernel.search import search
from luoshi.kernel.todo import todos
from luoshi.plans.actions import review
from luoshi.plans.models import Doubt, Fact, Plan, Version
from luoshi.plans.queries import link_to
from luoshi.plans.tests.factories import PLAN, doubt_in

pytestmark = pytest.mark.django_db
Login = Callable[[Any], Client]


def test_the_file_comes_back_as_it_was_under_its_own_name(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    """SEC-33."""
    Version.objects.update(filename="行动计划（印发稿）.txt")

    answer = log_in(cast.viewer).get(reverse("plans:file", args=[plan.version_id]))

    assert b"".join(answer) == PLAN.encode()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E8%A1%8C")


def test_what_waits_is_said_on_the_first_screen_with_its_number(plan: Plan, cast: Any) -> None:
    """USE-16."""
    doubt_in(plan)

    waiting = {str(item.what): item.count for item in todos(cast.editor)}

    assert waiting["审定《高端装备产业2016年度行动计划》的事实"] == Fact.objects.count()
    assert waiting["处理原文存疑"] == Doubt.objects.count()
    assert todos(cast.viewer) == []


def test_search_finds_two_characters_within_what_the_person_may_see(plan: Plan, cast: Any) -> None:
    fact = plan.facts.filter(type="figure")[0]

    kind = "计划原文"
    found = search(cast.editor, "增长", kind)
    hidden = [facet for facet in search(cast.city, "增长") if facet.kind == kind]
    review.accept(fact_id=fact.pk, revision=0, by=cast.editor)
    told = search(cast.city, "增长", kind)

    for facets in (found, told):
        hits = [hit.url for facet in facets if facet.kind == kind for hit in facet.hits]
        assert hits == [link_to(fact)]
    assert hidden == []
