"""The pictures in a real browser: drawn from the page's own data, in its own colours, from here."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from luoshi.agencies.api import seed
from luoshi.kernel import clock
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.monitoring.models import Forecast
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.reporting.api import Line

# The browser's driver runs an event loop; tests use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
Opened = tuple[Page, set[str], list[str]]


@pytest.fixture
def lit(cast: Any, tree: Any) -> Item:
    """Return an item with a light, a year of figures and a forecast at the province."""
    seed()
    item, income = factories.item(), factories.series()
    Line.objects.create(
        form=factories.form(), code="1", position=1, kind="figure", title="收入", item=item,
        series=income,
    )  # fmt: skip
    for month in (3, 4, 5, 6):
        factories.reading(income, tree.province, Period.month(2016, month), "10")
        factories.light(
            item, tree.province, "yellow", Period.month(2016, month),
            done="40", target="120", rate="33.3", pace="50", gap="-16.7", unit="亿元",
        )  # fmt: skip
    for agency, colour in ((tree.zhengzhou, "green"), (tree.luoyang, "red")):
        factories.light(item, agency, colour, rate="30", gap="-20")
    Forecast.objects.create(
        item=item, agency=tree.province, method="试", months=4, made_at=clock.now(),
        point=Decimal(110), low=Decimal(100), high=Decimal(125), chance=Decimal("0.3"),
        period_code=JUNE.code, start=JUNE.start, end=JUNE.end,
    )  # fmt: skip
    return item


@pytest.fixture
def open_as(browser_of: Any) -> Callable[..., Opened]:
    """Return a function that opens a person's browser and notes what it asks for and says."""

    def opened(person: Any, **options: Any) -> Opened:
        page, hosts, said = browser_of(person, **options).new_page(), set[str](), list[str]()
        page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        return page, hosts, said

    return opened


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_picture_is_drawn_from_here_and_axe_finds_nothing(
    cast: Any,
    lit: Item,
    open_as: Callable[..., Opened],
    theme: str,
) -> None:
    """USE-12, SEC-38, SEC-46: no other host, nothing that the policy forbids."""
    page, hosts, said = open_as(cast.editor, color_scheme=theme)
    charts = {"item": [lit.pk], "league": [], "map": []}

    for name, arguments in charts.items():
        page.goto(reverse(f"monitoring:{name}", args=arguments))
        page.locator("figure[data-drawn] canvas").first.wait_for()
        found = Axe().run(page, options=AXE).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], name

    assert said == []
    assert all(host.startswith(("127.0.0.1", "localhost")) for host in hosts)


def test_what_is_switched_off_in_a_legend_stands_in_the_address(
    cast: Any, lit: Item, open_as: Callable[..., Opened]
) -> None:
    """USE-24: the same link shows a colleague the same picture."""
    page, _hosts, said = open_as(cast.editor)
    page.goto(f"{reverse('monitoring:item', args=[lit.pk])}?hide=预测")
    page.locator("figure[data-drawn]").first.wait_for()
    box = page.locator("[data-chart-box]").first.bounding_box()
    assert box is not None

    page.mouse.click(box["x"] + 20, box["y"] + 9)

    page.wait_for_url("**hide=%E7%B4%AF%E8%AE%A1**")
    assert "hide=%E9%A2%84%E6%B5%8B" in page.url
    assert said == []


def test_a_picture_can_be_taken_away(cast: Any, lit: Item, open_as: Callable[..., Opened]) -> None:
    page, _hosts, _said = open_as(cast.editor)
    page.goto(reverse("monitoring:map"))
    with page.expect_download() as download:
        page.get_by_role("button", name="图片").click()

    assert download.value.suggested_filename.endswith(".png")


def test_without_scripts_the_table_behind_says_the_same(
    cast: Any, lit: Item, open_as: Callable[..., Opened]
) -> None:
    """USE-12."""
    page, _hosts, _said = open_as(cast.editor, java_script_enabled=False)
    page.goto(reverse("monitoring:map"))
    page.get_by_text("图后数据").click()

    assert page.get_by_role("rowheader", name="洛阳市").is_visible()
