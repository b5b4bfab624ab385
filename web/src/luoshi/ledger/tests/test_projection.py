"""Facts become items in the transaction of the decision, and what they say follows it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from luoshi.ledger.actions import project_facts
from luoshi.ledger.models import Item, Responsibility, Target
from luoshi.ledger.tests import factories
from luoshi.plans.actions import review, undoing
from luoshi.plans.actions.importing import import_document
from luoshi.plans.models import Fact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("henan")]


def test_an_imported_plan_stands_on_the_ledger_as_unreviewed() -> None:
    plan = factories.plan()

    kinds = list(Item.objects.filter(plan=plan).values_list("kind", flat=True))
    assert kinds.count("task") == 3
    assert kinds.count("target") == 1
    assert kinds.count("commitment") >= 2
    assert set(Item.objects.values_list("state", flat=True)) == {"proposed"}


def test_a_target_stands_beside_last_years_base() -> None:
    """GOV-04, row 10."""
    factories.plan()

    target = Target.objects.get()
    assert (target.value, target.unit, target.hedge) == (Decimal(120), "亿元", True)
    assert target.growth_pct == Decimal(10)
    assert (target.base_value, target.base_unit) == (Decimal(100), "亿元")
    assert target.base_fact is not None
    assert "100亿元" in target.base_fact.quote


def test_a_row_names_its_leads_and_participants_in_order() -> None:
    """GOV-02: 省 carries over."""
    factories.plan()

    rows = Responsibility.objects.filter(item__title="强化技术改造", item__kind="task")
    assert list(rows.filter(role="lead").values_list("printed", flat=True)) == [
        "省工业和信息化委",
        "省发展改革委",
    ]
    assert rows.get(role="participant").agency.name.endswith("财政厅")  # type: ignore[union-attr]


def test_what_stands_under_a_measure_is_answered_for_through_its_row() -> None:
    factories.plan()

    promise = Item.objects.get(kind="commitment", title__contains="高级技工")
    carried = promise.responsibilities.all()
    assert {row.printed for row in carried if row.role == "lead"} == {
        "省工业和信息化委",
        "省发展改革委",
    }
    assert {row.via.title for row in carried if row.via} == {"强化技术改造"}


def test_a_unit_that_does_not_resolve_stays_as_printed_and_open() -> None:
    factories.plan()

    row = Responsibility.objects.get(printed="省船舶检验总局", via=None)
    assert row.agency is None
    assert not row.is_group


def test_a_group_stays_open_until_a_person_confirms_its_members() -> None:
    factories.plan()

    row = Responsibility.objects.get(printed="有关省辖市政府", via=None)
    assert row.is_group
    assert row.agency is None


def test_a_due_month_becomes_the_last_day_of_it() -> None:
    factories.plan()

    assert Item.objects.get(title__contains="博览会").due_on == date(2016, 10, 31)


def test_accepting_a_fact_makes_its_item_reviewed_and_undoing_takes_that_back(cast: Any) -> None:
    plan = factories.plan()
    fact = factories.fact(plan, "commitment", "高级技工")

    result = review.accept(fact_id=fact.pk, revision=fact.revision, by=cast.editor)
    item = Item.objects.get(fact=fact)
    assert item.state == Item.State.LIVE

    undoing.undo_act(undone=result.act, by=cast.editor)
    item.refresh_from_db()
    assert item.state == Item.State.PROPOSED


def test_a_correction_shows_on_the_item_and_keeps_its_identity(cast: Any) -> None:
    plan = factories.plan()
    fact = factories.fact(plan, "commitment", "高级技工")
    before = Item.objects.get(fact=fact).pk

    review.correct(
        fact_id=fact.pk,
        revision=fact.revision,
        fields={**fact.fields, "count": 1200},
        by=cast.editor,
    )

    item = Item.objects.get(fact=fact)
    assert item.pk == before
    assert item.commitment.count == Decimal(1200)
    assert "1200" in item.title


def test_a_rejected_fact_withdraws_its_item_and_deletes_nothing(cast: Any) -> None:
    plan = factories.plan()
    fact = factories.fact(plan, "assignment", "扩大出口")

    review.reject(fact_id=fact.pk, revision=fact.revision, by=cast.editor, reason="重复")

    item = Item.objects.get(fact=fact)
    assert item.state == Item.State.WITHDRAWN
    assert not Responsibility.objects.filter(via=item).exists()


def test_projecting_again_changes_nothing() -> None:
    plan = factories.plan()
    rows = list(Responsibility.objects.order_by("pk").values())
    items = list(Item.objects.order_by("pk").values_list("pk", "title", "state"))

    with transaction.atomic():
        project_facts(facts=list(Fact.objects.filter(plan=plan)), by="wang")

    assert list(Responsibility.objects.order_by("pk").values()) == rows
    assert list(Item.objects.order_by("pk").values_list("pk", "title", "state")) == items


def test_the_cost_of_projecting_does_not_grow_with_the_facts(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = factories.plan()
    more = factories.TEXT.replace("造船", "拖船").replace(
        "　　（二）扩大出口。",
        "　　（二）扩大出口。" + "".join(f"培育{n}家龙头企业，" for n in range(10, 60)),
    )
    many = factories.plan(more, "more.txt")

    for each in (plan, many):
        facts = list(Fact.objects.filter(plan=each))
        with django_assert_max_num_queries(45), transaction.atomic():
            project_facts(facts=facts, by="wang")


def test_the_targets_of_the_notice_that_clash_stand_beside_their_bases() -> None:
    """GOV-04: what the check doubts, the page of targets shows."""
    notice = Path(__file__).parents[5] / "examples" / "henan-2016.txt"
    import_document(notice.read_bytes(), notice.name, "命令行")

    pairs = {(target.base_value, target.value) for target in Target.objects.exclude(base_fact=None)}
    clashing = {("4776", "4975"), ("2674", "3000"), ("2.1", "2.8"), ("57.8", "60")}
    assert {(Decimal(base), Decimal(value)) for base, value in clashing} <= pairs
