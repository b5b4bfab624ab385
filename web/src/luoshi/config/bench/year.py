"""A simulated year many times over: how long it takes to make, and how quick its pages are.

Run as a module it measures the pages of one database and prints the rows as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from luoshi_reader.bench.rows import Row

from luoshi.config.bench import browsing
from luoshi.config.bench.databases import rows_of
from luoshi.config.bench.serving import (
    PEOPLE,
    Trial,
    load,
    percentiles,
    served,
    session_of,
    statements,
)
from luoshi.config.bench.worlds import worlds
from luoshi.config.commands import load_django

if TYPE_CHECKING:
    from luoshi.accounts.api import Person

SCALE: Final = int(os.environ.get("LUOSHI_BENCH_SCALE", "10"))
P95_BAR: Final = 300
STATEMENTS_BAR: Final = 40
#: Minutes to make the year: once over, and ten times over.
MINUTES_BAR: Final = {1: 5, 10: 25}
#: A form of this many lines is measured: the smallest that has as many.
LINES: Final = 60
FILLED: Final = f"填报页 {LINES} 行（可填）"


def rows() -> list[Row]:
    """Make the year where it has not been made, and measure its pages, on both databases."""
    found = [load("pages")]
    for label, environment, minutes in worlds(SCALE):
        what = f"{label} 模拟数据 ×{SCALE} 生成"
        found += [
            Row(
                name="pages", metric=what, unit="分钟", value=minutes["wall"],
                bar=MINUTES_BAR.get(SCALE), at_most=True,
            ),
            Row(name="pages", metric=f"{what} 处理器时间", unit="分钟", value=minutes["cpu"]),
            *rows_of("luoshi.config.bench.year", label, environment),
        ]  # fmt: skip
    return found


def measure(label: str) -> list[Row]:
    """Measure the pages that a month's end is worked on, in the database of the environment."""
    load_django()
    found = []
    with served(dict(os.environ)) as port:
        for name, (person, address) in _addresses().items():
            trial = Trial(port, session_of(person))
            what = f"{label} ×{SCALE} {name}"
            middle, slow = percentiles(trial, address)
            found += [
                Row(
                    name="pages", metric=f"{what} p50（{PEOPLE} 人同时）", unit="毫秒",
                    value=round(middle, 1),
                ),
                Row(
                    name="pages", metric=f"{what} p95（{PEOPLE} 人同时）", unit="毫秒",
                    value=round(slow, 1), bar=P95_BAR, at_most=True,
                ),
                Row(
                    name="pages", metric=f"{what} 语句数", unit="条",
                    value=statements(person, address), bar=STATEMENTS_BAR, at_most=True,
                ),
            ]  # fmt: skip
            if name == FILLED:
                found += browsing.filling(trial, address, what)
    found.append(load("pages"))
    return found


def _addresses() -> dict[str, tuple[Person, str]]:
    """Return the pages, each with who opens it."""
    from django.urls import reverse  # noqa: PLC0415 - needs Django

    from luoshi.accounts.models import Post  # noqa: PLC0415 - as above
    from luoshi.ledger.api import Item  # noqa: PLC0415 - as above
    from luoshi.plans.api import Plan  # noqa: PLC0415 - as above

    at_the_top = Post.objects.filter(agency__depth=1).select_related("person").order_by("-pk")
    editor = at_the_top.filter(kind=Post.Kind.EDITOR)[0].person
    reviewer = at_the_top.filter(kind=Post.Kind.REVIEWER)[0].person
    plan = Plan.objects.order_by("pk")[0]
    target = Item.objects.filter(kind=Item.Kind.TARGET, state=Item.State.LIVE).order_by("pk")[0]
    filler, form = _a_form(LINES)
    return {
        "省看板": (editor, reverse("monitoring:board")),
        "计划看板": (editor, reverse("monitoring:plan", args=[plan.pk])),
        "监测台账 100 行": (editor, reverse("monitoring:items") + "?size=100"),
        "台账 100 行": (editor, reverse("ledger:items") + "?size=100"),
        "事项监测": (editor, reverse("monitoring:item", args=[target.pk])),
        "市排名": (editor, reverse("monitoring:league")),
        "地图": (editor, reverse("monitoring:map")),
        "预警 100 行": (editor, reverse("monitoring:alerts") + "?size=100"),
        "指标比较 100 行": (editor, reverse("plans:figures") + "?size=100"),
        "共性举措 100 行": (editor, reverse("plans:measures") + "?size=100"),
        "应报 100 行": (editor, reverse("reporting:duties") + "?size=100"),
        "待核报 100 行": (reviewer, reverse("reporting:queue") + "?size=100"),
        f"填报页 {LINES} 行": (filler, reverse("reporting:fill", args=[form])),
        FILLED: (filler, reverse("reporting:fill", args=[form]) + "?correct"),
    }


def _a_form(lines: int) -> tuple[Person, int]:
    """Return a duty of the last month with so many lines or somewhat more, and who fills it."""
    from luoshi.accounts.models import Post  # noqa: PLC0415 - needs Django
    from luoshi.reporting.models import Duty  # noqa: PLC0415 - as above
    from luoshi.reporting.queries.filling import lines_of  # noqa: PLC0415 - as above

    duties = Duty.objects.filter(cycle__closed_at=None, enterprise=None).select_related("cycle")
    counted = [(lines_of(duty).count(), duty.pk, duty) for duty in duties]
    enough = [one for one in counted if one[0] >= lines] or [max(counted)]
    _number, _pk, duty = min(enough)
    post = Post.objects.filter(agency=duty.agency_id, kind=Post.Kind.EDITOR)
    return post.select_related("person")[0].person, duty.pk


if __name__ == "__main__":
    sys.stdout.write(json.dumps([asdict(row) for row in measure(sys.argv[1])]))
