"""Many facts at once, by form: counted before, undone after, the measured error rate printed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.plans.models import Decision, Fact, Plan
from luoshi.plans.rules.reading import SURE, error_rate

pytestmark = pytest.mark.django_db
JSON: dict[str, Any] = {"HTTP_ACCEPT": "application/json"}
Login = Callable[[Any], Client]


def test_ticked_rows_are_counted_before_and_undone_after(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    """USE-18."""
    client = log_in(cast.editor)
    rows = [str(pk) for pk in plan.facts.values_list("pk", flat=True)[:3]]

    preview = client.post(reverse("plans:ticked_accept"), {"row": rows})
    before = Decision.objects.count()
    values = {"row": rows, "expected": str(preview.context["fresh"]), "act": str(uuid.uuid4())}
    client.post(reverse("plans:bulk_accept"), values)
    client.post(reverse("plans:bulk_accept"), values)
    page = client.get(reverse("plans:queue"))
    client.post(page.context["undo"]["url"])

    assert (preview.context["fresh"], before) == (3, 0)
    assert "采纳 3 条" in preview.content.decode()
    assert Decision.objects.filter(verb="accepted").count() == 3
    assert not Fact.objects.filter(state="accepted").exists()


def test_taking_over_what_is_sure_prints_the_error_rate_that_was_measured(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    client = log_in(cast.editor)
    queue = client.get(reverse("plans:queue"), {"sort": "confidence"})
    least = min(fact.confidence or 1 for fact in plan.facts.all())
    url = reverse("plans:accept_all")

    page = client.get(url, {"sure": "1", "plan": str(plan.pk)})
    values = {"sure": "1", "plan": str(plan.pk), "act": str(uuid.uuid4())}
    client.post(url, values)
    client.post(url, values)

    assert f"{url}?sure=1&amp;without_doubt=1" in queue.content.decode()
    table = queue.context["table"]
    assert table.shown[5].text(table.rows[0].of) == f"{least * 100:.0f}"
    assert f"读错率 {error_rate() * 100:.1f}%" in page.content.decode()
    assert "可信度不低于 0.95" in page.content.decode()
    accepted = plan.facts.filter(state="accepted")
    assert accepted.count() == page.context["fresh"] == Decision.objects.count() > 0
    assert all((fact.confidence or 0) >= SURE for fact in accepted)
    assert plan.facts.filter(state="unreviewed").exists()


def test_a_section_is_accepted_from_the_reading_page(plan: Plan, cast: Any, log_in: Login) -> None:
    section = plan.outline[2]
    values = {"plan": plan.pk, "start": section["start"], "end": section["end"] + 60}

    answer = log_in(cast.editor).post(reverse("plans:accept_all"), values, **JSON)

    done = answer.json()
    assert done["facts"]
    assert done["undo"]
    assert all(section["start"] <= fact["start"] for fact in done["facts"])
    assert Fact.objects.filter(state="unreviewed").exists()
