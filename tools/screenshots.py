"""Screenshots under docs/img: a trial of its own with the example, seen by its editor."""

from __future__ import annotations

import re
import secrets
import sys
import tempfile
from pathlib import Path

from luoshi.config.tests.running import environment, free_port, serving
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "img"
EXAMPLE = ROOT / "examples" / "henan-2016.txt"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGES = {
    "home": "/",
    "plans": "/plans/",
    "reading": "/plans/1/",
    "upload": "/plans/upload/",
    "queue": "/plans/facts/",
    "doubts": "/plans/doubts/",
    "ledger": "/ledger/",
    "item": "/ledger/items/2/",
    "targets": "/ledger/targets/",
    "indicators": "/ledger/indicators/",
    "projects": "/ledger/projects/",
    "matrix": "/ledger/matrix/",
    "units": "/ledger/units/",
    "agencies": "/agencies/",
    "enterprises": "/enterprises/",
    "search": "/search/?q=装备",
    "help": "/help/",
}
SIZES = (("light", 1366, 768), ("dark", 1920, 1080))


def main() -> int:
    """Take every page in both sizes and colours."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        port = free_port()
        env = environment(LUOSHI_DATA_DIR=str(Path(room) / "data"), PORT=str(port))
        words = ("start", "--example", str(EXAMPLE))
        with serving(*words, env=env, cwd=ROOT, until="Ctrl") as (_, said):
            link = re.search(r"http://\S+/link/\S+", said)
            assert link
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=FLAGS
                )
                _take(browser, link[0])
                browser.close()
    return 0


def _take(browser: Browser, link: str) -> None:
    root = link.split("/link/", maxsplit=1)[0]
    state = None
    for scheme, width, height in SIZES:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="zh-CN",
            storage_state=state,
        )
        page = context.new_page()
        if state is None:
            password = secrets.token_urlsafe(24)
            page.goto(link)
            page.fill("#id_password", password)
            page.fill("#id_again", password)
            page.click("main button[type=submit]")
            page.wait_for_url(root + "/")
        for name, address in PAGES.items():
            page.goto(root + address)
            page.wait_for_load_state("networkidle")
            if name == "reading":
                page.wait_for_selector("[data-ready]")
                page.locator(".mark.kind--figure").nth(1).click()
                page.wait_for_load_state("networkidle")
            page.screenshot(path=TARGET / f"{name}-{width}-{scheme}.png")
        state = context.storage_state()
        context.close()


if __name__ == "__main__":
    sys.exit(main())
