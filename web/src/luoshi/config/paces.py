"""How long the server takes over each page with the whole notice in it (`luoshi bench pages`)."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from luoshi_reader.bench.rows import NotMeasurable, Row

from luoshi.config.commands import OPERATOR, load_django, try_locally

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.accounts.models import Person

EXAMPLE: Final = Path(__file__).parents[4] / "examples" / "henan-2016.txt"
ROUNDS: Final = 5
#: Milliseconds that any page may take.
BAR: Final = 1000
PAGES: Final = (
    "kernel:home",
    "plans:home",
    "plans:read",
    "plans:queue",
    "plans:doubts",
    "ledger:items",
    "ledger:targets",
    "ledger:projects",
    "ledger:matrix",
    "agencies:tree",
    "agencies:list",
    "enterprises:list",
)
SEARCH: Final = "/search/?q=装备"


def rows() -> Sequence[Row]:
    """Fill a database of its own with the notice, fetch every page as its editor, and time it.

    Raises:
        NotMeasurable: the example is not beside the program.

    """
    if not EXAMPLE.is_file():
        msg = f"没有 {EXAMPLE.name}，不能量页面。请在完整的检出目录中运行。"
        raise NotMeasurable(msg)
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as room:
        os.environ["LUOSHI_DATA_DIR"] = room
        os.environ.pop("LUOSHI_DATABASE_URL", None)
        try_locally()
        load_django()
        return _measured()


def _measured() -> list[Row]:
    from django.test import Client  # noqa: PLC0415 - needs Django
    from django.urls import reverse  # noqa: PLC0415 - as above

    from luoshi.config.server import collect_static  # noqa: PLC0415 - as above

    plan = _fill()
    collect_static()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(_editor(), backend="django.contrib.auth.backends.ModelBackend")
    found = []
    for name in PAGES:
        address = reverse(name, args=[plan] if name == "plans:read" else [])
        found.append(_timed(client, name, address))
    return [*found, _timed(client, "kernel:search", SEARCH)]


def _fill() -> int:
    """Bring the notice in; return the key of its plan with the most facts."""
    from luoshi.agencies.api import seed  # noqa: PLC0415 - needs Django
    from luoshi.config.upgrade import upgrade  # noqa: PLC0415 - as above
    from luoshi.plans.api import import_document  # noqa: PLC0415 - as above

    upgrade(by=OPERATOR)
    seed()
    outcome = import_document(EXAMPLE.read_bytes(), EXAMPLE.name, OPERATOR)
    longest = max(outcome.plans, key=lambda plan: plan.end - plan.start)
    key: int = longest.pk
    return key


def _editor() -> Person:
    from luoshi.accounts import actions  # noqa: PLC0415 - needs Django
    from luoshi.agencies.api import Agency  # noqa: PLC0415 - as above
    from luoshi.kernel import clock  # noqa: PLC0415 - as above

    person = actions.add_person(login="bench", name="测量", by=OPERATOR)
    root = Agency.objects.get(depth=1)
    actions.add_post(person=person, agency=root, kind="editor", by=OPERATOR)
    person.password_set_at, person.must_change_password = clock.now(), False
    person.save()
    return person


def _timed(client: Client, name: str, address: str) -> Row:
    """Return the median of a few fetches after one that warms up."""
    status = client.get(address).status_code
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        client.get(address)
        spent.append((time.perf_counter() - begun) * 1000)
    value = round(statistics.median(spent), 1) if status == 200 else None  # noqa: PLR2004 - OK
    return Row(name="pages", metric=name, value=value, unit="ms", bar=BAR, at_most=True)
