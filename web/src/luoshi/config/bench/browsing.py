"""How quick a page is in a real browser, where one is there: a development tool, never a need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from luoshi_reader.bench.rows import Row

from luoshi.config.bench.serving import Trial

_CHROMIUM: Final = "/usr/bin/chromium"
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
#: Milliseconds: first paint, a key, a form parsed and laid out, a block pasted.
PAINT_BAR: Final = 1500
KEY_BAR: Final = 100
LAYOUT_BAR: Final = 300
PASTE_BAR: Final = 2000
PASTED: Final = 12
_PAINT: Final = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_KEY: Final = """async () => {
  const taken = [];
  for (let n = 0; n < 30; n += 1) {
    const start = performance.now();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[28];
}"""
_LAYOUT: Final = """() => {
  const entry = performance.getEntriesByType("navigation")[0];
  const sheet = document.querySelector(".grid-wrap");
  const start = performance.now();
  sheet.hidden = true;
  document.body.getBoundingClientRect();
  sheet.hidden = false;
  document.body.getBoundingClientRect();
  return entry.domInteractive - entry.responseEnd + performance.now() - start;
}"""
_PASTE: Final = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.querySelector("tbody [data-row] [data-column=value]").focus();
  const start = performance.now();
  document.activeElement.dispatchEvent(new ClipboardEvent(
    "paste", { clipboardData: data, bubbles: true, cancelable: true }));
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""


def reading(trial: Trial, address: str) -> list[Row]:
    """Return first paint and key-to-selection of the reading page."""
    with _page(trial, address) as page:
        return [
            _row("审读页首次绘制", page and page.evaluate(_PAINT), PAINT_BAR),
            _row("审读页按键到选中", page and page.evaluate(_KEY), KEY_BAR),
        ]


def filling(trial: Trial, address: str, label: str) -> list[Row]:
    """Return what a form takes to be laid out, and a block to be pasted over all its lines.

    What is pasted is not sent: the year stays as it was made.
    """
    with _page(trial, address) as page:
        laid_out = page and page.evaluate(_LAYOUT)
        lines = page.locator("tbody [data-row]").count() if page else 0
        block = "\n".join("\t".join(str(row + at) for at in range(PASTED)) for row in range(lines))
        return [
            _row(f"{label} 排版", laid_out, LAYOUT_BAR),
            _row(f"{label} 粘贴 {PASTED} 列", page and page.evaluate(_PASTE, block), PASTE_BAR),
        ]


def _row(metric: str, value: float | None, bar: float) -> Row:
    taken = None if value is None else round(float(value), 1)
    return Row(name="pages", metric=metric, unit="毫秒", value=taken, bar=bar, at_most=True)


@contextmanager
def _page(trial: Trial, address: str) -> Iterator[Any]:
    """Open a page the second time, as one does who works with it; give None without a browser."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development tool
    except ImportError:
        yield None
        return

    if not Path(_CHROMIUM).exists():
        yield None
        return

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_FLAGS))
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        name, _, value = trial.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": trial.root}])
        page = context.new_page()
        page.route("**/cells/", lambda route: route.abort())
        page.goto(trial.root + address)
        page.wait_for_selector("[data-ready]")
        page.reload()
        page.wait_for_selector("[data-ready]")
        yield page
        browser.close()
