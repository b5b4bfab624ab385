"""How quick the pages are: a trial of its own on the example, four people at once, a browser."""

from __future__ import annotations

import http.client
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from luoshi_reader.bench.gold import HENAN
from luoshi_reader.bench.rows import NotMeasurable, Row

from luoshi.config.commands import OPERATOR, load_django

PEOPLE: Final = 4
ROUNDS: Final = 12
#: Milliseconds, and statements a page.
P95_BAR: Final = 300
PAINT_BAR: Final = 1500
KEY_BAR: Final = 100
STATEMENTS_BAR: Final = 30
START_SECONDS: Final = 120
#: The program as its own command starts it, wherever it is installed.
_START: Final = "import sys; from luoshi.config.cli import main; sys.exit(main(sys.argv[1:]))"
_CHROMIUM: Final = "/usr/bin/chromium"
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@dataclass(frozen=True)
class _Trial:
    """A served trial: where it answers, and the session of its editor."""

    port: int
    cookie: str

    @property
    def root(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"


def rows() -> list[Row]:
    """Measure every page that people open all day, on the example read and accepted.

    Raises:
        NotMeasurable: the trial does not start.

    """
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as trial:
        addresses = _addresses()
        found = [
            Row(
                name="pages", metric=f"{label} p95（{PEOPLE} 人同时）", unit="毫秒",
                value=round(_p95(trial, address), 1), bar=P95_BAR, at_most=True,
            )
            for label, address in addresses.items()
        ]  # fmt: skip
        found += [
            Row(
                name="pages", metric=f"{label} 语句数", unit="条", value=_statements(address),
                bar=STATEMENTS_BAR, at_most=True,
            )
            for label, address in addresses.items()
        ]  # fmt: skip
        return found + _in_browser(trial, addresses["审读页"])


@contextmanager
def _served(folder: Path) -> Iterator[_Trial]:
    """Start a trial in `folder` as `luoshi start` does, accept everything, serve until done."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"LUOSHI_DATA_DIR": str(folder), "PORT": str(port)}
    for name in ("LUOSHI_DATABASE_URL", "LUOSHI_PROFILE", "LUOSHI_SECRET_KEY"):
        environment.pop(name, None)
        os.environ.pop(name, None)
    server = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", _START, "start", "--example", str(HENAN)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(server, port)
        os.environ["LUOSHI_DATA_DIR"] = str(folder)
        load_django()
        yield _Trial(port, _accepted_and_entered())
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    msg = "试用服务没有启动，无法量页面。请先运行 make run 看它说什么。"
    raise NotMeasurable(msg)


def _accepted_and_entered() -> str:
    """Accept every fact, and return the cookie of a session of the editor."""
    from django.conf import settings  # noqa: PLC0415 - needs the trial's Django
    from django.test import Client  # noqa: PLC0415 - as above

    from luoshi.accounts import actions  # noqa: PLC0415 - as above
    from luoshi.accounts.api import Person  # noqa: PLC0415 - as above
    from luoshi.plans.api import Selection, accept_all  # noqa: PLC0415 - as above

    settings.ALLOWED_HOSTS.append("testserver")
    link = actions.issue_link(person=Person.objects.get(), by=OPERATOR)
    editor = actions.use_link(digest=actions.digest_of(link), password=secrets.token_urlsafe(24))
    accept_all(selection=Selection(), by=editor)
    client = Client()
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


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


def _p95(trial: _Trial, address: str) -> float:
    """Return the 95th percentile in milliseconds, the first round not counted."""

    def person(_number: int) -> list[float]:
        line = http.client.HTTPConnection("127.0.0.1", trial.port, timeout=60)
        taken = []
        for _round in range(ROUNDS + 1):
            start = time.perf_counter()
            line.request("GET", address, headers={"Cookie": trial.cookie})
            answer = line.getresponse()
            answer.read()
            taken.append((time.perf_counter() - start) * 1000)
            if answer.status != http.client.OK:
                msg = f"{address} 答复 {answer.status}，无法量页面。"
                raise NotMeasurable(msg)
        return taken[1:]

    with ThreadPoolExecutor(PEOPLE) as people:
        taken = sorted(one for each in people.map(person, range(PEOPLE)) for one in each)
    return taken[int(len(taken) * 0.95)]


def _statements(address: str) -> int:
    """Return how many statements a warm page costs."""
    from django.db import connection  # noqa: PLC0415 - needs the trial's Django
    from django.test import Client  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    from luoshi.accounts.api import Person  # noqa: PLC0415 - as above

    client = Client()
    client.force_login(Person.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return len(caught)


def _in_browser(trial: _Trial, address: str) -> list[Row]:
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


def _painted(playwright: Any, trial: _Trial, address: str) -> tuple[float, float]:
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
