"""Take a picture of every page at two sizes, light and dark.

`tools/screenshots.py LINK OUT [NAME…]`

LINK is the one-time link that `luoshi start` prints, or the address of a running trial with
LOGIN=name:password in the environment.
"""

import os
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page, sync_playwright

PASSWORD = "Shots-of-every-page-2016"  # noqa: S105 - of a trial made for the pictures
SIZES = {"1366": (1366, 768), "1920": (1920, 1080)}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = {
    "todo": "/",
    "plans": "/plans/",
    "upload": "/plans/upload/",
    "queue": "/plans/facts/",
    "doubts": "/plans/doubts/",
    "reading": "/plans/1/",
    "ledger": "/ledger/",
    "targets": "/ledger/targets/",
    "projects": "/ledger/projects/",
    "matrix": "/ledger/matrix/",
    "units": "/ledger/units/",
    "agencies": "/agencies/",
    "enterprises": "/enterprises/",
    "search": "/search/?q=智能",
    "components": "/kernel/components/",
}
FOLLOWED = {
    "item": ("/ledger/?kind=target", "tbody a[href*='/ledger/items/']"),
    "agency-items": ("/ledger/matrix/", "tbody th a"),
    "unit": ("/ledger/units/", "tbody a[href*='/ledger/units/']"),
    "agency": ("/agencies/", "main a[href^='/agencies/']:nth-of-type(1)"),
    "enterprise": ("/enterprises/", "tbody a"),
}


def enter(page: Page, link: str) -> str:
    """Log in and return the root address."""
    root = "{0.scheme}://{0.netloc}".format(urlsplit(link))
    page.goto(link)
    login = os.environ.get("LOGIN")
    if login:
        name, _, password = login.partition(":")
        page.goto(urljoin(root, "/login/"))
        page.locator("main input, form input").locator("visible=true").first.fill(name)
        page.locator("input[type=password]").first.fill(password)
    else:
        for field in page.locator("input[type=password]").all():
            field.fill(PASSWORD)
    page.locator("form button[type=submit]").last.click()
    page.wait_for_load_state()
    return root


def main() -> None:
    link, out, *names = sys.argv[1:]
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        first = browser.new_context(locale="zh-CN")
        root = enter(first.new_page(), link)
        kept = first.storage_state()
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme,
                    storage_state=kept, locale="zh-CN",
                )  # fmt: skip
                page = context.new_page()
                for name, address in {**PAGES, **FOLLOWED}.items():
                    if names and name not in names:
                        continue
                    start, follow = (address, "") if isinstance(address, str) else address
                    page.goto(urljoin(root, start))
                    if follow:
                        page.locator(follow).first.click()
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=folder / f"{name}-{size}-{scheme}.png")
                    print(name, size, scheme, page.title())
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
