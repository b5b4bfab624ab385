"""How quick the pages are: a trial of its own on the example, four people at once, a browser."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from luoshi_reader.bench.gold import HENAN
from luoshi_reader.bench.rows import Row

from luoshi.config.bench.serving import PEOPLE, Trial, p95, served, session_of, statements
from luoshi.config.commands import OPERATOR, load_django

if TYPE_CHECKING:
    from luoshi.accounts.api import Person

#: Milliseconds, and statements a page.
P95_BAR: Final = 300
PAINT_BAR: Final = 1500
KEY_BAR: Final = 100
STATEMENTS_BAR: Final = 30
_CHROMIUM: Final = "/usr/bin/chromium"
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def rows() -> list[Row]:
    """Measure every page that people open all day, on the example read and accepted.

    Raises:
        NotMeasurable: the trial does not start.

    """
    with tempfile.TemporaryDirectory() as folder, _example(Path(folder)) as (trial, editor):
        addresses = _addresses()
        found = [
            Row(
                name="pages", metric=f"{label} p95（{PEOPLE} 人同时）", unit="毫秒",
                value=round(p95(trial, address), 1), bar=P95_BAR, at_most=True,
            )
            for label, address in addresses.items()
        ]  # fmt: skip
        found += [
            Row(
                name="pages", metric=f"{label} 语句数", unit="条",
                value=statements(editor, address), bar=STATEMENTS_BAR, at_most=True,
            )
            for label, address in addresses.items()
        ]  # fmt: skip
        return found + _in_browser(trial, addresses["审读页"])


@contextmanager
def _example(folder: Path) -> Iterator[tuple[Trial, Person]]:
    """Serve the example with everything accepted, to its editor."""
    environment = os.environ | {"LUOSHI_DATA_DIR": str(folder)}
    for name in ("LUOSHI_DATABASE_URL", "LUOSHI_PROFILE", "LUOSHI_SECRET_KEY"):
        environment.pop(name, None)
        os.environ.pop(name, None)
    with served(environment, ["--example", str(HENAN)]) as port:
        os.environ["LUOSHI_DATA_DIR"] = str(folder)
        load_django()
        editor = _accepted()
        yield Trial(port, session_of(editor)), editor


def _accepted() -> Person:
    """Accept every fact, and return the editor who did."""
    from luoshi.accounts import actions  # noqa: PLC0415 - needs the trial's Django
    from luoshi.accounts.api import Person, Post  # noqa: PLC0415 - as above
    from luoshi.plans.api import Selection, accept_all  # noqa: PLC0415 - as above

    person = Person.objects.filter(posts__kind=Post.Kind.EDITOR).get()
    link = actions.issue_link(person=person, by=OPERATOR)
    editor = actions.use_link(digest=actions.digest_of(link), password=secrets.token_urlsafe(24))
    accept_all(selection=Selection(), by=editor)
    return editor


def _addresses() -> dict[str, str]:
    from django.urls import reverse  # noqa: PLC0415 - as above

    from luoshi.ledger.api import Item  # noqa: PLC0415 - as above
    from luoshi.plans.api import Plan  # noqa: PLC0415 - as above

    item = Item.objects.filter(kind="target").order_by("pk")[0]
    plan = Plan.objects.order_by("-end")[0]
    return {
        "待办": "/",
        "台账 100 行": reverse("ledger:items") + "?size=100",
        "目标对照": reverse("ledger:targets"),
        "项目": reverse("ledger:projects"),
        "单位矩阵": reverse("ledger:matrix"),
        "台账事项": reverse("ledger:item", args=[item.pk]),
        "审定 100 行": reverse("plans:queue") + "?size=100",
        "审读页": reverse("plans:read", args=[plan.pk]),
        "企业": reverse("enterprises:list"),
        "搜索": "/search/?q=%E6%99%BA%E8%83%BD",
    }


def _in_browser(trial: Trial, address: str) -> list[Row]:
    """Return first paint and key-to-selection of the reading page, where a browser is there."""
    labels = (("审读页首次绘制", PAINT_BAR), ("审读页按键到选中", KEY_BAR))
    found: tuple[float | None, float | None] = (None, None)
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development tool
    except ImportError:
        pass
    else:
        if Path(_CHROMIUM).exists():
            with sync_playwright() as playwright:
                found = _painted(playwright, trial, address)
    return [
        Row(name="pages", metric=label, unit="毫秒", value=value, bar=bar, at_most=True)
        for (label, bar), value in zip(labels, found, strict=True)
    ]


def _painted(playwright: Any, trial: Trial, address: str) -> tuple[float, float]:
    browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_FLAGS))
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    name, _, value = trial.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": trial.root}])
    page = context.new_page()
    page.goto(trial.root + address)
    page.wait_for_selector("[data-ready]")
    page.reload()
    page.wait_for_selector("[data-ready]")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    press = """async () => {
      const taken = [];
      for (let n = 0; n < 30; n += 1) {
        const start = performance.now();
        document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        taken.push(performance.now() - start);
      }
      return taken.sort((a, b) => a - b)[28];
    }"""
    key = page.evaluate(press)
    browser.close()
    return round(float(paint), 1), round(float(key), 1)
