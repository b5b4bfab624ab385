"""The form page in a real browser: keys, blocks, saving, offline, two people at one cell."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from luoshi.accounts.models import Session
from luoshi.reporting.models import DraftCell
from luoshi.reporting.tests.filled import County, county
from playwright.sync_api import Page, Playwright, expect

# The browser's driver runs an event loop; tests use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
KEPT = """async () => (await indexedDB.databases()).length
  + localStorage.length + sessionStorage.length"""
#: Give the focused cell a clipboard event, as the browser does on Ctrl+V and Ctrl+C.
CLIP = """const clip = (kind, data) => document.activeElement.dispatchEvent(
  new ClipboardEvent(kind, {clipboardData: data, bubbles: true, cancelable: true}));"""
PASTE = f"""text => {{
  {CLIP}
  const data = new DataTransfer();
  data.setData("text/plain", text);
  clip("paste", data);
}}"""
COPY = f"""() => {{
  {CLIP}
  const data = new DataTransfer();
  clip("copy", data);
  return data.getData("text/plain");
}}"""
STORED = """() => new Promise((done) => {
  indexedDB.open("luoshi-cells").onsuccess = ({target: {result: base}}) => {
    const table = base.transaction("cells").objectStore("cells");
    table.getAllKeys().onsuccess = (keys) => {
      table.getAll().onsuccess = (all) => {
        base.close();
        done([keys.target.result, all.target.result]);
      };
    };
  };
})"""
OpenAs = Callable[..., Page]


@pytest.fixture
def june(tree: Any, cast: Any) -> County:
    """Return the county's report of June with thirty lines more."""
    return county(tree.jinshui, cast.county, extra=30)


@pytest.fixture
def open_as(browser_of: Any) -> OpenAs:
    """Return a function that opens the report in a person's browser."""

    def opened(person: Any, june: County, **options: Any) -> Page:
        page: Page = browser_of(person, **options).new_page()
        page.goto(f"/reporting/duties/{june.duty.pk}/")
        page.wait_for_selector("[data-ready]")
        return page

    return opened


def cell(page: Page, line: Any, column: str = "value") -> Any:
    """Return the field of a cell."""
    return page.locator(f"#c-{line.pk}-{column}")


def saved(june: County) -> dict[tuple[int, str], str]:
    """Return the draft on the server."""
    rows = DraftCell.objects.filter(duty=june.duty).values_list("line_id", "column", "text")
    return {(line, column): text for line, column, text in rows}


def all_saved(page: Page) -> None:
    """Wait until the page says that nothing waits."""
    expect(page.locator("[data-state-of-all]")).to_have_text(re.compile("全部已存"), timeout=15_000)


def paste(page: Page, text: str) -> None:
    """Paste a text as the clipboard would give it."""
    page.evaluate(PASTE, text)


def copied(page: Page) -> str:
    """Return what the page puts on the clipboard."""
    text: str = page.evaluate(COPY)
    return text


def test_the_whole_report_by_keyboard(june: County, cast: Any, open_as: OpenAs) -> None:
    """USE-08, USE-20: typing replaces, Enter goes down, Esc takes back, F2 edits, Ctrl+Z undoes."""
    page = open_as(cast.county, june)
    keys = page.keyboard
    cell(page, june.month).focus()
    keys.type("120")
    keys.press("ArrowRight")
    keys.press("ArrowLeft")
    keys.type("121")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2
    keys.press("ArrowUp")
    keys.type("9")
    keys.press("Escape")
    expect(cell(page, june.month)).to_have_value("121")
    keys.press("F2")
    keys.type("5")
    keys.press("Enter")
    expect(cell(page, june.month)).to_have_value("1215")
    keys.press("ArrowUp")
    keys.press("Control+z")
    expect(cell(page, june.month)).to_have_value("121")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.dataset.column") == "blank_reason"
    keys.press("Shift+Tab")
    keys.press("Control+s")
    expect(page.locator("[data-said]")).to_contain_text("已存")

    assert saved(june)[june.month.pk, "value"] == "121"
    expect(page.locator(f"#d-{june.month.pk}-cumulative")).to_have_text("221")
    keys.press("Delete")
    all_saved(page)
    assert saved(june)[june.month.pk, "value"] == ""


def test_a_block_is_pasted_marked_taken_back_and_copied(
    june: County, cast: Any, open_as: OpenAs
) -> None:
    """USE-04: quoted line breaks, bad cells marked and kept, one step back, numbers come out."""
    page = open_as(cast.county, june)
    first = june.extra[0]
    cell(page, first).focus()
    paste(page, '１２，５００\n约三百\n"3\n4"\n1.5\n')
    all_saved(page)

    column = [cell(page, line).input_value() for line in june.extra[:4]]
    assert column == ["１２，５００", "约三百", "3 4", "1.5"]
    expect(page.locator("td[data-state=invalid]")).to_have_count(1)
    expect(page.locator("[data-said]")).to_contain_text("已粘贴 4 格")
    assert copied(page) == "１２，５００\r\n约三百\r\n3 4\r\n1.5"

    page.keyboard.press("Control+z")
    all_saved(page)
    assert {saved(june)[line.pk, "value"] for line in june.extra[:4]} == {""}


def test_two_hundred_rows_by_twelve_are_pasted_and_saved(
    tree: Any, cast: Any, open_as: OpenAs
) -> None:
    """USE-04."""
    june = county(tree.jinshui, cast.county, extra=200)
    page = open_as(cast.county, june)
    cell(page, june.extra[0]).focus()
    block = "\n".join("\t".join(str(row * 12 + at) for at in range(12)) for row in range(200))

    paste(page, block)

    all_saved(page)
    assert saved(june)[june.extra[199].pk, "value"] == str(199 * 12)


def test_two_at_one_cell_see_both_texts_and_choose(
    june: County, cast: Any, open_as: OpenAs
) -> None:
    """REL-07: nothing is overwritten unseen, and nobody's text is lost."""
    one, other = open_as(cast.county, june), open_as(cast.county, june)
    cell(one, june.month).fill("100")
    one.keyboard.press("Enter")
    all_saved(one)

    cell(other, june.month).fill("200")
    other.keyboard.press("Enter")

    dialog = other.locator("#clash")
    expect(dialog).to_be_visible()
    expect(dialog.locator("[data-part=mine]")).to_have_text("200")
    expect(dialog.locator("[data-part=theirs]")).to_have_text("100")
    assert saved(june)[june.month.pk, "value"] == "100"
    dialog.get_by_role("button", name="用我填的").click()
    all_saved(other)
    assert saved(june)[june.month.pk, "value"] == "200"


def test_what_was_typed_offline_survives_a_killed_browser(
    june: County, cast: Any, playwright: Playwright, tmp_path: Path,
    browser_type_launch_args: Any, cookie_of: Any,
) -> None:  # fmt: skip
    """REL-10, T4, SEC-43: thirty cells without a line, kill -9; opened again they arrive."""
    address = f"/reporting/duties/{june.duty.pk}/"
    cookie = cookie_of(cast.county)

    def launched() -> Any:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path), **browser_type_launch_args, locale="zh-CN", base_url=cookie["url"]
        )
        context.add_cookies([cookie])
        return context

    context = launched()
    page = context.pages[0]
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    context.set_offline(True)
    for at, line in enumerate(june.extra):
        cell(page, line).fill(str(at + 1))
        page.keyboard.press("Enter")
    expect(page.locator("[data-state-of-all]")).to_contain_text("离线")
    expect(page.locator("[data-state-of-all]")).to_contain_text("30 格待送")
    assert not [key for key in saved(june) if key[0] in {line.pk for line in june.extra}]
    page.wait_for_timeout(300)
    kill(tmp_path)

    context = launched()
    page = context.pages[0]
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    all_saved(page)

    found = saved(june)
    assert [found[line.pk, "value"] for line in june.extra] == [str(n) for n in range(1, 31)]
    page.wait_for_function("async () => (await indexedDB.databases()).length === 0")
    assert page.evaluate(KEPT) == 0
    context.close()


def kill(profile: Path) -> None:
    """Kill the browser of a profile as a power cut would: no goodbye."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in command:
            os.kill(int(entry.name), 9)


def test_the_line_comes_back_without_a_reload(june: County, cast: Any, open_as: OpenAs) -> None:
    """REL-10: typing goes on, and arrives later by itself."""
    page = open_as(cast.county, june)
    page.context.set_offline(True)
    cell(page, june.month).fill("77")
    page.keyboard.press("Enter")
    expect(page.locator("[data-state-of-all]")).to_contain_text("离线")

    page.context.set_offline(False)

    all_saved(page)
    assert saved(june)[june.month.pk, "value"] == "77"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_form(
    june: County, cast: Any, open_as: OpenAs, scheme: str
) -> None:
    """USE-07, USE-08: axe finds nothing on the form, its line, its check."""
    page = open_as(cast.county, june, color_scheme=scheme)
    cell(page, june.month).fill("约")
    page.keyboard.press("Enter")
    page.locator(".g--name a").first.click()
    expect(page.locator("#detail")).to_contain_text("近十二期")
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    for name in ("?check", "send/", "sheet/in/"):
        page.goto(f"/reporting/duties/{june.duty.pk}/{name}")
        found = Axe().run(page, options=AXE).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], name


def test_logging_out_leaves_nothing_in_the_browser(
    june: County, cast: Any, open_as: OpenAs
) -> None:
    """SEC-43: unsent values hold neither name nor number of a person, and go with the log-in."""
    page = open_as(cast.county, june)
    page.route("**/cells/", lambda route: route.abort())
    cell(page, june.month).fill("77")
    page.keyboard.press("Enter")
    expect(page.locator("[data-state-of-all]")).to_contain_text("离线")
    page.wait_for_function("async () => (await indexedDB.databases()).length === 1")
    kept = page.evaluate(STORED)
    assert [sorted(one) for one in kept[1]] == [["column", "key", "line", "text", "version"]]
    assert cast.county.login not in str(kept)
    assert cast.county.name not in str(kept)

    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".bar [data-menu] summary").click()
    page.get_by_role("button", name="退出", exact=True).click()
    page.wait_for_url("**/login/**")
    assert page.evaluate(KEPT) == 0


def test_a_log_in_that_ran_out_loses_nothing(june: County, cast: Any, open_as: OpenAs) -> None:
    """SEC-10: thirty cells typed after the session ended are there after logging in on the page."""
    cast.county.set_password("Shijiazhuang-7-bridges")
    cast.county.save()
    page = open_as(cast.county, june)
    Session.objects.all().delete()
    page.context.set_offline(True)
    for at, line in enumerate(june.extra):
        cell(page, line).fill(str(at + 1))
    page.context.set_offline(False)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("口令").fill("Shijiazhuang-7-bridges")
    assert cell(page, june.extra[29]).input_value() == "30"

    dialog.get_by_role("button", name="登录").click()

    all_saved(page)
    found = saved(june)
    assert [found[line.pk, "value"] for line in june.extra] == [str(n) for n in range(1, 31)]


def test_widths_of_columns_are_kept_for_the_person(
    june: County, cast: Any, open_as: OpenAs
) -> None:
    """USE-19: dragged or by keys, and there again on the next day; the head stays in sight."""
    page = open_as(cast.county, june)
    head = page.locator("thead th[data-col=cumulative]")
    before = head.bounding_box()
    grip = head.locator("[data-grip]")
    box = grip.bounding_box()
    assert before
    assert box
    page.mouse.move(box["x"] + 3, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 63, box["y"] + 8)
    with page.expect_response("**/preferences/"):
        page.mouse.up()

    page.reload()
    page.wait_for_selector("[data-ready]")

    after = page.locator("thead th[data-col=cumulative]").bounding_box()
    assert after
    assert abs(after["width"] - before["width"] - 60) < 3
    page.locator(".grid-wrap").evaluate("wrap => wrap.scrollTo(400, 300)")
    stuck = page.locator("tbody .g--name").nth(12).bounding_box()
    wrap = page.locator(".grid-wrap").bounding_box()
    assert stuck
    assert wrap
    assert abs(stuck["x"] - wrap["x"] - 65) < 3
    assert page.locator("thead th").first.bounding_box() is not None
