"""Screenshots under docs/img: the example as its editor reads it, and a simulated year by post.

`python tools/screenshots.py` makes a trial with the example and a demo year of its own and takes
every page in both sizes and colours. `--data` serves a demo that is there already, `--into`,
`--only`, `--narrow` and `--paper` are for looking at pages while they are made: somewhere else,
some of them, at the width of a telephone, as they are printed.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luoshi.config.tests.running import MAIN, environment, free_port, serving
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "img"
EXAMPLE = ROOT / "examples" / "henan-2016.txt"
YEAR = ("--year", "2016", "--seed", "96")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=zh-CN"]
SIZES = (("light", 1366, 768), ("dark", 1920, 1080))
NARROW = (("light", 390, 844),)
#: A picture is as good as it can be below this many bytes.
LARGEST, QUALITIES = 150_000, (76, 64, 52, 40)
#: What of the year is kept under docs/img; the rest is for looking at.
SHOWN = frozenset(
    (
        "board", "board-plan", "forecast", "league", "map", "light", "monitored", "fill",
        "fill-send", "review", "form-rules", "conference", "delegations", "dispatch-plan", "todo",
        "tour",
    )
)  # fmt: skip
#: The posts of the tour by a short name.
POSTS = {
    "p-editor": ("province", "editor"),
    "p-reviewer": ("province", "reviewer"),
    "p-viewer": ("province", "viewer"),
    "system": ("province", "system"),
    "security": ("province", "security"),
    "audit": ("province", "audit"),
    "d-editor": ("department", "editor"),
    "c-editor": ("city", "editor"),
    "c-viewer": ("city", "viewer"),
    "c-reviewer": ("city", "reviewer"),
    "t-editor": ("county", "editor"),
    "t-reviewer": ("county", "reviewer"),
    "firm": ("county", "enterprise"),
}


@dataclass(frozen=True, slots=True)
class Shot:
    """A page to take: its name, the tour's post that opens it, its address, what to do there."""

    name: str
    post: str
    address: str
    act: Callable[[Page], None] | None = None


def main() -> int:
    """Take the pages that are asked for."""
    asked = _asked()
    asked.into.mkdir(exist_ok=True, parents=True)
    if asked.data is None:
        with _trial() as link, _browser() as browser:
            _take(browser, asked, EXAMPLE_SHOTS, link.split("/link/")[0], _by_link(link))
    with _demo(asked.data) as (root, shots), _browser() as browser:
        _take(browser, asked, shots, root, _by_tour(root))
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, help="the data folder of a demo; makes one otherwise")
    parser.add_argument("--into", type=Path, default=TARGET)
    parser.add_argument("--only", nargs="+", default=())
    parser.add_argument("--narrow", action="store_true", help="390 px; says what is wider")
    parser.add_argument("--paper", action="store_true", help="print to PDF")
    return parser.parse_args()


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def _trial() -> Iterator[str]:
    """Serve a trial of its own with the example; give its first link."""
    with tempfile.TemporaryDirectory() as room:
        port = free_port()
        env = environment(LUOSHI_DATA_DIR=str(Path(room) / "data"), PORT=str(port))
        words = ("start", "--example", str(EXAMPLE))
        with serving(*words, env=env, cwd=ROOT, until="Ctrl") as (_, said):
            link = re.search(r"http://\S+/link/\S+", said)
            assert link
            yield link[0]


@contextmanager
def _demo(data: Path | None) -> Iterator[tuple[str, list[Shot]]]:
    """Serve a demo, one of its own if there is none; give its address and its pages."""
    with tempfile.TemporaryDirectory() as room:
        env = environment(LUOSHI_DATA_DIR=str(data or Path(room) / "data"), PORT=str(free_port()))
        if data is None:
            words = [sys.executable, "-c", MAIN, "demo", *YEAR]
            subprocess.run(words, env=env, cwd=ROOT, check=True)  # noqa: S603 - our own program
        with serving("start", env=env, cwd=ROOT, until="Ctrl"):
            os.environ["LUOSHI_DATA_DIR"] = env["LUOSHI_DATA_DIR"]
            yield f"http://127.0.0.1:{env['PORT']}", _year_shots()


Enter = Callable[[BrowserContext, str], None]


def _by_link(link: str) -> Enter:
    """Return how the editor of a trial comes in: by the link once, then by the password."""
    word = secrets.token_urlsafe(24)
    came: list[object] = []

    def enter(context: BrowserContext, _post: str) -> None:
        if came:
            context.add_cookies(came)
            return
        page = context.new_page()
        page.goto(link)
        page.fill("#id_password", word)
        page.fill("#id_again", word)
        page.click("main button[type=submit]")
        page.wait_for_url(link.split("/link/", maxsplit=1)[0] + "/")
        came.extend(context.cookies())

    return enter


def _by_tour(root: str) -> Enter:
    """Return how a visitor of the year comes in."""

    def enter(context: BrowserContext, post: str) -> None:
        if not post:
            return
        page = context.new_page()
        page.goto(f"{root}/tour/")
        page.locator(f'[data-post="{"-".join(POSTS[post])}"] button').click()
        page.wait_for_url(f"{root}/")

    return enter


def _take(
    browser: Browser, asked: argparse.Namespace, shots: Sequence[Shot], root: str, enter: Enter
) -> None:
    names = set(asked.only)
    if not names and asked.into == TARGET:
        names = SHOWN | {one.name for one in EXAMPLE_SHOTS}
    shots = [one for one in shots if not names or one.name in names]
    for scheme, width, height in NARROW if asked.narrow else SIZES[: 1 if asked.paper else None]:
        for post in dict.fromkeys(one.post for one in shots):
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, locale="zh-CN"
            )
            enter(context, post)
            page = context.new_page()
            for shot in shots:
                if shot.post == post:
                    _open(page, root, shot)
                    _keep(page, asked, f"{shot.name}-{width}-{scheme}", width)
            context.close()


def _open(page: Page, root: str, shot: Shot) -> None:
    answer = page.goto(root + shot.address, timeout=90_000)
    if answer is None or not answer.ok:
        sys.stderr.write(f"{shot.name} {shot.address}: {answer and answer.status}\n")
    page.wait_for_load_state("networkidle")
    if shot.act is not None:
        shot.act(page)
        page.wait_for_load_state("networkidle")


def _keep(page: Page, asked: argparse.Namespace, name: str, width: int) -> None:
    if asked.paper:
        page.pdf(path=asked.into / f"{name}.pdf", prefer_css_page_size=True)
        return
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        sys.stderr.write(f"{name}: {wide} px\n")
    session = page.context.new_cdp_session(page)
    for quality in QUALITIES:
        asking = {"format": "webp", "quality": quality}
        taken = base64.b64decode(session.send("Page.captureScreenshot", asking)["data"])
        if len(taken) <= LARGEST:
            break
    (asked.into / f"{name}.webp").write_bytes(taken)


def _first_figure(page: Page) -> None:
    page.wait_for_selector("[data-ready]")
    page.locator(".mark.kind--figure").nth(1).click()


EXAMPLE_SHOTS = [
    Shot(name, "", address, act)
    for name, address, act in (
        ("plans", "/plans/", None),
        ("reading", "/plans/1/", _first_figure),
        ("upload", "/plans/upload/", None),
        ("queue", "/plans/facts/", None),
        ("doubts", "/plans/doubts/", None),
        ("ledger", "/ledger/", None),
        ("item", "/ledger/items/2/", None),
        ("targets", "/ledger/targets/", None),
        ("indicators", "/ledger/indicators/", None),
        ("projects", "/ledger/projects/", None),
        ("matrix", "/ledger/matrix/", None),
        ("units", "/ledger/units/", None),
        ("enterprises", "/enterprises/", None),
        ("search", "/search/?q=装备", None),
    )
]


def _year_shots() -> list[Shot]:
    """Return the pages of the year, at things that show what each page is for."""
    from luoshi.config.commands import load_django  # noqa: PLC0415 - the data are known now

    load_django()
    from luoshi.config.tour import stops  # noqa: PLC0415 - needs Django

    posts = {(stop.post.agency.level, str(stop.post.kind)): stop.post for stop in stops()}
    held = {name: posts[post] for name, post in POSTS.items()}
    return [
        Shot(*row)
        for rows in (_boards(held), _handing(held), _reporting(held), _keeping(held))
        for row in rows
    ]


Rows = list[tuple[str, ...]]


def _boards(held: dict[str, Any]) -> Rows:
    from luoshi.monitoring.models import Forecast, Light, ProjectReport  # noqa: PLC0415 - needs Django
    from luoshi.reporting.models import Line  # noqa: PLC0415 - as above

    top = held["p-editor"].agency
    lines = dict(Line.objects.exclude(series=None).values_list("item", "series"))
    foreseen = Forecast.objects.filter(agency=top, item__kind="target", item__in=lines.keys())
    worst = foreseen.exclude(chance=None).order_by("-end", "chance", "item")[0].item_id
    series = lines[worst]
    red = Light.objects.filter(agency=top, colour="red").order_by("-end", "item")[0]
    project = ProjectReport.objects.order_by("pk").values_list("item", flat=True).first()
    city = held["c-viewer"].agency_id
    return [
        ("board", "p-viewer", "/monitoring/"),
        ("board-plan", "p-viewer", "/monitoring/plans/1/"),
        ("board-city", "c-viewer", f"/monitoring/?agency={city}"),
        ("indicator", "p-viewer", f"/monitoring/series/{series}/"),
        ("indicator-sources", "p-viewer", f"/monitoring/series/{series}/sources/"),
        ("league", "p-viewer", "/monitoring/league/"),
        ("benchmark", "p-viewer", "/monitoring/benchmark/"),
        ("map", "p-viewer", "/monitoring/map/"),
        ("monitored", "p-viewer", "/monitoring/items/"),
        ("light", "p-viewer", f"/monitoring/items/{red.item_id}/"),
        ("forecast", "p-viewer", f"/monitoring/items/{worst}/"),
        ("light-rules", "p-editor", "/monitoring/rules/"),
        ("alerts", "p-viewer", "/monitoring/alerts/"),
        ("alert-rules", "p-editor", "/monitoring/alerts/rules/"),
        ("alert-rule", "p-editor", "/monitoring/alerts/rules/new/"),
        ("project-board", "p-viewer", "/monitoring/projects/"),
        *([("project", "p-viewer", f"/monitoring/projects/{project}/")] if project else []),
    ]


def _handing(held: dict[str, Any]) -> Rows:
    from luoshi.dispatch.models import Assignment, ChangeRequest, Conference, Milestone  # noqa: PLC0415 - needs Django

    lead = Assignment.objects.filter(agency=held["d-editor"].agency, role="lead")
    parted = (
        lead.filter(children__amount__isnull=False).order_by("pk").first() or lead.order_by("pk")[0]
    )
    change, meeting, step = (
        each.objects.order_by("pk").first() for each in (ChangeRequest, Conference, Milestone)
    )
    return [
        ("dispatch", "p-editor", "/dispatch/"),
        ("dispatch-plan", "p-editor", "/dispatch/plans/1/"),
        ("send", "p-editor", "/dispatch/plans/1/send/"),
        ("inbox", "d-editor", "/dispatch/mine/"),
        ("assignments", "p-editor", "/dispatch/assignments/"),
        ("assignment", "d-editor", f"/dispatch/assignments/{parted.pk}/"),
        ("split", "d-editor", f"/dispatch/assignments/{parted.pk}/split/"),
        ("ask", "d-editor", f"/dispatch/assignments/{parted.pk}/change/"),
        ("returned", "p-editor", "/dispatch/returned/"),
        ("conferences", "p-editor", "/dispatch/conferences/"),
        ("hold", "p-editor", "/dispatch/plans/1/hold/"),
        *([("conference", "p-editor", f"/dispatch/conferences/{meeting.pk}/")] if meeting else []),
        ("changes", "p-reviewer", "/dispatch/changes/"),
        *([("change", "p-reviewer", f"/dispatch/changes/{change.pk}/")] if change else []),
        *([("milestone", "d-editor", f"/dispatch/milestones/{step.pk}/")] if step else []),
        ("letter-list", "d-editor", f"/ledger/agencies/{held['d-editor'].agency_id}/"),
    ]


def _reporting(held: dict[str, Any]) -> Rows:
    from luoshi.reporting.models import Cycle, Duty  # noqa: PLC0415 - needs Django
    from luoshi.reporting.queries.bases import bases_seen  # noqa: PLC0415 - as above

    last = Duty.objects.filter(cycle__closed_at=None).order_by("cycle", "pk")
    mine = last.filter(agency=held["t-editor"].agency, enterprise=None)[0]
    line = next((row.line.pk for row in bases_seen(mine)), 0)
    firm = last.filter(agency=held["t-editor"].agency).exclude(enterprise=None)[0]
    below = last.filter(
        agency__path__startswith=held["c-reviewer"].agency.path, standing="submitted"
    )
    sent = (
        below.filter(enterprise=None)
        .exclude(current=None)
        .exclude(agency=held["c-reviewer"].agency)
    )
    asked = sent.filter(current__findings__isnull=False).first() or sent[0]
    cycle = Cycle.objects.filter(closed_at=None).order_by("form", "pk")[0]
    return [
        ("todo", "t-editor", "/"),
        ("duties", "p-editor", f"/reporting/duties/?cycle={cycle.pk}"),
        ("reports", "t-editor", "/reporting/"),
        ("fill", "t-editor", f"/reporting/duties/{mine.pk}/"),
        ("fill-firm", "firm", f"/reporting/duties/{firm.pk}/"),
        ("fill-send", "t-editor", f"/reporting/duties/{mine.pk}/send/"),
        ("fill-sheet", "t-editor", f"/reporting/duties/{mine.pk}/sheet/in/"),
        ("review-queue", "c-reviewer", "/reporting/queue/"),
        ("review", "c-reviewer", f"/reporting/submissions/{asked.current_id}/"),
        ("cycles", "p-editor", "/reporting/cycles/"),
        ("cycle", "p-editor", f"/reporting/cycles/{cycle.pk}/"),
        ("cycle-close", "p-editor", f"/reporting/cycles/{cycle.pk}/close/"),
        ("forms", "p-editor", "/reporting/forms/"),
        ("form", "p-editor", f"/reporting/forms/{cycle.form_id}/"),
        ("form-open", "p-editor", f"/reporting/forms/{cycle.form_id}/open/"),
        ("form-rules", "p-editor", f"/reporting/forms/{cycle.form_id}/rules/"),
        ("form-rule", "p-editor", f"/reporting/forms/{cycle.form_id}/rules/new/"),
        ("form-rules-sheet", "p-editor", f"/reporting/forms/{cycle.form_id}/rules/sheet/import/"),
        ("bases", "p-editor", f"/reporting/duties/{mine.pk}/bases/"),
        ("bases-sheet", "p-editor", f"/reporting/duties/{mine.pk}/bases/sheet/import/"),
        ("bases-year", "p-editor", f"/reporting/duties/{mine.pk}/bases/{line}/year/"),
        ("history", "c-reviewer", f"/history/reporting.duty/{asked.pk}/"),
    ]


def _keeping(held: dict[str, Any]) -> Rows:
    from luoshi.enterprises.models import Enterprise  # noqa: PLC0415 - needs Django

    firm = Enterprise.objects.filter(agency=held["t-editor"].agency, simulated=True).order_by("pk")[
        0
    ]
    return [
        ("tour", "", "/tour/"),
        ("home", "p-editor", "/"),
        ("home-system", "system", "/"),
        ("firms", "t-reviewer", "/enterprises/"),
        ("firm", "t-reviewer", f"/enterprises/{firm.pk}/"),
        ("agencies", "p-editor", "/agencies/"),
        ("agency", "p-editor", f"/agencies/{held['c-editor'].agency_id}/"),
        ("calendar", "p-editor", "/agencies/calendar/?year=2016"),
        ("people", "system", "/accounts/"),
        ("person", "system", f"/accounts/{held['c-editor'].person_id}/"),
        ("post", "security", f"/accounts/{held['c-editor'].person_id}/"),
        ("requests", "security", "/accounts/requests/"),
        ("policy", "security", "/policy/"),
        ("delegations", "c-reviewer", "/delegations/"),
        ("delegations-all", "security", "/delegations/all/"),
        ("trail", "audit", "/audit/"),
        ("jobs", "system", "/jobs/"),
        ("schedule", "system", "/jobs/schedule/"),
        ("outbox", "system", "/outbox/"),
        ("notices", "c-editor", "/notices/"),
        ("help", "p-editor", "/help/"),
    ]


if __name__ == "__main__":
    sys.exit(main())
