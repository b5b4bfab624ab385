"""The frame and the lists in a real browser: keys, widths, ticks, themes, and nobody shut out."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from luoshi.agencies.api import Agency, seed
from luoshi.enterprises.actions import project_facts
from luoshi.enterprises.models import Enterprise
from luoshi.kernel.models import Preference
from luoshi.plans.api import Fact, Plan
from playwright.sync_api import Page

# The browser's driver runs an event loop; tests use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = [pytest.mark.journey, pytest.mark.looks, pytest.mark.django_db(transaction=True)]

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OpenAs = Callable[..., Page]


@pytest.fixture
def henan(house: Any) -> Any:
    """Return the cast in a house with the whole tree and a few firms."""
    seed()
    plan = Plan.objects.get()
    facts = [
        Fact(
            plan=plan,
            type="organisation",
            sequence=number,
            start=plan.start,
            end=plan.start + 2,
            quote=name,
            sentence=f"支持{name}等企业。",
            fields={"name_text": name, "category": "enterprise"},
            key=f"look:{number}",
        )
        for number, name in enumerate(("甲乙集团", "甲乙", "丙丁轴承"), start=9000)
    ]
    project_facts(facts=Fact.objects.bulk_create(facts), by="wang")
    return house


@pytest.fixture
def open_as(browser_of: Any) -> OpenAs:
    """Return a function that opens a page in a person's browser."""
    return lambda person, **options: browser_of(person, **options).new_page()


def _pages() -> list[str]:
    """Return an address of every page template of the ground, the tree and the register."""
    agency = Agency.objects.get(code="410000-dsj")
    firm = Enterprise.objects.order_by("pk")[0]
    return [
        "/",
        "/search/?q=财政",
        "/search/?q=没有的词",
        "/kernel/components/",
        "/agencies/",
        "/agencies/?on=2016-03-04&name=有关省辖市、县（市、区）政府",
        "/agencies/list/",
        "/agencies/list/?q=没有的词",
        f"/agencies/{agency.pk}/",
        f"/agencies/{agency.pk}/names/add/",
        "/enterprises/",
        f"/enterprises/{firm.pk}/",
        f"/enterprises/{firm.pk}/code/",
        "/enterprises/suggestions/",
        "/no-such-page/",
    ]


@pytest.mark.parametrize(("theme", "width"), [("light", 1366), ("dark", 1366), ("light", 1920)])
def test_axe_finds_nothing_and_nothing_but_tables_scrolls_sideways(
    henan: Any, open_as: OpenAs, theme: str, width: int
) -> None:
    """USE-07, USE-09, USE-14, SEC-38, SEC-46."""
    size = {"width": width, "height": 768 if width == 1366 else 1080}
    page = open_as(henan.editor, color_scheme=theme, viewport=size)
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    pages = _pages() if width == 1366 else ["/kernel/components/", "/agencies/list/"]
    for address in pages:
        page.goto(address)
        found = Axe().run(page, options=AXE).response["violations"]

        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address
    assert [text for text in said if "Content Security Policy" in text] == []
    assert all(host.startswith(("127.0.0.1", "localhost")) for host in asked)


def test_a_page_reflows_on_a_narrow_screen(henan: Any, open_as: OpenAs) -> None:
    """USE-12."""
    page = open_as(henan.editor, viewport={"width": 320, "height": 640})

    for address in _pages():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_at_the_smallest_desk_a_list_shows_fourteen_rows(henan: Any, open_as: OpenAs) -> None:
    page = open_as(henan.editor)
    page.goto("/agencies/list/")

    seen = page.evaluate(
        """() => {
          const box = document.querySelector('.table-wrap').getBoundingClientRect();
          const end = Math.min(box.bottom, innerHeight);
          return [...document.querySelectorAll('.table tbody tr')]
            .filter(row => row.getBoundingClientRect().bottom <= end).length;
        }"""
    )

    assert seen >= 14


def test_the_head_and_the_first_column_stay_in_sight(henan: Any, open_as: OpenAs) -> None:
    """USE-19."""
    page = open_as(henan.editor)
    page.goto("/agencies/list/?size=200")
    head = page.locator(".table thead th").first
    before = head.bounding_box()

    page.evaluate("document.querySelector('.table-wrap').scrollTo(500, 2000)")

    assert head.bounding_box() == before


def test_a_width_is_kept_for_the_person_and_found_again(henan: Any, open_as: OpenAs) -> None:
    """USE-19, SEC-43: on the server; the browser keeps nothing."""
    page = open_as(henan.editor)
    page.goto("/agencies/list/")
    page.get_by_text("栏目与排序").click()
    with page.expect_response("**/preferences/"):
        page.get_by_label("全称：变宽").click()

    page.reload()

    width = Preference.objects.get(key="table:agencies").value["name"]
    assert page.locator('th[data-col="name"]').bounding_box()["width"] == width  # type: ignore[index]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_columns_chosen_are_there_again_at_the_next_visit(henan: Any, open_as: OpenAs) -> None:
    """USE-19."""
    page = open_as(henan.editor)
    page.goto("/agencies/list/")
    page.get_by_text("栏目与排序").click()
    page.get_by_role("checkbox", name="全称").uncheck()
    with page.expect_response("**/preferences/"):
        page.get_by_role("button", name="应用").click()

    page.goto("/agencies/list/")

    assert "cols=" in page.url
    assert page.locator('th[data-col="name"]').count() == 0


def test_keys_go_to_search_and_places_and_can_be_switched_off(henan: Any, open_as: OpenAs) -> None:
    """USE-20."""
    page = open_as(henan.editor)
    page.goto("/")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("u")
    page.wait_for_url("**/agencies/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "bar-search"

    page.locator(".bar .menu__summary").click()
    with page.expect_response("**/preferences/"):
        page.get_by_role("button", name="停用").click()
    page.goto("/")
    page.keyboard.press("?")

    assert not page.locator("#keys").is_visible()


def test_a_person_may_choose_the_dark_page(henan: Any, open_as: OpenAs) -> None:
    page = open_as(henan.editor, color_scheme="light")
    page.goto("/")
    page.locator(".bar .menu__summary").click()
    with page.expect_response("**/preferences/"):
        page.get_by_role("button", name="深色").click()

    page.goto("/agencies/")

    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert colour == "rgb(20, 22, 26)"


def test_a_list_works_without_scripts(henan: Any, open_as: OpenAs) -> None:
    page = open_as(henan.editor, java_script_enabled=False)
    page.goto("/agencies/list/")
    page.get_by_label("名称或代码").fill("洛阳")
    page.get_by_role("button", name="筛选", exact=True).click()

    assert "q=%E6%B4%9B%E9%98%B3" in page.url
    assert "set=" not in page.url
    page.locator("thead a").filter(has_text="全称").click()
    assert page.locator('th[aria-sort="ascending"]').inner_text().startswith("全称")


def test_an_exported_sheet_has_the_name_of_the_list(henan: Any, open_as: OpenAs) -> None:
    page = open_as(henan.editor)
    page.goto("/enterprises/")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()

    assert download.value.suggested_filename.startswith("企业名录-")
    assert download.value.suggested_filename.endswith(".xlsx")


def test_a_person_takes_two_firms_together_and_apart_again(henan: Any, open_as: OpenAs) -> None:
    page = open_as(henan.editor)
    page.goto("/enterprises/suggestions/")
    page.get_by_role("button", name="是同一家，归并").click()
    assert page.get_by_text("没有待确认的企业名称").is_visible()

    page.goto("/enterprises/?q=甲乙")
    page.get_by_role("link", name="甲乙集团").click()
    page.get_by_role("button", name="撤销归并").click()

    assert page.get_by_text("已撤销归并。").is_visible()
    assert Enterprise.objects.filter(merged_into=None).count() == 3


def test_shift_ticks_a_range_and_the_count_follows(henan: Any, open_as: OpenAs) -> None:
    """USE-18."""
    page = open_as(henan.editor)
    page.goto("/plans/facts/")
    ticks = page.locator("[data-tick]")

    ticks.nth(1).click()
    ticks.nth(5).click(modifiers=["Shift"])

    assert page.locator("[data-ticked] > output, output[data-ticked]").inner_text() == "5"
    assert page.locator("[data-tick]:checked").count() == 5
    page.locator("[data-tick-all]").check()
    assert page.locator("[data-tick]:checked").count() == ticks.count()


def test_a_list_prints_on_a4_across_with_its_conditions_and_no_menus(
    henan: Any, open_as: OpenAs
) -> None:
    """USE-15."""
    page = open_as(henan.editor)
    page.goto("/agencies/list/?q=洛阳")
    page.emulate_media(media="print")

    for gone in (".bar", ".rail", ".tabs", ".table-foot__acts", "select"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.get_by_text("名称或代码：洛阳").is_visible()
    head = page.locator(".table thead")
    assert head.evaluate("e => getComputedStyle(e).display") == "table-header-group"
    assert b"/MediaBox [0 0 841.9" in page.pdf(prefer_css_page_size=True)


@pytest.mark.parametrize("script", [True, False])
def test_an_account_is_disabled_after_one_question_with_script_and_without(
    house: Any,
    open_as: OpenAs,
    script: bool,  # noqa: FBT001
) -> None:
    page = open_as(house.system, java_script_enabled=script)
    page.goto(f"/accounts/{house.viewer.pk}/")

    page.get_by_role("link", name="停用").click()
    asked = page.get_by_role("dialog") if script else page.get_by_role("main")
    asked.get_by_role("button", name="停用").click()

    page.get_by_role("button", name="启用").wait_for()
    house.viewer.refresh_from_db()
    assert not house.viewer.is_active
