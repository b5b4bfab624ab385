"""The pages of the register: what is seen by whom, and that lists cost the same for many rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from luoshi.accounts.api import scope_of
from luoshi.enterprises import queries
from luoshi.enterprises.actions import project_facts
from luoshi.enterprises.models import Enterprise, Merge, Name, Suggestion
from luoshi.plans.api import Fact
from luoshi.plans.tests.factories import a_fact

LogIn = Callable[[Any], Client]
GOOD_CODE = "91110000600037341L"


def _told(*names: str) -> None:
    """Put firms into the register, the first with a project."""
    facts = [a_fact(fields={"name_text": name, "category": "enterprise"}) for name in names]
    fields = {
        "name_text": f"{names[0]}项目",
        "owners": [names[0]],
        "places": ["郑州"],
        "capacities": [{"value": 20, "unit": "万吨", "product_text": "铝板带"}],
    }
    facts.append(a_fact(kind="project", fields=fields))
    project_facts(facts=facts, by="wang")


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_list_finds_by_name_place_plan_and_projects(
    cast: Any, log_in: LogIn, tree: Any
) -> None:
    tree.zhengzhou.short_name = "郑州市"
    tree.zhengzhou.save()
    _told("甲乙客车", "丙丁轴承")
    client = log_in(cast.viewer)
    plan = Fact.objects.get(type="project").plan_id

    for query, seen, unseen in (
        ("q=轴承", "丙丁轴承", "甲乙客车"),
        ("city=郑州", "甲乙客车", "丙丁轴承"),
        ("projects=0", "丙丁轴承", "甲乙客车"),
        ("projects=1", "甲乙客车", "丙丁轴承"),
    ):
        body = _page(client, f"/enterprises/?{query}").partition("<tbody>")[2]
        assert seen in body
        assert unseen not in body
    assert "丙丁轴承" in _page(client, f"/enterprises/?plan={plan}")


def test_a_firm_shows_each_mention_with_its_sentence_and_the_way_to_it(
    cast: Any, log_in: LogIn
) -> None:
    _told("甲乙客车")
    firm = Enterprise.objects.get()

    page = _page(log_in(cast.viewer), f"/enterprises/{firm.pk}/")

    fact = Fact.objects.get(type="project")
    assert f"#o={fact.start}-{fact.end}" in page
    assert "在 1 个计划中提及 2 处，有 1 个项目" in page
    for words in ("甲乙客车项目", "铝板带", "项目业主", "文中提及", "未审"):
        assert words in page


def test_proposals_are_for_the_province_and_a_city_sees_what_was_decided(
    cast: Any, log_in: LogIn
) -> None:
    """SEC-14."""
    _told("甲乙客车")
    firm = Enterprise.objects.get()
    city = log_in(cast.city)

    assert "甲乙客车" not in _page(city, "/enterprises/")
    assert city.get(f"/enterprises/{firm.pk}/").status_code == 404
    assert "甲乙客车" not in _page(city, "/search/?q=甲乙").partition("<section")[2]


def test_an_editor_confirms_takes_back_and_undoes_on_the_pages(cast: Any, log_in: LogIn) -> None:
    _told("甲乙集团", "甲乙")
    client = log_in(cast.editor)
    suggestion = Suggestion.objects.get()

    assert "甲乙集团" in _page(client, "/enterprises/suggestions/")
    assert "对企业名称" in _page(client, "/")
    assert (
        client.post(f"/enterprises/suggestions/{suggestion.pk}/decide/", {"same": "0"}).status_code
        == 302
    )
    firm = Enterprise.objects.order_by("pk")[0]
    assert "不是同一家" in _page(client, f"/enterprises/{firm.pk}/")
    assert client.post(f"/enterprises/suggestions/{suggestion.pk}/reopen/").status_code == 302
    assert (
        client.post(f"/enterprises/suggestions/{suggestion.pk}/decide/", {"same": "1"}).status_code
        == 302
    )
    gone = Enterprise.objects.exclude(merged_into=None).get()
    assert client.get(gone.url).headers["Location"] == firm.url
    assert client.post(f"/enterprises/merges/{Merge.objects.get().pk}/undo/").status_code == 302
    assert Enterprise.objects.filter(merged_into=None).count() == 2


def test_a_name_is_set_apart_on_the_page(cast: Any, log_in: LogIn, tree: Any) -> None:
    tree.zhengzhou.short_name = "郑州市"
    tree.zhengzhou.save()
    _told("甲乙客车", "郑州甲乙客车有限公司")
    client = log_in(cast.editor)
    name = Name.objects.get(text="郑州甲乙客车有限公司")

    answer = client.post(f"/enterprises/names/{name.pk}/split/")

    assert answer.status_code == 302
    assert Enterprise.objects.count() == 2


def test_a_wrong_code_is_said_at_the_field_and_a_right_one_is_kept(
    cast: Any, log_in: LogIn
) -> None:
    """GOV-18, USE-10."""
    _told("甲乙客车")
    firm = Enterprise.objects.get()
    client = log_in(cast.editor)

    wrong = client.post(f"/enterprises/{firm.pk}/code/", {"code": GOOD_CODE[:-1] + "A"})
    right = client.post(f"/enterprises/{firm.pk}/code/", {"code": GOOD_CODE})

    assert wrong.status_code == 422
    assert wrong.content.decode().count("校验位不符") == 2
    assert right.status_code == 302
    assert Enterprise.objects.get().uscc == GOOD_CODE


def test_whoever_only_looks_is_offered_no_decision(cast: Any, log_in: LogIn) -> None:
    _told("甲乙集团", "甲乙")
    firm = Enterprise.objects.order_by("pk")[0]

    page = _page(log_in(cast.viewer), f"/enterprises/{firm.pk}/")

    assert "是同一家" not in page
    assert "填写信用代码" not in page


@pytest.mark.parametrize(
    "address", ["/enterprises/", "/enterprises/suggestions/", "/search/?q=某", "/"]
)
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(
    cast: Any, log_in: LogIn, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _told("甲某集团", "甲某")
    client = log_in(cast.editor)
    client.get(address)

    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for number in range(15):
        _told(f"第{number}某集团", f"第{number}某")
    with django_assert_max_num_queries(30) as many:
        client.get(address)

    assert len(few) == len(many)


def test_a_firms_page_asks_the_database_as_often_for_many_mentions_as_for_few(
    cast: Any, log_in: LogIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _told("甲乙客车")
    client = log_in(cast.editor)
    address = Enterprise.objects.get().url
    client.get(address)

    with django_assert_max_num_queries(25) as few:
        client.get(address)
    _told(*["甲乙客车"] * 20)
    with django_assert_max_num_queries(25) as many:
        client.get(address)

    assert len(few) == len(many)


def test_a_fact_leads_to_the_firms_it_names(cast: Any, log_in: LogIn) -> None:
    _told("甲乙客车")
    fact = Fact.objects.get(type="project")

    page = _page(log_in(cast.viewer), f"/plans/facts/{fact.pk}/")

    assert Enterprise.objects.get().url in page


def test_what_was_accepted_is_seen_by_a_city(cast: Any, log_in: LogIn) -> None:
    _told("甲乙客车")
    fact = Fact.objects.get(type="project")
    accepted = log_in(cast.editor).post(
        f"/plans/facts/{fact.pk}/accept/", {"revision": fact.revision}
    )

    assert accepted.status_code == 302
    assert "甲乙客车" in _page(log_in(cast.city), "/enterprises/")


def test_the_register_shows_the_firms_of_a_place_to_it_and_to_those_above(
    cast: Any, tree: Any, log_in: LogIn, settings: Any
) -> None:
    """SEC-14: list, count, page, search and the sheet of the register agree."""
    made = Enterprise.objects.create(name="金水机床有限公司", agency=tree.jinshui)
    nowhere = Enterprise.objects.create(name="未定地点公司", added_by="wang")
    sees = {cast.editor: True, cast.viewer: True, cast.city: True, cast.county: True,
            cast.other_city: False}  # fmt: skip

    for person, seen in sees.items():
        client = log_in(person)
        assert (made.name in _page(client, "/enterprises/")) is seen, person
        assert (made.name in _page(client, "/enterprises/?q=机床")) is seen, person
        assert client.get(made.url).status_code == (200 if seen else 404), person
        province = person in (cast.editor, cast.viewer)
        assert client.get(nowhere.url).status_code == (200 if province else 404), person
    assert [one.name for one in queries.enterprises(scope_of(cast.county))] == [made.name]
