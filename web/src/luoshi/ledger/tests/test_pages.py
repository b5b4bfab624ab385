"""The ledger's pages: who may open them, what they show, what they cost, what they give away."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel.models import Entry
from luoshi.ledger.models import Item, Responsibility
from luoshi.ledger.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("henan")]
LogIn = Callable[[Any], Client]
LISTS = ("items", "targets", "projects", "matrix")


@pytest.mark.parametrize("name", [*LISTS, "units"])
def test_an_editor_of_the_province_opens_every_list(cast: Any, log_in: LogIn, name: str) -> None:
    factories.plan()

    answer = log_in(cast.editor).get(reverse(f"ledger:{name}"))

    assert answer.status_code == 200


@pytest.mark.parametrize("name", [*LISTS, "units"])
def test_the_administrator_sees_no_business_data(cast: Any, log_in: LogIn, name: str) -> None:
    """SEC-16."""
    factories.plan()

    assert log_in(cast.system).get(reverse(f"ledger:{name}")).status_code == 403


def test_units_in_doubt_are_for_the_province_only(cast: Any, log_in: LogIn) -> None:
    factories.plan()
    row = Responsibility.objects.get(printed="省船舶检验总局", via=None)

    for who in (cast.department, cast.city):
        client = log_in(who)
        assert client.get(reverse("ledger:units")).status_code == 403
        assert client.post(reverse("ledger:unit", args=[row.pk]), {}).status_code == 403


def test_an_item_of_somebody_else_is_not_there(cast: Any, log_in: LogIn) -> None:
    """SEC-14."""
    plan = factories.plan()
    factories.accept_all(plan, by=cast.editor)
    item = Item.objects.get(kind="task", title="强化技术改造")
    address = reverse("ledger:item", args=[item.pk])

    assert log_in(cast.department).get(address).status_code == 200
    assert log_in(cast.city).get(address).status_code == 404


def test_an_items_page_quotes_its_sentence_and_shows_the_sum(cast: Any, log_in: LogIn) -> None:
    factories.plan()
    item = Item.objects.get(kind="target")

    text = log_in(cast.editor).get(reverse("ledger:item", args=[item.pk])).content.decode()

    assert "<mark>2016年，力争全省造船产业主营业务收入达到120亿元，同比增长10%</mark>" in text
    assert "120亿元÷100亿元－1＝20%" in text
    assert f"#o={item.words.start}-" in text


def test_undecided_items_say_so(cast: Any, log_in: LogIn) -> None:
    factories.plan()

    text = log_in(cast.editor).get(reverse("ledger:items")).content.decode()

    assert "未审" in text


def test_the_sheet_holds_exactly_what_is_shown(cast: Any, log_in: LogIn) -> None:
    """USE-02, GOV-01."""
    factories.plan()
    client = log_in(cast.editor)
    address = reverse("ledger:items") + "?kind=task"

    answer = client.get(address + "&format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.worksheets[0].values)

    shown = client.get(address).context["table"]
    assert rows[0] == tuple(column.head for column in shown.shown)
    assert [row[2] for row in rows[1:]] == ["强化技术改造", "扩大出口", "完善船舶检验"]
    assert Entry.objects.get(action="kernel.list.exported").actor == "wang"


def test_the_ledgers_columns_stand_in_the_official_order(cast: Any, log_in: LogIn) -> None:
    """GOV-01: those of the columns that there are already."""
    factories.plan()
    official = [
        "序号", "领域/计划", "工作任务", "目标", "牵头单位", "参加单位", "完成时限", "更新时间",
    ]  # fmt: skip

    table = log_in(cast.editor).get(reverse("ledger:items")).context["table"]

    heads = [str(column.label) for column in table.columns]
    assert [head for head in heads if head in official] == official


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_statements_however_many_rows(
    cast: Any, log_in: LogIn, django_assert_max_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    client = log_in(cast.editor)
    factories.plan()
    for number in range(3):
        factories.plan(factories.TEXT.replace("造船", f"造{number}船"), f"{number}.txt")
    client.get(reverse(f"ledger:{name}"))

    with django_assert_max_num_queries(26):
        client.get(reverse(f"ledger:{name}"))


def test_an_agencys_page_and_letter_list_what_it_leads_and_joins(cast: Any, log_in: LogIn) -> None:
    """Row 102."""
    plan = factories.plan()
    factories.accept_all(plan, by=cast.editor)
    agency = cast.department.posts.get().agency
    client = log_in(cast.department)

    page = client.get(reverse("ledger:agency", args=[agency.pk])).content.decode()
    answer = client.get(reverse("ledger:letter", args=[agency.pk]))

    assert "强化技术改造" in page
    assert "扩大出口" not in page
    paper = Document(io.BytesIO(answer.content))
    assert any("牵头1项" in line.text for line in paper.paragraphs)
    assert paper.tables[0].rows[1].cells[1].text == "强化技术改造"
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"]
    assert Entry.objects.filter(action="ledger.letter.exported", actor="zhao").exists()


def test_a_city_cannot_take_another_citys_letter(cast: Any, log_in: LogIn) -> None:
    factories.plan()
    other = cast.other_city.posts.get().agency

    answer = log_in(cast.city).get(reverse("ledger:letter", args=[other.pk]))

    assert answer.status_code == 404
    assert not Entry.objects.filter(action="ledger.letter.exported").exists()


def test_members_are_ticked_on_the_page_of_the_unit(cast: Any, log_in: LogIn) -> None:
    factories.plan()
    row = Responsibility.objects.get(printed="有关省辖市政府", via=None, group=None)
    client = log_in(cast.editor)
    address = reverse("ledger:unit", args=[row.pk])

    choices = client.get(address).context["form"].fields["members"].choices
    answer = client.post(address, {"members": [choices[0][0], choices[1][0]]}, follow=True)

    assert len(choices) > 10
    assert "已确认 2 个成员单位" in answer.content.decode()
    assert row.members.count() == 2


def test_a_group_confirmed_without_a_member_is_refused(cast: Any, log_in: LogIn) -> None:
    factories.plan()
    row = Responsibility.objects.get(printed="有关省辖市政府", via=None, group=None)

    answer = log_in(cast.editor).post(reverse("ledger:unit", args=[row.pk]), {})

    assert answer.status_code == 422
    assert "请至少勾选一个成员单位" in answer.content.decode()


def test_an_agency_that_is_no_candidate_cannot_be_posted(cast: Any, log_in: LogIn) -> None:
    """SEC-15."""
    factories.plan()
    row = Responsibility.objects.get(printed="有关省辖市政府", via=None, group=None)
    department = cast.department.posts.get().agency

    answer = log_in(cast.editor).post(
        reverse("ledger:unit", args=[row.pk]), {"members": [str(department.pk)]}
    )

    assert answer.status_code == 422
    assert not row.members.exists()


def test_a_viewer_of_the_province_sees_units_and_cannot_settle_them(
    cast: Any, log_in: LogIn
) -> None:
    factories.plan()
    row = Responsibility.objects.get(printed="省船舶检验总局", via=None)
    client = log_in(cast.viewer)

    assert client.get(reverse("ledger:unit", args=[row.pk])).status_code == 200
    answer = client.post(
        reverse("ledger:unit", args=[row.pk]),
        {"agency": str(cast.department.posts.get().agency.pk)},
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("words", ["船舶", "出口"])
def test_two_characters_find_an_item(cast: Any, log_in: LogIn, words: str) -> None:
    """Row 85."""
    factories.plan()

    text = log_in(cast.editor).get("/search/", {"q": words}).content.decode()

    assert "/ledger/items/" in text


def test_the_search_keeps_to_the_scope(cast: Any, log_in: LogIn) -> None:
    """SEC-14."""
    factories.plan()

    text = log_in(cast.city).get("/search/", {"q": "船舶"}).content.decode()

    assert "/ledger/items/" not in text
