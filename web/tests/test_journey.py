"""The main job in a real browser: the one-time link, the Henan notice, the ledger, the sheet."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from luoshi.accounts.actions import issue_link
from luoshi.accounts.api import Person, Post
from luoshi.agencies.api import Agency, seed
from luoshi.kernel import clock
from luoshi.ledger.models import Item
from luoshi.plans.api import Fact, import_document
from playwright.sync_api import Page, expect

# The browser's driver runs an event loop; tests use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NOTICE = Path(__file__).parents[2] / "examples" / "henan-2016.txt"
PASSWORD = "江河湖海-Plan-2016-台账"


@pytest.fixture
def link() -> str:
    """Return the one-time link of an editor in a house where the notice was read."""
    seed()
    import_document(NOTICE.read_bytes(), NOTICE.name, "命令行")
    editor = Person.objects.create(login="editor", name="省级经办")
    Post.objects.create(
        person=editor, agency=Agency.objects.get(depth=1), kind=Post.Kind.EDITOR,
        since=clock.today(),
    )  # fmt: skip
    return str(issue_link(person=editor, by="命令行"))


def test_from_the_link_to_the_sheet(page: Page, live_server: Any, link: str) -> None:
    """USE-02, USE-17, GOV-01: log in, accept all, filter, read the sentence, export, compare."""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{live_server.url}/link/{link}/")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("form button[type=submit]").last.click()
    expect(page).to_have_title("我的待办 · 落实")

    page.get_by_role("link", name="去审定").first.click()
    page.get_by_role("link", name="采纳全部无存疑的").click()
    page.get_by_label("不含存疑的").uncheck()
    page.get_by_role("button", name="重新计数").click()
    page.get_by_role("button", name=re.compile(r"采纳 \d+ 条")).click()
    expect(page.locator("main")).to_contain_text(re.compile("已采纳"), timeout=60_000)
    assert not Fact.objects.filter(state="unreviewed").exists()
    assert set(Item.objects.values_list("state", flat=True)) == {"live"}

    page.goto(f"{live_server.url}/ledger/")
    page.locator("summary", has_text="类别").click()
    page.get_by_label("任务", exact=True).check()
    page.get_by_role("button", name="筛选").click()
    page.wait_for_load_state("networkidle")
    assert "kind=task" in page.url
    expect(page.locator("main")).to_contain_text("98")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="导出 Excel").click()
    data = Path(waiting.value.path()).read_bytes()
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].values)
    titles = Item.objects.filter(kind="task").order_by("plan__ordinal", "start")
    assert [row[2] for row in rows[1:]] == [item.title for item in titles]
    shown = page.locator("tbody tr").first.locator("td, th").all_inner_texts()
    assert [cell.strip() for cell in shown if cell.strip()][2] == rows[1][2]

    page.locator("tbody tr").first.get_by_role("link", name=str(rows[1][2])).click()
    expect(page.locator("blockquote mark")).to_contain_text(str(rows[1][2])[:6])
    page.get_by_role("link", name="在原文中打开").click()
    page.wait_for_selector("[data-ready]")
    assert "#o=" in page.url
    expect(page.locator(".panel__top")).to_contain_text("分工")
