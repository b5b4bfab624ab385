"""A trial served as its own command serves it, and how long its pages take."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi_reader.bench.rows import NotMeasurable, Row

if TYPE_CHECKING:
    from luoshi.accounts.api import Person

PEOPLE: Final = 4
#: So many rounds warm every worker and the memory that the system keeps of files; the rest count.
WARMING: Final = 4
ROUNDS: Final = 30
START_SECONDS: Final = 120
#: The program as its own command starts it, wherever it is installed.
PROGRAM: Final = "import sys; from luoshi.config.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class Trial:
    """A served trial: where it answers, and whose session asks."""

    port: int
    cookie: str

    @property
    def root(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def served(environment: Mapping[str, str], words: Sequence[str] = ()) -> Iterator[int]:
    """Serve a trial with `luoshi start`, give its port, and end it afterwards.

    Raises:
        NotMeasurable: it does not start.

    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", PROGRAM, "start", *words],
        env={**environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(server, port)
        yield port
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


def session_of(person: Person) -> str:
    """Return the cookie of a session of a person, begun as every other."""
    from django.conf import settings  # noqa: PLC0415 - needs the trial's Django
    from django.http import HttpRequest  # noqa: PLC0415 - as above

    from luoshi.accounts import logins, sessions  # noqa: PLC0415 - as above

    request = HttpRequest()
    request.session = sessions.SessionStore()
    logins.begin(request, person, factor="measured")
    request.session.cycle_key()  # keeps it
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"


def p95(trial: Trial, address: str) -> float:
    """Return the 95th percentile in milliseconds of a warm page."""
    return percentiles(trial, address)[1]


def percentiles(trial: Trial, address: str) -> tuple[float, float]:
    """Return the median and the 95th percentile in milliseconds of a warm page."""

    def person(_number: int) -> list[float]:
        line = http.client.HTTPConnection("127.0.0.1", trial.port, timeout=60)
        taken = []
        for _round in range(WARMING + ROUNDS):
            start = time.perf_counter()
            line.request("GET", address, headers={"Cookie": trial.cookie})
            answer = line.getresponse()
            answer.read()
            taken.append((time.perf_counter() - start) * 1000)
            if answer.status != http.client.OK:
                msg = f"{address} 答复 {answer.status}，无法量页面。"
                raise NotMeasurable(msg)
        return taken[WARMING:]

    with ThreadPoolExecutor(PEOPLE) as people:
        taken = sorted(one for each in people.map(person, range(PEOPLE)) for one in each)
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)]


def load(name: str) -> Row:
    """Return how many others wanted the machine in the last minute: times are read beside it."""
    cores = os.cpu_count() or 1
    return Row(
        name=name,
        metric=f"机器负载（1 分钟，{cores} 核）",
        unit="",
        value=round(os.getloadavg()[0], 1),
    )


def statements(person: Person, address: str) -> int:
    """Return how many statements a warm page costs."""
    from django.conf import settings  # noqa: PLC0415 - needs the trial's Django
    from django.db import connection  # noqa: PLC0415 - as above
    from django.test import Client  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    if "testserver" not in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    if answer.status_code != http.client.OK:
        msg = f"{address} 答复 {answer.status_code}，无法数语句。"
        raise NotMeasurable(msg)
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return len(caught)
