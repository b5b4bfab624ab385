"""Every page of the house, as whoever may open it, under axe: nobody is shut out (USE-07)."""

from __future__ import annotations

import os
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from luoshi.agencies.api import seed
from playwright.sync_api import Page

from web.tests.addresses import addresses

# The browser's driver runs an event loop; tests use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytestmark = [pytest.mark.journey, pytest.mark.looks, pytest.mark.django_db(transaction=True)]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: All that the other scheme can change.
DARK = {"runOnly": ["color-contrast"]}
#: How much the browser keeps of its own accord: nothing (SEC-43).
KEPT = """async () => localStorage.length + sessionStorage.length
  + (await indexedDB.databases()).length + (await caches.keys()).length"""
#: Nobody's page answers these with 200; the fewest that must be looked at besides.
FEWEST = {"editor": 25, "system": 4, "": 1}


@pytest.mark.parametrize("role", FEWEST)
def test_axe_finds_nothing_on_any_page(
    house: Any, live_server: Any, browser_of: Any, log_in: Any, role: str
) -> None:
    """USE-07, USE-09, SEC-38, SEC-43, SEC-46."""
    seed()
    who = getattr(house, role) if role else None
    client = log_in(who)
    page = browser_of(who, color_scheme="light").new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2].split(":")[0]))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    looked_at = 0
    wrong: dict[str, Any] = {}
    for address in addresses():
        answer = client.get(address.url())
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        if "<html" not in answer.text:  # a fragment is looked at on the page it is part of
            continue
        page.goto(live_server.url + address.url())
        wrong[address.name] = violations(page, AXE)
        page.emulate_media(color_scheme="dark")
        wrong[f"{address.name}, dark"] = violations(page, DARK)
        page.emulate_media(color_scheme="light")
        assert page.evaluate(KEPT) == 0, address.name
        looked_at += 1
    assert {name: found for name, found in wrong.items() if found} == {}
    assert [text for text in said if "Content Security Policy" in text or "Error" in text] == []

    assert looked_at >= FEWEST[role]
    assert hosts in ({"localhost"}, {"127.0.0.1"})


def violations(page: Page, options: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what axe finds: each rule with the first place."""
    found = Axe().run(page, options=options).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]
