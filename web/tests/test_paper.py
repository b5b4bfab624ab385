"""Lists on paper, in grey, and back to what they count; what stays empty says why."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from luoshi.agencies.api import seed
from luoshi.kernel import simulation
from luoshi.kernel.todo import todos
from luoshi.plans.api import import_document
from playwright.sync_api import Page

from web.tests.addresses import addresses
from web.tests.house import PLAN, as_if
from web.tests.test_look import OpenAs, open_as

# The browser's driver runs an event loop; tests use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
__all__ = ["open_as"]
UNSEEN = (
    ".bar, .rail, .tabs, .filters > :not(.chip), .pages, .table-foot__acts, .page-head__actions"
)
SHOWN = """selector => [...document.querySelectorAll(selector)]
  .filter(node => node.getClientRects().length).map(node => node.outerHTML.slice(0, 80))"""


@pytest.fixture
def filled(cast: Any) -> Any:
    """Return the cast in a house with the whole tree and the plan read into it."""
    seed()
    import_document(PLAN.encode(), "plan.txt", "命令行")
    return cast


def _printed(page: Page, address: str) -> bytes:
    page.goto(address)
    page.emulate_media(media="print")
    return page.pdf(prefer_css_page_size=True)


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_made_up_year_says_so_on_the_first_sheet_and_not_on_one_of_its_own(
    filled: Any, open_as: OpenAs
) -> None:
    """USE-15: the label takes the shape of the page's sheets."""
    with transaction.atomic():
        simulation.mark(by="operator", year=2016, seed=96)
    simulation.forget()
    page = open_as(filled.editor)

    sheets = _printed(page, "/ledger/")

    assert page.locator(".simulated").is_visible()
    simulation.forget()
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)", sheets)
    assert boxes
    assert all(float(wide) > float(high) for wide, high in boxes)


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_list_on_paper_has_no_menus_and_repeats_its_head(filled: Any, open_as: OpenAs) -> None:
    """USE-15: A4 across, more than one sheet, every row on one of them, its head on each."""
    page = open_as(filled.editor)

    sheets = _printed(page, "/agencies/list/?size=100")

    assert page.evaluate(SHOWN, UNSEEN) == []
    head = page.locator(".table thead").first
    assert head.evaluate("node => getComputedStyle(node).display") == "table-header-group"
    assert page.evaluate("getComputedStyle(document.querySelector('.table-wrap')).overflow") == (
        "visible"
    )
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)", sheets)
    sizes = {(round(float(wide)), round(float(high))) for wide, high in boxes}
    assert len(boxes) > 1
    assert sizes <= {(842, 595), (841, 595), (842, 596)}


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_no_list_is_printed_upright(filled: Any, open_as: OpenAs) -> None:
    """USE-15."""
    page = open_as(filled.editor)

    sheets = _printed(page, "/help/")

    assert page.evaluate(SHOWN, UNSEEN) == []
    wide, high = re.findall(rb"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)", sheets)[0]
    assert (round(float(wide)), round(float(high))) in {(595, 842), (595, 841), (596, 842)}


@pytest.mark.django_db
def test_in_grey_every_light_has_its_shape_and_its_word_and_every_kind_its_letter(
    filled: Any, log_in: Any
) -> None:
    """USE-09: nothing is said by colour alone."""
    text = log_in(filled.editor).get(reverse("kernel:components")).text

    lights = re.findall(r'class="light light--(\w+)">(.)<span class="light__word">(.+?)<', text)
    kinds = re.findall(
        r'class="kind kind--\w+"><span class="kind__mark"[^>]*>(.+?)</span>(.+?)<', text
    )
    badges = re.findall(r'class="badge[^"]*">(.*?)</span>', text, re.DOTALL)
    for column in zip(*set(lights), strict=True):
        assert len(set(column)) == len(set(lights)) == 5
    assert len({mark for mark, _word in kinds}) == len({word for _mark, word in kinds}) >= 6
    assert all(re.sub(r"<.*?>", "", badge).strip() for badge in badges)


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_numbers_stand_right_with_the_unit_in_the_head(filled: Any, open_as: OpenAs) -> None:
    """USE-23: aligned, in figures of one width, the row under the pointer lit."""
    page = open_as(filled.editor)
    page.goto("/ledger/targets/")
    cells = page.locator("td.c--number")

    styles = cells.first.evaluate(
        "node => [getComputedStyle(node).textAlign, getComputedStyle(node).fontVariantNumeric]"
    )
    colour = "node => getComputedStyle(node).backgroundColor"
    before = cells.first.evaluate(colour)
    cells.first.hover()
    after = cells.first.evaluate(colour)

    assert styles[0] in {"right", "end"}
    assert "tabular-nums" in styles[1]
    assert "（百分点）" in page.locator("thead").inner_text().replace("\n", "")
    assert before != after


@pytest.mark.django_db
def test_a_counted_cell_opens_a_list_of_that_many(filled: Any) -> None:
    """USE-16, USE-24: the agency's tasks in the matrix, plan by plan."""
    with as_if(filled.editor) as client:
        matrix = client.get(reverse("ledger:matrix")).text
        cells = re.findall(
            r'<a href="(/ledger/agencies/[^"]+plan=[^"]+)">(\d+) / (\d+)</a>', matrix
        )
        for address, led, joined in cells:
            rows = client.get(address.replace("&amp;", "&")).context["table"].matching
            assert rows == int(led) + int(joined), address

    assert cells


@pytest.mark.django_db
def test_what_waits_is_as_much_as_the_list_that_it_opens(filled: Any) -> None:
    """USE-16: the number in the bar, the list on the first page, and the lists behind it."""
    waiting = todos(filled.editor)
    with as_if(filled.editor) as client:
        first = client.get("/")
        number = re.search(r"待办\s*<[^>]*>(\d+)<", first.text)
        assert number
        assert int(number[1]) == len(waiting) == len(first.context["todos"])
        for todo in waiting:
            table = client.get(todo.url).context.get("table")
            if table is not None and todo.count is not None:
                assert table.matching == todo.count, todo.what


@pytest.mark.django_db
def test_nothing_yet_no_right_and_nothing_found_are_three_different_pages(cast: Any) -> None:
    """USE-22: on every list of the house."""
    lists = 0
    for address in addresses():
        with as_if(cast.editor) as client:
            answer = client.get(address.url())
            table = getattr(answer, "context", None) and answer.context.get("table")
            if answer.status_code != 200 or table is None:
                continue
            lists += 1
            if not table.matching:
                assert "empty--nothing" in answer.text, address.name
                assert str(table.nothing[0]) in answer.text
            words = [f.filter.key for f in table.fields if f.filter.kind == "text"]
            if words:  # a list of few rows needs no search
                found = client.get(address.url(), {words[0]: "没有这样的词"})
                assert "empty--filtered" in found.text or not table.there, address.name
        with as_if(cast.system) as client:
            refused = client.get(address.url())
        assert refused.status_code == 403
        assert "您的岗位没有此项权限" in refused.text, address.name

    assert lists >= 8
