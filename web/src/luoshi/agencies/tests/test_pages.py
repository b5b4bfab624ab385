"""The pages of the tree: what is seen, what is changed, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from luoshi.agencies.actions import AliasTaken, DatesReversed, add_alias, change_alias
from luoshi.agencies.api import Agency, Alias, seed
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted

LogIn = Callable[[Any], Client]


@pytest.fixture
def henan(db: None) -> Agency:
    """The seeded province."""
    seed()
    root: Agency = Agency.objects.get(code="410000")
    return root


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_tree_shows_the_bodies_of_the_day_asked_for(
    henan: Agency, cast: Any, log_in: LogIn
) -> None:
    client = log_in(cast.viewer)

    assert "孟津县" in _page(client, "/agencies/?on=2016-06-01")
    assert "孟津县" not in _page(client, "/agencies/?on=2022-01-01")
    assert "孟津区" in _page(client, "/agencies/?on=2022-01-01")


def test_the_tree_says_what_a_printed_name_stands_for(
    henan: Agency, cast: Any, log_in: LogIn
) -> None:
    client = log_in(cast.viewer)

    assert "410000-gxt" in _page(client, "/agencies/?on=2016-06-01&name=省工业信息化委")
    assert "175" in _page(client, "/agencies/?on=2016-06-01&name=有关省辖市、县（市、区）政府")
    assert "没有对应的单位" in _page(client, "/agencies/?name=省太空事务局")


def test_an_agency_shows_its_names_groups_and_what_became_of_it(
    henan: Agency, cast: Any, log_in: LogIn
) -> None:
    tax = Agency.objects.get(code="410000-dsj")

    page = _page(log_in(cast.viewer), f"/agencies/{tax.pk}/")

    for words in ("河南省地方税务局", "此后为", "省税务局", "合并组建", "未核实"):
        assert words in page


def test_the_list_is_filtered_by_group_and_exported(
    henan: Agency, cast: Any, log_in: LogIn
) -> None:
    client = log_in(cast.viewer)

    assert "/ 共 " in _page(client, "/agencies/list/?group=direct")
    assert client.get("/agencies/list/?format=xlsx").status_code == 200


def test_the_list_asks_the_database_as_often_for_many_rows_as_for_few(
    cast: Any, log_in: LogIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = log_in(cast.viewer)
    client.get("/agencies/list/")

    with django_assert_max_num_queries(20) as few:
        client.get("/agencies/list/?size=200")
    seed()
    with django_assert_max_num_queries(20) as many:
        client.get("/agencies/list/?size=200")

    assert len(few) == len(many)


def test_an_editor_adds_and_changes_a_name_and_the_trail_keeps_both_states(
    henan: Agency, cast: Any, log_in: LogIn
) -> None:
    client = log_in(cast.editor)
    agency = Agency.objects.get(code="410000-czt")
    filled = {"name": "省财厅", "source": "试用", "valid_from": "2016-01-01"}

    added = client.post(f"/agencies/{agency.pk}/names/add/", filled)
    alias = Alias.objects.get(name="省财厅")
    changed = client.post(
        f"/agencies/names/{alias.pk}/", {**filled, "name": "财厅", "checked": "on"}
    )

    assert (added.status_code, changed.status_code) == (302, 302)
    entries = Entry.objects.filter(action__startswith="agencies.alias").order_by("pk")
    assert [entry.action for entry in entries] == ["agencies.alias.added", "agencies.alias.changed"]
    assert entries[1].data["before"]["name"] == "省财厅"
    assert entries[1].data["after"] == {
        "name": "财厅",
        "valid_from": "2016-01-01",
        "valid_to": None,
        "source": "试用",
        "checked": True,
    }


def test_a_wrong_form_says_so_on_top_and_beside_the_field(
    henan: Agency, cast: Any, log_in: LogIn
) -> None:
    """USE-10."""
    agency = Agency.objects.get(code="410000-czt")

    answer = log_in(cast.editor).post(f"/agencies/{agency.pk}/names/add/", {"name": ""})

    assert answer.status_code == 422
    assert 'href="#id_name"' in answer.content.decode()
    assert answer.content.decode().count("这个字段是必填项。") >= 2


def test_a_name_twice_and_dates_the_wrong_way_round_are_refused(henan: Agency, cast: Any) -> None:
    agency = Agency.objects.get(code="410000-czt")
    alias = add_alias(agency, by=cast.editor, name="省财厅", source="试用")
    other = add_alias(agency, by=cast.editor, name="财厅", source="试用")

    with pytest.raises(AliasTaken, match="省财厅"):
        add_alias(agency, by=cast.editor, name="省财厅", source="试用")
    with pytest.raises(AliasTaken, match="换一个名称"):
        change_alias(other.pk, by=cast.editor, name="省财厅")
    with pytest.raises(DatesReversed, match="核对日期"):
        change_alias(
            alias.pk, by=cast.editor, valid_from=date(2018, 1, 1), valid_to=date(2016, 1, 1)
        )
    assert Alias.objects.get(pk=alias.pk).valid_from is None


def test_whoever_only_looks_changes_no_name(henan: Agency, cast: Any, log_in: LogIn) -> None:
    """SEC-13."""
    agency = Agency.objects.get(code="410000-czt")
    client = log_in(cast.city)

    assert client.get(f"/agencies/{agency.pk}/names/add/").status_code == 403
    assert "添加名称" not in _page(client, f"/agencies/{agency.pk}/")
    with pytest.raises(NotPermitted):
        add_alias(agency, by=cast.viewer, name="省财厅", source="试用")


def test_the_administrator_sees_no_tree(henan: Agency, cast: Any, log_in: LogIn) -> None:
    client = log_in(cast.system)

    assert client.get("/agencies/").status_code == 403
    assert "单位" not in client.get("/search/?q=财政").content.decode().partition("<main")[2]


@pytest.mark.parametrize("address", ["/agencies/999999/", "/agencies/names/999999/"])
def test_what_is_not_there_is_not_found(cast: Any, log_in: LogIn, address: str) -> None:
    assert log_in(cast.editor).get(address).status_code == 404


def test_search_finds_two_signs_of_any_name_and_takes_wildcards_as_signs(
    henan: Agency, cast: Any, log_in: LogIn
) -> None:
    client = log_in(cast.viewer)

    assert "省财政厅" in _page(client, "/search/?q=财政").replace("<mark>财政</mark>", "财政")
    assert "没有找到" in _page(client, "/search/?q=财%25厅")


def test_an_agency_shows_who_holds_a_post_there_to_those_in_scope(
    henan: Agency, cast: Any, log_in: LogIn
) -> None:
    """SEC-14: names and posts within the person's own scope, and no administrator."""
    address = f"/agencies/{cast.city.posts.get().agency_id}/"

    assert "郑科员" in _page(log_in(cast.viewer), address)
    assert "郑科员" in _page(log_in(cast.city), address)
    assert "郑科员" not in _page(log_in(cast.other_city), address)
    assert "管理员" not in _page(log_in(cast.viewer), f"/agencies/{henan.pk}/")


def test_departments_stand_in_their_official_order(henan: Agency, cast: Any, log_in: LogIn) -> None:
    page = _page(log_in(cast.viewer), "/agencies/?on=2016-06-01")

    order = [
        page.index(f">{name}</a>")
        for name in ("省政府办公厅", "省发展改革委", "省教育厅", "省科技厅")
    ]
    assert order == sorted(order)
