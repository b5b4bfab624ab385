"""How quick the pages are: a trial of its own on the example, four people at once, a browser."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from luoshi_reader.bench.gold import HENAN
from luoshi_reader.bench.rows import Row

from luoshi.config.bench import browsing
from luoshi.config.bench.serving import PEOPLE, Trial, p95, served, session_of, statements
from luoshi.config.commands import OPERATOR, load_django

if TYPE_CHECKING:
    from luoshi.accounts.api import Person

#: Milliseconds, and statements a page.
P95_BAR: Final = 300
STATEMENTS_BAR: Final = 30


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
        return found + browsing.reading(trial, addresses["审读页"])


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
