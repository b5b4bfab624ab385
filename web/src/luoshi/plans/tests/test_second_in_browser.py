"""The second reader in a real browser: how far it is, proposals decided by keys, axe content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from luoshi.kernel import clock
from luoshi.plans.actions.second import ask_second_reader
from luoshi.plans.models import Fact, Plan, SecondReading
from luoshi.plans.tests.factories import imported
from luoshi.plans.tests.speaking import LIES, TRUE, Fake, lines

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
State = SecondReading.State


@pytest.fixture
def plan() -> Plan:
    return imported().plans[0]


@pytest.fixture
def page_of(browser_of: Callable[..., BrowserContext], cast: Any) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the editor; any error of a script fails the test."""
    wrong: list[str] = []

    def opened(**options: Any) -> Page:
        page = browser_of(cast.editor, **options).new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield opened
    assert wrong == []


def proposed(plan: Plan, cast: Any, model: Fake) -> list[Fact]:
    model.says(lines(*TRUE, *(told for _why, told in LIES)))
    ask_second_reader(version_id=plan.version_id, by=cast.editor)
    return list(plan.facts.filter(state=Fact.State.PROPOSED).order_by("start"))


def test_proposals_are_taken_rejected_and_undone_by_keys(
    plan: Plan, cast: Any, model: Fake, page_of: Callable[..., Page]
) -> None:
    """USE-08, USE-20: every number on the page follows."""
    first, second, _third = proposed(plan, cast, model)
    page = page_of()
    page.goto(f"{reverse('plans:read', args=[plan.pk])}#o={first.start}-{first.end}")
    page.wait_for_selector("[data-ready]")
    badge, offers = page.locator(".panel__top .badge--offer"), page.locator("[data-offers]")
    total = int(page.locator("[data-total]").inner_text())
    expect(badge).to_have_text("模型提议")
    expect(page.locator(".panel__by")).to_contain_text("qwen-14b")
    expect(offers).to_have_text("3")

    page.keyboard.press("a")
    expect(offers).to_have_text("2")
    expect(page.locator("[data-total]")).to_have_text(str(total + 1))
    expect(page.locator("[data-decided]")).to_have_text("1")
    expect(page.locator("[data-summary]")).to_contain_text(f"识读事实 {total + 1} 条，已审 1 条")

    page.goto(f"{reverse('plans:read', args=[plan.pk])}#o={second.start}-{second.end}")
    page.keyboard.press("r")
    page.get_by_label("否决理由").fill("不是项目")
    page.keyboard.press("Enter")
    expect(offers).to_have_text("1")
    expect(page.locator("[data-decided]")).to_have_text("1")

    page.goto(f"{reverse('plans:read', args=[plan.pk])}#o={first.start}-{first.end}")
    page.keyboard.press("u")
    expect(badge).to_have_text("模型提议")
    expect(offers).to_have_text("2")
    expect(page.locator("[data-total]")).to_have_text(str(total))

    states = Fact.objects.filter(origin=Fact.Origin.SECOND).order_by("start")
    assert list(states.values_list("state", flat=True)) == ["proposed", "rejected", "proposed"]


def test_enter_goes_on_to_what_waits_proposals_too(
    plan: Plan, cast: Any, model: Fake, page_of: Callable[..., Page]
) -> None:
    proposed(plan, cast, model)
    page = page_of()
    page.goto(reverse("plans:read", args=[plan.pk]))
    page.wait_for_selector("[data-ready]")

    seen = set()
    for _ in range(plan.facts.count()):
        page.keyboard.press("Enter")
        seen.add(page.locator(".panel__top .badge").first.inner_text())

    assert seen == {"未审", "模型提议"}


@pytest.mark.usefixtures("later")
def test_the_panel_follows_an_asking_until_it_is_done(
    plan: Plan, cast: Any, model: Fake, page_of: Callable[..., Page]
) -> None:
    page = page_of()
    page.goto(reverse("plans:document", args=[plan.version.document_id]))
    page.get_by_role("button", name="请模型补读").click()
    expect(page.locator("#second")).to_contain_text("排队等候")

    now = clock.now()
    SecondReading.objects.update(state=State.RUNNING, told_at=now, done=3, total=7)
    expect(page.locator("#second [data-words]")).to_have_text("已读 3 / 7 段", timeout=9000)
    SecondReading.objects.update(done=5)
    expect(page.locator("#second [data-words]")).to_have_text("已读 5 / 7 段", timeout=9000)
    SecondReading.objects.update(state=State.DONE, ended_at=now)

    expect(page.get_by_role("button", name="再请模型补读")).to_be_visible(timeout=9000)


def test_taking_back_asks_first_on_the_page(
    plan: Plan, cast: Any, model: Fake, page_of: Callable[..., Page]
) -> None:
    proposed(plan, cast, model)
    page = page_of()
    page.goto(reverse("plans:document", args=[plan.version.document_id]))

    page.get_by_role("link", name="撤回未审提议").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("撤回尚未审定的 3 条模型提议")
    dialog.get_by_role("button", name="撤回").click()

    expect(page.get_by_text("已撤回 3 条提议。")).to_be_visible()
    assert not Fact.objects.filter(state=Fact.State.PROPOSED).exists()


@pytest.mark.parametrize(("theme", "width"), [("light", 1366), ("dark", 1920)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    theme: str, width: int, plan: Plan, cast: Any, model: Fake, page_of: Callable[..., Page]
) -> None:
    """USE-07, USE-09."""
    first = proposed(plan, cast, model)[0]
    SecondReading.objects.update(unanswered=[[plan.start, plan.start + 9]], why="没有应答。")
    page = page_of(color_scheme=theme, viewport={"width": width, "height": 768})
    pages = [
        reverse("plans:document", args=[plan.version.document_id]),
        reverse("plans:read", args=[plan.pk]) + f"#o={first.start}-{first.end}",
        reverse("plans:fact", args=[first.pk]),
        reverse("plans:queue") + "?state=proposed",
        reverse("plans:second_withdraw", args=[plan.version_id]),
    ]
    for address in pages:
        page.goto(address)
        for summary in page.locator(".second__more summary").all():
            summary.click()
        options = {"runOnly": {"type": "tag", "values": TAGS}}
        found = Axe().run(page, options=options).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
