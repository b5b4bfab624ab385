"""A month in real browsers: opened, typed, checked, sent, returned, corrected, accepted, seen.

The province opens the round, a county types and pastes, breaks a hard rule and mends it, sends; the
city returns; the county corrects, and explains what a soft rule asks; city and province read the
explanation and accept; the board and its light follow; the sheet goes out and comes back without a
change.
"""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from luoshi.dispatch.api import Assignment, dispatch_plan
from luoshi.dispatch.tests.factories import TEXT
from luoshi.kernel import clock
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.plans.actions.bulk import accept_these
from luoshi.plans.api import Fact, import_document
from luoshi.reporting.actions import open_cycle
from luoshi.reporting.models import Acceptance, Duty, Form, Line, Rule, Submission
from playwright.sync_api import Page, expect

# The browser's driver runs an event loop; tests use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
WHY = "第三座原定七月完工，提前半个月建成。"
Desk = Callable[[Any], Page]


@pytest.fixture
def desk(browser_of: Any) -> Desk:
    """Return a function that opens a page in a person's browser."""
    return lambda person: browser_of(person).new_page()


@pytest.fixture
def promised(cast: Any, tree: Any) -> Item:
    """Return 建成5座示范充电站 of a dispatched plan; the city hands four of them to the county."""
    plan = import_document(TEXT.encode(), "cars.txt", "命令行").plans[0]
    accept_these(ids=Fact.objects.filter(plan=plan).values_list("pk", flat=True), by=cast.editor)
    dispatch_plan(plan_id=plan.pk, client_key=uuid.uuid4(), by=cast.editor, sign_by=None)
    whole = Assignment.objects.get(item__kind="commitment", role="lead", agency=tree.zhengzhou)
    Assignment.objects.create(
        item=whole.item, agency=tree.jinshui, role="lead", parent=whole, amount=4,
        unit=whole.item.commitment.unit, sent_at=clock.now(), sent_by="zheng",
    )  # fmt: skip
    return whole.item


def test_a_month_from_the_opened_round_to_the_light_on_the_board(
    desk: Desk, promised: Item, cast: Any, tree: Any, tmp_path: Path
) -> None:
    """The whole road of a figure, each step by the one whose step it is."""
    _open_the_round(desk(cast.editor), cast.editor)
    duty = Duty.objects.get(agency=tree.jinshui)
    line = Line.objects.get(item=promised, kind=Line.Kind.FIGURE)
    county, city = desk(cast.county), desk(cast.city_reviewer)

    _fill_and_send(county, duty, line)
    _return(city)
    _correct_and_send(county, duty, line)
    for page in (city, desk(cast.reviewer)):
        _read_why_and_accept(page)

    first, second = Submission.objects.order_by("number")
    assert (first.figures.get().value, second.figures.get().value) == (2, 3)
    stands = dict(Acceptance.objects.values_list("agency", "submission"))
    assert stands == {tree.zhengzhou.pk: second.pk, tree.province.pk: second.pk}
    _see_the_board(county, promised, tree)
    _out_and_back(county, duty, tmp_path)


def _open_the_round(page: Page, editor: Any) -> None:
    """The province makes the form from the ledger; June 2016 is over, so no page offers it."""
    page.goto("/reporting/forms/make/")
    page.get_by_label("行动计划").select_option(index=1)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("建成5座示范充电站")
    form = Form.objects.get()
    cycle = open_cycle(form_id=form.pk, period=Period.month(2016, 6), by=editor)
    page.goto(f"/reporting/cycles/{cycle.pk}/")
    expect(page.locator("main")).to_contain_text("2016年6月")
    line = Line.objects.get(form=form, kind=Line.Kind.FIGURE, title__contains="充电站")
    for code, severity, left, most, words in (
        ("R01", "hard", "累计", 5, "建成数不能大于计划建成的总数"),
        ("R02", "soft", "", 2, "一个月建成两座以上的请说明"),
    ):
        Rule.objects.create(
            form=form, code=code, severity=severity, left=f"{left}[{line.code}]", operator="≤",
            right=str(most), words=words,
        )  # fmt: skip


def _fill_and_send(page: Page, duty: Duty, line: Line) -> None:
    """Type and paste what is no number, break a hard rule, mend both, send, see the receipt."""
    page.goto("/reporting/")
    page.locator(f"main a[href='/reporting/duties/{duty.pk}/']").first.click()
    page.wait_for_selector("[data-ready]")
    page.locator(f"#c-{line.pk}-value").focus()
    page.evaluate(PASTE, "约两座")
    page.locator("textarea[data-column=done]").first.fill("两座充电站建成，一座在建。")
    page.get_by_role("link", name="审核并报送").click()
    finding = page.locator(".finding--hard a")
    expect(finding).to_contain_text("不是数字")
    expect(page.get_by_role("button", name="确认报送")).to_have_count(0)

    finding.click()
    page.wait_for_selector("[data-ready]")
    assert page.evaluate("document.activeElement.id") == f"c-{line.pk}-value"
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    _break_a_rule(page, line)
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="检查").click()
    expect(page.locator("#found")).to_contain_text("没有发现问题")
    page.get_by_role("link", name="审核并报送").click()
    page.get_by_label("单位负责人").fill("刘主任")
    page.get_by_role("button", name="确认报送").click()
    expect(page).to_have_title(re.compile("报送回执"))
    expect(page.locator("main")).to_contain_text(f"{duty.pk}-1")
    page.goto(f"/reporting/duties/{duty.pk}/")
    expect(page.locator("main")).to_contain_text("待核报")
    expect(page.locator(".grid input")).to_have_count(0)


def _break_a_rule(page: Page, line: Line) -> None:
    """The check names the rule at its cell without sending; sending is barred; go to the cell."""
    page.get_by_role("link", name="检查").click()
    finding = page.locator("#found .finding--hard a")
    expect(finding).to_contain_text("建成数不能大于计划建成的总数")
    expect(page.locator("td[data-flag]").first).to_have_attribute("title", re.compile("总数"))
    page.get_by_role("link", name="审核并报送").click()
    expect(page.locator(".finding--hard")).to_contain_text("左边6，右边5")
    expect(page.get_by_role("button", name="确认报送")).to_have_count(0)
    page.go_back()
    page.wait_for_selector("[data-ready]")
    page.locator("#found .finding--hard a").click()
    assert page.evaluate("document.activeElement.id") == f"c-{line.pk}-value"
    assert not Submission.objects.exists()


def _explain(page: Page) -> None:
    """核实无误 explains nothing; the true reason does."""
    finding = page.locator(".finding")
    expect(finding).to_contain_text("一个月建成两座以上的请说明")
    page.locator(".finding textarea").fill("核实无误")
    page.get_by_role("button", name="确认报送").click()
    expect(page.get_by_role("alert").first).to_contain_text("没有如实说明")
    page.locator(".finding textarea").fill(WHY)
    page.get_by_role("button", name="确认报送").click()
    expect(page).to_have_title(re.compile("报送回执"))


def _return(page: Page) -> None:
    """The city finds the report in its queue and returns it with a note."""
    page.goto("/reporting/queue/")
    page.locator("tbody a[href*='/reporting/submissions/']").first.click()
    page.get_by_role("link", name="退回").click()
    page.locator("main textarea").fill("与现场核查数不符，请核对。")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("已退回")


def _correct_and_send(page: Page, duty: Duty, line: Line) -> None:
    """See what the city said, correct the cell, explain, send the second version."""
    page.goto(f"/reporting/duties/{duty.pk}/")
    page.wait_for_selector("[data-ready]")
    expect(page.locator(".said-back")).to_contain_text("与现场核查数不符")
    expect(page.locator(f"#d-{line.pk}-rate")).to_have_text("4 · 50.0%")
    page.locator(f"#c-{line.pk}-value").fill("3")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="审核并报送").click()
    _explain(page)
    expect(page.locator("main")).to_contain_text(f"{duty.pk}-2")


def _read_why_and_accept(page: Page) -> None:
    """GOV-14: city and province read the explanation beside the figure, and accept."""
    page.goto("/reporting/queue/")
    page.locator("tbody a[href*='/reporting/submissions/']").first.click()
    expect(page.locator("main")).to_contain_text("一个月建成两座以上的请说明")
    expect(page.locator("main")).to_contain_text(WHY)
    page.get_by_role("button", name=re.compile("核报通过")).click()
    expect(page.locator("body")).to_contain_text("已核报通过")


def _see_the_board(page: Page, promised: Item, tree: Any) -> None:
    """The board shows the county's light, and the light says why: figure, share, rule."""
    asked = f"?agency={tree.jinshui.pk}&period=2016-06"
    page.goto(f"/monitoring/{asked}")
    expect(page.locator("main")).to_contain_text("完整率100.0%")
    expect(page.locator("main")).to_contain_text("绿灯1")
    page.goto(f"/monitoring/items/{promised.pk}/{asked}")
    expect(page.locator("#why")).to_contain_text("完成75.0%")
    expect(page.locator(".why")).to_contain_text("亮灯规则第1版")


def _out_and_back(page: Page, duty: Duty, tmp_path: Path) -> None:
    """Download the accepted report, and bring it back without a change."""
    page.goto(f"/reporting/duties/{duty.pk}/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载 Excel").click()
    sheet = tmp_path / "六月.xlsx"
    waiting.value.save_as(sheet)
    rows = openpyxl.load_workbook(sheet).worksheets[0].values
    assert 3 in [cell for row in rows for cell in row]

    page.goto(f"/reporting/duties/{duty.pk}/sheet/in/")
    page.get_by_label("填好的表格").set_input_files(sheet)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.locator("main")).to_contain_text("表格与现有内容一致")
    assert duty.submissions.count() == 2
