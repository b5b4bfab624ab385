"""Lists: what the address asks for is what is shown and what is exported."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.kernel.tables import Bulk, Column, Filter, Link, Mark, NotAList, Table
from luoshi.kernel.trail import record


class Everyone:
    """A scope that may do everything."""

    may = frozenset({"export"})
    person = "wang"
    province = True

    def within(self, field: str) -> Q:
        return Q() if field else Q(pk__in=())

    def at(self, what: Any) -> frozenset[int]:
        return frozenset({1}) if what in self.may else frozenset()


class Entries(Table):
    """A list of entries of the trail."""

    key = "entries"
    title = "留痕/样表"
    export_act = "export"
    order = ("actor",)
    columns = (
        Column("actor", "人员", frozen=True, sort="actor", url=lambda row: f"/{row.pk}/"),
        Column("rows", "行数", "number", unit="行", value=lambda row: row.data.get("n")),
        Column("rate", "增速", "number", unit="%", decimals=1, value=lambda _: Decimal("9.65")),
        Column("at", "时间", "date", sort="at"),
        Column("day", "日期", "date", value=lambda _: date(2016, 6, 1)),
        Column("result", "亮灯", "light", value=lambda _: Mark("red", "红灯")),
        Column("places", "地区", "links", value=lambda _: [Link("郑州", "/a/"), Link("洛阳")]),
        Column("code", "代码", value=lambda _: "914100001234567890", shown=False),
        Column("action", "行为", sort="action"),
    )
    filters = (
        Filter("q", "人员", "text", fields=("actor",)),
        Filter(
            "action",
            "行为",
            fields=("action",),
            choices=lambda _: [("a.b.c", "甲"), ("d.e.f", "乙")],
        ),
        Filter(
            "both",
            "行为二",
            "many",
            fields=("action",),
            choices=lambda _: [("a.b.c", "甲"), ("d.e.f", "乙")],
        ),
    )
    bulk = (Bulk("退回", "kernel:home"),)

    def queryset(self) -> QuerySet[Any]:
        return Entry.objects.exclude(action="kernel.list.exported")


def _request(address: str = "/") -> Any:
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    return request


def _list(address: str = "/") -> Entries:
    return Entries(_request(address), Everyone())


def _fill(many: int) -> None:
    with transaction.atomic():
        for number in range(many):
            record(
                "a.b.c" if number % 2 else "d.e.f", by=f"人{number:03}", data={"n": number * 1000}
            )


def _body(answer: Any) -> bytes:
    """Read an answer to its end and close its file, not the connection as `close()` would."""
    body: bytes = b"".join(answer)
    for close in answer._resource_closers:
        close()
    return body


@pytest.mark.django_db
def test_filters_narrow_and_a_value_that_is_no_choice_finds_nothing() -> None:
    _fill(6)

    assert _list("/?action=a.b.c").matching == 3
    assert _list("/?both=a.b.c&both=d.e.f").matching == 6
    assert _list("/?q=人00").matching == 6
    assert _list("/?q=人%25").matching == 0
    assert _list("/?action=made-up").matching == 0
    assert [chip.word for chip in _list("/?action=made-up").chips] == ["made-up"]


@pytest.mark.django_db
def test_the_address_sorts_by_several_columns_in_turn() -> None:
    _fill(4)

    assert [row.name for row in _list("/?sort=action,-actor").rows] == [
        "人003",
        "人001",
        "人002",
        "人000",
    ]


@pytest.mark.django_db
def test_a_page_past_the_end_is_the_last_page() -> None:
    _fill(60)

    table = _list("/?page=99")

    assert (table.page, table.first_row, table.last_row, len(table.rows)) == (2, 51, 60, 10)


@pytest.mark.django_db
def test_clicking_a_head_sorts_up_then_down_then_as_before() -> None:
    up = next(head for head in _list().heads if head.column.key == "at").url
    down = next(head for head in _list("/" + up).heads if head.column.key == "at").url
    back = next(head for head in _list("/" + down).heads if head.column.key == "at").url

    assert (up, down, back) == ("?sort=at", "?sort=-at", "?")


@given(
    sort=st.lists(st.sampled_from(["actor", "-actor", "at", "-at", "nonsense"]), max_size=4),
    columns=st.lists(st.sampled_from(["actor", "code", "at", "nothing"]), max_size=4),
    words=st.text(max_size=20),
    page=st.integers(-3, 99),
)
def test_an_address_read_and_written_again_is_the_same(
    sort: list[str], columns: list[str], words: str, page: int
) -> None:
    """USE-17: the short form of an address asks for the same."""
    asked = QueryDict(mutable=True)
    asked.update({"sort": ",".join(sort), "cols": ",".join(columns), "q": words, "page": str(page)})
    table = Entries(_request(), Everyone(), asked=asked)

    again = _list("/" + table.state.query(table.defaults))

    assert again.state == table.state


def test_a_filled_in_form_is_answered_with_the_short_address() -> None:
    page = _list("/?set=1&q=&action=a.b.c&sort=&sort=&size=50").response("kernel/todo.html")

    assert page.status_code == 302
    assert parse_qs(page.headers["Location"].partition("?")[2]) == {"action": ["a.b.c"]}


def test_a_bare_address_opens_with_the_columns_chosen_last_time_and_says_so() -> None:
    """USE-17, USE-19."""
    request = _request()
    request.preferences_read = {"columns:entries": {"shown": ["actor", "code", "gone"]}}
    bare = Entries(request, Everyone()).response("kernel/todo.html")
    request.preferences_read = {"columns:entries": {"shown": list(_list().defaults.columns)}}

    assert bare.headers["Location"] == "/?cols=actor,code"
    assert Entries(request, Everyone())._remembered() == ()


@pytest.mark.django_db
def test_the_sheet_holds_exactly_what_the_page_shows() -> None:
    """USE-01, USE-02: same rows, same order, same columns, and the sheet 说明."""
    _fill(5)
    table = _list("/?action=d.e.f&sort=-actor&cols=actor,rows,rate,at,day,code,places&format=xlsx")
    shown = [[column.text(row.of) for column in table.shown] for row in table.rows]

    answer = table.response("kernel/todo.html")
    book = openpyxl.load_workbook(io.BytesIO(_body(answer)))

    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == [
        "人员",
        "行数（行）",
        "增速（%）",
        "时间",
        "日期",
        "地区",
        "代码",
    ]
    assert [row[0].value for row in page.iter_rows(min_row=2)] == [row[0] for row in shown]
    assert page["B2"].value == 4000
    assert page["C2"].value == 9.7
    assert page["E2"].value.date() == date(2016, 6, 1)
    assert page["F2"].value == "郑州、洛阳"
    assert page["G2"].value == "914100001234567890"
    assert page.freeze_panes == "B2"
    assert page.print_title_rows == "$1:$1"
    about = {str(label): words for label, words in book["说明"].iter_rows(values_only=True)}
    assert about["筛选"] == "行为：乙"
    assert about["排序"] == "人员（降序）"
    assert about["行数"] == "3 / 5"
    assert "filename*=" in answer.headers["Content-Disposition"]
    assert Entry.objects.filter(action="kernel.list.exported").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_words_that_look_like_formulas_stay_words(name: str) -> None:
    """SEC-35."""
    with transaction.atomic():
        record("a.b.c", by=name)

    book = openpyxl.load_workbook(io.BytesIO(_body(_list("/?format=xlsx").response(""))))
    lines = _body(_list("/?format=csv&cols=actor").response("")).decode("utf-8-sig")

    assert book.worksheets[0]["A2"].data_type == "s"
    assert lines.splitlines()[1].strip('"').startswith("'")


@pytest.mark.django_db
def test_a_number_below_nothing_stays_a_number() -> None:
    """SEC-35: only words are held fast."""
    with transaction.atomic():
        record("a.b.c", by="甲", data={"n": -1250})

    book = openpyxl.load_workbook(io.BytesIO(_body(_list("/?format=xlsx").response(""))))
    lines = _body(_list("/?format=csv&cols=rows").response("")).decode("utf-8-sig")

    assert (book.worksheets[0]["B2"].data_type, book.worksheets[0]["B2"].value) == ("n", -1250)
    assert lines.splitlines()[1].strip('"') == "-1250"


@pytest.mark.django_db
def test_csv_begins_with_the_mark_of_utf8_or_comes_in_gb18030() -> None:
    """USE-05."""
    _fill(1)

    marked = _body(_list("/?format=csv").response(""))
    national = _body(_list("/?format=csv-gb18030").response(""))

    assert marked.startswith(b"\xef\xbb\xbf")
    assert national.decode("gb18030").startswith("人员")


@pytest.mark.django_db
def test_whoever_may_not_export_is_offered_none_and_refused_one() -> None:
    class Reader(Everyone):
        may = frozenset()

    table = Entries(_request("/?format=xlsx"), Reader())

    assert table.exports == []
    with pytest.raises(NotPermitted, match="不能导出"):
        table.response("")


@pytest.mark.django_db
def test_bulk_takes_the_ticked_rows_or_all_that_match_and_refuses_none() -> None:
    """USE-18."""
    _fill(6)
    first = Entry.objects.get(actor="人000")

    def picked(**data: str) -> QuerySet[Any]:
        request = RequestFactory().post("/", data)
        request.user = AnonymousUser()
        return Entries.picked(request, Everyone())  # type: ignore[arg-type]

    assert [row.pk for row in picked(row=str(first.pk))] == [first.pk]
    assert picked(all="1", query="?action=a.b.c").count() == 3
    assert picked(row=str(first.pk), query="?action=a.b.c").count() == 0
    with pytest.raises(NotAList, match="先勾选"):
        picked()


@pytest.mark.django_db
def test_a_page_of_a_list_asks_the_database_as_often_for_many_rows_as_for_few(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for many in (1, 80):
        _fill(many)
        table = _list("/?action=d.e.f")

        with django_assert_num_queries(4):
            assert table.rows
            assert table.there >= table.matching
            assert table.version[0]


@pytest.mark.django_db
def test_the_page_shows_rows_heads_chips_paging_and_foot() -> None:
    _fill(120)

    page = _list("/?q=人&page=2").response("kernel/_table.html").content.decode()

    for part in (
        'aria-sort="ascending"',
        "light--red",
        "<span>50</span><span>000</span>",
        "显示 51–100，筛选出 120 / 共 120 行",
        "清除筛选",
        'rel="next"',
        "数据截至",
        'form="bulk"',
    ):
        assert part in page


@pytest.mark.django_db
def test_a_filter_that_finds_nothing_and_a_list_without_rows_are_told_apart() -> None:
    """USE-22."""
    empty = _list("/").response("kernel/_table.html").content.decode()
    _fill(2)
    filtered = _list("/?q=没有").response("kernel/_table.html").content.decode()

    assert "empty--nothing" in empty
    assert "empty--filtered" in filtered
    assert "不加筛选时共 2 行" in filtered


def test_a_column_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="not known"):
        Column("a", "甲", "picture")
    with pytest.raises(ValueError, match="needs a known kind"):
        Filter("a", "甲")
