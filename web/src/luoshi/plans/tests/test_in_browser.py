"""In a real browser: reading, deciding by keys, adding words, two at once; axe is content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from luoshi.plans.actions import review
from luoshi.plans.actions.importing import offer_upload
from luoshi.plans.actions.rereading import reread
from luoshi.plans.models import Doubt, Fact, Plan
from luoshi.plans.queries import effective_fields
from luoshi.plans.tests.factories import PLAN, doubt_in, imported

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def plan() -> Plan:
    """Return a plan with a doubt about a figure of it."""
    plan = imported().plans[0]
    doubt_in(plan)
    return plan


@pytest.fixture
def reader(
    page: Page, live_server: Any, cast: Any, log_in: Callable[[Any], Client]
) -> Iterator[Page]:
    """Return a page on which the editor is logged in; any error of a script fails the test."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    client = log_in(cast.editor)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.set_viewport_size({"width": 1366, "height": 768})
    yield page
    assert wrong == []


def opened(page: Page, live_server: Any, plan: Plan, place: str = "") -> None:
    page.goto(live_server.url + reverse("plans:read", args=[plan.pk]) + place)
    page.wait_for_selector("[data-ready]")


def index_of(page: Page, fact: Fact) -> int:
    place: int = page.evaluate(
        "id => JSON.parse(document.getElementById('reading-data').textContent)"
        ".facts.findIndex(f => f.id === id)",
        fact.pk,
    )
    return place


def test_a_reviewer_goes_through_facts_by_keys(reader: Page, live_server: Any, plan: Plan) -> None:
    """USE-08, USE-20."""
    opened(reader, live_server, plan)

    reader.keyboard.press("j")
    reader.keyboard.press("a")
    expect(reader.locator("[data-decided]")).to_have_text("1")
    expect(reader.locator(".panel__top .figure")).to_contain_text("2 /")
    reader.keyboard.press("r")
    reader.get_by_label("否决理由").fill("不是标题")
    reader.keyboard.press("Enter")
    expect(reader.locator("[data-decided]")).to_have_text("2")
    reader.keyboard.press("k")
    expect(reader.locator(".panel__top")).to_contain_text("已否决")
    reader.keyboard.press("u")
    expect(reader.locator(".panel__top")).to_contain_text("未审")

    states = list(Fact.objects.order_by("start", "-end").values_list("state", flat=True)[:2])
    assert states == [Fact.State.ACCEPTED, Fact.State.UNREVIEWED]


def test_a_fact_is_corrected_in_the_panel_and_a_wrong_value_is_said_there(
    reader: Page, live_server: Any, plan: Plan
) -> None:
    figure = plan.facts.filter(type="figure")[0]
    opened(reader, live_server, plan, f"#o={figure.start}-{figure.end}")

    expect(reader.locator(".panel__top")).to_contain_text("指标")
    reader.keyboard.press("e")
    reader.get_by_label("数值").fill("很多")
    reader.get_by_role("button", name="保存修改").click()
    expect(reader.locator("[data-field=value] .field__error")).to_contain_text("不是数字")
    reader.get_by_label("数值").fill("13000")
    reader.get_by_role("button", name="保存修改").click()
    expect(reader.locator("[data-decided]")).to_have_text("1")

    figure.refresh_from_db()
    assert figure.state == Fact.State.CORRECTED


def test_selected_words_become_a_fact(reader: Page, live_server: Any, plan: Plan) -> None:
    opened(reader, live_server, plan)
    start = PLAN.index("装备制造博览会")
    reader.evaluate(
        """place => {
          const runs = [...document.querySelectorAll('[data-o]')];
          const run = runs.filter(r => Number(r.dataset.o) <= place).pop();
          const range = document.createRange();
          const at = place - Number(run.dataset.o);
          range.setStart(run.firstChild, at);
          range.setEnd(run.firstChild, at + 7);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        start,
    )

    reader.keyboard.press("n")
    reader.locator(".kinds__choice", has_text="机构").click()
    reader.get_by_label("名称").fill("装备制造博览会")
    reader.get_by_role("button", name="补录").click()
    expect(reader.locator(".panel__top")).to_contain_text("人工补录")

    added = Fact.objects.get(origin=Fact.Origin.PERSON)
    assert (added.quote, added.start) == ("装备制造博览会", start)


def test_of_two_reviewers_the_second_sees_the_firsts_decision(
    reader: Page, live_server: Any, plan: Plan, cast: Any
) -> None:
    """REL-05."""
    opened(reader, live_server, plan)
    reader.keyboard.press("j")
    first = plan.facts.order_by("start", "-end")[0]
    review.reject(fact_id=first.pk, revision=0, reason="是表头", by=cast.editor)

    reader.keyboard.press("a")

    expect(reader.locator(".panel__alert")).to_contain_text("王科长")
    expect(reader.locator(".panel__top")).to_contain_text("已否决")
    first.refresh_from_db()
    assert first.state == Fact.State.REJECTED


def test_a_doubt_shows_both_places_and_is_settled_in_the_margin(
    reader: Page, live_server: Any, plan: Plan
) -> None:
    opened(reader, live_server, plan)

    reader.locator(".margin__doubt").first.click()
    expect(reader.locator(".places li")).to_have_count(2)
    reader.get_by_label("处理意见").fill("以目标为准")
    reader.get_by_role("button", name="处理完毕").click()
    expect(reader.locator(".panel__top")).to_contain_text("已处理")

    assert Doubt.objects.get(key="test").note == "以目标为准"


def test_a_section_is_accepted_and_undone_with_one_click_each(
    reader: Page, live_server: Any, plan: Plan
) -> None:
    commitment = plan.facts.filter(type="commitment")[0]
    opened(reader, live_server, plan, f"#o={commitment.start}-{commitment.end}")

    reader.get_by_role("button", name="采纳本节全部无存疑的").click()
    expect(reader.locator(".toast")).to_contain_text("已采纳")
    reader.locator(".toast button").click()
    expect(reader.locator("[data-decided]")).to_have_text("0")

    assert not Fact.objects.exclude(state=Fact.State.UNREVIEWED).exists()


def test_hidden_kinds_are_passed_over(reader: Page, live_server: Any, plan: Plan) -> None:
    opened(reader, live_server, plan)

    reader.locator("[data-kind=heading]").click()
    reader.keyboard.press("j")

    expect(reader.locator(".panel__top")).not_to_contain_text("标题")


def test_single_keys_can_be_switched_off(reader: Page, live_server: Any, plan: Plan) -> None:
    """USE-20."""
    opened(reader, live_server, plan)
    reader.evaluate("document.documentElement.dataset.keys = 'off'")

    reader.keyboard.press("j")

    expect(reader.locator("[data-hint]")).to_be_visible()


def test_a_place_of_another_plan_of_the_document_opens_that_plan(
    reader: Page, live_server: Any
) -> None:
    text = PLAN + "\n" + PLAN.replace("高端装备", "电子信息")
    first, second = imported(text).plans
    figure = second.facts.filter(type="figure")[0]

    opened(reader, live_server, first, f"#o={figure.start}-{figure.end}")

    reader.wait_for_url(f"**{reverse('plans:read', args=[second.pk])}#o=*")
    expect(reader.locator(".panel__quote")).to_contain_text("12500")


def test_the_page_reads_without_scripts(browser_of: Any, plan: Plan, cast: Any) -> None:
    page = browser_of(cast.editor, java_script_enabled=False).new_page()

    page.goto(reverse("plans:read", args=[plan.pk]))

    expect(page.locator(".sheet__page")).to_contain_text("主营业务收入达到12500亿元")
    expect(page.get_by_text("打开审定清单")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_on_any_page(
    dark: bool,  # noqa: FBT001
    reader: Page,
    live_server: Any,
    plan: Plan,
    cast: Any,
) -> None:
    """USE-07, USE-09."""
    fact = plan.facts.filter(type="figure")[0]
    done = plan.facts.filter(type="commitment")[0]
    review.accept(fact_id=done.pk, revision=0, by=cast.editor)
    other = PLAN.replace("12500", "13000")
    offered, _ = offer_upload(data=other.encode(), filename="新版.txt", by=cast.editor)
    again = reread(version_id=plan.version_id, by=cast.editor)
    plan.doubts.update(current=True)
    reader.emulate_media(color_scheme="dark" if dark else "light")
    place = f"?start={plan.start}&end={plan.start + 4}"
    pages = {
        reverse("plans:home"): "",
        reverse("plans:document", args=[plan.version.document_id]): "",
        reverse("plans:read", args=[plan.pk]): "j",
        reverse("plans:read", args=[plan.pk]) + "?e": "e",
        reverse("plans:read", args=[plan.pk]) + "?d": "d",
        reverse("plans:queue"): "",
        reverse("plans:doubts"): "",
        reverse("plans:fact", args=[done.pk]): "",
        reverse("plans:correct", args=[fact.pk]): "",
        reverse("plans:split", args=[fact.pk]): "",
        reverse("plans:merge", args=[done.pk]): "",
        reverse("plans:add", args=[plan.pk]) + place: "",
        reverse("plans:accept_all"): "",
        reverse("plans:upload"): "",
        reverse("plans:preview", args=[offered.pk]): "",
        reverse("plans:rereading", args=[again.pk]): "",
    }
    found = {}
    for url, key in pages.items():
        reader.goto(live_server.url + url)
        if key:
            reader.wait_for_selector("[data-ready]")
            reader.keyboard.press("j" if key == "e" else key)
            reader.wait_for_selector(".panel__top")
        if key == "e":
            reader.keyboard.press("e")
            reader.wait_for_selector(".panel form")
        options = {"runOnly": {"type": "tag", "values": TAGS}}
        report = Axe().run(reader, options=options).response["violations"]
        problems = [
            (each["id"], [n["html"][:160] + n["failureSummary"] for n in each["nodes"]][:3])
            for each in report
        ]
        if problems:
            found[url] = problems

    assert found == {}


def test_what_was_typed_survives_a_log_out(
    reader: Page, live_server: Any, plan: Plan, cast: Any
) -> None:
    """SEC-10: the log-in runs out while a form is filled; after one on the page, it is saved."""
    figure = plan.facts.filter(type="figure")[0]
    opened(reader, live_server, plan, f"#o={figure.start}-{figure.end}")
    reader.keyboard.press("e")
    reader.get_by_label("数值").fill("13000")
    cast.editor.set_password("Shijiazhuang-7-bridges")
    cast.editor.save()
    reader.context.clear_cookies()

    reader.get_by_role("button", name="保存修改").click()
    dialog = reader.get_by_role("dialog")
    dialog.get_by_label("口令").fill("Shijiazhuang-7-bridges")
    dialog.get_by_role("button", name="登录").click()
    expect(reader.locator("[data-decided]")).to_have_text("1")

    figure.refresh_from_db()
    assert effective_fields(figure)["value"] == 13000


def test_a_letter_after_g_goes_elsewhere_and_decides_nothing(
    reader: Page, live_server: Any, plan: Plan
) -> None:
    opened(reader, live_server, plan)
    reader.keyboard.press("j")

    reader.keyboard.press("g")
    reader.keyboard.press("a")

    reader.wait_for_timeout(300)
    assert not Fact.objects.exclude(state=Fact.State.UNREVIEWED).exists()
