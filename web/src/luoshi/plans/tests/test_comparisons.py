"""What figures are compared by follows them through every act, and is said one way."""

from __future__ import annotations

import importlib
from dataclasses import asdict, fields
from typing import Any

import pytest
from django.apps import apps

from luoshi.plans.actions import rereading as rereading_module
from luoshi.plans.actions import review, undoing
from luoshi.plans.actions.rereading import reread
from luoshi.plans.models import Comparison, Fact, Plan
from luoshi.plans.queries import effective_fields
from luoshi.plans.rules.figures import LEAST, Compared, compared
from luoshi.plans.rules.reading import read_text


def kept() -> dict[int, dict[str, Any]]:
    names = [one.name for one in fields(Compared)]
    rows = Comparison.objects.values_list("fact", *names)
    return {pk: dict(zip(names, told, strict=True)) for pk, *told in rows}


def as_they_stand() -> dict[int, dict[str, Any]]:
    figures = Fact.objects.filter(type="figure").select_related("decision")
    return {fact.pk: asdict(compared(effective_fields(fact))) for fact in figures}


def test_every_act_on_a_figure_leaves_the_comparison_as_the_figure_stands(
    plan: Plan, cast: Any
) -> None:
    first = plan.facts.filter(type="figure")[0]
    other = {**first.fields, "indicator_text": "GDP", "value": 7, "unit": "万亿"}
    place = (first.start, first.end)
    assert kept()
    assert kept() == as_they_stand()

    review.correct(fact_id=first.pk, revision=0, fields=other, by=cast.editor)
    assert kept()[first.pk]["indicator"] == "地区生产总值"
    assert kept() == as_they_stand()
    undoing.undo(fact_id=first.pk, revision=1, by=cast.editor)
    assert kept() == as_they_stand()
    review.split(fact_id=first.pk, revision=2, parts=[other, first.fields], by=cast.editor)
    assert kept() == as_they_stand()
    review.add(plan_id=plan.pk, type="figure", place=place, fields=other, by=cast.editor)
    assert kept() == as_they_stand()
    added = Fact.objects.filter(state="added").latest("pk")
    review.reject(fact_id=added.pk, revision=1, reason="不是目标", by=cast.editor)
    assert added.pk in kept()
    assert kept() == as_they_stand()


def test_reading_again_brings_comparisons_up_to_date_even_where_no_fact_changed(
    plan: Plan, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Comparison.objects.update(indicator="旧名")
    reread(version_id=plan.version_id, by=cast.editor)
    assert kept() == as_they_stand()

    def in_2017(text: str, pieces: list[Any]) -> Any:
        plans = read_text(text, pieces)
        for fact in plans[0].facts:
            fact.fields.update({"year": 2017} if fact.type == "figure" else {})
        return plans

    monkeypatch.setattr(rereading_module, "read_text", in_2017)
    reread(version_id=plan.version_id, by=cast.editor)
    assert {row["year"] for row in kept().values()} == {2017}


def test_an_upgrade_keeps_comparisons_of_what_was_read_before(plan: Plan, cast: Any) -> None:
    first = plan.facts.filter(type="figure")[0]
    review.correct(
        fact_id=first.pk, revision=0, fields={**first.fields, "unit": "亿"}, by=cast.editor
    )
    Comparison.objects.all().delete()

    importlib.import_module("luoshi.plans.migrations.0006_comparisons").fill(apps, None)

    assert kept() == as_they_stand()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"indicator_text": "GDP", "unit": "万亿", "value": "1.5"},
         {"indicator": "地区生产总值", "unit": "万亿元", "bare": "元", "size": 1.5e12}),
        ({"indicator_text": "用电量", "unit": "亿", "value": 3}, {"unit": "亿", "bare": "亿"}),
        ({"indicator_text": "产量", "unit": "万辆", "value": 1.8}, {"bare": "辆", "size": 18000.0}),
        ({"subject_text": "全省规模以上工业", "growth_pct": 7},
         {"subject": "全省规模以上工业", "sector": "规上工业", "rate": 7.0, "size": LEAST}),
        ({"subject_text": None, "year": 2016, "kind": "target"},
         {"subject": "", "sector": "", "year": 2016, "kind": "target", "rate": LEAST}),
        ({}, {"indicator": "", "year": None, "unit": "", "kind": ""}),
    ],
)  # fmt: skip
def test_a_figure_is_compared_one_way_however_it_is_said(
    told: dict[str, Any], expected: dict[str, Any]
) -> None:
    found = asdict(compared(told))

    assert {name: found[name] for name in expected} == expected
