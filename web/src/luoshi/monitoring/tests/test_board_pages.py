"""The boards: who sees which lights, what they say, what they cost."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.accounts.api import scope_of
from luoshi.agencies.api import Agency
from luoshi.kernel.periods import Period
from luoshi.ledger.api import DerivedTerm, Item
from luoshi.monitoring.lists.items import COLUMNS
from luoshi.monitoring.queries.board import Frame, changes, last_of_item
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.reporting.api import Acceptance, Figure, Line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("henan")]
LogIn = Callable[[Any], Client]
PAGES = ("board", "items", "league", "map", "benchmark")


@pytest.fixture
def lit(tree: Any) -> Item:
    """Return an item lit for the province and two cities, red for one of them."""
    item: Item = factories.item()
    numbers = {"rate": "40.0", "pace": "50.0", "gap": "-10.0", "done": "40", "target": "100"}
    factories.light(item, tree.province, "yellow", JUNE, **numbers)
    factories.light(item, tree.zhengzhou, "green", JUNE, **numbers | {"rate": "55", "gap": "5"})
    factories.light(item, tree.luoyang, "red", JUNE, **numbers | {"rate": "10", "gap": "-40"})
    return item


@pytest.mark.parametrize("name", PAGES)
def test_whoever_reads_the_programme_opens_the_boards(
    cast: Any, log_in: LogIn, lit: Item, name: str
) -> None:
    for who in (cast.editor, cast.viewer, cast.reviewer, cast.city, cast.county):
        assert log_in(who).get(reverse(f"monitoring:{name}")).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_administrators_and_firms_see_no_lights(
    cast: Any, log_in: LogIn, lit: Item, name: str
) -> None:
    """SEC-16."""
    for who in (cast.system, cast.security, cast.audit, cast.enterprise):
        assert log_in(who).get(reverse(f"monitoring:{name}")).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_the_board_of_another_city_is_not_there(
    cast: Any, log_in: LogIn, tree: Any, lit: Item, name: str
) -> None:
    """SEC-14, USE-17: the same address under the receiver's own rights."""
    address = f"{reverse(f'monitoring:{name}')}?agency={tree.luoyang.pk}&period=2016-06"

    assert log_in(cast.editor).get(address).status_code == 200
    assert log_in(cast.other_city).get(address).status_code == 200
    assert log_in(cast.city).get(address).status_code == 404


def test_the_board_says_in_one_sentence_what_is_to_be_seen(
    cast: Any, log_in: LogIn, lit: Item
) -> None:
    text = log_in(cast.editor).get(reverse("monitoring:board")).content.decode()

    assert "2016年6月，河南省共亮灯1项，红灯0项、黄灯1项，下级中洛阳市红灯最多。" in text


def test_a_cell_of_the_matrix_leads_to_the_list_that_it_counts(
    cast: Any, log_in: LogIn, tree: Any, lit: Item
) -> None:
    client = log_in(cast.editor)
    address = f"agency={tree.luoyang.pk}&period=2016-06&plan={lit.plan_id}"

    text = client.get(reverse("monitoring:board")).content.decode()
    rows = client.get(f"{reverse('monitoring:items')}?{address}").context["table"].rows

    assert address.replace("&", "&amp;") in text
    assert [row.of.item.title for row in rows] == [lit.title]


def test_what_changed_since_the_period_before_is_told_worse_first(tree: Any) -> None:
    first, second = factories.item(), factories.item("另一事项")
    for item, before, after in ((first, "red", "green"), (second, "green", "yellow")):
        factories.light(item, tree.province, before, Period.month(2016, 5))
        factories.light(item, tree.province, after)
    frame = Frame(tree.province, JUNE, (), (JUNE, Period.month(2016, 5)))

    found = changes(frame)

    assert [(change.title, change.worse) for change in found] == [
        ("另一事项", True),
        (first.title, False),
    ]


def test_equals_share_a_place_in_the_league(cast: Any, log_in: LogIn, tree: Any) -> None:
    item = factories.item()
    for agency, gap in ((tree.zhengzhou, "-5"), (tree.luoyang, "-5"), (tree.jinshui, "-1")):
        factories.light(item, agency, "yellow", rate="45", gap=gap)
    kaifeng = Agency.objects.get(code="410200")
    factories.light(item, kaifeng, "green", rate="60", gap="10")
    factories.light(item, tree.province, "yellow")

    page = log_in(cast.editor).get(reverse("monitoring:league")).context["page"]

    assert [(str(row.light.agency), row.place) for row in page.rows] == [
        ("开封市", 1),
        ("郑州市", 2),
        ("洛阳市", 2),
    ]


def test_the_map_shows_each_city_by_its_code(cast: Any, log_in: LogIn, lit: Item) -> None:
    page = log_in(cast.editor).get(f"{reverse('monitoring:map')}?item={lit.pk}").context["page"]

    assert {(one.code, one.light) for one in page.chart.regions} == {
        ("410100", "green"),
        ("410300", "red"),
    }
    assert "示意图" in page.chart.note


def test_a_chart_gives_its_table_away_only_to_who_may_export(
    cast: Any, log_in: LogIn, lit: Item
) -> None:
    """USE-24, SEC-35."""
    answer = log_in(cast.editor).get(f"{reverse('monitoring:map')}?chart=map&format=csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "单位,亮灯,完成率（%）,情况"
    assert sorted(line.split(",")[0] for line in lines[1:]) == ["洛阳市", "郑州市"]


@pytest.mark.parametrize("name", PAGES)
def test_a_board_costs_the_same_for_few_lights_and_for_many(
    cast: Any, log_in: LogIn, tree: Any, lit: Item, name: str
) -> None:
    factories.light(lit, tree.province, "red", Period.month(2016, 5), gap="-20")
    client = log_in(cast.editor)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"monitoring:{name}")).status_code == 200
        return len(asked)

    few = cost()
    for number in range(8):
        item = factories.item(f"事项{number}")
        for agency in (tree.province, tree.zhengzhou, tree.luoyang):
            factories.light(item, agency, "red", gap="-20")
            factories.light(item, agency, "red", Period.month(2016, 5), gap="-20")

    assert cost() == few
    assert few <= 32


def test_a_series_shows_its_year_its_growth_and_where_each_figure_comes_from(
    cast: Any, log_in: LogIn, tree: Any, lit: Item
) -> None:
    """Rows 28, 50: period and running total kept apart; growth on last year's readings."""
    income = factories.series()
    for year, value in ((2015, "100"), (2016, "110")):
        for month in (5, 6):
            factories.reading(income, tree.province, Period.month(year, month), value)
    factories.light(lit, tree.province, "yellow", Period.month(2016, 5))

    client = log_in(cast.editor)
    page = client.get(reverse("monitoring:series", args=[income.pk]))
    sources = client.get(reverse("monitoring:sources", args=[income.pk]))

    assert "5—6月" not in page.content.decode()
    assert "1—6月主营业务收入220亿元，同比（名义）增长10.0%" in page.content.decode()
    assert [month.current for month in page.context["view"].months] == [110, 110]
    assert "没有构成本数的报送" in sources.content.decode()


def test_the_stretch_of_time_stands_in_the_address(
    cast: Any, log_in: LogIn, tree: Any, lit: Item
) -> None:
    """USE-24."""
    income = factories.series()
    for month in range(3, 7):
        factories.reading(income, tree.province, Period.month(2016, month), "10")
    address = reverse("monitoring:series", args=[income.pk])

    view = log_in(cast.editor).get(f"{address}?time=2016-05..2016-06").context["view"]

    assert [month.period.code for month in view.months] == ["2016-05", "2016-06"]
    assert [month.total for month in view.months] == [30, 40]


def test_the_page_of_an_item_says_why_and_shows_its_months(
    cast: Any, log_in: LogIn, tree: Any, lit: Item
) -> None:
    """GOV-07: number, pace and rule version; a strip of the months before."""
    factories.light(lit, tree.province, "green", Period.month(2016, 5))
    address = reverse("monitoring:item", args=[lit.pk])

    answer = log_in(cast.editor).get(address)
    text = answer.content.decode()

    assert "累计40，目标100，完成40.0%，序时进度50.0%，落后10.0个百分点" in text
    assert "按亮灯规则第1版" in text
    assert [light.colour for light, *_rest in answer.context["page"].strip] == ["green", "yellow"]
    assert "洛阳市" in text


def test_the_board_says_how_complete_and_how_punctual_the_reports_are(
    cast: Any, log_in: LogIn, tree: Any, lit: Item
) -> None:
    """Row 30: who was excused owes nothing."""
    factories.duty(tree.zhengzhou, late=False)
    factories.duty(tree.luoyang, late=True)
    factories.duty(tree.jinshui)
    excused = factories.duty(tree.industry)
    excused.excused = True
    excused.save()

    text = log_in(cast.editor).get(reverse("monitoring:board")).content.decode()

    assert "应报3，已报2，完整率66.7%，及时率33.3%" in text


def test_the_pages_of_an_item_and_of_an_agency_lead_to_their_lights(
    cast: Any, log_in: LogIn, tree: Any, lit: Item
) -> None:
    client = log_in(cast.editor)

    of_item = client.get(reverse("ledger:item", args=[lit.pk])).content.decode()
    of_agency = client.get(tree.luoyang.url).content.decode()

    assert f"agency={tree.luoyang.pk}&amp;period=2016-06" in of_item
    assert "完成10.0%，落后40.0个百分点" in of_item
    assert f"{reverse('monitoring:board')}?agency={tree.luoyang.pk}" in of_agency


def test_a_city_sees_on_an_items_page_its_own_light_only(
    cast: Any, log_in: LogIn, tree: Any
) -> None:
    """SEC-14."""
    item = factories.item()
    factories.light(item, tree.zhengzhou, "green", rate="55")
    factories.light(item, tree.luoyang, "red", rate="10")

    lights = last_of_item(scope_of(cast.city), item.pk)

    assert [light.agency for light in lights] == [tree.zhengzhou]


def test_the_lit_ledger_has_the_columns_of_a_ledger_in_their_order(
    cast: Any, log_in: LogIn, lit: Item
) -> None:
    """GOV-01: on the page and in the sheet alike."""
    address = f"{reverse('monitoring:items')}?cols={','.join(c.key for c in COLUMNS)}"
    client = log_in(cast.editor)

    shown = [str(column.label) for column in client.get(address).context["table"].shown]
    sheet = client.get(f"{address}&format=xlsx")
    page = openpyxl.load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).worksheets[0]

    assert "".join(shown).startswith("序号领域/计划工作任务目标牵头单位参加单位责任领导责任人·电话")
    assert shown[8:] == [
        "完成时限", "本月进展", "累计完成", "完成率", "序时进度", "序时差", "亮灯", "存在问题",
        "下一步措施", "佐证", "更新时间", "办结日期",
    ]  # fmt: skip
    assert [str(cell.value).partition("（")[0] for cell in page[1]] == shown


def test_a_derived_series_shows_its_formula_with_its_factors(
    cast: Any, log_in: LogIn, tree: Any, lit: Item
) -> None:
    """Row 104."""
    standard, buses = factories.series("标准车", "辆"), factories.series("客车", "辆")
    DerivedTerm.objects.create(indicator=standard.indicator, source=buses.indicator, factor=2)
    factories.reading(standard, tree.province, JUNE, "20")
    Line.objects.create(
        form=factories.form(), code="1", position=1, kind="figure", title="标准车", item=lit,
        series=standard,
    )  # fmt: skip
    client = log_in(cast.editor)
    source = reverse("monitoring:series", args=[buses.pk])
    words = f'标准车 ＝ <data class="figure" value="2"><span>2</span></data> × <a href="{source}'

    for address in (
        reverse("monitoring:series", args=[standard.pk]),
        reverse("monitoring:item", args=[lit.pk]),
    ):
        assert words in client.get(address).content.decode()


def test_a_figure_leads_to_the_submission_that_said_it(
    cast: Any, log_in: LogIn, tree: Any, lit: Item
) -> None:
    """USE-24, GOV-07: from the light to the agency, the figure, the submission."""
    income, duty = factories.series(), factories.duty(tree.zhengzhou, late=False)
    line = Line.objects.create(
        form=duty.cycle.form, code="1", position=1, kind="figure", title="收入", series=income
    )
    assert duty.current is not None
    Figure.objects.create(submission=duty.current, line=line, series=income, value=55)
    Acceptance.objects.create(
        duty=duty, agency=tree.province, submission=duty.current, at=duty.due_at
    )
    factories.reading(income, tree.province, JUNE, "55")

    text = log_in(cast.editor).get(reverse("monitoring:sources", args=[income.pk])).content.decode()

    assert f'href="{reverse("reporting:receipt", args=[duty.current.pk])}"' in text
    assert str(tree.zhengzhou) in text
    assert "由 1 份核报通过的报送构成" in text
