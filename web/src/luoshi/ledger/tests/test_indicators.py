"""The dictionary of indicators: what plans state of each, and what it means (row 16)."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.actions import (
    add_indicator,
    define_indicator,
    freeze_indicators,
    measure_indicator,
)
from luoshi.ledger.actions.indicators import DefinedMeanwhile, MethodFrozen, MethodWrong
from luoshi.ledger.models import Indicator, IndicatorUse
from luoshi.ledger.tests import factories
from luoshi.plans.actions import review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("henan")]
LogIn = Callable[[Any], Client]
WORDS = {"definition": "企业主要经营业务的收入。", "formula": "各月之和", "source": "省统计局"}


def revenue() -> Indicator:
    return Indicator.objects.get(name="主营业务收入")


def uses() -> set[tuple[str, str, str]]:
    found = IndicatorUse.objects.values_list("indicator__name", "kind", "unit")
    return set(found)


def test_every_indicator_a_plan_states_is_in_the_dictionary_with_its_places() -> None:
    """Row 16: target and actual apart, each in its unit, under one name."""
    factories.plan()
    factories.plan(factories.TEXT.replace("造船", "造车"), "cars.txt")

    assert uses() == {("主营业务收入", "target", "亿元"), ("主营业务收入", "actual", "亿元")}
    assert Indicator.objects.count() == 1
    assert revenue().uses.count() == 4


def test_a_decision_on_the_fact_carries_to_the_dictionary_and_back(cast: Any) -> None:
    plan = factories.plan()
    fact = factories.fact(plan, "figure", "120")
    fields = {**fact.fields, "indicator_text": "营业收入"}

    review.correct(fact_id=fact.pk, revision=0, fields=fields, by=cast.editor)
    corrected = uses()
    review.reject(fact_id=fact.pk, revision=1, reason="重复", by=cast.editor)

    assert ("营业收入", "target", "亿元") in corrected
    assert uses() == {("主营业务收入", "actual", "亿元")}


def test_what_was_read_before_there_was_a_dictionary_enters_it() -> None:
    """The migration finds what projecting finds."""
    factories.plan()
    found = uses()
    IndicatorUse.objects.all().delete()
    Indicator.objects.all().delete()

    name = "luoshi.ledger.migrations.0003_indicators_already_read"
    importlib.import_module(name).fill(apps, None)

    assert uses() == found


def test_the_province_writes_what_an_indicator_means_and_the_trail_keeps_both_states(
    cast: Any, log_in: LogIn
) -> None:
    factories.plan()
    client = log_in(cast.editor)
    address = reverse("ledger:define", args=[revenue().pk])

    answer = client.post(address, {**WORDS, "revision": 0}, follow=True)

    assert "企业主要经营业务的收入。" in answer.text
    assert "王科长" in answer.text or "wang" in answer.text
    entry = Entry.objects.get(action="ledger.indicator.defined")
    assert entry.data["before"]["definition"] == ""
    assert entry.data["after"] == WORDS


def test_fields_that_the_form_does_not_have_change_nothing_and_are_noticed(
    cast: Any, log_in: LogIn
) -> None:
    """SEC-15."""
    factories.plan()
    address = reverse("ledger:define", args=[revenue().pk])
    more = {"status": "accepted", "score": "100", "name": "别的指标"}

    log_in(cast.editor).post(address, {**WORDS, "revision": 0, **more})

    assert revenue().definition == WORDS["definition"]
    entry = Entry.objects.get(action="accounts.fields.ignored")
    assert entry.data == {"path": "ledger.definition", "fields": ["name", "score", "status"]}
    assert (entry.actor, entry.result) == ("wang", "denied")


def test_two_editors_never_overwrite_each_other_and_keep_what_they_typed(
    cast: Any, log_in: LogIn
) -> None:
    factories.plan()
    define_indicator(indicator_id=revenue().pk, revision=0, words=WORDS, by=cast.editor)

    answer = log_in(cast.editor).post(
        reverse("ledger:define", args=[revenue().pk]), {"definition": "另一种", "revision": 0}
    )

    assert answer.status_code == 409
    assert "刚被他人修改" in answer.text
    assert "另一种" in answer.text
    assert revenue().definition == WORDS["definition"]
    with pytest.raises(DefinedMeanwhile):
        define_indicator(indicator_id=revenue().pk, revision=0, words=WORDS, by=cast.editor)


def test_writing_the_same_again_leaves_no_second_entry(cast: Any) -> None:
    factories.plan()
    for revision in (0, 1):
        define_indicator(indicator_id=revenue().pk, revision=revision, words=WORDS, by=cast.editor)

    assert Entry.objects.filter(action="ledger.indicator.defined").count() == 1


@pytest.mark.parametrize("who", ["viewer", "department", "city", "system"])
def test_nobody_but_a_province_editor_writes_meanings(cast: Any, who: str) -> None:
    """SEC-13."""
    factories.plan()

    with pytest.raises(NotPermitted):
        define_indicator(indicator_id=revenue().pk, revision=0, words=WORDS, by=getattr(cast, who))


def test_undecided_places_are_for_the_province_only(cast: Any, log_in: LogIn) -> None:
    """SEC-14: counts included."""
    plan = factories.plan()
    address = reverse("ledger:indicators")

    assert log_in(cast.city).get(address).context["table"].matching == 0
    assert log_in(cast.viewer).get(address).context["table"].matching == 1
    factories.accept_all(plan, by=cast.editor)
    page = log_in(cast.city).get(reverse("ledger:indicator", args=[revenue().pk]))
    assert "力争达到120亿元，增长10%" in page.text


@pytest.mark.parametrize(("kind", "number"), [("target", 1), ("actual", 1), ("", 2)])
def test_a_count_opens_just_the_places_that_it_counts(
    cast: Any, log_in: LogIn, kind: str, number: int
) -> None:
    """USE-24, USE-16."""
    factories.plan()
    address = reverse("ledger:indicator", args=[revenue().pk])

    page = log_in(cast.editor).get(address, {"kind": kind})

    assert sum(len(rows) for _plan, rows in page.context["uses"]) == number
    assert page.text.count("#o=") == number


def test_the_sheet_has_counts_as_numbers(cast: Any, log_in: LogIn) -> None:
    """USE-01, USE-02."""
    factories.plan()

    answer = log_in(cast.editor).get(reverse("ledger:indicators"), {"format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    head, row = list(book.worksheets[0].values)

    assert head[:4] == ("指标", "计量单位", "目标数", "实绩数")
    assert row[:5] == ("主营业务收入", "亿元", 1, 1, "造船产业")


def test_the_search_finds_an_indicator_by_its_meaning(cast: Any, log_in: LogIn) -> None:
    factories.plan()
    define_indicator(indicator_id=revenue().pk, revision=0, words=WORDS, by=cast.editor)

    answer = log_in(cast.city).get(reverse("kernel:search"), {"q": "主要经营"})

    assert reverse("ledger:indicator", args=[revenue().pk]) in answer.text


def test_the_lists_cost_is_the_same_for_one_indicator_and_for_many(
    cast: Any, log_in: LogIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = log_in(cast.editor)
    for number, words in enumerate(("主营业务收入", "利润总额", "出口交货值", "工业增加值")):
        factories.plan(factories.TEXT.replace("主营业务收入", words), f"{number}.txt")

    for address in (
        reverse("ledger:indicators"),
        reverse("ledger:indicator", args=[revenue().pk]),
    ):
        client.get(address)
        with django_assert_max_num_queries(21):  # the bar asks every context what waits
            client.get(address)


METHOD = {
    "unit": "万元",
    "entered": "cumulative",
    "over_time": "sum",
    "over_places": "sum",
    "better": "higher",
}


def test_how_an_indicator_adds_up_is_said_once_with_both_states_in_the_trail(cast: Any) -> None:
    """Row 16."""
    factories.plan()
    for revision in (0, 1):
        measure_indicator(
            indicator_id=revenue().pk, revision=revision, method=METHOD, by=cast.editor
        )

    entry = Entry.objects.get(action="ledger.indicator.measured")
    assert (revenue().unit, revenue().entered) == ("万元", "cumulative")
    assert (entry.data["before"]["entered"], entry.data["after"]["entered"]) == (
        "period",
        "cumulative",
    )


def test_the_method_is_frozen_after_the_first_figure_but_the_direction_is_not(cast: Any) -> None:
    factories.plan()
    measure_indicator(indicator_id=revenue().pk, revision=0, method=METHOD, by=cast.editor)
    freeze_indicators([revenue().pk], at=clock.now())

    with pytest.raises(MethodFrozen):
        measure_indicator(
            indicator_id=revenue().pk, revision=1, method={**METHOD, "unit": "亿元"}, by=cast.editor
        )
    measure_indicator(
        indicator_id=revenue().pk, revision=1, method={**METHOD, "better": "lower"}, by=cast.editor
    )

    assert (revenue().unit, revenue().better) == ("万元", "lower")


@pytest.mark.parametrize(
    "method", [{"over_time": "ratio"}, {"over_places": "ratio"}, {"over_places": "latest"}]
)
def test_a_method_that_makes_no_sense_is_refused_with_a_sentence(
    cast: Any, method: dict[str, str], log_in: LogIn
) -> None:
    factories.plan()
    with pytest.raises(MethodWrong):
        measure_indicator(
            indicator_id=revenue().pk, revision=0, method={**METHOD, **method}, by=cast.editor
        )
    url = reverse("ledger:measure", args=[revenue().pk])
    answer = log_in(cast.editor).post(url, {**METHOD, **method, "revision": 0})

    assert answer.status_code == 422
    assert revenue().unit != "万元"


@pytest.mark.parametrize("who", ["viewer", "department", "city", "county"])
def test_nobody_but_a_province_editor_says_how_figures_add_up(cast: Any, who: str) -> None:
    """SEC-13."""
    factories.plan()
    with pytest.raises(NotPermitted):
        measure_indicator(
            indicator_id=revenue().pk, revision=0, method=METHOD, by=getattr(cast, who)
        )


NEW = {"name": "折标准车", "unit": "辆", "definition": "按系数折算。", "formula": "", "source": ""}


def test_an_indicator_that_no_plan_states_is_entered_once_and_a_plan_may_state_it_later(
    cast: Any, log_in: LogIn
) -> None:
    """Row 16: converted indicators, and those whose method had to change, have no plan."""
    client = log_in(cast.editor)
    listed = client.get(reverse("ledger:indicators")).text
    assert reverse("ledger:indicator_new") in listed

    answer = client.post(reverse("ledger:indicator_new"), NEW, follow=True)
    again = client.post(reverse("ledger:indicator_new"), {**NEW, "definition": "另一种"})

    assert "已登记指标" in answer.text
    assert "按系数折算。" in answer.text
    assert again.status_code == 409
    assert "已在指标口径中" in again.text
    assert "另一种" in again.text
    made = Indicator.objects.get(name="折标准车")
    assert (made.unit, made.definition) == ("辆", "按系数折算。")
    entry = Entry.objects.get(action="ledger.indicator.added")
    assert entry.data == NEW
    fact = factories.plan().facts.filter(type="figure")[0]
    fields = {**fact.fields, "indicator_text": "折标准车"}
    review.correct(fact_id=fact.pk, revision=0, fields=fields, by=cast.editor)
    assert IndicatorUse.objects.get(fact=fact).indicator == made


def test_an_indicator_without_a_name_is_asked_for_one(cast: Any, log_in: LogIn) -> None:
    answer = log_in(cast.editor).post(reverse("ledger:indicator_new"), {**NEW, "name": " "})

    assert answer.status_code == 422
    assert not Indicator.objects.exists()


@pytest.mark.parametrize("who", ["viewer", "department", "city", "system"])
def test_nobody_but_a_province_editor_enters_indicators(cast: Any, who: str) -> None:
    words = {key: value for key, value in NEW.items() if key != "name"}

    with pytest.raises(NotPermitted):
        add_indicator(name="折标准车", words=words, by=getattr(cast, who))

    assert not Indicator.objects.exists()
