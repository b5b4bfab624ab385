"""In a real browser: opening marks as read, a split adds up as it is typed, ticks are signed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from luoshi.dispatch import queries
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.tests import factories

# The browser's driver runs an event loop; tests use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def desk(
    page: Page, live_server: Any, cast: Any, log_in: Callable[[Any], Client]
) -> Iterator[Page]:
    """Return a page on which the department is logged in; any error of a script fails the test."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    client = log_in(cast.department)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    yield page
    assert wrong == []


def calm(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_opening_an_assignment_marks_it_read(
    sent: Any, tree: Any, desk: Page, live_server: Any
) -> None:
    """USE-21."""
    held = factories.held(factories.CARS, tree.industry)
    address = live_server.url + reverse("dispatch:assignment", args=[held.pk])

    with desk.expect_response("**/read/"):
        desk.goto(address)
    desk.reload()

    expect(desk.locator(".page-head .badge").first).to_have_text("已读")
    calm(desk)


def test_the_sum_follows_what_is_typed_and_pasted(
    lead: Assignment, tree: Any, desk: Page, live_server: Any
) -> None:
    """GOV-05."""
    desk.goto(live_server.url + reverse("dispatch:split", args=[lead.pk]))
    desk.get_by_label("郑州市人民政府的分解数").press_sequentially("0.285万辆")
    expect(desk.locator("#sum")).to_contain_text("已分解2850辆，余15150辆")
    desk.get_by_label("洛阳市人民政府的分解数").press_sequentially("20000")
    expect(desk.locator("#sum")).to_contain_text("超出4850辆")
    desk.get_by_label("洛阳市人民政府的分解数").fill("")
    calm(desk)

    desk.get_by_label("从 Excel 粘贴").fill("地区\t数量\n洛阳市\t1,160")
    desk.get_by_role("button", name="填入").click()
    expect(desk.locator("#sum")).to_contain_text("已分解4010辆，余13990辆")
    desk.get_by_role("button", name="下达", exact=True).click()

    desk.wait_for_url("**/assignments/*/")
    assert queries.split_of(lead).rest == 13990


def test_ticked_tasks_are_signed_after_one_counted_question(
    sent: Any, tree: Any, desk: Page, live_server: Any
) -> None:
    """USE-18."""
    desk.goto(live_server.url + reverse("dispatch:mine"))
    ticks = desk.locator("[data-tick]")
    ticks.nth(0).click()
    ticks.nth(2).click(modifiers=["Shift"])
    desk.locator(".bulk").get_by_role("button", name="签收").click()
    desk.get_by_role("button", name="签收 3 项").click()

    expect(desk.get_by_text("3 项中，已签收 3 项")).to_be_visible()
    assert Assignment.objects.filter(agency=tree.industry, signed_at=None).count() == 1
    calm(desk)
