"""What was agreed after the plan stands beside what it says; nothing is written over (GOV-05)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from luoshi.accounts.api import scope_of
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger import queries, wording
from luoshi.ledger.actions import Allowed, add_resolution, amend, project_facts
from luoshi.ledger.actions.amending import AmendedMeanwhile, Unanswered
from luoshi.ledger.models import Item
from luoshi.ledger.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("henan")]
ALLOWED = Allowed("市场变化", "豫政办〔2016〕88号")


def target() -> Item:
    return Item.objects.select_related("target").get(kind="target")


def test_an_amended_target_keeps_both_values_through_every_projection(cast: Any) -> None:
    """Row 13."""
    plan = factories.plan()
    item = target()

    amend(item_id=item.pk, version=1, field="value", new=Decimal(110), allowed=ALLOWED, by="wang")
    project_facts(facts=[item.words], by="wang")

    item = target()
    assert (item.target.value, item.target.now, item.version) == (120, 110, 2)
    assert wording.promise(item) == "力争达到120亿元 → 110亿元，增长10%"
    with translation.override("en"):
        assert wording.promise(item) == "striving for to reach 120亿元 → 110亿元，Growth 10%"
    (made,) = item.amendments.all()
    assert (made.old, made.new, made.paper) == ("120", "110", ALLOWED.paper)
    assert Entry.objects.get(action="ledger.item.amended").data["old"] == "120"
    assert plan.items.count() > 1


def test_an_amended_count_keeps_both_as_well(cast: Any) -> None:
    factories.plan()
    item = Item.objects.get(commitment__count=1000)

    amend(item_id=item.pk, version=1, field="value", new=Decimal(800), allowed=ALLOWED, by="wang")

    item = Item.objects.get(pk=item.pk)
    assert (item.commitment.count, item.commitment.now) == (1000, 800)
    assert wording.promise(item) == "1000名 → 800名"


def test_a_due_date_is_amended_beside_the_plans(cast: Any) -> None:
    factories.plan()
    item = Item.objects.get(title__contains="造船博览会")

    amend(
        item_id=item.pk, version=1, field="due_on", new=date(2016, 11, 30), allowed=ALLOWED,
        by="wang",
    )  # fmt: skip

    item.refresh_from_db()
    assert (item.due_on, item.deadline) == (date(2016, 10, 31), date(2016, 11, 30))


def test_an_amendment_of_what_was_amended_meanwhile_is_refused(cast: Any) -> None:
    """REL-07."""
    factories.plan()
    item = target()
    values: Any = {"item_id": item.pk, "version": 1, "field": "value", "allowed": ALLOWED}
    amend(new=Decimal(110), by="wang", **values)

    with pytest.raises(AmendedMeanwhile):
        amend(new=Decimal(105), by="li", **values)

    assert target().target.now == 110


def test_the_page_shows_the_old_value_and_the_new(cast: Any, log_in: Any) -> None:
    factories.plan()
    item = target()
    amend(item_id=item.pk, version=1, field="value", new=Decimal(110), allowed=ALLOWED, by="wang")

    text = log_in(cast.editor).get(reverse("ledger:item", args=[item.pk])).content.decode()

    assert "120 → 110" in text
    assert "豫政办〔2016〕88号" in text


def test_what_a_meeting_resolved_is_an_item_of_whoever_leads(
    cast: Any, tree: Any, log_in: Any
) -> None:
    """Row 105."""
    plan = factories.plan()
    factories.accept_all(plan, by=cast.editor)

    item = add_resolution(
        plan_id=plan.pk, title="研究解决船台用地", leads=[tree.zhengzhou.pk],
        joined=[tree.industry.pk, tree.zhengzhou.pk], due_on=date(2016, 6, 30), by=cast.editor,
    )  # fmt: skip
    project_facts(facts=list(plan.facts.all()), by="wang")

    assert [(r.role, r.printed) for r in item.responsibilities.all()] == [
        ("lead", "郑州市人民政府"),
        ("participant", tree.industry.name),
    ]
    assert queries.items(scope_of(cast.city)).filter(pk=item.pk).exists()
    assert not queries.items(scope_of(cast.other_city)).filter(pk=item.pk).exists()
    client = log_in(cast.editor)
    for name in ("items", "matrix"):
        assert client.get(reverse(f"ledger:{name}")).status_code == 200
    page = client.get(reverse("ledger:item", args=[item.pk])).content.decode()
    assert "议定事项" in page
    assert "2016年6月30日" in page
    assert client.get(reverse("kernel:search"), {"q": "船台用地"}).status_code == 200
    assert Entry.objects.filter(action="ledger.resolution.added").count() == 1


def test_a_resolution_needs_words_and_a_lead_and_the_right_post(cast: Any, tree: Any) -> None:
    plan = factories.plan()
    for title, leads in ((" ", [tree.zhengzhou.pk]), ("研究用地", [])):
        with pytest.raises(Unanswered):
            add_resolution(plan_id=plan.pk, title=title, leads=leads, by=cast.editor)
    for who in (cast.viewer, cast.reviewer, cast.department, cast.city, cast.system):
        with pytest.raises(NotPermitted):
            add_resolution(plan_id=plan.pk, title="研究", leads=[tree.zhengzhou.pk], by=who)

    assert not Item.objects.filter(kind="resolution").exists()


def test_the_database_keeps_only_resolutions_without_a_fact(cast: Any) -> None:
    factories.plan()
    item = target()
    item.fact = None

    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()
