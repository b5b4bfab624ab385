"""All plans at once: figures side by side, measures that recur."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from luoshi.plans.actions import review
from luoshi.plans.actions.telling import keep_comparisons
from luoshi.plans.models import Fact, Plan
from luoshi.plans.rules.recurring import Measure, measure_words, recurring
from luoshi.plans.tests.factories import imported

pytestmark = pytest.mark.django_db
Login = Callable[[Any], Client]

TEXT = """{place}装备制造业2016年度行动计划
（{issuer} 2016年3月）

　　一、总体要求
　　（一）工作目标。2016年，全市装备制造业主营业务收入达到{value}。地区生产总值增长{growth}%。

　　二、重点工作
　　（一）{measure}。培育{count}个省级技术中心。
"""
NORTH = {
    "place": "甲市", "issuer": "甲市工业和信息化局", "value": "12500亿元", "growth": "7",
    "measure": "推进智能化改造和绿色化升级", "count": "5",
}  # fmt: skip
SOUTH = {
    "place": "乙市", "issuer": "乙市工业和信息化局", "value": "1.3万亿元", "growth": "6.5",
    "measure": "推进智能化改造和绿色升级", "count": "8",
}  # fmt: skip


def two_plans() -> list[Plan]:
    return [
        imported(TEXT.format(**words), f"{words['place']}.txt").plans[0] for words in (NORTH, SOUTH)
    ]


def shown(client: Client, name: str, query: str = "") -> list[dict[str, Any]]:
    """Return the rows of a list as the sheet has them, by head."""
    answer = client.get(reverse(f"plans:{name}") + f"?format=xlsx{query}")
    page = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    heads, *rows = page.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def test_the_same_indicator_of_all_plans_is_ranked_by_value_in_one_unit(
    cast: Any, log_in: Login
) -> None:
    two_plans()

    rows = shown(log_in(cast.editor), "figures", "&q=主营业务收入")

    assert [(row["制定单位"], row["数值"], row["计量单位"], row["位次"]) for row in rows] == [
        ("乙市工业和信息化局", 13000, "亿元", "1 / 2"),
        ("甲市工业和信息化局", 12500, "亿元", "2 / 2"),
    ]
    assert all(row["年度"] == "2016" for row in rows)


def test_the_figures_of_a_single_plan_are_listed_though_nothing_recurs(
    cast: Any, log_in: Login
) -> None:
    imported(TEXT.format(**NORTH), "甲.txt")

    rows = shown(log_in(cast.editor), "figures")

    assert {row["指标"] for row in rows} >= {"主营业务收入", "地区生产总值"}


def test_the_same_subject_is_compared_however_it_is_said_and_another_is_not(
    cast: Any, log_in: Login
) -> None:
    for at, subject in enumerate(("全市规模以上工业", "规上工业", "全市服务业")):
        text = TEXT.format(**{**NORTH, "place": f"丁{at}市"})
        plan = imported(text, f"丁{at}.txt").plans[0]
        fact = plan.facts.get(type="figure", fields__indicator_text="主营业务收入")
        fact.fields["subject_text"] = subject
        fact.save(update_fields=["fields"])
        keep_comparisons([fact])
    client = log_in(cast.editor)

    rows = shown(client, "figures", "&q=主营业务收入")
    chosen = shown(client, "figures", "&indicator=主营业务收入&sector=规上工业")

    assert [(row["主体"], row["位次"]) for row in rows if "服务" in row["主体"]] == [
        ("全市服务业", None)
    ]
    assert sorted(row["位次"] for row in rows if "工业" in row["主体"]) == ["1 / 2", "1 / 2"]
    assert {row["主体"] for row in chosen} == {"全市规模以上工业", "规上工业"}


def test_an_indicator_is_one_under_its_several_names_and_sums_in_100_millions_are_money(
    cast: Any, log_in: Login
) -> None:
    stated = (("GDP", "亿元"), ("地区生产总值", "亿"), ("生产总值", "万亿"), ("用电量", "亿"))
    for at, (indicator, unit) in enumerate(stated):
        plan = imported(TEXT.format(**{**NORTH, "place": f"丁{at}市"}), f"丁{at}.txt").plans[0]
        fact = plan.facts.get(type="figure", fields__indicator_text="主营业务收入")
        fact.fields |= {"subject_text": "", "indicator_text": indicator, "unit": unit}
        fact.fields |= {"year": 2021}
        fact.save(update_fields=["fields"])
        keep_comparisons([fact])
    client = log_in(cast.editor)

    rows = shown(client, "figures", "&indicator=地区生产总值&year=2021")
    counted = shown(client, "figures", "&q=用电量")

    assert [(row["指标"], row["计量单位"], row["位次"]) for row in rows] == [
        ("地区生产总值", "亿元", "1 / 3"),
        ("地区生产总值", "亿元", "2 / 3"),
        ("地区生产总值", "亿元", "2 / 3"),
    ]
    assert [row["计量单位"] for row in counted] == ["亿"]


def test_where_only_growth_is_stated_growth_is_ranked(cast: Any, log_in: Login) -> None:
    two_plans()

    rows = shown(log_in(cast.editor), "figures", "&indicator=地区生产总值")

    assert [(row["制定单位"], row["增速（%）"], row["位次"]) for row in rows] == [
        ("甲市工业和信息化局", 7, "1 / 2"),
        ("乙市工业和信息化局", 6.5, "2 / 2"),
    ]


def test_a_figure_leads_to_its_sentence_and_to_those_it_is_ranked_among(
    cast: Any, log_in: Login
) -> None:
    north, _south = two_plans()
    fact = north.facts.get(type="figure", fields__indicator_text="主营业务收入")
    client = log_in(cast.editor)

    page = client.get(reverse("plans:figures") + "?q=主营业务收入").content.decode()

    assert f"/plans/{north.pk}/#o={fact.start}-{fact.end}" in page
    asked = {"indicator": "主营业务收入", "sector": "装备制造业", "year": 2016, "kind": "target"}
    ranked = urlencode(asked).replace("&", "&amp;")
    assert ranked in page


def test_a_corrected_figure_counts_as_corrected(cast: Any, log_in: Login) -> None:
    north, _south = two_plans()
    fact = north.facts.get(type="figure", fields__indicator_text="主营业务收入")
    review.correct(
        fact_id=fact.pk,
        revision=0,
        by=cast.editor.login,
        fields={**fact.fields, "value": 14000},
        reason="以表为准",
    )

    rows = shown(log_in(cast.editor), "figures", "&q=主营业务收入")

    assert [row["数值"] for row in rows] == [14000, 13000]


def test_rejected_figures_are_not_compared(cast: Any, log_in: Login) -> None:
    north, _south = two_plans()
    fact = north.facts.get(type="figure", fields__indicator_text="主营业务收入")
    review.reject(fact_id=fact.pk, revision=0, by=cast.editor.login, reason="不是目标")

    rows = shown(log_in(cast.editor), "figures", "&q=主营业务收入")

    assert [(row["制定单位"], row["位次"]) for row in rows] == [("乙市工业和信息化局", None)]


def test_what_most_plans_state_comes_first(cast: Any, log_in: Login) -> None:
    two_plans()
    imported(TEXT.format(**NORTH).replace("甲市", "丁市").replace("主营业务收入", "利润"), "丁.txt")

    rows = shown(log_in(cast.editor), "figures")

    names = [row["指标"] for row in rows]
    assert names == ["地区生产总值"] * 3 + ["主营业务收入"] * 2 + ["利润"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("&issuer=甲市工业和信息化局", {"甲市工业和信息化局"}),
        ("&year=2016", {"甲市工业和信息化局", "乙市工业和信息化局"}),
        ("&year=2099", set()),
        ("&kind=actual", set()),
        ("&kind=target", {"甲市工业和信息化局", "乙市工业和信息化局"}),
    ],
)
def test_figures_are_narrowed_by_issuer_year_and_kind(
    query: str, found: set[str], cast: Any, log_in: Login
) -> None:
    two_plans()

    rows = shown(log_in(cast.editor), "figures", query)

    assert {row["制定单位"] for row in rows} == found


@pytest.mark.parametrize("name", ["figures", "measures"])
def test_who_is_not_of_the_province_sees_only_what_was_accepted(
    name: str, cast: Any, log_in: Login
) -> None:
    two_plans()
    city = log_in(cast.city)
    assert shown(city, name) == []
    everything = len(shown(log_in(cast.editor), name))

    for fact in Fact.objects.filter(type__in=["figure", "heading"]):
        review.accept(fact_id=fact.pk, revision=0, by=cast.editor.login)

    assert 0 < len(shown(city, name)) <= everything
    assert {row["审定"] for row in shown(city, name, "&cols=state,issuer")} == {"已采纳"}


def test_measures_alike_stand_together_with_the_number_of_their_plans(
    cast: Any, log_in: Login
) -> None:
    two_plans()

    rows = shown(log_in(cast.editor), "measures")

    said = {(row["举措"], row["计划数（份）"], row["本计划的提法"]) for row in rows}
    assert ("推进智能化改造和绿色化升级", 2, "推进智能化改造和绿色升级") in said
    assert ("培育省级技术中心", 2, "培育省级技术中心") in said
    assert all(row["计划数（份）"] > 1 for row in rows)


@pytest.mark.parametrize("name", ["figures", "measures"])
def test_a_list_asks_the_database_as_often_for_many_plans_as_for_few(
    name: str, cast: Any, log_in: Login, django_assert_max_num_queries: Any
) -> None:
    client = log_in(cast.editor)
    url = reverse(f"plans:{name}")
    two_plans()
    client.get(url)
    with django_assert_max_num_queries(30) as few:
        client.get(url)

    for at in range(5):
        words = {**NORTH, "place": f"丙{at}市", "issuer": f"丙{at}市经济和信息化局"}
        imported(TEXT.format(**words), f"{at}.txt")

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(url)


@pytest.mark.parametrize(
    ("name", "words"),
    [("figures", "还没有可比较的指标"), ("measures", "还没有在多份计划中出现的举措")],
)
def test_a_house_without_plans_says_what_will_stand_here(
    name: str, words: str, cast: Any, log_in: Login
) -> None:
    assert words in log_in(cast.editor).get(reverse(f"plans:{name}")).content.decode()


def test_likeness_is_of_words_and_not_of_years_or_signs() -> None:
    told = [
        Measure(1, 1, "2016年底前建成10个智能工厂"),
        Measure(2, 2, "2017年底前，建成10个智能工厂"),
        Measure(3, 3, "举办装备制造博览会"),
        Measure(4, 2, "举办装备制造业博览会"),
        Measure(5, 3, "推进散煤治理"),
        Measure(6, 3, "推进散煤治理"),
    ]

    groups = recurring(told)

    assert [(group.members, group.plans) for group in groups] == [((1, 2), 2), ((3, 4), 2)]


def test_the_widest_groups_come_first_and_no_more_than_a_page_looks_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("luoshi.plans.rules.recurring.MOST", 5)
    told = [Measure(at, at, "发展循环经济园区") for at in range(3)]
    told += [Measure(10 + at, at, "完善质量追溯体系") for at in range(2)]
    told += [Measure(20 + at, at, "实施品牌提升行动") for at in range(2)]

    assert [group.plans for group in recurring(told)] == [3, 2]


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("commitment", {"action_text": "培育", "object_text": "省级技术中心"}, "培育省级技术中心"),
        ("assignment", {"task_text": "强化　技术改造"}, "强化技术改造"),
        ("heading", {"title_text": "推进智能化改造"}, "推进智能化改造"),
        ("heading", {"title_text": "总体要求"}, ""),
        ("heading", {"title_text": "宣传"}, ""),
        ("heading", {"title_text": None}, ""),
    ],
)
def test_the_words_of_a_measure(kind: str, fields: dict[str, Any], words: str) -> None:
    assert measure_words(kind, fields) == words
